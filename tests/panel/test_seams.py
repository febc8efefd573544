"""Codes by date: which sources use a code whose state was not there, and what the panel has."""

from datetime import date

import pytest

import detente
from detente.data import store
from detente.panel.seams import MAPS
from detente.panel.tables import Tables
from detente.registry import sources
from detente.states.lineage import code_in, inherited, renamed
from detente.states.states import records

# columns with COW codes and the year of a row, for every source that has both
DATED = {
    "arms-races": (("ccode1", "ccode2"), "styear"),
    "atop-alliance": (("mem1", "mem2"), "begyr"),
    "atop-dyadyear": (("ccode1", "ccode2"), "year"),
    "atop-member": (("member",), "yrent"),
    "atop-stateyear": (("state",), "year"),
    "chisols": (("ccode",), "year"),
    "cow-disputes": (("ccode1", "ccode2"), "year"),
    "cow-dyadyear": (("ccode1", "ccode2"), "year"),
    "cow-majors": (("ccode",), "styear"),
    "cow-wars": (("ccode1", "ccode2"), "year"),
    "democracy": (("ccode",), "year"),
    "distance": (("ccode1", "ccode2"), "year"),
    "gdp": (("ccode",), "year"),
    "gml-disputes": (("ccode1", "ccode2"), "year"),
    "gml-dyadyear": (("ccode1", "ccode2"), "year"),
    "gwf-regimes": (("cowcode",), "year"),
    "igo-dyadyear": (("ccode1", "ccode2"), "year"),
    "igo-stateyear": (("ccode",), "year"),
    "leeds-savun-threat": (("ccode",), "year"),
    "nmc": (("ccode",), "year"),
    "peace-dyadyear": (("ccode1", "ccode2"), "year"),
    "reign-elections": (("ccode",), "year"),
    "reign-leaders": (("ccode",), "startyear"),
    "td-rivalries": (("ccode1", "ccode2"), "styear"),
    "trade-dyadyear": (("ccode1", "ccode2"), "year"),
    "trade-stateyear": (("ccode",), "year"),
    "tss-rivalries": (("ccode1", "ccode2"), '"start"'),
    "un-agreement": (("ccode1", "ccode2"), "year"),
    "un-ideal-points": (("ccode",), "year"),
    "un-ideal-points-2020": (("ccode",), "year"),
}
OWN_CODES = {"polity5"}  # the producer's own codes, which its reader turns into COW codes
# codes before or after their state that are those of the producer, and harm no row of a panel
AS_PUBLISHED = {
    ("atop-dyadyear", 315), ("atop-dyadyear", 316), ("atop-dyadyear", 317),
    ("atop-member", 316), ("atop-member", 317),
    ("atop-stateyear", 315), ("atop-stateyear", 316), ("atop-stateyear", 317),
    # votes of 260 in 1987 and of 315 in 1992, which the list has under their own codes too
    ("reign-elections", 255), ("reign-elections", 316), ("reign-elections", 317),
}  # fmt: skip


def misplaced(rows: str, codes: tuple[str, ...], year: str) -> set[tuple[int, int]]:
    """Codes and years of a source in which another code of the lineage was in use."""
    import duckdb

    years = {
        (int(code), int(y))
        for column in codes
        for code, y in duckdb.sql(f"SELECT DISTINCT {column}, {year} FROM {rows}").fetchall()
        if code is not None
    }
    known = {record.ccode for record in records()}
    then = {(code, y): code_in(code, y) for code, y in years if code in known}
    return {(code, y) for (code, y), right in then.items() if right not in (None, code)}


@pytest.mark.parametrize("source", sorted(DATED))
def test_every_source_has_the_code_of_the_year_or_a_map(real_store, source):
    codes, year = DATED[source]
    rows = store.query(sources()[source])
    wrong = {code for code, _ in misplaced(rows, codes, year)}
    allowed = {code for name, code in AS_PUBLISHED if name == source}
    assert source in MAPS or wrong <= allowed
    read = misplaced(Tables()[source], codes, year)
    assert {code for code, _ in read} <= allowed


def test_every_dated_source_of_cow_codes_is_walked():
    names = {"ccode", "ccode1", "cowcode", "member", "mem1", "state"}
    dates = {"year", "start", "startyear", "styear", "begyr", "yrent"}
    undated = {"cow-gw", "cow-states", "atop-phase"}
    found = {
        name
        for name, card in sources().items()
        if not card.by_hand and names & set(card.columns) and dates & set(card.columns)
    }
    assert set(DATED) - found == set()
    assert found - set(DATED) - undated - OWN_CODES == set()


