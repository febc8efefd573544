"""What every measure keeps to, and what a panel does at the edges of its sources."""

import itertools

import pytest

import detente
from detente.data.store import connect
from detente.panel.tables import Tables
from detente.registry import lenses, measures, sources

KEYS = {
    "state-year": "ccode, year",
    "dyad-year": "ccode1, ccode2, year",
    "directed-dyad-year": "ccode1, ccode2, year",
}


@pytest.fixture(scope="module")
def everything(real_store):
    """All measures on all dyad-years 1816-2018, in a DuckDB of its own."""
    connection = connect()
    arrow = detente.create_panel(add=measures()).to_arrow_table()
    connection.register("arrow", arrow)
    connection.execute("CREATE TABLE panel AS FROM arrow")
    return connection


@pytest.mark.parametrize("name", measures())
def test_a_measure_has_one_row_for_a_key_and_the_columns_of_its_card(name, real_store):
    found = measures()[name]
    rows = connect().sql(found.query(Tables()))
    key = KEYS[found.card.per]
    assert set(rows.columns) == {*key.split(", "), *found.card.columns}
    assert (
        rows.query("m", f"SELECT {key} FROM m GROUP BY ALL HAVING count(*) > 1 LIMIT 3").fetchall()
        == []
    )
    assert rows.query("m", "SELECT count(*) > 0 FROM m").fetchone() == (True,)
    if found.card.per == "dyad-year":
        assert rows.query("m", "SELECT count(*) FROM m WHERE ccode1 >= ccode2").fetchone() == (0,)


def test_no_two_measures_share_a_column():
    every = [
        c + side
        for m in measures().values()
        for c in m.card.columns
        for side in (("", "1", "2") if m.card.per == "state-year" else ("",))
    ]
    assert len(every) == len(set(every))


def test_adding_everything_neither_adds_nor_drops_a_row(everything):
    rows = everything.execute("SELECT count(*), count(DISTINCT (ccode1, ccode2, year)) FROM panel")
    assert rows.fetchone() == (993_975, 993_975)


@pytest.mark.parametrize("name", [n for n, m in measures().items() if m.card.census])
def test_absence_is_zero_inside_the_covered_years_and_unknown_outside(name, everything):
    """peacesciencer's issue 19: zeros that were filled beyond the last year of the source."""
    card = measures()[name].card
    first, last = card.years
    assert card.census
    for column in card.census:
        for side in ("1", "2") if card.per == "state-year" else ("",):
            c = column + side
            inside, outside, zeros = everything.execute(
                f"""SELECT count(*) FILTER (year BETWEEN {first} AND {last} AND {c} IS NULL),
                count(*) FILTER (year NOT BETWEEN {first} AND {last} AND {c} IS NOT NULL),
                count(*) FILTER ({c} = 0) FROM panel"""
            ).fetchone()
            assert (inside, outside) == (0, 0), c
            assert zeros > 0, c


@pytest.mark.parametrize("name", [n for n, m in measures().items() if m.card.years[1] < 2018])
def test_nothing_is_known_after_the_last_covered_year(name, everything):
    card = measures()[name].card
    assert card.columns
    for column in card.columns:
        c = column + ("1" if card.per == "state-year" else "")
        late = everything.execute(f"SELECT count({c}) FROM panel WHERE year > {card.years[1]}")
        assert late.fetchone() == (0,), c


def test_unknown_trade_is_not_no_trade(everything):
    unknown, none = everything.execute(
        "SELECT count(*) FILTER (flow1 IS NULL), count(*) FILTER (flow1 = 0) FROM panel "
        "WHERE year BETWEEN 1870 AND 2014"
    ).fetchone()
    assert unknown > 200_000
    assert none > 300_000
    assert everything.execute(
        "SELECT bool_and(dyadigos IS NULL) FROM panel WHERE year = 1990 AND 260 IN (ccode1, ccode2)"
    ).fetchone() == (True,)


def test_a_change_within_a_year_makes_one_row(everything):
    """Two spells of contiguity, rivalry or leadership in one calendar year: still one dyad-year."""
    rows = everything.execute(
        "SELECT year, conttype FROM panel WHERE ccode1 = 210 AND ccode2 = 220 AND year = 1830"
    ).fetchall()
    assert rows == [(1830, 1)]
    assert everything.execute(
        "SELECT count(*) FROM panel WHERE (ccode1, ccode2, year) = (365, 640, 1991)"
    ).fetchone() == (1,)


def test_states_that_never_met_on_one_day_make_no_dyad(everything):
    met = "SELECT count(*) FROM panel WHERE (ccode1, ccode2, year) IN ((255, 260, 1990), (678, 679, 1990), (679, 680, 1990), (345, 530, 1941))"
    assert everything.execute(met).fetchone() == (0,)


