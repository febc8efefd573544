"""The past of a pair as one figure: spans and quarrels in rows, yearly series below."""

from detente.brief.charts.theme import BLUE, INK, MUTED, RUST, Spec
from detente.forecast.pair_past import PairPast, Series

_HOSTILE = {"rivalry", "force", "incident", "crisis", "sanctions", "drift"}
_WIDTH, _ROW, _SERIES = 640, 26, 90
_POINT = {"size": 14, "color": BLUE}  # of a year alone there is no line
_BROKEN: Spec = {"invalid": "break-paths-filter-domains"}


def timeline(past: PairPast, title: str) -> Spec | None:
    """The spec of the past of a pair; None where nothing is known.

    Parameters
    ----------
    past : PairPast
        From `detente.forecast.pair_past.pair_past`.
    title : str
        Names of the two.
    """
    if not past.spans:
        return None
    years = [
        *(y for s in past.spans for y in (s.first, s.last + 1)),
        *(y for s in past.series for y in s.values),
    ]
    scale = {"domain": [min(years), max(years)], "nice": False, "zero": False}
    parts = [_spans(past, scale), *(_line(s, scale) for s in past.series)]
    words = "; ".join(f"{s.kind} {s.first} to {s.last}" for s in past.spans)
    return {"title": f"{title}: what lay between them", "description": words, "vconcat": parts}


def _spans(past: PairPast, scale: Spec) -> Spec:
    kinds = list(dict.fromkeys(s.kind for s in past.spans))
    values = [
        {"kind": s.kind, "first": s.first, "last": s.last + 1, "bad": _is_bad(s.kind)}
        for s in past.spans
    ]
    x = {"type": "quantitative", "scale": scale, "axis": {"format": "d", "title": None}}
    fill = {"condition": {"test": "datum.bad", "value": RUST}, "value": BLUE}
    return {
        "width": _WIDTH,
        "height": _ROW * len(kinds),
        "data": {"values": values},
        "mark": {"type": "bar", "height": 14, "stroke": INK, "strokeWidth": 0.4},
        "encoding": {
            "y": {"field": "kind", "type": "nominal", "sort": kinds, "title": None},
            "x": {"field": "first", **x},
            "x2": {"field": "last"},
            "fill": fill,
        },
    }


def _is_bad(kind: str) -> bool:
    """Whether a span is a quarrel; what stands in brackets is of its own, such as who moved."""
    return kind.partition(" (")[0] in _HOSTILE


def _line(series: Series, scale: Spec) -> Spec:
    years = [y for year in series.values for y in (year, year + 1)]  # a gap ends the line
    values = [{"year": y, "value": series.values.get(y)} for y in sorted(set(years))]
    x = {"field": "year", "type": "quantitative", "scale": scale}
    return {
        "title": {"text": series.label, "fontWeight": "normal", "color": MUTED, "fontSize": 12},
        "width": _WIDTH,
        "height": _SERIES,
        "data": {"values": values},
        "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.5, "point": _POINT, **_BROKEN},
        "encoding": {
            "x": {**x, "axis": {"format": "d", "title": None}},
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {"tickCount": 3, "title": None, "format": ",.4~g"},
                "scale": {"zero": False},
            },
        },
    }
