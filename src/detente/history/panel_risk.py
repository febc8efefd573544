r"""Risk of every pair alive in a year, by the model that forecasts a case.

A pair has one forecast for the learned hazard and one for each reference class that it belongs to
by data. The learned one is

.. math:: \log \frac{h}{1 - h} = a + \sum_f g_f x_f + \sum_l b_l z_l

with covariates f of the tie and lenses l. That of a class is the life table from the pair's age on,
moved by what the pair's lenses differ from the class's mean:
:math:`\sum_l b_l (z_l - \bar z_{cl})`. A lens without a value moves neither.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from detente.errors import DataError
from detente.history.class_ages import CLASSES
from detente.history.covariates import LENS_SPAN, SPAN, STRETCHES, TIE_COVARIATES
from detente.history.lens_weights import LensWeights
from detente.history.rows import Ints, Rows
from detente.records import Array

YEARS = 20  # how far ahead pairs are forecast
_STRETCH = np.searchsorted([last for _, last in STRETCHES[:-1]], np.arange(YEARS) + 1)
_CHUNK = 400  # rows at a time, which bounds the memory


@dataclass(frozen=True, kw_only=True)
class RiskDraws:
    """Drawn hazards of one vintage and outcome.

    Attributes
    ----------
    weights : LensWeights
        Means and scales that standardise each covariate, and the means of the classes.
    drawn : array, shape (3, n_draws, 1 + k)
        Coefficients by stretch of years ahead.
    classes : mapping of str to array, shape (n_draws, ages + 1)
        Yearly risk by reference class and age; the last entry holds for all later ages.
    """

    weights: LensWeights
    drawn: Array
    classes: Mapping[str, Array]

    def columns(self, rows: Rows) -> Array:
        """The covariates of the weights, in their order, shape (n, k).

        Raises
        ------
        DataError
            If the rows lack one.
        """
        missing = [name for name in self.weights.names if name not in rows.names]
        if missing:
            raise DataError(f"rows without '{missing[0]}'; wanted those of lens_years")
        return rows.x[:, [rows.names.index(name) for name in self.weights.names]]

    def standard(self, x: Array) -> Array:
        """Covariates in standard deviations within those of history, NaN where missing."""
        span = np.where(np.arange(x.shape[-1]) < len(TIE_COVARIATES), SPAN, LENS_SPAN)
        return np.asarray(np.clip((x - self.weights.mean) / self.weights.scale, -span, span))

    def effects(self, x: Array) -> Array:
        """Mean log-odds that each covariate adds to the learned hazard in the second stretch."""
        z = np.nan_to_num(self.standard(x))
        return np.asarray(z * self.drawn[1, :, 1:].mean(axis=0))


@dataclass(frozen=True, kw_only=True)
class MemberSurvival:
    """Survival draws of some rows by one member of the pool: a class, or ``learned``.

    ``rows`` (m,) are positions; ``survival`` has shape (m, n_draws, 20), at the end of each year.
    """

    name: str
    rows: Ints
    survival: Array


LEARNED = "learned"


def member_survival(risk: RiskDraws, rows: Rows, ages: Array) -> Iterator[MemberSurvival]:
    """Forecast rows by every member of their pools, some hundred rows at a time.

    Parameters
    ----------
    risk : RiskDraws
        Drawn hazards.
    rows : Rows
        From `detente.history.lens_years`.
    ages : array, shape (n, 8)
        From `detente.history.class_ages.class_ages`.

    Yields
    ------
    MemberSurvival
        The learned one for all rows of a chunk, then each class for its rows.
    """
    z = risk.standard(risk.columns(rows))
    for start in range(0, rows.year.size, _CHUNK):
        here = np.arange(start, min(start + _CHUNK, rows.year.size))
        yield MemberSurvival(name=LEARNED, rows=here, survival=_learned(risk, z[here]))
        for k, name in enumerate(CLASSES):
            inside = here[np.isfinite(ages[here, k])]
            if inside.size and name in risk.classes:
                survival = _of_class(risk, name, z[inside], ages[inside, k])
                yield MemberSurvival(name=name, rows=inside, survival=survival)


def _learned(risk: RiskDraws, z: Array) -> Array:
    design = np.concatenate([np.ones((len(z), 1)), np.nan_to_num(z)], axis=1)
    eta = np.einsum("ik,sdk->ids", design, risk.drawn, optimize=True)
    lasting = 1 / (1 + np.exp(eta.transpose(2, 1, 0)))
    return _survival(lasting[stretch] for stretch in _STRETCH).transpose(2, 1, 0)


def _of_class(risk: RiskDraws, name: str, z: Array, age: Array) -> Array:
    hazard = risk.classes[name]
    place = np.minimum(age.astype(int)[:, None] + np.arange(YEARS), hazard.shape[1] - 1)
    odds, factor = (hazard / (1 - hazard)).T, np.exp(_shift(risk, name, z).transpose(2, 0, 1))
    years = zip(place.T, _STRETCH, strict=True)
    lasting = (1 / (1 + odds[ages] * factor[stretch]) for ages, stretch in years)
    return _survival(lasting).transpose(1, 2, 0)


def _shift(risk: RiskDraws, name: str, z: Array) -> Array:
    """Log-odds by which the lenses move a class for each row, shape (n, n_draws, 3)."""
    first = len(TIE_COVARIATES)
    usual = risk.weights.class_means.get(name)
    centre = risk.standard(usual)[first:] if usual is not None else 0.0
    difference = np.nan_to_num(z[:, first:] - centre)
    shift: Array = np.einsum(
        "ik,sdk->ids", difference, risk.drawn[:, :, 1 + first :], optimize=True
    )
    return shift


def _survival(lasting: Iterable[Array]) -> Array:
    """Survival at the end of each year from the probability to last the year, years first.

    Draws lie in memory as they do in that probability, which decides how a mean over them rounds.
    """
    return np.array(list(accumulate(lasting, np.multiply)))


def central(weights: LensWeights, classes: Mapping[str, Array]) -> RiskDraws:
    """The estimates as one draw.

    Parameters
    ----------
    weights : LensWeights
        Of a vintage.
    classes : mapping of str to array, shape (ages + 1,)
        Mean risk by age, see `detente.history.class_hazards.age_risk`.
    """
    return RiskDraws(
        weights=weights,
        drawn=weights.beta[:, None, :],
        classes={name: risk[None, :] for name, risk in classes.items()},
    )
