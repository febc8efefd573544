"""Why: the pull of each lens."""

from detente.brief.charts.theme import BLUE, INK, MUTED, RUST, Spec, chart, labels, rows
from detente.document.assessment import Assessment

_DIRECTIONS = ["towards rupture", "neither", "towards lasting"]


@chart("lenses")
def lenses(a: Assessment) -> Spec | None:
    """Effect of each lens on the yearly log-odds of rupture, from rupture to lasting."""
    if not a.lenses:
        return None
    found = sorted(a.lenses, key=lambda lens: -lens.effect)
    names = labels(((lens.id, lens.label) for lens in found), 26)
    values = [
        {
            "row": name,
            "effect": lens.effect,
            "low": lens.effect_low,
            "high": lens.effect_high,
            "direction": lens.direction,
            "text": f"{lens.effect:+.2f}".replace("-", "−"),
        }
        for name, lens in zip(names, found, strict=True)
    ]
    told = "; ".join(
        f"{lens.label}: {lens.effect:+.2f} ({lens.effect_low:+.2f} to {lens.effect_high:+.2f}), "
        f"{lens.direction}"
        for lens in found
    )
    edge = 1.1 * max([abs(v) for r in found for v in (r.effect_low, r.effect_high)] or [0.1])
    x = {
        "field": "effect",
        "type": "quantitative",
        "scale": {"domain": [-edge, edge]},
        "axis": {
            "title": "Effect on the yearly odds of rupture (log-odds), with 90% interval",
            "format": "+.2~f",
            "tickCount": 7,
        },
    }
    return {
        "title": "Which way each theory pulls",
        "description": f"Dots with 90% intervals around a zero line. {told}.",
        "data": {"values": values},
        "width": 560,
        "height": 32 * len(names) + 10,
        "encoding": {"y": rows(names)},
        "layer": [
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"x": {"datum": 0, "type": "quantitative"}, "y": None},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2.5},
                "encoding": {
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    **_direction("color", [RUST, MUTED, BLUE]),
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
                "encoding": {
                    "x": x,
                    **_direction("color", [RUST, MUTED, BLUE]),
                    **_direction("shape", ["triangle-right", "circle", "triangle-left"]),
                },
            },
            {
                "mark": {"type": "text", "dy": -13, "fontSize": 11},
                "encoding": {"x": x, "text": {"field": "text"}},
            },
            _end("◀ towards lasting", 0, "left"),
            _end("towards rupture ▶", 560, "right"),
        ],
    }


def _direction(channel: str, members: list[str]) -> Spec:
    scale = {"domain": _DIRECTIONS, "range": members}
    return {channel: {"field": "direction", "type": "nominal", "scale": scale, "legend": None}}


def _end(text: str, at: int, align: str) -> Spec:
    mark = {"type": "text", "text": text, "align": align, "fontWeight": "bold", "y": -12, "x": at}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {"y": None}}
