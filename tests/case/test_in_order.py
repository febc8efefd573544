"""A case whose lists stand in another order is the same case, and has the same numbers."""

from typing import Any

import numpy as np
import pytest
from case_kit import made, rich

from detente.case.in_order import in_order
from detente.case.load import bundled, load
from detente.case.numbers import Entry
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.scenarios.bargaining.issues import issue_bargains
from detente.scenarios.conditional import conditionals
from detente.scenarios.mixture import draw_mixture

CASES = [load(name) for name in bundled()]
ORDERED = ("members", "words", "waves")  # lists whose order says something, or is made when read
LISTED = ("claims", "sources")  # lists that are only shown


def shuffled(value: Any, rng: np.random.Generator) -> Any:
    """A case, or a part of one, with every list and mapping in another order."""
    if isinstance(value, Entry):
        names = [n for n in type(value).model_fields if n not in ORDERED]
        return value.model_copy(update={n: shuffled(getattr(value, n), rng) for n in names})
    if isinstance(value, dict):
        keys = list(value)
        return {keys[k]: shuffled(value[keys[k]], rng) for k in rng.permutation(len(keys))}
    if isinstance(value, tuple):
        return tuple(shuffled(value[k], rng) for k in rng.permutation(len(value)))
    return value


def _not_only_shown(value: Any) -> Any:
    if isinstance(value, dict):
        return [(k, _not_only_shown(v)) for k, v in value.items() if k not in LISTED]
    return [_not_only_shown(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", [*CASES, made(rich())], ids=lambda case: case.id)
@pytest.mark.parametrize("seed", range(2))
def test_every_order_becomes_one_order(case, seed):
    other = in_order(shuffled(case, np.random.default_rng(seed)))
    one, two = (_not_only_shown(c.model_dump(mode="json")) for c in (in_order(case), other))
    assert one == two
    assert in_order(other) is other
    assert in_order(other, like=other) is other


def test_shuffling_every_list_changes_no_number_and_is_shown_in_that_order():
    case = load("anglo-japanese-1905")
    other = shuffled(case, np.random.default_rng(1))
    forecasts = [forecast_case(c, settings=Settings(draws=12)) for c in (case, other)]
    one, two = forecasts
    assert one.survivals
    assert all(np.array_equal(one.survivals[o], two.survivals[o]) for o in one.survivals)
    branches = [[b.record() for b in conditionals(draw_mixture(f, paths=120))] for f in forecasts]
    assert _by_id(branches[0]) == _by_id(branches[1])
    assert [b.id for b in branches[1]] == [s.id for s in other.scenarios]
    bargains = [issue_bargains(f) for f in forecasts]
    assert _by_id(bargains[0]) == _by_id(bargains[1])
    given = [i.id for i in other.issues if i.id in _by_id(bargains[1])]
    assert [b.id for b in bargains[1]] == given


def _by_id(parts: Any) -> dict[str, Any]:
    return {part.id: part.model_dump(exclude={"claims"}) for part in parts}
