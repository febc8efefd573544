r"""Size of the effects that states and years share beyond what covariates explain.

If the hazard of every row is multiplied by an effect of its cluster with mean 1 and variance v,
residuals :math:`r = O - E` of two rows of one cluster have the expected product
:math:`v E_1 E_2`. By moments

.. math:: v = \frac{\sum_c w_c [(\sum_i r_i)^2 - \sum_i r_i^2]}
                  {\sum_c w_c [(\sum_i E_i)^2 - \sum_i E_i^2]}

with i the rows of a year c, or the dyads of a state c, each counted as a whole. The weights
:math:`w_c = (1 + v E_c)^{-2}` keep the few largest clusters from deciding alone; they use the v of
the step before, and those of years are multiplied by the weight that the fit gives to a year. The
result is averaged with a judged v: for states .35, a standard deviation of .55 on the log scale,
with the weight of 30 states; for years .1, with the weight of 20 years.

The slopes of the fit take up a part of the states' effects. An effect u of state k moves the sum of
the residuals of cluster c, a state or a dyad, by

.. math:: G_{ck} = M_{ck} - D_c' H^{-1} D^w_k

with M the expected endings that c and k share, D the sums of E x over a cluster's rows, weighted in
:math:`D^w` as in the fit, and H its information. The expected square is :math:`v \sum_k G_{ck}^2`,
which takes the place of the squares in the denominator. The fit also takes
:math:`2 D' H^{-1} D^w - D' H^{-1} J H^{-1} D` from the noise of a squared sum, J the covariance of
the scores of independent rows, which is added in the numerator. The variance of an effect on the
log scale is log(1 + v).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from detente.history.hazard import HazardFit
from detente.history.rows import Rows
from detente.records import Array

_STATES, _YEARS = (0.35, 30.0), (0.1, 20.0)  # judged: a variance, and clusters that it counts as
_ITERATIONS = 4
_SMOOTHING = 2.0  # endings, as observed and as expected, added to those of each year


@dataclass(frozen=True, kw_only=True)
class SharedEffects:
    """Standard deviations on the log hazard: of a state (a pair has two), and of a year."""

    state_sd: float
    year_sd: float


def shared_effects(fit: HazardFit, known: Rows, design: Array, weight: Array) -> SharedEffects:
    """Estimate the effects from a fit of the first year ahead on dyads.

    The level of each year is taken out before states are compared.

    Parameters
    ----------
    fit : HazardFit
        Hazards of the year of each row, of one cause.
    known : Rows
        Dyad-years; ``unit // 1000`` and ``unit % 1000`` are the two states.
    design : array, shape (n, k)
        Their design matrix.
    weight : array, shape (n,)
        Weight of each row in the fit, the same for all rows of a year.
    """
    expected = fit.hazard(design)[:, 0]
    observed = ((known.cause > 0) & (known.stop == known.year)).astype(float)
    year = known.year - int(known.year.min())
    sums: list[Array] = [
        np.bincount(year, v).astype(float)
        for v in (observed, expected, (observed - expected) ** 2, expected**2)
    ]
    o, e, squares, own = sums
    recency = np.zeros(o.size)
    recency[year] = weight
    of_years = _variance((o - e) ** 2 - squares, e**2 - own, e, recency, _YEARS)
    level = expected * ((o + _SMOOTHING) / (e + _SMOOTHING))[year]
    of_states = _states(fit, known, design, weight, observed, level)
    return SharedEffects(state_sd=of_states**0.5, year_sd=of_years**0.5)


def _states(
    fit: HazardFit, known: Rows, design: Array, weight: Array, observed: Array, expected: Array
) -> float:
    """Variance of the logarithm of a state's effect."""
    dyads, place = np.unique(known.unit, return_inverse=True)
    pairs = np.column_stack([dyads // 1000, dyads % 1000])
    code = np.unique(pairs, return_inverse=True)[1].reshape(pairs.shape)
    ones, column = np.ones(code.size), np.repeat(np.arange(dyads.size), 2)
    member = sparse.csr_array((ones, (code.ravel(), column)))  # states by dyads
    residual: Array = np.bincount(place, observed - expected).astype(float)
    shared = np.bincount(place, expected)
    of_rows = sparse.csr_array((expected, (place, np.arange(place.size))))
    plain, weighted = (
        np.asarray(of_rows @ (design * w[:, None])) for w in (np.ones(weight.size), weight)
    )
    k = design.shape[1]
    bread = fit.covariance[:k, :k]
    root = design * (weight * np.sqrt(expected))[:, None]  # half of its product is computed
    noise = bread @ (root.T @ root) @ bread
    moved = member.T.toarray() * shared[:, None] - plain @ bread @ (member @ weighted).T
    by_dyad = _squares(residual, moved, plain, weighted, bread, noise)
    by_state = _squares(
        member @ residual, member @ moved, member @ plain, member @ weighted, bread, noise
    )
    joint, possible = (by_state - member @ by_dyad).T
    return _variance(joint, possible, np.asarray(member @ shared), np.ones(joint.size), _STATES)


def _squares(
    residual: Array, moved: Array, plain: Array, weighted: Array, bread: Array, noise: Array
) -> Array:
    """Squared residual sums without what the fit takes of their noise, and G squared, (c, 2)."""
    taken = (plain @ (2 * bread) * weighted - plain @ noise * plain).sum(axis=1)
    return np.column_stack([residual**2 + taken, (moved**2).sum(axis=1)])


def _variance(
    joint: Array, possible: Array, expected: Array, weight: Array, prior: tuple[float, float]
) -> float:
    """Variance of the logarithm of the clusters' effects; a prior counts as so many clusters."""
    size, clusters = prior
    for _ in range(_ITERATIONS):
        use = weight * (1 + size * expected) ** -2
        total = max(float(use @ possible), 1e-12)
        number = total**2 / max(float((use * possible) @ (use * possible)), 1e-300)
        raw = float(use @ joint) / total
        size = max((number * raw + clusters * prior[0]) / (number + clusters), 0.0)
    return float(np.log1p(size))
