"""Shares in words and digits, by hand; what is no share; and offsets into the whole text."""

import sys

import pytest

from detente.reading import figures as module
from detente.reading.figures import figures, number


def shares(text):
    return [(text[f.span.start : f.span.end], f.share, f.form) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("57 percent agree", [("57 percent", 0.57, "percent")]),
        ("57% agree", [("57%", 0.57, "percent")]),
        ("57.5 per cent agree", [("57.5 per cent", 0.575, "percent")]),
        ("Fifty-seven percent agree", [("Fifty-seven percent", 0.57, "percent")]),
        ("53 per cent. of them agree", [("53 per cent.", 0.53, "percent")]),
        ("A share of .57 agree", [(".57", 0.57, "decimal")]),
        ("Nearly six in ten agree", [("six in ten", 0.6, "fraction")]),
        ("6 out of 10 agree", [("6 out of 10", 0.6, "fraction")]),
        ("three Americans in four agree", [("three Americans in four", 0.75, "fraction")]),
        ("every second one agrees", [("every second", 0.5, "fraction")]),
        ("Two thirds agree", [("Two thirds", 0.6667, "fraction")]),
        ("a quarter of Poles agree", [("a quarter", 0.25, "fraction")]),
        ("nearly half of Poles agree", [("half", 0.5, "fraction")]),
        (
            "six in ten agree, up from four",
            [("six in ten", 0.6, "fraction"), ("four", 0.4, "bare")],
        ),
        (
            "it fell to 47 per cent from 58 four years ago",
            [("47 per cent", 0.47, "percent"), ("58", 0.58, "bare")],
        ),
        ("a majority of 58 to 31", [("58", 0.58, "bare"), ("31", 0.31, "bare")]),
    ],
)
def test_every_form_of_a_share(text, expected):
    assert shares(text) == expected


def test_a_number_borrows_the_sign_of_another():
    assert shares("from 38 to 50 percent") == [("38", 0.38, "bare"), ("50 percent", 0.5, "percent")]
    assert [f.share for f in figures("34 percent were for and 39 against.")] == [0.34, 0.39]


def test_points_are_a_change_and_the_share_follows():
    assert shares("rose ten points to 57") == [
        ("ten points", 0.1, "points"),
        ("57", 0.57, "bare"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A third country joined in the third quarter.",
        "It took half a century, and the second half of the year.",
        "On 15 October 1,500 people came, aged 18 to 34.",
        "The vote was 58 votes to 31.",
        "Rates rose by 25 basis points.",
        "The year 1957 brought 20 ships.",
        "",
    ],
)
def test_what_is_no_share(text):
    assert figures(text) == ()


def test_days_and_ages_borrow_no_sign():
    text = "On October 15 some 40 percent of people aged 18 to 34 agreed, against 12 October's 30."
    assert {f.share for f in figures(text)} & {0.15, 0.18, 0.34, 0.12, 0.4} == {0.4}


def test_offsets_count_from_the_beginning_of_the_text():
    text = "Nobody knows. 57 percent agree."
    assert [(f.span.start, f.span.end) for f in figures(text, 14)] == [(14, 24)]
    assert figures(text, 0, 13) == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [("seven", 7), ("fifty-seven", 57), ("57.5", 57.5), ("a hundred", 100), ("one hundred", 100)],
)
def test_numbers_in_words_have_their_value(words, value):
    assert number(words) == value


def test_a_word_that_is_no_number_is_an_error():
    with pytest.raises(KeyError):
        number("several")


class Looked:
    """A pattern that counts the characters it is given."""

    def __init__(self, pattern):
        self.pattern, self.characters = pattern, 0

    def search(self, text, first=0, last=sys.maxsize):
        self.characters += min(last, len(text)) - first
        return self.pattern.search(text, first, last)


def work(text, monkeypatch):
    """Calls and characters that reading a text takes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    with monkeypatch.context() as patch:
        names = ("_BEFORE", "_LABEL", "_PART_OF", "_CHANGED_BY")
        looked = [Looked(getattr(module, name)) for name in names]
        for name, one in zip(names, looked, strict=True):
            patch.setattr(module, name, one)
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            assert figures(text, table=True)
        finally:
            sys.setprofile(before)
    return calls, sum(one.characters for one in looked)


@pytest.mark.parametrize("words", ["40 percent, 30, 20, ", "seven in ten, up from six, "])
def test_twice_the_figures_of_a_sentence_take_twice_the_work(words, monkeypatch):
    calls, characters = work(words * 50, monkeypatch)
    more_calls, more_characters = work(words * 100, monkeypatch)
    assert more_calls < 2.1 * calls
    assert more_characters < 2.2 * characters
