"""Pages on which a person reviews what was read in a document: what is accepted, what is missing.

Everything here belongs to a case of the folder; a bundled case is read-only. The forms of the page
are answered by `review_forms`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.app import review_actions
from detente.app.case_files import FOLDER, NoSuchCase
from detente.app.parameters import StateParameter
from detente.app.review_actions import SURE, DecisionHistory, document_in_review, path_of
from detente.app.review_blind import parse_blind, stamp
from detente.app.review_diff import compare_sections
from detente.app.review_text import shown_text
from detente.app.review_view import (
    STATE_WORDS,
    WINDOW,
    Filter,
    cards,
    entries,
    hidden_paragraphs,
    review_page,
)
from detente.app.state import AppState
from detente.reading.blind import Blind, recall
from detente.reading.fields import KIND_WORDS
from detente.reading.proposal import FACTS, ProposalKind
from detente.reading.review import ProposalState, Review, load_review, now
from detente.reading.text import Document

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
OUTDATED = "This page was opened before the server was restarted. Nothing was changed; try again."
_CHANGED = (
    "The case or the decisions changed since this page was shown. Nothing was written; look again."
)
_MAX_CARDS = 1000  # of one answer
_MAX_QUOTE = 500  # characters of a quote that is not in the text
_MAX_FORM = 400_000  # bytes of one field of a form


@dataclass(frozen=True, kw_only=True)
class View:
    """What the address of a page asks for: filters and blind mode."""

    chosen: Filter
    blind: Blind
    query: str
    mode_query: list[tuple[str, str]]
    first: int

    def at(self, first: int) -> str:
        """The same with other cards on the page, as the query of an address."""
        parts = [self.query] if self.query else []
        parts += [f"from={first}"] if first else []
        return "?" + "&".join(parts) if parts else ""


def _view(
    kind: Annotated[Literal["", ProposalKind], Query()] = "",
    show: Annotated[Literal["", "reviewed", ProposalState], Query()] = "",
    actor: Annotated[str, Query(max_length=200)] = "",
    p: Annotated[float, Query(ge=0, le=1)] = 0.0,
    first: Annotated[int, Query(ge=0, le=10**6, alias="from")] = 0,
    blind: Annotated[int, Query(ge=0, le=10**14)] = 0,
    done: Annotated[tuple[str, ...], Query(max_length=2000)] = (),
) -> View:
    pairs = [("kind", kind), ("show", show), ("actor", actor), ("p", f"{p:g}" if p else "")]
    mode = parse_blind(blind, done)
    mode_query = [("blind", str(blind)), *(("done", one) for one in done)] if mode.start else []
    return View(
        chosen=Filter(kind=kind, state=show, actor=actor, p=p),
        blind=mode,
        query=urlencode([(k, v) for k, v in (*pairs, *mode_query) if v]),
        mode_query=mode_query,
        first=first,
    )


ViewParameter = Annotated[View, Depends(_view)]


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """A document in the list of a case."""

    sha256: str
    title: str
    name: str
    origin: list[str]
    counts: Mapping[str, int]
    total: int


@router.get("/cases/bundled/{case}/review", response_model=None)
async def bundled(case: str) -> Response:
    """Say that a bundled case cannot be reviewed.

    Parameters
    ----------
    case : str
        Its id.
    """
    raise NoSuchCase(
        f"'{case:.64}' is bundled with detente and read-only: copy it to your folder on the page "
        "of all cases, then review documents for the copy"
    )


def review_of(state: AppState, case: str) -> Review:
    """The review of a case of the folder, as its file is now.

    Parameters
    ----------
    state : AppState
        With the case files.
    case : str
        Id of a case of the folder.
    """
    return load_review(path_of(state.files.path(FOLDER, case)))


@router.get("/cases/folder/{case}/review")
async def documents(
    state: StateParameter,
    case: str,
    written: Annotated[int | None, Query(ge=0, le=10**6)] = None,
) -> str:
    """List the documents of a case.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    case : str
        Id of a case of the folder.
    written : int or None
        How many entries were just written into the case.
    """

    def render() -> str:
        text = state.files.read(FOLDER, case)
        review = review_of(state, case)
        states = review.states()
        rows = [_row(review, states, d) for d in review.documents.values()]
        ready = _ready(states)
        note = {"written": written, "previous": state.files.has_previous(text)}
        return state.render("review_list.html.j2", case=case, rows=rows, ready=ready, **note)

    return await state.workers.run(render)


def _ready(states: Mapping[str, ProposalState]) -> int:
    """Number of proposals that can be put into the case."""
    return sum(s in ("accepted", "edited") for s in states.values())


def _row(review: Review, states: Mapping[str, ProposalState], document: Document) -> DocumentRow:
    own = [states[p.id] for p in review.proposals.values() if p.document == document.sha256]
    return DocumentRow(
        sha256=document.sha256,
        title=shown_text(document.title or document.name),
        name=shown_text(document.name),
        origin=_origin(document),
        counts={words: own.count(name) for name, words in STATE_WORDS.items() if name in own},
        total=len(own),
    )


def _origin(document: Document) -> list[str]:
    day = document.published
    parts = (document.author, document.outlet, f"{day:%-d %B %Y}" if day else "no date")
    return [shown_text(part) for part in parts if part]


@router.get("/cases/folder/{case}/review/into-case", response_model=None)
async def into_case_preview(state: StateParameter, case: str) -> Response:
    """Show what accepted proposals would add to the case file.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    case : str
        Id of a case of the folder.
    """
    return await state.workers.run(lambda: _into_case_page(state, case))


def _into_case_page(
    state: AppState, case: str, notice: str | None = None, status: int = 200
) -> Response:
    from detente.reading.into_case import preview

    path = state.files.path(FOLDER, case)
    path_of(path)
    planned = preview(path)
    body = state.render(
        "review_into_case.html.j2",
        case=case,
        changed=compare_sections(planned.old, planned.new),
        entries=planned.entries,
        accepted=len(planned.proposals),
        waiting=[shown_text(one) for one in planned.waiting],
        seen=_version(planned.old, planned.new),
        notice=notice,
    )
    return HTMLResponse(body, status)


def _version(old: str, new: str) -> str:
    """What a preview showed: the case before and after."""
    texts = f"{len(old)}\n{old}{new}".encode(errors="replace")
    return hashlib.sha256(texts).hexdigest()


@router.post("/cases/folder/{case}/review/into-case", response_model=None)
async def into_case_write(request: Request, state: StateParameter, case: str) -> Response:
    """Write accepted proposals into the case file, if they are those that were shown.

    Parameters
    ----------
    request : Request
        Its form has ``csrf_token`` and ``version``.
    state : AppState
        Injected by FastAPI.
    case : str
        Id of a case of the folder.
    """
    form = await read_form(request)

    def write() -> Response:
        from detente.reading.into_case import into_case, preview

        if not state.has_csrf_token(form.get("csrf_token", "")):
            return _into_case_page(state, case, OUTDATED, 403)
        path = state.files.path(FOLDER, case)
        path_of(path)
        planned = preview(path)
        if _version(planned.old, planned.new) != form.get("version"):
            message = _CHANGED
            return _into_case_page(state, case, message, 409)
        into_case(path)
        return RedirectResponse(f"/cases/folder/{case}/review?written={planned.entries}", 303)

    return await state.workers.run(write)


@router.get("/cases/folder/{case}/review/{sha256}", response_model=None)
async def document_page(
    state: StateParameter, case: str, sha256: str, view: ViewParameter
) -> Response:
    """Show one document: its text, and what was proposed.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    case, sha256 : str
        Id of a case of the folder, and of one of its documents.
    view : View
        Injected by FastAPI: filters and blind mode.
    """
    return await state.workers.run(lambda: document_response(state, case, sha256, view))


def document_response(
    state: AppState,
    case: str,
    sha256: str,
    view: View,
    notice: str | None = None,
    status: int = 200,
) -> Response:
    """Render the page of a document, with a sentence on what went wrong if something did.

    Parameters
    ----------
    state : AppState
        Files, templates.
    case, sha256 : str
        Id of a case of the folder, and of one of its documents.
    view : View
        Filters and blind mode.
    notice : str or None
        What went wrong.
    status : int
        HTTP status.
    """
    review = review_of(state, case)
    document = document_in_review(review, sha256)
    body = state.render(
        "review.html.j2",
        case=case,
        page=review_page(
            DecisionHistory.of(review), document, view.chosen, view.blind, first=view.first
        ),
        window=WINDOW,
        row=_row(review, review.states(), document),
        ready=_ready(review.states()),
        view=view,
        base=f"/cases/folder/{case}/review/{sha256}",
        query=view.at(view.first),
        now=stamp(now()),
        recall=recall(review, document, view.blind) if view.blind.start else None,
        kind_words=KIND_WORDS,
        state_words=STATE_WORDS,
        facts=json.dumps({k: KIND_WORDS[k][1] for k in FACTS}),
        sure=SURE,
        missing=_missing(review, document),
        asked=[shown_text(url)[:_MAX_QUOTE] for url in review.asked],
        notice=notice,
    )
    return HTMLResponse(body, status)


def _missing(review: Review, document: Document) -> list[tuple[str, ...]]:
    """Statements of a model that the text does not hold: kind, quote, reason, model."""
    own = [one for one in review.not_in_text if one.document == document.sha256]
    return [
        tuple(shown_text(x)[:_MAX_QUOTE] for x in (one.kind, one.quote, one.why, one.reader))
        for one in own[:_MAX_CARDS]
    ]


@router.get("/cases/folder/{case}/review/{sha256}/cards", response_model=None)
async def more_cards(
    state: StateParameter,
    case: str,
    sha256: str,
    view: ViewParameter,
    stop: Annotated[int, Query(ge=0, le=10**6)] = 0,
) -> Response:
    """Write the cards ``from`` to ``stop`` of a document, for the script.

    Parameters
    ----------
    state, case, sha256, view
        As `document_page` takes them.
    stop : int
        Number of the card after the last one.
    """

    def render() -> Response:
        review = review_of(state, case)
        document, history = document_in_review(review, sha256), DecisionHistory.of(review)
        hidden = hidden_paragraphs(history, document, view.blind)
        own = entries(history, document, view.chosen, hidden)
        some = cards(document, own, own[view.first : min(stop, view.first + _MAX_CARDS)])
        base, query = f"/cases/folder/{case}/review/{sha256}", view.at(0)
        return HTMLResponse(state.render("review_cards.html.j2", some=some, base=base, query=query))

    return await state.workers.run(render)


async def read_form(request: Request) -> dict[str, str]:
    """Read the texts of a form; files are refused."""
    form = await request.form(max_files=0, max_fields=100, max_part_size=_MAX_FORM)
    return review_actions.fields_of(form.multi_items())
