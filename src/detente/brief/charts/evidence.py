"""Why: lenses, fault lines and surveys."""

from datetime import date
from typing import Any

from detente.brief.charts.theme import (
    BLUE,
    INK,
    MUTED,
    PALE,
    RUST,
    Spec,
    labels,
    percent,
    rows,
    share,
)
from detente.document import Assessment

_DIRECTIONS = ["towards rupture", "neither", "towards lasting"]


def lenses(a: Assessment) -> Spec:
    """Effect of each lens on the yearly log-odds of rupture, from rupture to lasting."""
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


def fault_lines(a: Assessment) -> Spec:
    """Share of the ten-year risk by fault line, and P(it breaks the partnership first)."""
    names = labels(((c.id, c.label) for c in a.fault_lines), 38)
    values = [
        {
            "row": name,
            "share": c.share,
            "share_low": c.share_low,
            "share_high": c.share_high,
            "first": c.p_first,
            "first_low": c.p_first_low,
            "first_high": c.p_first_high,
            "share_text": percent(c.share),
            "first_text": percent(c.p_first, 1),
        }
        for name, c in zip(names, a.fault_lines, strict=True)
    ]
    told = "; ".join(
        f"{c.label}: {percent(c.share)} of the risk, first with {percent(c.p_first, 1)}"
        for c in a.fault_lines
    )
    return {
        "title": "Fault lines: share of the ten-year risk, and chance of being the first to break",
        "description": f"Bars with 90% intervals beside dots with 90% intervals. {told}.",
        "data": {"values": values},
        "spacing": 24,
        "hconcat": [
            _panel("share", names, "Share of the ten-year risk", 300, {}),
            _panel("first", names, "P(first, within ten years)", 190, {"labels": False}),
        ],
    }


def _panel(field: str, names: list[str], title: str, width: int, axis: Spec) -> Spec:
    """Bars for shares, which add up to one; dots for probabilities, which do not."""
    bars = field == "share"
    mark: Spec = {"type": "bar", "color": PALE, "stroke": BLUE, "height": {"band": 0.6}}
    if not bars:
        mark = {"type": "point", "filled": True, "size": 80, "color": BLUE, "opacity": 1}
    x = {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": {"title": title, "format": ".0%", "tickCount": 4},
    }
    low, high = {**x, "field": f"{field}_low"}, {"field": f"{field}_high"}
    y = rows(names, **axis)
    y["scale"] = {"domain": names, "padding": 0.25} if bars else y["scale"]
    return {
        "width": width,
        "height": 34 * len(names),
        "encoding": {"y": {**y, "scale": {"domain": names}}, "x": x},
        "layer": [
            {"mark": mark},
            {
                "mark": {"type": "rule", "strokeWidth": 1.5, "color": INK},
                "encoding": {"x": low, "x2": high},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {
                    "x": {**x, "field": f"{field}_high"},
                    "text": {"field": f"{field}_text"},
                },
            },
        ],
    }


def surveys(a: Assessment) -> Spec | None:
    """Shares over time with 95 % margins, one panel for each question; None without any."""
    asked = [s for s in a.surveys if s.get("waves")]
    if not asked:
        return None
    told = "; ".join(
        f"{s['label']}: "
        + ", ".join(
            f"{w['date']} {percent(w['share'])} ± {100 * w['margin']:.1f} points"
            for w in s["waves"]
        )
        for s in asked
    )
    return {
        "title": "Surveys: share of answers over time, 95% margins at the stated design effect",
        "description": f"Lines with error bars, one panel for each question. {told}.",
        "columns": 3,
        "spacing": 36,
        "concat": [_question(s) for s in asked],
    }


def _question(survey: dict[str, Any]) -> Spec:
    values = [
        {
            "when": _years(w["date"]),
            "share": w["share"],
            "text": percent(w["share"]),
            "low": w["share"] - w["margin"],
            "high": w["share"] + w["margin"],
        }
        for w in survey["waves"]
    ]
    whens = [v["when"] for v in values]
    x = {
        "field": "when",
        "type": "quantitative",
        "scale": {"domain": [min(whens) - 0.6, max(whens) + 0.6], "nice": False},
        "axis": {"title": "Year", "format": "d", "tickMinStep": 1, "tickCount": 5, "grid": False},
    }
    y = share("share", "Share of answers", 1)
    speaks = f"speaks for {survey['favours']}"
    return {
        "title": {"text": labels([("", survey["label"])], 28)[0].split("\n"), "subtitle": speaks},
        "data": {"values": values},
        "width": 195,
        "height": 170,
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2}},
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
                "encoding": {"y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 60, "opacity": 1}},
            {
                "mark": {"type": "text", "dy": -14, "fontWeight": "bold"},
                "encoding": {"y": {**y, "field": "high"}, "text": {"field": "text"}},
            },
        ],
    }


def _years(day: str) -> float:
    """A date as a year and its fraction, so that no time zone can move it."""
    when = date.fromisoformat(day)
    return when.year + (when.timetuple().tm_yday - 1) / 365.25
