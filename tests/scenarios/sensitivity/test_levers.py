"""Levers and thresholds: what they say must come true when it is done."""

import math

import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.case.numbers import Number
from detente.forecast.calendar import calendar_shift
from detente.forecast.chance import Chance
from detente.forecast.fates import Fates, fates, fates_of_versions, label_of
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.forecast.survival_draws import at_year
from detente.forecast.verdict import verdict
from detente.scenarios.sensitivity.fault_lines import fault_lines
from detente.scenarios.sensitivity.levers import (
    levers,
    odds_factor,
    rank_levers,
    thresholds,
    turn_levers,
    unbroken_at_10,
    with_few_draws,
)

CASE = load("us-russia-2001")


@pytest.fixture(scope="module")
def strongest(forecast):
    """The levers that move the forecast most."""
    return rank_levers(with_few_draws(forecast))


def test_every_lever_can_be_turned():
    every = list(levers(CASE))
    assert every
    for lever in every:
        assert lever.start != lever.end, lever.path
        assert at(CASE, lever.path, lever.end) != CASE, lever.path


def between_small_states(share):
    """The forecast if both partners had this share of the world's capabilities."""
    small = {"share": Number(value=share), "major_power": False}
    both = tuple(c.model_copy(update=small) for c in CASE.capabilities)
    return forecast_case(CASE.model_copy(update={"capabilities": both}))


def test_a_flip_does_flip_the_full_forecast():
    low, high = 0.001, 0.05  # a fixture between small states, limited between larger ones
    for _ in range(6):  # to where two fates are almost as likely, so that levers flip the verdict
        middle = (low * high) ** 0.5
        fixture = verdict(between_small_states(middle)).label == "permanent fixture"
        low, high = (middle, high) if fixture else (low, middle)
    close = between_small_states(high)
    before = verdict(close).label
    strongest = rank_levers(with_few_draws(close))
    flips = [lever for lever in turn_levers(close, strongest, most=16) if lever.flips]
    assert len(flips) >= 3
    for lever in flips[:3]:
        full = forecast_case(at(close.case, lever.path, lever.end), close.vintage, close.settings)
        assert verdict(full).label == lever.label != before


OTHERS = ("regimes.USA.polity", "capabilities.RUS.share", "standing.RUS.accorded")


@pytest.mark.parametrize("path", [*OTHERS, "alignment.level", "capabilities.USA.major_power"])
def test_a_turned_lever_is_the_forecast_of_the_turned_case(path, quick_forecast):
    """Facts that are covariates move the hazards of the tie, whether or not a lens reads them."""
    to = {"capabilities.RUS.share": 0.01, "capabilities.USA.major_power": False}
    turned = at(CASE, path, to.get(path, 0))
    full = forecast_case(turned, quick_forecast.vintage, quick_forecast.settings)
    moved, anew = fates_of_versions(quick_forecast, [turned])[0], fates(full)
    before = fates(quick_forecast)
    for name, p in anew.p.items():
        assert moved.p[name] == pytest.approx(p, abs=1e-9), name
    assert abs(anew.p["limited"] - before.p["limited"]).max() > 1e-4


def test_moves_agree_with_the_full_forecast(forecast, strongest):
    base = verdict(forecast).p_unbroken["10"].mean
    levers_ = turn_levers(forecast, strongest, most=3)
    assert len(levers_) == 3
    for lever in levers_:
        case = at(CASE, lever.path, lever.end)
        full = (
            verdict(forecast_case(case, forecast.vintage, forecast.settings)).p_unbroken["10"].mean
        )
        assert lever.move == pytest.approx(full - base, abs=0.01)
        assert lever.intervals["move"].low <= lever.move <= lever.intervals["move"].high
        assert lever.p_unbroken_10 == pytest.approx(base + lever.move)


def test_levers_are_ranked_by_log_odds_which_do_not_saturate(forecast, strongest):
    p = float(unbroken_at_10(forecast, CASE).mean())
    found = turn_levers(forecast, strongest, most=6)
    assert found
    for lever in found:
        q = lever.p_unbroken_10
        assert lever.odds_ratio == pytest.approx((1 - q) / q * p / (1 - p), abs=0.02)
    still = [abs(math.log(x.odds_ratio)) for x in found if not x.flips]
    assert len(still) > 1
    assert still == sorted(still, reverse=True)


def test_a_factor_on_the_odds_keeps_its_size_where_points_saturate():
    low, high = np.array([0.5]), np.array([0.05])
    assert odds_factor(low / 2, low) == pytest.approx(3)
    assert odds_factor(high / 3, high) == pytest.approx(59 / 19)


def test_the_odds_of_a_threshold_reach_it(forecast):
    for years, threshold in zip((10, 20), thresholds(forecast), strict=True):
        shift = forecast.coded_shift + math.log(threshold.odds_ratio)
        reached = at_year(forecast.survival("rupture", shift), years).mean()
        assert reached == pytest.approx(0.5, abs=1e-4)


def test_fault_lines_follow_what_presses_on_them(forecast):
    quiet = CASE
    heavy = next(line for line in CASE.fault_lines if line.issues)
    for issue in heavy.issues:
        spot = next(
            p.position.value
            for i in CASE.issues
            if i.id == issue
            for p in i.positions
            if p.actor == CASE.members[0]
        )
        quiet = at(quiet, f"issues.{issue}.positions.{CASE.members[1]}.position", spot)
    shares = [
        {
            c.id: c.share
            for c in fault_lines(forecast_case(case, forecast.vintage, Settings(draws=200)))
        }
        for case in (CASE, quiet)
    ]
    assert shares[1][heavy.id] < shares[0][heavy.id]


@pytest.mark.parametrize(
    ("fixture", "limited", "convenience", "ratio", "expected"),
    [
        (0.6, 0.2, 0.1, 2.0, "permanent fixture"),
        (0.3, 0.5, 0.1, 2.0, "limited partnership"),
        (0.2, 0.2, 0.1, 1.5, "marriage of convenience"),
        (0.2, 0.2, 0.1, 1.4, "rupture"),
    ],
)
def test_the_label_is_the_likeliest_fate(fixture, limited, convenience, ratio, expected):
    p = {"fixture": fixture, "limited": limited, "convenience": convenience}
    p["rupture"] = 1 - sum(p.values())
    ends = Fates(p={k: np.array([v]) for k, v in p.items()}, cause_ratio=np.array([ratio]))
    assert label_of(ends, Settings().convenience_odds_ratio) == expected


def test_calendar_moves_nothing_on_average(forecast):
    many = calendar_shift(CASE, Chance(seed=forecast.settings.seed, draws=20_000))
    assert np.abs(many.mean(axis=0)).max() < 0.02
