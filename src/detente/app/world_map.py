"""A map of the risks on today's borders; nothing is fetched.

Outlines: world-atlas 2.0.2, made from Natural Earth (``static/README.md``). A state is identified
by its ISO 3166-1 numeric code; Kosovo, which has none, by name.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import escape, unescape
from importlib import resources
from typing import Any

from detente.brief.charts.theme import ChartFigure, Spec, figure
from detente.document.percent import percent
from detente.states.states import State, records, state_name

RiskRow = dict[str, Any]  # a partnership as in ``detente dyads --json``

_LINK = re.compile(r'<a xlink:href="https://[a-z./-]*?/(/pair/[^"]*|undefined)">(.*?)</a>')
_KOSOVO = "XKX"
_STEPS = (0.01, 0.03, 0.1, 0.25)  # lower bounds of the shades after the first
_LABELS = ("below 1%", "1% to 3%", "3% to 10%", "10% to 25%", "25% and more")
_SHADES = ("#f6ecd9", "#e9c58c", "#d78f45", "#b34700", "#5e1d00")
_WIDTH = 900
_SCALE = _WIDTH / 5.42  # an equal earth of radius 1 is 5.413 wide and 2.634 high
_BLANK, _EDGE, _SELECTED = "#ffffff", "#b0b5bc", "#1f4e79"


@dataclass(frozen=True, kw_only=True)
class WorldMap:
    """A drawn map, its spec, its figures, its shades by label, and the states that it lacks."""

    figure: ChartFigure
    spec: Spec
    riskiest: Mapping[int, RiskRow]  # partnership by COW code, without an outline too
    shades: Mapping[str, str]
    missing: list[str]


@cache
def _outlines() -> dict[str, Any]:
    """The vendored TopoJSON; the id of an outline is its numeric code, or else its name."""
    text = resources.files("detente.app").joinpath("static/countries-110m.json").read_text("utf-8")
    topology: dict[str, Any] = json.loads(text)
    for shape in topology["objects"]["countries"]["geometries"]:
        shape["id"] = shape.get("id") or shape["properties"]["name"]
    return topology


@cache
def _numeric() -> dict[str, str]:
    """ISO 3166-1 numeric code by alpha-3 code."""
    text = resources.files("detente.app").joinpath("iso_numeric.csv").read_text("ascii")
    return {row["iso3"]: row["numeric"] for row in csv.DictReader(text.splitlines())}


@cache
def _keys() -> dict[int, str]:
    """Id of the outline by COW code, for the states of today that have one."""
    outlines = {shape["id"] for shape in _outlines()["objects"]["countries"]["geometries"]}
    keys = {state.ccode: _key(state) for state in records() if state.end is None}
    return {code: key for code, key in keys.items() if key in outlines}


def _key(state: State) -> str:
    if state.iso3 == _KOSOVO:
        return "Kosovo"
    return _numeric().get(state.iso3 or "", "")


def risk_map(rows: Iterable[RiskRow], year: int, of: tuple[int, str] | None) -> WorldMap:
    """Shade each partner of one state by its risk, or each state by its riskiest partnership.

    Parameters
    ----------
    rows : iterable of dict
        Partnerships. States without any are left white, not drawn as safe.
    year : int
        The risks are those on 1 January of this year.
    of : (int, str) or None
        COW code and name of the one state.

    Returns
    -------
    WorldMap
        The figure, and the names of states that it lacks.
    """
    riskiest: dict[int, RiskRow] = {}
    for row in rows:
        for code in row["ccodes"]:
            if code not in riskiest or _risk(row) > _risk(riskiest[code]):
                riskiest[code] = row
    if of is not None:
        riskiest.pop(of[0], None)
    keys = _keys()
    values = [_value(keys[code], row, year) for code, row in riskiest.items() if code in keys]
    if of is not None and of[0] in keys:
        values.append({"id": keys[of[0]], "risk": of[1], "shade": len(_LABELS)})
    missing = sorted(state_name(code, date(year, 1, 1)) for code in riskiest if code not in keys)
    drawn = figure(_spec(values, year, of, with_pages=True))
    names = {_page(row, year): _words(row) for row in riskiest.values()}
    return WorldMap(
        figure=replace(drawn, svg=_linked(drawn.svg, names)),
        spec=_spec(values, year, of, with_pages=False),
        riskiest=riskiest,
        shades=_shades(of),
        missing=missing,
    )


def _page(row: RiskRow, year: int) -> str:
    one, other = row["ccodes"]
    return f"/pair/{one}/{other}?as_of={year}"


def _words(row: RiskRow) -> str:
    """What is shown while the pointer is over a state."""
    p = row["p_rupture"]["5"]
    chance = f"{percent(p['mean'], 1)} ({percent(p['low'], 1)} to {percent(p['high'], 1)})"
    return f"{' and '.join(row['states'])}: rupture within five years {chance}"


def _linked(drawing: str, names: Mapping[str, str]) -> str:
    """Links of this site with what they lead to; the renderer puts an address of its own before.

    They are left out of the order of the Tab key: the table below leads to the same pages.
    """

    def link(match: re.Match[str]) -> str:
        page = unescape(match[1])
        if page not in names:
            return match[2]
        title = f"<title>{escape(names[page])}</title>"
        return f'<a href="{escape(page)}" tabindex="-1">{title}{match[2]}</a>'

    return _LINK.sub(link, drawing)


def _risk(row: RiskRow) -> float:
    return float(row["p_rupture"]["5"]["mean"])


def _value(key: str, row: RiskRow, year: int) -> dict[str, Any]:
    shade = sum(_risk(row) >= step for step in _STEPS)
    return {"id": key, "risk": _LABELS[shade], "shade": shade, "page": _page(row, year)}


def _spec(
    values: list[dict[str, Any]], year: int, of: tuple[int, str] | None, *, with_pages: bool
) -> Spec:
    """The Vega-Lite specification of the map, with or without the pages that states lead to."""
    title = f"Highest chance of rupture within five years among each state's partnerships, {year}"
    if of is not None:
        title = f"Partners of {of[1]} by the chance of rupture within five years, {year}"
    return {
        "title": title,
        "description": f"{len(values)} states shaded, on the borders of today; white means no "
        "partnership alive, or no outline of that name then. The table below has every figure.",
        "width": _WIDTH,
        "height": round(2.36 * _SCALE),  # from the north cape of Greenland to Cape Horn
        "projection": {
            "type": "equalEarth",
            "scale": _SCALE,
            "translate": [_WIDTH / 2, 1.32 * _SCALE],
        },
        "layer": [_outline_layer(), _risk_layer(values, of, with_pages)],
    }


def _outline_data() -> Spec:
    return {"values": _outlines(), "format": {"type": "topojson", "feature": "countries"}}


def _outline_layer() -> Spec:
    """Every state but Antarctica, without fill."""
    return {
        "data": _outline_data(),
        "transform": [{"filter": "datum.id != '010'"}],
        "mark": {"type": "geoshape", "fill": _BLANK, "stroke": _EDGE, "strokeWidth": 0.6},
    }


def _risk_layer(values: list[dict[str, Any]], of: tuple[int, str] | None, with_pages: bool) -> Spec:
    """The states that have a risk, filled with its shade."""
    shades = _shades(of)
    risks = {"data": {"values": values}, "key": "id", "fields": ["risk", "page"]}
    return {
        "data": _outline_data(),
        "transform": [{"lookup": "id", "from": risks}, {"filter": "isValid(datum.risk)"}],
        "mark": {"type": "geoshape", "stroke": _EDGE, "strokeWidth": 0.6},
        "encoding": {
            "color": {
                "field": "risk",
                "type": "nominal",
                "scale": {"domain": [*shades], "range": [*shades.values()]},
                "legend": {"title": None, "orient": "bottom", "symbolType": "square"},
            },
            **({"href": {"field": "page", "type": "nominal"}} if with_pages else {}),
        },
    }


def _shades(of: tuple[int, str] | None) -> dict[str, str]:
    selected = {} if of is None else {of[1]: _SELECTED}
    return dict(zip(_LABELS, _SHADES, strict=True)) | selected
