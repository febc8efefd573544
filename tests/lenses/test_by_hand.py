"""Lens values of history worked out again from the files alone, by SQL of the tests' own.

Nothing of detente's panel, measures or store is used on the expected side.
"""

import math

import duckdb
import pytest

from detente.forecast.lens_history import of_dyad
from detente.forecast.spheres import holds
from detente.registry import lenses


@pytest.fixture(scope="module")
def raw(shared):
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{shared}'")
    return lambda sql: connection.execute(sql).fetchone()


def history(lens, one, two, year):
    return of_dyad(lenses()[lens], (one, two)).at(year)


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
    found = of_dyad(lenses()["preference-distance"], (2, 365))
    (then,), (now,) = ((found.year == y).nonzero()[0] for y in (2001, 2014))
    assert found.value[now] - found.value[then] > 0.25
    assert found.median[now] - found.median[then] < 0
    assert found.side1[now] - found.side1[then] == pytest.approx(0, abs=0.1)
    assert found.side2[now] - found.side2[then] < -0.25


def test_influence_is_breadth_times_dependence(real_store, raw):
    """Washington's hold on Tashkent, 1999: trade, organisations and treaties one by one."""
    flow, most, total = raw(
        "WITH f AS (SELECT flow1 + flow2 AS v, ccode1, ccode2 FROM 'cow_trade_dyadyear.parquet' "
        "WHERE year = 1999) SELECT max(v) FILTER (WHERE least(ccode1, ccode2) = 2 AND "
        "greatest(ccode1, ccode2) = 704), max(v), (SELECT imports + exports FROM "
        "'cow_trade_stateyear.parquet' WHERE year = 1999 AND ccode = 704) FROM f"
    )
    trade = 100 * math.log1p(flow) / math.log1p(most) * flow / total
    shared_, widest, held = raw(
        "WITH g AS (SELECT dyadigos AS v, ccode1, ccode2 FROM 'cow_igo_dyadyear.parquet' WHERE "
        "year = 1999) SELECT max(v) FILTER (WHERE least(ccode1, ccode2) = 2 AND "
        "greatest(ccode1, ccode2) = 704), max(v), (SELECT sum_igo_full FROM "
        "'cow_igo_stateyear.parquet' WHERE year = 1999 AND ccode = 704) FROM g"
    )
    hold, _ = holds((2, 365), 704, 2001)
    assert hold.year == 1999
    assert hold.domains["trade"] == pytest.approx(trade, rel=1e-5)
    organisations = 100 * shared_ / widest * shared_ / held
    assert hold.domains["organisations"] == pytest.approx(organisations, rel=1e-5)
    assert hold.measured == pytest.approx(sum(hold.domains.values()) / 3)
