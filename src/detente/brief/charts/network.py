"""The signed network of the actors, laid out so that labels cannot overlap.

The two partners are inside a ring; every other actor has its own row on the left or
right arc, with the label outside. The ring is convex, so no tie runs through a label.
"""

import math
from collections.abc import Iterable
from itertools import combinations

from detente.brief.charts.theme import BLUE, INK, RUST, Spec, category, chart, wrap
from detente.document.assessment import Assessment
from detente.document.case import ActorPart, TiePart

_PASSES = 4  # rounds of swaps that shorten the ties
_ROW = 34  # pixels between two labels: room for two lines
_RADIUS = 235  # half the ring's width in pixels
_KINDS = {"state": "circle", "organisation": "square", "non-state": "triangle-up"}
_SIGNS = {"+": "positive tie", "-": "negative tie"}

Spot = tuple[float, float]


@chart("network")
def network(a: Assessment) -> Spec | None:
    """Actors and ties as read by the structural-balance lens."""
    actors, ties = a.network.actors, a.network.ties
    if not actors:
        return None
    partners = [x.id for x in actors if x.name in a.partnership.members]
    spots, height = layout([x.id for x in actors], partners, ties)
    words = "; ".join(
        f"{_name(actors, t.a)} and {_name(actors, t.b)}: {_SIGNS[t.sign]}, {t.kind}"
        for t in ties
        if {t.a, t.b} & set(partners)
    )
    return {
        "title": f"Signed network around {' and '.join(a.partnership.members)}",
        "description": f"{len(actors)} actors and {len(ties)} ties. Ties of the partners: {words}.",
        "width": 800,
        "height": height,
        "layer": [
            _edges(ties, spots),
            _nodes([x for x in actors if x.id not in partners], spots, partner=False),
            _nodes([x for x in actors if x.id in partners], spots, partner=True),
            *_names([x for x in actors if x.id not in partners], spots),
            *_partner_names([x for x in actors if x.id in partners], spots),
        ],
        "resolve": {"scale": {"shape": "shared"}},
    }


def _name(actors: Iterable[ActorPart], id_: str) -> str:
    return next((x.name for x in actors if x.id == id_), id_)


