"""Short names: a surname alone, an abbreviation, *the League* after the League of Nations.

A short name means whom the text has named in full. A surname alone that the text never gives in
full means the leader in office, unless it is a word or half a nation's name, or the text gives it
another first name.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from detente.reading.gazetteer import Form, Gazetteer, NameEntry, NameWord
from detente.reading.mention_hits import Hit, Known, follows
from detente.reading.mention_words import (
    GIVEN,
    HALVES,
    HEADS,
    LOWER_TITLES,
    MONTH_BEFORE,
    NAME_BREAKERS,
    PLACE_BEFORE,
    PLAIN,
    SIDES,
    STATE_KINDS,
    THING_AFTER,
    TITLES,
)
from detente.reading.text import Sentence


def learn(hits: Iterable[Hit], known: Known) -> None:
    """Short names of those named in full, and how often each state is named.

    Parameters
    ----------
    hits : iterable of Hit
        Full names, in the order of the text.
    known : Known
        Where it is stored.
    """
    for hit in hits:
        entry = leader(hit.entries, known) if hit.kind == "leader" else hit.entries[0]
        if hit.kind in STATE_KINDS and len({e.actors for e in hit.entries}) == 1:
            known.states[entry.actors[0]] += 1
        if hit.kind == "leader":
            known.learn(entry.surname, entry)
        head = _head(entry)
        if head:
            known.learn((head,), entry)


def leader(entries: list[NameEntry], known: Known) -> NameEntry:
    """The person meant: in office on the day, then of the state that the text names most."""
    return max(entries, key=lambda e: (e.current, known.states[e.actors[0]]))


def _head(entry: NameEntry) -> str | None:
    """The word by which one is called after its full name: *the League*, *the North*."""
    if entry.name in HALVES:
        return entry.name.split(" ")[0]
    if entry.kind not in ("organisation", "movement"):
        return None
    head = entry.name.split(" of ")[0].split(" for ")[0].split(" ")[-1]
    return head if head in HEADS and head != entry.name else None


def with_short(text: str, hits: list[Hit], known: Known, names: Gazetteer) -> list[Hit]:
    """Add short names where no longer name stands, in the order of the text.

    Parameters
    ----------
    text : str
        The whole text.
    hits : list of Hit
        Full names.
    known : Known
        Short names of those.
    names : Gazetteer
        Leaders of the day by surname.
    """
    taken = {place for hit in hits for place in range(hit.start, hit.end)}
    surnames = names.surnames.words
    result = list(hits)
    for sentence, parts in known.sentences:
        for at, word in enumerate(parts):
            if word.text in known.short or word.text in surnames:
                hit = _short(text, sentence, parts, at, known, names)
                if hit and word.start not in taken:
                    result.append(hit)
                    known.states[hit.entries[0].actors[0]] += 1
    return sorted(result, key=lambda h: h.start)


def _short(
    text: str, sentence: Sentence, parts: list[NameWord], at: int, known: Known, names: Gazetteer
) -> Hit | None:
    fits = _fits(text, parts, at, known, names)
    if not fits:
        return None
    length = max(len(form) for form, _ in fits)
    entries = [e for form, e in fits if len(form) == length]
    if entries[0].kind == "leader":
        if _is_other_name(text, parts, at, length):
            return None
        chosen = leader(entries, known)
    else:
        if parts[at].text in HEADS | SIDES and not _is_alone(text, parts, at):
            return None
        chosen = entries[-1]
    others = [e for e in entries if e.actors != chosen.actors and e.kind == chosen.kind]
    return Hit(parts[at].start, parts[at + length - 1].end, [chosen, *others], sentence)


def _fits(
    text: str, parts: list[NameWord], at: int, known: Known, names: Gazetteer
) -> list[tuple[Form, NameEntry]]:
    """Whom the word may mean: those named in full in the text, else leaders of the day."""
    word = parts[at].text
    full = [p for p in known.short.get(word, ()) if follows(text, parts, at, p[0])]
    if full:
        return full
    titled = at > 0 and parts[at - 1].text in TITLES | LOWER_TITLES
    return [
        (form, entry)
        for form, entry in names.surnames[word]
        if follows(text, parts, at, form)
        and (titled or (entry.current and form[-1] not in PLAIN and not _of_another(text, form)))
    ]


def _is_alone(text: str, parts: list[NameWord], at: int) -> bool:
    """Whether *the Union* stands alone: with an article, and no name around it."""
    if parts[at].text == "Brotherhood":
        return True
    if at == 0 or parts[at - 1].text not in ("the", "The"):
        return False
    return not re.match(r"[\s-](?:[A-Z]|of\b)", text[parts[at].end : parts[at].end + 4])


@lru_cache(maxsize=512)
def _of_another(text: str, surname: Form) -> bool:
    """Whether the text gives another person's first name to a surname never given in full."""
    name = re.escape(" ".join(surname))
    given = re.finditer(rf"\b(?:(In|At|From)\s)?([A-Z][a-z]+)\s{name}\b", text)
    return any(not m[1] and m[2] not in TITLES and m[2] not in NAME_BREAKERS for m in given)


def _is_other_name(text: str, parts: list[NameWord], at: int, length: int) -> bool:
    """Whether a surname is part of another name: *Laura Bush*, *the Truman Doctrine*."""
    end = parts[at + length - 1].end
    if names_thing(text[end : end + 32]):
        return True
    if parts[at].text == "May" and _is_month(parts, at):
        return True
    return at > 0 and _is_given(text, parts, at)


def names_thing(after: str) -> bool:
    """Whether the word after a person makes the name of a thing.

    >>> names_thing(" Doctrine of"), names_thing(" spoke")
    (True, False)
    >>> names_thing(" Peace Summit on")
    True
    """
    word = re.match(
        r"\s(?:(?:Peace|Memorial|International|Children['’]s|Global)\s)?([A-Z]\w+)", after
    )
    return word is not None and word[1] in THING_AFTER


def _is_given(text: str, parts: list[NameWord], at: int) -> bool:
    """Whether the word before is somebody's first name; *In Reykjavik Reagan* has none."""
    before = parts[at - 1].text
    if not before[0].isupper() or text[parts[at - 1].end : parts[at].start].strip(" ."):
        return False
    if before in TITLES or before in NAME_BREAKERS or len(before) == 1:
        return False
    return before in GIVEN or at == 1 or parts[at - 2].text not in PLACE_BEFORE


def _is_month(parts: list[NameWord], at: int) -> bool:
    before = parts[at - 1].text.casefold() if at else ""
    after = parts[at + 1].text if at + 1 < len(parts) else ""
    return after[:1].isdigit() or before.isdigit() or before in MONTH_BEFORE
