"""Inter-state wars by dyad and year (Correlates of War 4.0)."""

from detente.data import repositories
from detente.data.cards import Address, Citation, Form, Release, SourceCard, pinned
from detente.data.citations import CITE
from detente.registry import source

_PAIRS = """
    WITH part AS (
      SELECT CAST(WarNum AS INTEGER) AS warnum, CAST(ccode AS INTEGER) AS ccode, Side AS side,
        CASE Initiator WHEN '1' THEN 1 ELSE 0 END AS initiator, nullif(Outcome, '-9') AS outcome,
        replace(BatDeath, ',', '') AS batdeath, stint.again,
        CAST(stint.began AS INTEGER) AS began, CAST(stint.ended AS INTEGER) AS ended
      FROM raw, unnest([
        struct_pack(again := 0, began := StartYear1, ended := EndYear1),
        struct_pack(again := 1, began := StartYear2, ended := EndYear2)
      ]) AS stints(stint)
      WHERE CAST(stint.began AS INTEGER) > 0
    ),
    pair AS (
      SELECT warnum, a.ccode AS ccode1, b.ccode AS ccode2, a.side AS sidea1, b.side AS sidea2,
        a.initiator AS initiator1, b.initiator AS initiator2, a.outcome AS outcome1,
        b.outcome AS outcome2, a.batdeath AS batdeath1, b.batdeath AS batdeath2,
        greatest(a.began, b.began) AS began, least(a.ended, b.ended) AS ended,
        CASE WHEN a.began >= b.began THEN a.again ELSE b.again END AS again
      FROM part a JOIN part b USING (warnum)
      WHERE a.side <> b.side AND greatest(a.began, b.began) <= least(a.ended, b.ended)
    )
    SELECT *, 1 AS cowinterongoing, CAST(year = began AS INTEGER) AS cowinteronset,
      CASE WHEN year = began THEN again ELSE 0 END AS resume
    FROM (SELECT *, unnest(range(began, ended + 1)) AS year FROM pair)
"""

# won, drew, lost: in COW's codes 1, 6 (stalemate), 2
_OUTCOME = "CASE {} WHEN '1' THEN 1 WHEN '2' THEN 6 WHEN '3' THEN 2 END"
_DYADIC = """
    WITH dated AS (
      SELECT *, CAST(year AS INTEGER) - row_number() OVER fought AS run,
        row_number() OVER fought = 1
          OR CAST(year AS INTEGER) - lag(CAST(year AS INTEGER)) OVER fought > 1 AS first,
        CASE outcomea WHEN '1' THEN '3' WHEN '3' THEN '1' ELSE outcomea END AS outcomeb
      FROM raw WINDOW fought AS (
        PARTITION BY warnum, statea, stateb ORDER BY CAST(year AS INTEGER)
      )
    )
    SELECT *, dense_rank() OVER (PARTITION BY warnum, statea, stateb ORDER BY run) AS stint
    FROM dated
"""

CARD = source(
    SourceCard(
        id="cow-wars",
        label="COW inter-state wars",
        producer="Correlates of War Project",
        version="4.0",
        licence=CITE,
        read="2026-11-28",
        citation=Citation(
            key="sarkees_wayman_2010",
            authors=("Sarkees, Meredith Reid", "Wayman, Frank Whelon"),
            year=2010,
            title="Resort to War: 1816-2007",
            journal="CQ Press",
        ),
        url="https://correlatesofwar.org/data-sets/cow-war/",
        unit="directed dyad, war and year",
        key=("warnum", "ccode1", "ccode2", "year", "resume"),
        signed=frozenset({"batdeath1", "batdeath2"}),
        coverage=(1816, 2007),
        holds="Years in which both fought; outcome and deaths are of the whole war.",
        published="2010",
        ends="The measure wars is unknown; ucdp-conflicts has later wars, by other rules.",
        file="cow_war_interstate.parquet",
        columns={
            "warnum": "INTEGER",
            "ccode1": "INTEGER",
            "ccode2": "INTEGER",
            "year": "INTEGER",
            "cowinterongoing": "INTEGER",
            "cowinteronset": "INTEGER",
            "sidea1": "INTEGER",
            "sidea2": "INTEGER",
            "initiator1": "INTEGER",
            "initiator2": "INTEGER",
            "outcome1": "INTEGER",
            "outcome2": "INTEGER",
            "batdeath1": "INTEGER",
            "batdeath2": "INTEGER",
            "resume": "INTEGER",
        },
        forms=(
            Form(
                files=("Inter-StateWarData_v4.0.csv",),
                addresses=(
                    Address(
                        url="https://correlatesofwar.org/wp-content/uploads/Inter-StateWarData_v4.0.csv"
                    ),
                ),
                missing=("",),
                sql=_PAIRS,
            ),
            Form(
                files=("cow_war_inter.rda",),
                addresses=(
                    pinned(
                        *repositories.PEACESCIENCER,
                        "data/cow_war_inter.rda",
                        "d727523be3ab6f35653adc62a9b893101c8342e152af084d96f1297bb9a56131",
                    ),
                ),
            ),
            Form(
                files=("directed_dyadic_war.csv",),
                missing=("", "-9"),
                columns={
                    "ccode1": "statea",
                    "ccode2": "stateb",
                    "cowinterongoing": "1",
                    "cowinteronset": "CAST(first AS INTEGER)",
                    "sidea1": "CASE WHEN warolea IN ('1', '2') THEN 1 ELSE 2 END",
                    "sidea2": "CASE WHEN waroleb IN ('1', '2') THEN 1 ELSE 2 END",
                    "initiator1": "CAST(warolea = '1' AS INTEGER)",
                    "initiator2": "CAST(waroleb = '1' AS INTEGER)",
                    "outcome1": _OUTCOME.format("outcomea"),
                    "outcome2": _OUTCOME.format("outcomeb"),
                    "batdeath1": "batdtha",
                    "batdeath2": "batdthb",
                    "resume": "CAST(first AND stint > 1 AS INTEGER)",
                },
                sql=_DYADIC,
                # side 1 is that of the initiator, and deaths are those of the pair
                release=Release(
                    version="4.01, dyadic",
                    coverage=(1816, 2007),
                    rows=1364,
                    sha256="a7a7817e6bac27e80c827a459949a9267474fe2c22f7cf9284ba857962a1ab30",
                ),
            ),
        ),
        rows=1932,
        sha256="310a0bba48b0638f9ad4edf46319289769b015912eb02e4edd10b19417305fbc",
        # a war with a row in the last year may still go on
        later={
            c: f"CASE WHEN max(year) OVER (PARTITION BY warnum) < {{cutoff}} THEN {c} END"
            for c in ("outcome1", "outcome2", "batdeath1", "batdeath2")
        },
    )
)
