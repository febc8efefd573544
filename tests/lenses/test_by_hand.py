"""Lens values of history worked out again from the files alone, by SQL of the tests' own.

Nothing of detente's panel, measures or store is used on the expected side.
"""

import math

import duckdb
import pytest

from detente.case.load import load
from detente.data import store
from detente.forecast.influence_table import measured_influence
from detente.history.lens_series import dyad_series
from detente.lenses.preference_distance import position_similarity
from detente.panel.tables import Tables
from detente.registry import lenses, measures

CASE = load("us-russia-2001")


@pytest.fixture(scope="module")
def raw(shared):
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{shared}'")
    return lambda sql: connection.execute(sql).fetchone()


def history(lens, one, two, year):
    return dyad_series(lenses()[lens], (one, two)).at(year)


@pytest.mark.parametrize(
    ("one", "two", "year"), [(2, 365, 2000), (2, 20, 2006), (200, 220, 1905), (255, 305, 1935)]
)
def test_hirschmans_dependence_of_the_less_dependent_side(real_store, raw, one, two, year):
    """Trade with the partner over all trade (Hirschman 1945, ch. 2), from the two trade files."""
    (expected,) = raw(
        "WITH pair AS (SELECT flow1 + flow2 AS v FROM 'cow_trade_dyadyear.parquet' WHERE "
        f"year = {year} AND least(ccode1, ccode2) = {one} AND greatest(ccode1, ccode2) = {two}), "
        "total AS (SELECT imports + exports AS v FROM 'cow_trade_stateyear.parquet' WHERE "
        f"year = {year} AND ccode IN ({one}, {two})) "
        "SELECT max(pair.v) / max(total.v) FROM pair, total"
    )
    assert history("interdependence", one, two, year) == pytest.approx(expected, rel=1e-6)


def test_distance_in_the_assembly_and_who_moved(real_store, raw):
    """US and Russia: close in 1992-93, apart since 2001 by Russia's move, against the world too."""

    def point(code, year):
        sql = "SELECT idealpointall FROM 'un_idealpoints_2025.parquet' WHERE year = "
        return raw(f"{sql} {year} AND ccode = {code}")[0]

    for year in (1992, 1993, 2001, 2014):
        gap = abs(point(2, year) - point(365, year))
        assert history("preference-distance", 2, 365, year) == pytest.approx(gap, abs=1e-5)
    assert all(1.67 <= history("preference-distance", 2, 365, y) <= 1.75 for y in (1992, 1993))
    found = dyad_series(lenses()["preference-distance"], (2, 365))
    (then,), (now,) = ((found.year == y).nonzero()[0] for y in (2001, 2014))
    assert found.value[now] - found.value[then] > 0.25
    assert found.median[now] - found.median[then] < 0
    assert found.side1[now] - found.side1[then] == pytest.approx(0, abs=0.1)
    assert found.side2[now] - found.side2[then] < -0.25


def test_influence_is_bandwidth_times_dependence(real_store, raw):
    """Washington's hold on Tashkent, 1999: trade and organisations, no treaty; FBIC's weights."""
    flow, most, total = raw(
        "WITH f AS (SELECT flow1 + flow2 AS v, ccode1, ccode2 FROM 'cow_trade_dyadyear.parquet' "
        "WHERE year = 1999) SELECT max(v) FILTER (WHERE least(ccode1, ccode2) = 2 AND "
        "greatest(ccode1, ccode2) = 704), max(v), (SELECT imports + exports FROM "
        "'cow_trade_stateyear.parquet' WHERE year = 1999 AND ccode = 704) FROM f"
    )
    shared_, widest = raw(
        "WITH g AS (SELECT dyadigos AS v, ccode1, ccode2 FROM 'cow_igo_dyadyear.parquet' WHERE "
        "year = 1999) SELECT max(v) FILTER (WHERE least(ccode1, ccode2) = 2 AND "
        "greatest(ccode1, ccode2) = 704), max(v) FROM g"
    )
    dependence = math.log1p(100 * flow / total) / math.log(101)
    trade = 100 * 0.35 / 0.67 * math.log1p(flow) / math.log1p(most) * dependence
    organisations = 100 * 0.19 / 0.67 * shared_ / widest * dependence
    hold, _ = measured_influence((2, 365), 704, 2001)
    assert hold.year == 1999
    assert hold.domains["trade"] == pytest.approx(trade, rel=1e-5)
    assert hold.domains["organisations"] == pytest.approx(organisations, rel=1e-5)
    assert hold.measured == pytest.approx(sum(hold.domains.values()))


@pytest.mark.parametrize(
    ("one", "two", "year"), [(2, 365, 1950), (200, 220, 1938), (255, 325, 1936), (2, 20, 1960)]
)
def test_s_kappa_and_pi_of_a_case_are_those_of_the_panel(real_store, raw, one, two, year):
    """One issue for each state of the system, on which each partner stands by its commitment."""
    (codes,) = raw(
        f"SELECT list(DISTINCT ccode) FROM 'cow_states.parquet' WHERE {year} BETWEEN styear AND endyear"
    )
    spots = {member: commitments(raw, code, year) for member, code in (("USA", one), ("RUS", two))}
    issue = CASE.issues[0]
    kind = type(issue.positions[0])
    issues = []
    for k in codes:
        positions = tuple(
            kind(actor=m, position=found.get(k, 0) * 100 / 3, salience=50, known_on=CASE.as_of)
            for m, found in spots.items()
        )
        issues.append(issue.model_copy(update={"positions": positions}))
    mine = position_similarity(CASE.model_copy(update={"issues": tuple(issues)}))
    sql = measures()["similarity"].query(Tables())
    (theirs,) = (
        store.connect()
        .execute(
            f"SELECT s_valued, kappa_valued, pi_valued FROM ({sql}) WHERE ccode1 = {one} "
            f"AND ccode2 = {two} AND year = {year}"
        )
        .fetchall()
    )
    found = (mine["s_on_issues"], mine["kappa_on_issues"], mine["pi_on_issues"])
    assert found == pytest.approx(theirs, abs=1e-9)


def commitments(raw, code, year):
    """What a state itself promised: 3 for defence or offence and to oneself, 2 for neutrality or non-aggression, 1 for talks."""
    keys, values = raw(
        "SELECT list(ccode2), list(greatest(3 * atop_defense, 3 * atop_offense, 2 * atop_neutral, "
        "2 * atop_nonagg, atop_consul)) FROM 'atop51_directed_dyadyear.parquet' "
        f"WHERE year = {year} AND ccode1 = {code}"
    )
    return dict(zip(keys or (), values or (), strict=True)) | {code: 3}
