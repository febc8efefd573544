"""Surveys of opinion: one proposal for each item, with its figures, dates, subgroup and public."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from detente.reading.dates import DateSpan
from detente.reading.figures import figures
from detente.reading.poll_words import (
    POLL,
    SPELL,
    Setting,
    is_held,
    is_opinion,
    is_other_matter,
    is_poll,
    is_vote,
    role,
    settings,
)
from detente.reading.pollsters import pollster
from detente.reading.proposal import Draft, Part
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, scenes
from detente.reading.survey_items import Item, change_of, days_before, group, item_words, subgroup
from detente.reading.survey_publics import own_public, public_of, sampled
from detente.reading.text import Document, Span

_CARRY = 2  # sentences without a figure after which a survey is no longer spoken of
_REFERS = re.compile(
    r"^\W*(?:(?:[\w\s,]{1,80},?\s+)?(?:the|that|this|their)\s+(?:figure|share|number"
    r"|proportion|percentage"
    r"|level|total|result|reading|score)s?\b(?!\s+(?:of|who|that|in\s+favou?r))"
    r"|(?:that|this|it)\s+(?:was|is|had\s+been|marked|has|compares|represents|represented)\b"
    r"|up|down|now,?\s+(?:only|just|it|that)\b"
    rf"|(?:{SPELL}|the\s+year\s+before|in\s+\w+\s*\w*),?\s+(?:only\s+|just\s+)?"
    r"(?:it|the\s+figure|that\s+share|the\s+share)\b)",
    re.IGNORECASE,
)
_SO = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:had\s+)?(?:said|did|done|thought|believed|held|agreed|felt|shared)\s+"
    r"(?:so|likewise|the\s+same|that(?:\s+view)?|this)\b",
    re.IGNORECASE,
)
_BEFORE_NOW = re.compile(
    rf"\b(?:had\s+(?:been|said|done|thought|stood|felt|held|agreed)|{SPELL}|the\s+year\s+before"
    r"|(?:up|down)\s+from|compares\s+with)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:risen|reached|climbed|grown|fallen|dropped|slipped|rose|fell|grew|now)\b", re.IGNORECASE
)


@dataclass
class _Survey:
    """What the sentences so far say of the survey that they tell of."""

    paragraph: int
    pollster: str | None = None
    public: str | None = None
    day: date | None = None
    last: Item | None = None
    idle: int = 0


@reader(
    ReaderCard(
        id="surveys",
        kinds=("survey",),
        version=1,
        says="Percentages of a public that hold an opinion, by the words around each figure",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Items of surveys, each with its figures."""
    survey: _Survey | None = None
    items: list[Item] = []
    for scene in scenes(document, as_of):
        found = _opinions(scene, survey)
        survey = _follow(scene, survey, bool(found))
        if found and survey is not None:
            items += _items(scene, survey, found)
    for item in items:
        yield _draft(item, document)


def _opinions(scene: Scene, survey: _Survey | None) -> list[Setting]:
    """Figures of a sentence that count opinions; none if it tells of something else."""
    found = figures(scene.text, scene.start, scene.sentence.body.end)
    if not found:
        return []
    kept = _counting_opinions(
        scene, settings(scene.text, scene.start, scene.sentence.body.end, found)
    )
    if is_poll(scene.words) or not kept:
        return kept if any(one.figure.form != "points" for one in kept) else []
    if is_vote(scene.words):
        return []
    if survey and (
        _attached(scene, kept[0]) or any(is_opinion(one) or subgroup(one) for one in kept)
    ):
        return kept
    people = any(m.type == "public" for m in scene.actors)
    held = (is_opinion(one) and (people or is_held(scene.words, one)) for one in kept)
    return kept if any(held) else []


