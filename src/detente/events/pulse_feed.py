"""One feed's part of a pair's document: months, the last month, changes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.document.part import Interval
from detente.document.pulse import (
    CHANGE_MEASURES,
    MEASURES,
    ChangeMeasure,
    DirectedCounts,
    FeedPulse,
    Measure,
    PulseChange,
    PulseMonth,
    PulseStanding,
)
from detente.events.conduct import conduct, directions, quad_counts
from detente.events.series import MonthlySeries
from detente.records import Array

USUAL = 60  # months before the last with which it is compared
_FEW = 12  # months without which nothing is usual


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was computed of a series.

    Attributes
    ----------
    readings : mapping from measure to array of float, shape (n, 3)
        Mean, low and high by month; NaN where a month has none.
    changed : mapping from measure to array of float, shape (n,)
        Probability in each month that a change began in it or just before.
    recent : mapping from measure to float
        The same in the last month, from what is known so far.
    changes : tuple of PulseChange
        Changes that last.
    """

    readings: Mapping[Measure, Array]
    changed: Mapping[ChangeMeasure, Array]
    recent: Mapping[ChangeMeasure, float]
    changes: tuple[PulseChange, ...]


def feed_pulse(
    series: MonthlySeries,
    measured: Measured,
    names: tuple[str, str],
    *,
    swapped: bool,
    first: np.datetime64 | None = None,
) -> FeedPulse:
    """One feed's part of the document.

    Parameters
    ----------
    series : MonthlySeries
        Its events, of at least one month that is no gap.
    measured : Measured
        What was computed of it.
    names : tuple of str
        Names of the two, in the order requested.
    swapped : bool
        Whether that order is ``two, one`` of the series.
    first : datetime64[M], optional
        First month that is listed, not after the last; earlier ones still count as the past.
    """
    last = int(np.nonzero(~series.gap)[0][-1])
    listed = np.nonzero(series.months >= (first or series.months[0]))[0]
    standings = (_standing(of, v, series) for of, v in measured.readings.items())
    return FeedPulse(
        feed=series.feed,
        label=series.label,
        unit=series.unit,
        first=str(series.months[listed[0]]),
        last=str(series.months[last]),
        now=[s for s in standings if s is not None],
        changed=dict(measured.recent),
        conduct=conduct(series, names, swapped=swapped),
        changes=sorted(measured.changes, key=lambda c: (c.month, CHANGE_MEASURES.index(c.of))),
        months=[_month(series, measured, t, swapped=swapped) for t in listed],
        notes=list(series.notes),
    )


def _standing(measure: Measure, values: Array, series: MonthlySeries) -> PulseStanding | None:
    """The last month with a value against those before; None where too little is known of them."""
    known = np.nonzero(np.isfinite(values[:, 0]))[0]
    if known.size == 0:
        return None
    last = int(known[-1])
    before = values[max(0, last - USUAL) : last, 0]
    before = before[np.isfinite(before)]
    if before.size < _FEW:
        return None
    low, middle, high = (float(x) for x in np.quantile(before, (0.05, 0.5, 0.95)))
    side = int(values[last, 0] > high) - int(values[last, 0] < low)
    of_level = series.conflict if measure == "level" else None
    if side and of_level is not None and _own_side(series, of_level, last) != side:
        return None
    return PulseStanding(
        of=measure,
        month=str(series.months[last]),
        now=_interval(values[last]),
        usual=Interval(mean=middle, low=low, high=high),
        months=int(before.size),
        lower=int((before < values[last, 0]).sum()),
    )


def _own_side(series: MonthlySeries, conflict: Array, t: int) -> int:
    """Whether a month's own share of the world's conflict is above (1) or below (-1) the median.

    Where months have few events their level follows what it is shrunk to: it can rise in a month
    without any conflict, since other months have left the five years or the world had fewer events.
    """
    months = slice(max(0, t - USUAL), t + 1)
    world = np.where(series.gap | (series.world <= 0), np.nan, series.world)[months]
    share = conflict[months] / world
    return int(np.sign(share[-1] - np.nanmedian(share[:-1])))


def _interval(row: Array) -> Interval:
    mean, low, high = (float(x) for x in row)
    return Interval(mean=mean, low=low, high=high).about(mean)


def _month(series: MonthlySeries, measured: Measured, t: np.intp, *, swapped: bool) -> PulseMonth:
    gap = bool(series.gap[t])
    values = {m: v[t] for m, v in measured.readings.items() if np.isfinite(v[t]).all()}
    return PulseMonth(
        month=str(series.months[t]),
        counts=None if gap else _counts(series, t, swapped=swapped),
        cooperation=_known(series.cooperation, t),
        conflict=_known(series.conflict, t),
        world=None if gap else _known(series.world, t),
        days=int(series.days[t]),
        length=int(series.length[t]),
        gap=gap,
        changed={of: float(p[t]) for of, p in measured.changed.items()},
        **{m: _interval(values[m]) if m in values else None for m in MEASURES},
    )


def _known(values: Array | None, t: np.intp) -> float | None:
    return None if values is None or not np.isfinite(values[t]) else float(values[t])


def _counts(series: MonthlySeries, t: np.intp, *, swapped: bool) -> DirectedCounts | None:
    if series.quads is None:
        return None
    rows = [series.quads[direction][t] for direction, *_ in directions(("", ""), swapped=swapped)]
    one, two, both = map(quad_counts, rows)
    return DirectedCounts(one_to_two=one, two_to_one=two, both=both)
