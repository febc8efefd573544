"""Tornado chart: the answer under each change of an input, the one that moves it most first."""

from detente.brief.answer import levers
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
from detente.brief.words import signed
from detente.document.assessment import Assessment
from detente.document.percent import percent
from detente.document.scenarios import TornadoEnd, TornadoPart

_ROWS = 12
_ENDS = ["the change named", "its other change"]


@chart("tornado")
def tornado(a: Assessment) -> Spec | None:
    """Bars over P(rupture within 10 years) as coded and under each change of an input."""
    inputs = [t for t in levers(a) if t.move is not None][:_ROWS]
    if not inputs:
        return None
    names = labels(((t.id, f"{t.label}: {t.change}") for t in inputs), 56)
    mean = a.outcomes["rupture"].p_end["10"].mean
    marks = [
        {"row": name, "p": e.p.mean, "end": _ENDS[e.words != t.change], **_text(t, e)}
        for name, t in zip(names, inputs, strict=True)
        for e in t.ends
        if e.p is not None
    ]
    x = _x([mean, *(mark["p"] for mark in marks)])
    return {
        "title": "What moves the answer: changes of single inputs, the largest first",
        "description": f"Bars from the answer as coded to each change. {_description(inputs)}.",
        "width": 430,
        "height": 40 * len(names) + 10,
        "encoding": {"y": rows(names)},
        "layer": [_bars(marks, mean, x), *_marks(marks, x), _forecast(mean, x)],
    }


def _text(part: TornadoPart, end: TornadoEnd) -> Spec:
    """The move in points at the labelled end, and its side."""
    named = end.words == part.change and end.move is not None
    text = signed(100 * end.move, 1) if named and end.move is not None else ""
    return {"text": text, "side": "left" if (end.move or 0) < 0 else "right"}


def _description(inputs: list[TornadoPart]) -> str:
    return "; ".join(
        f"{t.label}, {t.change}: {percent(t.p_if, 1)}" for t in inputs if t.p_if is not None
    )


def _x(edges: list[float]) -> Spec:
    room = 0.12 * (max(edges) - min(edges)) + 0.01  # for the labels outside the bars
    return {
        "field": "p",
        "type": "quantitative",
        "scale": {"domain": [min(edges) - room, max(edges) + room], "zero": False, "nice": False},
        "axis": {"title": "P(rupture within 10 years)", "format": ".0%", "tickCount": 6},
    }


def _bars(marks: list[Spec], mean: float, x: Spec) -> Spec:
    return {
        "data": {"values": [{"row": m["row"], "p": m["p"], "p2": mean} for m in marks]},
        "mark": {"type": "bar", "height": 15, "color": PALE, "stroke": BLUE},
        "encoding": {"x": x, "x2": {"field": "p2"}},
    }


def _marks(marks: list[Spec], x: Spec) -> list[Spec]:
    """The ends of all bars, and the moves of those that are named."""
    color = category("color", "end", _ENDS, [RUST, INK], LEGEND_TOP)
    shape = category("shape", "end", _ENDS, ["circle", "diamond"], LEGEND_TOP)
    return [
        {
            "data": {"values": marks},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": x, **color, **shape},
        },
        *(_label(side, dx, marks, x) for side, dx in (("left", -9), ("right", 9))),
    ]


def _forecast(mean: float, x: Spec) -> Spec:
    """A dashed line at the forecast."""
    return {
        "data": {"values": [{"p": mean}]},
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK},
        "encoding": {"x": x, "y": None},
    }


def _label(side: str, dx: int, marks: list[Spec], x: Spec) -> Spec:
    align = "right" if side == "left" else "left"
    return {
        "data": {"values": [m for m in marks if m["side"] == side and m["text"]]},
        "mark": {"type": "text", "align": align, "dx": dx, "fontSize": 11},
        "encoding": {"x": x, "text": {"field": "text"}},
    }
