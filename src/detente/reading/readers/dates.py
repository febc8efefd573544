"""Dates of a text, absolute and counted from its own day."""

from collections.abc import Iterator
from datetime import date

from detente.reading.dates import DateSpan, dates
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document


@reader(
    ReaderCard(
        id="dates",
        kinds=("date",),
        version=2,
        says="Dates by a closed grammar; without year the last one, or the next where the verb "
        "looks ahead.",
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every date; one that counts from the day of an undated document has no first day."""
    for found in dates(document):
        yield Draft(
            kind="date",
            span=found.span,
            fields={
                "first": found.first.isoformat() if found.first else None,
                "last": found.last.isoformat() if found.last else None,
                "granularity": found.granularity,
                "relative": found.relative,
            },
            rule=found.rule,
            reason=_reason(found, document),
        )


def _reason(found: DateSpan, document: Document) -> str:
    words = " ".join(document.quote(found.span).split())
    if found.first is None:
        return f"“{words}” counts from the day of the document, which is not known."
    stretch = found.first.isoformat()
    if found.last != found.first:
        stretch += f" to {found.last}"
    counted = f", counted from {document.published}" if found.relative else ""
    return f"“{words}” is {stretch}{counted}."
