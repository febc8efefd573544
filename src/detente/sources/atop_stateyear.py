"""Alliance commitments of each state by year (ATOP 5.1)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import ATOP, CITE
from detente.registry import source

CARD = source(
    SourceCard(
        id="atop-stateyear",
        label="ATOP state-years",
        producer="Alliance Treaty Obligations and Provisions project",
        version="5.1",
        licence=CITE,
        read="2026-11-24",
        citation=ATOP,
        url="http://www.atopdata.org",
        unit="state-year with an alliance",
        key=("state", "year"),
        coverage=(1815, 2018),
        holds="Any day of the year.",
        published="2022-08-09",
        ends="The measure treaty-numbers is unknown.",
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
                addresses=(
                    Address(
                        url="http://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip"
                    ),
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/ATOP/atop5_1sy.csv",
                        "187ce932d5b77002f795d849b67b5b2dd6baa170304bed58663c4194e240f929",
                    ),
                ),
            ),
        ),
        rows=11923,
        sha256="c54118d2f4929bd57a0dc55ad95cc007ad89106cef7501a1d81282c8af8e5a45",
    )
)
