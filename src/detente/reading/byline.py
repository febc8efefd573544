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


@dataclass(frozen=True, kw_only=True)
class Byline:
    """Result; None where the head does not state it."""

    title: str | None
    author: str | None
    published: date | None


def byline(document: text.Document) -> Byline:
    r"""Title, author and day from the headings above the first paragraph, or from its dateline.

    A day counts only if it is absolute and whole, so that a season in a title is none.

    Examples
    --------
    >>> byline(text.document("# Of pacts\n\n# By Ann Other, 3 May 1998\n\nIt ends.", name="x"))
    Byline(title='Of pacts', author='Ann Other', published=datetime.date(1998, 5, 3))
    """
    head = document.text[: document.paragraphs[0].span.start][-_HEAD:]
    lines = [" ".join(line.strip("#* \t").split()) for line in head.split("\n")]
    lines = [line for line in lines if line]
    author = _AUTHOR.search(" ".join(lines))
    dateline = _DATELINE.match(document.quote(document.body[0])[:120])
    days = [_day(line) for line in [*lines, dateline["rest"] if dateline else ""]]
    return Byline(
        title=_title(document),
        author=author[1].strip() if author else None,
        published=next((day for day in days if day), None),
    )


def _title(document: text.Document) -> str | None:
    """The first sentence of the headings."""
    heads = (document.quote(s) for s in document.sentences if not s.paragraph)
    blocks = (" ".join(head.strip("#* \t\n").split()) for head in heads)
    return next((b[:300] for b in blocks if b), None)


def _day(line: str) -> date | None:
    days = dates(text.document(line, name="head")) if line else ()
    whole = (d.first for d in days if d.granularity == "day" and not d.relative)
    return next(whole, None)
