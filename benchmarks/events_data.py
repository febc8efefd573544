"""Synthetic events for benchmarks/events.py: raw GDELT 2.0 rows, and parts of the store."""

from calendar import monthrange
from datetime import date
from pathlib import Path

import duckdb

from detente.events import store
from detente.events.cameo import state_of_code
from detente.events.feeds.gdelt2 import GDELT2
from detente.states.states import records

COLUMNS = GDELT2.layouts[0].columns
YEAR = 2018
FIRST_YEAR = 2001  # of the large store
# a fifth of all pairs has most events, as in real feeds; root codes fall off from 01 to 20
RANDOM = (
    "SELECT i, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e, "
    "random() AS f FROM range({rows}) AS t(i)"
)
ROOT = "CAST(least(20, 1 + floor(20 * c * c)) AS INT)"
QUAD = f"CASE WHEN {ROOT} <= 5 THEN 1 WHEN {ROOT} <= 9 THEN 2 WHEN {ROOT} <= 14 THEN 3 ELSE 4 END"


def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    opened.execute("SET memory_limit = '2GB'; SET preserve_insertion_order = false")
    opened.execute("SET enable_progress_bar = false")
    opened.execute("SELECT setseed(.24)")
    return opened


def raw(path: Path, rows: int) -> None:
    """A file of GDELT 2.0 with rows between two states, in no order of states, day by day."""
    known = sorted({r.iso3 for r in records() if r.iso3})
    codes = [code for code in known if state_of_code(code, date(YEAR, 1, 1))]
    listed = ", ".join(f"'{code}'" for code in codes)
    n = len(codes)
    one, two = (f"1 + CAST(floor({n} * {u} * {u} * {u}) AS INT)" for u in ("a", "b"))
    other = f"CASE WHEN {one} = {two} THEN 1 + {one} % {n} ELSE {two} END"
    day = f"DATE '{YEAR}-01-01' + CAST(floor(365 * i / {rows}) AS INT)"
    root = f"lpad({ROOT}::VARCHAR, 2, '0')"
    roles = "['', 'GOV', 'MIL', 'BUS', 'COP', 'CVL'][1 + CAST(floor(6 * {u}) AS INT)]"
    filled = {
        "GLOBALEVENTID": "700000000 + i",
        "SQLDATE": f"strftime({day}, '%Y%m%d')",
        "MonthYear": f"strftime({day}, '%Y%m')",
        "Year": f"'{YEAR}'",
        "FractionDate": f"'{YEAR}.5'",
        "Actor1Code": f"codes[{one}] || {roles.format(u='d')}",
        "Actor1Name": "'ACTOR'",
        "Actor1CountryCode": f"codes[{one}]",
        "Actor1Type1Code": roles.format(u="d"),
        "Actor2Code": f"codes[{other}] || {roles.format(u='e')}",
        "Actor2Name": "'ANOTHER'",
        "Actor2CountryCode": f"codes[{other}]",
        "Actor2Type1Code": roles.format(u="e"),
        "IsRootEvent": "1",
        "EventCode": f"{root} || (i % 4)::VARCHAR",
        "EventBaseCode": f"{root} || (i % 4)::VARCHAR",
        "EventRootCode": root,
        "QuadClass": QUAD,
        "GoldsteinScale": f"{ROOT} / 2.0 - 5",
        "NumMentions": "1 + CAST(floor(30 * f * f) AS INT)",
        "NumSources": "1",
        "NumArticles": "1 + CAST(floor(30 * f * f) AS INT)",
        "AvgTone": "-1.76470588235294",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "'Somewhere, Some Province, Some Country'",
        "ActionGeo_Lat": "44.9429",
        "ActionGeo_Long": "-123.035",
        "DATEADDED": f"strftime({day}, '%Y%m%d') || '120000'",
        "SOURCEURL": "'https://www.example.org/news/' || (hash(i // 3) % 100000000)::VARCHAR",
    }
    columns = ", ".join(f'{filled.get(name, "NULL")} AS "{name}"' for name in COLUMNS)
    connection().execute(
        f"COPY (SELECT {columns} FROM ({RANDOM.format(rows=rows)}), (SELECT [{listed}] AS codes)) "
        f"TO '{path}' (DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '')"
    )


def parts(years: int, rows: int) -> None:
    """A store of ``rows`` events in each of some years, as the loader writes them."""
    folder = store.folder("gdelt2")
    folder.mkdir(parents=True)
    opened, made = connection(), {}
    each = rows // 12
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        for month in range(1, 13):
            name = f"{year}-{month:02d}"
            path = folder / f"{name}-made.parquet"
            opened.execute(f"COPY ({_month(name, each)}) TO '{path}' {PARQUET}")
            first, last = f"{name}-01", f"{name}-{monthrange(year, month)[1]}"
            part = store.StoredPart(file=path.name, month=name, rows=each, first=first, last=last)
            made[path] = part, ()
    loaded = store.Loaded(name="made", sha256="0", lines=rows * years, rows=rows * years)
    store.commit_parts(store.manifest("gdelt2"), [loaded], made)


PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)"  # as events/batch.py writes


def _month(name: str, rows: int) -> str:
    days = monthrange(*map(int, name.split("-")))[1]
    one, two = (f"CAST(2 + 5 * floor(190 * {u} * {u} * {u}) AS SMALLINT)" for u in ("a", "b"))
    roles = "['government', 'military', 'none', 'other'][1 + CAST(floor(4 * {u}) AS INT)]"
    return f"""
        SELECT DATE '{name}-01' + CAST(floor({days} * f) AS INT) AS day, {one} AS source,
          CASE WHEN {one} = {two} THEN 990::SMALLINT ELSE {two} END AS target,
          {roles.format(u="d")} AS source_role, {roles.format(u="e")} AS target_role,
          lpad({ROOT}::VARCHAR, 2, '0') || '1' AS code, lpad({ROOT}::VARCHAR, 2, '0') AS root,
          CAST({QUAD} AS TINYINT) AS quad, 1::FLOAT AS goldstein,
          CAST(1 + floor(30 * e * e) AS INTEGER) AS mentions, NULL::VARCHAR AS event,
          NULL::VARCHAR AS reference, DATE '{name}-01' AS added, i % 10007 = 0 AS misdated
        FROM ({RANDOM.format(rows=rows)}) ORDER BY source, target, day"""
