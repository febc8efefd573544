"""An entry that states no day has that of the entry around it, of its section, or of the case."""

import re
from datetime import date

import pytest

from detente.case.known_on import sections
from detente.case.load import build
from detente.case.places import locate
from detente.case.template import template
from detente.case.yaml12 import parse
from detente.errors import CaseError

POSITION = "{actor: AAA, position: {value: 50, low: 0, high: 100}, salience: 50}"


def made():
    return template("mine", date(2026, 11, 30), "schema.json")


def case(**changes):
    text = made()
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return build(parse("mine.yaml", text.encode()))


def test_without_a_day_it_is_that_of_the_case():
    found = case()
    assert {actor.known_on for actor in found.actors} == {date(2026, 11, 30)}
    assert found.issues[0].positions[0].known_on == found.scenarios[0].known_on == found.as_of


def test_the_nearest_day_counts():
    days = "known_on: {actors: 2024-01-01, issues: 2024-02-02}\npartnership:"
    own = POSITION.replace("salience: 50", "salience: 50, known_on: 2024-04-04")
    found = case(
        sections=("partnership:", days),
        actor=("state: FRA, power: 50", "state: FRA, power: 50, known_on: 2024-03-03"),
        position=(POSITION, f"{POSITION}\n      - {own.replace('AAA', 'BBB')}"),
    )
    assert [str(a.known_on) for a in found.actors] == ["2024-01-01", "2024-03-03", "2024-01-01"]
    positions = [str(p.known_on) for p in found.issues[0].positions]
    assert (str(found.issues[0].known_on), positions) == (
        "2024-02-02",
        ["2024-02-02", "2024-04-04"],
    )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("{actor: 2024-01-01}", "known_on.actor: unknown section 'actor'; wanted one of partner"),
        ("2024-01-01", "known_on: got '2024-01-01'; wanted a day for each of some sections"),
        ("{actors: soon}", "known_on.actors: got 'soon'; wanted a valid date such as 2001-11-12"),
        ("{actors: 2024-02-30}", "known_on.actors: got '2024-02-30'; wanted a valid date such as"),
        ("{actors: }", "known_on.actors: got nothing; wanted a valid date such as 2001-11-12"),
        ("{actors: 2027-01-01}", "known_on.actors: 2027-01-01 is after the case's as_of, 2026-11-"),
    ],
)
def test_a_wrong_day_is_one_sentence(days, sentence):
    with pytest.raises(CaseError) as caught:
        case(days=("\npartnership:", f"\nknown_on: {days}\npartnership:"))
    listed = caught.value.listed
    assert len(listed) == 1
    line = made().split("\npartnership:")[0].count("\n") + 2
    assert listed[0].startswith(f"mine.yaml:{line}: {sentence}")


@pytest.mark.parametrize("day", ["soon", "", "2026-02-30", "[2026-11-30]"])
def test_a_wrong_last_day_is_one_sentence(day):
    with pytest.raises(CaseError) as caught:
        case(day=("as_of: 2026-11-30", f"as_of: {day}"))
    assert len(caught.value.listed) == 1
    assert ": as_of: got " in caught.value.listed[0]


def test_a_bundled_case_without_its_days_is_valid():
    name = "anglo-japanese-1905"
    text = re.sub(r",? *known_on: [\d-]+", "", locate(name).read_text())
    assert len(build(parse(name, text.encode())).claims) > 30
    assert {"claims", "issues", "hypotheses"} <= set(sections())
