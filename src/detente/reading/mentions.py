"""Mentions of actors of the day in a text: names by dated gazetteer, then the words around them.

Longest match first; hyphens, apostrophes and full stops part words, so that *US-Russian* is two
mentions and *anti-Taliban* holds one. A name that the words around it make a place, a paper or a
language is none (`detente.reading.mention_context`). Persons and groups that the text introduces
itself are known in the whole of it (`detente.reading.mention_people`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from detente.reading import mention_context as context
from detente.reading.gazetteer import Entry, Form, Gazetteer, Word, gazetteer, words
from detente.reading.mention import ActorType, Mention
from detente.reading.mention_people import Introduced, groups, people
from detente.reading.text import Document, Sentence, Span

_GAP = re.compile(r"[\s\u00a0\-\u2010\u2011]{1,2}|['’.]|\.\s|,\s|\s['’]")
_TITLES = frozenset(
    "President Premier Chancellor Minister Prime Foreign Defence Defense Secretary Mr Mrs Ms Dr "
    "General Gen Marshal King Queen Emperor Sheikh Sultan Ayatollah Colonel Col Admiral Ambassador "
    "Crown Prince Princess Lord Sir Vice Deputy Comrade Chairman Senator Pope Mullah Finance Interior "
    "Commissioner Representative Monsieur Herr Signor Senor Shah Emir Imam Field Major Lieutenant "
    "Generalissimo Fuhrer Kaiser Tsar Czar Mayor Judge Professor Taoiseach External Affairs National "
    "Security Adviser Advisor Special Envoy First Acting Home Trade Madame Mme Madam Leader".split()
)
_LOWER_TITLES = frozenset("president premier chancellor minister leader king prime foreign".split())
# Surnames that are words, or that half a nation bears: never alone before the full name.
_PLAIN = frozenset(
    "May Major Brown Park Moon Ford Rice Li Lee Kim Khan Singh Rao Smith King Wang Yang Chen Lin Liu "
    "Hu Huang Tang Chi Wei Qin Dong Straw Cook Root Hay Hull Grey Law Hunt Key Kirk Holland Taylor Doe "
    "Amin Ho Ky Lam Chinh Trong Phuc Aziz Dar Abdullah Hussein Mohammed Ali Hassan Francis Leo "
    "Benedict Paul Fox Santos Roman Dan Horn Gul Levy Salman Saleh Khalid Gates Bishop Wade Sall "
    "Yoon Cho Kang Choe Wong Michel Philippe Gabriel Alexander Lie Ban Paz Shah Patel Malik Omar "
    "Bio Barrow Zhao Qian Martin Martin Turki Abdullah Hamad Francis Christopher Austin Nu Sharif Can "
    "Rogers Palmer Peters Fraser Clark Wallace Vance Perry Cohen Marshall Powell Harris".split()
) - frozenset({"Powell", "Vance", "Marshall", "Lam"})
_NAME_BREAKERS = frozenset(
    "The In On At And But For With From As If When While After Before Since Although Though Because That "
    "This Yet So Then Now Both Neither Nor Or To By Of Under Like Unlike Meanwhile However Even Only Not "
    "Today Yesterday Earlier Later Soon Perhaps Still Instead Thus Here There Will Would Could Should Does Did Has "
    "Had Is Was Were Are Can May Might Must Between Among Against Without Until Unless Whether Where What Why How "
    "Who Which Whose Once Having Asked Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April June July August September October November December Despite During Over Through Given "
    "Ask Tell Let Either About Also Again Any All Many Most Some Few Several Post Pre Anti Pro Non Ex".split()
)
_THING_AFTER = frozenset(
    "Doctrine Foundation Library Center Centre Plan Institute Airport School Street Avenue Prize "
    "Mosque University Report Commission Line Round Declaration Memorandum Boulevard Square Road "
    "Highway Hospital Stadium Award Amendment Act Corollary Bridge River Valley County College".split()
)
_COUNTED = frozenset({"name", "adjective", "people", "seat", "prefix", "capital", "leader"})
_HEADS = frozenset(
    "League Union Alliance Pact Entente Brotherhood Front Agency Fund Community Court Organization "
    "Organisation Group Quad Movement Forces".split()
)
_CITIES = frozenset({"Singapore", "Luxembourg", "Monaco", "Djibouti"})
_FAMILY = frozenset({"Jordan", "Chad", "Georgia", "Israel"})
_GIVEN = frozenset(
    "Michael Vernon Hamilton Paris Barbara June Neil Kevin David John Robert William James George "
    "Denzel Booker Joe Mary Anna Peter Paul Tom Thomas Richard Henry Charles Edward Mark Eric "
    "Jim Bill Bob Dan Sam Jack Harry Frank Susan Nancy Laura Sarah Jane Kate Elizabeth Jordan".split()
)
_HEAD_TYPES: dict[str, ActorType] = {
    **dict.fromkeys(
        "government administration leadership officials official diplomats diplomat cabinet ministry "
        "authorities regime ministers minister delegation negotiators envoy envoys".split(),
        "government",
    ),
    **dict.fromkeys("president premier chancellor leader leaders king".split(), "leader"),
    **dict.fromkeys(
        "public people peoples voters citizens society population opinion nationals electorate "
        "men women workers students protesters demonstrators".split(),
        "public",
    ),
    **dict.fromkeys(
        "opposition elites elite military generals establishment hard-liners hardliners hawks liberals "
        "nationalists communists conservatives reformers separatists rebels army dissidents exiles "
        "parliament parliamentarians politicians businessmen clergy".split(),
        "faction",
    ),
}
_TYPES: dict[str, ActorType] = {
    "name": "state",
    "adjective": "state",
    "prefix": "state",
    "people": "public",
    "capital": "government",
    "seat": "government",
    "party": "faction",
    "faction": "faction",
    "organisation": "organisation",
    "movement": "movement",
    "leader": "leader",
}


@dataclass(slots=True)
class _Hit:
    """Words of a sentence that have the form of a name."""

    start: int
    end: int
    entries: list[Entry]
    sentence: Sentence

    @property
    def kind(self) -> str:
        return self.entries[0].kind


@dataclass
class _Known:
    """What the whole text tells: persons by surname, abbreviations, how often states are named."""

    surnames: dict[str, list[tuple[Form, Entry]]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    sentences: list[tuple[Sentence, list[Word]]] = field(default_factory=list)


@lru_cache(maxsize=16)
def mentions(document: Document, as_of: date) -> tuple[Mention, ...]:
    """All mentions of actors in the body of a document, in the order of the text.

    Parameters
    ----------
    document : Document
        Its sentences in paragraphs are read; headings and bylines are not.
    as_of : date
        Names are those of this day: a state that had ended is none.

    Examples
    --------
    >>> from detente.reading.text import document
    >>> one = document("Washington told the Soviets nothing.", name="x")
    >>> [(m.actor, m.type) for m in mentions(one, date(1975, 5, 1))]
    [('USA', 'government'), ('RUS', 'public')]
    >>> [m.actor for m in mentions(one, date(2001, 11, 12))]
    ['USA']
    """
    names = gazetteer(as_of)
    text = document.text
    known = _Known()
    hits: list[_Hit] = []
    for sentence in document.body:
        parts = words(text, sentence.body.start, sentence.body.end)
        known.sentences.append((sentence, parts))
        hits += _named(text, sentence, parts, names.forms)
    hits = _with_introduced(text, hits, known)
    _learn(hits, known)
    hits = _with_short(text, hits, known, names)
    found = (_mention(text, hit, known) for hit in hits)
    return tuple(m for m in found if m is not None)


# --- forms in a sentence ----------------------------------------------------------


def _named(
    text: str,
    sentence: Sentence,
    parts: list[Word],
    forms: dict[str, list[tuple[Form, list[Entry]]]],
) -> list[_Hit]:
    """Longest forms of the gazetteer, from left to right."""
    found: list[_Hit] = []
    at = 0
    while at < len(parts):
        length = 1
        for form, entries in forms.get(parts[at].text, ()):
            if _stands(text, parts, at, form):
                length = len(form)
                last = parts[at + length - 1]
                found.append(_Hit(parts[at].start, last.end, entries, sentence))
                break
        at += length
    return found


def _stands(text: str, parts: list[Word], at: int, form: Form) -> bool:
    """Whether the words of a form follow each other, parted by no more than a hyphen or blank."""
    if at + len(form) > len(parts):
        return False
    for offset in range(1, len(form)):
        one, other = parts[at + offset - 1], parts[at + offset]
        if other.text != form[offset] or not _GAP.fullmatch(text, one.end, other.start):
            return False
    return True


def _with_introduced(text: str, hits: list[_Hit], known: _Known) -> list[_Hit]:
    """Persons and groups that the text introduces, beside the names of the gazetteer."""
    by_sentence: dict[int, list[_Hit]] = {}
    for hit in hits:
        by_sentence.setdefault(hit.sentence.start, []).append(hit)
    merged: list[_Hit] = []
    for sentence, _ in known.sentences:
        here = by_sentence.get(sentence.start, [])
        first, last = sentence.body.start, sentence.body.end
        states = [(h.start, h.end, h.entries[0]) for h in here if _may_own(h)]
        new = [*people(text, states, first, last), *groups(text, first, last)]
        merged += _insert(here, new, sentence, known)
    return merged


def _may_own(hit: _Hit) -> bool:
    return hit.kind in ("name", "adjective", "movement", "organisation")


def _insert(
    here: list[_Hit], new: list[Introduced], sentence: Sentence, known: _Known
) -> list[_Hit]:
    kept = list(here)
    for one in new:
        inside = [h for h in kept if h.start < one.end and one.start < h.end]
        if any(h.kind in ("leader", "movement", "organisation") for h in inside):
            continue
        if one.entry.kind == "movement" and any(h.kind == "adjective" for h in inside):
            continue  # the Turkish Armed Forces are Turkey's
        kept = [h for h in kept if h not in inside]
        kept.append(_Hit(one.start, one.end, [one.entry], sentence))
        if one.short:
            known.surnames.setdefault(one.short[0], []).append((one.short, one.entry))
    return sorted(kept, key=lambda h: h.start)


def _learn(hits: Iterable[_Hit], known: _Known) -> None:
    """Surnames of those named in full, and how often each state is named."""
    for hit in hits:
        entry = hit.entries[0]
        if hit.kind in _COUNTED and len({e.actors for e in hit.entries}) == 1:
            known.states[entry.actors[0]] += 1
        head = _short_head(entry)
        if head:
            heads = known.surnames.setdefault(head, [])
            if ((head,), entry) not in heads:
                heads.append(((head,), entry))
        if hit.kind == "leader":
            chosen = _leader(hit.entries, known)
            form = (chosen.surname, chosen)
            for key in {chosen.surname[0], chosen.surname[0].capitalize()}:
                if form not in known.surnames.setdefault(key, []):
                    known.surnames[key].append(form)


def _short_head(entry: Entry) -> str | None:
    """The word by which an organisation is called after its full name: *the League*."""
    if entry.kind not in ("organisation", "movement"):
        return None
    head = entry.name.split(" of ")[0].split(" for ")[0].split(" ")[-1]
    return head if head in _HEADS and head != entry.name else None


def _leader(entries: list[Entry], known: _Known) -> Entry:
    """The person meant: in office on the day, then of the state that the text names most."""
    return max(entries, key=lambda e: (e.current, known.states[e.actors[0]]))


# --- surnames and abbreviations ---------------------------------------------------


def _with_short(text: str, hits: list[_Hit], known: _Known, names: Gazetteer) -> list[_Hit]:
    """Surnames alone and abbreviations, where no longer name stands."""
    taken = {w for h in hits for w in range(h.start, h.end)}
    found = list(hits)
    for sentence, parts in known.sentences:
        for at, word in enumerate(parts):
            if word.start in taken or not (
                word.text in known.surnames or word.text in names.surnames
            ):
                continue
            hit = _short(text, sentence, parts, at, known, names)
            if hit:
                found.append(hit)
    return sorted(found, key=lambda h: h.start)


def _short(
    text: str, sentence: Sentence, parts: list[Word], at: int, known: _Known, names: Gazetteer
) -> _Hit | None:
    word = parts[at]
    titled = at > 0 and (parts[at - 1].text in _TITLES or parts[at - 1].text in _LOWER_TITLES)
    named = [
        p for p in known.surnames.get(word.text, ()) if _stands(text, parts, at, _seen(p[0], word))
    ]
    fits = named or [
        p
        for p in names.surnames.get(word.text, ())
        if _stands(text, parts, at, p[0])
        and (titled or (p[1].current and p[0][-1] not in _PLAIN and not _of_another(text, p[0])))
    ]
    if word.text in _HEADS and not _is_head(text, parts, at):
        return None
    if not fits or _is_other_name(text, parts, at, len(fits[0][0])):
        return None
    length = max(len(form) for form, _ in fits)
    entries = [e for form, e in fits if len(form) == length]
    chosen = _leader(entries, known) if entries[0].kind == "leader" else entries[-1]
    known.states[chosen.actors[0]] += 1
    others = [e for e in entries if e.actors != chosen.actors and e.kind == chosen.kind]
    return _Hit(word.start, parts[at + length - 1].end, [chosen, *others], sentence)


def _is_head(text: str, parts: list[Word], at: int) -> bool:
    """Whether *the Union* stands alone: with an article, and no name around it."""
    if at == 0 or parts[at - 1].text not in ("the", "The"):
        return False
    return not re.match(r"[\s-](?:[A-Z]|of\b)", text[parts[at].end : parts[at].end + 4])


def _of_another(text: str, surname: Form) -> bool:
    """Whether the text gives somebody else's first name to a surname it never gives in full."""
    given = re.finditer(rf"\b([A-Z][a-z]+)\s{re.escape(' '.join(surname))}\b", text)
    return any(m[1] not in _TITLES and m[1] not in _NAME_BREAKERS for m in given)


