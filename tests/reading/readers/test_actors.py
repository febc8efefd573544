"""The reader of actors: one proposal an actor, with every mention as a part."""

from datetime import date

import pytest

from detente.reading.proposal import Draft
from detente.reading.reader import readers
from detente.reading.text import document

DAY = date(2001, 11, 12)


def drafts(text: str, day: date = DAY) -> list[Draft]:
    return list(readers()["actors"].read(document(text, name="x"), day))


def test_one_proposal_an_actor_in_order_of_first_mention() -> None:
    text = "Moscow and the US agreed. Russia was pleased, and Washington too."
    one, other = drafts(text)
    assert [one.fields["actor"], other.fields["actor"]] == ["RUS", "USA"]
    assert [text[p.span.start : p.span.end] for p in one.parts] == ["Moscow", "Russia"]
    assert [text[p.span.start : p.span.end] for p in other.parts] == ["US", "Washington"]
    assert {p.role for d in (one, other) for p in d.parts} == {"mention"}


def test_fields_are_those_of_the_first_mention() -> None:
    (one,) = drafts("The Kremlin objected; Russia did not.")
    assert one.span == one.parts[0].span
    assert one.fields == {
        "actor": "RUS",
        "name": "Kremlin",
        "type": "government",
        "candidates": None,
    }
    assert one.rule == "government"
    assert one.reason == "'Kremlin' means Russia on this day; the text names it 2 times."


def test_an_ambiguous_name_shows_its_candidates() -> None:
    (one,) = drafts("Korea objected.")
    assert (one.rule, one.fields["candidates"]) == ("ambiguous", ("KOR", "PRK"))


def test_a_later_plain_mention_decides_an_ambiguous_name() -> None:
    (one,) = drafts("Korea objected. South Korea is small.")
    assert (one.fields["actor"], one.fields["candidates"]) == ("KOR", None)


@pytest.mark.parametrize("text", ["", "Nobody came, and it rained.", "\n\n", "us who may polish"])
def test_no_actor_no_proposal(text: str) -> None:
    assert drafts(text) == []
