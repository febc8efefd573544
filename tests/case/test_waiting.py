"""Entries that leave a wanted value empty wait for a person; everything else goes on."""

from datetime import date

import pytest

from detente.case import load
from detente.case.template import template
from detente.case.yaml12 import parse
from detente.errors import CaseError

SCENARIO = "probability: {value: 0.2, low: 0.05, high: 0.4}"


_OF_LINES = {"fault_lines:", "fault_line:", "money,", "threat-gone,"}  # the scenario feeds one


def text(*changes, lines=False):
    made = template("x", date(2020, 1, 1), "s.json")
    kept = (line for line in made.splitlines(True) if lines or not _OF_LINES & set(line.split()))
    made = "".join(kept)
    for old, new in changes:
        assert old in made
        made = made.replace(old, new)
    return made


def build(made):
    return load.build(parse("x.yaml", made.encode()))


@pytest.mark.parametrize("empty", ["null", "~", ""])
def test_a_scenario_without_probability_waits(empty):
    case = build(text((SCENARIO, f"probability: {empty}")))
    assert case.scenarios == ()
    assert [w.sentence for w in case.waiting] == [
        "scenarios.threat-ends waits for a person's judgement: probability"
    ]


def test_what_waits_is_named_by_field_at_any_depth():
    case = build(
        text(
            ("salience: 50}", "salience: null}"),
            ("position: {value: 50, low: 0, high: 100}", "position: null"),
            ("status_quo: 40", "status_quo:"),
        )
    )
    assert case.waiting[0].fields == ("status_quo", "positions.0.position", "positions.0.salience")
    assert case.issues == ()


def test_the_judged_value_brings_it_back():
    assert build(text()).waiting == ()
    assert len(build(text()).scenarios) == 1


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (SCENARIO, SCENARIO.replace("0.05", "0,05"), "05"),
        ("label: Who pays", "Who pays:", "Who pays"),
    ],
)
def test_a_key_that_no_entry_has_is_a_fault_also_without_a_value(old, new, key):
    """A decimal comma and an unquoted text with a comma set the whole entry aside."""
    with pytest.raises(CaseError, match=f"unknown key '{key}'"):
        build(text((old, new)))


def test_a_value_that_is_wrong_besides_is_a_fault():
    with pytest.raises(CaseError, match="horizon_years"):
        build(text((SCENARIO, "probability: null"), ("horizon_years: 5", "horizon_years: -1")))


def test_an_empty_grade_of_a_claim_is_a_fault():
    with pytest.raises(CaseError, match="credibility"):
        build(text(("credibility: 3", "credibility: null")))


def test_what_points_to_a_waiting_entry_says_so():
    with pytest.raises(
        CaseError, match=r"threats.third-power waits for a person's judgement: half_life"
    ):
        build(text(("half_life: {value: 8, low: 3, high: 20}", "half_life: null"), lines=True))


def test_lines_of_later_faults_are_those_of_the_file():
    second = text((SCENARIO, "probability: null")) + (
        "  - id: second\n    if: a\n    then: b\n    known_on: 2019-01-01\n    probability: 0.1\n"
        "    event: nothing\n"
    )
    line = second.splitlines().index("    event: nothing") + 1
    with pytest.raises(CaseError, match=rf"x\.yaml:{line}: scenarios\.1\.event"):
        build(second)


def test_the_assessment_says_what_waits():
    import detente

    made = detente.assess(build(text((SCENARIO, "probability: null"))))
    assert [s.reason for s in made.left_out if s.id == "waiting/scenarios.threat-ends"] == [
        "scenarios.threat-ends waits for a person's judgement: probability"
    ]
