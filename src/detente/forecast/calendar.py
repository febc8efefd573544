"""Scheduled events: each has an adverse or a good turn and shifts the hazard for some time."""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.case.draws import Draws
from detente.case.model import Case, Event
from detente.document.percent import MOST_LOG_ODDS
from detente.forecast.chance import Chance
from detente.forecast.survival_draws import TIME
from detente.records import Array, years_between


class Turn(NamedTuple):
    """Turn of an event in every draw, shapes (n_draws,)."""

    chance: Array  # probability of an adverse turn
    bad: NDArray[np.bool_]  # whether the turn is adverse
    jump: Array  # log-odds that an adverse turn adds to the yearly hazard


def calendar_shift(case: Case, chance: Chance) -> Array:
    """Log-odds that the calendar adds to the yearly hazard, shape (n_draws, steps).

    The shift is jump x (adverse - probability of adverse). Its mean over the two turns is zero,
    because the reference classes experienced such events too. An event with a scenario of its own
    is left to that scenario. All events together add no more than one may.

    Parameters
    ----------
    case : Case
        Its ``calendar`` lists the events.
    chance : Chance
        Draws the turns.
    """
    total = np.zeros((chance.draws, TIME.size))
    decided = {scenario.event for scenario in case.scenarios}
    for event in case.calendar:
        turn = None if event.id in decided else turn_of(event, chance)
        if turn is not None:
            window = window_of(event, case.as_of)
            total += (turn.jump * (turn.bad - turn.chance))[:, None] * window[None, :]
    return np.clip(total, -MOST_LOG_ODDS, MOST_LOG_ODDS)


def turn_of(event: Event, chance: Chance) -> Turn | None:
    """Draw the turn of an event.

    Parameters
    ----------
    event : Event
        A scheduled event.
    chance : Chance
        Draws probability, jump and turn.

    Returns
    -------
    Turn or None
        None if the probability or the jump is not coded.
    """
    if event.adverse is None or event.jump is None:
        return None
    rng = chance.rng(f"event/{event.id}")
    draw = Draws(rng, chance.draws)
    probability, jump = draw(event.adverse, low=0, high=1), draw(event.jump)
    jump = np.clip(jump, -MOST_LOG_ODDS, MOST_LOG_ODDS)
    return Turn(probability, rng.random(chance.draws) < probability, jump)


def either_turn(turn: Turn, base: Array, window: Array) -> tuple[Array, Array]:
    """Log-odds after an adverse and after a good turn, where ``base`` has the turn as drawn.

    Parameters
    ----------
    turn : Turn
        From `turn_of`.
    base : array, shape (n_draws, steps)
        Log-odds with the event in it.
    window : array, shape (steps,)
        From `window_of`.
    """
    bad = base + (turn.jump * (1 - turn.bad))[:, None] * window
    return bad, base - (turn.jump * turn.bad)[:, None] * window


def window_of(event: Event, as_of: date) -> Array:
    """Indicator of the steps in which an event shifts the hazard, shape (steps,).

    Parameters
    ----------
    event : Event
        A scheduled event.
    as_of : date
        Date of the case, at which the first step begins.
    """
    start = years_between(as_of, event.date)
    inside = (start <= TIME) & (start + event.window_months / 12 > TIME)
    return inside.astype(float)
