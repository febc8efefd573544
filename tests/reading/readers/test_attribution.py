"""Who says it, and what nobody else says."""

from datetime import date

import pytest

from detente.reading.readers.attribution import read
from detente.reading.text import document


def found(text):
    doc = document(text, name="x")
    return [
        (doc.quote(d.span), d.fields["who"], d.fields["type"], d.fields["mode"])
        for d in read(doc, date(2001, 1, 1))
    ]


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("Officials stressed that the pact holds.", "Officials", "official"),
        ("Some experts question the data.", "Some experts", "expert"),
        ("Analysts suggest it will fail.", "Analysts", "expert"),
        ("According to Le Monde, the two met.", "Le Monde", "media"),
        ("In Delhi's view, the border is settled.", "Delhi", "official"),
        ("As one envoy put it, the door is open.", "one envoy", "official"),
        ("A survey found that most oppose it.", "A survey", "survey"),
        ("The minister is hoping that it holds.", "The minister", "official"),
        ("The president told reporters that he would go.", "The president", "official"),
        ("Washington has accused Tehran of arming them.", "Washington", "official"),
        ("Beijing, for its part, denounced the sale.", "Beijing", "official"),
        ("The sale, Beijing said, was an insult.", "Beijing", "official"),
        ("The pact is opposed by a powerful party.", "a powerful party", "party"),
        ("The deal was reportedly signed at night.", None, "other"),
        ("He is believed to have fled.", None, "other"),
    ],
)
def test_somebody_else_says_it(text, who, kind):
    assert [(x[1], x[2], x[3]) for x in found(text)] == [(who, kind, "indirect")]


@pytest.mark.parametrize(
    "text",
    [
        "I think we should wait.",
        "We believe that the pact holds.",
        "This suggests that the pact is weak.",
        "The evidence suggests it will fail.",
        "This brief asks how long it will hold.",
        "Russian claims to the islands persist.",
        "The Kurdish question remains.",
        "The report was published.",
        "To say that is easy.",
        "The rope snapped.",
        "The guns thundered.",
        "He sighed, and the flag fell.",
        "The general brushed off the snow.",
        "She waved away the flies.",
        "The clerk summed up the column of figures.",
        "The pact holds.",
    ],
)
def test_what_the_author_or_a_thing_says_is_not_attributed(text):
    assert found(text) == []


def test_quoted_words_are_direct_and_their_speaker_may_stand_behind():
    ((words, who, _, mode),) = found(
        "“Nobody wins such a war,” warned Marta Kovács, a historian in Budapest."
    )
    assert words.startswith("“Nobody wins")
    assert (who, mode) == ("Marta Kovács, a historian in Budapest", "direct")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The minister sighed that the pact was dead.", "The minister"),
        ("The minister snapped: “It is over.”", "The minister"),
        ("“It is over,” the minister snapped.", "the minister"),
        ("Moscow brushed off talk of a rift.", "Moscow"),
        ("Ankara waved away their objections.", "Ankara"),
        ("Paris shrugged off the fears of Bonn.", "Paris"),
    ],
)
def test_a_sound_or_a_gesture_says_something_by_its_words(text, who):
    assert [one[1] for one in found(text)] == [who]


def test_sentences_that_go_on_in_quotes_have_the_same_speaker():
    text = "“We will not yield,” the minister said. “Our patience has ended. The door is closed.” Prices rose."
    assert [(who, mode) for _, who, _, mode in found(text)] == [("the minister", "direct")] * 3


def test_two_speakers_of_a_sentence_are_two():
    text = "Officials welcomed the pact, and the White House said it was ready."
    assert [who for _, who, _, _ in found(text)] == ["Officials", "the White House"]


def test_an_attribution_ends_with_its_clause():
    ((words, *_),) = found("Paris denies that it gave way; the market rose.")
    assert words == "Paris denies that it gave way"


