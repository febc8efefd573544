"""Every alliance treaty with its dates, obligations and the way it ended (ATOP 5.1)."""

from detente.records import SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-alliance",
        label="ATOP alliances",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=(
            "Leeds, B. A., J. M. Ritter, S. M. Mitchell and A. G. Long. 2002. Alliance Treaty "
            "Obligations and Provisions, 1815-1944. International Interactions 28: 237-260."
        ),
        url="http://www.atopdata.org",
        unit="alliance",
        coverage=(1815, 2018),
        holds="Treaty in force from begin date to end date; the day may be missing.",
        published="2022-08-09",
        file="atop51_alliance.parquet",
        columns={
            "atopid": "INTEGER",
            "begyr": "INTEGER",
            "begmo": "INTEGER",
            "begday": "INTEGER",
            "endyr": "INTEGER",
            "endmo": "INTEGER",
            "endday": "INTEGER",
            "ineffect": "INTEGER",
            "bilat": "INTEGER",
            "term": "INTEGER",
            "defense": "INTEGER",
            "offense": "INTEGER",
            "neutral": "INTEGER",
            "nonagg": "INTEGER",
            "consul": "INTEGER",
            "specthrt": "INTEGER",
            "mem1": "INTEGER",
            "mem2": "INTEGER",
        },
    )
)
