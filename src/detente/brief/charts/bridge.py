"""From history to the forecast of the case, step by step."""

from typing import Any

from detente.brief.charts.theme import (
    BLUE,
    INK,
    MUTED,
    RUST,
    Spec,
    category,
    chart,
    labels,
    rows,
    share,
    top,
    with_interval,
)
from detente.brief.words import points
from detente.document.assessment import Assessment, BridgeStep
from detente.document.percent import percent

_KINDS = ["starting point", "raises the risk", "lowers the risk", "forecast"]


@chart("bridge")
def bridge(a: Assessment) -> Spec | None:
    """A waterfall: each bar spans what its step changes in P(rupture within ten years)."""
    if not a.bridge:
        return None
    first, *steps = a.bridge
    last = a.bridge[-1]
    names = labels([*((s.id, s.label) for s in a.bridge), ("forecast", "Forecast")], 48)
    values = [_whole(first, "starting point")]
    values += [_step(before, step) for before, step in zip(a.bridge, steps, strict=False)]
    values.append(_whole(last, "forecast"))
    for name, value in zip(names, values, strict=True):
        value["row"] = name
    moves = "; ".join(f"{s.label}: {points(s.move)}" for s in steps)
    x = share("start", "P(rupture within ten years)", top(s.p.mean for s in a.bridge))
    return {
        "title": "From history to this forecast, step by step",
        "description": f"A waterfall from {with_interval(first.p)} to {with_interval(last.p)}. "
        f"{moves}.",
        "data": {"values": values},
        "width": 470,
        "height": 23 * len(names) + 10,
        "encoding": {"y": rows(names)},
        "layer": _layers(x),
    }


def _whole(step: BridgeStep, kind: str) -> dict[str, Any]:
    p = step.p.mean
    return {"start": 0.0, "end": p, "right": p, "kind": kind, "text": percent(p)}


def _step(before: BridgeStep, step: BridgeStep) -> dict[str, Any]:
    start, end = before.p.mean, step.p.mean
    kind = _KINDS[1] if end >= start else _KINDS[2]
    text = points(step.move).removesuffix(" points")
    return {"start": start, "end": end, "right": max(start, end), "kind": kind, "text": text}


def _layers(x: Spec) -> list[Spec]:
    legend = {"title": None, "orient": "top"}
    color = category("color", "kind", _KINDS, [MUTED, RUST, BLUE, INK], legend)
    ends = {"x": x, "x2": {"field": "end"}, **color}
    text = {"x": {**x, "field": "right"}, "text": {"field": "text"}}
    return [
        {"mark": {"type": "bar", "height": 13}, "encoding": ends},
        {"mark": {"type": "tick", "thickness": 2, "size": 15}, "encoding": {"x": x, **color}},
        {"mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 11}, "encoding": text},
    ]
