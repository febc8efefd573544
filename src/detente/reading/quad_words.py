"""Words of a sentence as the model of relations sees them: stems, triggers, verb patterns, mood.

Triggers are our own list (tests/reading/quad_sentences/_words.tsv). The verb patterns come from the
CAMEO 2.0 dictionary of the Open Event Data Alliance (MIT licence: ``_quad_model.LICENSE.txt``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,]*|[,;:\"“”]")
_POSSESSIVE = re.compile(r"['’]s?$")


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MODAL = frozenset(
    _list(
        "will would could may might shall should plan intend consider prepar ready poised hop "
        "willing vow pledg promis undertak unles expect mull weigh ponder"
    )
)
_FUTURE = frozenset(_list("will would could may might shall should intend promis vow undertak"))
_NOT = frozenset(_list("not no never nor neither without cannot fail nobody nothing"))
_PARTICIPLE = re.compile(r"(?:ed|en|wn|id|ld|nt|ght|ung|uck|ut|ade|ot)$")
_BACK, _ON = 5, 9  # words around a verb in which its pattern must lie
_IRREGULAR = dict(
    pair.split(":")
    for pair in _list(
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
        "agreed:agre agrees:agre agreeing:agre freed:fre frees:fre freeing:fre free:fre"
    )
)


class ScannedWord(NamedTuple):
    """One word: its characters, its stem, and whether it is a name (a capital within)."""

    start: int
    end: int
    lower: str
    stem: str
    name: bool


class Scan(NamedTuple):
    """A sentence: its words, the events each may name as a trigger, and that of its pattern."""

    words: tuple[ScannedWord, ...]
    triggers: tuple[tuple[str, ...], ...]
    patterns: tuple[str, ...]


class CodeBlock(NamedTuple):
    """Patterns that several verbs share: event without one, with one stem near, with several."""

    alone: str
    one: Mapping[str, str]
    many: Mapping[str, Sequence[tuple[frozenset[str], str]]]  # by one of their stems


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word in lower case without its ending of number, tense or participle.

    Examples
    --------
    >>> [stem(w) for w in ("attacked", "attacking", "agrees", "tries", "stopped")]
    ['attack', 'attack', 'agre', 'tri', 'stop']
    """
    word = _POSSESSIVE.sub("", word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _shorten(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    return _shorten(word)


def _shorten(word: str) -> str:
    """Without a doubled consonant or a silent e at the end."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def words_of(text: str) -> tuple[ScannedWord, ...]:
    """The words of a sentence, with commas and quotation marks.

    Parameters
    ----------
    text : str
        One sentence.
    """
    words: list[ScannedWord] = []
    for match in _WORD.finditer(text):
        word = match[0]
        lower = word.lower()
        name = bool(words) and word[0].isupper()
        words.append(ScannedWord(match.start(), match.end(), lower, stem(lower), name))
    return tuple(words)


def is_modal(words: Iterable[ScannedWord]) -> bool:
    """Whether a word of modality, intention or promise is among some words."""
    return not _MODAL.isdisjoint([w.stem for w in words])


def is_talk(words: Iterable[ScannedWord]) -> bool:
    """Whether a modal or future verb is among some words: what they say is not done yet."""
    return not _FUTURE.isdisjoint([w.stem for w in words if not w.name])


def is_negation(words: Iterable[ScannedWord]) -> bool:
    """Whether a word of negation is among some words."""
    return any(w.stem in _NOT or w.lower.endswith(("n't", "n’t")) for w in words)


def is_passive(between: Sequence[ScannedWord]) -> bool:
    """Whether the words between two actors say that the second one acts: *was attacked by*.

    Parameters
    ----------
    between : sequence of ScannedWord
        From the first actor to the second; *by* must be near the second.
    """
    lower = [w.lower for w in between]
    if "by" not in lower[-5:]:
        return False
    at = len(lower) - 1 - lower[::-1].index("by")
    return any(_PARTICIPLE.search(w) for w in lower[max(0, at - 4) : at])


class Lexicon:
    """Words and verb patterns that name events.

    Parameters
    ----------
    triggers : mapping of str to tuple of str
        Events by stem.
    blocks : mapping of str to sequence of CodeBlock
        Patterns by the stem of their verb.
    """

    def __init__(
        self, triggers: Mapping[str, tuple[str, ...]], blocks: Mapping[str, Sequence[str]]
    ) -> None:
        self.triggers = triggers
        self.blocks = blocks

    @classmethod
    def loads(cls, text: str) -> "Lexicon":
        """From the text that ships with the weights.

        Parameters
        ----------
        text : str
            Lines ``word TAB events``, an empty line, then one line a block: verbs, event without
            a pattern ("-" if none), and ``event: stems, stems+stems ...``, parted by tabs.
        """
        first, second = text.split("\n\n")
        pairs = (line.split("\t") for line in first.split("\n"))
        blocks: dict[str, list[str]] = {}
        for line in second.split("\n"):
            for verb in line[: line.index("\t")].split():
                blocks.setdefault(verb, []).append(line)
        return cls({word: tuple(roots.split()) for word, roots in pairs}, blocks)

    def scan(self, text: str) -> Scan:
        """A sentence with what the lexicon knows of its words.

        Parameters
        ----------
        text : str
            One sentence.
        """
        words = words_of(text)
        stems = [w.stem for w in words]
        return Scan(
            words,
            tuple(() if w.name else self.triggers.get(w.stem, ()) for w in words),
            tuple(
                "" if w.name or w.stem not in self.blocks else self._pattern(stems, i)
                for i, w in enumerate(words)
            ),
        )

    def _pattern(self, stems: list[str], at: int) -> str:
        """Event of the longest pattern of a verb."""
        blocks = [_block(line) for line in self.blocks[stems[at]]]
        near = stems[at + 1 : at + 1 + _ON] + stems[max(0, at - _BACK) : at]
        root = _many(blocks, frozenset(near)) or _one(blocks, near)
        root = root or next((b.alone for b in blocks if b.alone != "-"), "")
        return "" if root == "-" else root


@lru_cache(maxsize=1024)
def _block(line: str) -> CodeBlock:
    """A line of blocks, parsed when a sentence first has one of its verbs."""
    _, alone, *rest = line.split("\t")
    one: dict[str, str] = {}
    many: dict[str, list[tuple[frozenset[str], str]]] = {}
    for part in rest:
        root, stems = part.split(":")
        for words in stems.split():
            if "+" in words:
                several = words.split("+")
                many.setdefault(max(several, key=len), []).append((frozenset(several), root))
            else:
                one[words] = root
    return CodeBlock(alone, one, many)


def _many(blocks: Sequence[CodeBlock], near: frozenset[str]) -> str:
    """Event of the pattern of most stems; of the first in the alphabet where several are."""
    codes = [
        (-len(words), sorted(words), root)
        for b in blocks
        for key in near & b.many.keys()
        for words, root in b.many[key]
        if words <= near
    ]
    return min(codes)[2] if codes else ""


def _one(blocks: Sequence[CodeBlock], near: list[str]) -> str:
    return next((b.one[w] for w in near for b in blocks if w in b.one), "")
