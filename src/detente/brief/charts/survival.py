"""The survival curve with its band."""

from collections.abc import Iterator
from typing import Any

from detente.brief.charts.theme import BLUE, PALE, Spec, chart, share, with_interval
from detente.brief.words import HORIZONS
from detente.document.assessment import Assessment
from detente.document.percent import percent


@chart("survival")
def survival(a: Assessment) -> Spec | None:
    """P(no rupture yet) by years from the case's date, with its 90 % band."""
    curve = a.outcomes["rupture"].curve
    values: list[dict[str, Any]] = [
        {"year": year, "mean": r.mean, "low": r.low, "high": r.high, "text": percent(r.mean)}
        for year, r in enumerate(curve)
    ]
    marked = [v for v in values if str(v["year"]) in HORIZONS]
    words = "; ".join(f"year {v['year']}: {with_interval(curve[v['year']])}" for v in marked)
    y = {**share("mean", "Probability of no rupture", 1), "scale": {"domain": [0, 1]}}
    x = {
        "field": "year",
        "type": "quantitative",
        "axis": {"title": f"Years from {a.as_of}", "grid": False, "tickCount": 10, "format": "d"},
    }
    return {
        "title": "Probability of no rupture so far, with its 90% band",
        "description": f"A falling curve with a band around it. {words}.",
        "data": {"values": values},
        "width": 740,
        "height": 300,
        "encoding": {"x": x},
        "layer": [*_band(y), _line(y), {"data": {"values": marked}, "layer": _points(y)}],
    }


def _band(y: Spec) -> list[Spec]:
    """The area of the 90 % band and its dashed edges."""
    edge = {"type": "line", "color": BLUE, "strokeWidth": 1, "strokeDash": [2, 2]}
    low = {**y, "field": "low"}
    return [
        {
            "mark": {"type": "area", "color": PALE},
            "encoding": {"y": low, "y2": {"field": "high"}},
        },
        {"mark": edge, "encoding": {"y": low}},
        {"mark": edge, "encoding": {"y": {**y, "field": "high"}}},
    ]


def _line(y: Spec) -> Spec:
    return {"mark": {"type": "line", "color": BLUE, "strokeWidth": 3}, "encoding": {"y": y}}


def _points(y: Spec) -> list[Spec]:
    """A dot and its percentage at each horizon of the brief."""
    dot = {"type": "point", "filled": True, "size": 70, "color": BLUE, "opacity": 1}
    return [{"mark": dot, "encoding": {"y": y}}, *_haloed({"y": y, "text": {"field": "text"}})]


def _haloed(encoding: Spec) -> Iterator[Spec]:
    """Bold text with a white outline, legible across lines."""
    mark = {"type": "text", "dx": 6, "dy": -12, "align": "left", "fontWeight": "bold"}
    yield {"mark": {**mark, "stroke": "white", "strokeWidth": 4}, "encoding": encoding}
    yield {"mark": mark, "encoding": encoding}