def _counting_opinions(scene: Scene, found: list[Setting]) -> list[Setting]:
    """Figures that count nothing else; one compared with a figure left out is left out too."""
    kept: list[Setting] = []
    dropped = False
    for one in found:
        start, end = one.figure.span.start - scene.start, one.figure.span.end - scene.start
        part = scene.words[scene.words.rfind(";", 0, start) + 1 :].partition(";")[0]
        poll = is_poll(part) or (";" in scene.words[end:] and is_poll(scene.words[:end]))
        if one.figure.form != "points":
            compared = dropped and role(one, first=False) == "earlier"
            dropped = compared or is_other_matter(one, poll)
        if one.figure.form == "points" or not dropped:
            kept.append(one)
    return kept


def _attached(scene: Scene, one: Setting) -> bool:
    """Whether a sentence goes on with the item of the one before it."""
    return bool(_REFERS.match(scene.words) or _SO.match(one.after))


def _follow(scene: Scene, survey: _Survey | None, figured: bool) -> _Survey | None:
    """The survey that is spoken of after this sentence began."""
    number_ = scene.sentence.paragraph
    if survey is not None and not figured:
        survey.idle += 1
        if survey.idle > _CARRY or (survey.paragraph != number_ and not is_poll(scene.words)):
            survey = None
    if is_poll(scene.words):
        survey = _renewed(scene, survey)
    elif survey is None and figured:
        survey = _Survey(number_)
    if survey is not None and figured:
        survey.idle, survey.paragraph = 0, number_
    return survey


def _renewed(scene: Scene, survey: _Survey | None) -> _Survey:
    """The same survey or another one, as the sentence names a pollster, a day or a public."""
    names = tuple(scene.text[m.span.start : m.span.end] for m in scene.actors)
    house = pollster(scene.words, names)
    fresh = _Survey(scene.sentence.paragraph, pollster=house, public=sampled(scene))
    day = _poll_day(scene)
    fresh.day = day.first if day else None
    if survey is None:
        return fresh
    other = house is not None and survey.pollster not in (None, house)
    fresh.public = fresh.public or survey.public
    fresh.last = survey.last
    if not other:
        fresh.pollster = house or survey.pollster
        fresh.day = fresh.day or survey.day
    return fresh


def _poll_day(scene: Scene) -> DateSpan | None:
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
    return min(near, key=lambda d: abs(d.span.start - scene.start - m.start()), default=None)


def _items(scene: Scene, survey: _Survey, found: list[Setting]) -> list[Item]:
    """Items of a sentence; what goes on with the item before it is added to that one."""
    rule = "poll" if is_poll(scene.words) else "carried" if survey.last else "opinion"
    if _attached(scene, found[0]) and not subgroup(found[0]) and _extend(scene, survey, found):
        return []
    beside = ((one.figure.span, _day_beside(scene, one)) for one in found)
    dated = {span: day.first for span, day in beside if day is not None and day.first is not None}
    publics = {one.figure.span: own_public(scene, one) for one in found}
    items = group(found, scene.sentence.paragraph, dated, publics)
    before: str | None = None
    for item in items:
        item.rule = rule
        _fill(scene, survey, item, before)
        aside = item.share.before.rstrip().endswith(":")  # *(Oman: 46%)* changes no subject
        survey.last, before = item, before if aside and before else item.own["public"]
    return items


def _extend(scene: Scene, survey: _Survey, found: list[Setting]) -> bool:
    """Add the one figure of *the figure had been 47 percent in 1997* to the item before it."""
    shares = [one for one in found if one.figure.form != "points"]
    item = survey.last
    if item is None or len(shares) != 1 or item.earlier is not None:
        return False
    one = shares[0]
    if (own_public(scene, one) or sampled(scene) or item.own["public"]) != item.own["public"]:
        return False
    day = _day_beside(scene, one) or next(iter(scene.days), None)
    first = day.first if day else None
    here, known = scene.words, item.days.get("share")
    older = bool(_BEFORE_NOW.search(here)) and not (_MOVED.search(here) and not _past(here))
    if first and known and not re.search(SPELL, here, re.IGNORECASE):
        older = first < known
    if older:
        item.earlier, item.days["earlier"] = one, _earlier_day(one, first, known)
    else:
        item.earlier, item.days["earlier"] = item.share, known
        item.share, item.days["share"] = one, first
    item.own["direction"] = change_of(item) or None
    return True


