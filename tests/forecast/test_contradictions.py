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


def entry(kind, start, **more):
    """A person's own entry at the head of the record."""
    keys = {"kind": kind, "label": "Ours", "start": start, "known_on": "2009-12-31"} | more
    lines = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    return "\nrecord:\n", f"\nrecord:\n  - id: mine\n{lines}"


def number(text, section, key, value):
    """The first number of a section under a key, and another in its place."""
    place = text.index(f"\n{section}:\n")
    old = text[text.index(f"{key}: ", place) :].partition("\n")[0]
    return text[place : text.index(old, place) + len(old)], value


@pytest.mark.parametrize(
    ("section", "key", "value", "said"),
    [
        ("regimes", "polyarchy", 0.05, "regimes.TUR.polyarchy: 0.05; the local store has 0."),
        ("preferences", "ideal_point", -2.5, "preferences.TUR.ideal_point: -2.5; the local store"),
        ("alignment", "level", 0.9, "alignment.level: 0.9; the local store has"),
        ("institutions", "shared_memberships", 0.05, "institutions.shared_memberships: 0.05; the"),
        ("dependence", "share", 0.9, "dependence.trade-tur.share: 0.9; the local store has 0."),
        ("partnership", "distance_km", 5000.0, "partnership.distance_km: 5000; the local store"),
        ("capabilities", "share", 0.9, "capabilities.TUR.share: 0.9; the Correlates of War have"),
    ],
)
def test_a_number_that_is_far_from_the_data_is_named(text, section, key, value, said):
    old, _ = number(text, section, key, value)
    head, _, last = old.rpartition(f"{key}: ")
    assert last
    new = f"{head}{key}: {value}"
    assert [line for line in said_of(text, (old, new)) if line.startswith(said)]


@pytest.mark.parametrize(
    ("one", "other", "change", "said"),
    [
        ("TUR", "RUS", entry("rivalry", "2001-01-01"), "mine: a rivalry; the list of strategic"),
        ("FRA", "DEU", entry("rivalry", "1930-01-01"), "mine: goes on; the list of strategic"),
        ("FRA", "DEU", entry("dispute", "1985-01-01", force="true"), "GML has no dispute of the"),
        (
            "FRA",
            "DEU",
            ("\n    known_on: 1964-01-01\n", "\n    end: 1990-01-01\n    known_on: 1990-01-01\n"),
            "over in 1990; ATOP has a treaty of the two in 2009",
        ),
        (
            "TUR",
            "RUS",
            (
                "\nties:\n",
                "\nties:\n  - {id: x, a: TUR, b: JPN, sign: '+', kind: alliance, pact: "
                "true, since: 2000-01-01, known_on: 2000-01-01}\n",
            ),
            "ties.x: a pact; ATOP has no treaty of the two in 2009",
        ),
    ],
)
def test_an_entry_that_no_list_has_is_named(real_store, one, other, change, said):
    own = data_case_text(ask(one, other, DAY))
    if "JPN" in change[1]:
        own = own.replace(
            "\nactors:\n",
            "\nactors:\n  - {id: JPN, name: Japan, kind: state, state: "
            "JPN, known_on: 2000-01-01}\n",
            1,
        )
    assert [line for line in said_of(own, change) if said in line]


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
