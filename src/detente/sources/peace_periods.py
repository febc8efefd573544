"""Dated levels of relationship between states, from severe rivalry to security community."""

from detente.data.cards import SourceCard
from detente.data.citations import PEACE
from detente.registry import source

CARD = source(
    SourceCard(
        id="peace-periods",
        label="Peace periods",
        producer="Diehl, Goertz and Gallegos",
        version="3.1",
        licence=(
            "Free for non-commercial use, as its authors state: not shipped, pull your own copy."
        ),
        citation=PEACE,
        url="https://drive.google.com/drive/folders/1HKZ6FQmK09VJ5mzzEzIwkOawf7tb6Z63",
        unit="dyad and period",
        key=(
            "dyad",
            "period",
        ),
        signed=frozenset({"peace_level"}),
        coverage=(1900, 2020),
        holds="From start to end date; an end of 20209999 means still. Level -9 is a transition.",
        published="2023-08-10",
        file="peacedata31_periods.parquet",
        columns={
            "dyad": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "period": "INTEGER",
            "start_yyyymmdd": "VARCHAR",
            "end_yyyymmdd": "VARCHAR",
            "peace_level": "DOUBLE",
            "left_censored": "BOOLEAN",
            "right_censored": "BOOLEAN",
            "start_year": "INTEGER",
            "end_year": "INTEGER",
        },
        rows=3746,
        sha256="36ac32741ad34669e1565141e2614a8d367fe3d960c72ff36001318a066cb4ff",
        known="start_year",
        lag=1,
        later={
            "end_yyyymmdd": "CASE WHEN end_year > {cutoff} THEN '20209999' ELSE end_yyyymmdd END",
            "right_censored": "CASE WHEN end_year > {cutoff} THEN TRUE ELSE right_censored END",
            "end_year": "CASE WHEN end_year > {cutoff} THEN 2020 ELSE end_year END",
        },
        hindsight="Coders place a change of level knowing how the relationship went on.",
    )
)
