"""The pulse of a pair in one feed: level, shares and events by month, with the changes marked."""

from collections.abc import Iterator
from typing import Any

from detente.brief.charts.theme import BLUE, MUTED, PALE, RUST, Spec
from detente.brief.pulse_words import NAMES, change_line, counts_by_kind, unit
from detente.document.percent import percent
from detente.document.pulse import MEASURES, FeedPulse, Measure, Pulse, PulseChange, PulseMonth

_WIDTH, _HEIGHT = 720, 130
_LABEL = 66  # pixels that the label of a change takes
_YEARS, _MOST = 30, 10  # months from which ticks are years, ticks
_KINDS = {
    "words of cooperation": PALE,
    "deeds of cooperation": BLUE,
    "words of conflict": "#f0c9a8",
    "deeds of conflict": RUST,
}


def pulse_chart(p: Pulse, feed: FeedPulse) -> Spec | None:
    """Months of one feed; None where no measure has a value.

    Parameters
    ----------
    p : Pulse
        The document.
    feed : FeedPulse
        One of its feeds.
    """
    x = _x(*_span(p, feed))
    panels = [panel for of in MEASURES if (panel := _measure(feed, of, x))]
    if not panels:
        return None
    marked = "; ".join(f"{change_line(c)}, probability {percent(c.p)}" for c in feed.changes)
    return {
        "title": f"{' and '.join(p.names)}, {feed.label}",
        "description": f"Lines with bands by month, {feed.first} to {feed.last}"
        f"{', in hindsight' if p.view == 'hindsight' else ''}. "
        f"Dashed lines where a change begins: {marked or 'none'}.",
        "spacing": 22,
        "resolve": {"legend": {"color": "independent"}},
        "vconcat": [*panels, *_events(feed, x)],
    }


def _span(p: Pulse, feed: FeedPulse) -> tuple[str, str]:
    """First and last month of the axis: that of all feeds whose months overlap, to compare them."""
    near = [f for f in p.feeds if f.first <= feed.last and feed.first <= f.last]
    return min(f.first for f in near), max(f.last for f in near)


def whole(p: Pulse) -> Spec:
    """All feeds as one drawing with titles, for a file of its own."""
    specs = [spec for feed in p.feeds if (spec := pulse_chart(p, feed))]
    seen = " (in hindsight)" if p.view == "hindsight" else ""
    titled = [
        {k: v for k, v in spec.items() if k != "description"}
        | {"title": {"text": f"{spec['title']}{seen}", "fontSize": 15}}
        for spec in specs
    ]
    return {
        "title": f"{' and '.join(p.names)}: pulse",
        "description": " ".join(str(spec["description"]) for spec in specs),
        "background": "white",
        "spacing": 40,
        "vconcat": titled,
    }


def _measure(feed: FeedPulse, of: Measure, x: Spec) -> Spec | None:
    """A line with its band through the middle of the months; a dashed line where a change begins.

    Line and band are broken at gaps. A month between gaps has a dot and a bar in their place.
    """
    rows = [_row(m, of) for m in feed.months]
    if all(r["mean"] is None for r in rows):
        return None
    middle, alone = {**x, "bandPosition": 0.5}, _alone(rows)
    begins = {c.month: "↑" if c.direction == "up" else "↓" for c in feed.changes if shows(of, c)}
    return {
        "title": {"text": NAMES[of].capitalize(), "subtitle": unit(of, feed), **_TITLE},
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "area", "color": PALE, **_BROKEN},
                "encoding": {"x": middle, "y": _y("low", of), "y2": {"field": "high"}},
            },
            {
                "data": {"values": alone},
                "mark": {"type": "rule", "color": PALE, "strokeWidth": 6},
                "encoding": {"x": middle, "y": _y("low", of), "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "color": BLUE, "strokeWidth": 2}
                | {"point": {"size": 20, "color": BLUE} if alone else False}
                | _BROKEN,
                "encoding": {"x": middle, "y": _y("mean", of)},
            },
            *_marks(begins, x),
        ],
    }


_TITLE: Spec = {"subtitleColor": MUTED, "subtitleFontSize": 12, "offset": 14, "frame": "group"}
_BROKEN: Spec = {"invalid": "break-paths-filter-domains"}


def _row(m: PulseMonth, of: Measure) -> dict[str, Any]:
    r = getattr(m, of)
    ends = (None, None, None) if r is None else (r.mean, r.low, r.high)
    return {"month": m.month, **dict(zip(("mean", "low", "high"), ends, strict=True))}


