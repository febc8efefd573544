"""What the head of a text says of its origin, with and without marked headings."""

from datetime import date

import pytest

from detente.reading.byline import Byline, byline
from detente.reading.text import document

BODY = (
    "Half a century after the last flight left, the two call each other partners.\n\n"
    "On 3 March 2019 both had signed a pact."
)
WHOLE = Byline(title="Friends for now", author="Ann Other", published=date(2026, 11, 24))


@pytest.mark.parametrize(
    "head",
    [
        "Friends for now\nBy Ann Other\nNovember 24, 2026\n\n",
        "Friends for now\n\nBy Ann Other\n\nTuesday, 24 November 2026\n\n",
        "Friends for now\n\nBy Ann Other, 24 November 2026\n\n",
        "**Friends for now**\n\n**By Ann Other**\n\n**24 November 2026**\n\n",
        "# Friends for now\n\nBy Ann Other\n24 November 2026\n\n",
    ],
)
def test_title_author_and_day_are_read_above_the_prose_marked_or_not(head):
    assert byline(document(head + BODY, name="x")) == WHOLE


@pytest.mark.parametrize(
    "prose",
    [
        BODY,
        "On 3 March 2019 the two foreign ministers of the alliance had met\nin Rome and had signed "
        "a pact that neither\nof them has kept since. It ends.",
        "The pact that was signed\non 3 March 2019\nlasts, said the minister\nof one. It ends.",
    ],
)
def test_days_within_prose_are_not_the_day_of_the_text(prose):
    assert byline(document(prose, name="x")) == Byline(title=None, author=None, published=None)