@pytest.mark.parametrize("source", sorted(MAPS))
def test_a_map_says_what_is_wrong_and_changes_rows(real_store, source):
    import duckdb

    found, rows = MAPS[source], store.query(sources()[source])
    assert found.why
    assert set(found.codes) <= set(sources()[source].columns)
    columns = ", ".join((*found.codes, found.year))
    raw, read = (
        duckdb.sql(f"SELECT {columns} FROM {table}").fetchall()
        for table in (rows, Tables()[source])
    )
    assert set(raw) != set(read)
    assert len(raw) - len(read) in (0, 1, 2, 3, 4, 5, 6, 7) or found.values


@pytest.mark.parametrize("source", ["gwf-regimes", "peace-dyadyear", "trade-stateyear"])
def test_a_map_doubles_no_key(real_store, source):
    import duckdb

    assert MAPS[source].key
    key = ", ".join(MAPS[source].key)
    raw, read = (
        duckdb.sql(f"SELECT count(*) FROM (SELECT {key} FROM {t} GROUP BY ALL HAVING count(*) > 1)")
        for t in (store.query(sources()[source]), Tables()[source])
    )
    assert read.fetchone() == (0,)
    assert raw.fetchone() is not None


def test_states_have_their_values_under_the_codes_of_the_year(real_store):
    states = detente.create_panel("state-year", add=["autocracies", "trade-totals"])
    held = {
        (c, y): (gwf, imports)
        for c, y, gwf, imports in states.project(
            "ccode, year, gwf_party, imports IS NOT NULL"
        ).fetchall()
    }
    assert all(held[260, y][0] == 0 for y in range(1955, 1991))
    assert all(held[679, y][0] is not None for y in range(1991, 2011))
    assert all(held[260, y][1] for y in range(1960, 1990))
    pairs = detente.create_panel(add=["peace-levels", "rivalries"], states=[260, 220, 255])
    peace = {
        (c, y) for c, y in pairs.filter("peacelevel IS NOT NULL AND ccode1 = 220 AND ccode2 > 250")
        .project("ccode2, year").fetchall()
    }  # fmt: skip
    assert {(260, y) for y in range(1955, 1990)} <= peace
    assert {(255, y) for y in range(1991, 2019)} <= peace


def test_no_iso_code_twice_in_a_year():
    sql = """SELECT count(*), count(DISTINCT (iso3, year)) FROM codes WHERE iso3 IS NOT NULL"""
    import duckdb

    from detente.registry import measures

    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE codes AS {measures()['codes'].query(Tables())}")
        rows, keys = connection.execute(sql).fetchone() or (0, 1)
        assert rows == keys > 10_000
        assert connection.execute(
            "SELECT ccode, iso3 FROM codes WHERE year = 1990 AND ccode IN (255, 260, 678, 679) "
            "ORDER BY 1"
        ).fetchall() == [(255, "DEU"), (260, None), (678, None), (679, "YEM")]


def test_a_treaty_spell_runs_through_a_change_of_code(real_store):
    spells = detente.create_panel("spell", years=(1816, 2018))
    rows = spells.project('ccode1, ccode2, atopid, "begin", "end", termination').fetchall()
    found = {(a, b, t): rest for a, b, t, *rest in rows}
    assert found[220, 260, 3470] == [date(1963, 1, 22), date(2018, 12, 31), "censored"]  # Elysee
    assert found[2, 260, 3180][0] == date(1954, 10, 23)  # NATO
    assert (2, 255, 3180) not in found
    assert found[255, 290, 3180][0].year == 1997  # Poland joined united Germany


def test_pairs_of_a_spell_share_a_day_and_are_no_heirs_of_each_other(real_store):
    spells = detente.create_panel("spell", years=(1816, 2018))
    assert spells.filter('"end" <= "begin"').fetchall() == []
    line = dict(renamed())
    pairs = set(spells.project("ccode1, ccode2").fetchall())
    assert len(pairs) > 1000
    assert not {(a, b) for a, b in pairs if line.get(a, a) == line.get(b, b)}
    heirs = {tuple(sorted((i.ccode, i.past))) for i in inherited()}
    assert not heirs & pairs


@pytest.mark.parametrize("source", MAPS)
def test_codes_by_date_leave_the_columns_in_their_order(source, real_store):
    """`Tables.read` gives each value the name of the card at its place."""
    columns = store.connect().sql(f"FROM {Tables()[source]}").columns
    assert columns == list(sources()[source].columns)