def test_a_share_of_those_asked_is_a_survey():
    ((_, _, kind, _),) = found("Of those asked in a poll, 59 percent favoured the pact.")
    assert kind == "survey"


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The view in Ankara is that they will leave.", "The view in Ankara is that they will leave", "Ankara"),
        ("Jakarta's claim that the ships were empty convinced no one.", "Jakarta's claim that the ships were empty convinced no one", "Jakarta"),
        ("What Manila describes as “seasonal fishing” goes on.", "What Manila describes as “seasonal fishing”", "Manila"),
        ("The islands, so his friends give out, are lost.", "The islands, so his friends give out, are lost", "his friends"),
        ("The shop is full, to quote a weary clerk, “of nothing”.", "The shop is full, to quote a weary clerk, “of nothing”", "a weary clerk"),
        ("Tehran sees the base as a threat.", "Tehran sees the base as a threat", "Tehran"),
        ("The spokesman would not confirm that shots had been fired.", "The spokesman would not confirm that shots had been fired", "The spokesman"),
        ("Italy said that it would pay.", "Italy said that it would pay", "Italy"),
        ("As the Gazette wrote on Friday, the flats are empty.", "As the Gazette wrote on Friday, the flats are empty", "the Gazette"),
    ],
)  # fmt: skip
def test_each_form_of_attribution_gives_words_and_speaker(text, words, who):
    assert [(x[0], x[1]) for x in found(text)] == [(words, who)]


def test_a_sentence_may_say_who_said_the_one_before():
    text = "The Red Cross will not fly. I have this from the pilot's wife."
    assert [x[:2] for x in found(text)] == [("The Red Cross will not fly.", "the pilot's wife")]


def test_a_verb_left_out_is_that_of_the_clause_before():
    text = "Some papers maintain that he is dying; those of the Right, that he is well."
    assert [x[1] for x in found(text)] == ["Some papers", "those of the Right"]


def test_one_endless_sentence_is_read_to_its_end():
    """With a pattern of more than linear time this would take minutes."""
    doc = document("the view of the king and the " * 1400 + "Oman said it left.", name="x")
    assert isinstance(list(read(doc, date(2001, 1, 1))), list)


def test_a_long_token_takes_no_time():
    """One pattern could divide it in any way: 50 letters took half a minute."""
    assert [who for _, who, *_ in found(f"He said it; the deputy, {'a' * 5000}!")] == ["He"]


@pytest.mark.parametrize(
    "text",
    [
        "Of those asked, 27 per cent thought that he should resign.",
        "Negotiators concluded the text of the agreement on 31 August.",
    ],
)
def test_a_share_and_a_treaty_concluded_say_nothing(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The minister did not rule out a second round.", "The minister"),
        ("The ministry put the blame on a hacker.", "The ministry"),
        ("His counterpart made no comment.", "His counterpart"),
    ],
)
def test_idioms_and_negated_verbs_say_something(text, who):
    assert [speaker for _, speaker, _, _ in found(text)] == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The envoy voiced deep disappointment.", "The envoy"),
        ("Tallinn has signalled its readiness to talk.", "Tallinn"),
        ("The generals gave a solemn assurance of their loyalty.", "The generals"),
        ("Allies are alarmed by the remark.", "Allies"),
        ("Spain was less hopeful.", "Spain"),
        ("Diplomats are divided over the plan.", "Diplomats"),
        ("Khartoum would welcome troops, its minister indicated.", "its minister"),
        ("The talks went well, state media reported Friday.", "state media"),
        ("Economists put the cost at a hundred million.", "Economists"),
        ("Oslo opposes any new sanctions.", "Oslo"),
        ("The opposition is calling for elections.", "The opposition"),
        ("The president ruled out talks.", "The president"),
    ],
)
def test_attitudes_and_moods_say_something(text, who):
    assert [x[1] for x in found(text)] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Two questions remain open.",
        "The spokesman declined to comment.",
        "The convoy opposed the current of the river.",
        "Kinshasa recalled its ambassador on Saturday.",
    ],
)
def test_counted_nouns_and_deeds_say_nothing(text):
    assert found(text) == []
