"""Dates of a text, absolute and counted from its own day."""

from collections.abc import Iterator
from datetime import date

from detente.reading.dates import DateSpan, dates
from detente.reading.dates_abroad import dates_abroad
from detente.reading.language import language
from detente.reading.proposal import Draft
from detente.reading.reader import ReaderCard, reader
from detente.reading.text import Document


@reader(
    ReaderCard(
        id="dates",
        kinds=("date",),
        version=4,
        says="Dates by a closed grammar; without year the last one, or the next where the verb "
        "looks ahead. In ten other languages absolute dates, and days without year.",
        languages=("*",),
    )
)
def read(document: Document, as_of: date) -> Iterator[Draft]:
    """Every date; one that counts from the day of an undated document has no first day."""
    spoken = language(document.text)
    for date_span in dates(document) if spoken == "en" else dates_abroad(document, spoken):
        yield Draft(
            kind="date",
            span=date_span.span,
            fields={
                "first": date_span.first.isoformat() if date_span.first else None,
                "last": date_span.last.isoformat() if date_span.last else None,
                "granularity": date_span.granularity,
                "relative": date_span.relative,
            },
            rule=date_span.rule,
            reason=_reason(date_span, document),
        )


def _reason(span: DateSpan, document: Document) -> str:
    words = " ".join(document.quote(span.span).split())
    if span.first is None:
        return f"“{words}” counts from the day of the document, which is not known."
    stretch = span.first.isoformat()
    if span.last != span.first:
        stretch += f" to {span.last}"
    counted = f", counted from {document.published}" if span.relative else ""
    return f"“{words}” is {stretch}{counted}."
