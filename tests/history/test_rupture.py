"""Ruptures and coalitions of a few disputes whose answer is known by hand."""

import duckdb
import pytest

from detente.data.sql import Sql
from detente.errors import DataError
from detente.history.rupture import BROKEN, coalition_years, ruptures

USA, UK, ITALY, GERMANY = 2, 200, 325, 255
RIVALRIES = [(GERMANY, UK, 1896, 1918)]
# dispute, states, year, side of the first, onset, originators, hostility of both, deaths of both
DISPUTES = [
    (1, UK, GERMANY, 1914, 1, 1, 1, 1, 5, 5, 5, 6, 6),
    (1, UK, GERMANY, 1915, 1, 0, 1, 1, 5, 5, 5, 6, 6),
    (1, USA, GERMANY, 1917, 1, 0, 0, 1, 5, 5, 5, 6, 6),
    (2, ITALY, GERMANY, 1940, 2, 1, 0, 1, 5, 5, 5, 0, 0),
    (2, ITALY, UK, 1941, 2, 0, 0, 1, 5, 5, 5, 0, 0),
    (2, GERMANY, UK, 1941, 2, 0, 1, 1, 5, 5, 5, 0, 0),
    (2, ITALY, GERMANY, 1943, 1, 0, 0, 1, 5, 5, 5, 0, 0),
    (3, USA, UK, 1903, 1, 1, 1, 1, 2, 2, 1, 0, 0),
    (4, UK, USA, 1904, 1, 1, 1, 1, 3, 3, 3, 0, 0),
    (5, UK, USA, 1905, 1, 1, 1, 1, 4, 4, 1, 0, 0),
    (6, UK, USA, 1906, 1, 1, 1, 1, 4, 4, 1, 0, 1),
    (7, UK, USA, 1907, 1, 1, 1, 1, 4, 4, 1, "NULL", -9),
]
COLUMNS = (
    "dispnum, ccode1, ccode2, year, sidea1, midonset, orig1, orig2, hostlev, hostlev1, hostlev2, "
    "fatality1, fatality2"
)


class Sources:
    """Stands for `Tables`: SQL of the rows above."""

    def __getitem__(self, source):
        rows, columns = {
            "tss-rivalries": (RIVALRIES, 'ccode1, ccode2, start, "end"'),
            "gml-disputes": (DISPUTES, COLUMNS),
        }[source]
        values = ", ".join(f"({', '.join(map(str, row))})" for row in rows)
        return Sql(f"(SELECT * FROM (VALUES {values}) t({columns}))")


def query(ctes, table):
    return sorted(duckdb.sql(f"WITH {ctes} SELECT ccode1, ccode2, year FROM {table}").fetchall())


def years(table, pair=(USA, UK), **options):
    return [y for *found, y in query(ruptures(Sources(), **options), table) if found == [*pair]]


def test_a_rupture_is_a_rivalry_that_begins_or_force():
    assert years("rupture", (UK, GERMANY)) == [1896, 1914]
    assert years("force", (UK, GERMANY)) == [1914]


def test_force_is_that_of_both_or_a_death_and_unknown_deaths_are_none():
    assert years("force") == years("rupture") == [1906]
    assert years("incident") == [1904, 1905, 1907]


def test_a_threat_a_later_year_and_an_ally_that_joins_are_no_dispute():
    assert years("dispute", (UK, GERMANY)) == [1914]
    assert 1903 not in years("dispute")


def test_the_older_target_counts_every_dispute():
    assert years("rupture", kinds=BROKEN) == years("dispute") == [1904, 1905, 1906, 1907]


def test_a_change_of_side_counts_from_its_year_or_for_the_whole_dispute():
    then = query(coalition_years(Sources(), up_to_year=True), "together")
    whole = query(coalition_years(Sources(), up_to_year=False), "together")
    assert (GERMANY, ITALY, 1941) in then
    assert (GERMANY, ITALY, 1941) not in whole
    assert set(whole) < set(then)


def test_dispute_data_are_those_of_two_producers():
    with pytest.raises(DataError, match="no dispute data 'icb'; wanted gml or cow"):
        ruptures(Sources(), "icb")
