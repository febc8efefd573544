"""When the relations of a pair changed, as known in each month.

Three measures are used, since each misses some changes. The *level of conflict* relative to the
world's volume detects a war between states whose events were conflictual already. The *balance*
detects a turn of tone at the same volume. *Conflict and cooperation* models both levels together,
with their own dispersion, for changes too small for either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.document.pulse import ChangeMeasure
from detente.events.series import MonthlySeries
from detente.methods.change_points import (
    EVERY,
    HELD,
    LEAST,
    ChangePoint,
    Filtered,
    at_observed,
    filtered_changes,
    reported_changes,
    smoothed_changes,
)
from detente.methods.segments import Segments, joint_segments, level_segments, share_segments
from detente.records import Array


@dataclass(frozen=True, kw_only=True)
class PeriodMeans:
    """Means of some months.

    Attributes
    ----------
    conflict, cooperation : float or None
        In 1,000 of what the world holds in those months.
    balance : float or None
        Cooperation minus conflict over their sum.
    """

    conflict: float | None
    cooperation: float | None
    balance: float | None


@dataclass(frozen=True, kw_only=True)
class PairChange:
    """A change of the pair's events as it was first reported; later months never alter it.

    Attributes
    ----------
    measure : ChangeMeasure
        Where it was detected.
    began, known : datetime64[M]
        Its most probable first month, and the month with which it became known.
    probability : float
        That the last change by then was in ``began`` or the month before or after it.
    before, after : PeriodMeans
        From the change reported before it to ``began``, and from there to ``known``.
    """

    measure: ChangeMeasure
    began: np.datetime64
    known: np.datetime64
    probability: float
    before: PeriodMeans
    after: PeriodMeans


def filters(series: MonthlySeries, *, every: float = EVERY) -> Mapping[ChangeMeasure, Filtered]:
    """Filtered probability of the last change in each month, for every measure of the series.

    Parameters
    ----------
    series : MonthlySeries
        Of n months.
    every : float, default 60
        Mean months between changes, as in `filtered_changes`.
    """
    return {
        of: filtered_changes(segments, every=every)
        for of, segments in measure_segments(series).items()
    }


def changes(
    series: MonthlySeries,
    *,
    least: float = LEAST,
    held: int = HELD,
    every: float = EVERY,
    filtered: Mapping[ChangeMeasure, Filtered] | None = None,
) -> tuple[PairChange, ...]:
    """Changes of a pair in all measures that the series has, in the order in which they were known.

    A change that begins right after a gap of the feed is left out: the instrument may have
    changed there. Months in which only the pair is missing are no such gap.

    Parameters
    ----------
    series : MonthlySeries
        Of n months. Months that count as missing pass as time.
    least, held, every : float, int, float
        As in `reported_changes` and `filtered_changes`.
    filtered : mapping from measure to Filtered, optional
        The `filters` of the series, if they are at hand; ``every`` is then theirs.
    """
    seen = [
        _change(series, measure, points, i)
        for measure, known in (filtered or filters(series, every=every)).items()
        for points in [reported_changes(known, least=least, held=held)]
        for i, point in enumerate(points)
        if not _after_gap(series, known.observed, point.began)
    ]
    return tuple(sorted(seen, key=lambda c: (c.known, c.began)))


def recent_change(
    series: MonthlySeries,
    months: int = 3,
    *,
    every: float = EVERY,
    filtered: Mapping[ChangeMeasure, Filtered] | None = None,
) -> Mapping[ChangeMeasure, Array]:
    """Probability in each month that a change began in it or the months just before.

    Parameters
    ----------
    series : MonthlySeries
        Of n months.
    months : int, default 3
        How many months, the present one among them.
    every : float, default 60
        Mean months between changes, as in `filtered_changes`.
    filtered : mapping from measure to Filtered, optional
        As in `changes`.

    Returns
    -------
    mapping from measure to array of float, shape (n,)
        Given the months up to each, so it may fall again.
    """
    known = filtered or filters(series, every=every)
    return {measure: of.recent(months) for measure, of in known.items()}


def hindsight(series: MonthlySeries, *, every: float = EVERY) -> Mapping[ChangeMeasure, Array]:
    """Probability that a change began in each month, given all later months too.

    Parameters
    ----------
    series, every
        As `filters` takes them.

    Returns
    -------
    mapping from measure to array of float, shape (n,)
        To be labelled hindsight: the estimate of a month uses all later ones.
    """
    return {
        measure: smoothed_changes(segments, every=every)
        for measure, segments in measure_segments(series).items()
    }


def hindsight_changes(
    series: MonthlySeries,
    *,
    least: float = LEAST,
    every: float = EVERY,
    smoothed: Mapping[ChangeMeasure, Array] | None = None,
) -> tuple[PairChange, ...]:
    """Changes estimated from all months, to be labelled hindsight: known in the last month.

    A change begins in the most probable month of three whose probabilities sum to ``least``. As in
    `changes`, what begins right after a gap of the feed is left out.

    Parameters
    ----------
    series : MonthlySeries
        Of n months.
    least : float, default 0.9
        Least probability that one began in the month or the one before or after it.
    every : float, default 60
        Mean months between changes, as in `filtered_changes`.
    smoothed : mapping from measure to array of float, optional
        The `hindsight` of the series, if it is at hand; ``every`` is then its own.

    Returns
    -------
    tuple of PairChange
        In the order of time; ``before`` and ``after`` reach to the changes next to each.
    """
    seen = []
    probabilities, models = smoothed or hindsight(series, every=every), measure_segments(series)
    for measure, began in probabilities.items():
        observed = models[measure].observed
        p = at_observed(began, observed)
        near = np.convolve(p, np.ones(3), "same")
        begins = [
            t
            for t in range(1, p.size)
            if near[t] >= least and p[t] == max(p[t - 1 : t + 2])
            if not _after_gap(series, observed, t)
        ]
        for start, t, end in zip([0, *begins], begins, [*begins[1:], p.size], strict=False):
            seen.append(
                PairChange(
                    measure=measure,
                    began=series.months[t],
                    known=series.months[-1],
                    probability=min(float(near[t]), 1.0),
                    before=_period(series, slice(start, t)),
                    after=_period(series, slice(t, end)),
                )
            )
    return tuple(sorted(seen, key=lambda c: c.began))


def measure_segments(series: MonthlySeries) -> dict[ChangeMeasure, Segments]:
    """The models of the months for every measure that the series has."""
    segments_of: dict[ChangeMeasure, Segments] = {}
    if series.conflict is None:
        return segments_of
    conflict = _seen(series, series.conflict)
    segments_of["level of conflict"] = level_segments(conflict, series.world)
    if series.cooperation is not None:
        cooperation = _seen(series, series.cooperation)
        segments_of["balance"] = share_segments(cooperation, cooperation + conflict)
        segments_of["conflict and cooperation"] = joint_segments(
            segments_of["level of conflict"], level_segments(cooperation, series.world)
        )
    return segments_of


def _after_gap(series: MonthlySeries, observed: NDArray[np.bool_], began: int) -> bool:
    """Whether the feed has a gap between a change and the last month with a value before it."""
    before = int(np.flatnonzero(observed[:began])[-1])
    return bool(series.gap[before:began].any())


def _seen(series: MonthlySeries, values: Array) -> Array:
    return np.where(series.gap, np.nan, values)


def _change(
    series: MonthlySeries, measure: ChangeMeasure, points: tuple[ChangePoint, ...], i: int
) -> PairChange:
    """The i-th of the points reported in a measure."""
    point, start = points[i], points[i - 1].began if i else 0
    return PairChange(
        measure=measure,
        began=series.months[point.began],
        known=series.months[point.known],
        probability=point.probability,
        before=_period(series, slice(start, point.began)),
        after=_period(series, slice(point.began, point.known + 1)),
    )


def _period(series: MonthlySeries, part: slice) -> PeriodMeans:
    conflict = _against_world(series, series.conflict, part)
    cooperation = _against_world(series, series.cooperation, part)
    if conflict is None or cooperation is None or conflict + cooperation == 0:
        return PeriodMeans(conflict=conflict, cooperation=cooperation, balance=None)
    balance = (cooperation - conflict) / (cooperation + conflict)
    return PeriodMeans(conflict=conflict, cooperation=cooperation, balance=balance)


def _against_world(series: MonthlySeries, values: Array | None, part: slice) -> float | None:
    """In 1,000 of the world's, over the months of a part that have a value."""
    if values is None:
        return None
    count, world = _seen(series, values)[part], series.world[part]
    seen = np.isfinite(count)
    return float(1000 * count[seen].sum() / world[seen].sum())
