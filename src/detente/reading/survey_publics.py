"""The public of a survey figure: the state whose people were surveyed."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from detente.reading.gazetteer import fold, gazetteer
from detente.reading.mention import Mention
from detente.reading.poll_words import POLL, Setting
from detente.reading.pollster_homes import home_of_pollster
from detente.reading.scenes import Scene, is_state
from detente.reading.text import Span

_OF = re.compile(
    r"\s*(?:(?:of|among|in|across)\s+(?:(?:the|all|(?-i:[A-Z][a-z]+)|[a-z-]+(?:ed|ern|al|an)|young|adult"
    r"|older|urban|ordinary|ethnic|these|our|[\d,]+)\s+)*"
    r"|of\s+(?:respondents|people|adults|voters|the\s+public|those\s+\w+)\s+in\s+|)$",
    re.IGNORECASE,
)
_SAMPLE_OF = re.compile(
    r"\b(?:of|among|asked|ask|polled|surveyed|questioned|interviewed|[\d,]{3,}|thousand|hundred)\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"(?:^|[,;:]\s*|\.\s+|\b(?:and|but|while)\s+)(?:in|among|across|of\s+\w+\s+in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ITS_POLL = re.compile(
    r"(?:['’]s?)?[\s-]*(?:\w+\s+){0,3}(?:polls?|pollsters?|surveys?|respondents?|public|voters?|adults"
    r"|citizens|opinion|people|population|men|women|interviewees|sample|series|sentiment|sympathies"
    r"|electorate|households|youth|Gallup|barometer|panel|inquirers|attitudes|wave)\b",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    r"\s*(?:,\s+)?(?:where\s+)?(?:(?:the|that)\s+(?:\w+\s+)?(?:figure|share|number|proportion)\s+)?"
    r"(?:(?:it|stood|stands|rose|fell|was|is|were|are|reached|reaches)\s+)*(?:from|to|at|only|just)?\s*"
    r"|:\s*|\s*\(\s*",
    re.IGNORECASE,
)
_ITS_FIGURE = re.compile(
    r"\s*(?:(?:figure|percentage|answer|result|reading|score|sample|total)\s+)?"
    r"(?:(?:is|was|were|are|stood\s+at|stands\s+at|had|has|ha[ds]\s+been)\s+)?",
    re.IGNORECASE,
)
_AS_PEOPLE = re.compile(
    r"\s+(?:in\s+(?:two|three|four|five|ten|every)|with|who|whose|are|were|would|want\w*|say|said|think|thought|see|saw|believe\w*|trust\w*"
    r"|themselves|polled|asked|questioned|surveyed|between|under|over|aged|favou?r\w*|still|now|love|feel)\b"
)


class _Forms(Protocol):
    """Names by their first word."""

    def __getitem__(self, word: str, /) -> object: ...


_ASKED_IN = re.compile(
    r"\b(?:adults|people|persons|respondents|residents|voters|households|interviews?|interviewed|asked"
    r"|survey\w*|polls?|sample|fieldwork\w*|citizens|men|women|office|institute|ministry|pollsters?|university)\s+(?:(?!back\b|home\b|away\b)\w+\s+){0,4}?(?:in|across|from)\s+$|\b[Oo]f\s+(?:some\s+)?\d[\d,]+\s+$",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\b[A-Z][\w'’.-]*(?:\s+(?:[A-Z][\w'’.-]*))?")
_DATELINE = re.compile(
    r"\W*(?:[A-Z]{3,}(?:\s+[A-Z]{2,})*)(?=\s*(?:[,.:(–—-]|$))|(?<=from\s)[A-Z]\w+"
)

LABEL = re.compile(
    r":\s*(?:[\w.]+,?\s+){0,3}$|\b(?:yes|no|for|against|(?:dis)?approve|agree|right|wrong)[,:]?\s+$",
    re.IGNORECASE,
)


def asked(scene: Scene) -> str | None:
    """The state whose public a sentence says was asked, in so many words."""
    states = [m for m in scene.actors if is_state(m)]
    for m in states:
        before = scene.text[max(scene.start, m.span.start - 30) : m.span.start]
        if (m.type == "public" or _acts_as_people(scene, m)) and _SAMPLE_OF.search(before):
            return m.actor
        credit = _CREDIT.search(before) and scene.text.startswith(")", m.span.end)
        if credit or _FIGURES_FROM.search(before):
            return m.actor
    for m in states:
        after = scene.text[m.span.end : m.span.end + 50]
        if _ITS_POLL.match(after):
            return m.actor
    poll = POLL.search(scene.words)
    for m in states:
        before = scene.text[scene.start : m.span.start]
        action = _ACTION_IN.search(before) is not None or _is_trusted(scene, m)
        if poll and _IN.search(before) and not action:
            return m.actor
    return None


_CREDIT = re.compile(r"\([A-Z][^()]{2,40},\s+$")  # (Cid-Gallup, Costa Rica)
_FIGURES_FROM = re.compile(
    r"\b(?:figures|polls?|surveys?|data|pollsters)\s+(?:from|in)\s+(?:the\s+)?$", re.IGNORECASE
)
_IN = re.compile(r"\b(?:in|across|throughout)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ACTION_IN = re.compile(
    r"\b(?:\w+ing|wars?|operations?|missions?|interventions?|campaigns?|actions?|troops|soldiers|forces"
    r"|bases?|strikes|coup|crisis|interests?|part)\s+in\s+$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:think|thinks|thought|believ\w+|say|says|said|hopes?|want\w*|fear\w*|trust\w*|lik\w+|that|in|between|against|with|to|by|from|on|hat\w+|told|towards?|about)\s+"
    r"(?:the\s+|all\s+)?[\"“‘']?$|[\"“](?:the\s+)?$",
    re.IGNORECASE,
)


def sampled(scene: Scene) -> str | None:
    """The people of whom a sentence tells, or the state in the name of a house."""
    states = [m for m in scene.actors if is_state(m)]
    people = (m for m in states if m.type == "public" or _acts_as_people(scene, m))
    actors = [m.actor for m in people if not _OBJECT.search(scene.text[scene.start : m.span.start])]
    return actors[0] if actors else next((m.actor for m in states if _in_name(scene, m)), None)


def _acts_as_people(scene: Scene, m: Mention) -> bool:
    """*Chinese with a good opinion of Japan*, *the French still love him*: people, not a state."""
    words = scene.text[m.span.start : m.span.end]
    return bool(
        re.search(r"(?:ese|ench|ish|utch|iss|alais|lander)$", words)
        and _AS_PEOPLE.match(scene.text[m.span.end : m.span.end + 20])
    )


def _in_name(scene: Scene, m: Mention) -> bool:
    """Whether a state stands in the name of a house: *the Ruritanian Opinion Fund*."""
    return bool(re.match(r"\s+(?:[A-Z]\w+\s+){1,4}", scene.text[m.span.end : m.span.end + 60]))


def own_mention(scene: Scene, one: Setting) -> Mention | None:
    """The words that name it."""
    start, end = one.figure.span.start, one.figure.span.end
    states = [m for m in scene.actors if is_state(m)]
    for m in states:
        if m.span.start < end and start < m.span.end:
            return m  # sixty-five Frenchmen in a hundred
        after = scene.text[end : m.span.start] if m.span.start >= end else None
        if after == " (" and scene.text.startswith(")", m.span.end):
            return m  # 60% (Oman)
        after = after.removeprefix(")") if after else after  # half (46 percent) of Oman
        if after is not None and _OF.fullmatch(after) and (after.strip() or m.type == "public"):
            return m
    for m in states:
        if m.span.end <= start and _named_before(scene, m, scene.text[m.span.end : start]):
            return m
    return None


_TRUST_IN = re.compile(
    r"\b(?:trust|confidence|faith)\b[^.]*\bin\s+(?:the\s+)?$", re.IGNORECASE | re.DOTALL
)
_AT_HEAD = re.compile(r"(?:^|[(;,.:]|\band)\s*(?:the\s+)?$", re.IGNORECASE)


def _named_before(scene: Scene, m: Mention, before: str) -> bool:
    """*In Oman it was*, *Oman:*, *the Malawian figure is*, *for Poles*."""
    lead = scene.text[scene.start : m.span.start]
    if _NAMES_IT.fullmatch(before):
        if re.search(r"\b(?:in|among|for)\s+(?:the\s+)?$", lead, re.IGNORECASE):
            return m.type in ("state", "public") and not _is_trusted(scene, m)
        if ":" in before and _AT_HEAD.search(lead):
            return True
        if "(" in before and re.search(r"\bthe\s+$", lead, re.IGNORECASE) and _AT_HEAD.search(lead):
            return True  # the Irish (77) and the Dutch (67)
        if m.type == "public" and (before.lstrip()[:1] != "," or _AT_HEAD.search(lead)):
            return True
    figure = _ITS_FIGURE.fullmatch(before)
    return bool(figure and re.search(r"\bthe\s+$", lead, re.IGNORECASE) and _is_adjective(scene, m))


def named_as_object(scene: Scene, own: Mention, about: str) -> bool:
    """*The American figure* of those who fear the Americans is no figure of Americans."""
    return scene.text[own.span.start : own.span.end] in about


def stands_for_object(scene: Scene, own: Mention, first: Setting) -> bool:
    """*53 percent of Americans would defend Korea; for Taiwan it is 33*: nobody asked there.

    Parameters
    ----------
    scene : Scene
        The sentence.
    own : Mention
        The state named next to a figure.
    first : Setting
        The first figure of the sentence.
    """
    lead = scene.text[scene.start : own.span.start]
    if own.type == "public" or not re.search(r"\bfor\s+(?:the\s+)?$", lead, re.IGNORECASE):
        return False
    between = (first.figure.span.end, own.span.start)
    others = [m for m in scene.actors if is_state(m) and between[0] <= m.span.start < between[1]]
    return len({m.actor for m in others} - {own.actor}) > 1


def _is_trusted(scene: Scene, m: Mention) -> bool:
    """*The French on trust: in Germany, 62; in Russia, 18*: the state is what others trust."""
    lead = scene.text[scene.start : m.span.start]
    if not _TRUST_IN.search(lead):
        return False
    return any(
        other.type == "public"
        or _acts_as_people(scene, other)
        or _SAMPLE_OF.search(scene.text[scene.start : other.span.start])
        for other in scene.actors
        if other.actor != m.actor
    )


def _is_adjective(scene: Scene, m: Mention) -> bool:
    words = scene.text[m.span.start : m.span.end]
    return bool(re.search(r"(?:an|ian|ese|ish|ch|i|ic|ss)$", words)) and words not in (
        "Japan",
        "Sudan",
    )


def label_public(scene: Scene) -> str | None:
    """The state that labels a sentence: *Indonesia: China 73*."""
    first = next((m for m in scene.actors if is_state(m)), None)
    if first is None or first.span.start > scene.start or first.type == "public":
        return None
    return first.actor if scene.text.startswith(":", first.span.end) else None


_WHICH = re.compile(r"\b(?:which|what)\s+(?:country|state|nation|power)|\bwhom?\b", re.IGNORECASE)


def listed_publics(scene: Scene, figures_here: Sequence[Setting]) -> dict[Span, str]:
    """The states of a list, by figure: *Yes: Japan 52 per cent, South Korea 57, Taiwan 53*.

    Parameters
    ----------
    scene : Scene
        The sentence.
    figures_here : sequence of Setting
        Its figures.

    Returns
    -------
    dict of Span to str
        Empty where the states are answers, not those who gave them.
    """
    text = scene.text
    states = {m.span.end: m for m in scene.actors if is_state(m)}
    heads: dict[Span, str] = {}
    for one in figures_here:
        named = states.get(one.figure.span.start - 1)
        if named and _AT_HEAD.search(text[scene.start : named.span.start]):
            heads[one.figure.span] = named.actor
    others = [m for m in states.values() if m.actor not in heads.values()]
    asked_here = any(
        m.type == "public" or _AMONG.search(text[scene.start : m.span.start]) for m in others
    )
    which = _WHICH.search(text[max(0, scene.start - 150) : scene.sentence.body.end])
    return {} if len(set(heads.values())) < 2 or asked_here or which else heads


def subject_public(scene: Scene, one: Setting) -> str | None:
    """The people who are the subject of a figure's clause: *Poles who ... were 57 percent*."""
    start, begin = one.figure.span.start, one.figure.span.start - len(one.before)
    near = [m for m in scene.actors if is_state(m) and begin <= m.span.start < start]
    for m in reversed(near):
        if _AMONG.search(scene.text[scene.start : m.span.start]) and not _is_trusted(scene, m):
            return m.actor
    people = (m for m in near if m.type == "public" or _acts_as_people(scene, m))
    return next(
        (m.actor for m in people if not _OBJECT.search(scene.text[scene.start : m.span.start])),
        None,
    )