def layout(
    actors: list[str], partners: list[str], ties: list[TiePart]
) -> tuple[dict[str, Spot], float]:
    """Pixel positions of all actors, and the height of the drawing.

    Others fill the rows of two arcs in the order given; then pairs swap places as long as
    that shortens the ties. It is deterministic: the same network gives the same picture.

    Parameters
    ----------
    actors : list of str
        Ids of all actors.
    partners : list of str
        Ids of the partners, placed inside the ring.
    ties : list of TiePart
        Ties whose total length is reduced.

    Returns
    -------
    dict of str to (float, float), and float
        Position of every actor and the height, in pixels.
    """
    others = [x for x in actors if x not in partners]
    count = max(4, math.ceil(len(others) / 2))
    height = max(340.0, _ROW * count + 20.0)
    inner = dict(zip(partners, _inside(len(partners), height), strict=True))
    slots = [_on_arc(i // 2, count, -1 if i % 2 == 0 else 1, height) for i in range(2 * count)]
    seats: list[str | None] = [*others, *[None] * (len(slots) - len(others))]
    near = _neighbours(ties)
    for _ in range(_PASSES):
        if not _shorten(seats, slots, inner, near):
            break
    return inner | {x: slots[i] for i, x in enumerate(seats) if x is not None}, height


def _inside(count: int, height: float) -> list[Spot]:
    return [
        (400 + _RADIUS * 0.42 * (2 * i / max(1, count - 1) - 1 if count > 1 else 0), height / 2)
        for i in range(count)
    ]


def _on_arc(row: int, count: int, side: int, height: float) -> Spot:
    rise = (2 * (row + 0.5) / count - 1) * 0.94
    return 400 + side * _RADIUS * math.sqrt(1 - rise**2), height / 2 * (1 + rise)


def _neighbours(ties: list[TiePart]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for t in ties:
        near.setdefault(t.a, []).append(t.b)
        near.setdefault(t.b, []).append(t.a)
    return near


def _shorten(
    seats: list[str | None], slots: list[Spot], inner: dict[str, Spot], near: dict[str, list[str]]
) -> bool:
    """Swap seats where that shortens the ties of the two who move; was any swap made?"""
    swapped = False
    where = inner | {x: slots[i] for i, x in enumerate(seats) if x is not None}
    for i, j in combinations(range(len(seats)), 2):
        moved = [x for x in (seats[i], seats[j]) if x is not None]
        before = _length(moved, where, near)
        trial = where | {x: slots[j if x == seats[i] else i] for x in moved}
        if _length(moved, trial, near) < before - 1e-9:
            seats[i], seats[j] = seats[j], seats[i]
            where, swapped = trial, True
    return swapped


def _length(moved: list[str], where: dict[str, Spot], near: dict[str, list[str]]) -> float:
    return sum(math.dist(where[x], where[y]) for x in moved for y in near.get(x, ()) if y in where)


def _place(field: str, length: str) -> Spec:
    """Encode a pixel position as it is."""
    reverse = length == "height"
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": {"expr": f"[0, {length}]"}, "nice": False, "reverse": reverse},
        "axis": None,
    }


def _edges(ties: list[TiePart], spots: dict[str, Spot]) -> Spec:
    values = [
        {
            "x": spots[t.a][0],
            "y": spots[t.a][1],
            "x2": spots[t.b][0],
            "y2": spots[t.b][1],
            "sign": _SIGNS[t.sign],
            "strength": t.strength,
        }
        for t in ties
        if t.a in spots and t.b in spots
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "opacity": 0.8},
        "encoding": {
            "x": _place("x", "width"),
            "y": _place("y", "height"),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            **_sign_encoding(),
            "strokeWidth": _strength_encoding(),
        },
    }


def _sign_encoding() -> Spec:
    """Colour and dash by the sign of a tie."""
    signs = list(_SIGNS.values())
    legend = {"title": None, "orient": "bottom", "symbolSize": 900, "symbolStrokeWidth": 2.5}
    return {
        **category("color", "sign", signs, [BLUE, RUST], legend),
        **category("strokeDash", "sign", signs, [[1, 0], [6, 4]], legend),
    }


def _strength_encoding() -> Spec:
    """Line width by the strength of a tie, 0 to 1."""
    return {
        "field": "strength",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": [0.6, 4]},
        "legend": {
            "title": "strength",
            "orient": "bottom",
            "values": [0.3, 0.6, 1],
            "symbolSize": 900,
        },
    }


def _nodes(actors: list[ActorPart], spots: dict[str, Spot], *, partner: bool) -> Spec:
    values = [
        {"x": spots[x.id][0], "y": spots[x.id][1], "kind": x.kind} for x in actors if x.id in spots
    ]
    mark: Spec = {"type": "point", "opacity": 1, "size": 620 if partner else 110, "strokeWidth": 2}
    mark |= {"fill": INK if partner else "white"}
    legend = {
        "title": None,
        "orient": "bottom",
        "symbolFillColor": "white",
        "symbolStrokeWidth": 2,
        "symbolOpacity": 1,
        "symbolSize": 110,
    }
    scale = {"domain": list(_KINDS), "range": list(_KINDS.values())}
    shape: Spec = {"field": "kind", "type": "nominal", "scale": scale, "legend": legend}
    # a legend draws the outline only of what is encoded
    stroke: Spec = {**shape, "scale": {"domain": list(_KINDS), "range": [INK] * len(_KINDS)}}
    if partner:  # partners are states; a second legend would paint over the first
        shape, stroke = {"value": _KINDS["state"]}, {"value": "white"}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "x": _place("x", "width"),
            "y": _place("y", "height"),
            "shape": shape,
            "stroke": stroke,
        },
    }


def _names(actors: list[ActorPart], spots: dict[str, Spot]) -> Iterable[Spec]:
    for align, dx in (("right", -12), ("left", 12)):
        values = [
            {"x": spots[x.id][0], "y": spots[x.id][1], "text": wrap(x.name, 24)}
            for x in actors
            if x.id in spots and (spots[x.id][0] < 400) == (align == "right")
        ]
        mark = {"type": "text", "align": align, "dx": dx, "baseline": "middle"}
        yield _text(values, mark)


def _partner_names(actors: list[ActorPart], spots: dict[str, Spot]) -> Iterable[Spec]:
    values = [{"x": spots[x.id][0], "y": spots[x.id][1], "text": x.name} for x in actors]
    mark = {"type": "text", "dy": 28, "fontSize": 14, "fontWeight": "bold"}
    yield _text(values, {**mark, "stroke": "white", "strokeWidth": 5, "strokeJoin": "round"})
    yield _text(values, mark)


def _text(values: list[Spec], mark: Spec) -> Spec:
    return {
        "data": {"values": values},
        "mark": {**mark, "lineBreak": "\n", "lineHeight": 14},
        "encoding": {
            "x": _place("x", "width"),
            "y": _place("y", "height"),
            "text": {"field": "text", "type": "nominal"},
        },
    }
