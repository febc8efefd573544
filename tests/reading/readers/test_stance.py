"""The author's judgement of the bond, answers by hand; not what others say."""

from datetime import date

import pytest

from detente.reading.readers.stance import read
from detente.reading.text import document

DAY = date(2020, 5, 1)


def stances(text):
    origin = document(text, name="test", published=DAY)
    return [d.fields["leans"] for d in read(origin, DAY)]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("The partnership is here to stay.", "durable"),
        ("The alliance is likely to survive this quarrel.", "durable"),
        ("The alliance is a marriage of convenience.", "fragile"),
        ("Their friendship might not outlast the generals.", "fragile"),
        ("Whether the truce will hold remains to be seen.", "open"),
        ("It is too early to say what the pact is worth.", "open"),
    ],
)
def test_a_judgement_of_the_author_leans_one_way(text, leans):
    assert stances(text) == [leans]


@pytest.mark.parametrize(
    "text",
    [
        'Officials said that the alliance was "here to stay".',
        "Analysts believe the alliance is fragile.",
        "Will the partnership last?",
        "The bridge is fragile.",
        "The alliance met in May.",
        "",
    ],
)
def test_not_the_authors_judgement_of_the_bond(text):
    assert stances(text) == []


def test_it_is_the_bond_of_the_sentence_before():
    assert stances("The alliance is old. It will endure.") == ["durable"]
