"""Stacking weights: by hand, at the corners, and what bad input says."""

import numpy as np
import pytest

from detente.errors import DataError
from detente.methods.stacking import stacking_weights


def test_the_better_forecast_takes_all():
    assert stacking_weights([[0.8, 0.5], [0.2, 0.5], [0.2, 0.5]], [1, 0, 0]) == pytest.approx(
        [1, 0]
    )


def test_two_forecasts_that_err_in_turn_share_by_hand():
    """Three of four events had .9 and .1, one had .1 and .9: w = (3/4 x 9 - 1/4) / 8 = .8125.

    The log score is 3 log(.1 + .8 w) + log(.9 - .8 w); its slope is 0 where .1 + .8 w = 3 (.9 - .8 w).
    """
    p = [[0.9, 0.1]] * 3 + [[0.1, 0.9]]
    assert stacking_weights(p, [1, 1, 1, 1]) == pytest.approx([0.8125, 0.1875], abs=1e-4)


def test_a_weight_of_a_row_is_the_row_so_many_times():
    p, event = np.array([[0.7, 0.4], [0.6, 0.2], [0.1, 0.3]]), np.array([1, 0, 1])
    often = stacking_weights(np.repeat(p, (1, 3, 2), axis=0), np.repeat(event, (1, 3, 2)))
    assert stacking_weights(p, event, [1, 3, 2]) == pytest.approx(often, abs=1e-4)


def test_the_mixture_scores_no_worse_than_any_of_its_parts():
    rng = np.random.default_rng(1)
    p = rng.uniform(0.05, 0.95, (400, 3))
    event = (rng.uniform(size=400) < p.mean(axis=1)).astype(int)
    likelihood = np.where(event[:, None] == 1, p, 1 - p)
    best = np.log(likelihood @ stacking_weights(p, event)).mean()
    assert best >= np.log(likelihood).mean(axis=0).max()
    assert best >= np.log(likelihood.mean(axis=1)).mean() - 1e-9


def test_what_cannot_be_stacked_is_said():
    with pytest.raises(DataError, match="wanted events of 0 or 1"):
        stacking_weights([[1.2, 0.1]], [1])
    with pytest.raises(DataError, match=r"p \(1, 2\), event \(2,\)"):
        stacking_weights([[0.2, 0.1]], [1, 0])
    with pytest.raises(DataError, match="no row has a weight"):
        stacking_weights([[0.2, 0.1]], [1], [0])
