"""The question that a case from data answers, and how a fact is looked up for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.data import store
from detente.data.as_of import cutoff_on, lag, last_day
from detente.data.sql import Sql, joined, sql, tuples, word
from detente.errors import DataError, DetenteError
from detente.panel.tables import Tables
from detente.registry import measures, sources
from detente.states.states import State, resolve, two_states

if TYPE_CHECKING:
    import duckdb

RECENT = 3  # years in which changes of backers and new treaties count, as their lenses have it
Entry = dict[str, Any]  # of a case, or a row of a query by column


@dataclass(frozen=True, kw_only=True)
class PairRequest:
    """Two states and a day.

    Attributes
    ----------
    states : tuple of State
        The partners, in the order in which they were named.
    day : date
        Only what was published by then enters.
    used : dict of str to int
        Latest year read of each source, filled while facts are looked up.
    named : dict of str to State
        Third states that were named, by id of their actor.
    """

    states: tuple[State, State]
    day: date
    used: dict[str, int] = field(default_factory=dict)
    named: dict[str, State] = field(default_factory=dict)

    @cached_property
    def tables(self) -> Tables:
        """The sources as known on the day."""
        return Tables(self.cutoff)

    @cached_property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """One for all facts: opening it takes longer than most of them."""
        return store.connect()

    @property
    def cutoff(self) -> int:
        """Last year that was over on the day."""
        return cutoff_on(self.day)

    @property
    def codes(self) -> tuple[int, int]:
        """COW codes, in the order of the states."""
        return self.states[0].ccode, self.states[1].ccode

    @property
    def pair(self) -> Sql:
        """SQL of the pair's key: ``ccode1 < ccode2``."""
        return tuples([sorted(self.codes)])

    @property
    def either(self) -> Sql:
        """SQL of the two codes, to stand after IN."""
        return tuples([self.codes])

    def measure(self, name: str) -> Sql:
        """SQL of a measure of the panel, in brackets."""
        return sql("({rows})", rows=measures()[name].query(self.tables))

    def rows(self, query: Sql) -> list[Entry]:
        """Rows of a query as dictionaries."""
        with store.working("a case from data"):
            result = self.connection.execute(query)
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def latest(self, rows: Sql, where: Sql) -> Entry | None:
        """The row of the latest year that was over on the day; None if there is none."""
        query = sql(
            "SELECT * FROM {rows} WHERE {where} AND year <= {cutoff} ORDER BY year DESC LIMIT 1",
            rows=rows,
            where=where,
            cutoff=self.cutoff,
        )
        return next(iter(self.rows(query)), None)

    def of_pair(self, rows: Sql, *conditions: Sql) -> Entry | None:
        """As `latest`, of the rows of the two."""
        pair = sql("(ccode1, ccode2) = {pair}", pair=self.pair)
        return self.latest(rows, joined([pair, *conditions], " AND "))

    def of_state(self, rows: Sql, code: int, *conditions: Sql) -> Entry | None:
        """As `latest`, of the rows of a state."""
        state = sql("ccode = {code}", code=code)
        return self.latest(rows, joined([state, *conditions], " AND "))

    def value(self, measure: str, state: State, column: str) -> tuple[int, float] | None:
        """Latest year that was over on the day, and value, of a column for a state."""
        known = sql("{name} IS NOT NULL", name=word(column))
        latest = self.of_state(self.measure(measure), state.ccode, known)
        return None if latest is None else (int(latest["year"]), float(latest[column]))

    def published(self, year: int, ids: Iterable[str]) -> date:
        """Day on which data of a year were published, and remember that they were read."""
        ids = tuple(ids)
        for name in ids:
            self.used[name] = max(year, self.used.get(name, 0))
        return min(last_day(year + lag(sources()[i] for i in ids)), self.day)

    def last(self, source: str) -> int:
        """Last year of a source that was published on the day."""
        return self.tables.last(sources()[source].coverage, (source,))

    def third(self, code: int) -> State | None:
        """A third state by its code, to be named as an actor; None if it had ended on the day."""
        try:
            state = resolve(code, self.day)
        except DetenteError:
            return None
        return self.named.setdefault(id_of(state), state)


def id_of(state: State) -> str:
    """Id of an actor: ISO-3, or the code of the Correlates of War."""
    return state.iso3 or f"C{state.ccode}"


def measured_number(value: float, digits: int = 4) -> Entry:
    """A number of a case that is no judgement."""
    return {"value": round(float(value), digits), "basis": "measured"}


def ask(one: str, other: str, day: date) -> PairRequest:
    """Two states by any of their names, and a day.

    Parameters
    ----------
    one, other : str
        Names or codes of two states.
    day : date
        Only what was published by then enters.

    Raises
    ------
    DataError
        If the day has not come, or the names do not mean two states of that day.
    """
    if day > date.today():
        raise DataError(f"as of {day}: that day has not come; wanted today or a day before")
    return PairRequest(states=two_states(one, other, day), day=day)
