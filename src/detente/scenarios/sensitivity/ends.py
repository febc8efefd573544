"""The changes of one input of a forecast as a part of the document."""

from collections.abc import Sequence

from detente.document.labels import RUPTURE
from detente.document.part import Interval
from detente.document.scenarios import InputKind, TornadoEnd, TornadoPart
from detente.forecast.forecast import CaseForecast
from detente.forecast.survival_draws import at_year
from detente.records import Array

WITHIN = 10  # years


def risk(forecast: CaseForecast) -> Array:
    """P(rupture within ten years) of a case as coded, as drawn, shape (n,)."""
    return 1 - at_year(forecast.survivals[RUPTURE], WITHIN)


def end(
    forecast: CaseForecast, words: str, broken: Array | Interval | None, value: float | None = None
) -> TornadoEnd:
    """One change of an input.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case as coded.
    words : str
        What is changed.
    broken : array of float, shape (n,), or Interval or None
        P(rupture within ten years) under it; None if no reference class would fit.
    value : float, optional
        The number that is set.
    """
    if broken is None:
        return TornadoEnd(words=words, value=value, p=None, move=None)
    p = broken if isinstance(broken, Interval) else Interval.of(broken)
    return TornadoEnd(words=words, value=value, p=p, move=p.mean - float(risk(forecast).mean()))


def changed_input(
    kind: InputKind,
    path: str,
    label: str,
    ends: Sequence[TornadoEnd],
    value: float | str | None = None,
) -> TornadoPart:
    """An input with its changes; the one that moves the risk most stands for it.

    Parameters
    ----------
    kind : InputKind
        Kind of the input.
    path : str
        Its path in the case, or ``classes.`` and the id of a reference class.
    label : str
        The input in words.
    ends : sequence of TornadoEnd
        Its changes; at least one.
    value : float or str, optional
        As coded.
    """
    farthest = max(ends, key=lambda e: -1.0 if e.move is None else abs(e.move))
    return TornadoPart(
        id=path,
        kind=kind,
        label=label,
        value=value,
        ends=list(ends),
        change=farthest.words,
        p_if=None if farthest.p is None else farthest.p.mean,
        move=farthest.move,
    )
