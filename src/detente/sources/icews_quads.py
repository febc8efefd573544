"""Counts of events between states by year and quadrant (ICEWS), from the user's file."""

from detente.data.cards import Form, SourceCard
from detente.data.citations import ICEWS
from detente.registry import source

CARD = source(
    SourceCard(
        id="icews-quads",
        label="ICEWS events by quadrant",
        producer="Lockheed Martin and the netify package",
        version="2002-2010",
        licence=(
            "ICEWS events are under the terms of Harvard Dataverse, the package that counted them "
            "is GPL-3: only a file that the user supplies is read."
        ),
        read="2026-11-24",
        citation=ICEWS,
        url="https://doi.org/10.7910/DVN/28075",
        unit="directed dyad and year",
        key=("source", "target", "year"),
        coverage=(2002, 2010),
        holds="Events of the year; a pair without a row had none among 152 countries.",
        published="2015 on",
        ends="The lenses reciprocity and talk-deeds have no history from it.",
        file="",
        columns={
            "source": "VARCHAR",
            "target": "VARCHAR",
            "year": "INTEGER",
            "verb_coop": "INTEGER",
            "matl_coop": "INTEGER",
            "verb_conf": "INTEGER",
            "matl_conf": "INTEGER",
        },
        forms=(
            Form(
                files=("icews_dyad_year_quad*.csv", "icews_dyad_year_quad*.csv.gz"),
                columns={
                    "verb_coop": '"verbCoop"',
                    "matl_coop": '"matlCoop"',
                    "verb_conf": '"verbConf"',
                    "matl_conf": '"matlConf"',
                },
            ),
        ),
        rows=89_258,
        sha256="9cc05b86a53163b13bc300e24252ae0f1f92c292ffe577ad7db4a2570cfecb43",
        by_hand=(
            "ICEWS is under the terms of Harvard Dataverse. The counts are the table icews of the "
            "R package netify (GPL-3): save it without its rows of zeros as "
            "icews_dyad_year_quad.csv, with the columns source, target, year, verbCoop, matlCoop, "
            "verbConf and matlConf."
        ),
    )
)
