"""A map of the risks on the outlines of today, drawn here: nothing is fetched.

Outlines: world-atlas 2.0.2, made from Natural Earth (``static/README.md``). A state is found by
its ISO 3166-1 numeric code; Kosovo, which has none, by name.
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from detente.brief.charts.theme import Figure, Spec, figure
from detente.states.states import State, records, state_name

Row = dict[str, Any]  # a partnership, as ``detente dyads --json`` lists it

_KOSOVO = "XKX"
_STEPS = (0.01, 0.03, 0.1, 0.25)  # edges between the shades
_WORDS = ("below 1%", "1% to 3%", "3% to 10%", "10% to 25%", "25% and more")
_SHADES = ("#f6ecd9", "#e9c58c", "#d78f45", "#b34700", "#5e1d00")
_WIDTH = 900
_SCALE = _WIDTH / 5.42  # an equal earth of radius 1 is 5.413 wide and 2.634 high
_BLANK, _EDGE, _OWN = "#ffffff", "#b0b5bc", "#1f4e79"


@dataclass(frozen=True, kw_only=True)
class Map:
    """A drawn map, and the states that it has no outline for."""

    figure: Figure
    missing: list[str]


@cache
def _outlines() -> dict[str, Any]:
    """The vendored TopoJSON, every outline under a key: its numeric code, or its name."""
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
    """Key of an outline by COW code, for the states of today that have one."""
    drawn = {shape["id"] for shape in _outlines()["objects"]["countries"]["geometries"]}
    today = [s for s in records() if s.end is None]
    found = {s.ccode: _key(s) for s in today}
    return {code: key for code, key in found.items() if key in drawn}


def _key(state: State) -> str:
    if state.iso3 == _KOSOVO:
        return "Kosovo"
    return _numeric().get(state.iso3 or "", "")


def risk_map(rows: Iterable[Row], year: int, of: tuple[int, str] | None) -> Map:
    """Shade each partner of one state by its risk, or each state by its riskiest partnership.

    Parameters
    ----------
    rows : iterable of dict
        Partnerships; missing ones are not drawn as safe.
    year : int
        The year whose 1 January they are as of.
    of : (int, str) or None
        COW code and name of the one state.
    """
    worst: dict[int, Row] = {}
    for row in rows:
        for code in row["ccodes"]:
            if code not in worst or _risk(row) > _risk(worst[code]):
                worst[code] = row
    if of is not None:
        worst.pop(of[0], None)
    keys = _keys()
    values = [_value(keys[c], row) for c, row in worst.items() if c in keys]
    if of is not None and of[0] in keys:
        values.append({"id": keys[of[0]], "risk": of[1], "shade": len(_WORDS)})
    names = sorted(state_name(c, date(year, 1, 1)) for c in worst if c not in keys)
    return Map(figure=figure(_spec(values, year, of)), missing=names)


def _risk(row: Row) -> float:
    return float(row["p_broken"]["5"]["mean"])


def _value(key: str, row: Row) -> dict[str, Any]:
    shade = sum(_risk(row) >= step for step in _STEPS)
    return {"id": key, "risk": _WORDS[shade], "shade": shade}


def _spec(values: list[dict[str, Any]], year: int, of: tuple[int, str] | None) -> Spec:
    words, shades = [*_WORDS], [*_SHADES]
    title = f"Highest chance of rupture within five years among each state's partnerships, {year}"
    if of is not None:
        words, shades = [*words, of[1]], [*shades, _OWN]
        title = f"Partners of {of[1]} by the chance of rupture within five years, {year}"
    outlines = {"values": _outlines(), "format": {"type": "topojson", "feature": "countries"}}
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
        "layer": [
            {
                "data": outlines,
                "transform": [{"filter": "datum.id != '010'"}],
                "mark": {"type": "geoshape", "fill": _BLANK, "stroke": _EDGE, "strokeWidth": 0.6},
            },
            {
                "data": outlines,
                "transform": [
                    {
                        "lookup": "id",
                        "from": {"data": {"values": values}, "key": "id", "fields": ["risk"]},
                    },
                    {"filter": "isValid(datum.risk)"},
                ],
                "mark": {"type": "geoshape", "stroke": _EDGE, "strokeWidth": 0.6},
                "encoding": {
                    "color": {
                        "field": "risk",
                        "type": "nominal",
                        "scale": {"domain": words, "range": shades},
                        "legend": {"title": None, "orient": "bottom", "symbolType": "square"},
                    }
                },
            },
        ],
    }
