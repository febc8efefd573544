"""Forms of the review page: decide, accept in bulk, take back, mark words.

Without script each button submits a form and the page comes back; the script sends the same forms
and asks for JSON.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from detente.app import review_actions
from detente.app.case_files import FOLDER
from detente.app.parameters import StateParameter
from detente.app.review_actions import (
    DecisionHistory,
    Judgement,
    Stale,
    document_in_review,
    path_of,
)
from detente.app.review_fields import inputs
from detente.app.review_pages import (
    OUTDATED,
    View,
    ViewParameter,
    document_response,
    read_form,
    review_of,
)
from detente.app.review_view import (
    STATE_WORDS,
    WINDOW,
    Filter,
    cards,
    entries,
    hidden_paragraphs,
    light,
    without,
)
from detente.app.state import AppState
from detente.errors import DetenteError
from detente.reading.fields import KIND_WORDS
from detente.reading.proposal import kind_of
from detente.reading.review import Review, load_review, verdict_of
from detente.reading.text import Span

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SAID = {
    "accepted": "Accepted",
    "edited": "Accepted with your changes",
    "rejected": "Rejected",
    "unsure": "Unsure",
    "open": "Open again",
    "written": "In the case",
}


@dataclass(frozen=True, kw_only=True)
class ActionResult:
    """What an action did: the review after it, the proposals it touched, a sentence."""

    review: Review
    ids: tuple[str, ...]
    said: str
    made: str = ""  # a proposal that the page does not have yet


Action = Callable[[Path, dict[str, str]], ActionResult]


async def _act(
    request: Request, state: AppState, case: str, sha256: str, view: View, action: Action
) -> Response:
    """Do what a form asks for; answer the script in JSON, and a form with the page."""
    form = await read_form(request)
    script = "application/json" in request.headers.get("accept", "")

    def run() -> Response:
        path = path_of(state.files.path(FOLDER, case))
        if not state.has_csrf_token(form.get("csrf_token", "")):
            return refuse(OUTDATED, 403)
        try:
            answer = action(path, form)
        except Stale as problem:
            return refuse(str(problem), 409, problem.ids)
        except DetenteError as problem:
            return refuse(f"{problem}", 422)
        if script:
            reply = _reply(answer.review, answer.ids, answer.said)
            made = {"made": _made(state, case, sha256, view, answer)} if answer.made else {}
            return JSONResponse(reply | made)
        return RedirectResponse(_address(case, sha256, view, answer), 303)

    def refuse(said: str, status: int, ids: tuple[str, ...] = ()) -> Response:
        if not script:
            return document_response(state, case, sha256, view, said, status)
        review = review_of(state, case)
        return JSONResponse(_reply(review, ids, said), status)

    return await state.workers.run(run)


def _address(case: str, sha256: str, view: View, answer: ActionResult) -> str:
    """The page as it was shown, at the card that was decided."""
    document, history = answer.review.documents[sha256], DecisionHistory.of(answer.review)
    hidden = hidden_paragraphs(history, document, view.blind)
    shown = [e.one.id for e in entries(history, document, view.chosen, hidden) if e.shown]
    one = answer.ids[0] if len(answer.ids) == 1 else ""
    first = shown.index(one) // WINDOW * WINDOW if one in shown else view.first
    anchor = f"c-{one}" if one in shown else "cards"
    return f"/cases/folder/{case}/review/{sha256}{view.at(first)}#{anchor}"


def _reply(review: Review, ids: tuple[str, ...], said: str) -> dict[str, object]:
    """What the script has to know: the proposals as they are now, and a sentence."""
    history, states = DecisionHistory.of(review), review.states()
    cards = []
    for id_ in ids:
        one = history.decided(id_)
        shown = {field.name: field.value for field in inputs(one.kind, one.fields)}
        cards.append(
            {
                "id": id_,
                "state": states[id_],
                "words": STATE_WORDS[states[id_]],
                "seen": history.count(id_),
                "fields": shown,
            }
        )
    return {"said": said, "cards": cards}


def _made(
    state: AppState, case: str, sha256: str, view: View, answer: ActionResult
) -> dict[str, object]:
    """A new card and its place, and what else of the page changes with it."""
    document, history = answer.review.documents[sha256], DecisionHistory.of(answer.review)
    hidden = hidden_paragraphs(history, document, view.blind)
    own = entries(history, document, view.chosen, hidden)
    one = next(e for e in own if e.one.id == answer.made)
    card = state.render(
        "review_cards.html.j2",
        some=cards(document, own, [one]),
        base=f"/cases/folder/{case}/review/{sha256}",
        query=view.at(0),
    )
    return {
        "entry": light(one),
        "number": one.number,
        "card": card,
        "without": without(document, own, hidden),
    }


@router.post("/cases/folder/{case}/review/{sha256}/decide", response_model=None)
async def decide(
    request: Request, state: StateParameter, case: str, sha256: str, view: ViewParameter
) -> Response:
    """Add a decision on one proposal.

    Parameters
    ----------
    request : Request
        Its form has ``csrf_token``, ``proposal``, ``seen``, ``do``, ``seconds`` and the fields.
    state : AppState
        Injected by FastAPI.
    case, sha256 : str
        Id of a case of the folder, and of one of its documents.
    view : View
        Injected by FastAPI: what the page shows.
    """

    def action(path: Path, form: dict[str, str]) -> ActionResult:
        id_ = form.get("proposal", "")
        made = Judgement(
            proposal=id_,
            verdict=verdict_of(form.get("do", "")),
            seen=_seen(form),
            fields=form,
            seconds=_seconds(form.get("seconds", "")),
        )
        review = review_actions.judge(path, sha256, made)
        return ActionResult(review=review, ids=(id_,), said=_SAID[review.state(id_)])

    return await _act(request, state, case, sha256, view, action)


def _seen(form: Mapping[str, str]) -> int:
    given = review_actions.numbers(f"x:{form.get('seen', '')}", 1)
    return given["x"][0]


def _seconds(text: str) -> float | None:
    try:
        return round(float(text), 1)
    except (ValueError, OverflowError):
        return None


@router.post("/cases/folder/{case}/review/{sha256}/accept-all", response_model=None)
async def accept_all(
    request: Request, state: StateParameter, case: str, sha256: str, view: ViewParameter
) -> Response:
    """Accept all facts of one kind that the page shows.

    Parameters
    ----------
    request : Request
        Its form has ``csrf_token`` and ``proposals``: ``ID:SEEN`` each.
    state, case, sha256, view
        As `decide` takes them.
    """

    def action(path: Path, form: dict[str, str]) -> ActionResult:
        shown = {k: v[0] for k, v in review_actions.numbers(form.get("proposals", ""), 1).items()}
        review = review_actions.accept_all(path, sha256, shown)
        return ActionResult(review=review, ids=tuple(shown), said=f"Accepted {len(shown)} together")

    return await _act(request, state, case, sha256, view, action)


@router.post("/cases/folder/{case}/review/{sha256}/undo", response_model=None)
async def undo(
    request: Request, state: StateParameter, case: str, sha256: str, view: ViewParameter
) -> Response:
    """Take back the last decision on some proposals.

    Parameters
    ----------
    request : Request
        Its form has ``csrf_token`` and ``proposals``: ``ID:SEEN:KEEP`` each.
    state, case, sha256, view
        As `decide` takes them.
    """

    def action(path: Path, form: dict[str, str]) -> ActionResult:
        given = review_actions.numbers(form.get("proposals", ""), 2)
        shown = {k: (v[0], v[1]) for k, v in given.items()}
        review = review_actions.undo(path, sha256, shown)
        return ActionResult(review=review, ids=tuple(shown), said="Taken back")

    return await _act(request, state, case, sha256, view, action)


@router.post("/cases/folder/{case}/review/{sha256}/mark", response_model=None)
async def mark(
    request: Request, state: StateParameter, case: str, sha256: str, view: ViewParameter
) -> Response:
    """Make words of the text into an entry.

    Parameters
    ----------
    request : Request
        Its form has ``csrf_token``, ``kind`` and either ``start`` and ``end`` or ``words`` and
        ``nth``.
    state, case, sha256, view
        As `decide` takes them.
    """

    def action(path: Path, form: dict[str, str]) -> ActionResult:
        kind, span = kind_of(form.get("kind", "")), _span(path, sha256, form)
        review, new = review_actions.mark(path, sha256, kind, span)
        said = f"Marked: {KIND_WORDS[new.kind][0]}"
        return ActionResult(review=review, ids=(new.id,), said=said, made=new.id)

    # a filter must not hide what was just made
    open_view = replace(view, query=urlencode(view.mode_query), chosen=Filter())
    return await _act(request, state, case, sha256, open_view, action)


def _span(path: Path, sha256: str, form: Mapping[str, str]) -> Span:
    if form.get("words"):
        nth = form.get("nth") or "1"
        (number,) = review_actions.numbers(f"x:{nth}", 1)["x"]
        return review_actions.words_in(
            document_in_review(load_review(path), sha256), form["words"], number
        )
    given = f"x:{form.get('start', '')}:{form.get('end', '')}"
    start, end = review_actions.numbers(given, 2)["x"]
    if not start < end:
        raise DetenteError("wanted some words: select them in the text first")
    return Span(start, end)
