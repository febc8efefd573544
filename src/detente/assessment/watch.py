"""What changed in a case or a pair since the last look, and why the forecast differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.assessment.look import Glance
from detente.assessment.looks import last_look
from detente.assessment.why import reasons
from detente.document.part import Interval
from detente.document.percent import percent
from detente.document.watch import (
    Alert,
    Due,
    Look,
    Moved,
    NewChange,
    VoteState,
    WatchFigure,
    WatchReport,
)
from detente.document.watch_limits import POINTS, THRESHOLD
from detente.errors import DataError

_NEXT = 3  # scheduled events that are announced
_DRIVERS = 5
_ENDED = "no longer below its level of three to seven years before"
_STEADY = 0.005  # log-odds or probability below which a driver has not moved


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A report, and the look to be stored for the next one."""

    report: WatchReport
    look: Look


def watch(
    case: str,
    partner: str | None = None,
    *,
    since: date | None = None,
    as_of: date | None = None,
    threshold: float = THRESHOLD,
    points: float = POINTS,
) -> Watched:
    """Compare a case or a pair with the last look at it; nothing is stored.

    Parameters
    ----------
    case : str
        A bundled id, the path of a case file, or a state.
    partner : str, optional
        A second state: the two are watched without a case file.
    since : date, optional
        Compare with this day instead of the last look. A pair is then forecast from the data as
        published by that day.
    as_of : date, optional
        Day of this look, by default today. Events after the last whole month before a past day do
        not enter.
    threshold : float, default 0.9
        Least probability of a change of the pulse that is reported, 0 to 1.
    points : float, default 5
        Least move of the probability of an outcome within ten years, in percentage points.

    Raises
    ------
    DataError
        If the days are the wrong way round or have not come, or the stored look is damaged.
    MissingData, UnknownState, CaseError
        If there is no such case or state, or the case file has faults.
    """
    day = as_of or date.today()
    _check(since, day)
    now = Glance(case=case, partner=partner, day=day, replay=day < date.today())
    stored = last_look(now.subject)
    then = _then(now, since, stored)
    report = _report(now, then, since, threshold, points)
    return Watched(report=report, look=_with_what_is_missing(now.look(), stored))


def _with_what_is_missing(look: Look, before: Look | None) -> Look:
    """A look with the feeds and votes of the one before that this one could not see.

    Otherwise a feed that could not be read once would start again, and changes in between would
    be lost.
    """
    if before is None:
        return look
    seen = {feed.feed for feed in look.feeds}
    missing = [feed for feed in before.feeds if feed.feed not in seen]
    return look.model_copy(
        update={"feeds": [*look.feeds, *missing], "votes": look.votes or before.votes}
    )


def _check(since: date | None, day: date) -> None:
    if day > date.today():
        raise DataError(f"as of {day}: that day has not come; wanted today or a day before")
    if since is not None and since >= day:
        raise DataError(f"since {since}: wanted a day before {day}, the day of this look")


def _then(now: Glance, since: date | None, stored: Look | None) -> Look | None:
    """The look to compare with: stored, or computed for a day; None if there is none."""
    if since is None:
        return stored if stored is None or stored.day <= now.day else None
    if stored is not None and stored.day == since:
        return stored
    earlier = Glance(case=now.case, partner=now.partner, day=since, replay=True)
    return earlier.look()


def _report(
    now: Glance, then: Look | None, since: date | None, threshold: float, points: float
) -> WatchReport:
    look = now.look()
    a = now.assessment
    due, coming = _due(now, then)
    changes = list(_new_changes(now, then, threshold))
    outcomes = list(_moved(then, look, "outcomes")) if then else []
    report = WatchReport(
        subject=look.subject,
        title=a.partnership.title if a else " and ".join(s.name for s in now.states),
        names=[s.name for s in now.states],
        as_of=now.day,
        since=then.day if then else None,
        threshold=threshold,
        points=points,
        alerts=[],
        feeds=look.feeds,
        changes=changes,
        due=due,
        next=coming,
        votes=look.votes,
        votes_then=then.votes if then else None,
        forecast=outcomes,
        drivers=_drivers(then, look) if then else [],
        reasons=list(reasons(then, look))
        if then and any(m.then != m.now for m in outcomes)
        else [],
        left_out=now.left_out,
    )
    return report.model_copy(update={"alerts": list(_alerts(report, then))})


