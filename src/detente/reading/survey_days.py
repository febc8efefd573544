"""When a survey was taken: the dates next to its figures, of the survey, and counted back."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from detente.reading.dates import DateSpan
from detente.reading.poll_words import POLL, SPELL, Setting
from detente.reading.scenes import Scene
from detente.reading.survey_items import SurveyItem, days_before

_BACK = re.compile(r"\bof\s+the\s+(?:week|month|year)$")  # counted from another day of the text


def day_beside(scene: Scene, one: Setting, lead: str, tail: str) -> DateSpan | None:
    """The date after a figure in its clause, else the one before it."""
    start, end = one.figure.span.start, one.figure.span.end
    days = [d for d in scene.days if not _BACK.search(scene.text[d.span.start : d.span.end])]
    close = re.split(r"[,;]", tail)[0]
    for d in days if scene.text.startswith(close, end) else ():
        labels = scene.text[d.span.end : d.span.end + 1] == ":"  # (2010: 48%) dates what follows
        if end <= d.span.start < end + len(close) and not labels:
            return d
    before = [d for d in days if start - len(lead) <= d.span.start < start]
    return before[-1] if before else None


def _poll_day(scene: Scene) -> date | None:
    """The date nearest to the word for the survey, if it does not date an earlier one."""
    m = POLL.search(scene.words)
    if m is None:
        return None
    near = [
        d
        for d in scene.days
        if not re.search(
            r"\b(?:from|since|than|between|compared\s+with|against|(?:share|figure)\s+in)\b[^,;]*$",
            scene.text[max(scene.start, d.span.start - 60) : d.span.start],
            re.IGNORECASE,
        )
    ]
    day = min(near, key=lambda d: abs(d.span.start - scene.start - m.start()), default=None)
    return day.first if day else None


def _span_of_days(scene: Scene) -> tuple[DateSpan, DateSpan] | None:
    """The two days of *between February 1997 and September 2001*, before or after the figures."""
    for first, second in pairwise(scene.days):
        joined = re.fullmatch(r"\s+(?:and|to)\s+", scene.text[first.span.end : second.span.start])
        before = scene.text[scene.start : first.span.start]
        if joined and re.search(r"\b(?:between|from)\s+$", before, re.IGNORECASE):
            return first, second
    return None


def days_of(scenes: Sequence[Scene], item: SurveyItem) -> tuple[date | None, date | None]:
    """Days of the share and of the earlier one."""
    scene = next(s for s in scenes if s.sentence.body.holds(item.share.figure.span))
    known = item.days
    span = _span_of_days(scene) if item.earlier else None
    if span is not None:
        return span[1].first, span[0].first
    polled = next((d for d in map(_poll_day, scenes) if d), None)
    now, then = known["share"], known["earlier"]
    if now is None and polled != then:
        now = polled
    earlier = item.earlier
    spelled = earlier and re.search(
        SPELL, f"{earlier.before[-60:]}|{re.split('[,;]', earlier.after)[0]}", re.IGNORECASE
    )
    if spelled and now is not None:
        then = days_before(now, spelled[0])
    return now, then


def not_ahead(day: date | None, latest: date | None) -> date | None:
    """A wave was taken before the text: *November's* is the last one."""
    if day and latest and day > latest:
        return days_before(day, "a year earlier")
    return day
