"""Ruptures and coalitions of a few disputes whose answer is known by hand."""

import duckdb
import pytest

from detente.errors import DataError
from detente.history.rupture import coalitions, ruptures

USA, UK, ITALY, GERMANY = 2, 200, 325, 255
RIVALRIES = [(GERMANY, UK, 1896, 1918)]
# dispute, states, year, side of the first, onset, originators, hostility
DISPUTES = [
    (1, UK, GERMANY, 1914, 1, 1, 1, 1, 5),
    (1, UK, GERMANY, 1915, 1, 0, 1, 1, 5),
    (1, USA, GERMANY, 1917, 1, 0, 0, 1, 5),
    (2, ITALY, GERMANY, 1940, 2, 1, 0, 1, 5),
    (2, ITALY, UK, 1941, 2, 0, 0, 1, 5),
    (2, GERMANY, UK, 1941, 2, 0, 1, 1, 5),
    (2, ITALY, GERMANY, 1943, 1, 0, 0, 1, 5),
    (3, USA, UK, 1903, 1, 1, 1, 1, 2),
]
COLUMNS = "dispnum, ccode1, ccode2, year, sidea1, midonset, orig1, orig2, hostlev"


class Sources:
    """Stands for `Tables`: SQL of the rows above."""

    def __getitem__(self, source):
        rows, columns = {
            "tss-rivalries": (RIVALRIES, 'ccode1, ccode2, start, "end"'),
            "gml-disputes": (DISPUTES, COLUMNS),
        }[source]
        return f"(SELECT * FROM (VALUES {', '.join(map(str, rows))}) t({columns}))"


def query(ctes, table):
    return sorted(duckdb.sql(f"WITH {ctes} SELECT ccode1, ccode2, year FROM {table}").fetchall())


def test_a_rupture_is_a_rivalry_that_begins_or_the_onset_of_a_display_of_force():
    assert query(ruptures(Sources()), "rupture") == [(UK, GERMANY, 1896), (UK, GERMANY, 1914)]


def test_a_threat_a_later_year_and_an_ally_that_joins_are_none():
    years = {year for *_, year in query(ruptures(Sources()), "dispute")}
    assert years == {1914}


def test_a_change_of_side_counts_from_its_year_or_for_the_whole_dispute():
    then = query(coalitions(Sources(), up_to_year=True), "together")
    whole = query(coalitions(Sources(), up_to_year=False), "together")
    assert (GERMANY, ITALY, 1941) in then
    assert (GERMANY, ITALY, 1941) not in whole
    assert set(whole) < set(then)


def test_dispute_data_are_those_of_two_producers():
    with pytest.raises(DataError, match="no dispute data 'icb'; wanted gml or cow"):
        ruptures(Sources(), "icb")
