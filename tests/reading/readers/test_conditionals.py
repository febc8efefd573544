"""Conditions and consequences, and words that open none."""

from datetime import date

import pytest

from detente.reading.readers.conditionals import read
from detente.reading.text import document


def found(text):
    doc = document(text, name="x")
    return [
        (d.fields["form"], d.fields["negated"], *(doc.quote(p.span) for p in d.parts))
        for d in read(doc, date(2001, 1, 1))
    ]


@pytest.mark.parametrize(
    ("text", "form", "negated", "antecedent", "consequent"),
    [
        ("If those rounds go well, a summit may follow.", "if", False, "those rounds go well", "a summit may follow"),
        ("The deal will hold if Berlin pays.", "if", False, "Berlin pays", "The deal will hold"),
        ("If, in the end, Berlin pays, it will hold.", "if", False, "Berlin pays", "it will hold"),
        ("If he fell, analysts say, it would stall.", "if", False, "he fell", "it would stall"),
        ("Unless Kiev, Minsk and Riga agree, it fails.", "unless", True, "Kiev, Minsk and Riga agree", "it fails"),
        ("Should Ankara refuse, talks will end.", "should", False, "Ankara refuse", "talks will end"),
        ("Were Ankara to leave, NATO would be weaker.", "other", False, "Ankara to leave", "NATO would be weaker"),
        ("Had Moscow refused, talks would have ended.", "other", False, "Moscow refused", "talks would have ended"),
        ("It will live provided that both pay.", "other", False, "both pay", "It will live"),
        ("As long as oil flows, it will hold.", "other", False, "oil flows", "it will hold"),
        ("In the event of war, each shall help.", "other", False, "war", "each shall help"),
        ("Without peace, trade will shrink.", "other", True, "Without peace", "trade will shrink"),
        ("Much will depend on the Senate.", "other", False, "the Senate", "Much"),
        ("A strike on Iran could bring about the end of the pact.", "could", False, "A strike on Iran", "could bring about the end of the pact"),
        ("Enlargement would undermine the pact.", "would", False, "Enlargement", "would undermine the pact"),
        ("The pact could be endangered by a war.", "could", False, "a war", "The pact could be endangered"),
    ],
)  # fmt: skip
def test_a_condition_has_its_consequence(text, form, negated, antecedent, consequent):
    assert found(text) == [(form, negated, antecedent, consequent)]


@pytest.mark.parametrize(
    "text",
    [
        "It remains to be seen whether the truce holds.",
        "It is unclear whether he has accepted it.",
        "Whether the king agrees is an open question.",
    ],
)
def test_what_is_left_open_is_a_condition_without_parts(text):
    assert found(text) == [("remains", False)]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke as if nothing had happened.",
        "They asked if he would come.",
        "If only they would listen.",
        "If anything, the pact is stronger.",
        "Peace is hard, if not impossible.",
        "It is a cautious, if reluctant, partner.",
        "They left without delay.",
        "It lasted as long as ten years.",
        "Should we accept this?",
        "He said that he would come.",
        "The pact holds.",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text):
    assert found(text) == []


def test_a_cause_between_dashes_keeps_its_subject():
    text = "An attack on Iraq - which many now ask for - could bring about the end of the pact."
    assert found(text) == [
        (
            "could",
            False,
            "An attack on Iraq - which many now ask for",
            "could bring about the end of the pact",
        )
    ]


def test_two_conditions_of_a_sentence_are_two():
    text = "If Berlin pays, it will hold; unless Paris agrees, it will not."
    assert [x[0] for x in found(text)] == ["if", "unless"]
