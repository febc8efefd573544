"""What one feed says of a pair, as a part of the document: months, the last of them, changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.document.part import Interval
from detente.document.pulse import (
    DirectedCounts,
    FeedPulse,
    Measure,
    PulseChange,
    PulseMonth,
    Standing,
)
from detente.events.conduct import conduct, quad_counts, sides
from detente.events.series import MonthlySeries, Months
from detente.records import Array

USUAL = 60  # months before the last with which it is compared
_FEW = 12  # months without which nothing is usual

# by measure: mean, low and high of every month, shape (n, 3), NaN where it is unknown
Readings = Mapping[Measure, Array]


def feed_pulse(
    series: MonthlySeries,
    readings: Readings,
    changes: Sequence[PulseChange],
    recent: Mapping[Measure, float],
    names: tuple[str, str],
    *,
    swapped: bool,
) -> FeedPulse:
    """One feed's part of the document.

    Parameters
    ----------
    series : MonthlySeries
        Its events, of at least one month that is no gap.
    readings : mapping from measure to array of float, shape (n, 3)
        Mean, low and high by month; NaN where a month has none.
    changes : sequence of PulseChange
        Changes that last.
    recent : mapping from measure to float
        Probability that it changed within the last months.
    names : tuple of str
        Names of the two, in the order asked for.
    swapped : bool
        Whether that order is ``two, one`` of the series.
    """
    last = int(np.nonzero(~series.gap)[0][-1])
    return FeedPulse(
        feed=series.feed,
        label=series.label,
        unit=series.unit,
        first=str(series.months[0]),
        last=str(series.months[last]),
        now=[
            Standing(**part, p_recent=recent.get(measure))
            for measure, values in readings.items()
            if (part := _standing(measure, values, series.months)) is not None
        ],
        conduct=conduct(series, names, swapped=swapped),
        changes=sorted(changes, key=lambda c: (c.month, c.of)),
        months=[_month(series, readings, t, swapped=swapped) for t in range(series.months.size)],
        notes=list(series.notes),
    )


def _standing(measure: Measure, values: Array, months: Months) -> dict[str, Any] | None:
    """The last month with a value against those before; None where few of them have one."""
    known = np.nonzero(np.isfinite(values[:, 0]))[0]
    if known.size == 0:
        return None
    last = int(known[-1])
    before = values[max(0, last - USUAL) : last, 0]
    before = before[np.isfinite(before)]
    if before.size < _FEW:
        return None
    low, middle, high = (float(x) for x in np.quantile(before, (0.05, 0.5, 0.95)))
    return {
        "of": measure,
        "month": str(months[last]),
        "now": interval(values[last]),
        "usual": Interval(mean=middle, low=low, high=high),
        "months": int(before.size),
        "lower": int((before < values[last, 0]).sum()),
    }


def interval(row: Array) -> Interval | None:
    """Mean, low and high as an interval; None where they are unknown."""
    if not np.isfinite(row).all():
        return None
    mean, low, high = (float(x) for x in row)
    return Interval(mean=mean, low=low, high=high).about(mean)


def _month(series: MonthlySeries, readings: Readings, t: int, *, swapped: bool) -> PulseMonth:
    gap = bool(series.gap[t])
    return PulseMonth(
        month=str(series.months[t]),
        counts=None if gap else _counts(series, t, swapped=swapped),
        cooperation=_known(series.cooperation, t),
        conflict=_known(series.conflict, t),
        world=None if gap else _known(series.world, t),
        days=int(series.days[t]),
        length=int(series.length[t]),
        gap=gap,
        **{m: interval(readings[m][t]) if m in readings else None for m in _MEASURES},
    )


_MEASURES: tuple[Measure, ...] = ("level", "balance", "talk")


def _known(values: Array | None, t: int) -> float | None:
    return None if values is None or not np.isfinite(values[t]) else float(values[t])


def _counts(series: MonthlySeries, t: int, *, swapped: bool) -> DirectedCounts | None:
    if series.quads is None:
        return None
    rows = [series.quads[direction][t] for direction, *_ in sides(("", ""), swapped=swapped)]
    one, two, both = map(quad_counts, rows)
    return DirectedCounts(one_to_two=one, two_to_one=two, both=both)
