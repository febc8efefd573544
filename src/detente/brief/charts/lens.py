"""A lens over the years of one pair of states, with the distribution over all pairs."""

from typing import Any

from detente.brief.charts.theme import BLUE, MUTED, PALE, RUST, Spec

_BAND, _MEDIAN = "middle 80 % of all pairs", "median of all pairs"


def series(reading: dict[str, Any], label: str) -> Spec:
    """A dyad's value with the median and middle 80 % of all pairs; below it, each side's value.

    Parameters
    ----------
    reading : dict
        ``states``, ``unit`` and ``years`` as ``detente lens ID A B --json`` prints them.
    label : str
        Name of the lens.
    """
    rows, names = _unbroken(reading["years"]), " and ".join(reading["states"])
    first, last = reading["years"][0], reading["years"][-1]
    charts = [_value(rows, names, f"{label}: {names}", reading["unit"])]
    if "side1" in first:
        charts.append(_sides(rows, reading["states"]))
    return {
        "title": f"{label}: {names}",
        "description": (
            f"{first['year']}: {first['value']:.2f}, world median {first['world_median']:.2f}; "
            f"{last['year']}: {last['value']:.2f}, world median {last['world_median']:.2f}."
        ),
        "data": {"values": rows},
        "spacing": 28,
        "resolve": {"scale": {"color": "independent"}},
        "vconcat": charts,
    }


def _unbroken(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every year from the first to the last; one without a value breaks the line."""
    known = {row["year"]: row for row in rows}
    blank = dict.fromkeys(rows[0])
    years = range(rows[0]["year"], rows[-1]["year"] + 1)
    return [known.get(year, blank | {"year": year}) for year in years]


def _value(rows: list[dict[str, Any]], names: str, title: str, unit: str) -> Spec:
    x, kinds = _x(rows), {_BAND: PALE, _MEDIAN: MUTED, names: BLUE}
    color = _color(kinds)
    return {
        "title": {"text": title, "subtitle": unit},
        "width": 640,
        "height": 240,
        "layer": [
            {
                "mark": {"type": "area", **_broken},
                "encoding": {
                    "x": x,
                    "y": _y("world_low"),
                    "y2": {"field": "world_high"},
                    "color": color | {"datum": _BAND},
                },
            },
            {
                "mark": {"type": "line", "strokeDash": [5, 4], **_broken},
                "encoding": {"x": x, "y": _y("world_median"), "color": color | {"datum": _MEDIAN}},
            },
            _line(x, "value", color | {"datum": names}, BLUE, _lone(rows)),
        ],
    }


def _sides(rows: list[dict[str, Any]], states: list[str]) -> Spec:
    x, color = _x(rows), _color(dict(zip(states, (BLUE, RUST), strict=True)))
    shapes = zip(("side1", "side2"), states, (BLUE, RUST), ([1, 0], [2, 2]), strict=True)
    return {
        "title": "Value of each side",
        "width": 640,
        "height": 140,
        "layer": [
            _line(x, field, color | {"datum": state}, ink, _lone(rows), strokeDash=dash)
            for field, state, ink, dash in shapes
        ],
    }


_broken: Spec = {"invalid": "break-paths-filter-domains"}


def _line(x: Spec, field: str, color: Spec, ink: str, dots: bool, **mark: Any) -> Spec:
    point = {"size": 30, "color": ink} if dots else False
    return {
        "mark": {"type": "line", "strokeWidth": 2.5, "point": point, **_broken, **mark},
        "encoding": {"x": x, "y": _y(field), "color": color},
    }


def _lone(rows: list[dict[str, Any]]) -> bool:
    """Dots where the years are few, or where one stands alone and no line would show it."""
    known = [row["value"] is not None for row in rows]
    neighbours = zip([False, *known], known, [*known[1:], False], strict=False)
    return len(rows) <= 40 or any(
        here and not (before or after) for before, here, after in neighbours
    )


def _x(rows: list[dict[str, Any]]) -> Spec:
    first, last = rows[0]["year"], rows[-1]["year"]
    one = first == last
    return {
        "field": "year",
        "type": "quantitative",
        "axis": {
            "title": None,
            "format": "d",
            "labelFlush": False,
            **({"values": [first]} if one else {"tickCount": min(10, last - first)}),
            "tickMinStep": 1,
        },
        "scale": {"domain": [first - one, last + one], "nice": False},
    }


def _y(field: str) -> Spec:
    axis = {"title": None, "tickCount": 6}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": {"zero": False}}


def _color(kinds: dict[str, str]) -> Spec:
    return {
        "scale": {"domain": list(kinds), "range": list(kinds.values())},
        "legend": {"title": None, "orient": "top", "symbolType": "square", "symbolOpacity": 1},
    }
