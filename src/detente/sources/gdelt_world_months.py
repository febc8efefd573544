"""Volume of reported events in the world by month, and the days present (GDELT 2)."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import GDELT
from detente.registry import source
from detente.sources._gdelt_sums import BY_HAND, LICENCE, PRODUCER, VERSION

CARD = source(
    SourceCard(
        id="gdelt-world-months",
        label="Reported events in the world",
        producer=PRODUCER,
        version=VERSION,
        licence=LICENCE,
        licence_id="GPL-3.0-only",
        read="2026-11-28",
        citation=GDELT,
        url="https://www.gdeltproject.org/",
        by_hand=BY_HAND,
        unit="month",
        key=("month",),
        coverage=(2018, 2024),
        holds="Total of the days present in the month.",
        published="the day after",
        ends="There is no volume of the world to measure reported-events against.",
        file="gdelt_world_months.parquet",
        columns={
            "month": "INTEGER",  # YYYYMM
            "days": "INTEGER",
            "world_gross": "DOUBLE",
        },
        forms=(Form(files=("gdelt2_world_month_2018_2024.csv",)),),
        rows=74,
        sha256="c4cb9ed010b47724d1f02d379a0a694df2ad21272ed72af8eadacda8ae7265df",
        known="month // 100",
    )
)
