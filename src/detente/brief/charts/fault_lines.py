"""Fault lines: shares of the ten-year risk, and the probability of rupture due to each."""

from detente.brief.charts.theme import BLUE, INK, PALE, Spec, chart, labels, rows
from detente.document.assessment import Assessment
from detente.document.percent import percent


@chart("fault-lines")
def fault_lines(a: Assessment) -> Spec | None:
    """Share of the ten-year risk by fault line, and P(rupture within ten years) due to it."""
    if not a.fault_lines:
        return None
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
    words = "; ".join(
        f"{c.label}: {percent(c.share)} of the risk, {percent(c.p_first, 1)} in probability"
        for c in a.fault_lines
    )
    return {
        "title": "Fault lines: share of the ten-year risk, and P(rupture) due to each",
        "description": f"Bars with 90% intervals, and dots with 90% intervals. {words}.",
        "data": {"values": values},
        "spacing": 24,
        "hconcat": [
            _panel("share", names, "Share of the ten-year risk", 300, {}),
            _panel("first", names, "P(rupture within ten years) due to it", 190, {"labels": False}),
        ],
    }


def _panel(field: str, names: list[str], title: str, width: int, axis: Spec) -> Spec:
    """Bars for shares, which add up to one; dots for probabilities, which add up to the risk."""
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
