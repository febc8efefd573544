"""Reference classes conditioned, drawn and pooled: against algebra and simulation."""

import numpy as np
import pytest

from detente.forecast.pool import assign, class_forecast, mixture
from detente.forecast.survival_draws import (
    shifted_survival,
    survival_at,
    yearly_hazard,
    yearly_odds,
)
from detente.history.vintage import ClassTable


def table(ends, at_risk):
    return ClassTable(
        n=int(at_risk[0]),
        ended=int(sum(ends)),
        by_cause={"rupture": int(sum(ends))},
        median_years=None,
        survival=np.array([1.0]),
        at_risk=np.array(at_risk, dtype=float),
        ends=np.array(ends, dtype=float),
    )


def flat(risk, n=10_000, years=60):
    return table([n * risk] * years, [n] * years)


def test_a_large_class_gives_its_own_survival():
    found = class_forecast(flat(0.1), 0, np.random.default_rng(1), 500)
    assert found.survival[:, 4 * 10].mean() == pytest.approx(0.9**10, abs=0.003)


def test_age_matters_only_if_risk_changes_with_it():
    young, old = (class_forecast(flat(0.1), a, np.random.default_rng(1), 500) for a in (0, 7.3))
    assert young.survival[:, 40].mean() == pytest.approx(old.survival[:, 40].mean(), abs=0.003)


def test_surviving_the_dangerous_years_helps():
    early = table([4000, 10, 10, 10] + [10] * 40, [10_000] * 44)
    fresh, aged = (class_forecast(early, a, np.random.default_rng(1), 400) for a in (0, 1))
    assert fresh.survival[:, 8].mean() < aged.survival[:, 8].mean() - 0.3


def test_a_year_without_endings_is_not_one_without_risk():
    small = table([0, 5, 5, 5], [20, 20, 15, 10])
    first = 1 - class_forecast(small, 0, np.random.default_rng(1), 4000).survival[:, 4]
    assert first.mean() > 0.005
    assert np.quantile(first, 0.95) > 0.03


def test_no_ending_at_all_is_not_no_risk():
    quiet = table([0] * 10, [5] * 10)
    found = class_forecast(quiet, 0, np.random.default_rng(1), 2000).survival
    assert 0.5 < found[:, 40].mean() < 0.99


def test_sampling_error_shrinks_with_the_class():
    few, many = (
        class_forecast(table([k] * 20, [10 * k] * 20), 0, np.random.default_rng(1), 2000)
        for k in (2, 200)
    )
    assert few.survival[:, 20].std() > 5 * many.survival[:, 20].std()


def test_every_draw_belongs_to_one_member_in_proportion_to_its_weight():
    counts = np.bincount(assign((1, 2, 7), 1000, np.random.default_rng(1)))
    assert counts == pytest.approx([100, 200, 700], abs=1)


def test_a_mixture_has_the_mean_of_its_members_and_their_disagreement():
    rng = np.random.default_rng(1)
    low, high = (class_forecast(flat(r), 0, rng, 2000) for r in (0.02, 0.2))
    mixed = mixture([low, high], assign((1, 1), 2000, np.random.default_rng(2)))[:, 20]
    assert mixed.mean() == pytest.approx((0.98**5 + 0.8**5) / 2, abs=0.005)
    assert mixed.std() == pytest.approx((0.98**5 - 0.8**5) / 2, rel=0.02)


def test_a_shift_of_zero_changes_nothing_and_log_odds_move_the_yearly_odds():
    hazard = yearly_hazard(class_forecast(flat(0.1), 0, np.random.default_rng(1), 200).survival)
    same = shifted_survival(hazard, np.zeros((1, 1)))
    twice = shifted_survival(hazard, np.full((1, 1), np.log(2)))
    risk, doubled = 1 - same[:, 4], 1 - twice[:, 4]
    odds = (doubled / (1 - doubled)) / (risk / (1 - risk))
    assert odds == pytest.approx(np.full(200, 2.0), rel=1e-6)


def test_survival_at_some_years_is_the_same_as_in_the_whole_curve():
    rng = np.random.default_rng(3)
    hazard, shift = rng.uniform(0.001, 0.6, (50, 80)), rng.normal(0, 1, (50, 80))
    whole = shifted_survival(hazard, shift)[:, [4, 40, 80]]
    assert survival_at(yearly_odds(hazard), shift, (1, 10, 20)) == pytest.approx(whole, rel=1e-12)
    lone = survival_at(yearly_odds(hazard), np.full((1, 1), 0.3), (5,))
    assert lone[:, 0] == pytest.approx(shifted_survival(hazard, np.full((1, 80), 0.3))[:, 20])
