"""Words of probability and their bands, and words that are none."""

from datetime import date

import pytest

from detente.reading.readers.hedges import read
from detente.reading.text import document


def found(text):
    doc = document(text, name="x")
    return [(doc.quote(d.span), d.fields["band"]) for d in read(doc, date(2001, 1, 1))]


@pytest.mark.parametrize(
    ("text", "words", "band"),
    [
        ("The pact may not hold.", "may", "roughly-even"),
        ("He might yet resign.", "might", "roughly-even"),
        ("The talks could well fail.", "could well", "likely"),
        ("Perhaps they will sign.", "Perhaps", "roughly-even"),
        ("War is bound to come.", "is bound to", "almost-certain"),
        ("They will almost certainly agree.", "almost certainly", "almost-certain"),
        ("It is very likely that they agree.", "It is very likely that", "very-likely"),
        ("In all probability, they agree.", "In all probability", "very-likely"),
        ("They will probably agree.", "probably", "likely"),
        ("The likely outcome is war.", "likely", "likely"),
        ("It is unlikely that they agree.", "It is unlikely that", "unlikely"),
        ("There is little chance of peace.", "There is little chance", "very-unlikely"),
        ("The prospects for peace are slim.", "prospects for peace are slim", "very-unlikely"),
        (
            "There is almost no chance that they agree.",
            "There is almost no chance",
            "almost-no-chance",
        ),
        ("It remains unclear whether they agree.", "It remains unclear whether", "roughly-even"),
        ("There is no doubt that they agree.", "There is no doubt", "almost-certain"),
    ],
)
def test_a_word_of_probability_has_a_band(text, words, band):
    assert found(text) == [(words, band)]


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("It is not likely to last.", "unlikely"),
        ("It isn't likely to last.", "unlikely"),
        ("It is hardly likely that he comes.", "unlikely"),
        ("They will probably not sign.", "unlikely"),
        ("They will almost certainly not sign.", "almost-no-chance"),
        ("Defeat is not inevitable.", "roughly-even"),
        ("Defeat is not impossible.", "unlikely"),
        ("No settlement is likely to last.", "unlikely"),
        ("No settlement is unlikely to last.", "likely"),
    ],
)
def test_a_negation_gives_the_band_of_what_is_said_to_happen(text, band):
    assert [b for _, b in found(text)] == [band]


@pytest.mark.parametrize(
    "text",
    [
        "They met in May.",
        "May brought rain.",
        "Military might alone cannot do it.",
        "The might of the army was great.",
        "He is a likely candidate and an unlikely ally.",
        "They could not reach the village.",
        "He did what he could.",
        "Each Party may withdraw by giving notice, which shall be in writing.",
        "States may accede to this treaty.",
        "They left as soon as possible.",
        "Come what may, they stay.",
        "Perhaps 3,000 troops left.",
        "The treaty is in force.",
    ],
)
def test_what_only_looks_like_a_hedge_is_none(text):
    assert found(text) == []


def test_every_band_is_one_of_icd_203():
    text = "It may, will probably, is unlikely to, is bound to, is very likely to end; no chance of it."
    assert {b for _, b in found(text)} == {
        "roughly-even",
        "likely",
        "unlikely",
        "almost-certain",
        "very-likely",
        "almost-no-chance",
    }


@pytest.mark.parametrize(
    ("text", "words", "band"),
    [
        ("We see a 70 percent chance that it holds.", "70", "likely"),
        ("We put the chance of war at about one in ten.", "one in ten", "very-unlikely"),
        ("The odds are 3 in 100.", "3 in 100", "almost-no-chance"),
    ],
)
def test_a_chance_in_figures_has_the_band_that_holds_it(text, words, band):
    assert any(words in w and b == band for w, b in found(text))


def test_a_share_of_people_is_no_chance():
    assert found("One in ten students left, 45 percent stayed.") == []


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("There is hardly any prospect of peace.", "very-unlikely"),
        ("A deal is as good as certain.", "almost-certain"),
        ("War is scarcely avoidable now.", "very-likely"),
        ("The odds are heavily against an answer.", "very-unlikely"),
        ("It cannot possibly last.", "almost-no-chance"),
        ("There's a chance they'll sign.", "roughly-even"),
        ("I'm sure they'll sign.", "almost-certain"),
        ("They probably won't pay.", "unlikely"),
        ("It gave the truce a sixty per cent chance of lasting.", "likely"),
        ("The chance of war is ten to one against.", "very-unlikely"),
    ],
)
def test_words_put_together_have_a_band(text, band):
    assert [b for _, b in found(text)] == [band]


@pytest.mark.parametrize(
    "text",
    [
        "Visitors may use the stairs.",
        "If I may add a word, the map is wrong.",
        "He made certain that the door was shut.",
        "Neither government could be reached.",
        "To be sure, the road is long.",
        "Could you send me the file?",
    ],
)
def test_permission_ability_and_courtesy_are_no_hedges(text):
    assert found(text) == []
