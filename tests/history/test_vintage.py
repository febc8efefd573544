"""The shipped vintages: they follow from the data, and none sees its own year."""

from datetime import date

import pytest

from detente.errors import MissingData
from detente.history import vintage


def test_every_year_is_shipped_and_knows_nothing_of_itself():
    assert vintage.FIRST < vintage.LAST
    for year in range(vintage.FIRST, vintage.LAST + 1):
        found = vintage.load_vintage(year)
        assert found.known_to == date(year - 1, 12, 31)
        assert found.classes


def test_shipped_vintages_follow_from_the_data(real_store):
    assert vintage.check_vintages(range(vintage.FIRST, vintage.LAST + 1)) == []


def test_no_spell_is_followed_for_longer_than_there_was_time():
    """A vintage of 1905 that had seen later years would follow 1816's spells past 1904."""
    assert vintage.load_vintage(1905).classes
    for (name, _), table in vintage.load_vintage(1905).classes.items():
        assert table.ends.size <= 1905 - 1815, name


def test_spells_only_accrue():
    early, late = vintage.load_vintage(1950), vintage.load_vintage(2001)
    assert early.classes
    for key, table in early.classes.items():
        assert table.n <= late.classes[key].n
        assert table.ended <= late.classes[key].ended


def test_life_table_holds_every_spell_and_ending():
    assert vintage.load_vintage(2001).classes
    for key, table in vintage.load_vintage(2001).classes.items():
        assert table.ends.sum() <= table.ended, key  # the rest ended after 60 years
        assert (table.at_risk >= table.ends - 0.5).all(), key


@pytest.mark.parametrize("day", [date(1850, 1, 1), date(1899, 12, 31)])
def test_before_the_first_vintage_is_said(day):
    with pytest.raises(MissingData, match="from 1900 on"):
        vintage.for_date(day)


def test_the_year_after_the_last_vintage_has_the_last_and_no_later_one_has_any():
    last = vintage.LAST
    assert vintage.for_date(date(last + 1, 12, 31)).year == last
    with pytest.raises(MissingData, match=f"newest is of {last}"):
        vintage.for_date(date(last + 2, 1, 1))
