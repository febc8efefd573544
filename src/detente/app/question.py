"""What can be turned on the page, and the what-if that an address asks for.

An address holds all of it: ``?scenario=s-iraq&set=threats.taliban.attained=1@2002-06-01``.
A form without script sends every slider, as ``turn.PATH=VALUE``; those left where the case has
them are dropped (`asked`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from detente.case.change import parse_change
from detente.case.model import Case
from detente.document.assessment import Assessment
from detente.errors import DataError
from detente.scenarios.interventions import Intervention
from detente.scenarios.sensitivity.levers import levers

_MOST = 20  # scenarios, and values set by hand, in one question
_LONGEST = 420  # characters of one value set by hand, with its path and day
_NEAR = 1e-3  # share of its way within which a slider counts as not moved


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A number of the case, and the ends between which it may be turned."""

    path: str
    subject: str
    value: float
    low: float
    high: float
    low_means: str = ""  # what turning it all the way would mean, where somebody said it
    high_means: str = ""


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A sign of a tie that may be turned."""

    path: str
    subject: str
    words: str
    value: str
    turned: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """Scenarios asked for and values set by hand, in the order of the address; or what is wrong."""

    scenarios: tuple[str, ...] = ()
    sets: tuple[Intervention, ...] = ()
    problem: str | None = None
    typed: tuple[str, ...] = ()  # with a problem: what was given to be set, as it was

    def __bool__(self) -> bool:
        return bool(self.scenarios or self.sets)

    def pairs(self) -> list[tuple[str, str]]:
        """Parameters of the address."""
        return [("scenario", s) for s in self.scenarios] + [("set", written(s)) for s in self.sets]


def written(one: Intervention) -> str:
    """A value set by hand as it stands in an address.

    Examples
    --------
    >>> from datetime import date
    >>> written(Intervention(path="threats.t.attained", to=0.5, at=date(2002, 6, 1)))
    'threats.t.attained=0.5@2002-06-01'
    """
    to = str(one.to).lower() if isinstance(one.to, bool) else f"{one.to}"
    return f"{one.path}={to}" + (f"@{one.at}" if one.at else "")


def panel(case: Case, assessment: Assessment) -> tuple[list[Slider], list[Switch]]:
    """Sliders and switches of a case, those that move the forecast most first."""
    sliders: dict[str, Slider] = {}
    switches: dict[str, Switch] = {}
    for x in levers(case):
        if isinstance(x.start, str) or isinstance(x.end, str):
            switches[x.path] = Switch(
                path=x.path,
                subject=x.subject,
                words=x.words,
                value=str(x.start),
                turned=str(x.end),
            )
            continue
        slider = sliders.get(x.path, _at_home(x.path, x.subject, x.start))
        sliders[x.path] = _wider(slider, x.end, x.words)
    for bar in assessment.tornado:
        slider = sliders.get(bar.path, _at_home(bar.path, bar.words, bar.value))
        sliders[bar.path] = _wider(_wider(slider, bar.low, ""), bar.high, "")
    rank = {path: place for place, path in enumerate(_strongest(assessment))}

    def place(x: Slider | Switch) -> int:
        return rank.get(x.path, len(rank))

    movable = [s for s in sliders.values() if s.low < s.high]
    return sorted(movable, key=place), sorted(switches.values(), key=place)


def _at_home(path: str, subject: str, value: float) -> Slider:
    return Slider(path=path, subject=subject, value=value, low=value, high=value)


def _wider(slider: Slider, end: float, means: str) -> Slider:
    """Take in one more end to which a number may be turned."""
    if end < slider.low:
        return replace(slider, low=end, low_means=means)
    return replace(slider, high=end, high_means=means) if end > slider.high else slider


def _strongest(a: Assessment) -> Iterable[str]:
    """Paths in the order of the document: flips come sorted, so do the bars of the tornado."""
    return dict.fromkeys([*(f.path for f in a.flips), *(bar.path for bar in a.tornado)])


def asked(
    *,
    scenarios: Iterable[str],
    sets: Iterable[str],
    turns: Iterable[str] = (),
    sliders: Iterable[Slider] = (),
) -> Question:
    """The question that an address or a form puts.

    Raises
    ------
    DataError
        If there are too many parts, or one is not ``PATH=VALUE`` with or without ``@DAY``.
    """
    coded = {s.path: s for s in sliders}
    moved = [t for t in map(_set, turns) if not _left(t, coded.get(t.path))]
    given = [_set(text.strip()) for text in sets if text.strip()]
    chosen = tuple(dict.fromkeys(s for s in scenarios if s))
    by_place = {(t.path, t.at): t for t in (*moved, *given)}
    if len(chosen) > _MOST or len(by_place) > _MOST:
        raise DataError(f"wanted at most {_MOST} scenarios and {_MOST} values set at once")
    return Question(scenarios=chosen, sets=tuple(by_place.values()))


def tried(*, scenarios: tuple[str, ...], sets: tuple[str, ...], **panel: Any) -> Question:
    """What is `asked`, or what is wrong with it beside what was given."""
    try:
        return asked(scenarios=scenarios, sets=sets, **panel)
    except DataError as problem:
        typed = tuple(filter(None, sets))
        return Question(scenarios=scenarios, problem=str(problem), typed=typed)


def _set(text: str) -> Intervention:
    if len(text) > _LONGEST:
        raise DataError(f"set has {len(text)} characters; wanted at most {_LONGEST}")
    return Intervention(**parse_change(text, "set")._asdict())


def _left(one: Intervention, coded: Slider | None) -> bool:
    """Did a form send a value that nobody moved?"""
    if coded is None or isinstance(one.to, str):
        return False
    return abs(one.to - coded.value) <= _NEAR * (coded.high - coded.low)
