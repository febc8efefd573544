"""What was given, promised, denied or decided before, answers by hand."""

from datetime import date

import pytest

from detente.reading.readers.deeds import read
from detente.reading.text import document

DAY = date(2020, 5, 1)


def deeds(text):
    origin = document(text, name="test", published=DAY)
    names = ("giver", "receiver", "status", "form")
    return [tuple(d.fields[n] for n in names) for d in read(origin, DAY)]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Brazil handed over three fugitives to Argentina.", ("BRA", "ARG", "given", "material")),
        ("Japan apologised to South Korea.", ("JPN", "KOR", "given", "verbal")),
        ("Pakistan promised to close the camps.", ("PAK", None, "promised", "material")),
        (
            "Russia offered to share intelligence with Turkey.",
            ("RUS", "TUR", "promised", "material"),
        ),
        ("Germany denied that it had sold Iran tanks.", ("DEU", "IRN", "denied", "material")),
        ("Iran was given tanks by Germany.", ("DEU", "IRN", "given", "material")),
        ("Chad, which Libya had armed, sold Niger oil.", ("TCD", "NER", "given", "material")),
        ("Russia had already decided to close the base.", ("RUS", None, "predecided", "material")),
        ("Mali accepted tents from Chad and Niger.", ("NER", "MLI", "given", "material")),
        ("Poland closed its market. It then paid Ukraine.", ("POL", "UKR", "given", "material")),
    ],
)
def test_giver_receiver_and_status(text, deed):
    assert deed in deeds(text)


def test_one_deed_for_each_receiver():
    text = "Russia agreed in December to pay Uzbekistan and Kazakhstan European prices."
    assert {d[1] for d in deeds(text)} == {"UZB", "KAZ"}


@pytest.mark.parametrize(
    "text",
    [
        "If Russia closed its base, Turkey would be glad.",
        "Vietnam is a closed society.",
        "Germany returned the compliment to France.",
        "Mali suspended its payments to France.",
        "Niger stopped the visas of the Americans.",
        "Niger expelled the French ambassador.",
        "In a poll 40 percent of Poles said Russia had paid.",
        "Poland thrives.",
        "",
    ],
)
def test_a_plan_or_a_wish_is_no_deed_given(text):
    assert [d for d in deeds(text) if d[2] == "given"] == []
