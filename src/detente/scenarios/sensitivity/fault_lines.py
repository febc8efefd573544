"""Fault lines: the share that each has in the ten-year risk of rupture."""

from collections.abc import Mapping

import numpy as np

from detente.case.feeds import feed_label
from detente.case.model import FaultLine
from detente.document.labels import RUPTURE
from detente.document.part import Interval
from detente.document.scenarios import FaultLinePart
from detente.forecast.forecast import CaseForecast
from detente.forecast.survival_draws import at_year
from detente.records import Array
from detente.scenarios.effects import drawn_effects
from detente.scenarios.interventions import versions
from detente.scenarios.mixture import WorldRun, run_worlds
from detente.scenarios.sensitivity.danger import (
    WITHIN,
    DangerWorld,
    Division,
    ScenarioTerm,
    adverse_turns,
    divide,
    largest_part,
)
from detente.scenarios.sensitivity.levers import with_few_draws
from detente.scenarios.source_and_model import differs_on_line, model_on_line, source_on_line

UNNAMED = "unnamed"
UNNAMED_LABEL = "Causes that nobody named"
WORLDS = 32  # for each of the few draws
_ORDERS = 4  # of joining, where the lines are too many for all; 24 move no share by 0.3 points


def fault_lines(forecast: CaseForecast, few: CaseForecast | None = None) -> list[FaultLinePart]:
    """Divide the ten-year risk of rupture over the case's fault lines, largest share first.

    The shares are Shapley values of the risk in the worlds drawn (`divide`), computed with few
    draws and set on the forecast's own risk. What is left when no line carries danger is the part
    of the causes that nobody named. A line that lowers the risk has a negative share. The share of
    a line includes those of its parts.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    few : CaseForecast, optional
        The same `with_few_draws`; made by default.
    """
    lines = forecast.case.fault_lines
    if not lines:
        return []
    few = few or with_few_draws(forecast)
    run = run_worlds(few, paths=few.settings.draws * WORLDS, even=True)
    world = world_of(few, run)
    parts = _parts(lines, divide(world, orders=_ORDERS), _risk(forecast))
    return [*_with_source(world, parts[:-1]), parts[-1]]


def _with_source(world: DangerWorld, parts: list[FaultLinePart]) -> list[FaultLinePart]:
    """The lines, in the model's order, with what the source and the model say of each."""
    lines = {line.id: line for line in world.forecast.case.fault_lines}
    ranks = {p.id: n for n, p in enumerate(parts, start=1)}
    off = {i for i, line in lines.items() if line.source_rank not in (None, ranks[i])}
    largest = {i: _largest(world, i) for i in off | ({parts[0].id} if off else set())}
    own = largest.get(parts[0].id)
    first = [(parts[0].label, parts[0].p_first), *([own] if own else [])]
    out = []
    for part in parts:
        line, rank = lines[part.id], ranks[part.id]
        says = {
            "source_says": source_on_line(line),
            "model_says": model_on_line(rank, len(parts), part.share),
            "differs": differs_on_line(line, rank, largest.get(part.id), first if rank > 1 else ()),
        }
        out.append(part.model_copy(update=says))
    return out


def _largest(world: DangerWorld, line: str) -> tuple[str, float] | None:
    part = largest_part(world, line)
    return None if part is None else (feed_label(world.forecast.case, part[0]), part[1])


def world_of(forecast: CaseForecast, run: WorldRun) -> DangerWorld:
    """The worlds of a run of the case as coded.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    run : WorldRun
        Its worlds for rupture.
    """
    added = [
        ScenarioTerm(scenarios=(effect.scenario,), term=term)
        for effect, term in zip(run.effects, drawn_effects(run.effects, run.worlds), strict=True)
    ]
    return DangerWorld(
        forecast=forecast,
        versions=versions(forecast.case, ()),
        terms=added,
        offset=run.paths.offset,
        weight=run.worlds.weight,
        events=adverse_turns(forecast),
    )


def _risk(forecast: CaseForecast) -> float:
    return 1 - float(at_year(forecast.survivals[RUPTURE], WITHIN).mean())


def _parts(lines: tuple[FaultLine, ...], division: Division, risk: float) -> list[FaultLinePart]:
    total = with_parts(lines, division.lines)
    factor = risk / max(float(division.whole.mean()), 1e-12)
    parts = [
        _part(line.id, line.label, total[line.id], division.whole, factor, line) for line in lines
    ]
    top = sum(p.p_first for p in parts if p.part_of is None)
    rest = _part(UNNAMED, UNNAMED_LABEL, division.rest, division.whole, factor, None)
    rest = rest.model_copy(update={"p_first": risk - top, "share": 1 - top / max(risk, 1e-12)})
    return [*sorted(parts, key=lambda p: -p.share), rest]


def with_parts(lines: tuple[FaultLine, ...], own: Mapping[str, Array]) -> dict[str, Array]:
    """Risk of each line with that of the lines that are part of it, by id.

    Parameters
    ----------
    lines : tuple of FaultLine
        The case's fault lines.
    own : mapping of str to array
        What each adds by itself.
    """
    total = {id_: np.array(risk) for id_, risk in own.items()}
    parents = {line.id: line.part_of for line in lines}
    for id_, risk in own.items():
        above = parents[id_]
        while above is not None:
            total[above] = total[above] + risk
            above = parents[above]
    return total


def _part(
    id_: str, label: str, risk: Array, whole: Array, factor: float, line: FaultLine | None
) -> FaultLinePart:
    share = Interval.of(risk / np.maximum(whole, 1e-12))
    share = share.about(float(risk.mean() / max(float(whole.mean()), 1e-12)))
    first = Interval.of(factor * risk)
    return FaultLinePart(
        id=id_,
        label=label,
        share=share.mean,
        share_low=share.low,
        share_high=share.high,
        p_first=first.mean,
        p_first_low=first.low,
        p_first_high=first.high,
        claims=list(line.claims) if line else [],
        part_of=line.part_of if line else None,
    )