def _alone(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Months that stand between gaps, which no line or band would show."""
    known = [r["mean"] is not None for r in rows]
    around = zip(rows, [False, *known], known, [*known[1:], False], strict=False)
    return [row for row, before, here, after in around if here and not (before or after)]


def _x(first: str, last: str) -> Spec:
    """Months from the first day of one to the last of another."""
    return {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "scale": {"type": "utc", "domain": [first, _next(last)], "nice": False},
        "axis": {"title": None, "grid": False, **_ticks(_number(last) - _number(first) + 1)},
    }


def _next(month: str) -> str:
    """The month after another.

    >>> _next("2024-12")
    '2025-01'
    """
    return f"{_number(month) // 12:04d}-{_number(month) % 12 + 1:02d}"


def _ticks(months: int) -> Spec:
    """A tick for every few years or months, so that no label occurs twice."""
    if months > _YEARS:
        step = -(-months // (12 * _MOST))
        return {"format": "%Y", "tickCount": {"interval": "year", "step": step}}
    step = -(-months // _MOST)
    return {"format": "%b %Y", "tickCount": {"interval": "month", "step": step}}


_DOMAINS: dict[Measure, list[float]] = {"balance": [-1, 1], "talk": [0, 1]}
_FORMATS: dict[Measure, str] = {"balance": "+.1f", "talk": ".0%", "level": ",.3~g"}


def _y(field: str, of: Measure) -> Spec:
    axis = {"title": None, "tickCount": 4, "format": _FORMATS[of]}
    scale: Spec = {"domain": _DOMAINS[of]} if of in _DOMAINS else {"zero": True}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": scale}


def shows(of: Measure, c: PulseChange) -> bool:
    """Whether the panel of a measure marks a change."""
    return of != "talk" and (of == "balance") == (c.moved == "balance")


def _marks(begins: dict[str, str], x: Spec) -> Iterator[Spec]:
    """A dashed line for each change, and its month above: higher where another is near."""
    if not begins:
        return
    yield {
        "data": {"values": [{"month": month} for month in begins]},
        "mark": {"type": "rule", "color": RUST, "strokeDash": [4, 3], "strokeWidth": 1.5},
        "encoding": {"x": x},
    }
    heights = _heights(list(begins), x["scale"]["domain"])
    for height in sorted(set(heights.values())):
        rows = [
            {"month": month, "label": f"{month} {begins[month]}"}
            for month in begins
            if heights[month] == height
        ]
        mark = {"type": "text", "color": RUST, "baseline": "bottom", "fontSize": 11}
        yield {
            "data": {"values": rows},
            "mark": {**mark, "dy": -6 - 13 * height},
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "label"}},
        }


def _heights(months: list[str], domain: list[str]) -> dict[str, int]:
    """On which line the label of each month has room, the first from the bottom."""
    first, last = map(_number, domain)
    step = _WIDTH / max(last - first, 1)
    ends: list[float] = []  # of the last label of each line
    heights = {}
    for month in sorted(months):
        place = step * (_number(month) - first)
        free = [k for k, end in enumerate(ends) if place - end >= _LABEL]
        height = free[0] if free else len(ends)
        ends[height : height + 1] = [place]
        heights[month] = height
    return heights


def _number(month: str) -> int:
    """Months since the year 0."""
    year, _, rest = month.partition("-")
    return 12 * int(year) + int(rest)


def _events(feed: FeedPulse, x: Spec) -> Iterator[Spec]:
    """Events by kind, cooperation above the line and conflict below."""
    rows = [row for m in feed.months for row in _bars(m)]
    if not rows:
        return
    scale = {"domain": list(_KINDS), "range": list(_KINDS.values())}
    yield {
        "title": {
            "text": "Events by kind",
            "subtitle": f"{feed.unit}, both directions; cooperation upwards, conflict downwards",
            **_TITLE,
        },
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": None},
        "encoding": {
            "x": x,
            "y": {
                "field": "events",
                "type": "quantitative",
                "axis": {
                    "title": None,
                    "tickCount": 4,
                    "labelExpr": "format(abs(datum.value), ',')",
                },
            },
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": scale,
                "legend": {"title": None, "orient": "bottom", "columns": 4},
            },
            "order": {"field": "place", "type": "quantitative"},
        },
    }


def _bars(m: PulseMonth) -> Iterator[dict[str, Any]]:
    if m.counts is None:
        return
    both = zip(_KINDS, counts_by_kind(m.counts.both), (1, 1, -1, -1), strict=True)
    for place, (kind, events, sign) in enumerate(both):
        yield {"month": m.month, "kind": kind, "events": sign * events, "place": place}
