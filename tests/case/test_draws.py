"""Chance inputs: coded value first, range as a 90 % interval, common random numbers."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from detente.case.draws import Draws, Stream
from detente.case.model import Number

N = 40_000
TOLERANCE = 0.005  # five standard errors of a share of .05 in 40,000 draws


def draw(number: Number, *, n: int = N, seed: int = 1, **limits: float) -> np.ndarray:
    return Draws(np.random.default_rng(seed), n)(number, **limits)


def ranged(value: float, low: float, high: float) -> Number:
    return Number(value=value, low=low, high=high)


@settings(max_examples=100, deadline=None)
@given(
    st.floats(-1e6, 1e6),
    st.floats(0, 1e3),
    st.floats(0, 1e3),
    st.integers(1, 50),
    st.integers(0, 99),
)
def test_entry_0_is_the_coded_value_and_all_are_finite(value, down, up, n, seed):
    drawn = draw(ranged(value, value - down, value + up), n=n, seed=seed)
    assert drawn.shape == (n,)
    assert drawn[0] == value
    assert np.isfinite(drawn).all()


def test_a_measured_or_exact_number_does_not_vary():
    assert (draw(Number(value=0.3, basis="measured"), low=0, high=1) == 0.3).all()
    assert (draw(ranged(0.3, 0.3, 0.3)) == 0.3).all()
    assert (draw(Number(value=-0.0, basis="measured"), n=5) == 0).all()


@pytest.mark.parametrize(
    ("value", "limits", "assumed"),
    [
        (0.5, {"low": 0, "high": 1}, (0.3, 0.7)),
        (90, {"low": 0, "high": 100}, (70, 100)),
        (-5, {"low": -10, "high": 10}, (-9, -1)),
        (8, {"low": 0.01}, (4, 12)),
        (-2, {}, (-3, -1)),
    ],
)
def test_a_judged_number_without_a_range_has_an_assumed_one(value, limits, assumed):
    """A fifth of the scale either way; half of the value where the scale has no end."""
    found = draw(Number(value=value), **limits)
    assert np.allclose(found, draw(ranged(value, *assumed), **limits))
    assert found[0] == value


@pytest.mark.parametrize(
    ("value", "low", "high"), [(0.5, 0.3, 0.7), (50, 40, 60), (-2, -2.5, -1.5)]
)
def test_five_per_cent_lie_beyond_each_end_of_a_symmetric_range(value, low, high):
    drawn = draw(ranged(value, low, high))
    assert (drawn < low).mean() == pytest.approx(0.05, abs=TOLERANCE)
    assert (drawn > high).mean() == pytest.approx(0.05, abs=TOLERANCE)
    assert drawn.mean() == pytest.approx(value, abs=(high - low) / 100)
    assert drawn.std() == pytest.approx((high - low) / 2 / norm.ppf(0.95), rel=0.02)


def test_a_skewed_range_is_a_two_piece_normal():
    """Wallis (2014), doi 10.1214/13-STS417: the mode splits the mass as the widths, and
    mean = mode + sqrt(2 / pi) (s2 - s1)."""
    left, right = (0.1 / norm.ppf(0.95), 0.3 / norm.ppf(0.95))
    drawn = draw(ranged(0.5, 0.4, 0.8))
    assert (drawn < 0.5).mean() == pytest.approx(left / (left + right), abs=0.012)
    assert drawn.mean() == pytest.approx(0.5 + math.sqrt(2 / math.pi) * (right - left), abs=0.006)
    assert (drawn < 0.4).mean() == pytest.approx(0.1 * 0.25, abs=TOLERANCE)
    assert (drawn > 0.8).mean() == pytest.approx(0.1 * 0.75, abs=TOLERANCE)
    assert (drawn < 0.4).mean() + (drawn > 0.8).mean() == pytest.approx(0.1, abs=0.008)


def test_a_one_sided_range_varies_on_one_side():
    assert draw(Number(value=0.5, high=0.7)).min() == 0.5
    assert draw(Number(value=0.5, low=0.3)).max() == 0.5
    assert (draw(Number(value=0.5, high=0.7)) > 0.7).mean() == pytest.approx(0.1, abs=0.008)


def test_draws_beyond_the_scale_are_set_on_its_end():
    number = ranged(0.9, 0.5, 1.0)
    free, clipped = draw(number), draw(number, low=0.0, high=1.0)
    assert free.max() > 1
    assert clipped.max() == 1.0
    assert clipped.min() >= 0.0
    assert np.array_equal(clipped, np.clip(free, 0, 1))
    assert (clipped == 1.0).sum() == (free >= 1).sum() > 0


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_nothing_leaves_the_scale(a, b, c):
    low, value, high = sorted((a, b, c))
    drawn = draw(ranged(value, low, high), n=200, low=0.0, high=1.0)
    assert ((drawn >= 0) & (drawn <= 1)).all()
    assert drawn[0] == value


def test_the_same_state_gives_the_same_ranks_for_shifted_values():
    here, there = draw(ranged(50, 40, 60), n=500), draw(ranged(57, 47, 67), n=500)
    assert np.array_equal(here.argsort(), there.argsort())
    assert there - here == pytest.approx(np.full(500, 7.0))


def test_a_wider_range_scales_the_same_draws():
    narrow, wide = draw(ranged(0, -1, 1), n=500), draw(ranged(0, -3, 3), n=500)
    assert wide == pytest.approx(3 * narrow)


def test_the_stream_does_not_depend_on_the_values():
    """Numbers drawn later stay the same when an earlier one changes, even to a constant."""
    tails = []
    for first in (Number(value=3), ranged(3, 1, 9), Number(value=3, low=1)):
        draws = Draws(np.random.default_rng(5), 100)
        draws(first, low=0, high=4)
        tails.append(draws(ranged(0.5, 0.3, 0.7)))
    assert np.array_equal(tails[0], tails[1])
    assert np.array_equal(tails[0], tails[2])


def test_two_numbers_are_independent():
    draws = Draws(np.random.default_rng(2), N)
    one, two = draws(ranged(0, -1, 1)), draws(ranged(0, -1, 1))
    assert not np.array_equal(one, two)
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.03


def test_the_same_seed_gives_the_same_draws_and_another_does_not():
    number = ranged(0, -1, 1)
    assert np.array_equal(draw(number, seed=3), draw(number, seed=3))
    assert not np.array_equal(draw(number, seed=3)[1:], draw(number, seed=4)[1:])


def test_a_single_draw_is_the_coded_value():
    assert draw(ranged(0.5, 0.1, 0.9), n=1).tolist() == [0.5]


def test_reused_work_gives_what_it_would_without_memory():
    """The numbers after it, too, and work on other parts or elsewhere in the noise is its own."""
    numbers = [ranged(50, 40, 60), ranged(10, 0, 30), ranged(5, 4, 6)]
    calls = []

    def product(a, b, draws):
        calls.append((a, b))
        return draws(a) * draws(b)

    def read(draws, first, *, reuse):
        work = partial(product, first, numbers[1], draws)
        found = draws.reuse((first, numbers[1]), work) if reuse else work()
        return found, draws(numbers[2])

    stream = Stream(np.random.default_rng(1), 100)
    plain = Stream(np.random.default_rng(1), 100)
    for first in (numbers[0], numbers[0], ranged(70, 60, 80), numbers[0]):
        got = read(Draws(stream), first, reuse=True)
        np.testing.assert_array_equal(got, read(Draws(plain), first, reuse=False))
    later = Draws(stream)
    later(numbers[2])
    assert not np.array_equal(read(later, numbers[0], reuse=True)[0], got[0])
    assert len(calls) == 3 + 4  # three with memory, four without
