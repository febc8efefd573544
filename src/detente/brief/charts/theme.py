"""What all charts share: names, colours, type, labels, and the rendering of a spec as SVG.

Colours differ in lightness as well as in hue, and every distinction is also one of shape
or dash, so that a chart remains legible in greyscale.
"""

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.metadata import version
from typing import Any, TypeVar

from detente.cache import CHARTS, digest
from detente.document.assessment import Assessment
from detente.document.part import Interval
from detente.document.percent import percent

Spec = dict[str, Any]
T = TypeVar("T")
Draw = Callable[[Assessment], Spec | list[Spec] | None]
_charts: dict[str, Draw] = {}

WIDTH = 820  # pixels, the width of the page's column
INK, MUTED, GRID = "#1a1a1a", "#555555", "#e2e2e2"
BLUE, PALE, RUST = "#1f4e79", "#c9d8e8", "#b34700"

_TAG = re.compile(r"<[a-z]+ [^<>]*>")
_ROLE = re.compile(
    r' (?:role|aria-[a-z]+)="[^"]*"'
)  # the figure has one label, its marks have none

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


def chart(name: str) -> Callable[[Draw], Draw]:
    """Register a chart by name.

    The function returns a spec, several where one would be too tall for a page, or None where
    the document has nothing to draw.
    """

    def named(draw: Draw) -> Draw:
        _charts[name] = draw
        return draw

    return named


def known_charts() -> dict[str, Draw]:
    """Every chart whose module was imported, by name."""
    return dict(_charts)


@dataclass(frozen=True, kw_only=True)
class ChartFigure:
    """A drawn chart: its title, its text alternative and its SVG markup."""

    title: str
    alt: str
    svg: str
    width: float  # pixels
    height: float


def figure(spec: Spec) -> ChartFigure:
    """Draw a spec; its title and description become text of the page."""
    title, alt = str(spec["title"]), str(spec["description"])
    drawn, width, height = _inline(svg(spec), title)
    return ChartFigure(title=title, alt=alt, svg=drawn, width=width, height=height)


