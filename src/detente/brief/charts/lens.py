"""A lens over the years of one pair of states, with the world around it."""

from typing import Any

from detente.brief.charts.theme import BLUE, MUTED, PALE, Spec


def series(found: dict[str, Any], label: str) -> Spec:
    """Line of a dyad's value over the world's median and middle four fifths."""
    rows = found["years"]
    first, last = rows[0], rows[-1]
    names = " and ".join(found["states"])
    x = {
        "field": "year",
        "type": "quantitative",
        "axis": {"title": None, "format": "d", "tickCount": 8},
        "scale": {"domain": [first["year"], max(last["year"], first["year"] + 1)], "nice": False},
    }

    def y(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": {"title": found["unit"]}}

    return {
        "title": f"{label}: {names}",
        "description": (
            f"{first['year']}: {first['value']:.2f}, world median {first['world_median']:.2f}; "
            f"{last['year']}: {last['value']:.2f}, world median {last['world_median']:.2f}."
        ),
        "width": 640,
        "height": 260,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "area", "color": PALE, "opacity": 0.7},
                "encoding": {"x": x, "y": y("world_low"), "y2": {"field": "world_high"}},
            },
            {
                "mark": {"type": "line", "color": MUTED, "strokeDash": [5, 4]},
                "encoding": {"x": x, "y": y("world_median")},
            },
            {
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5, "point": {"size": 30}},
                "encoding": {"x": x, "y": y("value")},
            },
        ],
    }
