"""Bargaining: the predicted outcome of each issue by model."""

from detente.brief.charts.theme import (
    BLUE,
    INK,
    LEGEND_TOP,
    MUTED,
    RUST,
    Spec,
    category,
    chart,
    labels,
    quantity,
    rows,
)
from detente.brief.words import number
from detente.document.assessment import Assessment
from detente.document.bargain import BargainPart

_MODELS = ["weighted mean (main estimate)", "weighted median", "Nash solution", "challenge model"]
_SHAPES = ["circle", "diamond", "square", "triangle-up"]


def _outcomes(b: BargainPart) -> list[float]:
    return [b.weighted_mean.mean, b.weighted_median, b.nash, b.challenge.outcome]


@chart("bargaining")
def bargaining(a: Assessment) -> Spec | None:
    """One row for each issue: four models, the interval of the first, the status quo."""
    if not a.bargaining:
        return None
    names = labels(((b.id, b.label) for b in a.bargaining), 34)
    return {
        "title": "Predicted outcome of bargaining on each issue",
        "description": f"Marks on scales from 0 to 100. {_description(a)}.",
        "width": 520,
        "height": 34 * len(names) + 10,
        "encoding": {"y": rows(names), "x": _x()},
        "layer": _layers(list(zip(names, a.bargaining, strict=True))),
    }


def _description(a: Assessment) -> str:
    return "; ".join(
        f"{b.label}: "
        + ", ".join(f"{m} {number(x, 0)}" for m, x in zip(_MODELS, _outcomes(b), strict=True))
        for b in a.bargaining
    )


def _x() -> Spec:
    title = "Outcome, 0 to 100; the bar is the status quo"
    return quantity("x", [0, 100], title=title, tickCount=5)


def _layers(issues: list[tuple[str, BargainPart]]) -> list[Spec]:
    """The status quo, the interval of the first model, a mark for each model."""
    quo = [{"row": name, "x": b.status_quo} for name, b in issues]
    spans = [
        {"row": name, "x": b.weighted_mean.low, "x2": b.weighted_mean.high} for name, b in issues
    ]
    outcomes = [
        {"row": name, "x": at, "model": model}
        for name, b in issues
        for model, at in zip(_MODELS, _outcomes(b), strict=True)
    ]
    return [
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
            "data": {"values": outcomes},
            "mark": {"type": "point", "filled": True, "size": 95, "opacity": 0.9},
            "encoding": {
                **category("color", "model", _MODELS, [BLUE, INK, MUTED, RUST], LEGEND_TOP),
                **category("shape", "model", _MODELS, _SHAPES, LEGEND_TOP),
            },
        },
    ]
