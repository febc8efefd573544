"""The controls of the what-if form, and the what-if question in an address.

An address holds the whole question:
``?scenario=s-iraq&set=threats.taliban.attained=1@2002-06-01``. A form submitted without script
sends the position of every slider, as ``slider.PATH=VALUE``; positions equal to the coded value
are dropped (`parse_question`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from detente.case.change import parse_change
from detente.case.model import Case
from detente.case.scale import scale_of
from detente.document.assessment import Assessment
from detente.errors import DataError
from detente.scenarios.interventions import Intervention
from detente.scenarios.sensitivity.levers import levers

_MAX_PARTS = 20  # scenarios, and values set by hand, in one question
_MAX_LENGTH = 420  # characters of one value set by hand, with its path and day
_TOLERANCE = 1e-3  # share of its range within which a slider counts as not moved


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A number of the case that the form lets vary.

    Parameters
    ----------
    path : str
        Its path in the case file.
    subject : str
        Label.
    value : float
        The coded value.
    low, high : float
        The ends of the slider: those of its scale, if it has two.
    marks : tuple of (float, str)
        Values that a lens describes, from the lowest on.
    """

    path: str
    subject: str
    value: float
    low: float
    high: float
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A sign of a tie that the form lets reverse.

    Parameters
    ----------
    path : str
        Its path in the case file.
    subject : str
        Name of the tie.
    words : str
        What reversing it means.
    value, reversed : str
        The coded sign and the other one.
    """

    path: str
    subject: str
    words: str
    value: str
    reversed: str


@dataclass(frozen=True, kw_only=True)
class WhatIfQuestion:
    """Scenarios that occur and values set by hand, in the order of the address.

    Parameters
    ----------
    scenarios : tuple of str
        Ids of scenarios.
    sets : tuple of Intervention
        Values set by hand.
    problem : str or None
        Why the address could not be read.
    typed : tuple of str
        With a problem: the values as they were typed.
    """

    scenarios: tuple[str, ...] = ()
    sets: tuple[Intervention, ...] = ()
    problem: str | None = None
    typed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scenarios or self.sets)

    def pairs(self) -> list[tuple[str, str]]:
        """Parameters of the address."""
        sets = [("set", format_set(one)) for one in self.sets]
        return [*(("scenario", s) for s in self.scenarios), *sets]


def format_set(one: Intervention) -> str:
    """Write a value set by hand as in an address.

    Examples
    --------
    >>> from datetime import date
    >>> format_set(Intervention(path="threats.t.attained", to=0.5, at=date(2002, 6, 1)))
    'threats.t.attained=0.5@2002-06-01'
    """
    to = str(one.to).lower() if isinstance(one.to, bool) else f"{one.to}"
    return f"{one.path}={to}" + (f"@{one.at}" if one.at else "")


def controls(case: Case, assessment: Assessment) -> tuple[list[Slider], list[Switch]]:
    """List the sliders and switches of a case, those that move the forecast most first.

    Parameters
    ----------
    case : Case
        Whose values can be varied.
    assessment : Assessment
        Of that case; ranks the values by their effect.

    Returns
    -------
    list of Slider, list of Switch
        Numbers, and signs of ties.
    """
    sliders: dict[str, Slider] = {}
    switches: dict[str, Switch] = {}
    for x in levers(case):
        if isinstance(x.start, str) or isinstance(x.end, str):
            switches[x.path] = Switch(
                path=x.path,
                subject=x.subject,
                words=x.words,
                value=str(x.start),
                reversed=str(x.end),
            )
            continue
        slider = sliders.get(x.path, _fixed(x.path, x.subject, x.start))
        sliders[x.path] = replace(_widened(slider, x.end), marks=(*slider.marks, (x.end, x.words)))
    for bar in assessment.tornado:
        if isinstance(bar.value, float) and bar.kind == "number":
            slider = sliders.get(bar.id, _fixed(bar.id, bar.label, bar.value))
            for end in bar.ends:
                slider = slider if end.value is None else _widened(slider, end.value)
            sliders[bar.id] = slider
    rank = {path: place for place, path in enumerate(_by_effect(assessment))}

    def place(x: Slider | Switch) -> int:
        return rank.get(x.path, len(rank))

    whole = (_over_scale(case, s) for s in sliders.values())
    movable = [s for s in whole if s.low < s.high]
    return sorted(movable, key=place), sorted(switches.values(), key=place)


def _fixed(path: str, subject: str, value: float) -> Slider:
    """A slider whose ends are the coded value."""
    return Slider(path=path, subject=subject, value=value, low=value, high=value)


def _widened(slider: Slider, to: float) -> Slider:
    """Extend a slider to one more value."""
    return replace(slider, low=min(slider.low, to), high=max(slider.high, to))


def _over_scale(case: Case, slider: Slider) -> Slider:
    """Extend a slider both ways to the ends of its scale, if it has two."""
    for end in scale_of(case, slider.path) or ():
        slider = _widened(slider, float(end))
    return replace(slider, marks=tuple(sorted(slider.marks)))


def _by_effect(assessment: Assessment) -> Iterable[str]:
    """Paths in the order of the document, whose flips and tornado bars are sorted by effect."""
    flips, bars = assessment.flips, assessment.tornado
    return dict.fromkeys([*(flip.path for flip in flips), *(bar.id for bar in bars)])


def parse_question(
    *,
    scenarios: Iterable[str],
    sets: Iterable[str],
    positions: Iterable[str] = (),
    sliders: Iterable[Slider] = (),
) -> WhatIfQuestion:
    """Read the question in an address or a form.

    Parameters
    ----------
    scenarios : iterable of str
        Ids of scenarios.
    sets : iterable of str
        Values set by hand, as ``PATH=VALUE`` or ``PATH=VALUE@DAY``; empty ones are ignored.
    positions : iterable of str
        Positions of sliders, as ``PATH=VALUE``.
    sliders : iterable of Slider
        The sliders of the form, with their coded values.

    Raises
    ------
    DataError
        If there are too many parts, or one cannot be read.
    """
    coded = {slider.path: slider for slider in sliders}
    moved = [one for one in map(_parse_set, positions) if not _unmoved(one, coded.get(one.path))]
    given = [_parse_set(text.strip()) for text in sets if text.strip()]
    chosen = tuple(dict.fromkeys(s for s in scenarios if s))
    by_place = {(one.path, one.at): one for one in (*moved, *given)}
    if len(chosen) > _MAX_PARTS or len(by_place) > _MAX_PARTS:
        raise DataError(
            f"wanted at most {_MAX_PARTS} scenarios and {_MAX_PARTS} values set at once"
        )
    return WhatIfQuestion(scenarios=chosen, sets=tuple(by_place.values()))


def question_or_problem(
    *, scenarios: tuple[str, ...], sets: tuple[str, ...], **form: Any
) -> WhatIfQuestion:
    """Read the question in an address, or record what is wrong with it.

    Parameters
    ----------
    scenarios, sets, **form
        As in `parse_question`.

    Returns
    -------
    WhatIfQuestion
        With ``problem`` and ``typed`` if it could not be read.
    """
    try:
        return parse_question(scenarios=scenarios, sets=sets, **form)
    except DataError as problem:
        typed = tuple(filter(None, sets))
        return WhatIfQuestion(scenarios=scenarios, problem=str(problem), typed=typed)


def _parse_set(text: str) -> Intervention:
    if len(text) > _MAX_LENGTH:
        raise DataError(f"set has {len(text)} characters; wanted at most {_MAX_LENGTH}")
    return Intervention(**parse_change(text, "set")._asdict())


def _unmoved(one: Intervention, slider: Slider | None) -> bool:
    """Whether a form sent the coded value of a slider."""
    if slider is None or isinstance(one.to, str):
        return False
    return abs(one.to - slider.value) <= _TOLERANCE * (slider.high - slider.low)
