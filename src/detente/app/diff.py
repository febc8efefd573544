"""What changed between two versions of a case file, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_CONTEXT = 3  # lines shown around a change
_MOST = 4_000_000  # pairs of lines that are compared; beyond, a block is replaced by a block


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a comparison; a gap stands for lines left out because they are the same."""

    sign: str  # "+", "-", " " or "gap"
    old: int | None  # number in the old file, from 1
    new: int | None
    text: str


Block = tuple[str, int, int, int, int]


def compare(old: str, new: str) -> list[Line]:
    """Lines taken out and put in, with some of those around them; empty if nothing changed.

    Examples
    --------
    >>> [(x.sign, x.text) for x in compare("a: 1\\nb: 2", "a: 1\\nb: 3")]
    [('gap', ''), (' ', 'a: 1'), ('-', 'b: 2'), ('+', 'b: 3')]
    """
    a, b = old.splitlines(), new.splitlines()
    return [line for group in _groups(_blocks(a, b)) for line in _lines(group, a, b)]


def _blocks(a: list[str], b: list[str]) -> list[Block]:
    """Blocks that are equal or replaced; what the ends share is set aside first."""
    start = _shared(a, b)
    stop = _shared(a[start:][::-1], b[start:][::-1])
    left, right = a[start : len(a) - stop], b[start : len(b) - stop]
    if len(left) * len(right) > _MOST:
        middle: list[Block] = [("replace", 0, len(left), 0, len(right))]
    else:
        middle = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    moved = [(k, i + start, j + start, m + start, n + start) for k, i, j, m, n in middle]
    return [
        ("equal", 0, start, 0, start),
        *moved,
        ("equal", len(a) - stop, len(a), len(b) - stop, len(b)),
    ]


def _shared(a: list[str], b: list[str]) -> int:
    """How many lines two lists share at their start."""
    return next(
        (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _groups(blocks: list[Block]) -> Iterator[list[Block]]:
    """Blocks with little between them, cut down to the context; none where nothing changed."""
    group: list[Block] = []
    changed = False
    for kind, i, j, m, n in blocks:
        if kind != "equal":
            group.append((kind, i, j, m, n))
            changed = True
            continue
        cut = min(_CONTEXT, j - i)
        if changed and j - i > 2 * _CONTEXT:
            yield [*group, (kind, i, i + cut, m, m + cut)]
            group, changed = [], False
        if changed:
            group.append((kind, i, j, m, n))
        elif cut:
            group = [(kind, j - cut, j, n - cut, n)]
    if changed:
        *inner, last = group
        if last[0] == "equal":
            last = (last[0], last[1], min(last[2], last[1] + _CONTEXT), last[3], last[4])
        yield [*inner, last]


def _lines(group: list[Block], a: list[str], b: list[str]) -> Iterator[Line]:
    yield Line(sign="gap", old=group[0][1] + 1, new=group[0][3] + 1, text="")
    for kind, i, j, m, n in group:
        if kind == "equal":
            for k in range(j - i):
                yield Line(sign=" ", old=i + k + 1, new=m + k + 1, text=a[i + k])
            continue
        yield from (Line(sign="-", old=k + 1, new=None, text=a[k]) for k in range(i, j))
        yield from (Line(sign="+", old=None, new=k + 1, text=b[k]) for k in range(m, n))
