"""People and groups that a text introduces itself: *Polish foreign minister Anna Nowak*.

A person is of the state next to the title; a group is named by its full name, and from
then on by the abbreviation in parentheses. Both then count in the whole document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.reading.clauses import beginnings
from detente.reading.gazetteer import NameEntry, words
from detente.reading.mention_words import NOT_NAMES
from detente.reading.slug import slug

_ROLE = (
    r"(?:[Pp]resident(?:-elect)?|[Pp]remier|[Cc]hancellor|[Mm]inister|[Ss]ecretary(?:[-\s][Gg]eneral)?|"
    r"[Kk]ing|[Qq]ueen|[Ee]mperor|[Ss]hah|[Ee]mir|[Ss]ultan|[Cc]hairman|[Mm]arshal|"
    r"[Aa]dviser|[Ee]nvoy|[Ss]pokes(?:wo)?man|[Ll]eader|"
    r"[Pp]rince|[Ss]peaker|[Nn]egotiator|[Dd]ictator|[Ss]trongman|[Dd]iplomat|[Rr]uler|[Cc]hief|[Cc]ommissioner|[Rr]epresentative|[Cc]ounterpart|[Mm]onarch)"
)
_ROLES = (
    r"(?:(?:[Vv]ice|[Dd]eputy|[Aa]cting|[Pp]rime|[Ff]irst|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|"
    r"[Ff]inance|[Tt]rade|[Ee]nergy|[Oo]il|[Ee]conomy|[Jj]ustice|[Ss]ecurity|[Hh]ome|[Cc]rown|"
    r"[Gg]eneral|[Pp]arty|[Nn]ational|[Cc]hief|[Ss]tate|[Ss]pecial|[Nn]ew|[Ff]ormer|[Tt]hen|"
    r"[Ll]ate|[Oo]pposition|[Mm]ilitary|[Cc]ommunist|[Rr]ebel|[Ee]xternal|[Aa]ffairs|[Aa]rmy|"
    r"[Uu]nder|and)[-\s]){0,4}"
    + _ROLE
    + r"(?:\sof\s(?:[Ss]tate|[Dd]efen[cs]e|[Ff]oreign\s[Aa]ffairs|[Dd]efen[cs]e)|\s[Gg]eneral)?"
)
_PARTICLE = r"(?:al|el|ul|bin|ibn|von|van|de|da|del|der|dos|di|la|ter|ould)"
_PART = rf"(?:{_PARTICLE}[\s-]|[A-Z]['’])*[A-Z][\w’'-]*\w"
_NAME = rf"({_PART}(?:\s[A-Z]\.)*(?:\s{_PART}){{0,3}})"
_AFTER_STATE = re.compile(rf"(?:['’]s?)?\s{_ROLES},?\s{_NAME}")
_ROLE_AFTER = re.compile(rf"(?:['’]s?)?\s(?:[a-z]+\s){{0,2}}?{_ROLES}\b")
_NAME_BEFORE = re.compile(
    rf"{_NAME},\s(?:(?:the|a|an|then|who\sis|now)\s)?"
    r"(?:(?:former|new|late|outgoing|acting|current|deputy|veteran)\s)?$"
)
_OF_STATE = re.compile(rf"(?:\b|^){_ROLES}\s{_NAME},?\s(?:and\s)?of\s(?:the\s)?$")
_OF = re.compile(r"\sof\s(?:the\s)?$")
_SURNAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK"})

_GROUP_HEADS = (
    "Front Army Forces Force Movement Congress Brigades Brigade Resistance Alliance Militia Guard"
)
_BODY_HEADS = (
    "Organization Organisation Agency Union Council Community Association Fund Bank League "
    "Commission Group Initiative Pact Conference Committee Forum Office Authority"
)
_HEADS = "|".join((_GROUP_HEADS + " " + _BODY_HEADS).split())
_CAPS = r"[A-Z][\w’'-]+"
_DEFINED = re.compile(
    rf"({_CAPS}(?:\s(?:(?:of|for|the|and|on|de|to|in)\s){{0,2}}{_CAPS}){{1,7}})"
    r"\s\(([A-Z][A-Za-z0-9-]{1,9})\)"
)
_GROUPS = beginnings(
    "Liberation Resistance Revolutionary Democratic Patriotic Defence Salvation Independence"
)
_GROUP = re.compile(
    rf"({_CAPS}\s(?:{_CAPS}\s){{0,4}}?(?:Liberation\s(?:Front|Army|Movement)|Resistance\sArmy|"
    rf"Revolutionary\s(?:Front|Army)|Democratic\s(?:Front|Forces|Army)|Patriotic\sFront|"
    rf"Defen[cs]e\sForces?|Salvation\sFront|Independence\sMovement))\b(?:\sof\s(?:the\s)?{_CAPS})?"
)


@dataclass(frozen=True, slots=True)
class Introduced:
    """Words of a text that introduce a person or group, and what they mean from then on."""

    start: int
    end: int
    entry: NameEntry
    short: tuple[str, ...]


def people(
    text: str, states: Iterable[tuple[int, int, NameEntry]], first: int, last: int
) -> Iterator[Introduced]:
    """Persons who are named with a title and a state in one sentence.

    Parameters
    ----------
    text : str
        The whole text.
    states : iterable of (start, end, Entry)
        Names and adjectives of states in the sentence.
    first, last : int
        Bounds of the sentence.
    """
    for start, end, entry in states:
        after, before = text[end : min(last, end + 110)], text[max(first, start - 110) : start]
        match = _AFTER_STATE.match(after)
        if match:
            yield from _person(text, end + match.start(1), end + match.end(1), entry)
        match = _OF_STATE.search(before) if _OF.search(before[-9:]) else None
        if match is None and _ROLE_AFTER.match(after):
            match = _NAME_BEFORE.search(before)
            if match and " " not in match[1]:
                match = None  # a place, more often than a surname
        if match:
            offset = max(first, start - 110)
            yield from _person(text, offset + match.start(1), offset + match.end(1), entry)


_OFFICES = beginnings("President Premier Chancellor Minister Secretary King Queen Emir")
_OFFICE = re.compile(
    r"\b(?:President|Premier|Chancellor|(?:Prime|Foreign|Interior|Finance|Trade|Energy|Oil|Economy|"
    r"Justice|Fisheries|Agriculture|Transport|Defen[cs]e)\s(?:Minister|Secretary)|King|Queen|Emir)"
    rf"\s(?={_PART}\s{_PART}){_NAME}"
)


def nearest(
    text: str, states: Sequence[tuple[int, int, NameEntry]], first: int, last: int
) -> Iterator[Introduced]:
    """Persons with a high office and no state next to it: of the state named before them.

    Parameters
    ----------
    text : str
        The whole text.
    states : sequence of (start, end, Entry)
        Names of states in the sentence, in order.
    first, last : int
        Bounds of the sentence.
    """
    if _OFFICES.isdisjoint(beginnings(text[first:last])):
        return
    for match in _OFFICE.finditer(text, first, last):
        before = [entry for _, end, entry in states if end <= match.start()]
        if before:
            yield from _person(text, match.start(1), match.end(1), before[-1])


def _person(text: str, start: int, end: int, state: NameEntry) -> Iterator[Introduced]:
    parts = words(text, start, end)
    while parts and parts[0].text in NOT_NAMES:
        parts = parts[1:]
    if not parts or any(p.text in NOT_NAMES for p in parts):
        return
    family_first = state.actors[0] in _SURNAME_FIRST and len(parts) > 1
    surname = parts[:1] if family_first else parts[-1:]
    short = tuple(p.text for p in surname)
    entry = NameEntry(
        kind="leader",
        actors=state.actors[:1],
        name=text[parts[0].start : end],
        surname=short,
    )
    yield Introduced(parts[0].start, end, entry, short)


def groups(text: str, first: int, last: int) -> Iterator[Introduced]:
    """Groups with an abbreviation in parentheses, or with a name that only armed groups have.

    Parameters
    ----------
    text : str
        The whole text.
    first, last : int
        Bounds of the sentence.
    """
    for match in _DEFINED.finditer(text, first, last) if "(" in text[first:last] else ():
        name = re.sub(r"^(?:The|In|And|But|A)\s", "", match[1])
        if re.search(rf"\b(?:{_HEADS})\b", name) and _abbreviates(match[2], name):
            entry = _group(name, match[2])
            start = match.end(1) - len(name)
            yield Introduced(start, match.end(1), entry, (match[2],))
    if _GROUPS.isdisjoint(beginnings(text[first:last])):
        return
    for match in _GROUP.finditer(text, first, last):
        name = re.sub(r"^(?:The|In|And|But|A|When|If)\s", "", match[1])
        yield Introduced(match.end(1) - len(name), match.end(1), _group(name, ""), ())


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters stand in the name in their order, and begin with its first."""
    rest = iter(name.casefold())
    return short[0] == name[0] and all(ch in rest for ch in short.casefold() if ch.isalpha())


def _group(name: str, short: str) -> NameEntry:
    armed = re.search(rf"\b(?:{'|'.join(_GROUP_HEADS.split())})\b", name)
    if armed or not short:
        return NameEntry(kind="movement", actors=(slug(name),), name=name)
    return NameEntry(kind="organisation", actors=(short.upper(),), name=name)
