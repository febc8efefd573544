"""Influence of one state on another: extent of contact times dependence.

The formula is that of the Foreign Bilateral Influence Capacity index (FBIC), from the components
that reach back to 1870,

.. math:: I_{i \\to k} = 100\\, B_{ik} D_{ik}, \\quad
    B_{ik} = \\frac{\\sum_{d \\in K} w_d b_{d,ik}}{\\sum_{d \\in K} w_d}, \\quad
    D_{ik} = \\frac{\\ln(1 + 100 s_{ik})}{\\ln 101},

over the domains K that are known, with FBIC's weights w: trade .35, organisations .19, pacts .13.
Bandwidth b is the volume of contact against the largest of the year: the logarithm of trade in
million dollars, shared memberships, 1 for a defence pact and .5 for any other obligation. s is the
part of k's trade that is with i. Bandwidth is the same both ways, dependence is not.

FBIC has more: embassies, trade agreements and arms in the bandwidth; aid, arms and GDP in the
dependence; moving averages. `foreign-influence` has it as published, for 18 states from 1999.
On their 4,352 directed dyad-years to 2014 the rank correlation of this measure with FBIC is .83;
a mean over domains of bandwidth times dependence, used before, has .55.

References
----------
Moyer, J. D., C. J. Meisel, A. S. Matthews, D. K. Bohl and M. J. Burrows (2021). China-US
Competition: Measuring Global Influence. Atlantic Council and Pardee Center.
Hirschman, A. O. (1945). National Power and the Structure of Foreign Trade.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, identifier, joined, sql
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import measure, measures
from detente.sources import igo_dyadyear, trade_dyadyear

if TYPE_CHECKING:
    import duckdb

NEEDS = (
    "atop-dyadyear",
    "cow-states",
    "igo-dyadyear",
    "trade-dyadyear",
    "trade-stateyear",
)
WEIGHTS = {"trade": 0.35, "organisations": 0.19, "pacts": 0.13}  # FBIC's
DOMAINS = tuple(WEIGHTS)
YEARS = (trade_dyadyear.CARD.coverage[0], igo_dyadyear.CARD.coverage[1])


@measure(
    MeasureCard(
        id="influence",
        label="Influence: extent of contact times dependence",
        per="directed-dyad-year",
        sources=NEEDS,
        columns={
            "influence": "of state 1 on state 2, 0 to 100: bandwidth times dependence",
            "influence_trade": "the part of it by trade",
            "influence_organisations": "the part by shared organisations",
            "influence_pacts": "the part by treaties",
        },
        years=YEARS,
        note="FBIC's formula (Moyer and others), from fewer components; unknown without trade.",
    )
)
def influence(table: Tables) -> Sql:
    """Computed once for every directed dyad-year, then read from the cache."""
    return sql("SELECT * FROM {rows}", rows=table.derived("influence", NEEDS, _make, version=3))


_KNOWN = Template("""
SELECT ccode1::SMALLINT AS ccode1, ccode2::SMALLINT AS ccode2, year::SMALLINT AS year, {nulled}
FROM influences WHERE NOT isnan(influence)
""")


def _make(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
    columns: dict[str, list[Array]] = {}
    for year, codes, parts in yearly(connection):
        one, two = np.nonzero(~np.eye(codes.size, dtype=bool))
        rows = {"ccode1": codes[one], "ccode2": codes[two], "year": np.full(one.size, year)}
        rows |= {f"influence_{d}": 100 * p[one, two] for d, p in zip(DOMAINS, parts, strict=True)}
        rows["influence"] = 100 * total(parts)[one, two]
        for name, values in rows.items():
            columns.setdefault(name, []).append(values)
    table = {name: np.concatenate(parts) for name, parts in columns.items()}
    connection.register("influences", table)
    nulled = joined(
        sql("CASE WHEN NOT isnan({c}) THEN {c} END AS {c}", c=identifier(name))
        for name in table
        if name.startswith("influence")
    )
    return connection.sql(_KNOWN.fill(nulled=nulled))


def total(parts: Array) -> Array:
    """Sum over the domains that are known; NaN where none is."""
    known = np.isfinite(parts)
    return np.asarray(np.where(known.any(axis=0), np.where(known, parts, 0).sum(axis=0), np.nan))


_MEMBERS = Template("""
SELECT DISTINCT year, ccode FROM (SELECT ccode, unnest(range(greatest(styear, {first}),
  least({last}, endyear) + 1)) AS year FROM {tables[cow-states]})
