"""Surveys of opinion: one proposal for each item, with its figures, dates, subgroup and public.

Read by paragraph: which of its figures count opinions, which part each plays beside the ones before
(another question, an earlier wave, the share against), and whose opinion they count.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, zip_longest

from detente.reading.figures import figures, is_table
from detente.reading.poll_words import (
    MANY_STATES,
    Setting,
    figure_role,
    is_held,
    is_opinion,
    is_poll,
    is_vote,
    settings,
)
from detente.reading.pollster_homes import home_of_pollster
from detente.reading.pollsters import pollster
from detente.reading.proposal import Draft, ProposalPart
from detente.reading.reader import ReaderCard, reader
from detente.reading.scenes import Scene, scenes
from detente.reading.survey_days import day_beside, days_of, not_ahead
from detente.reading.survey_figures import counting_opinions, without_glosses
from detente.reading.survey_home import home_public
from detente.reading.survey_items import (
    ItemWave,
    SurveyItem,
    change_of,
    gives_points,
    item_words,
    joins,
    region,
    subgroup,
)
from detente.reading.survey_parties import party_public, supporters
from detente.reading.survey_publics import (
    LABEL,
    asked,
    label_public,
    listed_publics,
    many_asked,
    named_as_object,
    own_mention,
    paragraph_public,
    sampled,
    stands_for_object,
    subject_public,
)
from detente.reading.survey_roles import (
    FigureClause,
    asks_nothing,
    clause_texts,
    leads_on,
    part_of,
    when,
)
from detente.reading.text import Document, Span

_FIGURE = re.compile(
    r"\d|cent\b|half|third|quarter|fifth|tenth|[Ee]very|hundred|\b(?:in|of)\s+(?:two|t|f|s|e|n)"
)
_CARRY = 2  # paragraphs back in which a survey may have been named
_NEAR = 2  # sentences within which a figure can answer the question of another
_OF = re.compile(r"\s*of\s")
_OF_ALL = re.compile(
    r"\s*of\s+(?:the\s+)?(?:(?:general|wider|whole)\s+)?(?:public|population|electorate)\b|\s*of\s+all\s",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_FOUND = re.compile(
    r"\b(?:reports?|finds?|found|measures?|registers?|records?|puts)\s+(?:\w+\s+)?$"
)


@dataclass
class _Passage:
    """A paragraph with figures, and what it says of its survey.

    Attributes
    ----------
    scenes : tuple of Scene
        Its sentences.
    polls : tuple of bool
        Whether each speaks of a survey.
    carried : bool
        Whether a paragraph shortly before does.
    past : SurveyItem or None
        The last item of that paragraph.
    home : str or None
        The one public of the whole document.
    items : list of (int, Item)
        Items so far, with the sentence of their last figure.
    """

    scenes: tuple[Scene, ...]
    polls: tuple[bool, ...]
    carried: bool
    past: SurveyItem | None
    as_of: date
    home: str | None = None
    items: list[tuple[int, SurveyItem]] = field(default_factory=list)

    @property
    def last(self) -> SurveyItem | None:
        """The item before."""
        return self.items[-1][1] if self.items else None


@reader(
    ReaderCard(
        id="surveys",
        kinds=("survey",),
        version=5,
        says="Percentages of a public that hold an opinion, by the words around each figure",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Items of surveys, each with its figures."""
    grouped = groupby(scenes(document, as_of), key=lambda s: s.sentence.paragraph)
    paragraphs = [tuple(group) for _, group in grouped]
    past: SurveyItem | None = None
    polled = any(is_poll(_words(here)) for here in paragraphs)
    home = home_public([s for here in paragraphs for s in here], as_of) if polled else None
    for n, here in enumerate(paragraphs):
        if not _FIGURE.search(_words(here)):
            continue
        table = is_table(_words(here))
        figures_of = [figures(s.text, s.start, s.sentence.body.end, table=table) for s in here]
        if not any(figures_of):
            continue
        polls = tuple(_is_poll(s) for s in here)
        before = paragraphs[max(0, n - _CARRY) : n]
        carried = not any(polls) and any(is_poll(_words(p)) for p in before)
        passage = _Passage(here, polls, carried, past, as_of, home)
        for at, (scene, some) in enumerate(zip(here, figures_of, strict=True)):
            if some:
                _read_sentence(
                    passage, at, settings(scene.text, scene.start, scene.sentence.body.end, some)
                )
        for _, item in passage.items:
            yield _draft(passage, item, document)
        past = passage.last or past


def _words(here: Sequence[Scene]) -> str:
    return here[0].text[here[0].start : here[-1].sentence.body.end]


def _is_poll(scene: Scene) -> bool:
    return is_poll(scene.words) or home_of_pollster(scene.words) is not None


# --- which figures ----------------------------------------------------------------


