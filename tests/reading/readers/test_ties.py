"""Ties with sign between two actors of one sentence, answers by hand."""

from datetime import date

import pytest

from detente.reading.readers.ties import read
from detente.reading.text import document

DAY = date(2020, 5, 1)


def ties(text):
    origin = document(text, name="test", published=DAY)
    return [(d.fields["a"], d.fields["b"], d.fields["sign"]) for d in read(origin, DAY)]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The Turkish-Russian rapprochement surprised everybody.", ("RUS", "TUR", "+")),
        ("The friendship between Brazil and Argentina is old.", ("ARG", "BRA", "+")),
        ("Armenia, Russia's ally, was disappointed.", ("ARM", "RUS", "+")),
        ("Sudan is close to Egypt.", ("EGY", "SDN", "+")),
        ("Sudan and Egypt, by tradition allies, met.", ("EGY", "SDN", "+")),
        ("Relations between India and Pakistan have deteriorated.", ("IND", "PAK", "-")),
        ("Iran-backed Houthis fired.", ("IRN", "houthis", "+")),
        ("The old rivals Chad and Libya met.", ("LBY", "TCD", "-")),
        ("Turkey blamed the US ally Saudi Arabia.", ("SAU", "USA", "+")),
        ("Yerevan asked Moscow, its nominal protector, for help.", ("ARM", "RUS", "+")),
        ("Saudi Arabia distrusts Iran.", ("IRN", "SAU", "-")),
        ("Chile, which was at odds with Argentina, joined.", ("ARG", "CHL", "-")),
        ("Egypt's rivalry with Ethiopia remains.", ("EGY", "ETH", "-")),
        ("Uzbekistan, whose leaders are distrustful of Russia, left.", ("RUS", "UZB", "-")),
        ("Russia and the United States remain rivals.", ("RUS", "USA", "-")),
    ],
)
def test_a_tie_has_the_sign_of_its_words(text, tie):
    assert ties(text) == [tie]


def test_two_partners_are_two_ties():
    assert ties("Russia has close links with the Iraqi and Syrian leaders.") == [
        ("IRQ", "RUS", "+"),
        ("RUS", "SYR", "+"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Poland and Chile signed nothing.",
        "Relations between India and Pakistan were discussed.",
        "Russia does not trust Turkey.",
        "The weather was fine.",
        "Sudan signed a treaty with Egypt.",
        "Sudan and Egypt might become allies.",
        "",
    ],
)
def test_no_tie_is_said(text):
    assert [t for t in ties(text) if t[2] == "+"] == []


def test_events_of_a_day_are_no_ties():
    assert ties("Israel bombed Syria.") == []
    assert ties("Israel and Syria traded fire.") == []


def test_the_two_nations_are_those_of_the_paragraph():
    assert ties("Chad met Libya in May. The two nations had been enemies.") == [
        ("LBY", "TCD", "-"),
    ]
    assert ties("The two nations had been enemies.") == []


def test_allies_against_a_third():
    assert ties("Mali and Chad are allies against Libya.") == [
        ("MLI", "TCD", "+"),
        ("LBY", "MLI", "-"),
        ("LBY", "TCD", "-"),
    ]


def test_the_span_is_the_words():
    origin = document("In May, Sudan was close to Egypt again.", name="x")
    (draft,) = read(origin, DAY)
    assert origin.quote(draft.span) == "Sudan was close to Egypt"