def _seen(form: Form, word: Word) -> Form:
    """*De Gaulle* opens a sentence with a capital."""
    return (word.text, *form[1:])


def _is_other_name(text: str, parts: list[Word], at: int, length: int) -> bool:
    """Whether a surname is part of another name: *Laura Bush*, *the Truman Doctrine*."""
    after = parts[at + length] if at + length < len(parts) else None
    if (
        after
        and after.text in _THING_AFTER
        and text[parts[at + length - 1].end : after.start] == " "
    ):
        return True
    if parts[at].text == "May" and _is_month(text, parts, at):
        return True
    if at == 0:
        return False
    before = parts[at - 1]
    if not before.text[0].isupper() or text[before.end : parts[at].start].strip(" ."):
        return False
    if before.text in _TITLES or before.text in _NAME_BREAKERS or len(before.text) == 1:
        return False
    of_place = at > 1 and parts[at - 2].text in ("In", "in", "At", "at", "From", "from", "Near")
    return not (of_place and before.text not in _GIVEN)


def _is_month(text: str, parts: list[Word], at: int) -> bool:
    before = parts[at - 1].text.casefold() if at else ""
    after = parts[at + 1].text if at + 1 < len(parts) else ""
    return (
        after[:1].isdigit()
        or before.isdigit()
        or before
        in ("in of on since until by last next early late mid from during this and").split()
    )


