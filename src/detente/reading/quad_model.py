"""A small linear model of what is said to have happened between two actors of one sentence.

Multinomial logistic regression on the words before, between and after the pair, on a lexicon of
triggers and of verb patterns, and on passive voice, modality and negation. It gives a probability
to each of the sixteen PLOVER events and to *no event*; those of the quads are sums. Trained by
``benchmarks/train_quad.py`` on sentences of our own (``tests/reading/quad_sentences``).

The verb patterns come from the CAMEO 2.0 dictionary of the Open Event Data Alliance: Copyright (c)
2015, MIT licence, whose text `CAMEO_NOTICE` gives.

References
----------
Open Event Data Alliance (2024). PLOVER: Political Language Ontology for Verifiable Event Records,
version 2.0.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from detente.reading.text import Span

CAMEO_NOTICE = """\
Copyright (c) 2015 Open Event Data Alliance

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
CLASSES = ("", *QUADS)  # no event first
_QUAD_OF = np.array([QUADS.get(root, 0) for root in CLASSES])
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,]*|[,;:\"“”]")
_BEFORE, _AFTER = 10, 14  # words outside the pair that are looked at
_MODAL = frozenset(
    "will would could may might shall should 'll plan intend consider prepar ready poised hope"
    " willing vow pledg promis undertak if unless expect about mull weigh ponder".split()
)
_NOT = frozenset("not no never nor neither without cannot fail nobody nothing n't".split())
_BE = frozenset("be is are was were been being got get".split())
_TO_BE_DONE = frozenset("is are was were".split())


