"""The case as values are set by hand from given days on, and what that does month by month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import numpy as np

from detente.case import dependence
from detente.case.change import Value, parse_change
from detente.case.edit import at
from detente.case.model import Case
from detente.case.yaml12 import Place
from detente.errors import CaseError
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.records import Array
from detente.scenarios.effects import Effect, effects
from detente.scenarios.mixture import marks
from detente.scenarios.worlds import MONTHS, month_of


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


def parse(text: str) -> Intervention:
    """Read ``PATH=VALUE`` or ``PATH=VALUE@DAY``.

    Raises
    ------
    DataError
        If the text is not of that form, or its value or day is not one.

    Examples
    --------
    >>> parse("threats.taliban.attained=1@2002-01-01")
    Intervention(path='threats.taliban.attained', to=1, at=datetime.date(2002, 1, 1))
    """
    return Intervention(**parse_change(text, "--set")._asdict())


# what names the case, what history it has, what is scheduled: a forecast starts from these
_FIXED = {"detente", "id", "title", "question", "as_of", "partnership", "record", "calendar"}
_FIXED |= {"sources", "claims", "fault_lines", "questions"}
_CHANCE = re.compile(r"scenarios\..+\.(probability|horizon_years|given)(\..+)?")


def versions(case: Case, interventions: Sequence[Intervention]) -> list[Version]:
    """The case as coded, then as each day's interventions leave it.

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
        for one day, a day lies before the case or beyond its futures, or no joint probability has
        the scenarios' own as they are set.
    """
    _check(case, interventions)
    found = [Version(step=0, case=case)]
    for day in sorted({one.at or case.as_of for one in interventions}):
        for one in interventions:
            if (one.at or case.as_of) == day:
                case = at(case, one.path, one.to)
        step = month_of((day - found[0].case.as_of).days) * STEPS // MONTHS
        found.append(Version(step=step, case=case))
    for place, why in dependence.faults(case):
        raise CaseError(f"{_named(case, place)} {why}")
    return found


def _named(case: Case, place: Place) -> str:
    """Path to a fault between scenarios, by id as in ``--set``."""
    _, number, *rest = place
    return ".".join(("scenarios", case.scenarios[int(number)].id, *map(str, rest)))


def _check(case: Case, interventions: Sequence[Intervention]) -> None:
    last = marks(case)[-1]
    for one in interventions:
        if one.path.partition(".")[0] in _FIXED:
            raise CaseError(
                f"{one.path} cannot be set in a what-if, which moves what lenses and scenarios "
                "read; change it in a copy of the file and ask detente diff"
            )
        if one.at is not None and _CHANCE.fullmatch(one.path):
            raise CaseError(
                f"{one.path} cannot be set at {one.at}: how probable a scenario is holds from the "
                "start; leave out the day"
            )
        if one.at is not None and one.at < case.as_of:
            raise CaseError(f"{one.path} cannot be set at {one.at}: the case is of {case.as_of}")
        if one.at is not None and month_of((one.at - case.as_of).days) >= last:
            raise CaseError(
                f"{one.path} cannot be set at {one.at}: the futures end {last} months after "
                f"{case.as_of}"
            )
    for one, other in combinations(interventions, 2):
        if (one.path, one.at or case.as_of) == (other.path, other.at or case.as_of):
            raise CaseError(f"{one.path} is set twice for one day; wanted one value")


def shift(forecast: CaseForecast, found: Sequence[Version], steps: int) -> Array:
    """Log-odds of the lenses' readings, each version's from its own step on, shape (n, steps).

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    found : sequence of Version
        The case as coded, then as each day leaves it.
    steps : int
        Quarters of a year ahead.
    """
    out = np.array(forecast.coded_shift[:, :steps])
    for version in found[1:]:
        moved = forecast.shift(forecast.read(version.case), steps)
        out[:, version.step :] = moved[:, version.step :]
    return out


def effects_of(
    forecast: CaseForecast, coded: list[Effect], found: Sequence[Version], steps: int
) -> list[Effect]:
    """Effects of the scenarios, read on each version from its own step on.

    ``coded`` are those on the first version, the case as coded.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    coded : list of Effect
        Effects on the case as coded.
    found : sequence of Version
        The case as coded, then as each day leaves it.
    steps : int
        Quarters of a year ahead.
    """
    out = coded
    for version in found[1:]:
        later = effects(forecast, steps, version.case)
        out = [_from(old, new, version.step) for old, new in zip(out, later, strict=True)]
    return out


def _from(old: Effect, new: Effect, step: int) -> Effect:
    delta = np.concatenate([old.delta[:, :step], new.delta[:, step:]], axis=1)
    return replace(old, delta=delta)
