"""Words that bear on numbers, answers by hand; no number is ever in a field."""

from datetime import date

import pytest

from detente.reading.readers.bearing import read
from detente.reading.text import document

DAY = date(2020, 5, 1)


def bearing(text):
    origin = document(text, name="test", published=DAY)
    return [(d.fields["number"], d.fields["about"]) for d in read(origin, DAY)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The question is especially sensitive for Russia.", ("salience", "RUS")),
        ("Egypt insists that the river be shared.", ("position", "EGY")),
        ("Saudi Arabia views Iran with suspicion.", ("adversity", "SAU")),
        ("Drugs are the gravest threat to Brazil.", ("severity", "BRA")),
        ("The talks are unlikely to last.", ("probability", None)),
        ("A summit is almost certain.", ("probability", None)),
    ],
)
def test_a_clause_bears_on_its_number_and_actor(text, number):
    assert number in bearing(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in May.",
        "Poland has a coast.",
        "A summit may follow.",
        "Iran and Iraq were unlikely friends.",
        "If Iran strikes, a war is likely.",
        "",
    ],
)
def test_a_plain_clause_bears_on_no_number(text):
    assert bearing(text) == []


def test_fields_hold_no_number():
    origin = document("There is a 70 percent chance that Russia leaves.", name="x")
    drafts = list(read(origin, DAY))
    assert drafts
    values = [v for d in drafts for v in d.fields.values()]
    assert not any(isinstance(v, float | int) for v in values)
    assert {k for d in drafts for k in d.fields} == {"number", "about"}