def svg(spec: Spec) -> str:
    """Draw a spec as a stand-alone SVG, without its title; nothing is fetched."""
    drawn = {k: v for k, v in spec.items() if k not in ("title", "description")}
    drawn["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json"
    drawn["config"] = _CONFIG
    return _drawn(json.dumps(drawn))


def png(spec: Spec) -> bytes:
    """Draw a spec as a PNG on white, two pixels for each of the page, without its title."""
    return painted(svg(spec))


def painted(drawing: str) -> bytes:
    """Paint an SVG on white, two pixels for each of its own; nothing is fetched."""
    import vl_convert

    opening, rest = drawing.split(">", 1)
    white = '<rect width="100%" height="100%" fill="#ffffff"/>'
    return bytes(vl_convert.svg_to_png(f"{opening}>{white}{rest}", scale=2))


@lru_cache(maxsize=300)
def _drawn(spec: str) -> str:
    """SVG of a spec, cached: two versions of a case have most of their charts in common."""
    name = digest(version("vl-convert-python"), spec) + ".svg"
    cached = CHARTS.read(name)
    if cached is not None:
        return cached.decode()
    import vl_convert

    # not the text itself: vl-convert would read its numbers less exactly
    drawn = str(vl_convert.vegalite_to_svg(json.loads(spec), allowed_base_urls=[]))
    CHARTS.write(name, drawn.encode())
    return drawn


def _inline(drawn: str, title: str) -> tuple[str, float, float]:
    """Reduce a stand-alone SVG to one for use inline in a page; and its size."""
    opening = re.match(r"<svg [^>]*>", drawn)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', opening.group()) if opening else None
    if not (opening and size):
        raise ValueError("vl-convert did not return an SVG with a size")
    wide, high = size.groups()
    body = _TAG.sub(lambda tag: _ROLE.sub("", tag.group()), drawn[opening.end() :])
    head = f'<svg width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
    return f"{head}<title>{escape(title)}</title>{body}", float(wide), float(high)


def wrap(text: str, width: int) -> str:
    """Break a label into lines; an axis splits them by ``LINES``.

    Parameters
    ----------
    text : str
        The label.
    width : int
        Longest line, in characters.
    """
    return "\n".join(textwrap.wrap(text, width)) or " "


LINES = r"split(datum.label, '\n')"


def labels(named: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Wrapped labels; equal ones are distinguished by their ids.

    Parameters
    ----------
    named : iterable of (str, str)
        Ids and labels.
    width : int
        Longest line, in characters.
    """
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
    """Encode a probability as a position from 0 to ``top``.

    Parameters
    ----------
    field : str
        Field of the data.
    title : str or None
        Title of the axis.
    top : float
        End of the scale, at most 1.1.
    **axis
        Further properties of the Vega-Lite axis.
    """
    shown = {"title": title, "format": ".0%", "tickCount": 5, **axis}
    return quantity(field, [0, top], **shown)


def quantity(field: str, domain: Sequence[float], **axis: Any) -> Spec:
    """Encode a number as a position on a scale with the given ends.

    Parameters
    ----------
    field : str
        Field of the data.
    domain : sequence of float, length 2
        Ends of the scale, in the unit of the field.
    **axis
        Properties of the Vega-Lite axis.
    """
    scale = {"domain": list(domain), "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def category(
    channel: str, field: str, domain: list[str], values: Sequence[Any], legend: Spec | None = None
) -> Spec:
    """Encode a nominal field on one channel, one value for each category.

    Parameters
    ----------
    channel : str
        Channel of Vega-Lite: ``color``, ``shape``, ``strokeDash``, ...
    field : str
        Field of the data.
    domain : list of str
        The categories, in the order of the legend.
    values : sequence
        What the channel shows for each category: colours, shapes or dashes.
    legend : dict or None, default None
        Properties of the legend; None for no legend.
    """
    scale = {"domain": domain, "range": list(values)}
    return {channel: {"field": field, "type": "nominal", "scale": scale, "legend": legend}}


def interval_rule(x: Spec, *, encoding: Spec | None = None, **mark: Any) -> Spec:
    """A layer with a horizontal rule from ``low`` to ``high`` of each row.

    Parameters
    ----------
    x : dict
        Encoding of the position.
    encoding : dict or None, default None
        Further channels, such as the colour.
    **mark
        Properties of the mark.
    """
    ends = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
    return {"mark": {"type": "rule", **mark}, "encoding": {**ends, **(encoding or {})}}


def value_label(x: Spec, **mark: Any) -> Spec:
    """A layer with the ``text`` of each row to the right of its interval.

    Parameters
    ----------
    x : dict
        Encoding of the position.
    **mark
        Properties of the mark.
    """
    return {
        "mark": {"type": "text", "align": "left", "dx": 6, **mark},
        "encoding": {"x": {**x, "field": "high"}, "text": {"field": "text"}},
    }


def zero_line(**mark: Any) -> Spec:
    """A layer with one vertical line at zero, across all rows."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", **mark},
        "encoding": {"x": {"datum": 0, "type": "quantitative"}, "y": None},
    }


LEGEND_TOP: Spec = {"title": None, "orient": "top"}


def top(values: Iterable[float]) -> float:
    """End of a probability axis, with room for a label beyond the largest value; at most 1.1."""
    return min(1.1, 1.18 * max(values, default=1.0) + 0.02)


def with_interval(r: Interval, digits: int = 0) -> str:
    """A probability with its interval, for a chart's text alternative.

    Parameters
    ----------
    r, digits
        As `detente.brief.words.interval` takes them.
    """
    return f"{percent(r.mean, digits)} ({percent(r.low, digits)} to {percent(r.high, digits)})"


def evenly(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Split a list into the fewest parts of nearly equal length.

    Parameters
    ----------
    items : sequence
        What to split.
    most : int
        Largest length of a part.
    """
    n, parts = len(items), -(-len(items) // most)
    return [items[n * k // parts : n * (k + 1) // parts] for k in range(parts)]


def bars(names: list[str], sizes: list[tuple[float, str]], title: str, *, width: int) -> Spec:
    """A spec with one labelled bar from zero for each row; without title and description.

    Parameters
    ----------
    names : list of str
        Labels of the rows.
    sizes : list of (float, str)
        Length of each bar, in the unit of the axis, and its label.
    title : str
        Title of the axis.
    width : int
        Width in pixels.
    """
    values = [
        {"row": name, "size": size, "text": text}
        for name, (size, text) in zip(names, sizes, strict=True)
    ]
    longest = max(size for size, _ in sizes)
    x = quantity("size", [0, 1.15 * longest + 0.1], title=title, tickCount=5)
    return {
        "data": {"values": values},
        "width": width,
        "height": 35 * len(names) + 10,
        "encoding": {"y": rows(names), "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 16, "color": PALE, "stroke": BLUE}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }
