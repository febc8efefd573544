"""The page of two states' events by month."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from detente.app.parameters import PulseQuery, PulseQueryParameter, StateParameter
from detente.app.state import AppState
from detente.document.pulse import Pulse
from detente.states.states import two_states

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/pulse/{one}/{other}")
async def pulse_page(state: StateParameter, query: PulseQueryParameter) -> str:
    """Show two states' events by month, or how to get event data.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : PulseQuery
        The two, the months, and whether they are seen in hindsight.
    """
    return await state.workers.run(lambda: _page(state, query))


def compute(query: PulseQuery) -> Pulse:
    """The document that a query asks for.

    Raises
    ------
    MissingData, DataError, UnknownState
        As `detente.events.pulse.pulse`.
    """
    from detente.events.pulse import pulse

    return pulse(
        query.one, query.other, query.first, query.last, smoothed=query.view == "hindsight"
    )


def _page(state: AppState, query: PulseQuery) -> str:
    from detente.brief.pulse import brief
    from detente.events.pulse import any_feed

    if not any_feed():
        states = two_states(query.one, query.other, query.day)
        return state.render("no_events.html.j2", states=states)
    document = compute(query)
    months = urlencode({"from": document.first, "to": document.last, "view": document.view})
    codes = "/".join(map(str, document.ccodes))
    return state.render(
        "pulse.html.j2",
        p=document,
        b=brief(document),
        query=query,
        files=(f"/pulse/{codes}/download/", f"?{months}"),
    )
