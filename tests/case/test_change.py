"""What a user types: days, years, values and changes, each parsed in one place."""

from datetime import date

import pytest

from detente.case.change import parse_change, parse_day, parse_value, parse_years
from detente.errors import DataError


def test_a_day_is_iso():
    assert parse_day("2001-11-12", "--at") == date(2001, 11, 12)


@pytest.mark.parametrize("text", ["", "2001", "20011112", "2001-1-2", "2001-02-30", "2001-W46-1", "٢٠٠١-٠١-٠١"])  # fmt: skip
def test_what_is_not_a_day_is_refused(text):
    with pytest.raises(DataError, match=f"--at got '{text}'; wanted a day such as 2001-11-12"):
        parse_day(text, "--at")


def test_a_year_stands_for_its_first_day_where_allowed():
    assert parse_day("2001", "--as-of", or_year=True) == date(2001, 1, 1)
    with pytest.raises(DataError, match="wanted a year or a day"):
        parse_day("0000", "--as-of", or_year=True)


@pytest.mark.parametrize(("text", "years"), [("1990:2014", (1990, 2014)), ("1990", (1990, 1990))])
def test_years_are_a_span_or_one_year(text, years):
    assert parse_years(text, "--years") == years


@pytest.mark.parametrize(
    "text", ["", ":", "1990:", ":2014", "2014:1990", "1990-2014", "a:b", "1:2:3"]
)
def test_what_is_not_a_span_of_years_is_refused(text):
    with pytest.raises(DataError, match="wanted years such as 1990:2014"):
        parse_years(text, "--years")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("0.5", 0.5), ("true", True), ("-", "-"), ("+", "+"), ("a word", "a word"),
     ("2001-11-12", "2001-11-12")],
)  # fmt: skip
def test_values_are_read_as_in_a_file(text, value):
    assert parse_value(text, "--set") == value
    assert type(parse_value(text, "--set")) is type(value)


@pytest.mark.parametrize("text", ["", "[1, 2]", "{a: 1}", "null", "a: b", "\ud800"])
def test_what_is_not_a_single_value_is_refused(text):
    with pytest.raises(DataError, match="wanted a number, a word, true or false"):
        parse_value(text, "--set")


def test_a_change_may_have_a_day():
    assert parse_change("a.b=1", "--set") == ("a.b", 1, None)
    assert parse_change("a.b=+@2002-06-01", "--set") == ("a.b", "+", date(2002, 6, 1))


def test_an_at_sign_without_a_day_belongs_to_the_value():
    assert parse_change("a.b=x@y", "--set") == ("a.b", "x@y", None)


@pytest.mark.parametrize("text", ["", "a", "=1", "a=", "a b=1"])
def test_what_is_not_a_change_is_refused(text):
    with pytest.raises(DataError, match="wanted PATH=VALUE or PATH=VALUE@DAY"):
        parse_change(text, "--set")


def test_a_change_from_a_day_that_does_not_exist_is_refused():
    with pytest.raises(DataError, match="got '2002-02-30'; wanted a day"):
        parse_change("a=1@2002-02-30", "--set")
