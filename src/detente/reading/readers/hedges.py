r"""Words of probability, mapped to the seven bands of ICD 203.

Bands are chosen by how readers understand the words, as far as the studies agree: Kent (1964)
put *almost certain* at 93 +- 6 percent, *probable* at 75 +- 12, *chances about even* at 50 +- 10,
*probably not* at 30 +- 10, *almost certainly not* at 7 +- 5; in the surveys of Wheaton,
Fagen-Ulmschneider ("Perception of probability words") and Mauboussin and Mauboussin (2018) the
middle answer for *likely* and *probably* is near 70, for *highly likely* near 90, for *unlikely*
near 20, for *little chance* near 10, and for *may*, *might*, *could*, *possibly*, *perhaps* between
40 and 50 with the widest spread of all. These figures are quoted from memory and are not checked
against the publications. Modal verbs are *roughly even* here: their middle lies at the edge of that
band, and no other band holds their spread. A negation gives the band of what is said to happen:
*not likely* is *unlikely*, *probably not* is *unlikely*, *not impossible* is *unlikely*.

Idioms are looked for first, then figures, chances, cores (*likely*, *certain*) and modal verbs;
a word that is part of an earlier match does not match again.

References
----------
Kent, S. (1964). Words of estimative probability. Studies in Intelligence 8(4), 49-65.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.reading import hedge_words as w
from detente.reading.clauses import short_sentences, word_set
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document, Span

_LEFT = 70  # characters before a word that may change its meaning
_MODALS = word_set("may might could can should")
_CHANCES = word_set(
    "chance chances likelihood probability prospect prospects possibility hope hopes odds risk "
    "risks danger"
)
_IDIOMATIC = word_set(
    "likely often even odds money reason balance tipped favourite favourites favorite signs fifty "
    "50 toss tossup coin guess touch close either hang hangs hung probability likelihood time "
    "doubted avoidable avoided preventable fail confidence confident surprise surprised surprising "
    "chances set poised liable apt expected expect expects conceivable imaginable thinkable shot "
    "fetched prospect hard difficult question possibly chance impossibility circumstances dispute "
    "doubt doubts but bet certain sure certainty conclusion rule ruled exclude excluded dismissed "
    "sceptical skeptical clear unclear uncertain suspect hunch imagine presume dare daresay think "
    "believe suppose convinced persuaded bound way if though knows thing deal cert assured "
    "astonished amazed "
    "miracle money cannot see flip settled"
)


@dataclass(frozen=True, slots=True)
class _Hedge:
    """Words of probability by offsets in their sentence, rule, place from -3 to 3."""

    start: int
    end: int
    rule: str
    place: int


@reader(
    ReaderCard(
        id="hedges",
        kinds=("hedge",),
        version=2,
        says="Words of probability as bands of ICD 203, with negation; not May the month, might "
        "the noun, could of past ability or may of permission.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every word or phrase of probability."""
    treaties = _treaties(document)
    for sentence in short_sentences(document):
        text = document.quote(sentence)
        hedges = _hedges(text, word_set(text), treaty=sentence.paragraph in treaties)
        for one in sorted(hedges, key=lambda h: h.start):
            yield _draft(sentence.body.start, text, one)


def _treaties(document: Document) -> frozenset[int]:
    """Numbers of the paragraphs in which *may* permits: where *shall* commands."""
    if len(w.TREATY.findall(document.text.lower())) > 3:
        return frozenset(p.number for p in document.paragraphs)
    return frozenset(
        p.number
        for p in document.paragraphs
        if "shall" in document.text[p.span.start : p.span.end]
        and re.search(r"\bshall\b", document.text[p.span.start : p.span.end])
    )


def _draft(base: int, text: str, one: _Hedge) -> Draft:
    band, words = w.band(one.place), " ".join(text[one.start : one.end].split())
    return Draft(
        kind="hedge",
        span=Span(base + one.start, base + one.end),
        fields={"band": band},
        rule=one.rule,
        reason=f"“{words}” is usually read as {band.replace('-', ' ')}.",
    )


def _hedges(text: str, words: frozenset[str], *, treaty: bool) -> list[_Hedge]:
    """All hedges of a sentence, each word in one of them only."""
    result: list[_Hedge] = []
    for one in _candidates(_lower(text), words, treaty=treaty):
        if not any(one.start < k.end and k.start < one.end for k in result):
            result.append(one)
    return result


