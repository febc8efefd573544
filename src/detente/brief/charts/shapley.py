"""What each lens adds to the risk, shared out over all orders of adding (Shapley)."""

from detente.brief.charts.theme import BLUE, INK, PALE, RUST, Spec, chart, labels, rows
from detente.brief.words import signed
from detente.document.assessment import Assessment


@chart("shapley")
def shapley(a: Assessment) -> Spec | None:
    """Bars with 90% intervals around zero, in points of probability."""
    found = sorted(a.shapley, key=lambda s: -s.points.mean)
    if not found:
        return None
    names = labels(((s.id, s.label) for s in found), 30)
    values: list[Spec] = [
        {
            "row": name,
            "points": 100 * s.points.mean,
            "low": 100 * s.points.low,
            "high": 100 * s.points.high,
            "way": "adds" if s.points.mean > 0 else "takes off",
            "text": signed(100 * s.points.mean, 1),
        }
        for name, s in zip(names, found, strict=True)
    ]
    words = "; ".join(f"{s.label}: {signed(100 * s.points.mean, 1)} points" for s in found)
    edge = 1.15 * max(abs(x) for v in values for x in (v["low"], v["high"], 1))
    x = {
        "field": "points",
        "type": "quantitative",
        "scale": {"domain": [-edge, edge], "nice": False},
        "axis": {"title": "Points of P(broken within 10 years)", "format": "+d", "tickCount": 7},
    }
    color = {"domain": ["adds", "takes off"], "range": [RUST, BLUE]}
    return {
        "title": "What each lens adds to the ten-year risk",
        "description": f"Bars around a zero line with 90% intervals. {words}.",
        "data": {"values": values},
        "width": 520,
        "height": 28 * len(names) + 10,
        "encoding": {"y": rows(names)},
        "layer": [
            {
                "mark": {"type": "bar", "height": 14, "fill": PALE, "strokeWidth": 1.5},
                "encoding": {
                    "x": x,
                    "stroke": {"field": "way", "type": "nominal", "scale": color, "legend": None},
                },
            },
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"x": {**x, "field": "high"}, "text": {"field": "text"}},
            },
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": INK},
                "encoding": {"x": {"datum": 0, "type": "quantitative"}, "y": None},
            },
        ],
    }
