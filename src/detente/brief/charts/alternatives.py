"""Competing hypotheses: what speaks against each."""

from detente.brief.charts.theme import BLUE, PALE, Spec, chart, labels, rows
from detente.brief.words import number
from detente.document import Assessment


@chart("alternatives")
def alternatives(a: Assessment) -> Spec | None:
    """Bars of weighted inconsistency, the least first."""
    if not a.alternatives.evidence:
        return None
    found = sorted(a.alternatives.hypotheses, key=lambda h: -h.weighted_inconsistency)
    names = labels(((h.id, f"{h.id}: {h.label}") for h in found), 48)
    values: list[Spec] = [
        {
            "row": name,
            "against": -h.weighted_inconsistency,
            "text": number(-h.weighted_inconsistency, 1),
        }
        for name, h in zip(names, found, strict=True)
    ]
    words = "; ".join(f"{h.id}: {number(-h.weighted_inconsistency, 1)}" for h in found)
    x = {
        "field": "against",
        "type": "quantitative",
        "scale": {"domain": [0, 1.15 * max(v["against"] for v in values) + 1], "nice": False},
        "axis": {"title": "Weighted evidence against it (PARC)", "tickCount": 5},
    }
    return {
        "title": "What speaks against each hypothesis",
        "description": f"Bars, the least spoken against first. {words}.",
        "data": {"values": values},
        "width": 380,
        "height": 36 * len(names) + 10,
        "encoding": {"y": rows(names), "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 16, "color": PALE, "stroke": BLUE}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }
