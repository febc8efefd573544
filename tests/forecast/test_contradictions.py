"""Facts of a case that the data on disk contradict."""

from datetime import date

import pytest

from detente.case.load import build, load
from detente.case.yaml12 import parse
from detente.forecast.data_case.contradictions import contradictions_with_data
from detente.forecast.data_case.request import ask
from detente.forecast.data_case.text import data_case_text

DAY = date(2010, 1, 1)


@pytest.fixture(scope="module")
def text(real_store):
    return data_case_text(ask("TUR", "RUS", DAY))


def said_of(text, *changes):
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return list(contradictions_with_data(build(parse("x", text.encode()))))


def test_what_the_data_wrote_they_do_not_contradict(text, real_store):
    assert said_of(text) == []
    assert list(contradictions_with_data(load("us-russia-2001"))) == []
    assert list(contradictions_with_data(load("anglo-japanese-1905"))) == []


PACT = "\nrecord:\n  - id: mine\n    kind: pact\n    label: Ours\n    start: 2005-01-01\n"
PACT += "    known_on: 2005-01-01\n    obligations: [defense]\n    both_major: true\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Turkey", "name: United Kingdom", "actors.TUR: the name 'United Kingdom' is that"),
        ("border: water", "border: land", "partnership.border: land; the Correlates of War"),
        ("major_power: false", "major_power: true", "has Turkey as none in 2009"),
        (
            "actor: TUR\n    polity: {value: 7.0",
            "actor: TUR\n    polity: {value: -7.0",
            "regimes.TUR.polity: -7; Polity has 7",
        ),
        ("\nrecord:\n", PACT, "obliges to 'defense'; ATOP has no such duty of the two in 2009"),
        ("\nrecord:\n", PACT, "record.mine: both major; COW has Turkey as none in 2009"),
    ],
)
def test_each_contradiction_is_named_with_its_place(text, old, new, said):
    (found,) = [line for line in said_of(text, (old, new)) if said in line]
    assert found


def test_a_note_that_says_why_ends_the_warning(text):
    changes = [("\nrecord:\n", PACT + "    note: secret\n")]
    assert said_of(text, *changes) == []


def test_without_data_only_names_are_compared(empty_store):
    case = load("us-russia-2001")
    swapped = case.model_copy(
        update={
            "actors": tuple(
                a.model_copy(update={"name": "France"}) if a.id == case.members[0] else a
                for a in case.actors
            )
        }
    )
    assert list(contradictions_with_data(case)) == []
    (found,) = contradictions_with_data(swapped)
    assert "'France' is that of France, its state is United States" in found
