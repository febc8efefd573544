"""Numbers of a case that are far from those of the local store."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from detente.case.model import Case
from detente.forecast.data_case import of_pair, of_states
from detente.forecast.data_case.request import Entry, PairRequest, id_of

_STALE = timedelta(days=5 * 366)  # before the day: what is older may have changed since
# from where on two numbers are far apart: a difference, and a factor
_FAR = {
    "polyarchy": (0.3, 1.0),
    "ideal_point": (1.0, 1.0),
    "level": (0.25, 1.0),
    "shared_memberships": (0.25, 1.0),
    "share": (0.05, 4.0),
    "distance_km": (300.0, 2.0),
}


def polyarchy(case: Case, request: PairRequest) -> Iterator[str]:
    """Electoral democracy of the partners."""
    stored = _by_member(case, request, of_states.regimes(request))
    for regime in case.regimes:
        yield from _apart("regimes", "polyarchy", regime, stored.get(regime.actor), request)


def ideal_points(case: Case, request: PairRequest) -> Iterator[str]:
    """Positions of the partners in UN votes."""
    stored = _by_member(case, request, of_states.preferences(request))
    for entry in case.preferences:
        yield from _apart("preferences", "ideal_point", entry, stored.get(entry.actor), request)


def alignment(case: Case, request: PairRequest) -> Iterator[str]:
    """How alike the two voted."""
    if case.alignment is not None:
        stored = of_pair.alignment(request)
        yield from _apart("alignment", "level", case.alignment, stored, request)


def institutions(case: Case, request: PairRequest) -> Iterator[str]:
    """Organisations that the two share."""
    if case.institutions is not None:
        stored = of_pair.institutions(request)
        yield from _apart("institutions", "shared_memberships", case.institutions, stored, request)


def trade(case: Case, request: PairRequest) -> Iterator[str]:
    """Share of a partner's trade that is with the other."""
    stored = _by_member(case, request, of_pair.dependence(request))
    for entry in case.dependence:
        if entry.on in case.members:
            yield from _apart("dependence", "share", entry, stored.get(entry.actor), request)


def distance(case: Case, request: PairRequest) -> Iterator[str]:
    """Shortest distance between the two."""
    stored = of_pair.geography(request)
    yield from _apart("partnership", "distance_km", case.partnership, stored, request)


CHECKS = (polyarchy, ideal_points, alignment, institutions, trade, distance)


def _by_member(case: Case, request: PairRequest, entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries of the store by the ids that the case has for the partners."""
    names = dict(zip(map(id_of, request.states), case.members, strict=True))
    return {names[entry["actor"]]: entry for entry in entries}


def _apart(
    section: str, key: str, coded: Any, stored: Entry | None, request: PairRequest
) -> Iterator[str]:
    """A sentence where the store has another number, which is not too old, and no note says why."""
    own = getattr(coded, key)
    if own is None or coded.note or stored is None or key not in stored:
        return
    if stored.get("known_on", request.day) < request.day - _STALE:
        return
    a, b = _value(own), _value(stored[key])
    difference, factor = _FAR[key]
    if abs(a - b) >= difference and (factor == 1 or max(a, b) >= factor * min(a, b)):
        name = getattr(coded, "id", None) or getattr(coded, "actor", None)
        place = ".".join(part for part in (section, name, key) if part)
        since = f", published by {stored['known_on']}" if "known_on" in stored else ""
        yield f"{place}: {a:g}; the local store has {b:.3g}{since}"


def _value(number: Any) -> float:
    """Of a number of a case, of one in plain values, or a bare one."""
    if isinstance(number, dict):
        number = number["value"]
    return float(getattr(number, "value", number))
