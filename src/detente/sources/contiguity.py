"""Contiguity of states by date (Correlates of War 3.2)."""

from detente.data import repositories
from detente.data.cards import Address, Citation, Form, Release, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

_DIRECTED = """
    WITH spell AS (
      SELECT COLUMNS('^state[l1]no$') AS low, COLUMNS('^state[h2]no$') AS high, conttype,
        strptime("begin" || '01', '%Y%m%d') AS stdate, strptime("end" || '01', '%Y%m%d') AS enddate
      FROM raw
    )
    SELECT low AS ccode1, high AS ccode2, conttype, stdate, enddate FROM spell
    UNION ALL SELECT high, low, conttype, stdate, enddate FROM spell
"""

_YEARS = """
    WITH pair AS (
      SELECT CAST(state1no AS INTEGER) AS ccode1, CAST(state2no AS INTEGER) AS ccode2,
        CAST(year AS INTEGER) AS year, min(CAST(conttype AS INTEGER)) AS conttype
      FROM raw GROUP BY ALL
    ),
    run AS (
      SELECT *, year - row_number() OVER same AS run
      FROM pair WINDOW same AS (PARTITION BY ccode1, ccode2, conttype ORDER BY year)
    )
    SELECT ccode1, ccode2, conttype, make_date(min(year), 1, 1) AS stdate,
      make_date(max(year), 12, 1) AS enddate
    FROM run GROUP BY ccode1, ccode2, conttype, run
"""

CARD = source(
    SourceCard(
        id="contiguity",
        label="Contiguity",
        producer="Correlates of War Project",
        version="3.2",
        licence=CITE,
        read="2026-11-28",
        citation=Citation(
            key="stinnett_2002",
            authors=(
                "Stinnett, Douglas M.",
                "Tir, Jaroslav",
                "Schafer, Philip",
                "Diehl, Paul F.",
                "Gochman, Charles",
            ),
            year=2002,
            title="The Correlates of War Project Direct Contiguity Data, Version 3",
            journal="Conflict Management and Peace Science",
            volume="19",
            pages="58-66",
        ),
        url="https://correlatesofwar.org/data-sets/direct-contiguity/",
        unit="directed dyad spell",
        key=("ccode1", "ccode2", "stdate"),
        coverage=(1816, 2016),
        holds="From first to last month, written as its first day; December 2016 means still.",
        published="2017",
        ends=(
            "The measure contiguity is unknown, so that the lens shared-threat counts no near "
            "enemy and the learned risk lacks the covariate."
        ),
        file="cow_contiguity.parquet",
        columns={
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "conttype": "INTEGER",
            "stdate": "DATE",
            "enddate": "DATE",
        },
        forms=(
            Form(
                files=("contdir.csv",),
                addresses=(
                    Address(
                        url="https://correlatesofwar.org/wp-content/uploads/DirectContiguity320.zip"
                    ),
                ),
                sql=_DIRECTED,
            ),
            Form(
                files=("cow_contdir.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_contdir.rda",
                        "779062fb96238a7c55dbb3436a0925f67d8f0b5bd8e522731c0c3c55f492dd70",
                    ),
                ),
            ),
            Form(
                files=("contdird.csv",),
                sql=_YEARS,
                # a spell begins and ends with a calendar year, since the months are not in it
                release=Release(
                    version="3.2, by year",
                    coverage=(1816, 2016),
                    rows=1694,
                    sha256="5e5c8a1b9867622bff21fae608c01290f2334b04ffb89c4a87086b9c5a5b8f72",
                ),
            ),
        ),
        rows=1874,
        sha256="7a864d4bef2ea61bfc91392bd82d85b18b5b8f447f7f0a9cb0b7c617929d9d93",
        known="year(stdate)",
        later={
            "enddate": (
                "CASE WHEN year(enddate) > {cutoff} THEN DATE '2016-12-01' ELSE enddate END"
            ),
        },
    )
)
