"""How soon: the survival curve and the reference classes."""

from collections.abc import Iterator
from typing import Any

from detente.brief.charts.theme import (
    BLUE,
    HORIZONS,
    INK,
    PALE,
    RUST,
    Spec,
    labels,
    percent,
    rows,
    share,
    top,
)
from detente.document import Assessment, Range

_POOLED = "Classes pooled"
_MOVED = "Forecast, moved by the lenses"


def _interval(r: Range) -> str:
    return f"{percent(r.mean)} ({percent(r.low)} to {percent(r.high)})"


def survival(a: Assessment) -> Spec:
    """P(not yet broken) by years from the case's date, with its 90 % band."""
    curve = a.outcomes["broken"].curve
    values: list[dict[str, Any]] = [
        {"year": year, "mean": r.mean, "low": r.low, "high": r.high, "text": percent(r.mean)}
        for year, r in enumerate(curve)
    ]
    marked = [v for v in values if str(v["year"]) in HORIZONS]
    told = "; ".join(f"year {v['year']}: {_interval(curve[v['year']])}" for v in marked)
    y = {**share("mean", "Probability of being unbroken", 1), "scale": {"domain": [0, 1]}}
    x = {
        "field": "year",
        "type": "quantitative",
        "axis": {"title": f"Years from {a.as_of}", "grid": False, "tickCount": 10, "format": "d"},
    }
    edge = {"type": "line", "color": BLUE, "strokeWidth": 1, "strokeDash": [2, 2]}
    return {
        "title": "Probability that the partnership is still unbroken, with its 90% band",
        "description": f"A falling curve with a band around it. {told}.",
        "data": {"values": values},
        "width": 740,
        "height": 300,
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "area", "color": PALE},
                "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {"mark": edge, "encoding": {"y": {**y, "field": "low"}}},
            {"mark": edge, "encoding": {"y": {**y, "field": "high"}}},
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 3}, "encoding": {"y": y}},
            {
                "data": {"values": marked},
                "layer": [
                    {
                        "mark": {
                            "type": "point",
                            "filled": True,
                            "size": 70,
                            "color": BLUE,
                            "opacity": 1,
                        },
                        "encoding": {"y": y},
                    },
                    *_haloed({"y": y, "text": {"field": "text"}}),
                ],
            },
        ],
    }


def _haloed(encoding: Spec) -> Iterator[Spec]:
    """Bold text on a white rim, legible across lines."""
    mark = {"type": "text", "dx": 6, "dy": -12, "align": "left", "fontWeight": "bold"}
    yield {"mark": {**mark, "stroke": "white", "strokeWidth": 4}, "encoding": encoding}
    yield {"mark": mark, "encoding": encoding}


def reference_classes(a: Assessment, outcome: str) -> Spec:
    """P(end) within 5 and 10 years for each reference class alone, then for their pool."""
    classes = [c for c in a.reference_classes if c.outcome == outcome]
    pool = a.outcomes[outcome]
    named = [(c.id, c.label) for c in classes] + [(" pool", _POOLED)]
    ends = [c.p_end for c in classes] + [pool.p_end_pooled]
    if pool.p_end != pool.p_end_pooled:
        named.append((" forecast", _MOVED))
        ends.append(pool.p_end)
    names = labels(named, 30)
    values = [
        {
            "row": name,
            "horizon": f"within {h} years",
            "kind": "pool" if key.startswith(" ") else "class",
            "mean": p[h].mean,
            "low": p[h].low,
            "high": p[h].high,
            "text": percent(p[h].mean),
        }
        for name, (key, _), p in zip(names, named, ends, strict=True)
        for h in ("5", "10")
    ]
    told = "; ".join(
        f"{label}: {_interval(p['5'])} within 5 years, {_interval(p['10'])} within 10"
        for (_, label), p in zip(named, ends, strict=True)
    )
    axis = {"title": "Probability of having ended", "tickCount": 4}
    x = share("mean", None, top(p[h].high for p in ends for h in ("5", "10")))
    x["axis"] |= axis
    return {
        "title": _CLASS_TITLES.get(outcome, f"What each reference class alone says on {outcome}"),
        "description": f"Dots with 90% intervals. {told}.",
        "data": {"values": values},
        "facet": {
            "column": {
                "field": "horizon",
                "type": "ordinal",
                "sort": ["within 5 years", "within 10 years"],
                "header": {"title": None},
            }
        },
        "spec": {
            "width": 280,
            "height": 34 * len(names) + 14,
            "layer": [_bar(x), _dot(x), _value(x)],
            "encoding": {"y": rows(names)},
        },
    }


_CLASS_TITLES = {
    "broken": "Broken within 5 and 10 years: what each reference class alone says",
    "O5": "Legal spell: treaty ended within 5 and 10 years, by class of treaty",
}


def _kind(channel: str, members: list[object]) -> Spec:
    scale = {"domain": ["class", "pool"], "range": members}
    return {channel: {"field": "kind", "type": "nominal", "scale": scale, "legend": None}}


def _bar(x: Spec) -> Spec:
    return {
        "mark": {"type": "rule", "strokeWidth": 2.5},
        "encoding": {
            "x": {**x, "field": "low"},
            "x2": {"field": "high"},
            **_kind("color", [BLUE, RUST]),
        },
    }


def _dot(x: Spec) -> Spec:
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    seen = _kind("color", [BLUE, RUST]) | _kind("shape", ["circle", "diamond"])
    return {"mark": mark, "encoding": {"x": x, **seen}}


def _value(x: Spec) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 6, "color": INK}
    return {"mark": mark, "encoding": {"x": {**x, "field": "high"}, "text": {"field": "text"}}}
