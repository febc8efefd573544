"""Relations between two actors, answers by hand."""

from datetime import date

import pytest

from detente.reading.readers.relations import read
from detente.reading.text import document

DAY = date(2015, 5, 1)


def drafts(text):
    return list(read(document(text, name="test", published=DAY), DAY))


def pairs(text):
    return [tuple(d.fields[n] for n in ("source", "target", "directed")) for d in drafts(text)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Turkey attacked Syria at dawn.", ("TUR", "SYR", True)),
        ("Syria was attacked by Turkey at dawn.", ("TUR", "SYR", True)),
        ("The bombing of Serbia by NATO lasted for weeks.", ("NATO", "SRB", True)),
        ("Norway condemned Iran's seizure of the ship.", ("NOR", "IRN", True)),
        ("Washington and Moscow agreed to meet in June.", ("USA", "RUS", False)),
        ("India imposed sanctions on Nepal.", ("IND", "NPL", True)),
    ],
)
def test_a_relation_has_its_pair_in_the_right_direction(text, pair):
    assert pairs(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "Norway is larger than Denmark.",
        "Tokyo waits, and Seoul has elections in June.",
        "Rain fell in Sweden and Finland.",
        "Turkey attacked at dawn.",
        "Belarus is close to Russia.",
        "Turkey and Greece are old rivals.",
        "Nobody attacked anybody.",
        "France said that the French army had left.",
    ],
)
def test_no_event_between_two_is_no_relation(text):
    assert pairs(text) == []


def test_told_that_a_third_had_attacked():
    found = pairs("Jordan told Kuwait that Iraq had attacked Israel.")
    assert ("IRQ", "ISR", True) in found
    assert ("KWT", "IRQ", True) not in found


def test_pronoun_at_the_head_is_the_subject_before():
    found = pairs("Turkey is angry. It has expelled the ambassador of Israel.")
    assert found == [("TUR", "ISR", True)]


def test_quad_root_span_and_rule():
    text = "As everybody knows, Austria donated ambulances and medicine to Moldova in March."
    (draft,) = drafts(text)
    assert draft.fields["quad"] == "2"
    assert draft.fields["root"] == "AID"
    assert draft.rule == "strong"
    assert text[draft.span.start : draft.span.end].startswith("Austria donated")


def test_promise_is_verbal():
    (draft,) = drafts("Austria will donate ambulances and medicine to Moldova.")
    assert draft.fields["quad"] == "1"
    assert "future verb" in draft.reason


def test_poll_of_a_public_is_no_relation():
    assert pairs("In May 41 per cent of Turks said they blamed Russia.") == []
    assert pairs("In May Turks attacked Russia.") != []


def test_text_without_actors_and_empty_text():
    assert drafts("") == []
    assert drafts("The committee attacked the plan.") == []


def test_both_sides_are_the_two_states_of_the_paragraph():
    text = "Peru and Ecuador dispute a hill. The two sides met in Lima for talks."
    found = [d for d in drafts(text) if d.rule.endswith("both")]
    assert [(d.fields["source"], d.fields["target"]) for d in found] == [("ECU", "PER")]
    assert not found[0].fields["directed"]
    assert not [d for d in drafts("Peru is high. The two sides met.") if d.rule.endswith("both")]
