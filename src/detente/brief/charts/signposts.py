"""Signposts: how far each observation would move the forecast on average."""

from detente.brief.charts.theme import BLUE, PALE, Spec, chart, labels, rows
from detente.brief.words import day, number
from detente.document import Assessment

_ROWS = 12


@chart("signposts")
def signposts(a: Assessment) -> Spec | None:
    """Bars of the expected move in points, the longest first."""
    moved = [(s, s.expected_move) for s in a.signposts if s.expected_move is not None]
    found = sorted(moved, key=lambda pair: -pair[1])[:_ROWS]
    if not found:
        return None
    names = labels(((s.id, f"{s.label} (by {day(s.date)})") for s, _ in found), 56)
    values: list[Spec] = [
        {"row": name, "move": 100 * move, "text": number(100 * move, 1)}
        for name, (_, move) in zip(names, found, strict=True)
    ]
    words = "; ".join(f"{s.label}: {number(100 * move, 1)} points" for s, move in found)
    x = {
        "field": "move",
        "type": "quantitative",
        "scale": {"domain": [0, 1.15 * max(v["move"] for v in values) + 0.1], "nice": False},
        "axis": {
            "title": "Expected move of P(broken within 5 years), points either way",
            "tickCount": 5,
        },
    }
    return {
        "title": "The observations that would tell most",
        "description": f"Bars, the longest first. {words}.",
        "data": {"values": values},
        "width": 360,
        "height": 34 * len(names) + 10,
        "encoding": {"y": rows(names), "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 16, "color": PALE, "stroke": BLUE}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }
