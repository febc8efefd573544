r"""Covariance of scores that share a unit, a state or a year.

The meat of a sandwich is :math:`\sum_{ij} R_{ij} u_i u_j'` over all pairs of scores u that may
depend on each other. For units alone it is the sum over units of :math:`U U'`, U the sum of a
unit's scores; M(g) stands for that sum over the groups g. Two dyads may depend on each other if
they share a state; a dyad shares two with itself, hence

.. math:: M(\text{state}) - M(\text{dyad}),

which equals the double sum of Aronow, Samii and Assenova over pairs of dyads. Scores of one year
are joined by inclusion and exclusion (Cameron, Gelbach and Miller):

.. math:: M(\text{state}) - M(\text{dyad}) + M(\text{year})
          - M(\text{state, year}) + M(\text{dyad, year}).

Such a difference can have negative eigenvalues; `sandwich` sets them to zero, in the metric of the
information, so that units of measurement do not matter. It is multiplied by G / (G - 1), with G
the smallest number of clusters of one kind.

References
----------
Aronow, P. M., Samii, C. & Assenova, V. A. (2015). Cluster-robust variance estimation for dyadic
data. Political Analysis 23, 564-577. https://doi.org/10.1093/pan/mpv018

Cameron, A. C., Gelbach, J. B. & Miller, D. L. (2011). Robust inference with multiway clustering.
Journal of Business & Economic Statistics 29, 238-249. https://doi.org/10.1198/jbes.2010.07136
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.records import Array

Ints = NDArray[np.int_]
_COUNTED = 40  # labels below so many times their number are counted in a table


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """Clusters of the parts of the rows' scores.

    A row that stands for several years has as many parts. All arrays have one value for each part:
    ``unit`` (m,); ``states`` (m, 2), the two of a dyad, or None where units share no states;
    ``year`` (m,), or None if years are independent; ``row`` (m,), the row that a part belongs to,
    and ``share`` (m,), the share of the row's score that it holds, or None where each row is one
    part.
    """

    unit: Ints
    states: Ints | None = None
    year: Ints | None = None
    row: Ints | None = None
    share: Array | None = None


def sandwich(
    bread: Array, scores: Array, clusters: Clusters, slopes: Array | None = None
) -> tuple[Array, int]:
    """Covariance of an estimate whose scores depend on each other within clusters.

    Parameters
    ----------
    bread : array, shape (p, p)
        Inverse of the information.
    scores : array, shape (n, p)
        Gradient of the log-likelihood of each row at the estimate. With ``slopes`` the covariates
        (n, k), by which these are to be multiplied.
    clusters : Clusters
        What rows share.
    slopes : array, shape (n, K), optional
        Gradient in each of K linear predictors; p is K k, predictor by predictor.

    Returns
    -------
    tuple of (array of shape (p, p), int)
        The covariance, positive semidefinite, and the number of units.

    Raises
    ------
    DataError
        If there are fewer than two clusters of a kind.
    """
    meat, units, fewest = _meat(scores, clusters, slopes)
    if fewest < 2:
        raise DataError("one cluster only; clustered errors need two or more")
    root = np.linalg.cholesky(bread)
    values, vectors = np.linalg.eigh(root.T @ meat @ root)
    positive = (vectors * np.maximum(values, 0)) @ vectors.T
    return root @ positive @ root.T * fewest / (fewest - 1), units


def clustered_meat(scores: Array, clusters: Clusters) -> Array:
    """Sum of the products of all scores that depend on each other.

    Parameters
    ----------
    scores : array, shape (n, p)
        Scores, or residuals.
    clusters : Clusters
        What they share.
    """
    return _meat(scores, clusters)[0]


def _meat(scores: Array, clusters: Clusters, slopes: Array | None = None) -> tuple[Array, int, int]:
    """Sum over dependent pairs, number of units, smallest number of clusters of one kind."""
    unit = _codes(clusters.unit)
    year = np.zeros(unit.size, dtype=int) if clusters.year is None else _codes(clusters.year)
    cell = _codes(unit * (int(year.max()) + 1) + year)
    first = np.empty(int(cell.max()) + 1, dtype=int)
    first[cell] = np.arange(cell.size)  # a part of each cell
    sums = _cell_sums(scores, clusters, cell, slopes)
    unit, year = unit[first], year[first]
    of_units, kinds = _square(_group_sums(unit, sums)), [unit]
    if clusters.year is not None:
        kinds.append(year)
    if clusters.states is None:
        total = of_units
        if clusters.year is not None:
            total = total + _square(_group_sums(year, sums)) - _square(sums)
    else:
        states = _codes(clusters.states[first])
        kinds.append(states)
        total = _of_states(states, year, sums, joined=clusters.year is not None) - of_units
    return total, int(unit.max()) + 1, min(int(kind.max()) + 1 for kind in kinds)


def _of_states(states: Ints, year: Ints, sums: Array, *, joined: bool) -> Array:
    """M(state), and if years are ``joined`` + M(year) - M(state, year) + M(dyad, year)."""
    span = int(year.max()) + 1
    of_both = states * span + year[:, None]
    code = _codes(of_both)
    labels = np.empty(int(code.max()) + 1, dtype=int)
    labels[code] = of_both
    of_state_years = _group_sums(code, sums)
    total = _square(_group_sums(labels // span, of_state_years))
    if joined:
        of_years = _group_sums(labels % span, of_state_years) / 2  # each dyad is in two states
        total += _square(of_years) - _square(of_state_years) + _square(sums)
    return total


def _codes(values: Ints) -> Ints:
    """Whole numbers from 0 on in place of labels, in their order and of the same shape."""
    flat = np.ravel(values)
    if flat.size and flat.min() >= 0 and flat.max() < _COUNTED * flat.size:  # faster than sorting
        there = np.zeros(int(flat.max()) + 1, dtype=bool)
        there[flat] = True
        codes: Ints = (np.cumsum(there) - 1)[flat].reshape(np.shape(values))
        return codes
    return np.asarray(np.unique(flat, return_inverse=True)[1]).reshape(np.shape(values))


def _cell_sums(scores: Array, clusters: Clusters, cell: Ints, slopes: Array | None) -> Array:
    """Sum of the parts of each unit and year, shape (cells, p)."""
    from scipy import sparse  # a third of a second, which who forecasts does not need

    row = np.arange(cell.size) if clusters.row is None else clusters.row
    share = np.ones(cell.size) if clusters.share is None else clusters.share
    shape = int(cell.max()) + 1, scores.shape[0]
    factors = np.ones((scores.shape[0], 1)) if slopes is None else slopes
    parts = [
        np.asarray(sparse.csr_array((share * factor[row], (cell, row)), shape=shape) @ scores)
        for factor in factors.T
    ]
    return parts[0] if len(parts) == 1 else np.hstack(parts)


def _group_sums(group: Ints, sums: Array) -> Array:
    """Sum of the cells of each group, each of which may be in two, shape (groups, p)."""
    from scipy import sparse

    code = group.reshape(sums.shape[0], -1)
    column = np.repeat(np.arange(sums.shape[0]), code.shape[1])
    ones = np.ones(column.size)
    return np.asarray(sparse.csr_array((ones, (code.ravel(), column))) @ sums)


def _square(sums: Array) -> Array:
    """Sum over groups of G G', with G the sum of a group's cells."""
    return np.asarray(sums.T @ sums)
