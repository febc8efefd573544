"""Files of the world, of a pair and of its pulse: charts as pictures, figures as CSV."""

from datetime import date
from typing import Literal

from fastapi import APIRouter, Response

from detente.app.case_files import NoSuchCase
from detente.app.downloads import Kind, as_file, chart_file, spec_file, table_file
from detente.app.parameters import (
    PairQueryParameter,
    PulseQueryParameter,
    StateParameter,
    WorldQueryParameter,
)
from detente.app.pulse_pages import compute
from detente.app.world_map import WorldMap
from detente.app.world_pages import day_of, pair_of, past_of
from detente.brief.figures_csv import csv_bytes
from detente.brief.partnerships_csv import partnerships_csv
from detente.forecast.pair_page import PairPage
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.vintage import LAST
from detente.states.states import State, two_states

router = APIRouter(include_in_schema=False)


@router.get("/world/download/partnerships.csv")
async def partnerships(state: StateParameter, query: WorldQueryParameter) -> Response:
    """All partnerships that satisfy the filters, as ``detente dyads --csv`` prints them.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : WorldQuery
        Filters and order.
    """
    await state.require_world(query.as_of)
    page = await state.workers.run(lambda: state.world.page(query))
    data = partnerships_csv(page.matches).encode("utf-8-sig")
    return as_file(f"partnerships-{page.year}.csv", data)


@router.get("/world/download/map.{kind}")
async def world_map(state: StateParameter, query: WorldQueryParameter, kind: Kind) -> Response:
    """The map, or its figures: the riskiest partnership of each state.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : WorldQuery
        Filters.
    kind : str
        Suffix of the file.
    """
    await state.require_world(query.as_of)

    def drawn() -> Response:
        page = state.world.page(query)
        drawing = state.world.map(query, page)
        data = _shaded(drawing) if kind == "csv" else spec_file(drawing.spec, kind)
        return as_file(f"map-{page.year}.{kind}", data)

    return await state.workers.run(drawn)


def _shaded(drawing: WorldMap) -> bytes:
    """Partnership by which each state is shaded; those without an outline are in it too."""
    heads = ("ccode", "state1", "state2", "p5", "p5_low", "p5_high")
    chances = ((code, row, row["p_rupture"]["5"]) for code, row in drawing.riskiest.items())
    rows = ((code, *row["states"], p["mean"], p["low"], p["high"]) for code, row, p in chances)
    return csv_bytes(heads, sorted(rows))


PairTable = Literal["t-pair", "t-fates", "t-lenses", "t-near"]


@router.get("/pair/{one}/{other}/download/table-{name}.csv")
async def pair_table(state: StateParameter, query: PairQueryParameter, name: PairTable) -> Response:
    """A table of a pair's page, its numbers in full.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : PairQuery
        The two and the day.
    name : str
        Id of the table.
    """
    await state.require_world(query.as_of)
    page = await state.workers.run(lambda: pair_of(state, query))
    return as_file(f"{_name(page.states, page.day)}-{name[2:]}.csv", _TABLES[name](page))


def _name(states: tuple[State, State], day: date) -> str:
    return "-".join(str(s.iso3 or s.ccode) for s in states) + f"-{min(day.year, LAST)}"


def _outcomes(page: PairPage) -> bytes:
    rows = (
        (OUTCOME_CARDS[outcome].label, years, *p, page.known_to[outcome])
        for outcome, chances in page.forecast.outcomes.items()
        for years, p in chances.items()
    )
    return csv_bytes(("outcome", "years", "p", "low", "high", "history_to"), rows)


def _fates(page: PairPage) -> bytes:
    rows = ((f.label, f.word, f.p.mean, f.p.low, f.p.high) for f in page.fates)
    return csv_bytes(("fate", "in_words", "p", "low", "high"), rows)


def _lenses(page: PairPage) -> bytes:
    rows = ((r.lens, r.deviations, r.effect) for r in page.forecast.readings)
    return csv_bytes(("lens", "deviations", "effect"), rows)


def _near(page: PairPage) -> bytes:
    return csv_bytes(("state1", "state2", "p5"), ((*n.states, n.p5) for n in page.near))


_TABLES = {"t-pair": _outcomes, "t-fates": _fates, "t-lenses": _lenses, "t-near": _near}


@router.get("/pair/{one}/{other}/download/chart-past.{kind}")
async def pair_past(state: StateParameter, query: PairQueryParameter, kind: Kind) -> Response:
    """The chart of what lay between a pair.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : PairQuery
        The two and the day.
    kind : str
        Suffix of the file.
    """
    await state.require_world(query.as_of)

    def drawn() -> Response:
        day = day_of(query)
        states = two_states(query.one, query.other, day)
        spec = past_of(states, day)
        if spec is None:
            raise NoSuchCase("nothing is known of what lay between the two")
        return as_file(f"{_name(states, day)}-past.{kind}", spec_file(spec, kind))

    return await state.workers.run(drawn)


@router.get("/pulse/{one}/{other}/download/chart-{name}.{kind}")
async def pulse_chart(
    state: StateParameter, query: PulseQueryParameter, name: str, kind: Kind
) -> Response:
    """A chart of two states' events.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : PulseQuery
        The two, the months, and whether they are seen in hindsight.
    name : str
        Name of the chart.
    kind : str
        Suffix of the file.
    """
    from detente.brief.pulse import brief

    def drawn() -> Response:
        page = brief(compute(query))
        return as_file(f"pulse-{page.case}-{name}.{kind}", chart_file(page, name, kind))

    return await state.workers.run(drawn)


@router.get("/pulse/{one}/{other}/download/table-{name}.csv")
async def pulse_table(state: StateParameter, query: PulseQueryParameter, name: str) -> Response:
    """A table of two states' events, as it stands on the page.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : PulseQuery
        The two, the months, and whether they are seen in hindsight.
    name : str
        Id of the table.
    """
    from detente.brief.pulse import brief

    def written() -> Response:
        page = brief(compute(query))
        return as_file(f"pulse-{page.case}-{name}.csv", table_file(page, name))

    return await state.workers.run(written)