def _candidates(text: str, words: frozenset[str], *, treaty: bool) -> Iterator[_Hedge]:
    """What may be a hedge, the surest first."""
    if not _IDIOMATIC.isdisjoint(words):
        for m in w.IDIOM.finditer(text):
            rule, place, _ = w.IDIOMS[int(str(m.lastgroup)[1:])]
            yield _Hedge(m.start(), m.end(), rule, place)
    if not w.CHANCE_WORDS.isdisjoint(words):
        yield from _figures(text)
    if not _CHANCES.isdisjoint(words):
        yield from _chances(text)
    if not w.CORES.keys().isdisjoint(words):
        yield from _cores(text)
    if not _MODALS.isdisjoint(words):
        yield from _modals(text, treaty=treaty)


def _lower(sentence: str) -> str:
    """The sentence with its first letter small, unless it begins with the month of May."""
    first = re.match(r"[\"'“‘(\[*_]*", sentence)
    place = first.end() if first else 0
    if re.match(r"May\b", sentence[place:]):
        return sentence
    return sentence[:place] + sentence[place : place + 1].lower() + sentence[place + 1 :]


def _figures(text: str) -> Iterator[_Hedge]:
    """*A 40 percent chance*, *the chance is about one in ten*, *ten to one against*."""
    chance = re.search(r"\b(?:chances?|probability|likelihood|odds)\b", text) is not None
    for m in w.FIGURE.finditer(text):
        if m["percent"]:
            p = (_number(m["percent"]) + _number(m["unit"] or "0")) / 100
        elif not chance:
            continue
        elif m["one"]:
            p = _number(m["one"]) / max(1, _number(re.sub(r"^a\s+", "", m["of"])))
        else:
            p = _number(m["for"]) / max(1, _number(m["against"]) + _number(m["for"]))
        yield _Hedge(m.start(), m.end(), "figure", w.BANDS.index(w.band_of_chance(p)) - 3)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else w.COUNTS[word.lower()]


def _chances(text: str) -> Iterator[_Hedge]:
    """Chances with a size before or behind them, or open ones: *a possibility that*."""
    for m in w.CHANCE.finditer(text):
        left = text[max(0, m.start() - _LEFT) : m.start()]
        base = m.start() - len(left)
        before = w.SIZE_BEFORE.search(left)
        goes_on = w.OF.match(text, m.end())
        if before and (goes_on or m["noun"] == "odds") and not _is_occasion(left, before, goes_on):
            yield _Hedge(base + before.start(), m.end(), "chance", _size(before))
        elif after := w.SIZE_AFTER.match(text, m.end()):
            yield _Hedge(m.start(), after.end(), "chance", _size(after))
        elif goes_on and (article := w.SUBJECT.search(left)):
            there = w.THERE.search(left[: article.start()])
            open_ = m["noun"] in ("chance", "possibility") and goes_on["of"] == "that"
            if there or open_:
                start = base + (there.start() if there else article.start())
                yield _Hedge(start, m.end(), "chance", 0)


def _is_occasion(left: str, size: re.Match[str], goes_on: re.Match[str] | None) -> bool:
    """Whether it is an opportunity: *had no chance to reply*."""
    to = goes_on is not None and goes_on["of"] == "to"
    return to and w.OPPORTUNITY.search(left[: size.start()]) is not None


def _size(m: re.Match[str]) -> int:
    return w.SIZES[int(str(m.lastgroup)[1:])][0]


def _cores(text: str) -> Iterator[_Hedge]:
    """*Likely*, *certain*, *possible* and their kind, with what stands before them."""
    for m in w.CORE.finditer(text):
        left = text[max(0, m.start() - _LEFT) : m.start()]
        before = w.BEFORE.search(left)
        if before is None or not _is_core(m[0], text, m, before, left):
            continue
        start = m.start() - len(left) + before.start()
        after = w.AFTER.match(text, m.end()) if w.CORES[m[0]] else None
        place = _place(m[0], before, text[m.end() : m.end() + 14])
        place = _flipped(place, text[:start]) if abs(place) == 1 else place
        yield _Hedge(start, after.end() if after else m.end(), _rule(m[0], before), place)


def _rule(word: str, before: re.Match[str]) -> str:
    if before["not"] or _has_not(before):
        return "negated"
    return "adverb" if word in w.ADVERBS else "adjective"


def _has_not(before: re.Match[str]) -> bool:
    return "n't" in before[0] or "n\u2019t" in before[0]


def _is_core(word: str, text: str, m: re.Match[str], before: re.Match[str], left: str) -> bool:
    """Whether a core stands where it says how probable something is."""
    after = text[m.end() : m.end() + 40]
    if word in w.ATTRIBUTES and w.PERSONS.match(after):
        return False
    if word in w.ONLY_BEING and not (before["be"] or before["near"]):
        return False
    if word in w.ONLY_TO:
        return re.match(r"\s+to\b", after) is not None
    if word in w.NEEDS_WILL:
        return before["near"] is not None or w.ONLY_WILL.search(left[: before.start()]) is not None
    return _is_adjective(word, after, before, left)


