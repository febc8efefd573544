"""Survival if a scenario comes true and if not, one panel for each scenario."""

from detente.brief.charts.theme import (
    BLUE,
    LINES,
    PALE,
    RUST,
    Spec,
    category,
    chart,
    labels,
    share,
    with_interval,
)
from detente.document.assessment import Assessment
from detente.document.scenarios import ConditionalPart

_PANELS = 6
_WORLDS = ["if it comes true", "if not"]


def shown(a: Assessment) -> list[ConditionalPart]:
    """The scenarios whose two curves differ most after ten years."""
    drawn = [c for c in a.conditionals if c.curve_if and c.curve_not]
    return sorted(drawn, key=_negative_distance)[:_PANELS]


def _negative_distance(c: ConditionalPart) -> float:
    return -abs(c.curve_if[-1].mean - c.curve_not[-1].mean)


@chart("fan")
def fan(a: Assessment) -> Spec | None:
    """Small multiples of two survival curves with their bands."""
    drawn = shown(a)
    if not drawn:
        return None
    names = labels(((c.id, c.if_) for c in drawn), 34)
    values = [
        {"panel": name, "world": world, "year": year, "mean": r.mean, "low": r.low, "high": r.high}
        for name, c in zip(names, drawn, strict=True)
        for world, curve in zip(_WORLDS, (c.curve_if, c.curve_not), strict=True)
        for year, r in enumerate(curve)
    ]
    words = "; ".join(
        f"{c.if_}: after {len(c.curve_if) - 1} years {with_interval(c.curve_if[-1])} if, "
        f"{with_interval(c.curve_not[-1])} if not"
        for c in drawn
    )
    header = {"title": None, "labelExpr": LINES, "labelFontSize": 12, "labelLineHeight": 14}
    header |= {"labelAnchor": "start", "labelOrient": "top", "labelFontWeight": "bold"}
    return {
        "title": "Probability that the outcome has not come, if a scenario comes true and if not",
        "description": f"Two curves with 90% bands in each panel. {words}.",
        "data": {"values": values},
        "facet": {"field": "panel", "type": "nominal", "sort": names, "header": header},
        "columns": 3,
        "spacing": {"row": 26, "column": 30},
        "spec": {"width": 205, "height": 140, "encoding": {"x": _x()}, "layer": _curves()},
    }


def _x() -> Spec:
    axis = {"title": "Years", "grid": False, "tickCount": 5, "format": "d"}
    return {"field": "year", "type": "quantitative", "axis": axis}


def _curves() -> list[Spec]:
    y = {**share("mean", "Not yet", 1), "scale": {"domain": [0, 1]}}
    legend = {"title": None, "orient": "top", "symbolSize": 500, "symbolStrokeWidth": 2.5}
    color = category("color", "world", _WORLDS, [RUST, BLUE], legend)
    dash = category("strokeDash", "world", _WORLDS, [[1, 0], [6, 4]], legend)
    band = {"y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": {"field": "world"}}
    return [
        {"mark": {"type": "area", "opacity": 0.45, "color": PALE}, "encoding": band},
        {
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": {"y": y, **color, **dash},
        },
    ]
