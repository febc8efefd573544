"""Bargaining: what every model says each issue ends in."""

from detente.brief.charts.theme import BLUE, INK, MUTED, RUST, Spec, chart, labels, rows
from detente.brief.words import number
from detente.document.assessment import Assessment
from detente.document.bargain import BargainPart

_MODELS = ["weighted mean (leads)", "weighted median", "Nash solution", "challenge model"]
_SHAPES = ["circle", "diamond", "square", "triangle-up"]


def _said(b: BargainPart) -> list[float]:
    return [b.weighted_mean.mean, b.weighted_median, b.nash, b.challenge.outcome]


@chart("bargaining")
def bargaining(a: Assessment) -> Spec | None:
    """One row for each issue: four models, the interval of the first, the status quo."""
    if not a.bargaining:
        return None
    names = labels(((b.id, b.label) for b in a.bargaining), 34)
    pairs = list(zip(names, a.bargaining, strict=True))
    ends = [
        {"row": name, "x": at, "model": model}
        for name, b in pairs
        for model, at in zip(_MODELS, _said(b), strict=True)
    ]
    spans = [{"row": n, "x": b.weighted_mean.low, "x2": b.weighted_mean.high} for n, b in pairs]
    quo = [{"row": n, "x": b.status_quo} for n, b in pairs]
    words = "; ".join(
        f"{b.label}: "
        + ", ".join(f"{m} {number(x, 0)}" for m, x in zip(_MODELS, _said(b), strict=True))
        for b in a.bargaining
    )
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"title": "Outcome, 0 to 100; the bar is the status quo", "tickCount": 5},
    }
    return {
        "title": "What bargaining over each issue would end in",
        "description": f"Marks on scales from 0 to 100. {words}.",
        "width": 520,
        "height": 34 * len(names) + 10,
        "encoding": {"y": rows(names), "x": x},
        "layer": [
            {
                "data": {"values": quo},
                "mark": {"type": "tick", "thickness": 5, "size": 24, "color": "#b9b9b9"},
            },
            {
                "data": {"values": spans},
                "mark": {"type": "rule", "strokeWidth": 2.5, "color": BLUE},
                "encoding": {"x2": {"field": "x2"}},
            },
            {
                "data": {"values": ends},
                "mark": {"type": "point", "filled": True, "size": 95, "opacity": 0.9},
                "encoding": {**_by("color", [BLUE, INK, MUTED, RUST]), **_by("shape", _SHAPES)},
            },
        ],
    }


def _by(channel: str, members: list[str]) -> Spec:
    legend = {"title": None, "orient": "top"}
    scale = {"domain": _MODELS, "range": members}
    return {channel: {"field": "model", "type": "nominal", "scale": scale, "legend": legend}}
