"""The four fates at ten years."""

from collections.abc import Sequence

from detente.brief.answer import fate_name
from detente.brief.charts.theme import (
    BLUE,
    INK,
    PALE,
    Spec,
    chart,
    interval_rule,
    rows,
    share,
    top,
    value_label,
    with_interval,
)
from detente.document.assessment import Assessment, FatePart
from detente.document.percent import percent


@chart("fates")
def fates(a: Assessment) -> Spec | None:
    """A bar for each fate with its 90 % interval, in the order of the question."""
    return fates_spec(a.fates)


def fates_spec(parts: Sequence[FatePart]) -> Spec:
    """The same chart of the fates of any document.

    Parameters
    ----------
    parts : sequence of FatePart
        In the order of the question.
    """
    values = [
        {
            "row": fate_name(f),
            "mean": f.p.mean,
            "low": f.p.low,
            "high": f.p.high,
            "text": percent(f.p.mean),
        }
        for f in parts
    ]
    words = "; ".join(f"{fate_name(f)}: {with_interval(f.p)}, {f.word}" for f in parts)
    x = share("mean", None, top(f.p.high for f in parts), grid=True)
    bar = {"type": "bar", "height": 16, "color": PALE, "stroke": BLUE}
    return {
        "title": "Four fates at ten years, which sum to one, with 90% intervals",
        "description": f"Bars with intervals. {words}.",
        "data": {"values": values},
        "width": 560,
        "height": 28 * len(values),
        "encoding": {"y": rows([fate_name(f) for f in parts])},
        "layer": [
            {"mark": bar, "encoding": {"x": x}},
            interval_rule(x, color=INK, strokeWidth=2),
            value_label(x, fontWeight="bold"),
        ],
    }
