"""The question of an address, and the sliders of a case."""

from datetime import date

import pytest

from detente.app.question import Slider, WhatIfQuestion, controls, format_set, parse_question
from detente.assessment.assess import assess
from detente.case.edit import at
from detente.case.load import load
from detente.errors import CaseError, DataError
from detente.scenarios.interventions import Intervention

SLIDER = Slider(path="a.b", subject="x", value=0.3, low=0.0, high=1.0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a.b=1", Intervention(path="a.b", to=1)),
        ("a.b=0.5@2002-06-01", Intervention(path="a.b", to=0.5, at=date(2002, 6, 1))),
        ("ties.t.sign=-", Intervention(path="ties.t.sign", to="-")),
        ("ties.t.sign=+@2002-06-01", Intervention(path="ties.t.sign", to="+", at=date(2002, 6, 1))),
        ("a.b=true", Intervention(path="a.b", to=True)),
        ("a.b=word", Intervention(path="a.b", to="word")),
    ],
)
def test_an_address_is_read_and_written_alike(text, wanted):
    question = parse_question(scenarios=["s"], sets=[text])
    assert question.sets == (wanted,)
    assert format_set(wanted) == text
    assert question.pairs() == [("scenario", "s"), ("set", text)]


@pytest.mark.parametrize(
    "text", ["a.b", "=1", "a.b=", "a b=1", "a.b=[1]", "a.b={x: 1}", "a.b=1@2002-13-01", "x" * 999]
)
def test_what_cannot_be_read_is_an_error(text):
    with pytest.raises(DataError, match="wanted"):
        parse_question(scenarios=[], sets=[text])


def test_an_unmoved_slider_is_not_part_of_the_question():
    still = parse_question(scenarios=[], sets=[""], positions=["a.b=0.3000004"], sliders=[SLIDER])
    assert still == WhatIfQuestion()
    assert not still
    moved = parse_question(scenarios=[], sets=[""], positions=["a.b=0.31"], sliders=[SLIDER])
    assert moved.sets == (Intervention(path="a.b", to=0.31),)


def test_one_place_is_set_once_and_not_too_many_are():
    question = parse_question(scenarios=["s", "s"], sets=["a.b=1", "a.b=2", "a.b=3@2002-01-01"])
    assert question.scenarios == ("s",)
    assert [s.to for s in question.sets] == [2, 3]
    with pytest.raises(DataError, match="at most 20"):
        parse_question(scenarios=[], sets=[f"a.b{n}=1" for n in range(21)])


@pytest.mark.parametrize("name", ["us-russia-2001", "anglo-japanese-1905"])
def test_every_slider_can_be_moved_to_both_ends(name):
    case, assessment = load(name), assess(name)
    sliders, switches = controls(case, assessment)
    assert len({s.path for s in (*sliders, *switches)}) == len(sliders) + len(switches) > 10
    for s in sliders:
        assert s.low <= s.value <= s.high
        assert s.low < s.high
        assert all(s.low <= value <= s.high for value, _ in s.marks)
        for beyond in (s.low - 0.01, s.high + 0.01):  # the slider has the whole scale
            with pytest.raises(CaseError):
                at(case, s.path, beyond)
        for end in (s.low, s.high):
            at(case, s.path, end)  # the case takes it
    for s in switches:
        assert {s.value, s.reversed} == {"+", "-"}
    strongest = next(f.path for f in assessment.flips if isinstance(f.start, float))
    assert strongest in [s.path for s in sliders[:6]]