# --- what a name means where it stands --------------------------------------------


def _mention(text: str, hit: _Hit, known: _Known) -> Mention | None:
    if hit.kind == "none":
        return None
    entry = _choose(hit, known)
    if entry is None or not _is_actor(text, hit, entry):
        return None
    start, end, kind = _extent(text, hit, entry)
    others = [a for e in hit.entries if hit.kind != "party" for a in e.actors]
    candidates = tuple(dict.fromkeys([*entry.actors, *others]))
    return Mention(
        span=Span(start, end),
        actor=entry.actors[0],
        type=kind,
        name=entry.name,
        candidates=candidates if len(candidates) > 1 else (),
    )


def _choose(hit: _Hit, known: _Known) -> Entry | None:
    """Which entry of a form: parties need their state in the text."""
    if hit.kind == "leader":
        return _leader(hit.entries, known)
    sure = [e for e in hit.entries if e.kind != "party"]
    if sure:
        return sure[0]
    best = max(hit.entries, key=lambda e: known.states[e.actors[0]])
    return best if known.states[best.actors[0]] else None


def _is_actor(text: str, hit: _Hit, entry: Entry) -> bool:
    first, last = hit.sentence.body.start, hit.sentence.body.end
    before, after = (
        text[max(first, hit.start - 40) : hit.start],
        text[hit.end : min(last, hit.end + 40)],
    )
    if entry.kind == "leader":
        return True
    if context.is_manner(after) or context.is_institute(before, after):
        return False
    if entry.kind == "capital":
        return context.acts(text, hit.start, hit.end, first=first, last=last)
    if entry.kind == "prefix":
        return after[:1] in ("-", "\u2010", "\u2011", "\u2013")
    if entry.kind == "adjective":
        return not context.is_language(before, after)
    words_here = text[hit.start : hit.end]
    if entry.kind == "party":
        return _is_party(words_here, before, after)
    if entry.kind != "name":
        return not (words_here == "Security Council" and before.endswith("National "))
    if words_here in _CITIES and re.search(
        r"\b(?:met|meet|meeting|talks|summit|held|speaking)\sin\s$", before
    ):
        return False
    if words_here == "Georgia" and context.is_american_georgia(text[first:last]):
        return False
    return not _is_persons(words_here, before, after)


