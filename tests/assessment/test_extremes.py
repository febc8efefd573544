"""Cases at the ends of their scales: every number of the result is finite, no survival rises."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from case_kit import known, made, rich
from pydantic import ValidationError

from detente.assessment.assess import assess
from detente.case.load import bundled, load
from detente.case.model import Case
from detente.document.part import Interval
from detente.errors import CaseError
from detente.forecast.settings import Settings
from detente.scenarios.interventions import Intervention
from detente.scenarios.what_if import whatif

FEW = Settings(draws=60)
MOST = 9.2


def _extreme(jump: float, probability: float, scenarios: int = 12) -> Case:
    """A whole case whose scenarios and events all move the log-odds as far as they may."""
    values = rich()
    far = {"value": jump, "low": -MOST, "high": MOST}
    values["calendar"] = [
        known(
            id=f"e{n}",
            date=f"190{6 + n}-01-12",
            label="x",
            adverse=0.5,
            jump=far,
            window_months=120,
        )
        for n in range(3)
    ]
    values["scenarios"] = [
        known(
            **{"id": f"sc{n}", "if": "a", "then": "b", "probability": probability},
            jump=far,
            horizon_years=40,
        )
        for n in range(scenarios)
    ]
    values["questions"] = []
    return made(values)


def _numbers(part: Any, place: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from _numbers(inner, f"{place}.{name}")
    elif isinstance(part, list | tuple):
        for n, inner in enumerate(part):
            yield from _numbers(inner, f"{place}[{n}]")
    elif isinstance(part, float):
        yield place, part


def _curves(part: Any, place: str = "") -> Iterator[tuple[str, list[dict[str, float]]]]:
    if isinstance(part, dict):
        for name, inner in part.items():
            if name.startswith("curve"):
                yield f"{place}.{name}", inner
            yield from _curves(inner, f"{place}.{name}")
    elif isinstance(part, list | tuple):
        for n, inner in enumerate(part):
            yield from _curves(inner, f"{place}[{n}]")


def _rising(document: Any) -> list[str]:
    return [
        f"{place}, {end}, year {year}"
        for place, curve in _curves(document)
        for end in ("mean", "low", "high")
        for year, (one, two) in enumerate(pairwise(point[end] for point in curve))
        if two > one + 1e-12
    ]


@pytest.mark.parametrize("jump", [MOST, -MOST, 0.0])
@pytest.mark.parametrize("probability", [0.02, 0.98])
def test_extreme_jumps_give_finite_numbers_and_falling_curves(jump, probability):
    document = assess(_extreme(jump, probability), settings=FEW).model_dump()
    numbers = dict(_numbers(document))
    assert len(numbers) > 500
    assert [p for p, x in numbers.items() if not math.isfinite(x)] == []
    assert len(list(_curves(document))) > 20
    assert _rising(document) == []


@pytest.mark.parametrize("name", bundled())
def test_survival_of_the_bundled_cases_never_rises(name):
    document = assess(name, settings=FEW).model_dump()
    assert len(list(_curves(document))) > 20
    assert _rising(document) == []


def test_a_what_if_at_the_ends_of_the_scales_is_finite():
    case = _extreme(MOST, 0.5, scenarios=3)
    setting = [Intervention(path="scenarios.sc0.probability", to=0.999)]
    document = whatif(case, interventions=setting, settings=FEW).model_dump()
    numbers = dict(_numbers(document))
    assert len(numbers) > 50
    assert [p for p, x in numbers.items() if not math.isfinite(x)] == []
    assert _rising(document) == []


@pytest.mark.parametrize("section", ["scenarios", "calendar"])
@pytest.mark.parametrize("jump", [9.3, -9.3, {"value": 0.4, "low": 0.1, "high": 100}])
def test_a_jump_beyond_the_words_of_probability_is_refused(section, jump):
    values = rich()
    values[section][0]["jump"] = jump
    with pytest.raises(CaseError, match=r"jump: wanted a number between -9\.2 and 9\.2"):
        made(values)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_document_holds_no_number_that_json_lacks(value):
    with pytest.raises(ValidationError, match="finite"):
        Interval(mean=value, low=0, high=1)


def test_jumps_of_the_bundled_cases_are_within_the_bound():
    cases = [load(name) for name in bundled()]
    jumps = [x.jump for c in cases for x in (*c.scenarios, *c.calendar) if x.jump is not None]
    assert len(jumps) > 10
    assert max(abs(end) for jump in jumps for end in jump.bounds) < MOST / 2
