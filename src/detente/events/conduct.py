"""Who does what to whom: talk against deeds, in the last year and in the five years before."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from detente.document.part import Interval
from detente.document.pulse import Conduct, QuadCounts
from detente.events.series import Direction, MonthlySeries
from detente.records import Array

RECENT, BEFORE = 12, 60  # months


def conduct(series: MonthlySeries, names: tuple[str, str], *, swapped: bool) -> list[Conduct]:
    """Events by quad class of each side and of both, for the last months and those before.

    Parameters
    ----------
    series : MonthlySeries
        The events of a pair.
    names : tuple of str
        Names of the two, in the order requested.
    swapped : bool
        Whether that order is ``two, one`` of the series.

    Returns
    -------
    list of Conduct
        Empty where the series does not tell quad classes apart.
    """
    n = int(np.flatnonzero(~series.gap)[-1]) + 1
    recent, earlier = slice(max(0, n - RECENT), n), slice(max(0, n - RECENT - BEFORE), n - RECENT)
    parts = [recent, earlier] if n > RECENT else [recent]
    return [row for span in parts for row in _rows(series, names, span, swapped=swapped)]


def _rows(
    series: MonthlySeries, names: tuple[str, str], span: slice, *, swapped: bool
) -> Iterator[Conduct]:
    known = ~series.gap[span]
    if series.quads is None or not known.any():
        return
    months = series.months[span]
    for direction, actor, target in directions(names, swapped=swapped):
        totals = series.quads[direction][span][known].sum(axis=0)
        yield Conduct(
            actor=actor,
            target=target,
            first=str(months[0]),
            last=str(months[-1]),
            months=int(known.sum()),
            counts=quad_counts(totals),
            words=share_of(totals[0], totals[0] + totals[2]),
            deeds=share_of(totals[1], totals[1] + totals[3]),
        )


def directions(names: tuple[str, str], *, swapped: bool) -> list[tuple[Direction, str, str | None]]:
    """Direction, actor and target of the three rows, in the order requested.

    Parameters
    ----------
    names : tuple of str
        Names of the two, in the order requested.
    swapped : bool
        Whether that order is ``two, one`` of the series.
    """
    order: tuple[Direction, Direction] = ("one to two", "two to one")
    first, second = order[::-1] if swapped else order
    both = " and ".join(names)
    return [(first, *names), (second, names[1], names[0]), ("both", both, None)]


def quad_counts(row: NDArray[np.float64]) -> QuadCounts:
    """The four counts of a row by name."""
    verbal, material, against, attack = (float(x) for x in row)
    return QuadCounts(
        verbal_cooperation=verbal,
        material_cooperation=material,
        verbal_conflict=against,
        material_conflict=attack,
    )


def share_of(part: float, whole: float) -> Interval | None:
    """A share of counted events with its 90 % interval under Jeffreys' prior; None without events.

    Parameters
    ----------
    part, whole : float
        Events of the kind, and all of them.

    References
    ----------
    Brown, L. D., T. T. Cai and A. DasGupta (2001). Interval Estimation for a Binomial Proportion.
    Statistical Science 16, 101-133. https://doi.org/10.1214/ss/1009213286

    Examples
    --------
    >>> share_of(9, 10).mean, round(share_of(9, 10).low, 3), share_of(0, 0)
    (0.9, 0.669, None)
    """
    if whole <= 0:
        return None
    ends: Array = betaincinv(part + 0.5, whole - part + 0.5, np.array([0.05, 0.95]))
    return Interval(mean=part / whole, low=float(ends[0]), high=float(ends[1])).about(part / whole)
