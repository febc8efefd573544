"""Similarity of alliance portfolios: S, Cohen's kappa and Scott's pi.

The portfolio of a state in a year is its commitment to every state of the system, itself
included: 3 for defence or offence, 2 for neutrality or non-aggression, 1 for consultation, 0
for none, and 3 to itself; or, binary, 1 for any and to itself. Over the N states of the system,

.. math::

    S = 1 - 2 \\sum_k |a_k - b_k| / (N d_{max}), \\qquad
    \\kappa = 1 - \\frac{\\sum_k (a_k - b_k)^2}{\\sum_k (a_k - \\bar a)^2 +
    \\sum_k (b_k - \\bar b)^2 + N (\\bar a - \\bar b)^2}, \\qquad
    \\pi = 1 - \\frac{\\sum_k (a_k - b_k)^2}{\\sum_k (a_k - m)^2 + \\sum_k (b_k - m)^2},

with m the mean of both portfolios. Kappa and pi correct S for agreement by chance: two states
without allies in a system without alliances agree perfectly by S. Where the two portfolios are
one constant, chance agreement is total and kappa and pi have no value.

References
----------
Signorino, C. S. & Ritter, J. M. (1999). Tau-b or not tau-b: Measuring the similarity of foreign
policy positions. International Studies Quarterly 43, 115-144. https://doi.org/10.1111/0020-8833.00113

Hage, F. M. (2011). Choice or circumstance? Adjusting measures of foreign policy similarity for
chance agreement. Political Analysis 19, 287-305. https://doi.org/10.1093/pan/mpr023
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, identifier, joined, sql
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import measure
from detente.sources import atop_dyadyear, cow_states

if TYPE_CHECKING:
    import duckdb

_TOP = 3  # value of the strongest commitment, and of the one to oneself
_NEEDS = ("atop-dyadyear", "cow-states")


@measure(
    MeasureCard(
        id="similarity",
        label="Similarity of alliance portfolios",
        per="dyad-year",
        sources=_NEEDS,
        columns={
            "s_valued": "Signorino and Ritter's S of the valued portfolios, -1 to 1",
            "s_binary": "S of the binary portfolios",
            "kappa_valued": "Cohen's kappa of the valued portfolios, squared distances",
            "kappa_binary": "Cohen's kappa of the binary portfolios",
            "pi_valued": "Scott's pi of the valued portfolios, squared distances",
            "pi_binary": "Scott's pi of the binary portfolios",
        },
        years=(1816, atop_dyadyear.CARD.coverage[1]),
        note="States of the year as in the panel; FPSIM is not reproduced, it uses COW alliances.",
    )
)
def similarity(table: Tables) -> Sql:
    """Computed once from the alliances, then read from the cache."""

    def make(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
        return _scores(connection, Tables())

    return sql("SELECT * FROM {rows}", rows=table.derived("similarity", _NEEDS, make))


_PRESENT = Template("""
SELECT year, ccode FROM (SELECT ccode, unnest(range(greatest(styear, 1816),
  CASE WHEN (endyear, endmonth, endday) = ({still}, 12, 31) THEN {last} ELSE endyear END + 1))
  AS year FROM {tables[cow-states]})
GROUP BY ALL ORDER BY year, ccode
""")
_PACTS = Template("""
SELECT year, ccode1, ccode2, greatest(3 * greatest(atop_defense, atop_offense),
  2 * greatest(atop_neutral, atop_nonagg), atop_consul) AS value
FROM {tables[atop-dyadyear]} ORDER BY year
""")


def _scores(connection: "duckdb.DuckDBPyConnection", tables: Tables) -> "duckdb.DuckDBPyRelation":
    still, last = cow_states.CARD.coverage[1], atop_dyadyear.CARD.coverage[1]
    present = connection.sql(_PRESENT.fill(still=still, last=last, tables=tables)).fetchnumpy()
    pacts = connection.sql(_PACTS.fill(tables=tables)).fetchnumpy()
    yearly = [_year(int(year), present, pacts) for year in np.unique(present["year"])]
    columns = {name: np.concatenate([part[name] for part in yearly]) for name in yearly[0]}
    connection.register("scores", columns)
    nulled = joined(
        sql("CASE WHEN NOT isnan({c}) THEN {c} END AS {c}", c=identifier(name))
        for name in columns
        if name not in ("ccode1", "ccode2", "year")
    )
    return connection.sql(sql("SELECT ccode1, ccode2, year, {nulled} FROM scores", nulled=nulled))


def _year(year: int, present: dict[str, Any], pacts: dict[str, Any]) -> dict[str, NDArray[Any]]:
    codes = present["ccode"][present["year"] == year]
    first, last = np.searchsorted(pacts["year"], [year, year + 1])
    side1, side2 = pacts["ccode1"][first:last], pacts["ccode2"][first:last]
    inside = np.isin(side1, codes) & np.isin(side2, codes)
    ties = np.zeros((codes.size, codes.size))
    ties[np.searchsorted(codes, side1[inside]), np.searchsorted(codes, side2[inside])] = pacts[
        "value"
    ][first:last][inside]
    np.fill_diagonal(ties, _TOP)
    one, two = np.triu_indices(codes.size, k=1)
    scores = portfolio_scores(ties, _TOP, "valued") | portfolio_scores(ties > 0, 1, "binary")
    return {
        "ccode1": codes[one],
        "ccode2": codes[two],
        "year": np.full(one.size, year, dtype=np.int32),
    } | {name: values[one, two] for name, values in scores.items()}


def portfolio_scores(ties: NDArray[Any], top: int, name: str) -> dict[str, Array]:
    """S, kappa and pi of every pair of rows of a matrix of whole numbers from 0 to ``top``.

    Parameters
    ----------
    ties : array, shape (n_states, n_states)
        Portfolios as rows.
    top : int
        Largest distance between two values.
    name : str
        Ending of the names that are returned.

    Returns
    -------
    dict of arrays of shape (n_states, n_states)
        ``s_NAME``, ``kappa_NAME``, ``pi_NAME``; NaN where there is no value.
    """
    rows = ties.astype(float)
    n, total, squares = rows.shape[1], rows.sum(axis=1), (rows**2).sum(axis=1)
    both = sum(
        ((level := (rows >= k).astype(float)) @ level.T for k in range(1, top + 1)),
        start=np.zeros((rows.shape[0], rows.shape[0])),
    )  # sum of the smaller of the two values
    absolute = total[:, None] + total[None, :] - 2 * both
    square = squares[:, None] + squares[None, :] - 2 * rows @ rows.T
    spread = squares - total**2 / n
    apart = (total[:, None] - total[None, :]) ** 2 / n
    by_kappa = spread[:, None] + spread[None, :] + apart
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            f"s_{name}": 1 - 2 * absolute / (n * top),
            f"kappa_{name}": 1 - square / by_kappa,
            f"pi_{name}": 1 - square / (by_kappa - apart / 2),
        }
