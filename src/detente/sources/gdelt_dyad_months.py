"""Signed volume of reported events between two states by month (GDELT 2)."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import GDELT
from detente.registry import source
from detente.sources._gdelt_sums import BY_HAND, LICENCE, PRODUCER, VERSION

CARD = source(
    SourceCard(
        id="gdelt-dyad-months",
        label="Reported events between states",
        producer=PRODUCER,
        version=VERSION,
        licence=LICENCE,
        licence_id="GPL-3.0-only",
        read="2026-11-28",
        citation=GDELT,
        url="https://www.gdeltproject.org/",
        by_hand=BY_HAND,
        unit="dyad-month",
        key=("month", "iso3a", "iso3b"),
        signed=frozenset({"net"}),
        coverage=(2018, 2024),
        holds="Total of the days present in the month; days are missing, see gdelt-world-months.",
        published="the day after",
        ends="The measure reported-events is unknown: it ends with 2023, the last whole year.",
        file="gdelt_dyad_months.parquet",
        columns={
            "month": "INTEGER",  # YYYYMM
            "iso3a": "VARCHAR",
            "iso3b": "VARCHAR",
            "net": "DOUBLE",  # sum of the signed scores of the days
            "gross": "DOUBLE",  # sum of their absolute values
        },
        forms=(
            Form(
                files=("gdelt2_dyad_month_composite_2018_2024.csv.gz",),
                columns={"iso3a": "a", "iso3b": "b"},
            ),
        ),
        rows=174175,
        sha256="febb64fbdc073e596c475d242e906f15e5e3d0929b9ceb0ef40f3f071735ee8f",
        known="month // 100",
    )
)