def _is_persons(name: str, before: str, after: str) -> bool:
    """A state's name in a person's: *Michael Jordan*, *Chad Smith*."""
    given = re.search(r"(\w+)\s$", before)
    if given and given[1] in _GIVEN:
        return True
    family = re.match(r"\s([A-Z]\w+)", after)
    return bool(name in _FAMILY and family and family[1] not in _TITLES)


_LINKS = r"(?:from|of|in|who|and|or|is|was|has|had|at|on|to|with|by|for|but|as|that)\b"


def _is_party(name: str, before: str, after: str) -> bool:
    if name in ("Democratic", "Republican", "Tory", "Labour"):
        if re.search(r"\b(?:Social|Christian|Liberal|Free|Irish|Islamic|People['’]s)\s$", before):
            return False
        return bool(re.match(rf"\s(?:Party|Senator|Congress|(?!{_LINKS})[a-z]+)", after))
    if name in ("Congress", "Senate", "Coalition", "Greens", "Lords"):
        return not re.match(r"\s(?:of|Party)\b", after) and not re.search(
            r"\b(?:Party|National|People['’]s|World|a|an|[Tt]hat|this)\s$", before
        )
    return True


_HEAD = re.compile(
    r"\s((?:(?:political|ruling|foreign|military|security|general|defen[cs]e|young|ordinary)\s)?(?:policy\s)?([a-z-]+))\b"
)


