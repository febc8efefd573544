"""The effect of each lens."""

from detente.brief.charts.theme import (
    BLUE,
    INK,
    MUTED,
    RUST,
    Spec,
    category,
    chart,
    interval_rule,
    labels,
    rows,
    zero_line,
)
from detente.document.assessment import Assessment, LensPart

_DIRECTIONS = ["towards rupture", "neither", "towards lasting"]
_SHAPES = ["triangle-right", "circle", "triangle-left"]


@chart("lenses")
def lenses(a: Assessment) -> Spec | None:
    """Effect of each lens on the yearly log-odds of rupture, from rupture to lasting."""
    if not a.lenses:
        return None
    ranked = sorted(a.lenses, key=lambda lens: -lens.effect)
    names = labels(((lens.id, lens.label) for lens in ranked), 26)
    values = [
        {
            "row": name,
            "effect": lens.effect,
            "low": lens.effect_low,
            "high": lens.effect_high,
            "direction": lens.direction,
            "text": f"{lens.effect:+.2f}".replace("-", "−"),
        }
        for name, lens in zip(names, ranked, strict=True)
    ]
    edge = 1.1 * max([abs(v) for r in ranked for v in (r.effect_low, r.effect_high)] or [0.1])
    return {
        "title": "Which way each theory pulls",
        "description": f"Dots with 90% intervals around a zero line. {_description(ranked)}.",
        "data": {"values": values},
        "width": 560,
        "height": 32 * len(names) + 10,
        "encoding": {"y": rows(names)},
        "layer": _layers(edge),
    }


def _description(lenses: list[LensPart]) -> str:
    return "; ".join(
        f"{lens.label}: {lens.effect:+.2f} ({lens.effect_low:+.2f} to {lens.effect_high:+.2f}), "
        f"{lens.direction}"
        for lens in lenses
    )


def _layers(edge: float) -> list[Spec]:
    """Zero line, intervals, dots, values, and what the two ends of the axis mean."""
    x = _x(edge)
    color = category("color", "direction", _DIRECTIONS, [RUST, MUTED, BLUE])
    shape = category("shape", "direction", _DIRECTIONS, _SHAPES)
    return [
        zero_line(color=INK, strokeWidth=1.5),
        interval_rule(x, encoding=color, strokeWidth=2.5),
        {
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {"x": x, **color, **shape},
        },
        {
            "mark": {"type": "text", "dy": -13, "fontSize": 11},
            "encoding": {"x": x, "text": {"field": "text"}},
        },
        _end("◀ towards lasting", 0, "left"),
        _end("towards rupture ▶", 560, "right"),
    ]


def _x(edge: float) -> Spec:
    title = "Effect on the yearly odds of rupture (log-odds), with 90% interval"
    return {
        "field": "effect",
        "type": "quantitative",
        "scale": {"domain": [-edge, edge]},
        "axis": {"title": title, "format": "+.2~f", "tickCount": 7},
    }


def _end(text: str, at: int, align: str) -> Spec:
    mark = {"type": "text", "text": text, "align": align, "fontWeight": "bold", "y": -12, "x": at}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {"y": None}}
