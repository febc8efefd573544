"""Learned hazards: what a row says, what the future may not say, simulated truth, bad input."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from detente.errors import DataError
from detente.forecast.hazard import fit_hazard
from detente.forecast.learned import Protocol, learn
from detente.forecast.rows import UNKNOWN, Rows
from detente.forecast.tie_facts import STRETCHES

FIRM = Protocol(half_life=1e6, penalty=(1.0, 1.0, 1.0), level=False)


def rows(year, stop, cause, x=None):
    n = len(year)
    return Rows(
        unit=np.arange(n),
        year=np.array(year),
        stop=np.array(stop),
        cause=np.array(cause),
        causes=("fulfilled", "broken"),
        names=("covariate",),
        x=np.zeros((n, 1)) if x is None else np.asarray(x, dtype=float),
    )


def simulated(seed=1, units=1500, missing=0.0):
    """Units begun 1800-1900 with yearly hazards .04 and .02, the second e-fold per unit of x."""
    rng = np.random.default_rng(seed)
    covariate, begin = rng.normal(size=units), rng.integers(1800, 1900, units)
    table = []
    for unit in range(units):
        h = np.array([0.04, 0.02 * np.exp(0.7 * covariate[unit])])
        life = int(rng.geometric(h.sum()))
        cause = int(rng.random() > h[0] / h.sum()) + 1
        stop = begin[unit] + life
        for year in range(begin[unit] + 1, min(stop, 1920) + 1):
            table.append((unit, year, min(stop, 1920), cause if stop <= 1920 else 0))
    unit, year, stop, cause = np.array(table).T
    x = covariate[unit][:, None].copy()
    x[rng.random(unit.size) < missing] = np.nan
    return replace(rows(year, stop, cause, x), unit=unit)


@pytest.mark.parametrize(
    ("stop", "cause", "stretch", "wanted"),
    [
        (1900, 2, (1, 1), 2),  # ended in its first year
        (1901, 2, (1, 1), 0),
        (1901, 2, (2, 5), 2),
        (1900, 2, (2, 5), UNKNOWN),  # gone before
        (1904, 1, (2, 5), 1),
        (1905, 1, (2, 5), 0),
        (1900, 0, (1, 1), 0),  # last seen at the end of the stretch
        (1903, 0, (2, 5), UNKNOWN),  # lost within it
    ],
)
def test_how_a_row_ends(stop, cause, stretch, wanted):
    assert rows([1900], [stop], [cause]).ending(*stretch).tolist() == [wanted]


def test_a_later_end_is_censored_at_the_origin():
    known = rows([1890, 1895, 1900], [1899, 1900, 1903], [1, 2, 1]).known(1900)
    assert known.year.tolist() == [1890, 1895]
    assert (known.stop.tolist(), known.cause.tolist()) == ([1899, 1899], [1, 0])


@pytest.mark.parametrize("change", ["shuffled", "deleted", "ended at once"])
def test_nothing_after_the_origin_changes_a_forecast(change):
    table, origin = simulated(), 1880
    before = learn(table, origin, FIRM).incidence(np.array([[0.5]]))
    late = table.year >= origin
    x, cause, stop = table.x.copy(), table.cause.copy(), table.stop.copy()
    if change == "deleted":
        other = table.where(~late)
    elif change == "shuffled":
        x[late] = np.random.default_rng(3).permutation(x[late])
        other = replace(table, x=x)
    else:
        stop[stop >= origin], cause[stop >= origin] = origin, 1
        other = replace(table, stop=stop, cause=cause)
    assert np.array_equal(learn(other, origin, FIRM).incidence(np.array([[0.5]])), before)


def test_known_hazards_are_recovered():
    model = learn(simulated(units=6000), 1921, FIRM)
    for value in (-1.0, 0.0, 1.0):
        h = np.array([0.04, 0.02 * np.exp(0.7 * value)])
        years = np.arange(1, 11)[:, None]
        truth = (1 - (1 - h.sum()) ** years) * h / h.sum()
        assert model.incidence(np.array([[value]]))[0] == pytest.approx(truth, abs=0.03)


def test_incidence_only_grows_and_never_passes_one():
    found = learn(simulated(), 1921, FIRM).incidence(np.array([[-9.0], [0.0], [9.0], [np.nan]]))
    assert (np.diff(found, axis=1) >= 0).all()
    assert (found.sum(axis=2) < 1).all()


def test_a_missing_covariate_counts_as_the_mean():
    model = learn(simulated(), 1921, FIRM)
    mean = model.incidence(model.mean[None, :])
    assert model.incidence(np.array([[np.nan]])) == pytest.approx(mean, rel=1e-9)


def test_missing_at_random_leaves_the_forecast_near():
    whole, holed = (learn(simulated(missing=m), 1921, FIRM) for m in (0.0, 0.2))
    x = np.array([[1.0]])
    assert holed.incidence(x) == pytest.approx(whole.incidence(x), abs=0.05)


def test_a_cause_never_seen_is_unlikely_but_not_impossible():
    table = simulated()
    once = replace(table, cause=np.minimum(table.cause, 1))
    found = learn(once, 1921, FIRM).incidence(np.array([[0.0]]))[0]
    assert 0 < found[-1, 1] < 0.01 < found[-1, 0]


def test_one_stretch_is_the_hazard_of_that_year():
    """The first stretch against `fit_hazard` on the design written out here."""
    table = simulated()
    x = (table.x - table.x.mean(axis=0)) / table.x.std(axis=0)
    design = np.column_stack([np.ones(len(x)), np.clip(x, -4, 4)])
    cause = np.where(table.stop == table.year, table.cause, 0)
    wanted = fit_hazard(design, cause, names=["one", "x"], penalty=[0.01, 1.0])
    found = learn(table, 1921, FIRM).fits[0]
    assert found.beta == pytest.approx(wanted.beta, abs=1e-5)


@pytest.mark.parametrize(
    ("table", "origin", "words"),
    [
        (rows([1900], [1905], [1]), 1900, "no unit was at risk"),
        (rows([1900] * 3, [1918] * 3, [0] * 3), 1920, "no end in years 1-1"),
        (rows([1900, 1900], [1900, 1918], [1, 0]), 1920, "no end in years 2-5"),
    ],
)
def test_nothing_to_learn_from_is_said(table, origin, words):
    with pytest.raises(DataError, match=words):
        learn(table, origin, FIRM)


def test_the_level_follows_a_fall_of_risk():
    """After 1900 nothing ends any more: the level is lower, and the mean forecast with it."""
    table = simulated(units=3000)
    calm = (table.stop >= 1900) & (table.cause > 0)
    calm = replace(
        table, stop=np.where(calm, 1920, table.stop), cause=np.where(calm, 0, table.cause)
    )
    x = np.array([[0.0]])
    still, moved = (
        learn(calm, 1915, replace(FIRM, level=level)).incidence(x)[0, 0].sum()
        for level in (False, True)
    )
    assert moved < still / 3


def test_the_level_stays_where_risk_does():
    table, x = simulated(units=3000), np.array([[0.0]])
    still, moved = (
        learn(table, 1921, replace(FIRM, level=level)).incidence(x) for level in (False, True)
    )
    assert moved == pytest.approx(still, rel=0.15)


def test_units_missing_together_share_a_mark():
    table = simulated()
    holes = np.where(np.arange(len(table.x))[:, None] % 3 == 0, np.nan, table.x)
    table = replace(table, x=np.hstack([holes, holes * 2, table.x]), names=("a", "b", "c"))
    assert learn(table, 1921, FIRM).marked == (0,)


def test_stretches_follow_each_other():
    assert all(b[0] == a[1] + 1 for a, b in pairwise(STRETCHES))


def truncated(rng, slope, units=300, years=20):
    """Units that enter late (left truncation) and end by a known hazard; a second cause never."""
    x = rng.standard_normal(units)
    entry = 1900 + rng.integers(0, years, units)
    rows = []
    for unit in range(units):
        risk = 1 / (1 + np.exp(-(-3.0 + slope * x[unit])))
        stop, cause = 1900 + years, 0
        for year in range(1900, 1900 + years + 1):  # it lived before it was seen
            if rng.random() < risk:
                stop, cause = year, 1
                break
        seen = range(entry[unit], stop + 1)
        rows += [(unit, year, stop, cause, x[unit]) for year in seen]
    unit, year, stop, cause, value = (np.array(c) for c in zip(*rows, strict=True))
    return Rows(
        unit=unit,
        year=year,
        stop=stop,
        cause=cause,
        causes=("ended", "never"),
        names=("x",),
        x=value[:, None].astype(float),
    )


def test_simulated_truths_lie_in_their_intervals_95_times_in_100():
    """Slopes drawn from their prior; ties in every year, late entry and a cause without events."""
    rng, protocol = (
        np.random.default_rng(20011112),
        Protocol(half_life=1e9, penalty=(1e-6, 1e-6, 1e-6), level=False),
    )
    covered = []
    for _ in range(120):
        slope = 0.5 * rng.standard_normal()
        rows = truncated(rng, slope)
        model = learn(rows, 1921, protocol, errors=True)
        for fit in model.fits[:2]:
            found = fit.beta[0, 1] / model.scale[0]
            error = fit.standard_errors[0, 1] / model.scale[0]
            covered.append(abs(found - slope) < 1.96 * error)
        incidence = model.incidence(rows.x[:1])
        assert np.isfinite(incidence).all()
        assert incidence[..., 1].max() < 0.01  # what was never seen is rare, not impossible
    assert 0.91 <= np.mean(covered) <= 0.985, np.mean(covered)