def _new_changes(now: Glance, then: Look | None, threshold: float) -> Iterator[NewChange]:
    """Changes that became known since, from the last month of the look before on.

    That month may have been incomplete then. What was known already is not new, and neither is what
    older months show that were loaded since.
    """
    if then is None or now.pulse is None:
        return
    seen = {f.feed: f for f in then.feeds}
    for feed in now.pulse.feeds:
        before = seen.get(feed.feed)
        first = before.last if before else f"{then.day:%Y-%m}"
        known = {(c.of, c.month) for c in before.changes} if before else set()
        for change in feed.changes:
            near = {(change.of, month) for month in _near(change.month)}
            if change.known >= first and change.p >= threshold and not near & known:
                yield NewChange(feed=feed.feed, label=feed.label, change=change)


def _near(month: str) -> tuple[str, ...]:
    """A month and its neighbours: with more days of the last month a beginning may shift."""
    middle = np.datetime64(month)
    return tuple(str(middle + step) for step in (-1, 0, 1))


def _due(now: Glance, then: Look | None) -> tuple[list[Due], list[Due]]:
    """Signposts whose day came after the last look, and the next ones."""
    a = now.assessment
    posts = sorted(a.signposts, key=lambda s: s.date) if a else []
    rows = [
        Due(
            id=s.id,
            kind=s.kind,
            date=s.date,
            label=s.label,
            adverse_if=s.adverse_if,
            p_if=s.p,
        )
        for s in posts
    ]
    came = [r for r in rows if then is not None and then.day < r.date <= now.day]
    return came, [r for r in rows if r.date > now.day][:_NEXT]


def _moved(then: Look, now: Look, *kinds: str) -> Iterator[Moved]:
    before, after = ({(f.kind, f.id): f for f in look.figures} for look in (then, now))
    for key in dict.fromkeys([*before, *after]):
        if key[0] in kinds:
            one, two = before.get(key), after.get(key)
            yield Moved(
                kind=key[0],
                id=key[1],
                label=_label(one, two),
                then=one.value if one else None,
                now=two.value if two else None,
            )


def _label(one: WatchFigure | None, two: WatchFigure | None) -> str:
    either = two or one
    return either.label if either else ""


def _drivers(then: Look, now: Look) -> list[Moved]:
    """Lenses and classes that moved, those of one look only among them, the most moved first."""
    rows = [m for m in _moved(then, now, "effects", "classes") if _size(m) > _STEADY]
    return sorted(rows, key=lambda m: -_size(m))[:_DRIVERS]


def _size(m: Moved) -> float:
    one, two = (0.0 if r is None else r.mean for r in (m.then, m.now))
    return abs(two - one)


def _alerts(report: WatchReport, then: Look | None) -> Iterator[Alert]:
    for new in report.changes:
        yield Alert(what="change", says=_changed(new))
    for due in report.due:
        yield Alert(what="due", says=f"{due.date}: {due.label}")
    for m in report.forecast:
        if m.then is None or m.now is None:
            yield Alert(what="forecast", says=f"{m.label}: {_only(m)}")
        elif abs(m.now.mean - m.then.mean) * 100 >= report.points:
            yield Alert(what="forecast", says=f"{m.label} within ten years: {_then_now(m)}")
    yield from _drift_alerts(then, report)
    yield from _vote_alerts(report.votes_then, report.votes, first=report.since is None)


def _drift_alerts(then: Look | None, report: WatchReport) -> Iterator[Alert]:
    """Drifts by events that began or ended since."""
    before = {f.feed: f.drift for f in then.feeds} if then else {}
    for feed in report.feeds:
        one, two = before.get(feed.feed), feed.drift
        if one is None or two is None or one.drifted == two.drifted or two.earlier is None:
            continue
        says = f"drifted apart since {two.since}" if two.drifted else _ENDED
        yield Alert(what="drift", says=f"{feed.label}, balance of events: {says}")


def _changed(new: NewChange) -> str:
    c = new.change
    return (
        f"{new.label}: {c.moved} {c.direction} from {c.month} on, probability {percent(c.p)}, "
        f"known in {c.known}, seen in {c.of}"
    )


def _only(m: Moved) -> str:
    return "no forecast at the last look" if m.then is None else "no forecast any more"


def _then_now(m: Moved) -> str:
    one, two = (_percent(r) for r in (m.then, m.now))
    return f"{one} then, {two} now"


def _percent(r: Interval | None) -> str:
    return "none" if r is None else percent(r.mean)


def _vote_alerts(then: VoteState | None, now: VoteState | None, *, first: bool) -> Iterator[Alert]:
    if first or then is None or now is None or None in (then.drifted, now.drifted):
        return
    if then.drifted == now.drifted:
        return
    verb = "drifted apart" if now.drifted else _ENDED
    yield Alert(what="votes", says=f"alignment in the UN General Assembly of {now.year}: {verb}")
