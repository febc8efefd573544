"""The as-of rule: cutoffs of days and years, lags, and the last year that is known."""

from dataclasses import replace
from datetime import date

import pytest

from detente.data import as_of
from detente.sources import gml_disputes, nmc

PROMPT, LATE = gml_disputes.CARD, nmc.CARD  # published at once, and a year later


@pytest.mark.parametrize(
    ("day", "cutoff"),
    [
        (date(2001, 12, 31), 2001),
        (date(2001, 12, 30), 2000),
        (date(2001, 1, 1), 2000),
        (date(2000, 2, 29), 1999),
    ],
)
def test_a_year_is_complete_on_its_last_day_and_not_before(day, cutoff):
    assert as_of.cutoff_on(day) == cutoff


def test_a_year_begins_with_the_cutoff_of_the_day_before():
    assert as_of.cutoff_before(2001) == as_of.cutoff_on(as_of.last_day(2000)) == 2000


def test_the_source_that_is_published_last_decides():
    assert (PROMPT.lag, LATE.lag) == (0, 1)
    assert as_of.lag([]) == 0
    assert as_of.lag([PROMPT, LATE]) == 1
    assert as_of.last_known([PROMPT, LATE], 2000) == 1999
    assert as_of.years_back([PROMPT]) == 1
    assert as_of.years_back([LATE]) == 2


def test_coverage_ends_where_the_data_do_or_where_publication_does():
    assert as_of.last_covered(2010, [LATE], None) == 2010
    assert as_of.last_covered(2010, [LATE], 2005) == 2004
    assert as_of.last_covered(2010, [LATE], 2020) == 2010


@pytest.mark.parametrize("cutoff", [1999, 2000, 2001])
def test_the_condition_in_sql_is_the_rule_in_python(cutoff):
    duckdb = pytest.importorskip("duckdb")
    for card in (PROMPT, replace(LATE, known="begun")):
        sql = f"SELECT {as_of.is_known(card, cutoff)} FROM (SELECT 1999 AS year, 1999 AS begun)"
        (known,) = duckdb.sql(sql).fetchone()
        assert known == (as_of.last_known([card], cutoff) >= 1999)
