"""Facts of a case that contradict the data on disk: warnings, since a person may know better."""

from collections.abc import Iterator
from datetime import date

from detente.case.model import Case
from detente.data import store
from detente.errors import DetenteError, MissingData
from detente.forecast.case_covariates import DUTY_OF
from detente.forecast.data_case import differing_numbers, differing_record
from detente.forecast.data_case.of_pair import border
from detente.forecast.data_case.of_record import duties
from detente.forecast.data_case.of_states import majors_of
from detente.forecast.data_case.request import PairRequest
from detente.states.states import State, resolve

_FAR_POLITY, _FAR_SHARE = 5.0, 3.0  # points; factor between two shares of capabilities


def contradictions_with_data(case: Case) -> Iterator[str]:
    """What of a case no source on disk knows or what it says otherwise, in words with its place.

    Names of actors are compared with their states without data too. An entry that says why, in its
    note, is left alone; so is what lies after the end of a source.

    Parameters
    ----------
    case : Case
        A valid case.
    """
    yield from _names(case)
    if not store.status():
        return
    states = tuple(resolve(case.actor(m).state or "", case.as_of) for m in case.members)
    request = PairRequest(states=(states[0], states[1]), day=case.as_of)
    own = (_pacts, _majors, _shares, _polity, _border)
    for check in (*own, *differing_record.CHECKS, *differing_numbers.CHECKS):
        try:
            yield from check(case, request)
        except MissingData:  # that source was not pulled
            continue


def _names(case: Case) -> Iterator[str]:
    for actor in case.actors:
        if actor.kind == "state" and actor.state is not None:
            named, coded = _state(actor.name, case.as_of), _state(actor.state, case.as_of)
            if named and coded and named.ccode != coded.ccode:
                yield (
                    f"actors.{actor.id}: the name '{actor.name}' is that of {named.name}, its "
                    f"state is {coded.name}"
                )


def _state(text: str | int, day: date) -> State | None:
    try:
        return resolve(text, day)
    except DetenteError:
        return None


def _pacts(case: Case, request: PairRequest) -> Iterator[str]:
    """A pact in force that the list of treaties does not have, or with another duty."""
    last = request.last("atop-dyadyear")
    known = duties(request, last)
    for pact in case.record:
        if pact.kind != "pact" or pact.end or pact.note or pact.start.year > last:
            continue
        place = f"record.{pact.id}: "
        if not known["held"]:
            yield f"{place}a pact in force; ATOP has no treaty of the two in {last}"
            continue
        for duty in pact.obligations:
            if duty in DUTY_OF and not known[duty]:
                yield f"{place}obliges to '{duty}'; ATOP has no such duty of the two in {last}"


def _majors(case: Case, request: PairRequest) -> Iterator[str]:
    last = request.last("cow-majors")
    major = majors_of(request, last)
    minor = [s.name for s in request.states if s.ccode not in major]
    for pact in case.record:
        if pact.both_major and minor and not pact.note:
            yield f"record.{pact.id}: both major; COW has {' and '.join(minor)} as none in {last}"
    for entry in case.capabilities:
        state = _member(case, request, entry.actor)
        if state and not entry.note and entry.major_power != (state.ccode in major):
            word = "a major power" if state.ccode in major else "none"
            place = f"capabilities.{entry.actor}.major_power"
            yield f"{place}: COW has {state.name} as {word} in {last}"


def _shares(case: Case, request: PairRequest) -> Iterator[str]:
    for entry in case.capabilities:
        latest = _latest(case, request, entry.actor, "capabilities", "cinc")
        coded = entry.share.value
        if latest and not entry.note and not _alike(coded, latest[1]):
            yield (
                f"capabilities.{entry.actor}.share: {coded:g}; the Correlates of War have "
                f"{latest[1]:.3g} in {latest[0]}"
            )


def _alike(a: float, b: float) -> bool:
    return max(a, b) <= _FAR_SHARE * min(a, b) or max(a, b) < 0.01


def _polity(case: Case, request: PairRequest) -> Iterator[str]:
    for entry in case.regimes:
        latest = _latest(case, request, entry.actor, "regime", "polity2")
        if not latest or entry.note or entry.polity is None:
            continue
        if abs(entry.polity.value - latest[1]) >= _FAR_POLITY:
            yield (
                f"regimes.{entry.actor}.polity: {entry.polity.value:g}; "
                f"Polity has {latest[1]:g} in {latest[0]}"
            )


def _border(case: Case, request: PairRequest) -> Iterator[str]:
    coded = case.partnership.border
    land = border(request) == "land"
    if coded is not None and not case.partnership.note and (coded == "land") != land:
        yield (
            f"partnership.border: {coded}; the Correlates of War have "
            f"{'a' if land else 'no'} border by land in {request.last('contiguity')}"
        )


def _latest(
    case: Case, request: PairRequest, actor: str, measure: str, column: str
) -> tuple[int, float] | None:
    """Year and value of a partner's latest row; None for other actors and where none is known."""
    state = _member(case, request, actor)
    return None if state is None else request.value(measure, state, column)


def _member(case: Case, request: PairRequest, actor: str) -> State | None:
    return dict(zip(case.members, request.states, strict=True)).get(actor)
