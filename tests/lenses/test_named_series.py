"""Series of a lens by the names of each year."""

import pytest

from detente.errors import UnknownState
from detente.forecast.lens_report import on_dyad
from detente.history.lens_series import named_series
from detente.registry import lenses

LENS = "preference-distance"


def years(one, two, first, last):
    return named_series(lenses()[LENS], (one, two), (first, last)).year.tolist()


def test_a_name_is_read_in_each_year(real_store):
    """DEU is West Germany to 1990; the series of both codes is one."""
    assert years("DEU", "USA", 1985, 1995) == list(range(1985, 1996))
    assert on_dyad(lenses()[LENS], ("DEU", "USA"), (1985, 1995))["states"][0] == "Germany"


def test_a_state_that_ended_has_its_years_only(real_store):
    found = years("West Germany", "USA", 1985, 1995)
    assert found
    assert found[-1] <= 1990
    assert on_dyad(lenses()[LENS], ("West Germany", "USA"), (1980, 2000))["ccodes"] == [260, 2]


def test_a_name_of_two_states_is_refused(real_store):
    with pytest.raises(UnknownState, match="ambiguous state 'Germany' on 1985-01-01"):
        years("Germany", "USA", 1985, 1995)
