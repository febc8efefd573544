"""Influence of one state on another: breadth of contact times dependence, by domain.

After the Foreign Bilateral Influence Capacity index, from fewer components: trade, organisations
and treaties stand for the economic, the political and the security domain.

.. math:: I_{i \\to k} = \\frac{100}{|D|} \\sum_{d \\in D} b_{d,ik}\\, g_{d,ik}

over the domains D that are known, with bandwidth b the volume of contact against the largest of
the year (trade and organisations in logarithms and plainly, treaties 1 for defence, .5 for any
other obligation) and dependence g the part of k's contacts that is with i. Bandwidth is the same
both ways, dependence is not.

References
----------
Moyer, J. D., C. J. Meisel, A. S. Matthews, D. K. Bohl and M. J. Burrows (2021). China-US
Competition: Measuring Global Influence. Atlantic Council and Pardee Center.
Hirschman, A. O. (1945). National Power and the Structure of Foreign Trade.
"""

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.data.cards import MeasureCard
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import measure, measures
from detente.sources import igo_dyadyear

if TYPE_CHECKING:
    import duckdb

NEEDS = (
    "atop-dyadyear",
    "cow-states",
    "igo-dyadyear",
    "igo-stateyear",
    "trade-dyadyear",
    "trade-stateyear",
)
DOMAINS = ("trade", "organisations", "pacts")
YEARS = igo_dyadyear.CARD.coverage


@measure(
    MeasureCard(
        id="influence",
        label="Influence: breadth of contact times dependence",
        per="directed-dyad-year",
        sources=NEEDS,
        columns={
            "influence": "of state 1 on state 2, 0 to 100: mean over the domains known",
            "influence_trade": "the same by trade alone",
            "influence_organisations": "by shared organisations alone",
            "influence_pacts": "by treaties alone",
        },
        years=YEARS,
        note="After FBIC (Moyer and others), from fewer components; trade is known from 1870.",
    )
)
def influence(table: Tables) -> str:
    """Computed once for every directed dyad-year, then read from the cache."""
    return f"SELECT * FROM {table.derived('influence', NEEDS, _make, version=2)}"