class Word(NamedTuple):
    """One word: its characters, its stem, and whether it is a name (a capital within)."""

    start: int
    end: int
    lower: str
    stem: str
    name: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """What the model says of a pair.

    Attributes
    ----------
    event : float
        Probability that anything is said to be between the two.
    quad : int
        The most probable quad, given an event.
    p_quad : float
        Its probability, given an event.
    root : str
        The most probable PLOVER event of that quad.
    p_root : float
        Its probability, given an event.
    """

    event: float
    quad: int
    p_quad: float
    root: str
    p_root: float


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word in lower case without its ending of number, tense or participle.

    Examples
    --------
    >>> [stem(w) for w in ("attacked", "attacking", "agrees", "tries", "stopped")]
    ['attack', 'attack', 'agre', 'try', 'stop']
    """
    word = re.sub(r"['’]s$|['’]$", "", word)
    irregular = _IRREGULAR.get(word)
    if irregular:
        return irregular
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undouble(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    return _undouble(word[:-1] if word.endswith("e") and len(word) > 3 else word)


def _undouble(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "met:meet went:go gone:go sent:send gave:giv given:giv took:tak taken:tak held:hold "
        "said:say told:tell struck:strik shot:shoot fought:fight broke:break broken:break "
        "withdrew:withdraw withdrawn:withdraw sought:seek bought:buy sold:sell lent:lend "
        "spoke:speak spoken:speak flew:fly paid:pay brought:bring thrown:throw threw:throw "
        "laid:lay left:leav fell:fall drove:driv driven:driv froze:freez frozen:freez "
        "forgave:forgiv sworn:swear swore:swear overran:overrun rose:ris won:win lost:los "
        "began:begin begun:begin made:mak built:build stood:stand bound:bind led:lead "
        "undertook:undertak undertaken:undertak came:com saw:se seen:se fled:fle hid:hid "
        "troops:troop news:news politics:politics ties:tie tied:tie lies:lie died:die dies:die "
        "denied:deny denies:deny allied:ally allies:ally sank:sink sunk:sink caught:catch "
        "agreed:agre agrees:agre agreeing:agre freed:fre frees:fre freeing:fre"
    ).split()
)


def words(text: str) -> list[Word]:
    """The words of a sentence, with commas and quotation marks.

    Parameters
    ----------
    text : str
        One sentence.
    """
    found: list[Word] = []
    for match in _WORD.finditer(text):
        raw = match[0]
        lower = raw.lower()
        name = bool(found) and raw[0].isupper()
        found.append(Word(match.start(), match.end(), lower, stem(lower), name))
    return found


class Hit(NamedTuple):
    """A trigger in a sentence: index of its word, and the event that it names."""

    at: int
    root: str


class Lexicon:
    """Words and verb patterns that name events.

    Parameters
    ----------
    triggers : dict of str to tuple of str
        Events by stem.
    patterns : dict of str to list
        Of a verb's stem: its event without a pattern ("" if none), then pairs of event and stems
        that must be near.
    """

    def __init__(
        self,
        triggers: dict[str, tuple[str, ...]],
        patterns: dict[str, list[tuple[str, frozenset[str]]]],
    ) -> None:
        self.triggers = triggers
        self.patterns = patterns

    @classmethod
    def loads(cls, text: str) -> "Lexicon":
        """From lines ``word TAB roots`` and ``verb TAB root TAB stems root TAB ...``."""
        first, second = text.split("\n\n")
        triggers = {}
        for line in first.split("\n"):
            word, roots = line.split("\t")
            triggers[word] = tuple(roots.split())
        patterns = {}
        for line in second.split("\n"):
            verb, *rest = line.split("\t")
            patterns[verb] = [(p.split()[0], frozenset(p.split()[1:])) for p in rest]
        return cls(triggers, patterns)

    def hits(self, sentence: Sequence[Word]) -> list[Hit]:
        """Verb patterns found in a sentence: the longest of each verb."""
        found = []
        for at, word in enumerate(sentence):
            known = self.patterns.get(word.stem)
            if known is None or word.name:
                continue
            near = {w.stem for w in sentence[max(0, at - 5) : at + 10]}
            best = max((p for p in known if p[1] <= near), key=_length, default=None)
            if best is not None and best[0] != "-":
                found.append(Hit(at, best[0]))
        return found


def _length(pattern: tuple[str, frozenset[str]]) -> int:
    return len(pattern[1])


def features(sentence: Sequence[Word], hits: Sequence[Hit], one: Span, two: Span) -> list[str]:
    """What the model looks at.

    Parameters
    ----------
    sentence : sequence of Word
        From `words`.
    hits : sequence of Hit
        Its verb patterns.
    one, two : Span
        The two actors, in the sentence's own offsets; the order does not matter.
    """
    one, two = sorted((one, two))
    before = [i for i, w in enumerate(sentence) if w.end <= one.start][-_BEFORE:]
    between = [i for i, w in enumerate(sentence) if one.end <= w.start and w.end <= two.start]
    after = [i for i, w in enumerate(sentence) if w.start >= two.end][:_AFTER]
    zones = {"B": before, "M": between, "A": after}
    found = dict.fromkeys(_word_features(sentence, zones))
    found.update(dict.fromkeys(_trigger_features(sentence, hits, zones)))
    return list(found)


def _word_features(sentence: Sequence[Word], zones: dict[str, list[int]]) -> Iterator[str]:
    """Stems by zone and anywhere, pairs of neighbours, and the distance of the two actors."""
    row: list[str] = []
    for zone, mark in (("B", "<1>"), ("M", "<2>"), ("A", "")):
        for i in zones[zone]:
            word = "<name>" if sentence[i].name else sentence[i].stem
            row.append(word)
            yield f"{zone}:{word}"
            yield f"*:{word}"
        row.append(mark)
    for left, right in zip(row, row[1:], strict=False):
        yield f"{left} {right}"
    yield f"far:{min(len(zones['M']) // 3, 5)}"


def _trigger_features(
    sentence: Sequence[Word], hits: Sequence[Hit], zones: dict[str, list[int]]
) -> Iterator[str]:
    """Events of triggers and of verb patterns by zone; the first one; voice, mood, negation."""
    triggers = _lexicon().triggers
    stems = {zone: [sentence[i].stem for i in at] for zone, at in zones.items()}
    first: tuple[str, ...] = ()
    for zone in "MAB":
        for word in stems[zone]:
            roots = triggers.get(word, ())
            yield from (f"t{zone}:{root}" for root in roots)
            yield from (f"t:{root}" for root in roots)
            first = first or roots
        yield from (f"p{zone}:{hit.root}" for hit in hits if hit.at in zones[zone])
    yield from (f"first:{root}" for root in first)
    yield from _mood(stems["M"] + stems["A"][:4], sentence, zones["M"], first)


def _mood(
    stems: list[str], sentence: Sequence[Word], between: list[int], first: tuple[str, ...]
) -> Iterator[str]:
    flags = []
    if not _MODAL.isdisjoint(stems):
        flags.append("modal")
    if not _NOT.isdisjoint(stems):
        flags.append("not")
    if passive([sentence[i] for i in between]):
        flags.append("passive")
    if not first:
        flags.append("bare")
    for flag in flags:
        yield flag
        yield from (f"{flag}+{root}" for root in first)


def passive(between: Sequence[Word]) -> bool:
    """Whether words between two actors say that the second acts on the first.

    Parameters
    ----------
    between : sequence of Word
        From *was attacked by* to *the imposition of ... by*: the last preposition is *by*.
    """
    lower = [w.lower for w in between[-6:]]
    if "by" not in lower:
        return False
    at = len(between) - len(lower) + lower.index("by")
    done = [w.lower for w in between[:at]]
    return any(w.endswith(("ed", "en", "wn", "de", "ht", "ld", "nt", "id", "ken", "ung"))
               for w in done[-4:]) or not done


def talk(between: Sequence[Word]) -> bool:
    """Whether a modal or future verb stands among the words: what it says is talk.

    Parameters
    ----------
    between : sequence of Word
        The words of the clause between two actors.
    """
    return any(w.stem in _MODAL for w in between)


class _Model:
    """Shipped weights."""

    def __init__(self, shipped: Any) -> None:
        names = bytes(shipped["names"]).decode().split("\n")
        self.rows = {name: i for i, name in enumerate(names)}
        self.weights = shipped["weights"].astype(np.float32) * shipped["scale"]
        self.bias = shipped["bias"].astype(np.float32)
        self.temperature = float(shipped["temperature"])
        self.lexicon = Lexicon.loads(zlib.decompress(bytes(shipped["lexicon"])).decode())

    def probabilities(self, found: Iterable[str]) -> np.ndarray:
        """Of `CLASSES`."""
        rows = [self.rows[name] for name in found if name in self.rows]
        norm = max(len(rows), 1) ** 0.5
        logits = (self.weights[rows].sum(axis=0) / norm + self.bias) / self.temperature
        raised = np.exp(logits - logits.max())
        return raised / raised.sum()


@cache
def _model() -> _Model:
    with np.load(Path(__file__).with_name("_quad_model.npz")) as shipped:
        return _Model(shipped)


_trained: list[Lexicon] = []  # while the model is being trained


def _lexicon() -> Lexicon:
    return _trained[0] if _trained else _model().lexicon
