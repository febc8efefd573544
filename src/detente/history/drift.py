r"""Drift: a pair's voting in the UN General Assembly stays below its earlier alignment.

Alignment of i and j in year t is their agreement :math:`a_{ijt}` (`un-agreement`, half credit for
an abstention, without the roll calls that a session held after its year) relative to each one's own
mean agreement with the world,

.. math:: u_{ijt} = a_{ijt} - \tfrac12 (\bar a_{i \cdot t} + \bar a_{j \cdot t}),

so that a session with many disputed roll calls, or a state that leaves everybody, moves no pair
alone. Its earlier level is the mean of the years t - 7 to t - 3, of which three must be known. The
pair has drifted in t if u was below that level by more than one standard deviation in t, t - 1 and
t - 2; a drift begins in the first such year. The standard deviation is that of all yearly changes
of all pairs up to t, so that nothing later enters. Who moved is the partner whose agreement with
the other states changed most, in mean absolute terms, between the earlier years and t.

Years are those of the regular sessions, 1946 on, so that a drift can begin from 1951 on. The
resolutions of 2025 are shown beside them (`detente.history.votes_by_year`) and are not joined on:
five years without votes lie between.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.data.sql import Sql, Template, sql
from detente.history.rows import Ints
from detente.methods.alignment import drifting, partner_that_moved, relative
from detente.panel.measures.un_agreement import agreement_at_year_end
from detente.panel.tables import Tables
from detente.records import Array

if TYPE_CHECKING:
    import duckdb

LAST_SESSIONS = 2  # years back in which a pair must have voted: that of 1964 had no roll calls
_NEEDS = ("un-votes", "un-roll-calls")


def alignments(tables: Tables) -> Sql:
    """SQL of the alignment of every pair and year; computed once, then read from the cache.

    Columns: ``ccode1 < ccode2``, ``year``, ``alignment``, ``earlier`` (its level then), ``spread``
    (one standard deviation), ``drifted``, ``begins`` and ``moved`` (COW code of who did, where a
    drift begins).
    """

    def make(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
        agreement = agreement_at_year_end(Tables())
        shares = "SELECT ccode1, ccode2, year, un_agreement_half AS a FROM ({agreement})"
        columns = connection.execute(sql(shares, agreement=agreement)).fetchnumpy()
        one, two, year, a = (np.asarray(columns[c]) for c in ("ccode1", "ccode2", "year", "a"))
        connection.register("alignment", _alignment(one, two, year, a))
        return connection.sql("FROM alignment ORDER BY ccode1, ccode2, year")

    return sql("SELECT * FROM {rows}", rows=tables.derived("un-alignment", _NEEDS, make, version=2))


def votes(tables: Tables) -> Sql:
    """SQL of `alignments` as a forecast reads them.

    Columns: ``ccode1 < ccode2``, ``year``, ``alignment``, ``known`` (whether its earlier level is),
    ``fall`` (standard deviations by which it lies below that level), ``sessions`` (in a row, of the
    last two, more than one standard deviation below) and ``drifted``.
    """
    return Template("""
    WITH voted AS (
      SELECT *, isfinite(earlier) AS known, (earlier - alignment) / spread AS fall,
        isfinite(earlier) AND alignment < earlier - spread AS below FROM ({alignments})
    )
    SELECT ccode1, ccode2, year, alignment, known, fall, below::INTEGER
        + coalesce(below AND lag(below) OVER w AND lag(year) OVER w = year - 1, false)::INTEGER
        AS sessions, drifted
    FROM voted WINDOW w AS (PARTITION BY ccode1, ccode2 ORDER BY year)""").fill(
        alignments=alignments(tables)
    )


def drifts(tables: Tables) -> Sql:
    """SQL of every drift that begins: ``ccode1 < ccode2``, ``year``, ``moved``."""
    return sql(
        "SELECT ccode1, ccode2, year, moved FROM ({alignments}) WHERE begins",
        alignments=alignments(tables),
    )


def _alignment(ccode1: Ints, ccode2: Ints, year: Ints, a: Array) -> dict[str, NDArray[np.generic]]:
    """Columns of `alignments` from agreement by pair and year."""
    codes, place = np.unique(np.concatenate([ccode1, ccode2]), return_inverse=True)
    i, j, first = place[: a.size], place[a.size :], int(year.min())
    cube = np.full((int(year.max()) - first + 1, codes.size, codes.size), np.nan)
    cube[year - first, i, j] = cube[year - first, j, i] = a
    index = relative(cube)
    earlier, drifted, spread = drifting(index)
    begins = drifted.copy()
    begins[1:] &= ~drifted[:-1]
    t, one, two = np.nonzero(np.isfinite(index) & np.triu(np.ones(index.shape[1:], bool), 1))
    moved = np.where(begins[t, one, two], codes[partner_that_moved(cube)[t, one, two]], 0)
    return {
        "ccode1": codes[one],
        "ccode2": codes[two],
        "year": t + first,
        "alignment": index[t, one, two],
        "earlier": earlier[t, one, two],
        "spread": spread[t],
        "drifted": drifted[t, one, two],
        "begins": begins[t, one, two],
        "moved": moved,
    }
