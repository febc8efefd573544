"""Shared memberships in international organisations by dyad and year (COW IGO 3)."""

from detente.data import repositories
from detente.data.cards import Address, Form, SourceCard, pinned
from detente.data.citations import CITE, IGO
from detente.registry import source

_COUNT = """
    SELECT ccode1, ccode2, year,
      len(list_filter(list_value(*COLUMNS(*)), lambda value: value = '1')) AS dyadigos
    FROM raw
"""

CARD = source(
    SourceCard(
        id="igo-dyadyear",
        label="Shared IGO memberships",
        producer="Correlates of War Project",
        version="3",
        licence=CITE,
        read="2026-11-24",
        citation=IGO,
        url="https://correlatesofwar.org/data-sets/igos/",
        unit="dyad-year",
        key=("ccode1", "ccode2", "year"),
        coverage=(1816, 2014),
        holds="Any day of the year, both as full members.",
        published="2019",
        ends=(
            "The measures igos and influence are unknown, and with them the lenses institutions "
            "and sphere-of-influence."
        ),
        file="cow_igo_dyadyear.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "dyadigos": "INTEGER",
        },
        forms=(
            Form(
                files=("dyadic_formatv3.csv",),
                addresses=(
                    Address(
                        url="https://correlatesofwar.org/wp-content/uploads/dyadic_formatv3.zip"
                    ),
                ),
                sql=_COUNT,
            ),
            Form(
                files=("cow_igo_ndy.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_igo_ndy.rda",
                        "e663531dab70d1d46419fdf0d2d29d51b5b314eab055ea1f691d824e4d15af26",
                    ),
                ),
            ),
        ),
        rows=917695,
        sha256="7af25d58cbb629ff244f467950db384cfd3068d28974bbe73ceaa4f3508a8a40",
        lag=1,
    )
)
