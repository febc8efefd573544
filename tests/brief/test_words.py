"""Numbers as all forms of the brief write them."""

import pytest

from detente.document.percent import between, percent


@pytest.mark.parametrize(
    ("p", "digits", "written"),
    [
        (0.0, 0, "0%"),
        (0.005, 0, "<1%"),
        (0.0051, 0, "1%"),
        (0.995, 0, ">99%"),
        (0.0005, 1, "0.1%"),
        (0.00025, 1, "<0.1%"),
        (0.99975, 1, ">99.9%"),
        (1.0, 0, "100%"),
    ],
)
def test_only_zero_is_written_as_zero_and_only_one_as_a_hundred(p, digits, written):
    assert percent(p, digits) == written


def test_the_low_end_of_an_interval_is_not_written_above_the_high_end():
    assert between(0.00025, 0.005) == "<1% to <1%"
