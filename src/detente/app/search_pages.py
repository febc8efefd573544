"""Search over cases and pairs, by one box in the head of every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.app import api
from detente.app.documents import CaseEntry
from detente.app.parameters import StateParameter
from detente.app.state import AppState
from detente.errors import UnknownState
from detente.states.search import completions, pairs_in, state_in
from detente.states.spellings import normal
from detente.states.states import State, resolve

router = APIRouter()
_SUGGESTIONS = 8
MAX_QUERY = 120  # characters
QueryText = Annotated[str, Query(alias="q", max_length=MAX_QUERY, description="What was typed")]


@dataclass(frozen=True, kw_only=True)
class Hits:
    """What a text was taken for.

    Parameters
    ----------
    exact : CaseEntry or None
        The one case with that id or title.
    cases : list of CaseEntry
        Cases with all its words in id, title or names of members, or with its states as members.
    pairs : list of (State, State)
        Pairs that it names.
    one : State or None
        The one state that it names.
    """

    exact: CaseEntry | None
    cases: list[CaseEntry]
    pairs: list[tuple[State, State]]
    one: State | None


@router.get("/search", include_in_schema=False, response_model=None)
async def search(state: StateParameter, text: QueryText = "") -> Response:
    """Lead to the one case or pair that a text names, or list what it may mean.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    text : str
        Words of a title, an id, or one or two states by any of their names.
    """
    text = " ".join(text.split())
    hits = await state.workers.run(lambda: search_matches(state, text))
    if hits.exact is not None:
        return RedirectResponse(f"/cases/{hits.exact.key}", 303)
    if len(hits.pairs) == 1:
        one, other = hits.pairs[0]
        return RedirectResponse(f"/pair/{one.ccode}/{other.ccode}", 303)
    nothing = not (hits.cases or hits.pairs or hits.one)
    page = state.render(
        "search.html.j2", text=text, hits=hits, why=_why(text) if nothing and text else ""
    )
    return HTMLResponse(page)


@router.get("/api/suggestions")
async def suggestions(state: StateParameter, text: QueryText = "") -> list[str]:
    """Titles of cases and names of states and pairs that what was typed may become."""
    text = " ".join(text.split())
    if not text:
        return []
    return await state.workers.run(lambda: list(islice(_suggested(state, text), _SUGGESTIONS)))


def _suggested(state: AppState, text: str) -> Iterator[str]:
    words = normal(text).split()
    named = (e.title or e.id for e in api.entries(state, 0) if _holds(e, words))
    yield from dict.fromkeys([*islice(named, _SUGGESTIONS // 2), *completions(text, date.today())])


def search_matches(state: AppState, text: str) -> Hits:
    """What a text may mean among cases and states of today.

    Parameters
    ----------
    state : AppState
        Its files, and what is known of them.
    text : str
        What was typed.
    """
    today, words = date.today(), normal(text).split()
    entries = api.entries(state)
    exact = [e for e in entries if text and normal(text) in (normal(e.id), normal(e.title or ""))]
    pairs, one = pairs_in(text, today), state_in(text, today)
    meant = {s.ccode for pair in pairs for s in pair} | ({one.ccode} if one else set())
    cases = [e for e in entries if words and (_holds(e, words) or _has(e, meant))]
    return Hits(exact=exact[0] if len(exact) == 1 else None, cases=cases, pairs=pairs, one=one)


def _holds(entry: CaseEntry, words: list[str]) -> bool:
    """Whether all words stand in the id, the title or the names of the members."""
    held = normal(" ".join([entry.id, entry.title or "", *entry.members]))
    return all(word in held for word in words)


def _has(entry: CaseEntry, meant: set[int]) -> bool:
    """Whether states by their codes are members of a case."""
    if not meant or entry.as_of is None:
        return False
    day = date.fromisoformat(entry.as_of)
    states = (state_in(name, day) for name in entry.members)
    return meant <= {s.ccode for s in states if s is not None}


def _why(text: str) -> str:
    """Why a text means no state, with the names that are spelt nearly so."""
    try:
        resolve(text, date.today())
    except UnknownState as problem:
        return str(problem)
    return ""
