"""Who or what threatens whom, answers by hand."""

from datetime import date

import pytest

from detente.reading.readers.threats import read
from detente.reading.text import document

DAY = date(2020, 5, 1)


def threats(text):
    origin = document(text, name="test", published=DAY)
    return [(d.fields["actor"], d.fields["to"]) for d in read(origin, DAY)]


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Drug trafficking is a growing danger to Brazil.", ("drug-trafficking", ("BRA",))),
        ("Iran's missiles pose the gravest threat to Israel.", ("IRN", ("ISR",))),
        ("Thailand fears a Vietnamese attack.", ("VNM", ("THA",))),
        ("Drought is what threatens Jordan.", ("drought", ("JOR",))),
        ("For Ankara the PKK is a danger.", ("pkk", ("TUR",))),
        ("Should Japan arm, China would attack it.", ("CHN", ("JPN",))),
        ("Libya has threatened to shell Chad.", ("LBY", ("TCD",))),
        ("The dam could endanger Egypt.", ("dam", ("EGY",))),
        ("China and Russia see an American presence as a danger.", ("USA", ("RUS", "CHN"))),
    ],
)
def test_a_threat_has_its_source_and_target(text, threat):
    assert threats(text) == [threat]


def test_both_countries_are_the_pair_of_the_paragraph():
    text = "Brazil and Argentina met in May. Smuggling is a danger to both countries."
    assert threats(text) == [("smuggling", ("ARG", "BRA"))]


@pytest.mark.parametrize(
    "text",
    [
        "Iran is no threat to Israel.",
        "Smuggling is a danger.",
        "Being seen with Iran is a danger to Iraq.",
        "Poland thrives.",
        "",
    ],
)
def test_no_threat_to_anybody(text):
    assert threats(text) == []
