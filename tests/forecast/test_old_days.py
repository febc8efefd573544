"""What a person wrote without a day has, in a case of a later day, the day that it had."""

from datetime import date

import pytest

from detente.case.load import build
from detente.case.template import template
from detente.case.yaml12 import parse
from detente.forecast.data_case.old_days import with_old_days

OLD, NEW = "2026-11-30", "2027-02-01"
ACTORS = "\nknown_on: {actors: 2024-01-01}"


def case_of(text):
    return build(parse("mine.yaml", text.encode()))


@pytest.fixture
def text():
    return template("mine", date.fromisoformat(OLD), "schema.json")


@pytest.mark.parametrize("days", ["", ACTORS, "\nknown_on: # mine\n  actors: 2024-01-01 # too"])
def test_an_entry_without_a_day_has_its_old_one(text, days):
    before = text.replace(f"as_of: {OLD}", f"as_of: {OLD}{days}")
    after, said = with_old_days("mine.yaml", before.replace(f"as_of: {OLD}", f"as_of: {NEW}"), OLD)
    old, new = case_of(before), case_of(after)
    assert new.model_dump(exclude={"as_of"}) == old.model_dump(exclude={"as_of"})
    assert (str(new.as_of), str(new.issues[0].known_on)) == (NEW, OLD)
    assert len(said) == 1
    assert ("actors" in said[0]) == (not days)
    assert with_old_days("mine.yaml", after, OLD) == (after, ())
