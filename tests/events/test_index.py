"""The index by month: shrinkage, intervals, and months without a value."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import gamma

from detente.events.index import balance, level, talk_share
from detente.events.series import MonthlySeries

N = 70


@pytest.fixture
def pair():
    """60 % cooperation, three conflictual events in 10,000 of the world; all months alike."""
    rng = np.random.default_rng(4)
    total = np.full(N, 50.0)
    cooperation = rng.binomial(50, 0.6, N).astype(float)
    return MonthlySeries(
        feed="feed",
        label="a feed",
        one=2,
        two=365,
        unit="events",
        months=np.arange(np.datetime64("2015-01"), np.datetime64("2015-01") + N),
        quads={"both": np.c_[cooperation, np.zeros(N), np.zeros(N), total - cooperation]},
        cooperation=cooperation,
        conflict=total - cooperation,
        world=np.full(N, 1e5),
        days=np.full(N, 30),
        length=np.full(N, 30),
        gap=np.zeros(N, dtype=bool),
    )


def test_a_first_month_leans_to_the_world_and_a_late_one_to_the_pairs_own_past(pair):
    quiet = pair.cooperation.copy()
    quiet[[0, -1]] = 0
    few = np.full(N, 20.0)
    few[[0, -1]] = 1  # one event, conflictual, in the first month and in the last
    index = balance(replace(pair, cooperation=quiet, conflict=few))
    assert 0.1 < index.value[-1] < 0.2  # three fifths of all events before were cooperation
    assert index.low[0] < index.value[0] < index.high[0]
    assert index.high[0] - index.low[0] > 2 * (index.high[-1] - index.low[-1])


def test_months_alike_are_shrunk_and_months_unlike_are_not(pair):
    unlike = np.where(np.arange(N) % 2, 48.0, 2.0)
    index = balance(replace(pair, cooperation=unlike, conflict=50 - unlike))
    raw = (2 * unlike - 50) / 50
    assert abs(index.value[-1] - raw[-1]) < 0.05
    alike = balance(pair)
    assert alike.value[12:].std() < 0.35 * ((2 * pair.cooperation - 50) / 50)[12:].std()


def test_nine_intervals_of_ten_hold_the_share_and_the_rate_that_made_the_counts(pair):
    """External: NumPy's draws of shares and rates that differ from month to month."""
    rng, inside, within, n = np.random.default_rng(5), 0, 0, 0
    for _ in range(12):
        share = rng.beta(6, 4, N)
        rate = rng.gamma(4, 5e-5, N)
        cooperation = rng.binomial(30, share).astype(float)
        conflict = rng.poisson(rate * 1e5).astype(float)
        index = balance(replace(pair, cooperation=cooperation, conflict=30 - cooperation))
        heat = level(replace(pair, conflict=conflict))
        late = np.arange(N) >= 24
        inside += ((index.low < 2 * share - 1) & (2 * share - 1 < index.high))[late].sum()
        within += ((heat.low < 1000 * rate) & (1000 * rate < heat.high))[late].sum()
        n += late.sum()
    assert inside / n == pytest.approx(0.9, abs=0.04)
    assert within / n == pytest.approx(0.9, abs=0.04)


def test_a_pair_without_a_past_has_jeffreys_interval_of_its_level(pair):
    """External: SciPy's gamma quantiles of .5 + 7 events in 100,000."""
    heat = level(replace(pair, conflict=np.r_[7.0, pair.conflict[1:]]))
    expected = gamma.ppf([0.05, 0.95], 7.5, scale=1000 / 1e5)
    assert [heat.low[0], heat.high[0]] == pytest.approx(list(expected))


def test_a_missing_month_has_no_value_and_an_empty_one_has_a_wide_interval(pair):
    gap = np.arange(N) == 40
    holed = replace(
        pair,
        gap=gap,
        conflict=np.where(gap, np.nan, np.where(np.arange(N) == 50, 0, pair.conflict)),
    )
    heat, index = level(holed), balance(holed)
    assert np.isnan([heat.value[40], index.high[40]]).all()
    assert np.isfinite(np.delete(heat.value, 40)).all()
    assert 0 < heat.low[50] < heat.high[50]


def test_talk_is_the_verbal_quads_and_needs_quads(pair):
    index = talk_share(pair)
    assert index.value[-1] == pytest.approx(0.6, abs=0.1)
    assert talk_share(replace(pair, quads=None)) is None


def test_scores_are_worth_fewer_events_than_their_sum(pair):
    scores = balance(replace(pair, unit="scores"))
    events = balance(pair)
    assert (scores.high - scores.low)[-1] > 1.2 * (events.high - events.low)[-1]
