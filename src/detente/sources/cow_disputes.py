"""Militarised disputes by dyad and year (Correlates of War 5.0)."""

from detente.records import SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-disputes",
        label="COW dispute dyad-years",
        producer="Correlates of War Project",
        version="5.0",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=(
            "Palmer, G., et al. 2022. The MID5 Dataset, 2011-2014. Conflict Management and "
            "Peace Science 39: 470-482."
        ),
        url="https://correlatesofwar.org/data-sets/mids/",
        unit="directed dyad, dispute and year",
        coverage=(1816, 2014),
        holds="Years in which the dispute went on.",
        published="2022",
        file="cow_mid_dispute_dyadyear.parquet",
        columns={
            "dispnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "disponset": "INTEGER",
            "sidea1": "INTEGER",
            "sidea2": "INTEGER",
            "orig1": "INTEGER",
            "orig2": "INTEGER",
            "hostlev1": "INTEGER",
            "hostlev2": "INTEGER",
        },
    )
)