def paragraph_public(
    scenes: Sequence[Scene],
    at: int,
    day: date,
    *,
    past: str | None = None,
    home: str | None = None,
) -> str | None:
    """The state whose people a paragraph is about, seen from one of its sentences.

    Parameters
    ----------
    scenes : sequence of Scene
        Its sentences.
    at : int
        Which of them.
    day : date
        Day of the case: names are those of the day.
    past : str, optional
        The public of the paragraph before: it goes on if this one names the state.
    home : str, optional
        The one public of the whole document.
    """
    order = [*reversed(range(at + 1)), *range(at + 1, len(scenes))]
    houses = [home_of_pollster(scenes[i].words) for i in order]
    own = next((house[1] for house in houses if house and house[2]), None)
    stated = next((s for s in (asked(scenes[i]) for i in order) if s), None)
    people = next((s for s in (sampled(scenes[i]) for i in order) if s), None)
    place = next((p for p in (place_asked(scenes[i], day) for i in order) if p), None)
    loose = next((house[1] for house in houses if house), None)
    house = stated or own or people or place
    named = loose if loose in {m.actor for s in scenes for m in s.actors} else None
    if not house and (named or home):
        return named or home
    if not house and past in {m.actor for s in scenes for m in s.actors}:
        return past
    return house or _heads(scenes) or _ruled(scenes) or loose or _only(scenes)


