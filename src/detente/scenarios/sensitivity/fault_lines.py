"""Which fault line would break a partnership first: competing risks."""

import numpy as np

from detente.case.model import Case, FaultLine
from detente.document.part import Interval
from detente.document.scenarios import FaultLinePart
from detente.forecast.chance import Chance
from detente.forecast.forecast import CaseForecast
from detente.forecast.readings import Readings
from detente.forecast.settings import STEPS, Settings
from detente.forecast.survival_draws import TIME
from detente.history.reference_classes import RUPTURE
from detente.records import Array, Estimate
from detente.registry import lenses

UNNAMED = "unnamed"
WITHIN = 10  # years over which shares are taken


def fault_lines(forecast: CaseForecast) -> list[FaultLinePart]:
    r"""Split the hazard over the case's fault lines, largest share first.

    The hazard is a sum of competing risks, :math:`h(t) = \sum_k h_k(t)`. The weight of line k is

    .. math:: w_k(t) = \sum_l b_l \sum_{e \in k} c_{le}(t)

    with :math:`b_l` the weight of a full step of lens l, learned or judged, and :math:`c_{le}`
    the contribution of entry e to its danger: the issue's term of the conflict sum, the triad's
    share, the faction's pull, and for a shared threat the part that has faded by t. A scheduled
    event multiplies the weight of its line by the odds ratio exp(adverse x jump) while its window
    lasts. A judged share is reserved for unnamed causes. Weights are drawn with a
    log-normal spread. Then

    .. math:: P_k = \sum_t S(t - 1)\, h(t)\, w_k(t) / \sum_j w_j(t).

    Uses: Cox, D. R. (1959). The Analysis of Exponentially Distributed Life-Times with Two
    Types of Failure. JRSS B 21, 411-421.
    """
    lines = forecast.case.fault_lines
    if not lines:
        return []
    survival = forecast.survivals[RUPTURE][:, : WITHIN * STEPS + 1]
    first, rest = first_breakers(
        weights(forecast, forecast.readings.coded), survival, forecast.chance, forecast.settings
    )
    total = np.maximum(1 - survival[:, -1], 1e-12)
    shares = [
        _part(line.id, line.label, p, total, line.claims)
        for line, p in zip(lines, first, strict=True)
    ]
    shares.sort(key=lambda part: -part.share)
    return [*shares, _part(UNNAMED, "Causes that nobody named", rest, total, ())]


def weights(forecast: CaseForecast, readings: Readings) -> Array:
    """Weights of the case's fault lines by step under some readings, shape (lines, steps).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    readings : mapping of str to Estimate or NoEvidence
        What the lenses read off the case, or off a version of it.
    """
    lines = forecast.case.fault_lines
    return np.array([_weight(forecast, line, WITHIN * STEPS, readings) for line in lines])


def first_breakers(
    weight: Array, survival: Array, chance: Chance, settings: Settings
) -> tuple[list[Array], Array]:
    """P(each line breaks the partnership first), and P(an unnamed cause does), as drawn, (n,).

    Parameters
    ----------
    weight : array of float, shape (lines, steps)
        Weights of the fault lines by step.
    survival : array of float, shape (n, k + 1)
        Survival after each of k periods of equal length, which make up `WITHIN` years.
    chance : Chance
        Draws the spread of the weights.
    settings : Settings
        Judged spread, and share of unnamed causes.
    """
    ends = survival[:, :-1] - survival[:, 1:]
    by_period = weight.reshape(weight.shape[0], ends.shape[1], -1).mean(axis=2)
    noise = chance.rng("fault-lines").standard_normal((len(weight), settings.draws, 1))
    drawn = by_period[:, None, :] * np.exp(settings.fault_spread * noise)
    unnamed = settings.unnamed_share
    part = ends * (1 - unnamed) / np.maximum(drawn.sum(axis=0), 1e-12)
    return [(part * one).sum(axis=1) for one in drawn], ends.sum(axis=1) * unnamed


def _part(id_: str, label: str, p: Array, total: Array, claims: tuple[str, ...]) -> FaultLinePart:
    share, p_first = Interval.of(p / total), Interval.of(p)
    return FaultLinePart(
        id=id_,
        label=label,
        share=share.mean,
        share_low=share.low,
        share_high=share.high,
        p_first=p_first.mean,
        p_first_low=p_first.low,
        p_first_high=p_first.high,
        claims=list(claims),
    )


def _weight(forecast: CaseForecast, line: FaultLine, steps: int, readings: Readings) -> Array:
    """Weight of one fault line at every step, shape (steps,)."""
    time = TIME[:steps]
    total = np.full(steps, 1e-6)
    for name, reading in readings.items():
        if isinstance(reading, Estimate):
            size = forecast.weights.size(lenses()[name].card)
            total = total + size * _contributions(reading, _entries(line), time)
    return total * _windows(forecast.case, line, time)


def _entries(line: FaultLine) -> set[str]:
    named = {*line.issues, *line.threats, *line.ties, *line.actors, *line.surveys, *line.deeds}
    return named | ({"legacy"} if line.legacy else set())


def _contributions(reading: Estimate, entries: set[str], time: Array) -> Array:
    """Contributions of the line's entries to the danger of one lens; fading ones grow with time."""
    total = np.zeros(time.size)
    for key, part in reading.parts.items():
        if key in entries:
            fading = reading.fading.get(key)
            total += part * (1 - np.exp2(-time / fading.half_life[0]) if fading else 1.0)
    return total


def _windows(case: Case, line: FaultLine, time: Array) -> Array:
    factor = np.ones(time.size)
    for event in case.calendar:
        if event.fault_line == line.id and event.adverse and event.jump:
            start = (event.date - case.as_of).days / 365.25
            inside = (time >= start) & (time < start + event.window_months / 12)
            factor *= np.where(inside, np.exp(event.adverse.value * event.jump.value), 1.0)
    return factor
