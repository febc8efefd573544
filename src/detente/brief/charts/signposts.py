"""Signposts: the expected change of the forecast by each observation."""

from detente.brief.charts.theme import Spec, bars, chart, labels
from detente.brief.words import day, number
from detente.document.assessment import Assessment

_ROWS = 12


@chart("signposts")
def signposts(a: Assessment) -> Spec | None:
    """Bars of the expected change in points, the longest first."""
    moved = [(s, s.expected_move) for s in a.signposts if s.expected_move is not None]
    ranked = sorted(moved, key=lambda pair: -pair[1])[:_ROWS]
    if not ranked:
        return None
    names = labels(((s.id, f"{s.label} (by {day(s.date)})") for s, _ in ranked), 56)
    words = "; ".join(f"{s.label}: {number(100 * move, 1)} points" for s, move in ranked)
    sizes = [(100 * move, number(100 * move, 1)) for _, move in ranked]
    title = "Mean absolute change of P(rupture within 5 years), points"
    return {
        "title": "The most informative observations",
        "description": f"Bars, the longest first. {words}.",
        **bars(names, sizes, title, width=360),
    }
