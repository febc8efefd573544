"""What each reference class alone says, beside their pool and the forecast."""

from detente.brief.charts.theme import (
    BLUE,
    INK,
    RUST,
    Spec,
    chart,
    labels,
    rows,
    share,
    told,
    top,
)
from detente.brief.words import percent
from detente.document.assessment import Assessment

_POOLED = "Classes pooled"
_MOVED = "Forecast, moved by the lenses"
_TITLES = {
    "broken": "Broken within 5 and 10 years: what each reference class alone says",
    "O5": "Legal spell: treaty ended within 5 and 10 years, by class of treaty",
}


@chart("classes")
def of_rupture(a: Assessment) -> Spec | None:
    """Broken within 5 and 10 years, by reference class."""
    return reference_classes(a, "broken")


@chart("treaty-classes")
def of_treaty(a: Assessment) -> Spec | None:
    """The legal spell: treaty ended within 5 and 10 years, by class of treaty."""
    return reference_classes(a, "O5")


def reference_classes(a: Assessment, outcome: str) -> Spec | None:
    """P(end) within 5 and 10 years for each reference class alone, then for their pool."""
    classes = [c for c in a.reference_classes if c.outcome == outcome]
    if not classes:
        return None
    pool = a.outcomes[outcome]
    named = [(c.id, c.label) for c in classes] + [(" pool", _POOLED)]
    ends = [c.p_end for c in classes] + [pool.p_end_pooled]
    if pool.moved:
        named.append((" forecast", _MOVED))
        ends.append(pool.p_end)
    names = labels(named, 30)
    values = [
        {
            "row": name,
            "horizon": f"within {h} years",
            "kind": "pool" if key.startswith(" ") else "class",
            "mean": p[h].mean,
            "low": p[h].low,
            "high": p[h].high,
            "text": percent(p[h].mean),
        }
        for name, (key, _), p in zip(names, named, ends, strict=True)
        for h in ("5", "10")
    ]
    words = "; ".join(
        f"{label}: {told(p['5'])} within 5 years, {told(p['10'])} within 10"
        for (_, label), p in zip(named, ends, strict=True)
    )
    axis = {"title": "Probability of having ended", "tickCount": 4}
    x = share("mean", None, top(p[h].high for p in ends for h in ("5", "10")))
    x["axis"] |= axis
    return {
        "title": _TITLES[outcome],
        "description": f"Dots with 90% intervals. {words}.",
        "data": {"values": values},
        "facet": {
            "column": {
                "field": "horizon",
                "type": "ordinal",
                "sort": ["within 5 years", "within 10 years"],
                "header": {"title": None},
            }
        },
        "spec": {
            "width": 280,
            "height": 34 * len(names) + 14,
            "layer": [_bar(x), _dot(x), _value(x)],
            "encoding": {"y": rows(names)},
        },
    }


def _kind(channel: str, members: list[object]) -> Spec:
    scale = {"domain": ["class", "pool"], "range": members}
    return {channel: {"field": "kind", "type": "nominal", "scale": scale, "legend": None}}


def _bar(x: Spec) -> Spec:
    return {
        "mark": {"type": "rule", "strokeWidth": 2.5},
        "encoding": {
            "x": {**x, "field": "low"},
            "x2": {"field": "high"},
            **_kind("color", [BLUE, RUST]),
        },
    }


def _dot(x: Spec) -> Spec:
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    seen = _kind("color", [BLUE, RUST]) | _kind("shape", ["circle", "diamond"])
    return {"mark": mark, "encoding": {"x": x, **seen}}


def _value(x: Spec) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 6, "color": INK}
    return {"mark": mark, "encoding": {"x": {**x, "field": "high"}, "text": {"field": "text"}}}