def _is_adjective(word: str, after: str, before: re.Match[str], left: str) -> bool:
    if word in ("certain", "sure", "impossible", "inconceivable", "unthinkable", "unimaginable"):
        if (
            re.search(r"\bto\s+be\s+$", left[-9:])
            or w.MADE.search(left[: before.start()])
            or re.search(r"\bwould\s+have\s+$", left[: before.start()])
        ):
            return False
        ends = re.match(
            r"\s*(?:[.,;:!?)]|$)|\s+(?:to|that|whether|now|and|but|before|after)\b", after
        )
        hard = word != "impossible" or before["near"] or not re.match(r"\s+to\b", after)
        return bool(ends) and bool(hard) and not (word == "sure" and re.match(r"\s+of\b", after))
    if word == "possible":
        return not (re.match(r"\s+(?:to|for)\b", after) or w.POSSIBLE_BEFORE.search(left))
    if word in ("perhaps", "maybe"):
        return not re.match(r"\s+(?:\d|some\b|the\s+(?:most|best|greatest|largest|only)\b)", after)
    if word == "inevitable":
        return not re.match(r"\s+(?!that\b)\w+s\b", after)
    return True


def _place(word: str, before: re.Match[str], after: str) -> int:
    """The place of a core, moved by what stands before it."""
    place = w.CORES[word]
    if abs(place) == 1 and before["strong"]:
        place *= 2
    if before["less"]:
        place = -1 if place > 0 else 1
    if word in w.ADVERBS and re.match(
        r"\s+(?:(?!but\b)\w+\s+)?(?:not|never|won['\u2019]t|\w+n['\u2019]t)\b", after
    ):
        place = -place
    if before["not"] or _has_not(before):
        return _negated(place, "hardly" in before[0] or "scarcely" in before[0])
    return place


def _negated(place: int, hardly: bool) -> int:
    """*Not likely* is unlikely, *not certain* open, *not impossible* unlikely."""
    if place == 0:
        return -2 if hardly else -3
    return {3: 0, 2: -1, 1: -1, -1: 1, -2: 1, -3: -1}[place]


def _flipped(place: int, before: str) -> int:
    """The place of what is said to happen, where *no* or *few* begin the clause."""
    return -place if w.NO_SUBJECT.search(before) else place


def _modals(text: str, *, treaty: bool) -> Iterator[_Hedge]:
    """*May*, *might*, *could*; *should* of what is expected."""
    for m in w.MODAL.finditer(text):
        how = " ".join((m["how"] or "").split())
        hardly = how in ("hardly", "scarcely")
        if m["modal"] == "can" and not hardly:
            continue
        sure = how and not how.startswith(("conceiv", "possib", "perhaps"))
        if not sure and _is_no_modal(m["modal"], text, m, treaty=treaty):
            continue
        well = 1 if "well" in how else -2 if hardly else 0
        place = -well if how.endswith("not") else well
        yield _Hedge(m.start(), m.end(), "modal", place)
    for m in w.SHOULD.finditer(text):
        yield _Hedge(m.start(), m.end(), "should", 1)


def _is_no_modal(modal: str, text: str, m: re.Match[str], *, treaty: bool) -> bool:
    """Whether a modal permits, remembers an ability, or is no verb."""
    before, after = text[max(0, m.start() - 200) : m.start()], text[m.end() :]
    if modal != "may" and (w.ALIKE.search(after) or re.match(r"\s+(?:you|we|I)\b", after)):
        return True
    if modal == "might":
        return bool(
            w.MIGHT_BEFORE.search(before)
            or w.MIGHT_AFTER.match(after)
            or w.IDIOM_BEFORE.search(before)
        )
    if modal == "could":
        return bool(
            w.COULD_AFTER.match(after)
            or w.ABILITY.search(before)
            or w.NO_SUBJECT.search(before[-_LEFT:])
        )
    return _permits(before, after, treaty=treaty)


def _permits(before: str, after: str, *, treaty: bool) -> bool:
    """Whether *may* permits, as in a treaty or a notice, or is part of an idiom."""
    if w.IDIOM_BEFORE.search(before) or w.IDIOM_AFTER.match(after):
        return True
    if re.search(r"\bshall\b", before + after) or w.ACTS_OF_LAW.match(after):
        return True
    if w.PUBLIC.search(before) and not re.match(r"\s+(?:have|yet|never|find)\b", after):
        return True
    if w.APPEAL.match(after) and w.DEONTIC.search(before):
        return True
    return treaty and w.DEONTIC.search(before) is not None