ORDER BY year, ccode
""")


def yearly(
    connection: "duckdb.DuckDBPyConnection",
) -> Iterator[tuple[int, NDArray[np.int_], Array]]:
    """Year, codes of its n states, and the parts of influence, shape (3, n, n): row on column."""
    tables = Tables()
    first, last = YEARS
    members = _MEMBERS.fill(first=first, last=last, tables=tables)
    states = connection.sql(members).fetchnumpy()
    links = {name: connection.sql(rows).fetchnumpy() for name, rows in _links(tables).items()}
    for year in range(first, last + 1):
        codes = np.asarray(states["ccode"][states["year"] == year]).astype(int)
        held = {name: _of_year(columns, year) for name, columns in links.items()}
        yield year, codes, _parts(codes, held)


# name: measure, and the query over its rows
_LINKS = {
    "trade": (
        "trade",
        Template("SELECT ccode1, ccode2, year, flow1 + flow2 AS v FROM ({rows}) ORDER BY year"),
    ),
    "total": (
        "trade-totals",
        Template(
            "SELECT ccode AS ccode1, year, imports + exports AS v FROM ({rows}) ORDER BY year"
        ),
    ),
    "igos": (
        "igos",
        Template("SELECT ccode1, ccode2, year, dyadigos AS v FROM ({rows}) ORDER BY year"),
    ),
    "pacts": (
        "alliances",
        Template(
            "SELECT ccode1, ccode2, year, CASE WHEN atop_defense = 1 THEN 1.0 ELSE 0.5 END "
            "AS v FROM ({rows}) WHERE atop_any = 1 ORDER BY year"
        ),
    ),
}


def _links(tables: Tables) -> dict[str, Sql]:
    return {
        name: query.fill(rows=measures()[id_].query(tables))
        for name, (id_, query) in _LINKS.items()
    }


def _of_year(columns: dict[str, Any], year: int) -> dict[str, Array]:
    first, last = np.searchsorted(columns["year"], [year, year + 1])
    return {
        name: np.ma.filled(np.ma.asarray(values[first:last], dtype=float), np.nan)
        for name, values in columns.items()
    }


def _square(codes: NDArray[np.int_], columns: dict[str, Array], fill: float) -> Array:
    """Symmetric matrix of a link, ``fill`` where no row speaks of the pair."""
    out = np.full((codes.size, codes.size), fill)
    inside = np.isin(columns["ccode1"], codes) & np.isin(columns["ccode2"], codes)
    one = np.searchsorted(codes, columns["ccode1"][inside])
    two = np.searchsorted(codes, columns["ccode2"][inside])
    for a, b in ((one, two), (two, one)):
        out[a, b] = np.fmax(out[a, b], columns["v"][inside])
    return out


def _line(codes: NDArray[np.int_], columns: dict[str, Array]) -> Array:
    out = np.full(codes.size, np.nan)
    inside = np.isin(columns["ccode1"], codes)
    out[np.searchsorted(codes, columns["ccode1"][inside])] = columns["v"][inside]
    return out


def _parts(codes: NDArray[np.int_], held: dict[str, dict[str, Array]]) -> Array:
    flow = _square(codes, held["trade"], np.nan)
    pacts = _square(codes, held["pacts"], 0.0)  # the list of treaties is complete
    shared = _square(codes, held["igos"], np.nan)
    wide = [bandwidth(trade_volume(flow)), bandwidth(shared), pacts]
    return weighted(np.array(wide)) * dependence(flow, _line(codes, held["total"]))


def trade_volume(flow: Array) -> Array:
    """Logarithm of trade in million dollars, as in FBIC."""
    return np.asarray(np.log1p(flow))


def bandwidth(volume: Array) -> Array:
    """Volume of contact against the largest of the year; NaN where unknown."""
    most = np.nanmax(volume, initial=0.0)
    return volume / most if most > 0 else np.full(volume.shape, np.nan)


def weighted(wide: Array) -> Array:
    """Parts of the bandwidth by domain, which sum to it; weights of unknown domains are dropped.

    Parameters
    ----------
    wide : array of float, shape (3, n, n)
        Bandwidth in each of `DOMAINS`; NaN where unknown.

    Returns
    -------
    array of float, shape (3, n, n)
        ``w b / sum of the known w``.
    """
    weights = np.array(list(WEIGHTS.values())).reshape(-1, 1, 1)
    known = np.where(np.isfinite(wide), weights, 0).sum(axis=0)
    return np.asarray(
        np.divide(weights * wide, known, where=known > 0, out=np.full_like(wide, np.nan))
    )


def dependence(flow: Array, trade: Array) -> Array:
    """Dependence of the column on the row, 0 to 1: the logarithm of the per cent of its trade.

    Parameters
    ----------
    flow : array of float, shape (n, n)
        Trade of each two states.
    trade : array of float, shape (n,)
        All trade of each state.

    Returns
    -------
    array of float, shape (n, n)
        NaN where trade is unknown.
    """
    return np.asarray(np.log1p(per_cent(flow, trade)) / np.log1p(100))


def per_cent(flow: Array, trade: Array) -> Array:
    """Part of the column's trade that is with the row, at most 100; NaN where unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.minimum(100 * flow / trade[None, :], 100)
    return np.asarray(np.where(np.isfinite(share), share, np.nan))
