"""Counts of conflictual events between states by month (ICEWS), from the user's file."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import ICEWS
from detente.registry import source

_ROOTS = tuple(f"root{n}" for n in range(10, 21))

CARD = source(
    SourceCard(
        id="icews-conflict-months",
        label="ICEWS events of conflict by month",
        producer="Lockheed Martin; counted by anhqle/icews-dtree, labels of the columns restored",
        version="1991-01 to 2005-12",
        licence=(
            "ICEWS events are under the terms of Harvard Dataverse, the counts state no licence: "
            "only a file that the user supplies is read."
        ),
        read="2026-11-29",
        citation=ICEWS,
        url="https://doi.org/10.7910/DVN/28075",
        unit="directed dyad and month",
        key=("month", "source", "target"),
        coverage=(1991, 2005),
        holds=(
            "Events of the month with CAMEO roots 10 to 20, conflict alone: no cooperation, so no "
            "balance. A pair of its 148 states without a row had none. All pairs together had "
            "1,841 events in 1991 and 60,916 in 2001: coverage grew, not conflict."
        ),
        published="2015 on",
        ends="There is no such series after 2005.",
        file="icews_conflict_months.parquet",
        columns={
            "month": "INTEGER",  # YYYYMM
            "source": "VARCHAR",  # abbreviations of COW: AUS is Austria
            "target": "VARCHAR",
            **dict.fromkeys(_ROOTS, "INTEGER"),
        },
        forms=(
            Form(
                files=("icews_dyad_month_conflict_roots_1991_2005.csv.gz",),
                columns={"month": "100 * year::INTEGER + month::INTEGER"},
            ),
        ),
        rows=78_528,
        sha256="28a8d6971cab88072b1e5d3e84f736f8b0c53c960393702dab611339e8659567",
        by_hand=(
            "ICEWS is under the terms of Harvard Dataverse. The counts are made from data.rda of "
            "anhqle/icews-dtree on GitHub, which states no licence and whose labels had to be put "
            "right; the table as read here is published nowhere."
        ),
        known="month // 100",
    )
)
