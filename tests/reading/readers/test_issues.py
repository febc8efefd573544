"""Matters in dispute and who holds a side, answers by hand."""

from datetime import date

import pytest

from detente.reading.readers.issues import read
from detente.reading.text import document

DAY = date(2020, 5, 1)


def issues(text):
    origin = document(text, name="test", published=DAY)
    return [(d.fields["label"], set(d.fields["sides"])) for d in read(origin, DAY)]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        (
            "France and Germany differ over the rescue of Greece.",
            ("rescue of Greece", {"FRA", "DEU"}),
        ),
        ("Egypt's dispute with Ethiopia over the dam goes on.", ("dam goes on", {"EGY", "ETH"})),
        (
            "Chile is at odds with Argentina over the Beagle Channel.",
            ("Beagle Channel", {"CHL", "ARG"}),
        ),
    ],
)
def test_an_issue_has_its_label_and_sides(text, issue):
    assert issues(text) == [issue]


def test_no_agreement_is_between_the_two_of_the_paragraph():
    text = "Egypt and Ethiopia talked for a week. No agreement was reached on the pace of filling."
    assert issues(text) == [("pace of filling", {"EGY", "ETH"})]


def test_a_wish_and_its_rebuttal():
    text = "France wants joint bonds. Germany will not hear of them."
    assert issues(text) == [("joint bonds", {"FRA", "DEU"})]


@pytest.mark.parametrize("text", ["France and Germany agree.", "They differ over it.", ""])
def test_no_matter_is_named(text):
    assert issues(text) == []
