"""Tornado chart: the answer over the range of each coded number, the widest first."""

from detente.brief.charts.theme import (
    BLUE,
    INK,
    LEGEND_TOP,
    PALE,
    RUST,
    Spec,
    category,
    chart,
    labels,
    rows,
)
from detente.brief.words import number, percent
from detente.document.assessment import Assessment
from detente.document.scenarios import TornadoPart

_ROWS = 20
_ENDS = ["at the low end", "at the high end"]


@chart("tornado")
def tornado(a: Assessment) -> Spec | None:
    """Bars from P(broken within 10 years) at the low end to that at the high end."""
    numbers = a.tornado[:_ROWS]
    if not numbers:
        return None
    names = labels(((t.path, t.words) for t in numbers), 46)
    ends = _end_values(names, numbers)
    x = _x([e["p"] for e in ends])
    mean = a.outcomes["rupture"].p_end["10"].mean
    return {
        "title": "Sensitivity of the answer to each coded number, over its 90% range",
        "description": f"Bars between two ends, the widest first. {_description(numbers)}.",
        "width": 480,
        "height": 32 * len(names) + 10,
        "encoding": {"y": rows(names)},
        "layer": [_bars(names, numbers, x), *_marks(ends, x), _forecast(mean, x)],
    }


def _end_values(names: list[str], numbers: list[TornadoPart]) -> list[Spec]:
    """Two marks for each row, with the coded value at either end of its range."""
    return [
        {"row": name, "p": p, "end": end, "text": number(at), "side": "left" if p < q else "right"}
        for name, t in zip(names, numbers, strict=True)
        for end, at, p, q in (
            (_ENDS[0], t.low, t.p_low, t.p_high),
            (_ENDS[1], t.high, t.p_high, t.p_low),
        )
    ]


def _description(numbers: list[TornadoPart]) -> str:
    return "; ".join(
        f"{t.words}: {percent(t.p_low, 1)} at {number(t.low)}, {percent(t.p_high, 1)} at "
        f"{number(t.high)}"
        for t in numbers
    )


def _x(edges: list[float]) -> Spec:
    room = 0.12 * (max(edges) - min(edges)) + 0.01  # for the labels outside the bars
    return {
        "field": "p",
        "type": "quantitative",
        "scale": {"domain": [min(edges) - room, max(edges) + room], "zero": False, "nice": False},
        "axis": {"title": "P(broken within 10 years)", "format": ".0%", "tickCount": 6},
    }


def _bars(names: list[str], numbers: list[TornadoPart], x: Spec) -> Spec:
    values = [
        {"row": name, "p": min(t.p_low, t.p_high), "p2": max(t.p_low, t.p_high)}
        for name, t in zip(names, numbers, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "height": 15, "color": PALE, "stroke": BLUE},
        "encoding": {"x": x, "x2": {"field": "p2"}},
    }


def _marks(ends: list[Spec], x: Spec) -> list[Spec]:
    """The ends of all bars, and their labels."""
    color = category("color", "end", _ENDS, [RUST, INK], LEGEND_TOP)
    shape = category("shape", "end", _ENDS, ["circle", "diamond"], LEGEND_TOP)
    return [
        {
            "data": {"values": ends},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": x, **color, **shape},
        },
        *(_label(side, dx, ends, x) for side, dx in (("left", -9), ("right", 9))),
    ]


def _forecast(mean: float, x: Spec) -> Spec:
    """A dashed line at the forecast."""
    return {
        "data": {"values": [{"p": mean}]},
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK},
        "encoding": {"x": x, "y": None},
    }


def _label(side: str, dx: int, ends: list[Spec], x: Spec) -> Spec:
    align = "right" if side == "left" else "left"
    return {
        "data": {"values": [e for e in ends if e["side"] == side]},
        "mark": {"type": "text", "align": align, "dx": dx, "fontSize": 11},
        "encoding": {"x": x, "text": {"field": "text"}},
    }
