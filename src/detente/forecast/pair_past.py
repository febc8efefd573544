"""The past of a pair from the local store: spells, quarrels, votes, trade and reported events."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.data.as_of import cutoff_on
from detente.data.sql import Sql, Template, sql
from detente.errors import MissingData
from detente.forecast.data_case.of_record import record
from detente.forecast.data_case.request import PairRequest, ask
from detente.history.drift import alignments
from detente.history.votes_by_year import alignment_by_year
from detente.panel.seams import inherited_pairs, legacies
from detente.states.states import state_name

_TREATIES = "alliance treaty"
_POINTS = {"dispute": "force", "sanctions": "sanctions", "crisis": "crisis"}


@dataclass(frozen=True, kw_only=True)
class PastSpan:
    """Something between the two that lasted: what, first and last year."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Series:
    """A yearly quantity of the two: name with its unit, and values by year."""

    label: str
    values: dict[int, float]


@dataclass(frozen=True, kw_only=True)
class PairPast:
    """Spans in order of time, and series that have a value."""

    spans: tuple[PastSpan, ...]
    series: tuple[Series, ...]


def pair_past(one: str, other: str, day: date) -> PairPast:
    """What the sources in the store say of two states, up to a day.

    Parameters
    ----------
    one, other, day
        As `detente.forecast.data_case.request.ask` takes them.

    Raises
    ------
    MissingData
        If a source of treaties, rivalries or disputes was not pulled.
    """
    request = ask(one, other, day)
    spans = [*_treaties(request), *_quarrels(request), *_drifts(request)]
    series = (_series(request, label, values) for label, values in _SERIES.items())
    return PairPast(
        spans=tuple(sorted(spans, key=lambda s: (s.first, s.kind))),
        series=tuple(s for s in series if s.values),
    )


def _treaties(request: PairRequest) -> Iterator[PastSpan]:
    """Runs of years in which a treaty of the list bound both, also as their predecessors."""
    runs = Template("""
    WITH {legacies},
    tie AS (SELECT DISTINCT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2,
      year FROM {alliances} WHERE atop_any = 1),
    bound AS (SELECT DISTINCT year FROM ({tie})
      WHERE (ccode1, ccode2) = {pair}),
    run AS (SELECT year, year - row_number() OVER (ORDER BY year) AS run FROM bound)
    SELECT min(year) AS first, max(year) AS last FROM run GROUP BY run ORDER BY 1""").fill(
        legacies=legacies(),
        alliances=request.measure("alliances"),
        tie=inherited_pairs("tie"),
        pair=request.pair,
    )
    for row in request.rows(runs):
        yield PastSpan(kind=_TREATIES, first=row["first"], last=row["last"])


def _quarrels(request: PairRequest) -> Iterator[PastSpan]:
    year = cutoff_on(request.day)
    for entry in record(request):
        if entry["kind"] == "pact":
            continue
        kind = entry["kind"]
        if kind in _POINTS:
            kind = _POINTS[kind] if kind != "dispute" or entry.get("force") else "incident"
        end = entry.get("end")
        yield PastSpan(kind=kind, first=entry["start"].year, last=end.year if end else year)


def _drifts(request: PairRequest) -> Iterator[PastSpan]:
    """Runs of years in which the pair's votes were drifted, with the partner that moved more."""
    try:
        table = alignments(request.tables)
    except MissingData:
        return
    runs = Template("""
    WITH apart AS (SELECT *, year - row_number() OVER (ORDER BY year) AS run FROM ({table})
      WHERE (ccode1, ccode2) = {pair} AND drifted)
    SELECT min(year) AS first, max(year) AS last, arg_min(moved, year) AS moved
    FROM apart GROUP BY run ORDER BY 1""").fill(table=table, pair=request.pair)
    for row in request.rows(runs):
        who = state_name(row["moved"], date(row["first"], 12, 31))
        yield PastSpan(kind=f"drift ({who} moved)", first=row["first"], last=row["last"])


def _series(request: PairRequest, label: str, values: Callable[[PairRequest], Sql]) -> Series:
    """A series; empty where its source was not pulled."""
    try:
        rows = request.rows(
            sql(
                "SELECT year, value FROM (SELECT ccode1, ccode2, {values}) "
                "WHERE (ccode1, ccode2) = {pair} AND isfinite(value) ORDER BY year",
                values=values(request),
                pair=request.pair,
            )
        )
    except MissingData:
        rows = []
    return Series(label=label, values={row["year"]: float(row["value"]) for row in rows})


def _votes(request: PairRequest) -> Sql:
    rows = alignment_by_year(request.tables)
    return sql("year, alignment AS value FROM ({rows})", rows=rows)


def _trade(request: PairRequest) -> Sql:
    return sql("year, flow1 + flow2 AS value FROM {trade}", trade=request.measure("trade"))


def _events(request: PairRequest) -> Sql:
    return sql("year, event_tone AS value FROM {rows}", rows=request.measure("reported-events"))


_SERIES = {
    "agreement in UN votes, relative to each one's own with the world": _votes,
    "trade, million current dollars": _trade,
    "tone of reported events, -1 hostile to 1 friendly": _events,
}
