"""Results for a pair's series: index, changes, and the days behind each change."""

import math

import numpy as np

from detente.document.pulse import ChangeMeasure, Measure, MovedMost, PulseChange, PulsePeriod
from detente.events import changes as change_points
from detente.events.index import MonthlyIndex, balance, level, talk_share
from detente.events.pulse_feed import Measured
from detente.events.series import MonthlySeries
from detente.methods.change_points import SHORTEST

_LEAST = 1e-3  # per 1,000 of the world: a level below counts as this one
RECENT = 3  # months in which a change is recent


def measured(series: MonthlySeries, *, smoothed: bool) -> Measured:
    """Index, changes and their probabilities by month.

    Parameters
    ----------
    series : MonthlySeries
        The events of a pair.
    smoothed : bool
        Whether changes are those that all months show, in hindsight.
    """
    filtered = change_points.filters(series)
    recent = change_points.recent_change(series, RECENT, filtered=filtered)
    seen = change_points.hindsight(series) if smoothed else recent
    last = np.nonzero(~series.gap)[0][-1]
    index: dict[Measure, MonthlyIndex | None] = {
        "level": level(series),
        "balance": balance(series),
        "talk": talk_share(series),
    }
    reported = (
        change_points.hindsight_changes(series, smoothed=seen)
        if smoothed
        else change_points.changes(series, filtered=filtered)
    )
    return Measured(
        readings={
            of: np.column_stack([x.value, x.low, x.high])
            for of, x in index.items()
            if x is not None
        },
        changed=seen,
        recent={
            of: float(p[last])
            for of, p in recent.items()
            if filtered[of].observed.sum() >= 2 * SHORTEST  # else no change is possible
        },
        changes=tuple(_change(c) for c in reported),
    )


def _change(c: change_points.PairChange) -> PulseChange:
    before, after = _period(c.before), _period(c.after)
    moved = _moved(c.measure, before, after)
    return PulseChange(
        of=c.measure,
        month=str(c.began),
        p=c.probability,
        known=str(c.known),
        moved=moved,
        direction="up" if getattr(after, moved) > getattr(before, moved) else "down",
        before=before,
        after=after,
        days=[],
    )


def _period(p: change_points.PeriodMeans) -> PulsePeriod:
    return PulsePeriod(conflict=p.conflict, cooperation=p.cooperation, balance=p.balance)


def _moved(of: ChangeMeasure, before: PulsePeriod, after: PulsePeriod) -> MovedMost:
    """What moved most: for a change of both levels, the one whose ratio is furthest from one."""
    if of == "balance":
        return "balance"
    if of == "level of conflict" or before.cooperation is None or after.cooperation is None:
        return "conflict"
    conflict = _ratio(before.conflict, after.conflict)
    return (
        "conflict" if conflict >= _ratio(before.cooperation, after.cooperation) else "cooperation"
    )


def _ratio(one: float, two: float) -> float:
    """How far a level moved, as an absolute log of its ratio."""
    return abs(math.log(max(two, _LEAST) / max(one, _LEAST)))