def test_directed_rows_mirror_each_other(real_store):
    """x1 and x2 swap; what belongs to the pair is the same; obligations keep their direction."""
    names = ["trade", "disputes", "similarity", "igos", "capabilities", "alliances", "contiguity"]
    panel = detente.create_panel("directed-dyad-year", years=(1870, 1900), add=names)
    both = panel.query(
        "p",
        """SELECT count(*), count(*) FILTER (a.flow1 IS DISTINCT FROM b.flow2),
        count(*) FILTER (a.gmlmidhost1 IS DISTINCT FROM b.gmlmidhost2),
        count(*) FILTER (a.cinc1 IS DISTINCT FROM b.cinc2),
        count(*) FILTER (a.s_valued IS DISTINCT FROM b.s_valued OR a.dyadigos IS DISTINCT FROM
          b.dyadigos OR a.conttype IS DISTINCT FROM b.conttype OR a.gmlmidonset <> b.gmlmidonset),
        count(*) FILTER (a.atop_any <> b.atop_any)
        FROM p a JOIN p b ON a.ccode1 = b.ccode2 AND a.ccode2 = b.ccode1 AND a.year = b.year""",
    ).fetchone()
    assert both[0] == panel.aggregate("count(*)").fetchone()[0]
    assert both[1:5] == (0, 0, 0, 0)
    assert both[5] > 0


def test_an_undirected_dyad_does_not_depend_on_which_state_owes(real_store):
    """Either's obligation counts, as it stands in the two directed rows."""
    undirected = detente.create_panel(years=(1816, 1914), add=["alliances"]).aggregate(
        "sum(atop_any)"
    )
    either = detente.create_panel(
        "directed-dyad-year", years=(1816, 1914), add=["alliances"]
    ).query(
        "p",
        """SELECT sum(owed) FROM (SELECT max(atop_any) AS owed FROM p
        GROUP BY least(ccode1, ccode2), greatest(ccode1, ccode2), year)""",
    )
    assert undirected.fetchone() == either.fetchone()


def test_names_and_codes_follow_the_year(real_store):
    panel = detente.create_panel("state-year", years=(1816, 2016), add=["codes"])
    rows = panel.fetchall()
    named = {(c, y): (n, i, g) for c, y, n, i, g, _ in rows}
    assert named[365, 1970][:2] == ("Soviet Union", "RUS")
    assert named[365, 1995][0] == "Russia"
    assert named[255, 1910][2] == 255
    assert named[255, 2010][2] == 260
    assert named[260, 1970] == ("West Germany", "DEU", 260)
    assert named[679, 2000][2] == 678
    assert named[345, 1930][0] == "Yugoslavia"
    assert all(n for n, _, _ in named.values())
    micro = {c for c, y, *_, flag in rows if y == 2000 and flag == 1}
    assert {54, 221, 955} <= micro
    assert not {2, 31, 338} & micro


def test_gw_numbers_agree_with_the_crosswalk(real_store):
    """isard's panel, wherever it gives a Gleditsch-Ward number to a member of the system."""
    panel = detente.create_panel("state-year", years=(1816, 2016), add=["codes"])
    sql = f"""SELECT p.ccode, list(p.year) FROM p JOIN {Tables()["cow-gw"]} g USING (ccode, year)
        WHERE p.gwcode IS DISTINCT FROM g.gwcode AND g.gwcode IS NOT NULL GROUP BY 1"""
    assert panel.query("p", sql).fetchall() == []


def test_every_historical_counterpart_of_a_lens_can_be_added(real_store):
    with_history = [name for name, lens in lenses().items() if lens.card.history]
    assert {"shared-threat", "rivalry-legacy", "two-level"} <= set(with_history)
    panel = detente.create_panel(years=(2000, 2001), add=with_history)
    for name in with_history:
        assert set(lenses()[name].card.history) <= set(measures())
    assert len(panel.columns) > 6


def test_every_source_that_a_measure_reads_has_a_card():
    assert measures()
    for found in measures().values():
        assert set(found.card.sources) <= set(sources())


def test_create_then_add_is_the_same_as_all_at_once(real_store):
    at_once = detente.create_panel(years=(1990, 1995), add=["rivalries", "nmc", "igos"])
    stepwise = detente.add_measures(detente.create_panel(years=(1990, 1995)), "rivalries")
    stepwise = detente.add_measures(stepwise.filter("year > 0"), "nmc", "igos", "rivalries")
    assert sorted(stepwise.columns) == sorted(at_once.columns)
    columns = ", ".join(at_once.columns)
    assert sorted(stepwise.project(columns).fetchall(), key=str) == sorted(
        at_once.fetchall(), key=str
    )


def test_a_panel_becomes_what_people_work_with(real_store):
    panel = detente.create_panel(years=(2000, 2000), add=["majors"])
    n = panel.aggregate("count(*)").fetchone()[0]
    assert len(panel.df()) == n
    assert panel.pl().height == n
    assert panel.to_arrow_table().num_rows == n
    assert n == sum(1 for _ in itertools.combinations(range(191), 2))