def _read_sentence(passage: _Passage, at: int, figures_here: list[Setting]) -> None:
    """Add the items of a sentence to its passage."""
    scene = passage.scenes[at]
    figures_here = without_glosses(scene.text, counting_opinions(scene, figures_here))
    about = passage.last.words if passage.last else passage.past.words if passage.past else ""
    parts = [
        _clause(scene, one, sides, about, passage.as_of, first=figures_here[0])
        for one, sides in zip(figures_here, clause_texts(figures_here), strict=True)
    ]
    listed = listed_publics(scene, figures_here)
    known = passage.last or passage.past
    if known is None or known.own["public"] in {None, *listed.values()}:
        parts = [
            replace(one, public=listed.get(one.setting.figure.span, one.public)) for one in parts
        ]
    parts = [_from_to(*two) for two in zip_longest(parts, parts[1:])]
    fits = _gate(passage, at, parts)
    waiting: Setting | None = None
    item: SurveyItem | None = None  # of this sentence
    for one in parts:
        near = _near(passage, at)
        if one.role == "points":
            if item is None or not gives_points(item, one.setting):
                waiting = one.setting
        elif (
            one.role != "undecided"
            and not _joined(passage, at, near, one)
            and not (near and near.against and one.role == "against" and one.refers)
            and (fits or _continues(passage, near, one))
        ):
            new = _new(passage, at, one, item)
            new.points, waiting = waiting, None
            passage.items.append((at, new))
            item = item if item and _is_aside(one) else new


def _is_aside(one: FigureClause) -> bool:
    """*(Oman: 46%)* changes no subject."""
    return one.lead.startswith("(") and ")" in one.tail


def _near(passage: _Passage, at: int) -> SurveyItem | None:
    """The item before, if its question can still be meant."""
    if not passage.items or at - passage.items[-1][0] > _NEAR:
        return None
    between = passage.scenes[passage.items[-1][0] + 1 : at]
    return None if any(s.words.endswith("?") for s in between) else passage.last


def _gate(passage: _Passage, at: int, parts: list[FigureClause]) -> bool:
    """Whether the figures of a sentence count opinions."""
    words = passage.scenes[at].words
    shares = [one for one in parts if one.role != "points"]
    if not shares or passage.polls[at] or is_vote(words):
        return bool(shares) and passage.polls[at]
    opinion = [one.setting for one in shares if is_opinion(one.setting)]
    if any(passage.polls) and any(one.when == "then" or one.role == "points" for one in parts):
        return True
    if any(passage.polls) or passage.carried:
        return bool(opinion) or any(_answers(one) for one in shares)
    if _near(passage, at) or any(_FOUND.search(one.lead) for one in shares):
        return bool(opinion)
    people = any(m.type == "public" for s in passage.scenes[: at + 1] for m in s.actors)
    people = people or any(one.public and _OF.match(one.tail) for one in shares)
    return any(people or is_held(words, one) for one in opinion)


def _is_bracketed(one: FigureClause) -> bool:
    """*Estonia is the favourite neighbour (55%), before Lithuania (47%)*."""
    return one.lead.endswith("(") and one.tail.startswith(")")


def _answers(one: FigureClause) -> bool:
    """Whether a clause is an answer without verb: *of farmers 70*, *Yes: 64*, *43% for*."""
    if subgroup(one.setting) or LABEL.search(one.lead) or _is_bracketed(one):
        return True
    tail = Setting(one.setting.figure, "", one.tail)
    return figure_role(tail, first=False) in ("favour", "against")


def _continues(passage: _Passage, near: SurveyItem | None, one: FigureClause) -> bool:
    """Whether a figure refers to the question of an item before, for another public or group."""
    return one.refers and bool(near or (passage.carried and passage.past and one.when != "then"))


# --- items ------------------------------------------------------------------------


def _clause(
    scene: Scene,
    one: Setting,
    sides: tuple[str, str],
    about: str,
    today: date | None,
    *,
    first: Setting,
) -> FigureClause:
    lead, tail = sides
    day = day_beside(scene, one, lead, tail)
    names = [scene.text[d.span.start : d.span.end] for d in scene.days]
    own = own_mention(scene, one)
    if own and own.type == "state" and named_as_object(scene, own, about):
        own = None
    if own and stands_for_object(scene, own, first):
        own = None
    label = label_public(scene)
    public = own.actor if own else label or party_public(f"{lead} | {tail}")
    public = public or subject_public(scene, Setting(one.figure, lead, one.after))
    names += [scene.text[m.span.start : m.span.end] for m in scene.actors if m.actor == public]
    names += supporters(lead)
    names += [name for name in (region(lead), subgroup(Setting(one.figure, lead, tail))) if name]
    return FigureClause(
        setting=one,
        lead=lead,
        tail=tail,
        day=not_ahead(day.first, today) if day else None,
        when=when(lead, one.after if lead.startswith("(") else tail),
        refers=asks_nothing(lead, tail, names),
        role=part_of(one, lead, tail, first=one is first),
        public=public,
    )


