"""What changed between two versions of a case file, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_CONTEXT = 3  # unchanged lines shown around a change
_MAX_PAIRS = 4_000_000  # pairs of lines compared; a larger block counts as replaced as a whole

Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


@dataclass(frozen=True, kw_only=True)
class DiffLine:
    """One line of a comparison; a gap stands for unchanged lines that are not shown."""

    sign: str  # "+", "-", " " or "gap"
    old: int | None  # line number in the old file, from 1
    new: int | None
    text: str


class _BoundedMatcher(SequenceMatcher[str]):
    """difflib's matcher with a bound on its time, which is quadratic in the lines that differ."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._old, self._new = old, new

    def get_opcodes(self) -> list[Opcode]:
        """Set the common start and end aside, then match the lines between them."""
        a, b = self._old, self._new
        start = _common(a, b)
        stop = _common(a[start:][::-1], b[start:][::-1])
        left, right = a[start : len(a) - stop], b[start : len(b) - stop]
        middle: list[Opcode] = [("replace", 0, len(left), 0, len(right))]
        if len(left) * len(right) <= _MAX_PAIRS:
            middle = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        blocks: list[Opcode] = [
            ("equal", 0, start, 0, start),
            *((tag, i + start, j + start, m + start, n + start) for tag, i, j, m, n in middle),
            ("equal", len(a) - stop, len(a), len(b) - stop, len(b)),
        ]
        return [block for block in blocks if block[1] < block[2] or block[3] < block[4]]


def compare(old: str, new: str) -> list[DiffLine]:
    r"""List the lines removed and added, with the unchanged lines around them.

    Parameters
    ----------
    old, new : str
        Two versions of a text.

    Returns
    -------
    list of DiffLine
        Empty if no line differs.

    Examples
    --------
    >>> [(x.sign, x.text) for x in compare("a: 1\nb: 2", "a: 1\nb: 3")]
    [('gap', ''), (' ', 'a: 1'), ('-', 'b: 2'), ('+', 'b: 3')]
    """
    a, b = old.splitlines(), new.splitlines()
    groups = _BoundedMatcher(a, b).get_grouped_opcodes(_CONTEXT)
    return [line for group in groups for line in _lines(group, a, b)]


def _common(a: list[str], b: list[str]) -> int:
    """Count the lines that two lists share at their start."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (x, y) in pairs if x != y), min(len(a), len(b)))


def _lines(
    group: Sequence[tuple[str, int, int, int, int]], a: list[str], b: list[str]
) -> Iterator[DiffLine]:
    yield DiffLine(sign="gap", old=group[0][1] + 1, new=group[0][3] + 1, text="")
    for tag, i, j, m, n in group:
        if tag == "equal":
            for k in range(j - i):
                yield DiffLine(sign=" ", old=i + k + 1, new=m + k + 1, text=a[i + k])
            continue
        yield from (DiffLine(sign="-", old=k + 1, new=None, text=a[k]) for k in range(i, j))
        yield from (DiffLine(sign="+", old=None, new=k + 1, text=b[k]) for k in range(m, n))
