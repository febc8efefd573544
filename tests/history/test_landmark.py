"""Learned hazards: what a row says, what the future may not say, simulated truth, bad input."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import norm

from detente.errors import DataError
from detente.history.covariates import STRETCHES
from detente.history.hazard import fit_hazard
from detente.history.landmark import AHEAD, LandmarkSettings, fit_landmark_hazards
from detente.history.rows import UNKNOWN, Rows

FIRM = LandmarkSettings(half_life=1e6, penalty=(1.0, 1.0, 1.0), level=False)


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
    before = fit_landmark_hazards(table, origin, FIRM).incidence(np.array([[0.5]]))
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
    assert np.array_equal(
        fit_landmark_hazards(other, origin, FIRM).incidence(np.array([[0.5]])), before
    )


def test_known_hazards_are_recovered():
    model = fit_landmark_hazards(simulated(units=6000), 1921, FIRM)
    for value in (-1.0, 0.0, 1.0):
        h = np.array([0.04, 0.02 * np.exp(0.7 * value)])
        years = np.arange(1, AHEAD + 1)[:, None]
        truth = (1 - (1 - h.sum()) ** years) * h / h.sum()
        assert model.incidence(np.array([[value]]))[0] == pytest.approx(truth, abs=0.03)


def test_incidence_only_grows_and_never_passes_one():
    found = fit_landmark_hazards(simulated(), 1921, FIRM).incidence(
        np.array([[-9.0], [0.0], [9.0], [np.nan]])
    )
    assert (np.diff(found, axis=1) >= 0).all()
    assert (found.sum(axis=2) < 1).all()


def test_a_missing_covariate_counts_as_the_mean():
    model = fit_landmark_hazards(simulated(), 1921, FIRM)
    mean = model.incidence(model.mean[None, :])
    assert model.incidence(np.array([[np.nan]])) == pytest.approx(mean, rel=1e-9)


def test_missing_at_random_leaves_the_forecast_near():
    whole, holed = (fit_landmark_hazards(simulated(missing=m), 1921, FIRM) for m in (0.0, 0.2))
    x = np.array([[1.0]])
    assert holed.incidence(x) == pytest.approx(whole.incidence(x), abs=0.05)


def test_a_cause_never_seen_is_unlikely_but_not_impossible():
    table = simulated()
    once = replace(table, cause=np.minimum(table.cause, 1))
    found = fit_landmark_hazards(once, 1921, FIRM).incidence(np.array([[0.0]]))[0]
    assert 0 < found[-1, 1] < 0.01 < found[-1, 0]


def test_one_stretch_is_the_hazard_of_that_year():
    """The first stretch against `fit_hazard` on the design written out here."""
    table = simulated()
    x = (table.x - table.x.mean(axis=0)) / table.x.std(axis=0)
    design = np.column_stack([np.ones(len(x)), np.clip(x, -4, 4)])
    cause = np.where(table.stop == table.year, table.cause, 0)
    wanted = fit_hazard(design, cause, names=["one", "x"], penalty=[0.01, 1.0])
    found = fit_landmark_hazards(table, 1921, FIRM).fits[0]
    assert found.beta == pytest.approx(wanted.beta, abs=1e-5)


@pytest.mark.parametrize(
    ("table", "origin", "words"),
    [
        (rows([1900], [1905], [1]), 1900, "no unit was at risk"),
        (
            rows([1900] * 3, [1918] * 3, [0] * 3),
            1920,
            "before 1920: no end was known in year 1 ahead",
        ),
        (rows([1900, 1900], [1900, 1918], [1, 0]), 1920, "no end was known in year 2-5 ahead"),
    ],
)
def test_nothing_to_learn_from_is_said(table, origin, words):
    with pytest.raises(DataError, match=words):
        fit_landmark_hazards(table, origin, FIRM)


def test_the_level_follows_a_fall_of_risk():
    """After 1900 nothing ends any more: the level is lower, and the mean forecast with it."""
    table = simulated(units=3000)
    calm = (table.stop >= 1900) & (table.cause > 0)
    calm = replace(
        table, stop=np.where(calm, 1920, table.stop), cause=np.where(calm, 0, table.cause)
    )
    x = np.array([[0.0]])
    still, moved = (
        fit_landmark_hazards(calm, 1915, replace(FIRM, level=level)).incidence(x)[0, 0].sum()
        for level in (False, True)
    )
    assert moved < still / 3


def test_the_level_stays_where_risk_does():
    table, x = simulated(units=3000), np.array([[0.0]])
    still, moved = (
        fit_landmark_hazards(table, 1921, replace(FIRM, level=level)).incidence(x)
        for level in (False, True)
    )
    assert moved == pytest.approx(still, rel=0.15)


def test_units_missing_together_share_a_mark():
    table = simulated()
    holes = np.where(np.arange(len(table.x))[:, None] % 3 == 0, np.nan, table.x)
    table = replace(table, x=np.hstack([holes, holes * 2, table.x]), names=("a", "b", "c"))
    assert fit_landmark_hazards(table, 1921, FIRM).marked == (0,)


def test_stretches_follow_each_other():
    assert all(b[0] == a[1] + 1 for a, b in pairwise(STRETCHES))


PRIOR, KINDS = 30.0, (0.6, 0.38, 0.02, 0.0)  # shares of four classes: one rare, one empty
SCALE = np.array([1.0, *(np.sqrt(p * (1 - p)) for p in KINDS[1:3]), 1.0])


def truncated(rng, beta, units=400, years=30):
    """Units of four classes that are seen late (left truncation) and end in whole years (ties).

    ``beta`` are the log-odds of a covariate and of the last three classes; a second cause never
    comes.
    """
    x, kind = rng.standard_normal(units), rng.choice(4, units, p=KINDS)
    risk = 1 / (1 + np.exp(3.2 - beta[0] * x - np.array([0, *beta[1:]])[kind]))
    entry, stop = rng.integers(0, years, units), rng.geometric(risk) - 1  # it lived before
    ended, stop = stop <= years, np.minimum(stop, years)
    seen = np.maximum(stop - entry + 1, 0)
    unit = np.repeat(np.arange(units), seen)
    year = entry[unit] + np.concatenate([np.arange(n) for n in seen])
    dummies = kind[:, None] == np.arange(1, 4)
    return Rows(
        unit=unit,
        year=1900 + year,
        stop=1900 + stop[unit],
        cause=ended[unit].astype(int),
        causes=("ended", "never"),
        names=("x", "common", "rare", "empty"),
        x=np.column_stack([x, dummies])[unit].astype(float),
    )


def places(half_life, penalty=PRIOR, fits=250):
    """Where drawn truths lie among what was learned of them, as probability, (fits, 3, 3).

    By stretch and by coefficient of the covariate and the two classes that there are; NaN where
    no unit of a class was seen.
    """
    rng = np.random.default_rng(20011112)
    protocol = LandmarkSettings(half_life=half_life, penalty=(penalty,) * 3, level=False)
    found = np.full((fits, 3, 3), np.nan)
    for i in range(fits):
        beta = rng.standard_normal(4) / np.sqrt(PRIOR) / SCALE
        rows = truncated(rng, beta)
        model = fit_landmark_hazards(rows, 1931, protocol, errors=True)
        there = rows.x[:, :3].any(axis=0)
        for j, fit in enumerate(model.fits):
            z = (beta * model.scale - fit.beta[0, 1:5]) / fit.standard_errors[0, 1:5]
            found[i, j, there] = norm.cdf(z[:3])[there]
    return found


@pytest.mark.parametrize("half_life", [1e9, 15.0])
def test_simulation_based_calibration(half_life):
    """Truths drawn from the penalty's prior lie evenly within what is learned of them.

    Talts et al. (2018), https://arxiv.org/abs/1804.06788. Rows of one unit overlap in the later
    stretches, and a class of eight units has often no ending: intervals hold all the same.
    """
    p = places(half_life)
    inside = np.where(np.isnan(p), np.nan, (p > 0.025) & (p < 0.975))
    assert 0.94 <= np.nanmean(inside) <= 0.985
    assert (np.nanmean(inside, axis=0) >= 0.92).all(), np.nanmean(inside, axis=0)
    shares = np.histogram(p[np.isfinite(p)], bins=5, range=(0, 1))[0] / np.isfinite(p).sum()
    assert shares == pytest.approx(0.2, abs=0.065)  # errors by year, from 30 years, are a bit wide


def test_intervals_hold_without_a_prior_worth_the_name():
    """Next to no penalty: the clustered errors alone must hold the covariate's truth."""
    p = places(1e9, penalty=1e-3)[:, :, 0]
    assert 0.92 <= np.mean((p > 0.025) & (p < 0.975)) <= 0.98


