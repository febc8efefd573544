"""The reader of dates: fields as docs/reading.md has them."""

from datetime import date

from detente.reading.readers.dates import read
from detente.reading.text import document

DAY = date(2001, 11, 12)


def test_fields_are_days_in_iso_form():
    doc = document("They met last month.", name="x", published=DAY)
    (draft,) = read(doc, DAY)
    assert doc.quote(draft.span) == "last month"
    assert draft.fields == {
        "first": "2001-10-01",
        "last": "2001-10-31",
        "granularity": "month",
        "relative": True,
    }
    assert draft.reason == "“last month” is 2001-10-01 to 2001-10-31, counted from 2001-11-12."


def test_without_a_day_of_the_document_the_day_of_the_case_is_not_taken_for_it():
    (draft,) = read(document("They met last month.", name="x"), DAY)
    assert (draft.fields["first"], draft.fields["last"]) == (None, None)
    assert "not known" in draft.reason


def test_a_heading_is_not_read():
    doc = document("**Summit of 3 May 1999**\n\nNothing was said.", name="x", published=DAY)
    assert list(read(doc, DAY)) == []
