"""Alliance obligations by directed dyad and year (ATOP 5.1)."""

from detente.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-dyadyear",
        label="ATOP dyad-years",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=(
            "Free download with citation; no open licence stated: not shipped, pull your own copy."
        ),
        citation=Citation(
            key="leeds_2002",
            authors=(
                "Leeds, Brett Ashley",
                "Ritter, Jeffrey M.",
                "Mitchell, Sara McLaughlin",
                "Long, Andrew G.",
            ),
            year=2002,
            title="Alliance Treaty Obligations and Provisions, 1815-1944",
            journal="International Interactions",
            volume="28",
            pages="237-260",
            doi="10.1080/03050620213653",
        ),
        url="http://www.atopdata.org",
        unit="directed dyad-year with an alliance",
        coverage=(1815, 2018),
        holds="Any day of the year.",
        published="2022-08-09",
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
                address="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",
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
        ),
        rows=273296,
        sha256="f6a4f99c04169de35403ab21a5496e8272fd0374535f596bc27e8029311dab93",
    )
)
