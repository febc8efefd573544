"""Agreement of two states in the UN General Assembly, from the roll calls themselves.

Only roll calls in which both voted yes, no or abstain count. Counted strictly, agreement is the
share of them with the same vote; with half credit, one abstention counts as half an agreement.

References
----------
Lijphart, A. (1963). The analysis of bloc voting in the General Assembly. American Political
Science Review 57, 902-917. https://doi.org/10.2307/1952608
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.data.cards import MeasureCard
from detente.data.sql import Sql, Template, sql
from detente.panel.tables import Tables
from detente.registry import measure
from detente.sources import un_votes

if TYPE_CHECKING:
    import duckdb

_NEEDS = ("un-votes", "un-roll-calls")
_YES, _NO = 1, 3
_FIRST_SESSION = 1946
WITHIN_ITS_YEAR = sql("year(date) < session + {first}", first=_FIRST_SESSION)


@measure(
    MeasureCard(
        id="un-agreement",
        label="Agreement in the UN General Assembly",
        per="dyad-year",
        sources=_NEEDS,
        columns={
            "un_votes": "roll calls of the session in which both voted",
            "un_same": "of these with the same vote",
            "un_opposed": "of these with yes against no",
            "un_agreement": "share with the same vote, 0 to 1",
            "un_agreement_half": "the same with half credit where one abstained",
        },
        years=un_votes.CARD.coverage,
        note=(
            "Year of the session, its number + 1945, with the roll calls of a session that resumed "
            "in the next year; absences do not count."
        ),
    )
)
def un_agreement(table: Tables) -> str:
    """Computed once from the votes, then read from the cache."""
    return _shares(table, "un-agreement", sql("true"))


def agreement_at_year_end(table: Tables) -> Sql:
    """SQL of the columns of `un_agreement`, as known when the year of a session was over.

    A session that resumed in the next year counts without the roll calls of that year.
    """
    return _shares(table, "un-agreement-at-year-end", WITHIN_ITS_YEAR)


def _shares(table: Tables, name: str, counted: Sql) -> Sql:
    def make(connection: "duckdb.DuckDBPyConnection") -> "duckdb.DuckDBPyRelation":
        return votes_of_pairs(connection, Tables(), counted)

    return Template("""
    SELECT *, un_same / un_votes AS un_agreement,
      (un_same + (un_votes - un_same - un_opposed) / 2) / un_votes AS un_agreement_half
    FROM {rows}
    """).fill(rows=table.derived(name, _NEEDS, make))


_CAST = Template("""
SELECT session, rcid, ccode, vote FROM {tables[un-votes]}
JOIN {tables[un-roll-calls]} USING (rcid)
WHERE vote IN (1, 2, 3) AND {counted} ORDER BY session
""")


def votes_of_pairs(
    connection: "duckdb.DuckDBPyConnection", tables: Tables, counted: Sql
) -> "duckdb.DuckDBPyRelation":
    """Votes of every pair in a session: all, alike and opposed.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where the relation is made.
    tables : Tables
        The sources.
    counted : Sql
        SQL condition of the roll calls that count.
    """
    votes = connection.sql(_CAST.fill(tables=tables, counted=counted)).fetchnumpy()
    ends = np.flatnonzero(np.diff(votes["session"])) + 1
    parts = np.split(np.arange(votes["session"].size), ends)
    sessions = [_session({k: v[part] for k, v in votes.items()}) for part in parts]
    connection.register(
        "agreement", {k: np.concatenate([s[k] for s in sessions]) for k in sessions[0]}
    )
    return connection.sql("FROM agreement WHERE un_votes > 0")


def _session(votes: dict[str, Any]) -> dict[str, NDArray[Any]]:
    codes, column = np.unique(votes["ccode"], return_inverse=True)
    calls, row = np.unique(votes["rcid"], return_inverse=True)
    cast = np.zeros((calls.size, codes.size), dtype=np.int8)
    cast[row, column] = votes["vote"]
    chose = {v: (cast == v).astype(np.float32) for v in (_YES, 2, _NO)}
    voted = (cast > 0).astype(np.float32)
    opposed = chose[_YES].T @ chose[_NO]
    one, two = np.triu_indices(codes.size, k=1)
    counts = {
        "un_votes": voted.T @ voted,
        "un_same": sum(c.T @ c for c in chose.values()),
        "un_opposed": opposed + opposed.T,
    }
    year = int(votes["session"][0]) + _FIRST_SESSION - 1
    return {
        "ccode1": codes[one],
        "ccode2": codes[two],
        "year": np.full(one.size, year, dtype=np.int32),
    } | {name: np.asarray(c)[one, two].astype(np.int32) for name, c in counts.items()}
