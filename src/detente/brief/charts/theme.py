"""What all charts share: colours, type, labels, and the way from a spec to inline SVG.

Colours differ in lightness as well as in hue, and every distinction is also one of shape
or dash, so that a chart survives a greyscale printer.
"""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

Spec = dict[str, Any]

WIDTH = 820  # pixels, the width of the page's column
INK, MUTED, GRID = "#1a1a1a", "#555555", "#e2e2e2"
BLUE, PALE, RUST = "#1f4e79", "#c9d8e8", "#b34700"
HORIZONS = ("1", "2", "5", "10", "20")

_CONFIG: Spec = {
    "aria": False,  # the page says in words what the chart shows
    "background": "transparent",
    # room for labels that a reader's own font draws wider than they were measured
    "padding": {"left": 32, "right": 24, "top": 4, "bottom": 4},
    "font": "Arial, Liberation Sans, Helvetica, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 0,
        "labelLineHeight": 14,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": GRID,
        "domainColor": "#888888",
        "tickColor": "#888888",
    },
    "axisY": {"labelPadding": 6},
    "header": {
        "labelColor": INK,
        "labelFontSize": 13,
        "labelFontWeight": "bold",
        "labelPadding": 6,
    },
    "title": {"color": INK, "fontSize": 13, "anchor": "start", "offset": 10, "lineHeight": 16},
    "legend": {
        "labelColor": INK,
        "labelFontSize": 12,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 0,
    },
    "text": {"color": INK, "fontSize": 12},
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawn chart: its title, its text alternative and its SVG markup."""

    title: str
    alt: str
    svg: str


def figure(spec: Spec) -> Figure:
    """Draw a spec. Its title and description are taken out and told by the page instead."""
    import vl_convert

    drawn = {k: v for k, v in spec.items() if k not in ("title", "description")}
    drawn["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json"
    drawn["config"] = _CONFIG
    svg = vl_convert.vegalite_to_svg(drawn, allowed_base_urls=[])
    title, alt = str(spec["title"]), str(spec["description"])
    return Figure(title=title, alt=alt, svg=_inline(svg, title))


def _inline(svg: str, title: str) -> str:
    """Reduce a stand-alone SVG to one that can sit in a page with others, and name it."""
    opening = re.match(r"<svg [^>]*>", svg)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', opening.group()) if opening else None
    if not (opening and size):
        raise ValueError("vl-convert returned something else than an SVG with a size")
    wide, high = size.groups()
    body = svg[opening.end() :]
    return (
        f'<svg width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f"<title>{escape(title)}</title>{body}"
    )


def percent(p: float, digits: int = 0) -> str:
    """Write a probability as a percentage; a small one never reads as none.

    Examples
    --------
    >>> percent(0.5489), percent(0.0013), percent(0.9999), percent(0.0)
    ('55%', '<1%', '>99%', '0%')
    >>> percent(0.0013, 1)
    '0.1%'
    """
    least = 10.0**-digits
    if 0 < p < least / 200:
        return f"<{least:g}%"
    if 1 - least / 200 < p < 1:
        return f">{100 - least:g}%"
    return f"{p:.{digits}%}"


def wrap(text: str, width: int) -> str:
    """Break a label into lines; an axis splits them by ``LINES``."""
    return "\n".join(textwrap.wrap(text, width)) or " "


LINES = r"split(datum.label, '\n')"


def labels(named: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Wrapped labels of (id, label) pairs; the id tells apart two that read the same."""
    pairs = list(named)
    texts = [text for _, text in pairs]
    return [
        wrap(text if texts.count(text) == 1 else f"{text} ({name})", width) for name, text in pairs
    ]


def rows(names: list[str], **axis: Any) -> Spec:
    """Encode one labelled row for each name, in the order given."""
    shown = {"title": None, "labelExpr": LINES, "ticks": False, "domain": False, **axis}
    scale = {"domain": names, "padding": 0.5}
    return {"field": "row", "type": "nominal", "sort": None, "scale": scale, "axis": shown}


def share(field: str, title: str | None, top: float, **axis: Any) -> Spec:
    """Encode a probability as a position from 0 to ``top``."""
    shown = {"title": title, "format": ".0%", "tickCount": 5, **axis}
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": shown,
    }


def top(values: Iterable[float]) -> float:
    """Where a probability axis ends: room for a label beyond the largest value, at most 1.1."""
    return min(1.1, 1.18 * max(values, default=1.0) + 0.02)