def _past(words: str) -> bool:
    return bool(re.search(rf"\b(?:had\s+been|from|{SPELL})\b", words, re.IGNORECASE))


def _day_beside(scene: Scene, one: Setting) -> DateSpan | None:
    """The date after a figure in its clause, else the one before it."""
    start, end = one.figure.span.start, one.figure.span.end
    for d in scene.days:
        gap = d.span.start - end
        labels = scene.text[d.span.end : d.span.end + 1] == ":"  # (2010: 48%) dates what follows
        if 0 <= gap < len(one.after) and not labels and not re.search(r"[,;]", one.after[:gap]):
            return d
    clause = start - len(re.split(r"[;]|,\s+(?=(?:and|but|while)\b)", one.before)[-1])
    before = [d for d in scene.days if clause <= d.span.start < start]
    return before[-1] if before else None


def _fill(scene: Scene, survey: _Survey, item: Item, before: str | None) -> None:
    """Give an item its dates, public, subgroup, pollster and words."""
    _set_days(scene, survey, item)
    item.own["direction"] = change_of(item) or None
    item.own["subgroup"] = subgroup(item.share)
    fresh = sampled(scene) if is_poll(scene.words) else None
    last = survey.last.own["public"] if survey.last else None
    item.own["public"] = public_of(scene, item) or before or fresh or last or survey.public
    names = tuple(scene.text[m.span.start : m.span.end] for m in scene.actors)
    survey.pollster = survey.pollster or pollster(scene.words, names)
    item.own["pollster"] = survey.pollster
    item.own["item"] = item_words(item)
    survey.public = survey.public or item.own["public"]


def _set_days(scene: Scene, survey: _Survey, item: Item) -> None:
    now = _day_beside(scene, item.share)
    then = _day_beside(scene, item.earlier) if item.earlier else None
    span = _span_of_days(scene) if item.earlier else None
    if span is not None:
        then, now = span
    if then is now:
        now = None
    first = now.first if now else None
    item.days["share"] = first or survey.day
    if item.earlier:
        known = then.first if then else None
        item.days["earlier"] = _earlier_day(item.earlier, known, item.days["share"])


def _span_of_days(scene: Scene) -> tuple[DateSpan, DateSpan] | None:
    """The two days of *between February 1997 and September 2001*, before or after the figures."""
    for first, second in pairwise(scene.days):
        joined = re.fullmatch(r"\s+(?:and|to)\s+", scene.text[first.span.end : second.span.start])
        lead = re.search(
            r"\b(?:between|from)\s+$", scene.text[scene.start : first.span.start], re.I
        )
        if joined and lead:
            return first, second
    return None


def _earlier_day(one: Setting, named: date | None, later: date | None) -> date | None:
    """The day of an earlier figure: as named, or counted back from the later one."""
    m = re.search(SPELL, f"{one.before[-40:]}|{re.split('[,;]', one.after)[0]}", re.IGNORECASE)
    if m is None or later is None:
        return named
    return days_before(later, m[0])


def _draft(item: Item, document: Document) -> Draft:
    spans = item.figures()
    earlier, day, then = item.earlier_share(), item.days.get("share"), item.days.get("earlier")
    own = item.own
    quoted = ", ".join(document.quote(s) for s in spans)
    return Draft(
        kind="survey",
        span=Span(spans[0].start, spans[-1].end),
        fields={
            "pollster": own.get("pollster"),
            "item": own.get("item"),
            "public": own.get("public"),
            "share": item.share.figure.share,
            "date": day.isoformat() if day else None,
            "earlier_share": earlier,
            "earlier_date": then.isoformat() if then else None,
            "subgroup": own.get("subgroup"),
            "direction": own.get("direction"),
            "against": item.against.figure.share if item.against else None,
        },
        parts=tuple(Part("figure", s) for s in spans),
        rule=item.rule,
        reason=_REASONS[item.rule].format(quoted),
    )


_REASONS = {
    "poll": "a sentence about a survey has {}",
    "carried": "the survey of the sentence before goes on with {}",
    "opinion": "{} of a public are said to hold an opinion",
}
