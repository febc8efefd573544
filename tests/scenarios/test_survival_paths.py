"""Survival in many worlds against a plain program, and its tie to the forecast."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.scenarios.nested_means import WorldSums
from detente.scenarios.survival_paths import Term, simulate

N, W, STEPS = 7, 33, 8  # eight quarters, two years


def made(seed, terms=3):
    rng = np.random.default_rng(seed)
    odds = rng.uniform(0.01, 0.4, (N, STEPS))
    found = [
        Term(
            happens=rng.random((N, W)) < 0.5,
            onset=rng.integers(0, 24, (N, W)).astype(np.int16) if k else 5,
            delta=rng.normal(0, 0.8, (N, STEPS)),
        )
        for k in range(terms)
    ]
    return odds, found


def plainly(odds, terms, months, offset):
    """The same by a loop over draws, worlds and months in double precision."""
    out = np.ones((N, W))
    for j in range(N):
        for w in range(W):
            for m in range(months):
                log = np.log(odds[j, m // 3]) + offset[m, j]
                for t in terms:
                    start = t.onset if isinstance(t.onset, int) else t.onset[j, w]
                    if t.happens[j, w] and m >= start:
                        log += t.delta[j, m // 3]
                hazard = 1 / (1 + np.exp(-log))
                out[j, w] *= (1 - hazard) ** (1 / 12)
    return out


def test_agrees_with_a_plain_loop():
    odds, terms = made(1)
    offset = np.random.default_rng(2).normal(0, 0.1, (24, N))
    found = simulate(odds, terms, [0, 7, 24], shape=(N, W), offset=offset)
    assert (found.at(0) == 1).all()
    assert found.at(7) == pytest.approx(plainly(odds, terms, 7, offset), abs=1e-6)
    assert found.at(24) == pytest.approx(plainly(odds, terms, 24, offset), abs=2e-6)


def test_without_scenarios_every_world_is_the_forecast():
    odds, _ = made(1)
    paths = simulate(odds, [], [0, 7, 24], shape=(N, W))
    for month in (0, 7, 24):
        expected = plainly(odds, [], month, np.zeros((24, N)))
        assert paths.at(month) == pytest.approx(expected, abs=1e-12)
    again = simulate(odds, [], [0, 7, 24], shape=(N, W), offset=paths.offset)
    assert again.survival == pytest.approx(paths.survival, abs=2e-6)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_mean_over_worlds_is_the_forecast(seed):
    odds, terms = made(seed)
    found = simulate(odds, terms, [1, 12, 24], shape=(N, W))
    monthly = np.repeat((1 + odds) ** (-1 / 12), 3, axis=1).cumprod(axis=1)
    for month in (1, 12, 24):
        assert found.at(month).mean(axis=1) == pytest.approx(monthly[:, month - 1], abs=1e-6)


def test_the_offset_found_gives_the_same_worlds_again():
    odds, terms = made(3)
    first = simulate(odds, terms, [24], shape=(N, W))
    again = simulate(odds, terms, [24], shape=(N, W), offset=first.offset)
    assert again.at(24) == pytest.approx(first.at(24), abs=1e-5)  # a is met along its tangent


def test_a_danger_that_comes_true_costs_survival_in_its_worlds_only():
    odds, _ = made(4)
    happens = np.zeros((N, W), dtype=bool)
    happens[:, :10] = True
    term = Term(happens=happens, onset=6, delta=np.full((N, STEPS), 1.0))
    found = simulate(odds, [term], [6, 24], shape=(N, W))
    assert found.at(6) == pytest.approx(np.repeat(found.at(6)[:, :1], W, axis=1))
    assert (found.at(24)[:, :10] < found.at(24)[:, 10:20]).all()


def test_blocks_of_draws_do_not_matter(monkeypatch):
    odds, terms = made(5)
    whole = simulate(odds, terms, [24], shape=(N, W)).at(24)
    monkeypatch.setattr("detente.scenarios.survival_paths._BLOCK", W)
    assert simulate(odds, terms, [24], shape=(N, W)).at(24) == pytest.approx(whole, abs=1e-5)


def test_intervals_leave_the_chance_of_worlds_out():
    """Draws differ by a standard deviation of .05; twenty worlds each add noise of .3 / sqrt(20)."""
    rng = np.random.default_rng(6)
    true = rng.normal(0.5, 0.05, 2000)
    values = (true[:, None] + rng.normal(0, 0.3, (2000, 20)))[None].astype(np.float32)
    group = WorldSums.of(values, np.ones((2000, 20, 1))).group([0], 0)
    ((mean, low, high),) = group.spread().T
    assert high - low == pytest.approx(2 * 1.645 * 0.05, rel=0.1)
    assert mean == pytest.approx(0.5, abs=0.01)


def test_an_empty_group_has_no_interval():
    values = np.ones((1, 5, 4), dtype=np.float32)
    sums = WorldSums.of(values, np.zeros((5, 4, 1)))
    assert sums.group([0], 0).spread().shape == (3, 0)
    assert sums.group([0], 0).less(sums.group([0], 0)).shape == (3, 0)


@pytest.mark.parametrize("many", [33, 1500])
def test_rare_ends_leave_the_offset_where_it_can_be(many):
    """Odds from next to nothing up, draw beside draw: what is found for one reaches the others."""
    rng = np.random.default_rng(7)
    draws, months = 40, 24
    odds = 10 ** rng.uniform(-13, -0.5, (draws, STEPS))
    terms = [
        Term(
            happens=rng.random((draws, many)) < 0.4,
            onset=rng.integers(0, months, (draws, many)).astype(np.int16),
            delta=rng.normal(0.3, 0.5, (draws, STEPS)),
        )
        for _ in range(4)
    ]
    first = simulate(odds, terms, [12, months], shape=(draws, many))
    again = simulate(odds, terms, [12, months], shape=(draws, many), offset=first.offset)
    apart = np.abs(again.survival - first.survival)
    assert (apart > 1e-4).mean() < 1e-4  # the rest are tangents of worlds in much danger
    assert apart.max() < 0.01
    assert again.at(24).mean(axis=1) == pytest.approx(first.at(24).mean(axis=1), abs=1e-5)
    widest = sum(np.abs(t.delta) for t in terms).max()
    assert np.abs(first.offset).max() <= widest
