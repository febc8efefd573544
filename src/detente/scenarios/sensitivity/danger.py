"""The ten-year risk of rupture when only some fault lines carry danger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from detente.case.feeds import Feed, Feeds, feeding_entries, own_feeds
from detente.case.neutral import Neutral
from detente.document.labels import RUPTURE
from detente.forecast.calendar import turn_of, window_of
from detente.forecast.forecast import CaseForecast
from detente.forecast.settings import STEPS
from detente.methods.shapley import ORDERS, coalitions_needed
from detente.records import Array
from detente.scenarios.interventions import Version, intervention_shift
from detente.scenarios.mixture import odds_of
from detente.scenarios.survival_paths import Term, simulate
from detente.scenarios.worlds import MONTHS

WITHIN = 10  # years over which the risk is divided
_STEPS = WITHIN * STEPS
_TOGETHER = 16  # coalitions simulated in one run


class ScenarioTerm(NamedTuple):
    """Log-odds that begin once some scenarios have come true."""

    scenarios: tuple[str, ...]
    term: Term


@dataclass(frozen=True, kw_only=True)
class DangerWorld:
    """Drawn worlds of a case, from which the danger of a fault line can be taken out.

    Attributes
    ----------
    forecast : CaseForecast
        Forecast of the case.
    versions : sequence of Version
        The case as coded, then as each day's interventions leave it.
    terms : sequence of ScenarioTerm
        What the scenarios add.
    offset : array of float, shape (months, n)
        The offset under which the mean over all worlds is the forecast.
    weight : array of float, shape (n, w)
        Weights of the worlds.
    events : mapping of str to array
        Log-odds of the scheduled events that turn out badly, from `adverse_turns`.
    shifts : dict of Feeds to array
        Log-odds of lenses and calendar without the danger of some entries, as far as computed;
        worlds of the same versions share them.
    """

    forecast: CaseForecast
    versions: Sequence[Version]
    terms: Sequence[ScenarioTerm]
    offset: Array
    weight: Array
    events: Mapping[str, Array]
    shifts: dict[Feeds, Array] = field(default_factory=dict)


def adverse_turns(forecast: CaseForecast) -> dict[str, Array]:
    """Log-odds of each scheduled event in the draws where it turns out badly, (n, steps), by id."""
    turns = ((event, turn_of(event, forecast.chance)) for event in forecast.case.calendar)
    return {
        event.id: (turn.jump * turn.bad)[:, None]
        * window_of(event, forecast.case.as_of)[None, :_STEPS]
        for event, turn in turns
        if turn is not None
    }


class Division(NamedTuple):
    """The risk within `WITHIN` years as drawn: of each line by id, in all, and without any."""

    lines: Mapping[str, Array]
    whole: Array
    rest: Array


def divide(world: DangerWorld, *, orders: int = ORDERS) -> Division:
    r"""Divide the risk over the fault lines of the case by Shapley values.

    v(S) is P(rupture within ten years) in the drawn worlds when only the danger fed by the lines in
    S is present. For any other line the entries that feed it are neutral (`detente.case.neutral`),
    its scenarios do not come true and its dated events turn out well, while the odds of all else
    stay as they are. An entry that feeds two lines is present with either.

    Parameters
    ----------
    world : DangerWorld
        Worlds of the case.
    orders : int
        Random orders, for more lines than can be done exactly.
    """
    own = own_feeds(world.forecast.case)
    rng = world.forecast.chance.rng("fault-lines")
    game = coalitions_needed(len(own), rng, orders=orders)
    every = frozenset[tuple[str, str]]().union(*own.values())
    by_line = list(own.values())
    gone = [
        every.difference(*(f for f, inside in zip(by_line, row, strict=True) if inside))
        for row in game.members
    ]
    calmer = [Neutral(version.case) for version in world.versions]
    worth = np.concatenate(
        [_risks(world, calmer, gone[k : k + _TOGETHER]) for k in range(0, len(gone), _TOGETHER)]
    )
    values = dict(zip(own, game.values(worth), strict=True))
    return Division(lines=values, whole=worth[-1], rest=worth[0])


def largest_part(world: DangerWorld, line: str) -> tuple[Feed, float] | None:
    """The entry of a fault line without which the risk changes most, and the change it makes.

    Parameters
    ----------
    world : DangerWorld
        Worlds of the case.
    line : str
        Id of the line; entries of the lines that are part of it count.

    Returns
    -------
    tuple of Feed and float, or None
        The risk with the entry less that without it, all else as coded; None if nothing feeds it.
    """
    case = world.forecast.case
    inside = {line}
    for _ in case.fault_lines:
        inside |= {x.id for x in case.fault_lines if x.part_of in inside}
    entries = sorted(
        {f for x in case.fault_lines if x.id in inside for f in feeding_entries(case, x)}
    )
    if not entries:
        return None
    calmer = [Neutral(version.case) for version in world.versions]
    gone = [frozenset[Feed](), *(frozenset({entry}) for entry in entries)]
    risks = _risks(world, calmer, gone).mean(axis=1)
    moves = dict(zip(entries, (risks[0] - risks[1:]).tolist(), strict=True))
    entry = max(entries, key=lambda e: abs(moves[e]))
    return entry, moves[entry]


def _risks(world: DangerWorld, calmer: Sequence[Neutral], gone: Sequence[Feeds]) -> Array:
    """P(rupture within ten years) without the danger of some entries, shape (coalitions, n)."""
    count, (n, w) = len(gone), world.weight.shape
    coded = world.forecast.coded_shift[:, :_STEPS]
    odds = odds_of(world.forecast, RUPTURE, _STEPS) * np.exp(
        np.array([_shift(world, calmer, one) for one in gone]) - coded
    )
    months = WITHIN * MONTHS
    paths = simulate(
        odds.reshape(count * n, _STEPS),
        [_repeated(one, gone, n) for one in world.terms],
        [months],
        shape=(count * n, w),
        offset=np.tile(world.offset[:months], (1, count)),
    )
    ended = (1 - paths.at(months)).reshape(count, n, w)
    total = np.maximum(world.weight.sum(axis=1), 1e-12)
    return np.asarray((ended * world.weight).sum(axis=2) / total)


def _shift(world: DangerWorld, calmer: Sequence[Neutral], gone: Feeds) -> Array:
    """Log-odds of lenses and calendar without the danger of some entries, shape (n, steps)."""
    if gone not in world.shifts:
        world.shifts[gone] = _read(world, calmer, gone)
    return world.shifts[gone]


def _read(world: DangerWorld, calmer: Sequence[Neutral], gone: Feeds) -> Array:
    forecast = world.forecast
    versions = [
        replace(v, case=one.without(gone)) for v, one in zip(world.versions, calmer, strict=True)
    ]
    shift = intervention_shift(forecast, [world.versions[0], *versions], _STEPS)
    for event, danger in world.events.items():
        if ("calendar", event) in gone:
            shift = shift - danger
    return shift


def _repeated(one: ScenarioTerm, gone: Sequence[Feeds], n: int) -> Term:
    """A term for every coalition; its scenarios do not come true where a line of theirs is out."""
    term, count = one.term, len(gone)
    here = [not any(("scenarios", s) in g for s in one.scenarios) for g in gone]
    happens = np.array(here)[:, None, None] & term.happens
    onset = term.onset
    if not isinstance(onset, int):
        onset = np.tile(onset, (count, 1))
    return Term(
        happens=happens.reshape(count * n, -1), onset=onset, delta=np.tile(term.delta, (count, 1))
    )
