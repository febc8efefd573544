"""Rows seen through data that ended years ago: what is old, what is not, and that nothing leaks."""

from dataclasses import replace

import numpy as np
import pytest

from detente.data import store
from detente.history.aged_years import (
    MARGIN,
    Wide,
    aged_ladder,
    aged_rows,
    ages_in,
    last_years,
    seen_late,
    wide_years,
)
from detente.history.covariates import (
    BORDERS,
    COALITION,
    DISTANCE,
    EX_RIVAL,
    FAR_STRONG,
    POWER,
    RIVAL,
    TREATY,
)
from detente.history.lens_years import ladder_years
from detente.history.panel_rows import wide_panel
from detente.history.rows import Rows

NAMES = (TREATY, EX_RIVAL, COALITION, RIVAL, "mean polity")
FIRST, LAST = 1980, 2000


def pair_rows(units=(2020, 2365), **columns):
    """Rows of every year for pairs, each column a function of unit and year."""
    unit = np.repeat(units, LAST - FIRST + 1)
    year = np.tile(np.arange(FIRST, LAST + 1), len(units))
    x = np.zeros((unit.size, len(NAMES)))
    for name, value in columns.items():
        x[:, NAMES.index(name)] = [value(u, y) for u, y in zip(unit, year, strict=True)]
    return Rows(
        unit=unit,
        year=year,
        stop=np.full(unit.size, LAST),
        cause=np.zeros(unit.size, int),
        causes=("rupture",),
        names=NAMES,
        x=x,
    )


def column(rows, name):
    return rows.x[:, rows.names.index(name)]


def test_a_covariate_is_that_of_so_many_years_before_and_the_first_of_a_younger_pair():
    rows = pair_rows(**{"mean polity": lambda u, y: u + y})
    late = column(seen_late(rows, {"mean polity": 5, TREATY: 0}), "mean polity")
    assert late == pytest.approx(rows.unit + np.maximum(rows.year - 5, FIRST))


def test_a_pair_is_at_risk_by_old_facts_whatever_happened_since():
    """The treaty ended in 1990 and was seen for the last time, five years late, in 1995."""
    rows = pair_rows(units=(2020,), **{TREATY: lambda u, y: y <= 1990})
    ages = dict.fromkeys(NAMES, 0) | {TREATY: 5}
    found, gone = aged_rows(Wide(rows=rows, gone=rows.year + 50, last={}), ages)
    assert found.year.tolist() == list(range(1985, 1996))
    assert gone.tolist() == [y + 50 for y in found.year]


def test_a_product_is_that_of_its_factors_each_as_old_as_it_is():
    facts = (TREATY, EX_RIVAL, COALITION, RIVAL, DISTANCE, POWER[0], FAR_STRONG)
    rows = pair_rows(units=(2020,), **{TREATY: lambda u, y: 1})
    known = {DISTANCE: rows.year * 1.0, POWER[0]: -rows.year, FAR_STRONG: np.full(21, np.nan)}
    held = [known.get(name, column(rows, TREATY) * (name == TREATY)) for name in facts]
    wide = Wide(rows=replace(rows, names=facts, x=np.column_stack(held)), gone=rows.year, last={})
    late = aged_rows(wide, dict.fromkeys(facts, 0) | {DISTANCE: 2, POWER[0]: 5})[0]
    then = [np.maximum(late.year - age, FIRST) for age in (2, 5)]
    assert column(late, FAR_STRONG) == pytest.approx(-then[0] * then[1])


def test_a_rivalry_that_is_known_to_be_over_makes_former_rivals_of_a_pair():
    """Disputes are ten years old, rivalries two: it ended in 1985, which is seen in 1988."""
    rows = pair_rows(
        units=(2020,), **{RIVAL: lambda u, y: y <= 1985, EX_RIVAL: lambda u, y: y > 1985}
    )
    ages = dict.fromkeys(NAMES, 0) | {EX_RIVAL: 10, RIVAL: 2}
    found, _ = aged_rows(Wide(rows=rows, gone=rows.year, last={}), ages)
    assert found.year.tolist() == list(range(1988, LAST + 1))


def test_ages_are_counted_from_the_last_year_known_and_have_a_bound():
    assert ages_in(2026, {"a": 2011, "b": 2026, "c": 1950}) == {"a": 15, "b": 0, "c": MARGIN}


def test_the_last_year_known_is_that_with_half_of_the_usual_values_or_the_end_of_the_source():
    rows = pair_rows(
        units=tuple(range(2003, 2103)),
        **{"mean polity": lambda u, y: 1.0 if y <= 1994 or (y <= 1997 and u < 2043) else np.nan},
    )
    assert last_years(rows) == {
        TREATY: 2019,
        EX_RIVAL: 2011,
        COALITION: 2011,
        RIVAL: 2021,
        "mean polity": 1994,
    }
    assert last_years(rows, cutoff=1990)[TREATY] == 1991


@pytest.fixture(scope="module")
def wide(real_store):
    return wide_panel()


def test_at_the_age_of_none_the_rows_are_those_of_the_fresh_history(wide):
    fresh, same = ladder_years(), aged_ladder(wide, dict.fromkeys(wide.last, 0))
    assert set(fresh) == set(same)
    for outcome, rows in fresh.items():
        own = same[outcome].where(same[outcome].year <= rows.year.max())
        for name in ("unit", "year", "stop", "cause"):
            np.testing.assert_array_equal(getattr(own, name), getattr(rows, name))
        np.testing.assert_allclose(own.x, rows.x, atol=1e-12, equal_nan=True)


def test_what_comes_after_the_day_less_the_age_of_each_source_changes_no_row(wide, monkeypatch):
    """Rows of 1985 at the ages of 2026, from a store that was cut as much earlier."""
    year, ages, query = 1985, wide.ages(2026), store.query
    fixed = ("cow-states", "cow-gw")  # who was a state is known on the day

    def cut(card, cutoff=None, held=None):
        age = 0 if card.id in fixed else max(0, 2026 - (card.coverage[1] + 1 + card.lag))
        last = year - 1 - min(age, MARGIN)
        return query(card, cutoff=min(cutoff or last, last), held=held)

    monkeypatch.setattr(store, "query", cut)
    known, _ = aged_rows(wide_years(year), ages)
    whole, _ = aged_rows(wide, ages)
    known, whole = (rows.where(rows.year == year) for rows in (known, whole))
    assert known.unit.size > 1000
    np.testing.assert_array_equal(known.unit, whole.unit)
    for name in {*known.names} - {*BORDERS}:  # a new state's neighbours are known on its first day
        np.testing.assert_allclose(column(known, name), column(whole, name), atol=1e-9)
