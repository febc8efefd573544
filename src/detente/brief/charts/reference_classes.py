"""Each reference class alone, their pool and the forecast."""

from detente.brief.charts.theme import (
    BLUE,
    INK,
    RUST,
    Spec,
    category,
    chart,
    interval_rule,
    labels,
    rows,
    share,
    top,
    value_label,
    with_interval,
)
from detente.document.assessment import Assessment, ReferencePart
from detente.document.labels import OutcomeId
from detente.document.part import Interval
from detente.document.percent import percent

_End = tuple[str, str, dict[str, Interval]]  # id, label, probability of the end by horizon
_YEARS = ("5", "10")  # horizons shown
_KINDS = ["class", "pool"]
_POOLED = "Classes pooled"
_MOVED = "Forecast, adjusted by the lenses"
_TITLES = {
    "rupture": "Rupture within 5 and 10 years, by reference class",
    "treaty": "Treaty ended within 5 and 10 years, by class of treaty",
}


@chart("classes")
def of_rupture(a: Assessment) -> Spec | None:
    """Rupture within 5 and 10 years, by reference class."""
    return reference_classes(a, "rupture")


@chart("treaty-classes")
def of_treaty(a: Assessment) -> Spec | None:
    """Treaty ended within 5 and 10 years, by class of treaty."""
    return reference_classes(a, "treaty")


def reference_classes(a: Assessment, outcome: OutcomeId) -> Spec | None:
    """P(end) within 5 and 10 years for each reference class alone, then for their pool.

    Parameters
    ----------
    a : Assessment
        The document.
    outcome : OutcomeId
        ``rupture`` or ``treaty``.
    """
    classes = [c for c in a.reference_classes if c.outcome == outcome]
    if not classes:
        return None
    ends = _ends(a, outcome, classes)
    names = labels([(key, label) for key, label, _ in ends], 30)
    words = "; ".join(
        f"{label}: {with_interval(p['5'])} within 5 years, {with_interval(p['10'])} within 10"
        for _, label, p in ends
    )
    x = share("mean", None, top(p[h].high for _, _, p in ends for h in _YEARS))
    x["axis"] |= {"title": "Probability of having ended", "tickCount": 4}
    return {
        "title": _TITLES[outcome],
        "description": f"Dots with 90% intervals. {words}.",
        "data": {"values": _values(names, ends)},
        "facet": {"column": _facet()},
        "spec": {
            "width": 280,
            "height": 34 * len(names) + 14,
            "layer": _layers(x),
            "encoding": {"y": rows(names)},
        },
    }


def _ends(a: Assessment, outcome: OutcomeId, classes: list[ReferencePart]) -> list[_End]:
    """The classes, their pool and, where the lenses change it, the forecast."""
    pool = a.outcomes[outcome]
    ends = [(c.id, c.label, c.p_end) for c in classes]
    ends.append((" pool", _POOLED, pool.p_end_pooled))
    if pool.moved:
        ends.append((" forecast", _MOVED, pool.p_end))
    return ends


def _values(names: list[str], ends: list[_End]) -> list[Spec]:
    return [
        {
            "row": name,
            "horizon": f"within {h} years",
            "kind": "pool" if key.startswith(" ") else "class",
            "mean": p[h].mean,
            "low": p[h].low,
            "high": p[h].high,
            "text": percent(p[h].mean),
        }
        for name, (key, _, p) in zip(names, ends, strict=True)
        for h in _YEARS
    ]


def _facet() -> Spec:
    order = [f"within {h} years" for h in _YEARS]
    return {"field": "horizon", "type": "ordinal", "sort": order, "header": {"title": None}}


def _layers(x: Spec) -> list[Spec]:
    """Intervals, dots and values of one panel."""
    color = category("color", "kind", _KINDS, [BLUE, RUST])
    shape = category("shape", "kind", _KINDS, ["circle", "diamond"])
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    return [
        interval_rule(x, encoding=color, strokeWidth=2.5),
        {"mark": mark, "encoding": {"x": x, **color, **shape}},
        value_label(x, color=INK),
    ]
