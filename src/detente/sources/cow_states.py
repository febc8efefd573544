"""Membership of the state system by date (Correlates of War 2016)."""

from detente.records import SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-states",
        label="COW state system",
        producer="Correlates of War Project",
        version="2016",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation="Correlates of War Project. 2017. State System Membership List, v2016.",
        url="https://correlatesofwar.org/data-sets/state-system-membership/",
        unit="spell in the system",
        coverage=(1816, 2016),
        holds="From start date to end date; 2016-12-31 means still.",
        published="2017",
        file="cow_states.parquet",
        columns={
            "ccode": "INTEGER",
            "styear": "INTEGER",
            "stmonth": "INTEGER",
            "stday": "INTEGER",
            "endyear": "INTEGER",
            "endmonth": "INTEGER",
            "endday": "INTEGER",
        },
    )
)
