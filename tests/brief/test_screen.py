"""One screen: all that a reader needs first, within the width and forty lines, at whole words."""

import io
import re

import pytest
from rich.console import Console

from detente.brief.screen import LINES, show
from detente.document.answer import Answer
from detente.document.labels import BASE_RATE
from detente.document.percent import percent


def screen(document, width, case=("a-case",)):
    out = io.StringIO()
    show(Answer.of(document), Console(file=out, width=width, highlight=False), case=case)
    return out.getvalue()


def crowded(document):
    """A document with every outcome of the ladder, long texts and every remark."""
    outcome = document.outcomes["rupture"]
    names = ("drift", "strain", "suspension", "treaty", "rivalry", "force", "rupture")
    posts = [s.model_copy(update={"label": f"{s.label}, {s.label}"}) for s in document.signposts]
    levers = [t.model_copy(update={"label": f"{t.label}, {t.label}"}) for t in document.tornado]
    question = " ".join([document.partnership.question] * 3)
    provenance = {"other_releases": {"nmc": "5.0", "cow-states": "2014", "gml-disputes": "1.0"}}
    return document.model_copy(
        update={
            "outcomes": {n: outcome.model_copy(update={"label": n}) for n in names},
            "signposts": posts,
            "tornado": levers,
            "partnership": document.partnership.model_copy(update={"question": question}),
            "verdict": document.verdict.model_copy(update={"adds_to_base": 0.0}),
            "provenance": document.provenance.model_copy(update=provenance),
        }
    )


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_longer_than_the_terminal(document, width):
    for a in (document, crowded(document)):
        assert max(map(len, screen(a, width).splitlines())) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_forty_lines_hold_it(document, width):
    assert len(screen(document, width).splitlines()) <= LINES
    assert len(screen(crowded(document), width).splitlines()) <= LINES


@pytest.mark.parametrize("width", [60, 80])
def test_words_are_never_cut(document, width):
    whole = document.model_dump_json() + screen(document, 120)
    known = set(re.findall(r"\w+", whole))
    assert set(re.findall(r"[^\W\d]{3,}", screen(document, width))) <= known


def test_the_answer_comes_first_and_the_next_step_last(document):
    text = screen(document, 80, case=("my cases/one.yaml",))
    heads = [
        document.verdict.label.upper(),
        "Within",
        "Levers",
        "Watch",
        f"Confidence: {document.confidence.level}",
        "History of ruptures to",
        "detente assess 'my cases/one.yaml' --full",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert document.fates
    for fate in document.fates:
        assert f" {percent(fate.p.mean)} (" in text
        assert fate.word in text


def test_a_case_without_evidence_is_called_a_base_rate(document):
    settings = document.provenance.settings
    for adds, said in ((0.0, True), (settings["least_evidence"] + 1, False)):
        verdict = document.verdict.model_copy(update={"adds_to_base": adds})
        text = screen(document.model_copy(update={"verdict": verdict}), 80)
        assert (BASE_RATE in text) is said


def test_levers_are_no_choices_of_method(document):
    text = screen(document, 80)
    listed, method = text.partition("Levers")[2].partition("Watch")[0].split("  Of method: ")
    choices = [t.label for t in document.tornado if t.kind == "class"]
    assert f"without “{choices[0]}”" in method
    assert not [label for label in choices if label in listed]


def test_empty_parts_are_said(document):
    empty = {"tornado": [], "signposts": [], "conditionals": []}
    text = screen(document.model_copy(update=empty), 80)
    assert "Nothing in the case moves the forecast." in text
    assert "no dated event" in text
    assert "whatif" not in text
