"""Single sentences with known answers, one kind a file (tests/reading/sentences).

A line is ``DAY | sentence``, with ``[words|answer]`` around each statement of the file's kind, or
``{words|actor.type}`` around each mention of an actor. Rules are written on the lines above ``---``;
those below only measure. The folder ``second`` has a later set by another hand, of the same form.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from corpus_kit import Answer, CorpusError, GoldText, strip_marks

from detente.reading.proposal import Fields, ProposalKind
from detente.reading.text import Span, document

FOLDER = Path(__file__).with_name("sentences")
Half = Literal["seen", "unseen"]
Part = Literal["first", "second", "third", "fourth"]
_MARK = re.compile(r"\[([^][|]+)(?:\|([^][]*))?\]")
_SURVEY = re.compile(r"(\.\d+)(?:<(\.\d+))? (-|[A-Z]{3}|[a-z-]+)")


def sentences(kind: ProposalKind, half: Half, part: Part = "first") -> tuple[GoldText, ...]:
    """Every sentence of a kind and half, as a text of its own.

    Parameters
    ----------
    kind : str
        One of `kinds`.
    half : str
        ``seen``, on which rules are written, or ``unseen``.
    part : str, default "first"
        ``second``, ``third`` and ``fourth`` for the later sets; all lines of ``third`` are seen.
    """
    lines = (_folder(part) / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    middle = lines.index("---")
    own = range(middle) if half == "seen" else range(middle + 1, len(lines))
    return tuple(_text(kind, n + 1, lines[n]) for n in own)


def kinds(part: Part = "first") -> tuple[ProposalKind, ...]:
    """Kinds of which a part has sentences."""
    return tuple(path.stem for path in sorted(_folder(part).glob("*.txt")))  # type: ignore[misc]


def _folder(part: Part) -> Path:
    return FOLDER if part == "first" else FOLDER / part


def _text(kind: ProposalKind, line: int, words: str) -> GoldText:
    day, _, marked = words.partition(" | ")
    name = f"{kind}:{line}"
    published = date.fromisoformat(day)
    text, answers = strip_marks(marked, name) if kind == "actor" else _strip(kind, marked, name)
    if re.search(r"[][|]", text):
        raise CorpusError(f"{name}: a mark that is none in {text!r}")
    return GoldText(
        name=name,
        half="train",
        genre="sentence",
        as_of=published,
        document=document(text, name=name, published=published),
        answers=answers,
        kinds=(kind,),
    )


def _strip(kind: ProposalKind, marked: str, name: str) -> tuple[str, tuple[Answer, ...]]:
    """The sentence as a reader sees it, and the statements that were marked in it."""
    pieces, answers, done = [], [], 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[done : mark.start()])
        start = sum(map(len, pieces))
        pieces.append(mark[1])
        span = Span(start, start + len(mark[1]))
        answers.append(Answer(kind=kind, span=span, fields=_fields(kind, mark[2] or "", name)))
        done = mark.end()
    return "".join([*pieces, marked[done:]]), tuple(answers)


def _fields(kind: ProposalKind, words: str, name: str) -> Fields:
    try:
        return dict(_FIELDS[kind](words))
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{name}: no answer of {kind}: {words!r}") from error


def _survey(words: str) -> Iterator[tuple[str, str | float | None]]:
    found = _SURVEY.fullmatch(words)
    if found is None:
        raise ValueError(words)
    share, earlier, public = found.groups()
    yield "share", float(share)
    yield "earlier_share", float(earlier) if earlier else None
    yield "public", None if public == "-" else public


def _deed(words: str) -> Iterator[tuple[str, str]]:
    giver, status = words.split()
    return zip(("giver", "status"), (giver, status), strict=True)


_FIELDS: dict[str, Callable[[str], Iterator[tuple[str, str | float | None]]]] = {
    "survey": _survey,
    "scheduled": lambda words: iter([("date", date.fromisoformat(f"{words}-01").isoformat())]),
    "attribution": lambda words: iter([]),
    "conditional": lambda words: iter([]),
    "deed": _deed,
}
