"""Covariates of the tie as a case states them, for the landmark hazards."""

import math
from collections.abc import Iterable, Mapping
from datetime import date

from detente.case.model import Case
from detente.case.record import Record
from detente.history.covariates import (
    A_MAJOR,
    ALIGNMENT,
    BORDERS,
    BOTH_MAJOR,
    COALITION,
    DISTANCE,
    DUTIES,
    EX_RIVAL,
    OPPOSED,
    POLITY,
    POLYARCHY,
    POWER,
    REACH,
    RIVAL,
    RUPTURES_BEFORE,
    SINCE_ONE_SIDE,
    SINCE_RUPTURE,
    STRAIN,
    TREATY,
)
from detente.history.reference_classes import is_rupture, is_strain, rivals_now
from detente.records import years_between

DUTY_OF = dict(zip(("defense", "neutral", "nonagg", "consul"), DUTIES, strict=True))
_NEVER = 999.0
LEAST = 1e-5  # added to a share of capabilities before its logarithm
# what `case_covariates` reads of a case
SECTIONS = {"record", "known_to", "partnership", "regimes", "capabilities", "alignment"}
# what a case may leave out though every pair has it
OF_STATES = (
    *BORDERS,
    DISTANCE,
    A_MAJOR,
    BOTH_MAJOR,
    *POWER,
    *REACH,
    POLITY,
    POLYARCHY,
    *ALIGNMENT,
)


def case_covariates(case: Case) -> dict[str, float]:
    """Values by name of `TIE_COVARIATES`; those that the case does not state are absent.

    As in the panel a rupture counts from its beginning, and a rivalry that ended or a coalition is
    a tie until the next rupture.
    """
    entries = [r for r in case.record if r.start <= case.as_of]
    ruptures = [r for r in entries if is_rupture(r)]
    last = max((r.start for r in ruptures), default=None)
    over = [r.end for r in entries if r.kind == "rivalry" and r.end]
    sides = [r.start for r in entries if r.kind == "coalition"]
    rival = rivals_now(case)
    values = {
        RIVAL: float(rival),
        EX_RIVAL: float(not rival and bool(over) and _since(last, max(over))),
        COALITION: float(bool(sides) and _since(last, max(sides))),
        RUPTURES_BEFORE: math.log1p(len({r.start.year for r in ruptures})),
        SINCE_RUPTURE[1]: float(last is not None),
        SINCE_RUPTURE[2]: _recent(last, case),
    }
    if last is not None:
        values[SINCE_RUPTURE[0]] = math.log1p(_years(last, case))
    if sides:
        values[SINCE_ONE_SIDE] = math.log1p(_years(max(sides), case))
    return values | _strains(entries, case) | _pacts(entries) | _facts(case)


def _since(last: date | None, start: date) -> bool:
    """Whether no rupture occurred in a year after ``start``."""
    return last is None or start.year >= last.year


def _strains(entries: Iterable[Record], case: Case) -> dict[str, float]:
    """Incidents, and sanctions and crises."""
    strains = [r for r in entries if is_strain(r)]
    incidents = [r.start for r in strains if r.kind == "dispute"]
    last = max(incidents, default=None)
    opposed = max((r.start for r in strains if r.kind != "dispute"), default=None)
    near = {day.year for day in incidents if day.year >= case.record_day.year - 10}
    return {
        STRAIN[0]: float(last is not None),
        STRAIN[1]: _recent(last, case),
        STRAIN[2]: math.log1p(len(near)),
        OPPOSED: _recent(opposed, case, case.known_to.get("sanctions")),
    }


def _pacts(entries: Iterable[Record]) -> dict[str, float]:
    """Treaties in force and what they oblige to."""
    pacts = [r for r in entries if r.kind == "pact" and not r.end]
    duties = {duty for pact in pacts for duty in pact.obligations}
    return {TREATY: float(bool(pacts))} | {
        name: float(duty in duties) for duty, name in DUTY_OF.items()
    }


def _facts(case: Case) -> dict[str, float]:
    border, distance = case.partnership.border, case.partnership.distance_km
    values = {} if distance is None else {DISTANCE: math.log1p(distance)}
    if border is not None:
        values |= {BORDERS[0]: float(border == "land"), BORDERS[1]: float(border == "water")}
    regimes = [r for r in case.regimes if r.actor in case.members]
    polity = [r.polity.value for r in regimes if r.polity]
    polyarchy = [r.polyarchy.value for r in regimes if r.polyarchy]
    for name, scores in ((POLITY, polity), (POLYARCHY, polyarchy)):
        # history has the mean of those known: most microstates have no regime
        if len(scores) == len(case.members) or (scores and "regimes" in case.known_to):
            values[name] = sum(scores) / len(scores)
    values |= _rank(case)
    return values | _reach(values) | _votes(case)


def _reach(values: Mapping[str, float]) -> dict[str, float]:
    """Products of the distance and how powerful the stronger partner is, where both are known."""
    return {
        name: values[DISTANCE] * values[power]
        for name, power in REACH.items()
        if DISTANCE in values and power in values
    }


def _rank(case: Case) -> dict[str, float]:
    """Whether the partners are major powers, and their capabilities."""
    known_then = [r for r in case.record if r.both_major is not None]
    both = max(known_then, key=lambda r: r.start).both_major if known_then else None
    values = {} if both is None else {BOTH_MAJOR: float(both)}
    if both:
        values[A_MAJOR] = 1.0
    known = [c for c in case.capabilities if c.actor in case.members]
    if len(known) < len(case.members):
        return values
    majors = [c.major_power for c in known]
    shares = [math.log(c.share.value + LEAST) for c in known]
    rank = {A_MAJOR: float(any(majors)), BOTH_MAJOR: float(all(majors))}
    return values | rank | dict(zip(POWER, (max(shares), min(shares)), strict=True))


def _votes(case: Case) -> dict[str, float]:
    """How they voted; history has zeros for a pair that did not, and before its third session."""
    votes = case.alignment
    if votes is None:
        return dict.fromkeys(ALIGNMENT, 0.0) if "alignment" in case.known_to else {}
    change = (votes.fall or 0.0, votes.sessions_below, votes.drifted)
    stated = (votes.fall is not None, votes.level, *change)
    return dict(zip(ALIGNMENT, map(float, stated), strict=True))


def _years(day: date, case: Case, to: date | None = None) -> float:
    return max(0.0, years_between(day, to or case.record_day))


def _recent(day: date | None, case: Case, to: date | None = None) -> float:
    """exp(-years / 5), to the day to which such events are known; 0 without one."""
    return math.exp(-(_years(day, case, to) if day else _NEVER) / 5)
