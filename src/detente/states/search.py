"""One or two states named in the text of a search box."""

import re
from collections.abc import Iterator
from datetime import date

from detente.errors import UnknownState
from detente.states.spellings import normal
from detente.states.states import State, all_states, can_mean_a_state, resolve

# between two names: a word, a sign, or a blank alone
_BETWEEN = re.compile(r"\s+(?:and|or|vs\.?|versus|with)\s+|\s*[-–—/;,&+|]\s*|\s+", re.I)


def pairs_in(text: str, on: date) -> list[tuple[State, State]]:
    """The pairs of states that a text can mean, each name as `resolve` reads it.

    Parameters
    ----------
    text : str
        Two names or codes in a row, such as ``China Russia`` or ``CHN-RUS``.
    on : date
        The day on which the states are looked for.

    Examples
    --------
    >>> day = date(2001, 11, 12)
    >>> [(a.name, b.name) for a, b in pairs_in("the USA and Trinidad and Tobago", day)]
    [('United States', 'Trinidad and Tobago')]
    >>> pairs_in("Guinea-Bissau", day)
    []
    """
    pairs: dict[tuple[int, int], tuple[State, State]] = {}
    if can_mean_a_state(text):
        return []
    for left, right in _halves(text):
        one, other = state_in(left, on), state_in(right, on)
        if one and other and one.ccode != other.ccode:
            pairs.setdefault((one.ccode, other.ccode), (one, other))
    return list(pairs.values())


def state_in(text: str, on: date) -> State | None:
    """The one state that a text means on a day, or None.

    Parameters
    ----------
    text : str
        A name or code.
    on : date
        The day on which the state is looked for.
    """
    if not can_mean_a_state(text):
        return None
    try:
        return resolve(text, on)
    except UnknownState:
        return None


def completions(text: str, on: date) -> Iterator[str]:
    """States whose name begins with a text; after a first state, the pairs with it.

    Parameters
    ----------
    text : str
        The beginning of one name, or one name and the beginning of another.
    on : date
        The day on which the states are looked for.

    Examples
    --------
    >>> list(completions("chn leb", date(2001, 11, 12)))
    ['China and Lebanon']
    """
    yield from _names(text, on)
    for left, right in _halves(text):
        first = state_in(left, on)
        if first is not None and right:
            yield from (f"{first.name} and {n}" for n in _names(right, on) if n != first.name)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for gap in _BETWEEN.finditer(text):
        yield text[: gap.start()], text[gap.end() :]


def _names(text: str, on: date) -> Iterator[str]:
    start = normal(text)
    return (s.name for s in all_states(on) if start and normal(s.name).startswith(start))


def known_name(text: str) -> None:
    """Refuse what is no name and no code of any state, on whatever day.

    Parameters
    ----------
    text : str
        As `resolve` reads it.

    Raises
    ------
    UnknownState
        If nothing matches.

    Examples
    --------
    >>> known_name("Soviet Union")
    >>> known_name("Atlantis")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    detente.errors.UnknownState: unknown state 'Atlantis'...
    """
    if not can_mean_a_state(text):
        resolve(text, date.today())
