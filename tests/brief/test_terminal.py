"""The terminal says what the document says, at any width, and prints text as text."""

import io
import re

import pytest
from rich.console import Console

from detente.assessment.assess import assess
from detente.brief.grid import Grid
from detente.brief.terminal import show
from detente.brief.words import span
from detente.case.load import load
from detente.document.percent import percent
from detente.forecast.settings import Settings

FAST = Settings(draws=200)


def text_of(result, width):
    out = io.StringIO()
    show(result, Console(file=out, width=width, highlight=False))
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 160])
def test_numbers_of_the_document_are_shown(width):
    result = assess("us-russia-2001", settings=FAST)
    text = text_of(result, width)
    assert max(map(len, text.splitlines())) <= width
    assert result.verdict.label.upper() in text
    assert f"Confidence: {result.confidence.level}" in text
    for h in ("1", "10"):
        assert percent(result.verdict.p_unbroken[h].mean) in text


def test_the_full_view_leaves_out_nothing_of_the_screen(documents):
    """Fates, levers and the age of the data too; and the bridge and the hypotheses."""
    a = documents["us-russia-2001"]
    text = text_of(a, 400)
    assert a.fates
    assert a.tornado
    assert a.bridge
    for fate in a.fates:
        assert f"{fate.word} " in text
        assert span(fate.p) in text
    for lever in a.tornado:
        assert lever.change in text
        assert f"{100 * lever.move:+.1f}".replace("+0.0", "0.0").replace("-0.0", "0.0") in text
    for step in a.bridge:
        assert step.label in text
    for hypothesis in a.alternatives.hypotheses:
        assert hypothesis.label in text
    assert "known to" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_word_is_cut_at_any_width(documents, width):
    result = documents["us-russia-2001"]
    text, whole = text_of(result, width), text_of(result, 400)
    assert max(map(len, text.splitlines())) <= width
    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= set(re.findall(r"[^\W\d_]{2,}", whole))


def test_a_table_that_does_not_fit_is_set_as_records():
    table = Grid(columns=("outcome", "within ten years", "meaning"))
    table.add("suspension", "18%", "a treaty of the [two] ends")
    text = {}
    for width in (80, 24):
        out = io.StringIO()
        Console(file=out, width=width).print(table)
        text[width] = [line.rstrip() for line in out.getvalue().splitlines()]
    assert text[80][1].split() == ["suspension", "18%", "a", "treaty", "of", "the", "[two]", "ends"]
    assert text[24] == [
        "outcome",
        "suspension",
        "  within ten years: 18%;",
        "  meaning: a treaty of",
        "  the [two] ends",
    ]


def test_markup_in_a_case_stays_text():
    case = load("anglo-japanese-1905").model_copy(update={"question": "[bold]Will[/] it [/last]?"})
    assert "[bold]Will[/] it [/last]?" in text_of(assess(case, settings=FAST), 160)


@pytest.mark.parametrize(
    ("p", "words"), [(0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.999, ">99%"), (1.0, "100%")]
)
def test_a_small_probability_never_reads_as_none(p, words):
    assert percent(p) == words
