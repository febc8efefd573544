"""Every member of every alliance with its entry and exit (ATOP 5.1)."""

from detente.records import SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-member",
        label="ATOP members",
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
        unit="alliance phase and member",
        coverage=(1815, 2018),
        holds="Membership from entry to exit date; the day may be missing.",
        published="2022-08-09",
        file="atop51_member.parquet",
        columns={
            "atopid": "INTEGER",
            "member": "INTEGER",
            "phase": "INTEGER",
            "yrent": "INTEGER",
            "moent": "INTEGER",
            "dayent": "INTEGER",
            "yrexit": "INTEGER",
            "moexit": "INTEGER",
            "dayexit": "INTEGER",
            "termmode": "INTEGER",
            "termcaus": "INTEGER",
        },
    )
)
