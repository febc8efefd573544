"""COW codes from names of countries in a feed."""

from datetime import date

from detente.errors import UnknownState
from detente.states.states import can_mean_a_state, resolve


def state_of_name(name: str, day: date) -> int | None:
    """COW code of the one state that a name or code means on a day; None if none or several.

    >>> day = date(2018, 6, 1)
    >>> state_of_name("Russian Federation", day), state_of_name("Western Sahara", day)
    (365, None)

    Parameters
    ----------
    name : str
        As the feed writes it.
    day : date
        Of the event.
    """
    if not can_mean_a_state(name):
        return None
    try:
        return resolve(name, day).ccode
    except UnknownState:
        return None
