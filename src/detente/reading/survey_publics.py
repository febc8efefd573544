"""Whose opinion a figure of a survey counts: the state whose people were asked."""

import re

from detente.reading.mention import Mention
from detente.reading.poll_words import POLL, Setting
from detente.reading.scenes import Scene, is_state
from detente.reading.survey_items import Item

_OF = re.compile(
    r"\s*(?:(?:of|among|in|across)\s+(?:(?:the|all|[a-z-]+(?:ed|ern|al|an)|young|adult"
    r"|older|urban|ordinary"
    r"|ethnic|[\d,]+)\s+)*"
    r"|of\s+(?:respondents|people|adults|voters|the\s+public|those\s+\w+)\s+in\s+|)$",
    re.IGNORECASE,
)
_SAMPLE_OF = re.compile(
    r"\b(?:of|among|asked|polled|surveyed|[\d,]{3,})\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_AMONG = re.compile(
    r"(?:^|[,;:]\s*|\.\s+|\b(?:and|but|while)\s+)(?:in|among|across|of\s+\w+\s+in)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_ITS_POLL = re.compile(
    r"[\s-]*(?:\w+\s+){0,3}(?:polls?|surveys?|respondents?|public|voters?|adults|citizens|opinion"
    r"|people|population|men|women|interviewees)\b",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    r"\s*(?:,\s+)?(?:(?:the|that)\s+(?:\w+\s+)?(?:figure|share|number"
    r"|proportion)\s+)?(?:(?:stood|stands|rose|fell|was|is|were|are)\s+)?(?:from|to|at"
    r"|by)?\s*"
    r"|:\s*",
    re.I,
)


def sampled(scene: Scene) -> str | None:
    """The state whose public a sentence says was asked."""
    states = [m for m in scene.actors if is_state(m)]
    publics = [m for m in states if m.type == "public"]
    for m in publics:
        if _SAMPLE_OF.search(scene.text[max(scene.start, m.span.start - 30) : m.span.start]):
            return m.actor
    for m in states:
        after = scene.text[m.span.end : m.span.end + 50]
        if _ITS_POLL.match(after):
            return m.actor
    if publics:
        return publics[0].actor
    m_ = POLL.search(scene.words)
    for m in states:
        before = scene.text[scene.start : m.span.start]
        if m_ and re.search(r"\b(?:in|across|throughout)\s+(?:\w+\s+)?$", before):
            return m.actor
    return next((m.actor for m in states if _in_name(scene, m)), None)


def _in_name(scene: Scene, m: Mention) -> bool:
    """Whether a state stands in the name of a house: *the Ruritanian Opinion Fund*."""
    return bool(re.match(r"\s+(?:[A-Z]\w+\s+){1,4}", scene.text[m.span.end : m.span.end + 60]))


def own_public(scene: Scene, one: Setting) -> str | None:
    """The state beside a figure: *57 percent of Poles*, *in Oman 49 percent*, *(Oman: 49%)*."""
    start, end = one.figure.span.start, one.figure.span.end
    for m in scene.actors:
        if not is_state(m):
            continue
        after = scene.text[end : m.span.start] if m.span.start >= end else None
        if after is not None and _OF.fullmatch(after) and (after.strip() or m.type == "public"):
            return m.actor
        before = scene.text[m.span.end : start] if m.span.end <= start else None
        lead = scene.text[scene.start : m.span.start]
        if before is None or not _NAMES_IT.fullmatch(before):
            continue
        if re.search(r"\b(?:in|among)\s+(?:the\s+)?$", lead, re.IGNORECASE) or ":" in before:
            return m.actor
    return None


def public_of(scene: Scene, item: Item) -> str | None:
    """The state whose people an item counts, where its own words say so."""
    known = [one for one in (item.share, item.earlier, item.points) if one is not None]
    for one in known:
        beside = own_public(scene, one)
        if beside is not None:
            return beside
    start = item.share.figure.span.start
    begin = min(one.figure.span.start - len(one.before) for one in known)
    near = [m for m in scene.actors if is_state(m) and begin <= m.span.start < start]
    for m in reversed(near):
        if _AMONG.search(scene.text[scene.start : m.span.start]):
            return m.actor
    publics = [m.actor for m in near if m.type == "public"]
    return publics[-1] if publics else None
