"""What the head of a text says of its origin: title, author, day."""

import re
from dataclasses import dataclass
from datetime import date

from detente.reading import text
from detente.reading.dates import dates

_AUTHOR = re.compile(r"\b[Bb]y ((?:[A-Z][\w.'\u2019-]*\s?){2,4})")
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'-]{2,40}[,(:]? ?(?P<rest>.{4,40}?)\s*(?:\(\w+\))?\s*[-\u2013\u2014]"
)
_HEAD = 600  # characters before the first paragraph that can be a head
_END = re.compile(r"[.!?][\"')\u201d\u2019]*$")  # of a sentence
# Lines above the prose of plain text, which marks no heading: how many, how long, and how many
# words stand beside a day there (*Saturday*, *By Ann Other,*); a wrapped line of prose has more.
_PLAIN_LINES, _PLAIN_WIDTH, _BESIDE_DAY = 6, 120, 5


@dataclass(frozen=True, kw_only=True)
class Byline:
    """Result; None where the head does not state it."""

    title: str | None
    author: str | None
    published: date | None


def byline(document: text.Document) -> Byline:
    r"""Title, author and day from the lines above the first paragraph, or from its dateline.

    A day counts only if it is absolute and whole, so that a season in a title is none. Plain text
    marks no headings: there the short lines before the first sentence are the head, if one of them
    is little more than a day or begins with *By*.

    Examples
    --------
    >>> byline(text.document("# Of pacts\n\n# By Ann Other, 3 May 1998\n\nIt ends.", name="x"))
    Byline(title='Of pacts', author='Ann Other', published=datetime.date(1998, 5, 3))
    >>> byline(text.document("Of pacts\nBy Ann Other\n3 May 1998\n\nIt ends.", name="x"))
    Byline(title='Of pacts', author='Ann Other', published=datetime.date(1998, 5, 3))
    """
    above = document.text[: document.paragraphs[0].span.start][-_HEAD:]
    lines = [line for line in map(_bare, above.split("\n")) if line]
    plain = _plain_head(document)
    dateline = _DATELINE.match(document.quote(document.body[0])[:120])
    days = [_day(line) for line in [*lines, *plain, dateline["rest"] if dateline else ""]]
    return Byline(
        title=_title(document) or next(iter(plain), None),
        author=next((m[1].strip() for m in map(_AUTHOR.search, [*lines, *plain]) if m), None),
        published=next((day for day in days if day), None),
    )


def _bare(line: str) -> str:
    return " ".join(line.strip("#* \t\r").split())


def _plain_head(document: text.Document) -> list[str]:
    """Title, author and day as lines of plain text; none where prose begins at once."""
    first = document.paragraphs[0].span
    head: list[str] = []
    for line in filter(None, map(_bare, document.text[first.start : first.end].split("\n"))):
        if len(line) > _PLAIN_WIDTH or _END.search(line) or len(head) == _PLAIN_LINES:
            break
        head.append(line)
    marks = [k for k, line in enumerate(head) if _AUTHOR.match(line) or _is_day(line)]
    return head[: marks[-1] + 1] if marks else []


def _is_day(line: str) -> bool:
    """Whether a line holds a day, few words beside it, and does not go on from another line."""
    spans = dates(text.document(line, name="head"))
    beside = len(line.split()) - sum(
        len(line[d.span.start : d.span.end].split()) for d in spans if d.granularity == "day"
    )
    return _day(line) is not None and beside <= _BESIDE_DAY and not line[0].islower()


def _title(document: text.Document) -> str | None:
    """The first sentence of the headings."""
    heads = (document.quote(s) for s in document.sentences if not s.paragraph)
    blocks = (" ".join(head.strip("#* \t\n").split()) for head in heads)
    return next((b[:300] for b in blocks if b), None)


def _day(line: str) -> date | None:
    days = dates(text.document(line, name="head")) if line else ()
    whole = (d.first for d in days if d.granularity == "day" and not d.relative)
    return next(whole, None)
