"""The terminal says what the document says, at any width, and prints text as text."""

import io

import pytest
from rich.console import Console

from detente.assessment.assess import assess
from detente.brief.terminal import show
from detente.brief.words import percent
from detente.case.load import load
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


def test_markup_in_a_case_stays_text():
    case = load("anglo-japanese-1905").model_copy(update={"question": "[bold]Will[/] it [/last]?"})
    assert "[bold]Will[/] it [/last]?" in text_of(assess(case, settings=FAST), 160)


@pytest.mark.parametrize(
    ("p", "words"), [(0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.999, ">99%"), (1.0, "100%")]
)
def test_a_small_probability_never_reads_as_none(p, words):
    assert percent(p) == words
