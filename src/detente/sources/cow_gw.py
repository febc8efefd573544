"""State codes of Correlates of War and Gleditsch-Ward by year."""

from detente.data.cards import SourceCard
from detente.data.citations import PEACESCIENCER
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-gw",
        label="COW and GW codes",
        producer="Miller",
        version="isard 2025",
        licence="GPL-2: not shipped, pull your own copy.",
        citation=PEACESCIENCER,
        url="https://github.com/svmiller/isard",
        unit="state-year",
        key=(
            "ccode",
            "year",
        ),
        coverage=(1816, 2025),
        holds="Any day of the year.",
        published="2025",
        file="cow_gw_crosswalk.parquet",
        columns={
            "stateabb": "VARCHAR",
            "year": "INTEGER",
            "gwcode": "INTEGER",
            "ccode": "INTEGER",
            "gw_name": "VARCHAR",
            "cw_name": "VARCHAR",
        },
        rows=17916,
        sha256="a170aac3e5f99d9a98d807b4054a2d2ba079e561006aa290e4ec825816f434d8",
    )
)