def _make(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
    columns: dict[str, list[Array]] = {}
    for year, codes, shares in yearly(connection):
        one, two = np.nonzero(~np.eye(codes.size, dtype=bool))
        rows = {"ccode1": codes[one], "ccode2": codes[two], "year": np.full(one.size, year)}
        rows |= {f"influence_{d}": 100 * s[one, two] for d, s in zip(DOMAINS, shares, strict=True)}
        rows["influence"] = mean_known(shares)[one, two]
        for name, values in rows.items():
            columns.setdefault(name, []).append(values)
    table = {name: np.concatenate(parts) for name, parts in columns.items()}
    connection.register("influences", table)
    nulled = ", ".join(
        f"CASE WHEN NOT isnan({c}) THEN {c} END AS {c}" for c in table if c.startswith("influence")
    )
    return connection.sql(
        f"SELECT ccode1::SMALLINT AS ccode1, ccode2::SMALLINT AS ccode2, year::SMALLINT AS year, "
        f"{nulled} FROM influences WHERE NOT isnan(influence)"
    )


def mean_known(shares: Array) -> Array:
    """Mean over the domains that are known, in per cent; NaN where none is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a pair without any domain
        return np.asarray(100 * np.nanmean(shares, axis=0))


def yearly(
    connection: "duckdb.DuckDBPyConnection",
) -> Iterator[tuple[int, NDArray[np.int_], Array]]:
    """Year, codes of its n states, and influence by domain, shape (3, n, n): row on column."""
    tables = Tables()
    states = connection.sql(
        f"""
        SELECT DISTINCT year, ccode FROM (SELECT ccode, unnest(range(greatest(styear, {YEARS[0]}),
          least({YEARS[1]}, endyear) + 1)) AS year FROM {tables["cow-states"]})
        ORDER BY year, ccode
        """
    ).fetchnumpy()
    links = {name: connection.sql(sql).fetchnumpy() for name, sql in _links(tables).items()}
    for year in range(YEARS[0], YEARS[1] + 1):
        codes = np.asarray(states["ccode"][states["year"] == year]).astype(int)
        held = {name: _of_year(found, year) for name, found in links.items()}
        yield year, codes, np.array([domain(codes, held) for domain in (_trade, _igos, _pacts)])


def _links(tables: Tables) -> dict[str, str]:
    trade, totals, igos, members, pacts = (
        measures()[name].query(tables)
        for name in ("trade", "trade-totals", "igos", "igo-memberships", "alliances")
    )
    return {
        "trade": f"SELECT ccode1, ccode2, year, flow1 + flow2 AS v FROM ({trade}) ORDER BY year",
        "total": f"SELECT ccode AS ccode1, year, imports + exports AS v FROM ({totals}) "
        "ORDER BY year",
        "igos": f"SELECT ccode1, ccode2, year, dyadigos AS v FROM ({igos}) ORDER BY year",
        "member": f"SELECT ccode AS ccode1, year, sum_igo_full AS v FROM ({members}) ORDER BY year",
        "pacts": "SELECT ccode1, ccode2, year, CASE WHEN atop_defense = 1 THEN 1.0 ELSE 0.5 END "
        f"AS v FROM ({pacts}) WHERE atop_any = 1 ORDER BY year",
    }


def _of_year(found: dict[str, Any], year: int) -> dict[str, Array]:
    first, last = np.searchsorted(found["year"], [year, year + 1])
    return {
        name: np.ma.filled(np.ma.asarray(values[first:last], dtype=float), np.nan)
        for name, values in found.items()
    }


def _square(codes: NDArray[np.int_], found: dict[str, Array], fill: float) -> Array:
    """Symmetric matrix of a link, ``fill`` where no row speaks of the pair."""
    out = np.full((codes.size, codes.size), fill)
    inside = np.isin(found["ccode1"], codes) & np.isin(found["ccode2"], codes)
    one = np.searchsorted(codes, found["ccode1"][inside])
    two = np.searchsorted(codes, found["ccode2"][inside])
    for a, b in ((one, two), (two, one)):
        out[a, b] = np.fmax(out[a, b], found["v"][inside])
    return out


def _line(codes: NDArray[np.int_], found: dict[str, Array]) -> Array:
    out = np.full(codes.size, np.nan)
    inside = np.isin(found["ccode1"], codes)
    out[np.searchsorted(codes, found["ccode1"][inside])] = found["v"][inside]
    return out


def _trade(codes: NDArray[np.int_], held: dict[str, dict[str, Array]]) -> Array:
    flow = _square(codes, held["trade"], np.nan)
    return _times(np.log1p(flow), flow, _line(codes, held["total"]))


def _igos(codes: NDArray[np.int_], held: dict[str, dict[str, Array]]) -> Array:
    shared = _square(codes, held["igos"], np.nan)
    return _times(shared, shared, _line(codes, held["member"]))


def _pacts(codes: NDArray[np.int_], held: dict[str, dict[str, Array]]) -> Array:
    bound = _square(codes, held["pacts"], 0.0)  # the list of treaties is complete
    allied = bound.sum(axis=0)
    share: Array = np.divide(bound, allied, out=np.zeros_like(bound), where=allied > 0)
    return bound * share


def _times(volume: Array, contact: Array, total: Array) -> Array:
    """Bandwidth of the row's contact with the column, times the column's dependence on it."""
    most = np.nanmax(volume, initial=0.0)
    if not most > 0:
        return np.full(volume.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        dependence = np.minimum(contact / total[None, :], 1)
    return np.asarray(volume / most * np.where(np.isfinite(dependence), dependence, np.nan))
