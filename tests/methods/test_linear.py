"""The symmetric root against SciPy and its own algebra."""

import numpy as np
import pytest
from scipy.linalg import sqrtm

from detente.methods.linear import symmetric_root


def test_agrees_with_scipy():
    """External: scipy.linalg.sqrtm."""
    covariance = np.cov(np.random.default_rng(1).normal(size=(4, 50)))
    assert symmetric_root(covariance) == pytest.approx(np.real(sqrtm(covariance)))


def test_a_singular_matrix_has_a_real_root():
    singular = np.ones((3, 3)) - 1e-18 * np.eye(3)
    root = symmetric_root(singular)
    assert np.isrealobj(root)
    assert root @ root == pytest.approx(singular)
