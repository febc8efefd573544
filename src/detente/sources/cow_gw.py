"""State codes of Correlates of War and Gleditsch-Ward by year."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import PEACESCIENCER
from detente.registry import source

CARD = source(
    SourceCard(
        id="cow-gw",
        label="COW and GW codes",
        producer="Miller",
        version="isard 2025",
        licence="GPL-2: not shipped, pull your own copy.",
        licence_id="GPL-2.0-only",
        read="2026-11-24",
        citation=PEACESCIENCER,
        url="https://github.com/svmiller/isard",
        unit="state-year",
        key=("ccode", "year"),
        coverage=(1816, 2025),
        holds="Any day of the year.",
        published="2025",
        ends=(
            "Gleditsch-Ward codes of later years cannot be converted to COW codes; measures from "
            "sources with such codes end too."
        ),
        file="cow_gw_crosswalk.parquet",
        columns={
            "stateabb": "VARCHAR",
            "year": "INTEGER",
            "gwcode": "INTEGER",
            "ccode": "INTEGER",
            "gw_name": "VARCHAR",
            "cw_name": "VARCHAR",
        },
        forms=(
            Form(
                files=("cw_gw_panel.rda",),
                addresses=(
                    pinned(
                        *repositories.ISARD,
                        "data/cw_gw_panel.rda",
                        "155f5413b63d6199461cdbbe76d02a55c945b6572fa77aac892b932f839f8a0c",
                    ),
                ),
            ),
        ),
        rows=17916,
        sha256="a170aac3e5f99d9a98d807b4054a2d2ba079e561006aa290e4ec825816f434d8",
    )
)
