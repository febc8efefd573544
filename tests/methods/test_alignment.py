"""Drift on made-up agreement: what begins, what does not, and that nothing later enters."""

import numpy as np
import pytest

from detente.methods.alignment import drifting, relative

YEARS, STATES, BREAK = 20, 6, 12


def agreement(seed=1):
    """A world with noise in which states 0 and 1 fall apart for good in year `BREAK`."""
    noise = np.random.default_rng(seed).normal(0, 0.02, (YEARS, STATES, STATES))
    cube = 0.8 + noise + noise.transpose(0, 2, 1)
    cube[BREAK:, 0, 1] -= 0.4
    cube[BREAK:, 1, 0] -= 0.4
    cube[:, np.arange(STATES), np.arange(STATES)] = np.nan
    return cube


def drifted(cube):
    return drifting(relative(cube))[1]


def test_a_drift_begins_in_the_third_year_below():
    found = np.flatnonzero(drifted(agreement())[:, 0, 1])
    assert found[0] == BREAK + 2


def test_one_bad_year_is_no_drift():
    cube = agreement()
    cube[BREAK + 1 :] = agreement(2)[: YEARS - BREAK - 1]
    assert not drifted(cube)[:, 0, 1].any()


def test_a_session_in_which_everybody_disagrees_moves_no_pair():
    cube = agreement()
    lower = cube.copy()
    lower[8:] -= 0.2
    assert relative(lower) == pytest.approx(relative(cube), nan_ok=True)


def test_later_years_change_no_earlier_one():
    cube = agreement()
    whole, short = drifting(relative(cube)), drifting(relative(cube[:15]))
    assert len(whole) == len(short) > 0
    for after, before in zip(whole, short, strict=True):
        assert np.array_equal(after[:15], before, equal_nan=True)


def test_too_few_earlier_years_are_no_level():
    cube = agreement()
    cube[5:9] = np.nan
    earlier, found, _ = drifting(relative(cube))
    assert np.isnan(earlier[BREAK, 0, 1])
    assert not found[BREAK, 0, 1]
