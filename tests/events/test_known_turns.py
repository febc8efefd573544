"""Turns that anybody knows come out of the real series within a month of their own."""

import numpy as np
import pytest

from detente.events.changes import changes
from detente.events.stored_series import stored_series


@pytest.mark.parametrize(
    ("name", "one", "two", "month"),
    [
        ("gdelt-dyad-months", 2, 365, "2022-02"),  # Russia invades Ukraine
        ("gdelt-dyad-months", 710, 750, "2020-05"),  # fights in the Himalaya
        ("gdelt-dyad-months", 710, 900, "2020-04"),  # Australia wants an inquiry into the virus
        ("gdelt-dyad-months", 670, 694, "2021-01"),  # the blockade of Qatar ends
        ("gdelt-dyad-months", 365, 371, "2020-12"),  # Nagorno-Karabakh: Russian troops as guards
        ("gdelt-dyad-months", 640, 666, "2023-11"),  # war in Gaza
        ("gdelt-dyad-months", 255, 365, "2022-04"),  # expulsions after Bucha
        ("icews-conflict-months", 2, 365, "1998-12"),  # Desert Fox
        ("icews-conflict-months", 2, 365, "2001-04"),  # the expulsions of March are over
    ],
)
def test_known_turns_are_reported_within_a_month_of_their_own(name, one, two, month, real_store):
    found = changes(stored_series(name, one, two))
    near = [c for c in found if abs(c.began - np.datetime64(month)).astype(int) <= 1]
    assert near
    assert all(c.probability >= 0.9 for c in near)
