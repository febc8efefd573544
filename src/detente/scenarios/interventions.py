"""Values set by hand from given days on, and their effect step by step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np

from detente.case import dependence
from detente.case.change import Value, parse_change
from detente.case.edit import at
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.path import value_at
from detente.case.yaml12 import Place
from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import CaseError
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.effects import Effect, effects
from detente.scenarios.mixture import output_months
from detente.scenarios.worlds import MONTHS, month_ahead


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """A value set by hand: ``to`` at ``path``, from the day ``at`` on (None: the case's date)."""

    path: str
    to: Value
    at: date | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """A case that holds from a step of a quarter on."""

    step: int
    case: Case


def parse_intervention(text: str) -> Intervention:
    """Read ``PATH=VALUE`` or ``PATH=VALUE@DAY``.

    Raises
    ------
    DataError
        As `detente.case.change.parse_change`.

    Examples
    --------
    >>> parse_intervention("threats.taliban.attained=1@2002-01-01")
    Intervention(path='threats.taliban.attained', to=1, at=datetime.date(2002, 1, 1))
    """
    return Intervention(**parse_change(text, "--set")._asdict())


# identity, history and calendar of the case: a forecast starts from these
_FIXED = {"detente", "id", "title", "question", "as_of", "partnership", "record", "calendar"}
_FIXED |= {"sources", "claims", "fault_lines", "questions"}
_PROBABILITY = re.compile(r"scenarios\..+\.(probability|horizon_years|given)(\..+)?")


def versions(case: Case, interventions: Sequence[Intervention]) -> list[Version]:
    """The case as coded, then as each day's interventions leave it.

    A value that the case has already changes nothing: a number so set keeps its range. A day that
    changes nothing has no version.

    Parameters
    ----------
    case : Case
        The case as coded.
    interventions : sequence of Intervention
        Values set by hand.

    Raises
    ------
    CaseError
        If a path or value is not one of the case or is none that a what-if can move, is set twice
        for one day, a day lies before the case or beyond its futures, or the probabilities of the
        scenarios as set have no joint distribution.
    """
    _check(case, interventions)
    out = [Version(step=0, case=case)]
    for day in sorted({one.at or case.as_of for one in interventions}):
        for one in interventions:
            if (one.at or case.as_of) == day:
                case = _set(case, one)
        step = month_ahead((day - out[0].case.as_of).days) * STEPS // MONTHS
        if case is not out[-1].case:
            out.append(Version(step=step, case=case))
    for place, why in dependence.dependence_faults(case):
        raise CaseError(f"{_named(case, place)} {why}")
    return out


def _set(case: Case, one: Intervention) -> Case:
    """The case with a value set; the same object if it has that value."""
    changed = at(case, one.path, one.to)
    before, after = (_plain(value_at(version, one.path)) for version in (case, changed))
    return case if before == after else changed


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Number) else value


def _named(case: Case, place: Place) -> str:
    """Path to a fault between scenarios, by id as in ``--set``."""
    _, number, *rest = place
    return ".".join(("scenarios", case.scenarios[int(number)].id, *map(str, rest)))


def _check(case: Case, interventions: Sequence[Intervention]) -> None:
    last = output_months(case)[-1]
    for one in interventions:
        if one.path.partition(".")[0] in _FIXED:
            raise CaseError(
                f"{one.path} cannot be set in a what-if, which changes what lenses and scenarios "
                "read; change it in a copy of the file and run detente diff"
            )
        if one.at is not None and _PROBABILITY.fullmatch(one.path):
            raise CaseError(
                f"{one.path} cannot be set at {one.at}: how probable a scenario is holds from the "
                "start; leave out the day"
            )
        if one.at is not None and one.at < case.as_of:
            raise CaseError(f"{one.path} cannot be set at {one.at}: the case is of {case.as_of}")
        if one.at is not None and month_ahead((one.at - case.as_of).days) >= last:
            raise CaseError(
                f"{one.path} cannot be set at {one.at}: the futures end {last} months after "
                f"{case.as_of}"
            )
    for one, other in combinations(interventions, 2):
        if (one.path, one.at or case.as_of) == (other.path, other.at or case.as_of):
            raise CaseError(f"{one.path} is set twice for one day; wanted one value")


def intervention_shift(
    forecast: CaseForecast,
    versions: Sequence[Version],
    steps: int,
    outcome: OutcomeId = RUPTURE,
) -> Array:
    """Log-odds of an outcome, of each version from its step on, shape (n, steps).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    versions : sequence of Version
        The case as coded, then as each day leaves it.
    steps : int
        Quarters of a year ahead.
    outcome : OutcomeId
        Whose yearly hazard is moved.
    """
    out = np.array(forecast.shifts[outcome][:, :steps])
    for version in versions[1:]:
        moved = forecast.version_shift(version.case, steps, outcome)
        out[:, version.step :] = moved[:, version.step :]
    return out


def effects_by_version(
    forecast: CaseForecast,
    coded: list[Effect],
    versions: Sequence[Version],
    steps: int,
    outcome: OutcomeId = RUPTURE,
) -> list[Effect]:
    """Effects of the scenarios on each version from its step on.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    coded : list of Effect
        Effects on the case as coded.
    versions : sequence of Version
        The case as coded, then as each day leaves it.
    steps : int
        Quarters of a year ahead.
    outcome : OutcomeId
        Whose yearly hazard is moved.
    """
    out = coded
    for version in versions[1:]:
        later = effects(forecast, steps, version.case, outcome)
        out = [_from(old, new, version.step) for old, new in zip(out, later, strict=True)]
    return out


def _from(old: Effect, new: Effect, step: int) -> Effect:
    delta = np.concatenate([old.delta[:, :step], new.delta[:, step:]], axis=1)
    return replace(old, delta=delta)
