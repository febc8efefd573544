"""Partnership dyad-years on the real data: endings, known pairs, and no later year in a row."""

import numpy as np
import pytest

from detente.history.covariates import RIVAL, TREATY
from detente.history.dyad_spells import dyad_history
from detente.history.dyad_years import HINDSIGHT, Definition, dyad_years, partnership_years
from detente.history.treaty_spells import of_line
from detente.panel.tables import Tables

USA, UK, FRANCE, RUSSIA, PAKISTAN, JAPAN = 2, 200, 220, 365, 770, 740


@pytest.fixture(scope="module")
def rows(real_store):
    return dyad_years()


def of(rows, a, b, year):
    return rows.where((rows.unit == a * 1000 + b) & (rows.year == year))


def test_one_row_a_pair_and_year(rows):
    keys = np.stack([rows.unit, rows.year])
    assert np.unique(keys, axis=1).shape == keys.shape
    assert (rows.stop >= rows.year - 1)[rows.year <= 2011].all()
    assert (rows.unit // 1000 < rows.unit % 1000).all()
    assert rows.year.max() == 2011
    assert set(HINDSIGHT) < set(rows.names)


def test_ruptures_are_those_of_the_reference_classes(rows, real_store):
    """The next rupture of a row is that of the dyad spells, from which base rates are made."""
    past = dyad_history(outcome="broken")
    seen = set(zip(rows.unit.tolist(), rows.stop.tolist(), rows.cause.tolist(), strict=True))
    assert seen
    for unit, stop, cause in seen:
        if cause:
            assert stop in past.endings[of_line(unit // 1000, unit % 1000)]
    pick = np.random.default_rng(1).choice(rows.year.size, 3000, replace=False)
    for unit, year, stop, cause in zip(
        rows.unit[pick], rows.year[pick], rows.stop[pick], rows.cause[pick], strict=True
    ):
        after = past.ending_after(of_line(unit // 1000, unit % 1000), year - 1)
        if cause:
            assert stop == after
        else:
            assert after is None or after > stop


def test_in_years_that_are_asked_for_all_pairs_have_a_row_and_others_stay(rows, real_store):
    tied = rows.where(rows.year != 1990)
    every, _ = partnership_years(Tables(), Definition(names=(TREATY,), every=(1990,)))
    asked, rest = (every.where(chosen) for chosen in (every.year == 1990, every.year != 1990))
    members = np.unique([asked.unit // 1000, asked.unit % 1000])
    assert members.size > 150
    assert asked.year.size == members.size * (members.size - 1) / 2
    assert np.array_equal(rest.unit, tied.unit)
    assert np.array_equal(rest.stop, tied.stop)


@pytest.mark.parametrize("origin", [1914, 1939, 1975, 1991])
def test_a_row_says_nothing_of_later_years(rows, real_store, origin):
    then = dyad_years(origin - 1)
    old, whole = then.where(then.year <= origin), rows.where(rows.year <= origin)
    assert np.array_equal(old.unit, whole.unit)
    assert np.array_equal(old.year, whole.year)
    off = ~np.isclose(old.x, whole.x, equal_nan=True)
    assert [name for name, bad in zip(rows.names, off.any(axis=0), strict=True) if bad] == []


def test_pairs_that_everybody_knows(rows):
    def value(pair, year, name):
        return of(rows, *pair, year).x[0, rows.names.index(name)]

    assert value((USA, UK), 1960, TREATY) == 1
    assert value((UK, JAPAN), 1910, TREATY) == 1
    assert of(rows, USA, RUSSIA, 1925).year.size == 1  # one side in 1918, no rupture until 1945
    assert of(rows, USA, RUSSIA, 1942).cause.tolist() == [1]
    assert of(rows, USA, PAKISTAN, 1800).year.size == 0
    assert np.isin(rows.x[:, rows.names.index(RIVAL)], (0, 1)).all()


def test_at_risk_in_the_years_that_are_scored(rows):
    """Regression: pairs with a treaty and no rivalry on 1 January of 1985 to 2009."""
    tied = (rows.x[:, rows.names.index(TREATY)] == 1) & (rows.x[:, rows.names.index(RIVAL)] == 0)
    scored = rows.where(tied & (rows.year >= 1985) & (rows.year <= 2009))
    end = scored.ending(1, 1)
    assert ((end >= 0).sum(), (end > 0).sum()) == (61055, 262)
