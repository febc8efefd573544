"""Scheduled events: each turns out badly or not, and moves the hazard for a while."""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.case.draws import Draws
from detente.case.model import Case, Event
from detente.forecast.chance import Chance
from detente.forecast.survival_draws import TIME
from detente.records import Array


class Turn(NamedTuple):
    """How an event turns out in every draw, shapes (n_draws,)."""

    chance: Array  # probability that it turns out badly
    bad: NDArray[np.bool_]  # whether it does
    jump: Array  # log-odds that a bad turn adds to the yearly hazard


def calendar_shift(case: Case, chance: Chance) -> Array:
    """Log-odds that the calendar adds to the yearly hazard, shape (n_draws, steps).

    The shift is jump x (bad - probability of bad): on average over the two turns the log-odds
    stay, because the reference classes lived through such events too. An event that a scenario
    decides is left to that scenario.
    """
    total = np.zeros((chance.draws, TIME.size))
    decided = {scenario.event for scenario in case.scenarios}
    for event in case.calendar:
        turn = None if event.id in decided else turn_of(event, chance)
        if turn is not None:
            window = window_of(event, case.as_of)
            total += (turn.jump * (turn.bad - turn.chance))[:, None] * window[None, :]
    return total


def turn_of(event: Event, chance: Chance) -> Turn | None:
    """Draw how an event turns out; None if its probability or its jump is not coded."""
    if event.adverse is None or event.jump is None:
        return None
    rng = chance.rng(f"event/{event.id}")
    draw = Draws(rng, chance.draws)
    probability, jump = draw(event.adverse, low=0, high=1), draw(event.jump)
    return Turn(probability, rng.random(chance.draws) < probability, jump)


def window_of(event: Event, as_of: date) -> Array:
    """1 in the steps in which the turn of an event moves the hazard, else 0, shape (steps,)."""
    start = (event.date - as_of).days / 365.25
    inside = (start <= TIME) & (start + event.window_months / 12 > TIME)
    return inside.astype(float)
