"""Requests for the cases of many pairs on one day, whose facts are read into memory once."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.data import store
from detente.data.as_of import cutoff_on
from detente.data.sql import Sql, identifier, joined, replaced, sql, word
from detente.forecast.data_case.request import Entry, PairRequest
from detente.panel.tables import Make, Tables
from detente.registry import measures
from detente.states.states import two_states

if TYPE_CHECKING:
    import duckdb


# a condition on one state or one pair, and more that does not depend on which
_OF_ONE = re.compile(
    r"(?P<key>ccode|\(ccode1, ccode2\)) = (?P<value>\d+|\(\d+, \d+\))"
    r"( AND (?P<known>\w+) IS NOT NULL)?"
)


def _value_of(key: str, row: Entry) -> str:
    return str(row["ccode"]) if key == "ccode" else f"({row['ccode1']}, {row['ccode2']})"


class SharedTables(Tables):
    """Sources and measures as known on a day, each a table of one DuckDB from its first use on.

    What it returns for a source is SQL that every connection can read; `in_memory` puts the tables
    in its place.

    Parameters
    ----------
    day : date
        Only what was published by then enters.
    """

    def __init__(self, day: date) -> None:
        super().__init__(cutoff_on(day))
        self.day = day
        self.connection: duckdb.DuckDBPyConnection = store.connect(settings=("SET threads = 1",))
        self._named: dict[Sql, str] = {}
        self._made: set[str] = set()
        self._latest: dict[tuple[Sql, Sql | None], dict[str, Entry]] = {}

    def __getitem__(self, source: str, /) -> Sql:
        return self._remembered(f"source {source}", super().__getitem__(source))

    def derived(
        self, name: str, needs: tuple[str, ...], make: Make, *, version: int | str = 1
    ) -> Sql:
        """As `Tables.derived`."""
        rows = super().derived(name, needs, make, version=version)
        return self._remembered(f"derived {name}", rows)

    def _remembered(self, name: str, rows: Sql) -> Sql:
        self._named[rows] = name
        return rows

    def in_memory(self, query: Sql) -> Sql:
        """A query of the connection with the tables in place of the sources."""
        for source in sorted(self._named, key=len, reverse=True):
            if source in query:
                query = replaced(query, source, self._table(self._named[source], source))
        return query

    def measure(self, name: str) -> Sql:
        """The table of a measure of the panel."""
        rows = sql("({rows})", rows=measures()[name].query(self))
        return self._table(f"measure {name}", self.in_memory(rows))

    def latest(self, rows: Sql, key: str, known: Sql | None) -> dict[str, Entry]:
        """The rows of the latest year that was over on the day, by the SQL of their keys.

        Parameters
        ----------
        rows : Sql
            Table, or a query in brackets.
        key : {"ccode", "(ccode1, ccode2)"}
            Columns that name a state or a pair.
        known : Sql or None
            Column whose value must be known.
        """
        if (rows, known) not in self._latest:
            known_value = sql("AND {column} IS NOT NULL", column=known) if known else sql("")
            query = sql(
                "SELECT * FROM {rows} WHERE year <= {cutoff} {known_value} QUALIFY row_number() "
                "OVER (PARTITION BY {columns} ORDER BY year DESC) = 1",
                rows=self.in_memory(rows),
                cutoff=cutoff_on(self.day),
                known_value=known_value,
                columns=joined(map(word, key.strip("()").split(", "))),
            )
            result = self.connection.execute(query)
            names = [column[0] for column in result.description or ()]
            found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
            self._latest[rows, known] = {_value_of(key, row): row for row in found}
        return self._latest[rows, known]

    def _table(self, name: str, rows: Sql) -> Sql:
        table = identifier(name)
        if name not in self._made:
            make = sql("CREATE TEMP TABLE {table} AS SELECT * FROM {rows}", table=table, rows=rows)
            self.connection.execute(make)
            self._made.add(name)
        return table


@dataclass(frozen=True, kw_only=True)
class SharedRequest(PairRequest):
    """One of many requests: as `PairRequest`, with the tables of all."""

    shared: SharedTables = field(repr=False)

    @property
    def tables(self) -> SharedTables:
        """The sources as known on the day."""
        return self.shared

    @property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """That of the tables."""
        return self.shared.connection

    def measure(self, name: str) -> Sql:
        """The table of a measure."""
        return self.shared.measure(name)

    def rows(self, query: Sql) -> list[Entry]:
        """Rows of a query, from the tables in memory."""
        return super().rows(self.shared.in_memory(query))

    def latest(self, rows: Sql, where: Sql) -> Entry | None:
        """The row of the latest year, looked up for all pairs or states at once where it can be."""
        one = _OF_ONE.fullmatch(where)
        if one is None:
            return super().latest(rows, where)
        known = word(one["known"]) if one["known"] else None
        return self.shared.latest(rows, one["key"], known).get(one["value"])


def ask_of(codes: tuple[int, int], shared: SharedTables) -> SharedRequest:
    """Two states by their COW codes, on the day of the tables.

    Parameters
    ----------
    codes : (int, int)
        In the order in which they are to be named.
    shared : SharedTables
        Of the day.
    """
    one, other = map(str, codes)
    return SharedRequest(states=two_states(one, other, shared.day), day=shared.day, shared=shared)