def test_of_an_empty_class_the_prior_alone_is_known():
    """Its forecast is that of the mean unit, and its interval at least the prior's, not a point.

    Slopes that are larger than their prior widen it, as `detente.history.prior_errors` says.
    """
    rows = truncated(np.random.default_rng(3), np.zeros(4))
    model = fit_landmark_hazards(rows, 1931, replace(FIRM, penalty=(PRIOR,) * 3), errors=True)
    assert model.fits
    for fit in model.fits:
        assert fit.beta[0, 4] == pytest.approx(0, abs=1e-9)
        assert 1 <= fit.standard_errors[0, 4] * np.sqrt(PRIOR) < 2
    nobody = np.append(model.mean[:3], 1.0)
    mean = np.append(model.mean[:3], 0.0)
    assert model.incidence(nobody[None, :]) == pytest.approx(model.incidence(mean[None, :]))
    assert model.incidence(nobody[None, :])[..., 1].max() < 0.01  # a cause never seen: rare


def test_small_classes_are_pulled_to_the_whole():
    """Partial pooling: the fewer rows a class has, the nearer its risk to that of all."""
    rng, drawn = np.random.default_rng(5), (4000, 200, 20)
    kind = np.repeat(np.arange(3), drawn)
    ended = rng.permutation(kind.size) < 0  # none yet
    for k, n in enumerate(drawn):
        ended[np.flatnonzero(kind == k)[: round((0.05, 0.2, 0.2)[k] * n)]] = True
    table = rows(np.full(kind.size, 1900), np.where(ended, 1900, 1920), ended.astype(int))
    late = rows([1900] * 2, [1903, 1908], [1, 1])  # something to learn later stretches from
    x = np.column_stack([kind == 1, kind == 2]).astype(float)
    table = replace(
        table,
        unit=np.arange(kind.size + 2),
        year=np.append(table.year, late.year),
        stop=np.append(table.stop, late.stop),
        cause=np.append(table.cause, late.cause),
        names=("middling", "small"),
        x=np.vstack([x, np.zeros((2, 2))]),
    )
    model = fit_landmark_hazards(table, 1921, replace(FIRM, penalty=(10.0,) * 3))
    whole, middling, small = model.incidence(np.array([[0, 0], [1, 0], [0, 1.0]]))[:, 0].sum(axis=1)
    assert 0.045 < whole < small < middling < 0.2
    assert small - whole < 0.85 * (middling - whole)
