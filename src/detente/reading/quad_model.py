"""A small linear model of what a sentence says to have happened between two actors.

Multinomial logistic regression on the words before, between and after the pair, on triggers and
verb patterns (`detente.reading.quad_words`), and on passive voice, modality and negation. It gives
a probability to each of the sixteen PLOVER events and to *no event*; those of the quads are sums.
Trained by ``benchmarks/train_quad.py`` on sentences of our own (tests/reading/quad_sentences).

References
----------
Open Event Data Alliance (2024). PLOVER: Political Language Ontology for Verifiable Event Records,
version 2.0.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.reading.quad_words import Lexicon, Scan, is_modal, is_negation, is_passive, is_talk
from detente.reading.text import Span

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
CLASSES = ("", *QUADS)  # no event first
_QUAD_OF = np.array([QUADS.get(root, 0) for root in CLASSES])
_OF_QUAD = {k: [i for i, root in enumerate(CLASSES) if QUADS.get(root) == k] for k in range(1, 5)}
_IN_QUAD = np.array([k == _QUAD_OF for k in range(1, 5)], dtype=np.float32)
_TALK = {2: "AGREE", 4: "THREATEN"}  # what the deeds of a quad are while only spoken of
Asked = tuple[Scan, Span, Span]  # a sentence and two actors of it
Zones = dict[str, range]
T = TypeVar("T")
_BEFORE, _AFTER = 10, 14  # words outside the pair that are looked at


@dataclass(frozen=True, slots=True)
class Sense:
    """What the model makes of a pair.

    Attributes
    ----------
    event : float
        Probability that anything is said to be between the two.
    quad : str
        The most probable quad given an event, "1" to "4"; empty below the threshold.
    p_quad : float
        Its probability given an event.
    root : str
        The most probable PLOVER event of that quad; empty where less probable than not.
    talk : bool
        Whether a modal or future verb stands between the two.
    """

    event: float
    quad: str
    p_quad: float
    root: str
    talk: bool


def sentence_features(scan: Scan, one: Span, two: Span) -> list[str]:
    """What the model looks at, by name.

    Parameters
    ----------
    scan : Scan
        A sentence (`Lexicon.scan`).
    one, two : Span
        The two actors, in the sentence's own offsets; their order does not matter.
    """
    return list(_Features(scan, str).of(_zones(scan, one, two)))


def _zones(scan: Scan, one: Span, two: Span) -> Zones:
    """Words before, between and after two actors, by index."""
    one, two = sorted((one, two))
    starts = [w.start for w in scan.words]
    first, until, last, rest = (
        bisect_left(starts, edge) for edge in (one.start, one.end, two.start, two.end)
    )
    return {
        "B": range(max(0, first - _BEFORE), first),
        "M": range(until, max(last, until)),
        "A": range(rest, min(len(starts), rest + _AFTER)),
    }


class _Features(Generic[T]):
    """Features of the pairs of a sentence: those of its words are made once for all pairs.

    Parameters
    ----------
    scan : Scan
        The sentence.
    known : callable
        What stands for the name of a feature: the name itself, or its row in the weights.
    """

    def __init__(self, scan: Scan, known: Callable[[str], T]) -> None:
        self.scan, self.known = scan, known
        self.terms = ["<name>" if w.name else w.stem for w in scan.words]
        self.zone = {zone: [known(f"{zone}:{term}") for term in self.terms] for zone in "BMA"}
        self.anywhere = [known(f"*:{term}") for term in self.terms]
        self.joined = [known(f"{left} {right}") for left, right in pairwise(self.terms)]

    def of(self, zones: Zones) -> dict[T, None]:
        """Of the pair with these zones, each once."""
        names = [self.known(f"far:{min(len(zones['M']) // 3, 5)}")]
        for zone in "BMA":
            words = slice(zones[zone].start, zones[zone].stop)
            names += self.zone[zone][words]
            names += self.anywhere[words]
        names += self._neighbours(zones)
        names += [self.known(name) for name in _trigger_features(self.scan, zones)]
        return dict.fromkeys(names)

    def _neighbours(self, zones: Zones) -> Iterator[T]:
        """Pairs of neighbours; a mark stands in the place of each actor and at the end."""
        before = None
        for zone, mark in (("B", "<1>"), ("M", "<2>"), ("A", "")):
            words = zones[zone]
            if words:
                if before is not None:
                    yield self.known(f"{before} {self.terms[words.start]}")
                yield from self.joined[words.start : words.stop - 1]
                before = self.terms[words.stop - 1]
            if before is not None:
                yield self.known(f"{before} {mark}")
            before = mark


def _trigger_features(scan: Scan, zones: Zones) -> list[str]:
    """Events of triggers and of verb patterns by zone, the first trigger, and its mood."""
    first: tuple[str, ...] = ()
    names: list[str] = []
    for zone in "MAB":
        for i in zones[zone]:
            roots = scan.triggers[i]
            for root in roots:
                names += (f"t{zone}:{root}", f"t:{root}")
            first = first or roots
            if scan.patterns[i]:
                names.append(f"p{zone}:{scan.patterns[i]}")
    names += [f"first:{root}" for root in first]
    for flag in _mood(scan, zones):
        names += [flag, *(f"{flag}+{root}" for root in first)]
    return names if first else [*names, "bare"]


def _mood(scan: Scan, zones: Zones) -> Iterator[str]:
    between = scan.words[zones["M"].start : zones["M"].stop]
    near = between + scan.words[zones["A"].start : zones["A"].stop][:4]
    if is_modal(near):
        yield "modal"
    if is_negation(near):
        yield "not"
    if is_passive(between):
        yield "passive"


class QuadModel:
    """Weights, and the lexicon they were trained with.

    Parameters
    ----------
    shipped : mapping of str to array
        ``names``, ``weights`` (features, classes), ``bias``, ``temperature``, ``threshold`` and
        ``lexicon``, as ``benchmarks/train_quad.py`` writes them.
    """

    def __init__(self, shipped: Any) -> None:
        self.names = bytes(shipped["names"]).decode().split("\n")
        self.rows = {name: i for i, name in enumerate(self.names)}
        self.weights: NDArray[np.float32] = shipped["weights"].astype(np.float32)
        self._with_none = np.vstack([self.weights, np.zeros_like(self.weights[:1])])
        self.bias: NDArray[np.float32] = shipped["bias"].astype(np.float32)
        self.temperature = float(shipped["temperature"])
        self.threshold = float(shipped["threshold"])
        self.lexicon = Lexicon.loads(bytes(shipped["lexicon"]).decode())

    def probabilities(self, features_of: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Of `CLASSES`, at the trained temperature.

        Parameters
        ----------
        features_of : sequence of sequence of int
            Rows of the weights of each pair, n pairs.

        Returns
        -------
        array of float, shape (n, 17)
        """
        none = len(self.names)  # a row of zeros begins each pair: none is empty
        rows = np.array([row for one in features_of for row in (none, *one)])
        lengths = np.array([1 + len(one) for one in features_of])
        summed = np.add.reduceat(self._with_none[rows], np.cumsum(lengths) - lengths, axis=0)
        scale = np.sqrt(np.maximum(lengths - 1, 1)).astype(np.float32)[:, None]
        logits = (summed / scale + self.bias) / np.float32(self.temperature)
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]

    def scan(self, text: str) -> Scan:
        """Words, triggers and verb patterns of a sentence, for `senses`."""
        return self.lexicon.scan(text)

    def between(self, asked: Sequence[Asked]) -> tuple[NDArray[np.float32], list[bool]]:
        """Probabilities of `CLASSES` for each pair, and whether it is only spoken of.

        A modal or future verb between the two gives what the deeds have to AGREE and THREATEN.
        """
        rows, talk = [], []
        for scan, pairs in groupby(asked, key=itemgetter(0)):
            of_sentence = _Features(scan, self.rows.get)
            for _, one, two in pairs:
                zones = _zones(scan, one, two)
                rows.append([r for r in of_sentence.of(zones) if r is not None])
                talk.append(is_talk(scan.words[zones["M"].start : zones["M"].stop]))
        return _as_said(self.probabilities(rows), np.array(talk)), talk

    def sense(self, scan: Scan, one: Span, two: Span) -> Sense:
        """What is said to be between two actors of a sentence: `senses` of one pair."""
        return self.senses([(scan, one, two)])[0]

    def senses(self, pairs: Sequence[Asked]) -> list[Sense]:
        """What is said to be between two actors of a sentence, for many pairs.

        Parameters
        ----------
        pairs : sequence of (Scan, Span, Span)
            The sentence (`scan`) and the actors in its own offsets; those of a sentence together.
        """
        if not pairs:
            return []
        p, talk = self.between(pairs)
        given = (p @ _IN_QUAD.T) / np.maximum(1.0 - p[:, :1], 1e-9)  # an event
        return list(map(self._sense, p.tolist(), given.tolist(), talk))

    def _sense(self, p: list[float], quads: list[float], talk: bool) -> Sense:
        """Of a pair, by the probabilities of `CLASSES` and of quads given an event."""
        event, most = 1.0 - p[0], max(quads)
        quad = quads.index(most) + 1
        best = max(_OF_QUAD[quad], key=p.__getitem__)
        root = CLASSES[best] if p[best] > event / 2 else ""
        sure = most >= self.threshold
        return Sense(event, str(quad) if sure else "", most, root if sure else "", talk)


def _as_said(p: NDArray[np.float32], talk: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Probabilities, with the deeds of pairs that are only spoken of as words."""
    result = p[talk]
    for deed, root in _TALK.items():
        result[:, CLASSES.index(root)] += result[:, deed == _QUAD_OF].sum(axis=1)
        result[:, deed == _QUAD_OF] = 0.0
    p[talk] = result
    return p


@cache
def quad_model() -> QuadModel:
    """The shipped model, read at first use."""
    with np.load(Path(__file__).with_name("_quad_model.npz")) as shipped:
        return QuadModel(shipped)
