"""Which pairs are far, fought before and hold a major power: by their facts alone."""

import math

import pytest

from detente.forecast.far_pairs import FAR_KM, far_and_fought
from detente.history.covariates import A_MAJOR, BORDERS, DISTANCE, SINCE_RUPTURE

FACTS = {
    BORDERS[0]: 0.0,
    BORDERS[1]: 0.0,
    DISTANCE: math.log1p(7000),
    A_MAJOR: 1.0,
    SINCE_RUPTURE[1]: 1.0,
}


def test_a_far_pair_that_fought_is_one():
    assert far_and_fought(FACTS)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (BORDERS[0], 1.0),
        (BORDERS[1], 1.0),
        (DISTANCE, math.log1p(FAR_KM)),
        (A_MAJOR, 0.0),
        (SINCE_RUPTURE[1], 0.0),
    ],
)
def test_without_any_one_fact_it_is_none(fact, value):
    assert not far_and_fought(FACTS | {fact: value})
    assert not far_and_fought(FACTS | {fact: math.nan})
    assert not far_and_fought({name: held for name, held in FACTS.items() if name != fact})
