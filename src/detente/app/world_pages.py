"""Pages of the world: all partnerships on a map and in a table, and one pair."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from detente.app.parameters import (
    PairQuery,
    PairQueryParameter,
    StateParameter,
    WorldQueryParameter,
)
from detente.app.state import AppState
from detente.app.world import WorldQuery, world_year
from detente.brief.answer import OF_A_PAIR, fate_name
from detente.brief.charts.theme import Spec, figure
from detente.case.change import parse_day
from detente.data import store
from detente.errors import MissingData, NoPartnership
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.vintage import LAST
from detente.states.states import State, two_states

if TYPE_CHECKING:
    from detente.forecast.pair_page import PairPage

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_WORLD_WAIT, _PAIR_WAIT = 0.2, 2.0  # seconds before a page says that the world is being estimated


@router.get("/world")
async def world(state: StateParameter, query: WorldQueryParameter) -> HTMLResponse:
    """Show every partnership alive on a date, or that the risks are being estimated.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : WorldQuery
        Filters, order and page.
    """
    try:
        if not await state.estimate_world(query.as_of, _WORLD_WAIT):
            return _estimating(state, query.as_of, "Partnerships of the world")
        return HTMLResponse(await state.workers.run(lambda: _world(state, query)))
    except MissingData as problem:
        return HTMLResponse(state.render("no_data.html.j2", problem=str(problem)))


def _estimating(state: AppState, as_of: str | None, heading: str) -> HTMLResponse:
    seconds = round(state.workers.seconds_of(world_year(as_of)))
    page = state.render("estimating.html.j2", as_of=as_of, heading=heading, seconds=seconds)
    again = min(10, max(1, seconds // 4))  # a reload takes processor time from the estimate
    return HTMLResponse(page, 202, {"refresh": str(again)})


def _world(state: AppState, query: WorldQuery) -> str:
    page = state.world.page(query)
    return state.render(
        "world.html.j2",
        query=query,
        world=page,
        map=state.world.map(query, page),
        link=lambda **changes: _link(query, **changes),
        files=("/world/download/", _link(query, page=1).removeprefix("/world")),
    )


@router.get("/pair/{one}/{other}")
async def pair(state: StateParameter, query: PairQueryParameter) -> HTMLResponse:
    """Show one pair: assessment from data alone, past, place in the world; or that it is estimated.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : PairQuery
        The two and the day.
    """
    year = world_year(query.as_of)
    states = two_states(query.one, query.other, date(year, 1, 1))  # a wrong name is refused at once
    if not await state.estimate_world(query.as_of, _PAIR_WAIT):
        return _estimating(state, query.as_of, f"{states[0].name} and {states[1].name}, {year}")
    return HTMLResponse(await state.workers.run(lambda: _pair(state, query)))


def _pair(state: AppState, query: PairQuery) -> str:
    try:
        page = pair_of(state, query)
    except NoPartnership as problem:
        return _no_partnership(state, query, str(problem))
    document, past = page.document(), past_of(page.states, page.day)
    return state.render(
        "pair.html.j2",
        page=page,
        d=document,
        fates=[(fate_name(fate), fate) for fate in document.fates],
        base_rate=OF_A_PAIR,
        past=figure(past) if past else None,
        labels={id_: card.label for id_, card in OUTCOME_CARDS.items()},
        newest=LAST,
        files=_files(page.states, query),
    )


def _no_partnership(state: AppState, query: PairQuery, reason: str) -> str:
    """Why two states have no forecast, and what lay between them."""
    day = day_of(query)
    states = two_states(query.one, query.other, day)
    past = past_of(states, day)
    return state.render(
        "no_partnership.html.j2",
        states=states,
        reason=reason,
        past=figure(past) if past else None,
        files=_files(states, query),
    )


def _files(states: tuple[State, State], query: PairQuery) -> tuple[str, str]:
    """Start and end of the addresses of the files of a pair's page."""
    codes = "/".join(str(s.ccode) for s in states)
    return f"/pair/{codes}/download/", f"?as_of={day_of(query)}" if query.as_of else ""


def pair_of(state: AppState, query: PairQuery) -> "PairPage":
    """The forecast of a pair and its place among all partnerships.

    Parameters
    ----------
    state : AppState
        With the estimates of the world.
    query : PairQuery
        The two and the day.
    """
    from detente.forecast.pair_page import pair_page

    _, table = state.world.estimates(query.as_of)
    return pair_page(query.one, query.other, day_of(query), table=table)


def day_of(query: PairQuery) -> date:
    """The day that the address of a pair's page asks for, by default today."""
    return parse_day(query.as_of, "as_of", or_year=True) if query.as_of else date.today()


def past_of(states: tuple[State, State], day: date) -> Spec | None:
    """The chart of what lay between a pair; None without data, or where nothing is known.

    Parameters
    ----------
    states : (State, State)
        The two.
    day : date
        Up to which.
    """
    from detente.app.pair_chart import timeline
    from detente.forecast.pair_past import pair_past

    if not store.status():
        return None
    one, other = (str(s.ccode) for s in states)
    return timeline(pair_past(one, other, day), " and ".join(s.name for s in states))


def _link(query: WorldQuery, **changes: Any) -> str:
    """Address of the first page of a changed query, without what equals the default."""
    default = asdict(WorldQuery())
    parameters = {**asdict(query), "page": 1, **changes}
    pairs = [
        (name, str(value).lower() if isinstance(value, bool) else value)
        for name, value in parameters.items()
        if value != default[name]
    ]
    return "/world" + (f"?{urlencode(pairs)}" if pairs else "")
