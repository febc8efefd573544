"""Numbers as all forms of the brief write them."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from detente.brief import screen, terminal
from detente.brief.context import brief
from detente.document.answer import Answer
from detente.document.percent import between, percent


@pytest.mark.parametrize(
    ("p", "digits", "written"),
    [
        (0.0, 0, "0%"),
        (0.005, 0, "<1%"),
        (0.0051, 0, "1%"),
        (0.995, 0, ">99%"),
        (0.0005, 1, "0.1%"),
        (0.00025, 1, "<0.1%"),
        (0.99975, 1, ">99.9%"),
        (1.0, 0, "100%"),
    ],
)
def test_only_zero_is_written_as_zero_and_only_one_as_a_hundred(p, digits, written):
    assert percent(p, digits) == written


def test_the_low_end_of_an_interval_is_not_written_above_the_high_end():
    assert between(0.00025, 0.005) == "<1% to <1%"


@pytest.mark.parametrize(
    ("start", "line", "shown"),
    [
        (date(1949, 12, 31), "together since 1949 (", "together since 1949\n"),
        (date(1949, 4, 4), "together since 4 April 1949 (", "together since 1949-04-04\n"),
    ],
)
def test_a_beginning_of_which_only_the_year_is_known_is_its_year(documents, start, line, shown):
    a = documents["us-russia-2001"]
    a = a.model_copy(update={"partnership": a.partnership.model_copy(update={"start": start})})
    assert line in brief(a).dateline
    out = StringIO()
    console = Console(file=out, width=200, highlight=False)
    screen.show(Answer.of(a), console, case=("a-case",))
    terminal.show(a, console)
    assert out.getvalue().count(shown) == 2