def _extent(text: str, hit: _Hit, entry: Entry) -> tuple[int, int, ActorType]:
    """Span and type: a title before a leader and a noun such as *public* are part of it."""
    kind = _TYPES[entry.kind]
    start, end = hit.start, hit.end
    if text[end : end + 1] == "." and re.search(r"\.[A-Z]$", text[start:end]):
        end += 1
    if entry.kind == "leader":
        start = _title_start(text, start, hit.sentence.body.start)
        match = re.match(r"\s(administration|government|cabinet)\b", text[end : end + 20])
        return (start, end + match.end(), "government") if match else (start, end, kind)
    if entry.kind == "capital" and entry.actors[0] == "EU":
        return start, end, "organisation"
    if entry.kind == "adjective" or (entry.kind == "party" and " " not in text[start:end]):
        head = _HEAD.match(text, end, min(hit.sentence.body.end, end + 45))
        if head and head[2] in _HEAD_TYPES:
            return start, head.end(1), _HEAD_TYPES[head[2]]
        if entry.kind == "adjective" and _stands_alone(text, start, end):
            return start, end, "public"
    return start, end, kind


def _stands_alone(text: str, start: int, end: int) -> bool:
    """*the French said*, *the Chinese, who ...*: a nation, not an adjective."""
    if not re.search(r"\b[Tt]he\s$", text[max(0, start - 4) : start]):
        return False
    return bool(
        re.match(
            r"[.,;:?!)]|\s(?:and\sthe|have|has|had|are|were|is|was|will|would|can|could|may|might|must|should|"
            r"do|did|want|say|said|who|to|in|on|at|for|with|from|by|as|of|that)\b",
            text[end : end + 12],
        )
    )


def _title_start(text: str, start: int, first: int) -> int:
    """Start of the titles right before a person's name."""
    while True:
        match = re.search(r"(\w+)(?:\.\s|[\s-])$", text[max(first, start - 16) : start])
        if not match or match[1] not in _TITLES:
            return start
        start = max(first, start - 16) + match.start(1)
