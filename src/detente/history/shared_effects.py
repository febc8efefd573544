r"""Size of the effects that states and years share beyond what covariates explain.

If the log hazard of every row has an effect of its cluster with a mean hazard of 1 and variance v,
residuals :math:`r = O - E` of two rows of one cluster have the expected product
:math:`v E_1 E_2`. By moments

.. math:: v = \frac{\sum_c [(\sum_i r_i)^2 - \sum_i r_i^2]}{\sum_c [(\sum_i E_i)^2 - \sum_i E_i^2]}

with i the dyads of a state c, each counted as a whole, or the rows of a year c. The effect's
variance on the log scale is log(1 + v).
"""

from dataclasses import dataclass

import numpy as np

from detente.history.clusters import Ints
from detente.history.hazard import HazardFit
from detente.history.rows import Rows
from detente.records import Array

_SMOOTHING = 2.0  # endings, as observed and as expected, added to those of each year


@dataclass(frozen=True, kw_only=True)
class SharedEffects:
    """Standard deviations on the log hazard: of a state (a pair has two), and of a year."""

    state_sd: float
    year_sd: float


def shared_effects(fit: HazardFit, known: Rows, design: Array) -> SharedEffects:
    """Estimate the effects from a fit of the first year ahead on dyads.

    The level of each year is taken out before states are compared.

    Parameters
    ----------
    fit : HazardFit
        Hazards of the year of each row.
    known : Rows
        Dyad-years; ``unit // 1000`` and ``unit % 1000`` are the two states.
    design : array, shape (n, k)
        Their design matrix.
    """
    expected = fit.hazard(design).sum(axis=1)
    observed = ((known.cause > 0) & (known.stop == known.year)).astype(float)
    year = known.year - int(known.year.min())
    of_years = _variance(year, observed, expected)
    sums = [np.bincount(year, v) + _SMOOTHING for v in (observed, expected)]
    level = expected * (sums[0] / sums[1])[year]
    dyads, place = np.unique(known.unit, return_inverse=True)
    parts = [np.bincount(place, v).astype(float) for v in (observed, level)]
    states = np.concatenate([dyads // 1000, dyads % 1000])
    of_states = _variance(states, np.tile(parts[0], 2), np.tile(parts[1], 2))
    return SharedEffects(state_sd=of_states**0.5, year_sd=of_years**0.5)


def _variance(cluster: Ints, observed: Array, expected: Array) -> float:
    """Variance of the logarithm of the clusters' effects, not negative."""
    _, place = np.unique(cluster, return_inverse=True)
    products = [
        float((np.bincount(place, v) ** 2).sum() - (v**2).sum())
        for v in (observed - expected, expected)
    ]
    return float(np.log1p(max(products[0] / max(products[1], 1e-12), 0.0)))
