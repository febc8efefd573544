"""What each lens adds to the risk (Shapley values)."""

from detente.brief.charts.theme import (
    BLUE,
    INK,
    PALE,
    RUST,
    Spec,
    category,
    chart,
    interval_rule,
    labels,
    quantity,
    rows,
    value_label,
    zero_line,
)
from detente.brief.words import signed
from detente.document.assessment import Assessment

_WAYS = ["adds", "reduces"]


@chart("shapley")
def shapley(a: Assessment) -> Spec | None:
    """Bars with 90% intervals around zero, in points of probability."""
    ranked = sorted(a.shapley, key=lambda s: -s.points.mean)
    if not ranked:
        return None
    names = labels(((s.id, s.label) for s in ranked), 30)
    values: list[Spec] = [
        {
            "row": name,
            "points": 100 * s.points.mean,
            "low": 100 * s.points.low,
            "high": 100 * s.points.high,
            "way": _WAYS[s.points.mean <= 0],
            "text": signed(100 * s.points.mean, 1),
        }
        for name, s in zip(names, ranked, strict=True)
    ]
    words = "; ".join(f"{s.label}: {signed(100 * s.points.mean, 1)} points" for s in ranked)
    edge = 1.15 * max(abs(x) for v in values for x in (v["low"], v["high"], 1))
    title = "Points of P(rupture within 10 years)"
    x = quantity("points", [-edge, edge], title=title, format="+d", tickCount=7)
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
                "encoding": {"x": x, **category("stroke", "way", _WAYS, [RUST, BLUE])},
            },
            interval_rule(x, color=INK, strokeWidth=1.5),
            value_label(x),
            zero_line(color=INK),
        ],
    }
