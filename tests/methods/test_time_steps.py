"""Steps of a series by their labels: order does not matter, doubles and odd times are refused."""

import numpy as np
import pytest

from detente.errors import DataError
from detente.methods.time_steps import places_in_time


def places(*labels):
    return places_in_time(labels, [f"s.csv:{n}" for n in range(2, len(labels) + 2)])


@pytest.mark.parametrize(
    ("labels", "steps"),
    [
        (["1990", "1991", "1993"], [0, 1, 3]),
        (["3", "1", "2"], [2, 0, 1]),
        (["1990-11", "1990-12", "1991-02"], [0, 1, 3]),
        (["1990-01-01", "1990-02-01", "1990-04-01"], [0, 1, 3]),
        (["1990-01-05", "1990-01-12", "1990-01-26"], [0, 1, 3]),
        (["1990-03", "1990-06", "1990-12"], [0, 1, 3]),
        ([], []),
    ],
)
def test_steps_are_counted_and_gaps_are_gaps(labels, steps):
    assert places(*labels) == steps


def test_order_never_matters():
    labels = np.array([f"{1990 + n // 12}-{n % 12 + 1:02}" for n in range(60)])
    order = np.random.default_rng(3).permutation(60)
    assert places(*labels[order]) == order.tolist()


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["1990", "1990"], "s.csv:3: the time '1990' stands already in s.csv:2"),
        (["1990-01-01", "1990-01"], "s.csv:3: the time '1990-01' is of another kind"),
        (["1990-01-01", "1990-01-08", "1990-01-16", "x"], "s.csv:5: the time is 'x'"),
        (["1990-13"], "s.csv:2: '1990-13' is no day of the calendar"),
        (["1990-02-30"], "is no day of the calendar"),
        (["19\u00b990"], "wanted 1990, 1990-05 or 1990-05-01"),
        (["0", "2", "5"], "s.csv:4: the time '5' lies between two steps"),
        (["1", "2", "900000000"], "more than 200,000 steps"),
    ],
)
def test_a_time_that_cannot_be_placed_is_refused_with_its_line(labels, words):
    with pytest.raises(DataError) as problem:
        places(*labels)
    assert words in str(problem.value)