def place_asked(scene: Scene, day: date) -> str | None:
    """The state of a capital where people were asked, or where a report was written."""
    known = gazetteer(day).forms
    for m in _CAPITALISED.finditer(scene.words):
        words = m[0].rstrip(".,")
        lead = scene.words[: m.start()]
        dateline = not lead.strip(" —–-") and re.match(r"\s*[,:.(–—-]|$", scene.words[m.end() :])
        if not (dateline or _ASKED_IN.search(lead)):
            continue
        form = tuple(fold(part).title() for part in words.split())
        form = _city(form, known)
        for names, entries in known[form[0]] if form else ():
            if names == form[: len(names)]:
                state = next((e.actors[0] for e in entries if e.kind in ("capital", "name")), None)
                if state and len(state) == 3:
                    return state
    return None


def _city(form: tuple[str, ...], known: _Forms) -> tuple[str, ...]:
    """*Baghdad* of *Baghdadis*."""
    for end in ("is", "ers", "ians", "ites", "ns"):
        if len(form) == 1 and form[0].endswith(end) and known[form[0].removesuffix(end)]:
            return (form[0].removesuffix(end),)
    return form


def _ruled(scenes: Sequence[Scene]) -> str | None:
    """The state whose leader, government or faction a paragraph names."""
    inner = ("leader", "government", "faction")
    count = Counter(m.actor for s in scenes for m in s.actors if is_state(m) and m.type in inner)
    return count.most_common(1)[0][0] if count else None


