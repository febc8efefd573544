"""Alliance commitments of each state by year (ATOP 5.1)."""

from detente.cards import Citation, Form, SourceCard
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-stateyear",
        label="ATOP state-years",
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
        unit="state-year with an alliance",
        coverage=(1815, 2018),
        holds="Any day of the year.",
        published="2022-08-09",
        file="atop51_stateyear.parquet",
        columns={
            "state": "INTEGER",
            "year": "INTEGER",
            "atopally": "INTEGER",
            "defense": "INTEGER",
            "offense": "INTEGER",
            "neutral": "INTEGER",
            "nonagg": "INTEGER",
            "consul": "INTEGER",
            "number": "INTEGER",
            "transyr": "INTEGER",
        },
        forms=(
            Form(
                files=("atop5_1sy.csv",),
                address="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",
            ),
        ),
        rows=11923,
        sha256="c54118d2f4929bd57a0dc55ad95cc007ad89106cef7501a1d81282c8af8e5a45",
    )
)
