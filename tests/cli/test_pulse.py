"""The command ``pulse``: its terminal, JSON and CSV, and one sentence for each mistake."""

import re

import pytest
from pulse_kit import a_pulse

from detente.cli.common import out
from detente.cli.pulse import _csv as as_csv
from detente.cli.pulse_page import show_pulse


@pytest.fixture(scope="module")
def pulse():
    return a_pulse()


def printed(pulse, *, full=False):
    console = out(piped=80)
    with console.capture() as text:
        show_pulse(pulse, console, full=full)
    return text.get()


def test_the_terminal_answers_first_and_fits_eighty_columns(pulse):
    lines = printed(pulse).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[2].startswith(
        "2023-12 in Events made in code, against the 60 months before: level"
    )
    heads = [
        n for n, line in enumerate(lines) if line.startswith(("Last m", "Who", "Changes", "Mo"))
    ]
    assert [lines[n].split("  ")[0] for n in heads[:4]] == [
        "Last month",
        "Who does what to whom",
        "Changes that last",
        "Months",
    ]
    assert any(line.startswith("2022-01  conflict up  97%  2022-03") for line in lines)
    assert sum(
        bool(re.match(r"\d{4}-\d\d ", line)) for line in printed(pulse, full=True).splitlines()
    )
    assert "2018-11" not in "\n".join(lines)
    assert "2018-11" in printed(pulse, full=True)


def test_feeds_are_set_side_by_side_with_their_correlation(pulse):
    (level, balance) = pulse.correlations
    assert (level.of, balance.of) == ("level", "balance")  # the second feed knows no talk
    assert level.months == 59  # of the 60 in common one is a gap
    assert "Rank correlation of level of conflict in made and other" in printed(pulse)
    assert a_pulse(feeds=1).correlations == []


def test_hindsight_is_said_in_the_terminal_and_in_each_row():
    seen = a_pulse(view="hindsight")
    assert "HINDSIGHT" in printed(seen).splitlines()[1]
    assert all(",hindsight," in row for row in as_csv(seen).splitlines()[1:])
