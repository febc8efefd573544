"""The pages of a new case: what the data know of two states, and the form that writes the file."""

from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from detente.app.downloads import as_file
from detente.app.new_case import (
    Typed,
    WrongField,
    WrongFields,
    create,
    default_id,
    filled_sections,
    request_of,
    short_name,
    without_file,
)
from detente.app.parameters import StateParameter
from detente.app.security import MAX_BODY
from detente.app.state import AppState
from detente.brief.figures_csv import csv_bytes
from detente.case.places import new_id
from detente.files import MAX_BYTES

router = APIRouter(prefix="/new", include_in_schema=False, default_response_class=HTMLResponse)
_OUTDATED = "This page was opened before the server was restarted. Nothing was written; try again."


@router.get("")
async def begin(
    state: StateParameter, one: str = "", other: str = "", as_of: str = ""
) -> HTMLResponse:
    """Ask for two states and a day, or show what the data know of them.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    one, other : str
        Two states by any of their names.
    as_of : str
        Day of the case; today by default.
    """
    typed = Typed(one=one, other=other, as_of=as_of or date.today().isoformat())
    if not (one or other):
        return HTMLResponse(state.render("new_case.html.j2", typed=typed, known=None, wrong={}))
    return await state.workers.run(lambda: _page(state, typed))


@router.get("/download/known.csv")
async def known_csv(
    state: StateParameter, one: str = "", other: str = "", as_of: str = ""
) -> Response:
    """What the data know of two states, as on the page.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    one, other : str
        Two states by any of their names.
    as_of : str
        Day of the case.
    """
    typed = Typed(one=one, other=other, as_of=as_of)
    sections = await state.workers.run(lambda: filled_sections(request_of(typed)))
    rows = ((k.section, k.says, k.entries, "; ".join(k.sources), k.open) for k in sections)
    heads = ("section", "says", "entries", "read_from", "left_to_you")
    return as_file("known.csv", csv_bytes(heads, rows))


@router.post("", response_model=None)
async def write(request: Request, state: StateParameter) -> Response:
    """Write the case, and lead to its documents or to the editor.

    Parameters
    ----------
    request : Request
        Its form has the fields of `Typed`, ``document`` (a file) and ``csrf_token``.
    state : AppState
        Injected by FastAPI.
    """
    async with request.form(max_files=1, max_fields=20, max_part_size=MAX_BODY) as form:
        typed, token = await _typed(form), form.get("csrf_token")
    if not (isinstance(token, str) and state.has_csrf_token(token)):
        wrong = WrongFields({"": WrongField("", _OUTDATED)})
        return await state.workers.run(lambda: _page(state, typed, wrong, status=403))
    return await state.workers.run(lambda: _written(state, typed))


async def _typed(form: FormData) -> Typed:
    def text(name: str) -> str:
        value = form.get(name)
        return value if isinstance(value, str) else ""

    file = form.get("document")
    name, data = "", b""
    if isinstance(file, UploadFile) and file.filename:
        name, data = file.filename, await file.read()
    return Typed(
        one=text("one"),
        other=text("other"),
        as_of=text("as_of"),
        id=text("id"),
        published=text("published"),
        outlet=text("outlet"),
        file_name=name,
        data=data,
    )


def _written(state: AppState, typed: Typed) -> Response:
    try:
        with_document = create(typed, state.files)
    except WrongFields as wrong:
        return _page(state, typed, wrong)
    there = "review" if with_document else "edit"
    return RedirectResponse(f"/cases/folder/{new_id(typed.id)}/{there}", 303)


def _page(
    state: AppState, typed: Typed, wrong: WrongFields | None = None, *, status: int = 422
) -> HTMLResponse:
    """The form with what the data know, or with a sentence at each field that is wrong."""
    problems = wrong.problems if wrong else {}
    sections, id_ = None, typed.id
    try:
        question = request_of(typed)
        sections = filled_sections(question)
        id_ = id_ or default_id(question, state.files)
    except WrongFields as also:
        problems = also.problems | problems
    pair = {"one": typed.one, "other": typed.other, "as_of": typed.as_of}
    page = state.render(
        "new_case.html.j2",
        typed=without_file(typed),
        file_name=short_name(typed.file_name),
        max_bytes=MAX_BYTES,
        id=id_,
        known=sections,
        wrong=problems,
        files=("/new/download/", f"?{urlencode(pair)}"),
    )
    return HTMLResponse(page, status if problems else 200)
