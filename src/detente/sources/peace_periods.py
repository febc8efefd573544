"""Dated levels of relationship between states, from severe rivalry to security community."""

from detente.data import repositories
from detente.data.cards import Form, SourceCard, pinned
from detente.data.citations import NON_COMMERCIAL, PEACE
from detente.data.sql import Template, joined, sql
from detente.registry import source

_MOST = 10  # periods of a pair of states
_NUMBERS = range(1, _MOST + 1)
_PERIODS = Template("""
    WITH listed AS (
      SELECT CAST(dyad AS INTEGER) AS dyad, unnest(range(1, {end})) AS period,
        unnest([{dates}]) AS dates,
        unnest([{levels}]) AS peace_level
      FROM raw
    )
    SELECT *, dyad // 1000 AS ccode1, dyad % 1000 AS ccode2, dates[:8] AS start_yyyymmdd,
      dates[10:] AS end_yyyymmdd, dates[:8] = '19009999' AS left_censored,
      dates[10:] = '20209999' AS right_censored, dates[:4] AS start_year, dates[10:13] AS end_year
    FROM listed WHERE dates IS NOT NULL
""").fill(
    end=_MOST + 1,
    dates=joined(sql("dates{n}", n=n) for n in _NUMBERS),
    levels=joined(sql("level{n}", n=n) for n in _NUMBERS),
)

CARD = source(
    SourceCard(
        id="peace-periods",
        label="Peace periods",
        producer="Diehl, Goertz and Gallegos",
        version="3.1",
        licence=NON_COMMERCIAL,
        read="2026-11-24",
        citation=PEACE,
        url="https://drive.google.com/drive/folders/1HKZ6FQmK09VJ5mzzEzIwkOawf7tb6Z63",
        unit="dyad and period",
        key=("dyad", "period"),
        signed=frozenset({"peace_level"}),
        coverage=(1900, 2020),
        holds="From start to end date; an end of 20209999 means still. Level -9 is a transition.",
        published="2023-08-10",
        ends="No measure, lens or outcome reads it.",
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
        forms=(
            Form(
                files=("peacedata3.1.csv",),
                addresses=(
                    pinned(
                        *repositories.DODL,
                        "inst/extdata/DiehlPeaceData/peacedata3.1.csv",
                        "ea53edd4d33c35f653143b60a428aee4790bcb05587dd37cf0a9372b152826b2",
                    ),
                ),
                header=(
                    "dyad",
                    *(f"{name}{n}" for n in range(1, _MOST + 1) for name in ("dates", "level")),
                ),
                sql=_PERIODS,
            ),
        ),
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