def _heads(scenes: Sequence[Scene]) -> str | None:
    """The state with which a paragraph begins."""
    first = next((m for m in scenes[0].actors if is_state(m)), None)
    return first.actor if first and first.span.start - scenes[0].start < 5 else None


def _only(scenes: Sequence[Scene]) -> str | None:
    """The only state that a paragraph names, if it is not what opinions are about."""
    named = [(s, m) for s in scenes for m in s.actors if is_state(m)]
    states = {m.actor for _, m in named}
    if len(states) != 1 or all(_is_judged(s, m) for s, m in named):
        return None
    return states.pop()


_JUDGED = re.compile(
    r"\b(?:(?:dis)?approval|support|(?:dis|mis)?trust|confidence|views?|opinions?|image|ratings?|faith"
    r"|sympathy|liking|threat|fear)\s+(?:of|for|in|to|towards?|from)\s+(?:the\s+)?$"
    r"|\b(?:on|against|with|towards?|about|between|from|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _is_judged(scene: Scene, m: Mention) -> bool:
    """*Approval of American leadership*, *views of Britain*: others were asked about it."""
    return _JUDGED.search(scene.text[scene.start : m.span.start]) is not None


_WIDE = re.compile(
    r"\b(?:medians?|global(?:ly)?|worldwide|on\s+average\s+across|(?:global|overall|European)\s+average"
    r"|(?:people|adults|respondents)\s+in\s+(?:\d+|\w+)\s+(?:countries|nations)"
    r"|(?:across|in)\s+\d+\s+(?:countries|nations)\b|(?:across|in)\s+(?:\d+|all|the|twelve|twenty|ten)?\s*(?:\w+\s+)?(?:countries|nations)"
    r"\s+(?:polled|surveyed|asked)|of\s+(?:West\s+)?Europeans)\b",
    re.IGNORECASE,
)


def many_asked(words: str) -> bool:
    """Whether a figure counts people of many states: *a median of 75 percent*.

    >>> many_asked("found that a median of "), many_asked("found that in France ")
    (True, False)
    """
    return _WIDE.search(words) is not None