def _from_to(one: FigureClause, after: FigureClause | None) -> FigureClause:
    """*From 44 to 49 percent in Oman*: the first figure is Oman's, too."""
    if after and leads_on(after.lead) and (one.when == "then" or _FROM.search(one.lead)):
        return replace(one, public=one.public or after.public, when="then", pair=True)
    return one


def _joined(passage: _Passage, at: int, near: SurveyItem | None, one: FigureClause) -> bool:
    """Whether a figure belongs to the item before it."""
    if near is None:
        return False
    own = one.public
    group = _group_of(one)
    elsewhere = (
        (own is not None and own != near.own["public"])
        or (group is not None and group != near.own["subgroup"])
        or _OF_ALL.match(one.tail) is not None
    )
    if not joins(near, one, elsewhere=elsewhere and not leads_on(one.lead), near=True):
        return False
    passage.items[-1] = (at, near)
    return True


def _group_of(one: FigureClause) -> str | None:
    own = Setting(one.setting.figure, one.lead, one.tail)
    return subgroup(own) or (region(one.lead) if one.refers and not one.public else None)


def _new(passage: _Passage, at: int, one: FigureClause, before: SurveyItem | None) -> SurveyItem:
    """An item that begins with a figure."""
    scene = passage.scenes[at]
    item = SurveyItem(
        scene.sentence.paragraph,
        [ItemWave(one.setting, one.day, one.when)],
        f"{one.lead} {one.tail}",
    )
    item.rule = "poll" if passage.polls[at] else "carried" if passage.last else "opinion"
    item.own["subgroup"] = _group_of(one)
    item.doubled = passage.last is not None and len(passage.last.waves) > 1
    wide = many_asked(f"{one.lead}| {one.tail}")
    item.own["public"] = one.public or (None if wide else _public(passage, at, one.setting, before))
    return item


def _public(passage: _Passage, at: int, one: Setting, before: SurveyItem | None) -> str | None:
    """The state whose people an item counts: named next to it, in its sentence, or before."""
    scene = passage.scenes[at]
    subject = subject_public(scene, one)
    if subject or before:
        return subject or (before.own["public"] if before else None)
    fresh = asked(scene) if passage.polls[at] else None
    house = home_of_pollster(scene.words)
    if fresh or (house and house[2]):
        return fresh or (house[1] if house else None)
    if passage.polls[at] and (people := sampled(scene)):
        return people
    if passage.last:
        return passage.last.own["public"]
    if any(MANY_STATES.search(s.words) for s in passage.scenes[: at + 1]):
        return None
    past = passage.past.own["public"] if passage.past else None
    home = passage.home
    return paragraph_public(passage.scenes, at, passage.as_of, past=past, home=home) or past


# --- proposals --------------------------------------------------------------------


def _house(passage: _Passage, item: SurveyItem) -> str | None:
    """The pollster named nearest to an item, before it or after."""
    scene = next(s for s in passage.scenes if s.sentence.body.holds(item.figures()[0]))
    at = passage.scenes.index(scene)
    order = [*reversed(passage.scenes[: at + 1]), *passage.scenes[at + 1 :]]
    for one in order:
        names = tuple(one.text[m.span.start : m.span.end] for m in one.actors)
        known = home_of_pollster(one.words)
        name = pollster(one.words, names) or (known[0] if known else None)
        if name:
            return name
    return passage.past.own.get("pollster") if passage.past and passage.carried else None


def _draft(passage: _Passage, item: SurveyItem, document: Document) -> Draft:
    spans, own = item.figures(), item.own
    own["direction"] = change_of(item) or None
    own["pollster"] = _house(passage, item)
    day, then = days_of(passage.scenes, item)
    quoted = ", ".join(document.quote(s) for s in spans)
    return Draft(
        kind="survey",
        span=Span(spans[0].start, spans[-1].end),
        fields={
            "pollster": own["pollster"],
            "item": item_words(item),
            "public": own["public"],
            "share": item.share.figure.share,
            "date": day.isoformat() if day else None,
            "earlier_share": item.earlier_share(),
            "earlier_date": then.isoformat() if then else None,
            "subgroup": own["subgroup"],
            "direction": own["direction"],
            "against": item.against.figure.share if item.against else None,
        },
        parts=tuple(ProposalPart("figure", s) for s in spans),
        rule=item.rule,
        reason=_REASONS[item.rule].format(quoted),
    )


_REASONS = {
    "poll": "a sentence about a survey has {}",
    "carried": "the survey of the sentence before goes on with {}",
    "opinion": "{} of a public are said to hold an opinion",
}
