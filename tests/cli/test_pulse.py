"""The command ``pulse``: its terminal, JSON and CSV, and one sentence for each mistake."""

import csv
import re

import pytest
import typer.testing
from gdelt_kit import MONTHS
from pulse_kit import a_pulse

from detente.cli.common import out
from detente.cli.main import app
from detente.cli.pulse import _csv as as_csv
from detente.cli.pulse_page import _where, show_pulse
from detente.document.pulse import Pulse, QuadCounts
from detente.errors import DetenteError


def run(*words):
    """The command ``pulse`` in this process; an error of it is raised."""
    asked = ["pulse", *map(str, words)]
    return typer.testing.CliRunner().invoke(app, asked, catch_exceptions=False)


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


def test_the_foot_names_what_each_feed_counts(pulse):
    made, other = pulse.feeds
    scores = pulse.model_copy(update={"feeds": [made, other.model_copy(update={"unit": "scores"})]})
    for feeds, unit in ((pulse, "events"), (scores, "events or scores")):
        words = " ".join(printed(feeds).split())
        assert f"Conflict: per 1,000 of the world's {unit}. Balance" in words


def test_hindsight_is_said_in_the_terminal_and_in_each_row():
    seen = a_pulse(view="hindsight")
    assert "HINDSIGHT" in printed(seen).splitlines()[1]
    assert all(',"hindsight",' in row for row in as_csv(seen).splitlines()[1:])


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("https://a.example.org/x?y", "a.example.org"),
        ("BBC: story 7", "BBC: story 7"),
        ("http://[x", "http://[x"),
    ],
)
def test_the_terminal_names_the_site_of_a_report(reference, shown):
    assert _where(reference) == shown


def test_csv_has_one_row_a_month_and_json_the_document(event_store):
    rows = list(csv.DictReader(run("CHN", "IND", "--csv").output.splitlines()))
    assert len(rows) == MONTHS
    assert rows[0]["month"] == "2016-01"
    both = sum(float(rows[0][f"both_{kind}"]) for kind in QuadCounts.model_fields)
    assert both == float(rows[0]["cooperation"]) + float(rows[0]["conflict"])
    assert 0 <= float(rows[-1]["changed_balance"]) <= 1
    p = Pulse.model_validate_json(run("CHN", "IND", "--json", "--from", "2018").output)
    assert p.feeds[0].months[0].month == "2018-01"


def test_the_sql_is_shown_without_counting(event_store):
    text = run("CHN", "IND", "--explain", "--roles", "government").output
    assert text.startswith("-- events: the parts of GDELT 1.0")
    assert "SELECT" in text
    spark = run("CHN", "IND", "--explain", "--feed", "gdelt2", "--engine", "sc://host:1").output
    assert "`" in spark  # Spark quotes names otherwise


@pytest.mark.parametrize(("suffix", "start"), [("html", b"<!doctype html>"), ("PNG", b"\x89PNG")])
def test_a_plot_is_written_and_said(event_store, tmp_path, suffix, start):
    path = tmp_path / f"pulse.{suffix}"
    done = run("CHN", "IND", "--from", "2018", "--plot", path)
    assert done.output == f"wrote {path}\n"
    assert path.read_bytes().startswith(start)


MISTAKES = {
    "one state": (("CHN", "CHN"), "'CHN' and 'CHN' are one state; wanted two"),
    "unknown state": (("CHN", "Atlantis"), "unknown state 'Atlantis'"),
    "ended state": (("CHN", "DDR"), "wanted a date when it existed"),
    "months": (("CHN", "IND", "--from", "2019", "--to", "2018"), "wanted the earlier month first"),
    "no month": (("CHN", "IND", "--from", "2018-13"), "--from got '2018-13'; wanted a year or"),
    "feed": (("CHN", "IND", "--feed", "x"), "no feed 'x'; wanted one of gdelt1"),
    "roles": (("CHN", "IND", "--roles", "king"), "'king'; wanted one of government, military"),
    "duplicates": (("CHN", "IND", "--duplicates", "x"), "duplicates: 'x'; wanted one of day, none"),
    "plot": (("CHN", "IND", "--plot", "a.gif"), "--plot got 'a.gif'; wanted a name that ends in"),
    "both forms": (("CHN", "IND", "--json", "--csv"), "--json and --csv exclude each other"),
    "engine": (("CHN", "IND", "--engine", "spark"), "engine: 'spark'; wanted duckdb or an address"),
    "no events": (("FJI", "BTN"), "no event between Fiji and Bhutan"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence(event_store, name):
    words, sentence = MISTAKES[name]
    with pytest.raises(DetenteError) as problem:
        run(*words)
    assert sentence in str(problem.value)
    assert "\n" not in str(problem.value)
