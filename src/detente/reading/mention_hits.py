"""Words that have the form of a name, before the words around them decide what they mean."""

import re
from collections import Counter
from dataclasses import dataclass, field

from detente.reading.gazetteer import Form, Gazetteer, NameEntry, NameKind, NameWord
from detente.reading.mention_people import Introduced, groups, nearest, people
from detente.reading.text import Sentence

_GAP = re.compile(r"[\s\u00a0\-\u2010\u2011]{1,2}|['’.]|\.\s|,\s|\s['’]|['’]\s")
_HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
_OWNERS = frozenset({"name", "adjective", "capital", "seat", "movement", "organisation"})


@dataclass(slots=True)
class Hit:
    """Words of a sentence that have the form of a name, and whom they may mean."""

    start: int
    end: int
    entries: list[NameEntry]
    sentence: Sentence

    @property
    def kind(self) -> NameKind:
        """Kind of the first entry."""
        return self.entries[0].kind


@dataclass
class Known:
    """What the whole text tells.

    Attributes
    ----------
    short : dict
        Surnames, abbreviations and short names of those named in full, by their first word.
    states : Counter
        How often each actor is named.
    sentences : list
        Sentences of the body with their words.
    """

    short: dict[str, list[tuple[Form, NameEntry]]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[Sentence, list[NameWord]]] = field(default_factory=list)

    def learn(self, form: Form, entry: NameEntry) -> None:
        """Know a short name from now on; a particle opens a sentence with a capital."""
        for key in {form[0], form[0].capitalize()}:
            same = self.short.setdefault(key, [])
            if (form, entry) not in same:
                same.append((form, entry))


def named(
    text: str,
    sentence: Sentence,
    parts: list[NameWord],
    names: Gazetteer,
) -> list[Hit]:
    """Longest forms of the gazetteer in a sentence, from left to right.

    Parameters
    ----------
    text : str
        The whole text.
    sentence : Sentence
        Where to look.
    parts : list of NameWord
        Its words.
    names : Gazetteer
        Names of the day.
    """
    hits: list[Hit] = []
    done = 0
    for at, word in enumerate(parts):
        if at < done or word.text not in names.forms.words:
            continue
        for form, entries in names.forms[word.text]:
            if follows(text, parts, at, form) and _may_be(text, word.end, entries[0].kind):
                done = at + len(form)
                hits.append(Hit(word.start, parts[done - 1].end, entries, sentence))
                break
    return hits


def _may_be(text: str, end: int, kind: NameKind) -> bool:
    """*Sino* and *Franco* are nations before a hyphen only."""
    return kind != "prefix" or text[end : end + 1] in _HYPHENS


def follows(text: str, parts: list[NameWord], at: int, form: Form) -> bool:
    """Whether the words of a form follow each other from a place, parted by a hyphen or blank.

    Parameters
    ----------
    text : str
        The whole text.
    parts : list of NameWord
        Words of a sentence.
    at : int
        Index of the first word, which is not compared.
    form : tuple of str
        What is looked for.
    """
    if at + len(form) > len(parts):
        return False
    for offset in range(1, len(form)):
        one, other = parts[at + offset - 1], parts[at + offset]
        if other.text != form[offset] or not _GAP.fullmatch(text, one.end, other.start):
            return False
    return True


def with_introduced(text: str, hits: list[Hit], known: Known) -> list[Hit]:
    """Add the persons and groups that the text introduces itself.

    Parameters
    ----------
    text : str
        The whole text.
    hits : list of Hit
        Names of the gazetteer, in order.
    known : Known
        Learns their short names.
    """
    by_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence.start, []).append(hit)
    merged: list[Hit] = []
    for sentence, _ in known.sentences:
        here = by_sentence.get(sentence.start, [])
        first, last = sentence.body.start, sentence.body.end
        states = [(h.start, h.end, h.entries[0]) for h in here if h.kind in _OWNERS]
        for one in (
            *people(text, states, first, last),
            *nearest(text, states, first, last),
            *groups(text, first, last),
        ):
            here = _insert(here, one, sentence, known)
        merged += sorted(here, key=lambda h: h.start)
    return merged


def _insert(here: list[Hit], one: Introduced, sentence: Sentence, known: Known) -> list[Hit]:
    """Put a longer name in place of those inside it, but never of a person or group."""
    inside = [h for h in here if h.start < one.end and one.start < h.end]
    kinds = {h.kind for h in inside}
    if kinds & {"leader", "movement", "organisation"}:
        return here
    if one.entry.kind == "movement" and "adjective" in kinds:
        return here  # the Turkish Armed Forces are Turkey's
    if one.short:
        known.learn(one.short, one.entry)
    return [*(h for h in here if h not in inside), Hit(one.start, one.end, [one.entry], sentence)]
