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
        "The Charter entered into force when the five had ratified it.",
        "The film ends when the train leaves.",
        "The talks would take three years.",
        "A pact would be welcome.",
        "Nobody knew whether the talks would succeed.",
        "Nobody believed that the loan would come.",
        "He doubted that the pact would hold the line.",
        "The ships that would carry the grain are ready.",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            "A default on the loan, whose next part falls due in March, could end the truce.",
            "could",
        ),
        ("Whether the army will follow is anybody's guess.", "remains"),
        ("The convention enters into force when two thirds have ratified.", "other"),
        ("They must first pay the arrears; otherwise the troops go home.", "other"),
        ("Withdrawal would leave the Kurds alone.", "would"),
    ],
)
def test_forms_of_the_second_set(text, form):
    assert [one[0] for one in found(text)] == [form]


def test_what_could_follow_from_a_thing_is_its_effect():
    assert found("The loan could start a boom.") == [
        ("could", False, "The loan", "could start a boom")
    ]


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


@pytest.mark.parametrize(
    ("text", "antecedent", "consequent"),
    [
        ("Touch the tariff and you touch the throne.", "Touch the tariff and", "you touch the throne"),
        ("The longer they wait, the harder it becomes.", "The longer they wait", "the harder it becomes"),
        ("No reform, no loan.", "No reform", "no loan"),
        ("They would have gone had the dam broken.", "the dam broken", "They would have gone"),
        ("Reform is a condition of the loan.", "Reform", "the loan"),
        ("The loan is subject to approval.", "approval", "The loan"),
        ("Whoever closes the strait will have a war.", "Whoever closes the strait", "will have a war"),
        ("Under a new king the pact would end.", "Under a new king", "the pact would end"),
        ("Suppose the dam breaks: who would pay?", "Suppose the dam breaks", "who would pay"),
    ],
)  # fmt: skip
def test_a_condition_needs_no_word_of_condition(text, antecedent, consequent):
    assert [x[2:] for x in found(text)] == [(antecedent, consequent)]


def test_what_used_to_happen_is_no_condition():
    assert found("Whenever I dined there, if anyone smiled he would begin again.") == []


def test_a_word_of_condition_without_a_clause_is_no_error():
    """A sentence without end is cut at 800 characters, wherever that is."""
    assert found("They will stay unless")[0][:2] == ("unless", True)
    assert len(found("if the king may go, unless " * 700)) > 10


@pytest.mark.parametrize(
    "text",
    [
        "When Moscow lets go, the regimes will fall one after another.",
        "Until Moscow changes its policy, sanctions are to remain.",
        "Depending on the harvest, Cairo may buy more.",
        "The deal is only as good as its inspections.",
        "He can remain on the understanding that he leaves politics.",
        "Letting refugees through would, Budapest says, encourage others.",
        "Independence, it is feared in Madrid, could encourage the Basques.",
    ],
)
def test_more_words_of_condition(text):
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The fund would later be renamed.",
        "Of Labour voters 37 per cent would arm Somalia.",
        "If that was a concession, nobody noticed it.",
    ],
)
def test_history_and_answers_are_no_effect(text):
    assert found(text) == []
