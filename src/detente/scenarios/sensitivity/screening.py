"""Screen the coded numbers of a case by regression on the draws of the forecast."""

from collections import defaultdict

import numpy as np

from detente.case.edit import at
from detente.case.ranges import Ranged, ranged_numbers
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.records import Array, Estimate

_FACTS = {"regimes", "capabilities", "alignment"}
_STEPS = 10 * STEPS


def screen_numbers(forecast: CaseForecast, most: int) -> list[Ranged]:
    r"""Rank the numbers of a case by their approximate effect on the lenses' log-odds.

    All numbers of a case are drawn at once. Where x is one of them as a lens drew it and y the
    mean log-odds of that lens over ten years, the number's own range moves y by about

    .. math:: \frac{\mathrm{cov}(x, y)}{\mathrm{var}(x)} \,(x_{high} - x_{low}),

    summed over the lenses that read it. What the drawn weight of the lens alone does to y is taken
    out before (a control variate). This needs no further draws and is approximate: the first
    are then computed one by one. Facts of the states, which move the hazard of the tie besides
    what a lens reads, are set to their ends instead. Saltelli, A. and others (2008), Global
    Sensitivity Analysis: The Primer, ch. 1.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    most : int
        Maximum number to return.
    """
    # by identity, since equal numbers may stand in several places; the case keeps them all alive
    known = {id(r.number): r for r in ranged_numbers(forecast.case)}
    moves: dict[str, float] = defaultdict(float)
    for name, reading in forecast.readings.coded.items():
        if not isinstance(reading, Estimate):
            continue
        pull = forecast.mean_effect(name)
        if pull.any():
            pull = _without_noise(pull, forecast.weights.pull(name, _fixed(reading)).mean(axis=1))
            drawn = [
                (known[id(x)], values)
                for x, values in forecast.readings.numbers[name]
                if id(x) in known
            ]
            for one, slope in zip([r for r, _ in drawn], _slopes(drawn, pull), strict=True):
                low, high = one.number.bounds
                moves[one.path] += slope * (high - low)
    for r in known.values():
        if r.path.partition(".")[0] in _FACTS:
            moves[r.path] = _move_of_fact(forecast, r)
    paths = sorted(moves, key=lambda path: -abs(moves[path]))[:most]
    by_path = {r.path: r for r in known.values()}
    return [by_path[path] for path in paths]


def _move_of_fact(forecast: CaseForecast, fact: Ranged) -> float:
    """Mean log-odds over ten years between the ends of a fact that is a covariate of hazards."""
    ends = (at(forecast.case, fact.path, end) for end in fact.number.bounds)
    low, high = (float(forecast.version_shift(version, _STEPS).mean()) for version in ends)
    return high - low


def _fixed(reading: Estimate) -> Estimate:
    """A reading of which only the mean is known."""
    own = reading.comparable
    return Estimate(
        draws=np.full(reading.draws.shape, reading.draws.mean()),
        claims=(),
        comparable=_fixed(own) if isinstance(own, Estimate) else own,
    )


def _without_noise(pull: Array, fixed: Array) -> Array:
    """A lens's effect as drawn, less what its weight alone explains (a control variate)."""
    noise = fixed - fixed.mean()
    square = float(noise @ noise)
    part = float(noise @ pull) / square if square > 0 else 0.0
    return np.asarray(pull - part * noise)


def _slopes(drawn: list[tuple[Ranged, Array]], pull: Array) -> list[float]:
    if not drawn:
        return []
    x = np.array([values for _, values in drawn])
    x = x - x.mean(axis=1, keepdims=True)
    spread = np.maximum((x * x).sum(axis=1), 1e-12)
    return [float(s) for s in x @ (pull - pull.mean()) / spread]
