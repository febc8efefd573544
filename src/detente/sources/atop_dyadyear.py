"""Alliance obligations by directed dyad and year (ATOP 5.1)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import ATOP, CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-dyadyear",
        label="ATOP dyad-years",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=CITE,
        read="2026-11-24",
        citation=ATOP,
        url="http://www.atopdata.org",
        unit="directed dyad-year with an alliance",
        key=("ccode1", "ccode2", "year"),
        coverage=(1815, 2018),
        holds="Any day of the year.",
        published="2022-08-09",
        ends=(
            "The measures alliances, influence and similarity are unknown, and with them the "
            "lenses institutions, outside-alliances, sphere-of-influence and "
            "structural-balance."
        ),
        file="atop51_directed_dyadyear.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "atop_defense": "INTEGER",
            "atop_offense": "INTEGER",
            "atop_neutral": "INTEGER",
            "atop_nonagg": "INTEGER",
            "atop_consul": "INTEGER",
        },
        forms=(
            Form(
                files=("atop5_1ddyr.csv",),
                addresses=(
                    Address(
                        url="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip"
                    ),
                ),
                columns={
                    "ccode1": "stateA",
                    "ccode2": "stateB",
                    "atop_defense": "defense",
                    "atop_offense": "offense",
                    "atop_neutral": "neutral",
                    "atop_nonagg": "nonagg",
                    "atop_consul": "consul",
                },
            ),
            Form(
                files=("atop_alliance.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/atop_alliance.rda",
                        "1449ca0369aed33ccf3ac66e959d1d7429c981a3840981facc84fcb2c2bc0441",
                    ),
                ),
            ),
        ),
        rows=273296,
        sha256="f6a4f99c04169de35403ab21a5496e8272fd0374535f596bc27e8029311dab93",
    )
)
