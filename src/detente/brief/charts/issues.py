"""The issue map: both partners and all others on every issue, and each issue by its actors."""

from collections.abc import Sequence
from typing import Any

from detente.brief.charts.theme import (
    BLUE,
    MUTED,
    RUST,
    Spec,
    category,
    chart,
    evenly,
    interval_rule,
    labels,
    rows,
    wrap,
)
from detente.brief.words import number
from detente.document.assessment import Assessment
from detente.document.case import IssuePart, PositionPart

_PER_FIGURE = 6  # panels that fit on one page
_ROW = 19  # pixels between two actors
_OTHERS = "other actors"
_SHAPES = ["circle", "diamond", "square"]


def _roles(a: Assessment) -> list[str]:
    return [*a.partnership.members, _OTHERS]


def _role(a: Assessment, p: PositionPart) -> str:
    return p.name if p.name in a.partnership.members else _OTHERS


def _role_encoding(a: Assessment) -> Spec:
    """Colour and shape by who it is."""
    legend = {"title": None, "orient": "top", "symbolSize": 130, "symbolOpacity": 1}
    return {
        **category("color", "role", _roles(a), [BLUE, RUST, MUTED], legend),
        **category("shape", "role", _roles(a), _SHAPES, legend),
    }


def _x(field: str = "position", **axis: Any) -> Spec:
    shown = {"title": None, "values": [0, 25, 50, 75, 100], **axis}
    scale = {"domain": [0, 100], "nice": False, "padding": 6}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": shown}


@chart("issues")
def issues(a: Assessment) -> Spec | None:
    """One row for each issue: the partners with their ranges, all others, the status quo."""
    if not a.issues:
        return None
    names = labels(((i.id, i.label) for i in a.issues), 34)
    values = [
        {"row": name, "role": _role(a, p), **_place(p)}
        for name, i in zip(names, a.issues, strict=True)
        for p in i.positions
    ]
    quo = [{"row": n, "position": i.status_quo} for n, i in zip(names, a.issues, strict=True)]
    x = _x(title="Position, 0 to 100; the bar is the status quo")
    return {
        "title": "The issue map: where the partners and all others stand",
        "description": f"Marks on scales from 0 to 100. {_description(a)}.",
        "width": 540,
        "height": 34 * len(names) + 10,
        "encoding": {"y": rows(names), "x": x},
        "layer": [_status_quo(quo, x), *_marks(a, values, x)],
    }


def _status_quo(values: list[Spec], x: Spec) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "tick", "thickness": 5, "size": 24, "color": "#b9b9b9"},
        "encoding": {"x": x},
    }


def _marks(a: Assessment, values: list[Spec], x: Spec) -> list[Spec]:
    """Small marks for all others; large ones with their ranges for the partners."""
    partners = [v for v in values if v["role"] != _OTHERS]
    others = [v for v in values if v["role"] == _OTHERS]
    role = _role_encoding(a)
    return [
        {
            "data": {"values": others},
            "mark": {"type": "point", "filled": True, "size": 32, "opacity": 0.75},
            "encoding": role,
        },
        {
            "data": {"values": partners},
            **interval_rule(x, encoding={"color": role["color"]}, strokeWidth=2),
        },
        {
            "data": {"values": partners},
            "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
            "encoding": role,
        },
    ]


def _place(p: PositionPart) -> Spec:
    at = p.position
    return {
        "position": at.value,
        "low": at.low,
        "high": at.high,
        "salience": p.salience.value,
    }


def _description(a: Assessment) -> str:
    partners = set(a.partnership.members)
    return "; ".join(
        f"{i.label}: status quo {number(i.status_quo, 0)}, "
        + ", ".join(
            f"{p.name} {number(p.position.value, 0)}" for p in i.positions if p.name in partners
        )
        for i in a.issues
    )


@chart("positions")
def positions(a: Assessment) -> list[Spec]:
    """One panel for each issue, all its actors in rows, in figures of a page each."""
    figures, parts = [], evenly(a.issues, _PER_FIGURE)
    for place, part in enumerate(parts, 1):
        figures.append(
            {
                "title": f"Positions of all actors{_part(place, len(parts))}",
                "description": f"Dots with 90% ranges, larger for higher salience. {_all(part)}.",
                "columns": 2,
                "spacing": {"row": 26, "column": 24},
                "concat": [_panel(a, i) for i in part],
            }
        )
    return figures


def _part(place: int, parts: int) -> str:
    return "" if parts == 1 else f", part {place} of {parts}"


def _all(part: Sequence[IssuePart]) -> str:
    return "; ".join(
        f"{i.label}: "
        + ", ".join(f"{p.name} {number(p.position.value, 0)}" for p in _sorted(i.positions))
        for i in part
    )


def _sorted(positions: list[PositionPart]) -> list[PositionPart]:
    return sorted(positions, key=lambda p: p.position.value)


def _panel(a: Assessment, i: IssuePart) -> Spec:
    who = _sorted(i.positions)
    names = labels(((p.actor, p.name) for p in who), 33)
    values = [
        {"row": name, "role": _role(a, p), **_place(p)} for name, p in zip(names, who, strict=True)
    ]
    lines = max((s.count("\n") for s in names), default=0) + 1
    return {
        "title": _panel_title(i),
        "width": 190,
        "height": max(_ROW, 13 * lines) * len(names) + 8,
        "encoding": {"y": rows(names, labelFontSize=11, labelLineHeight=12)},
        "layer": [
            _rule([{"at": i.status_quo}], MUTED, [1, 0]),
            _rule([{"at": r.at} for r in i.red_lines], RUST, [3, 3]),
            *_dots(a, values),
        ],
    }


def _panel_title(i: IssuePart) -> Spec:
    """The issue, and what the ends of its scale mean."""
    zero, hundred = (wrap(text, 56).split("\n") for text in (f"0: {i.zero}", f"100: {i.hundred}"))
    return {"text": wrap(i.label, 46).split("\n"), "subtitle": [*zero, *hundred]}


def _dots(a: Assessment, values: list[Spec]) -> list[Spec]:
    """Every actor's position with its range; the size is the salience."""
    color = category("color", "role", _roles(a), [BLUE, RUST, MUTED])
    scale = {"domain": _roles(a), "range": _SHAPES}
    shape = {"field": "role", "scale": scale, "legend": None}
    return [
        {"data": {"values": values}, **interval_rule(_x(), encoding=color, strokeWidth=1.5)},
        {
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "opacity": 1},
            "encoding": {"x": _x(), **color, "shape": shape, "size": _size()},
        },
    ]


def _size() -> Spec:
    scale = {"domain": [0, 100], "range": [15, 130]}
    return {"field": "salience", "type": "quantitative", "scale": scale, "legend": None}


def _rule(values: list[Spec], color: str, dash: list[int]) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": color, "strokeDash": dash, "strokeWidth": 1.5},
        "encoding": {"x": _x("at"), "y": None},
    }
