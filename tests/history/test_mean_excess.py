"""What draws of coefficients add to the mean hazard of all rows, by simulation."""

import numpy as np
import pytest

from detente.history.mean_excess import mean_excess


def test_draws_less_the_excess_have_the_mean_of_the_estimate():
    """Means over 40,000 draws, summed over the rows by their weight; errors as in a vintage."""
    rng = np.random.default_rng(3)
    design = np.column_stack([np.ones(60), rng.standard_normal((60, 2))])
    beta, weight = np.array([-6.0, 0.8, -0.3]), rng.uniform(0.2, 1, 60)
    root = np.array([[0.5, 0, 0], [0.1, 0.2, 0], [-0.1, 0.1, 0.2]])
    drawn = beta + rng.standard_normal((40_000, 3)) @ root.T
    drawn[:, 0] -= mean_excess(design, beta, root @ root.T, weight)
    mean = (1 / (1 + np.exp(-drawn @ design.T))).mean(axis=0)
    assert weight @ mean == pytest.approx(weight @ (1 / (1 + np.exp(-design @ beta))), rel=0.02)


def test_a_coefficient_of_which_nothing_is_known_stays_finite():
    """A mean hazard is at most 1, however wide its error."""
    excess = mean_excess(np.ones((2, 1)), np.array([-3.0]), np.array([[1e6]]), np.ones(2))
    assert 1.5 < excess < np.log(1 + np.exp(3.0))
