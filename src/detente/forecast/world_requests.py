"""Requests for the cases of many pairs on one day, whose facts are read into memory once."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.data import store
from detente.data.as_of import cutoff_on
from detente.forecast.data_case.request import Entry, PairRequest
from detente.panel.tables import Make, Tables
from detente.registry import measures
from detente.states.states import two_states

if TYPE_CHECKING:
    import duckdb


# a condition on one state or one pair, and more that does not depend on which
_OF_ONE = re.compile(
    r"(?P<key>ccode|\(ccode1, ccode2\)) = (?P<value>\d+|\(\d+, \d+\))"
    r"(?P<more>( AND \w+ IS NOT NULL)?)"
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
        self._named: dict[str, str] = {}
        self._made: set[str] = set()
        self._latest: dict[tuple[str, str], dict[str, Entry]] = {}

    def __getitem__(self, source: str) -> str:
        return self._remembered(f"source {source}", super().__getitem__(source))

    def derived(
        self, name: str, needs: tuple[str, ...], make: Make, *, version: int | str = 1
    ) -> str:
        """As `Tables.derived`."""
        sql = super().derived(name, needs, make, version=version)
        return self._remembered(f"derived {name}", sql)

    def _remembered(self, name: str, sql: str) -> str:
        self._named[sql] = name
        return sql

    def in_memory(self, sql: str) -> str:
        """A query of the connection with the tables in place of the sources."""
        for source in sorted(self._named, key=len, reverse=True):
            if source in sql:
                sql = sql.replace(source, self._table(self._named[source], source))
        return sql

    def measure(self, name: str) -> str:
        """The table of a measure of the panel."""
        return self._table(f"measure {name}", self.in_memory(f"({measures()[name].query(self)})"))

    def latest(self, sql: str, key: str, where: str) -> dict[str, Entry]:
        """The rows of the latest year that was over on the day, by the SQL of their keys.

        Parameters
        ----------
        sql : str
            Table, or a query in brackets.
        key : {"ccode", "(ccode1, ccode2)"}
            Columns that name a state or a pair.
        where : str
            Condition that begins with AND, or nothing.
        """
        if (sql, where) not in self._latest:
            columns = key.strip("()")
            result = self.connection.execute(
                f"SELECT * FROM {self.in_memory(sql)} WHERE year <= {self.cutoff} {where} "
                "QUALIFY row_number() "
                f"OVER (PARTITION BY {columns} ORDER BY year DESC) = 1"
            )
            names = [column[0] for column in result.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
            self._latest[sql, where] = {_value_of(key, row): row for row in rows}
        return self._latest[sql, where]

    def _table(self, name: str, sql: str) -> str:
        if name not in self._made:
            self.connection.execute(f'CREATE TEMP TABLE "{name}" AS SELECT * FROM {sql}')
            self._made.add(name)
        return f'"{name}"'


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

    def measure(self, name: str) -> str:
        """The table of a measure."""
        return self.shared.measure(name)

    def rows(self, sql: str) -> list[Entry]:
        """Rows of a query, from the tables in memory."""
        return super().rows(self.shared.in_memory(sql))

    def latest(self, sql: str, where: str) -> Entry | None:
        """The row of the latest year, looked up for all pairs or states at once where it can be."""
        one = _OF_ONE.fullmatch(where)
        if one is None:
            return super().latest(sql, where)
        return self.shared.latest(sql, one["key"], one["more"]).get(one["value"])


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
