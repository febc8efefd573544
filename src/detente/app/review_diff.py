"""What entries add to a case file, section by section.

A long case with entries in its first and its last section differs over its whole length, which
`diff.compare` shows as replaced as a whole. Entries never move sections: compared one by one, only
the lines that are new are left.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.app.diff import DiffLine, compare

_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:")


def compare_sections(old: str, new: str) -> list[DiffLine]:
    r"""List the lines removed and added, with the unchanged lines around them.

    Parameters
    ----------
    old, new : str
        Two versions of a case file. If the sections of the old one are not those of the new one,
        with others between them, the whole texts are compared.

    Examples
    --------
    >>> lines = compare_sections("a:\n - 1\nb:\n - 1\n", "a:\n - 1\nb:\n - 1\n - 2\nc:\n - 3\n")
    >>> [(x.sign, x.new, x.text) for x in lines if x.sign == "+"]
    [('+', 5, ' - 2'), ('+', 6, 'c:'), ('+', 7, ' - 3')]
    """
    before, after = _sections(old), _sections(new)
    names = iter(key for key, _ in after)
    if not all(key in names for key, _ in before):  # one after the other, in this order
        return compare(old, new)
    return list(_by_section(before, after))


def _by_section(
    before: list[tuple[str, list[str]]], after: list[tuple[str, list[str]]]
) -> Iterator[DiffLine]:
    waiting = list(reversed(before))
    old_line = new_line = 0
    for key, lines in after:
        was = waiting.pop()[1] if waiting and waiting[-1][0] == key else []
        for line in compare("\n".join(was), "\n".join(lines)):
            yield replace(
                line,
                old=None if line.old is None else line.old + old_line,
                new=None if line.new is None else line.new + new_line,
            )
        old_line, new_line = old_line + len(was), new_line + len(lines)


def _sections(text: str) -> list[tuple[str, list[str]]]:
    """Key and lines of every top-level section; what precedes the first has the key ``""``."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        key = _KEY.match(line)
        if key:
            sections.append((key[0], []))
        sections[-1][1].append(line)
    return sections
