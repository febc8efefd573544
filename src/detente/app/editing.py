"""Pages that change the folder: edit a case, preview the change, save it, create a case.

Each of them is a form that carries the CSRF token of this server.
"""

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.background import BackgroundTask
from starlette.datastructures import FormData

from detente.app import diff, precompute
from detente.app.api import validation
from detente.app.case_files import BUNDLED, FOLDER, CaseText, NoSuchCase
from detente.app.parameters import StateParameter
from detente.app.save import SaveConflict, encode_like, save
from detente.app.security import MAX_BODY
from detente.app.state import AppState
from detente.case.places import new_id
from detente.case.template import template
from detente.errors import CaseError, DetenteError

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_NOT_UTF8 = (
    "The file is not UTF-8: what could not be read is shown as \ufffd. Correct it before saving; "
    "the present file is stored as the previous version."
)
_OUTDATED = "This page was opened before the server was restarted. Nothing was saved; try again."
_FAULTY = "Not saved: the text has faults."


@router.get("/cases/folder/{case}/edit")
async def edit(state: StateParameter, case: str) -> str:
    """Open a case in the editor.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    case : str
        Id of a case of the folder.
    """
    text = state.files.read(FOLDER, case)
    notice = None if text.is_utf8 else _NOT_UTF8
    return await state.workers.run(lambda: _editor(state, text, text.text, text.version, notice))


def _editor(
    state: AppState, text: CaseText, edited: str, loaded: str, notice: str | None = None
) -> str:
    return state.render(
        "edit.html.j2",
        text=text,
        edited=edited,
        loaded=loaded,
        checked=validation(edited, f"{text.id}.yaml"),
        notice=notice,
    )


@router.post("/cases/folder/{case}/edit", response_model=None)
async def submit(request: Request, state: StateParameter, case: str) -> Response:
    """Show what would change, or save it.

    Parameters
    ----------
    request : Request
        Its form has the fields ``text``, ``loaded``, ``csrf_token`` and ``do``, which is
        ``preview``, ``edit`` or ``save``.
    state : AppState
        Injected by FastAPI.
    case : str
        Id of a case of the folder.
    """
    form = await _form(request)
    edited, loaded = _field(form, "text").replace("\r\n", "\n"), _field(form, "loaded")
    try:
        text = state.files.read(FOLDER, case)
    except NoSuchCase:
        return HTMLResponse(state.render("gone.html.j2", case=case, edited=edited), 404)
    if not state.has_csrf_token(_field(form, "csrf_token")):
        return HTMLResponse(_editor(state, text, edited, loaded, _OUTDATED), 403)
    if _field(form, "do") == "save":
        return await state.workers.run(lambda: _save(state, text, edited, loaded))
    if _field(form, "do") == "edit":
        page = await state.workers.run(lambda: _editor(state, text, edited, loaded))
        return HTMLResponse(page)
    return await state.workers.run(lambda: _preview(state, text, edited, loaded))


def _preview(state: AppState, text: CaseText, edited: str, loaded: str) -> Response:
    """Show the changed lines; the editor if there are faults, both texts if the file changed."""
    if text.version != loaded:
        return _conflict(state, text, edited)
    if not validation(edited, text.id).valid:
        return HTMLResponse(_editor(state, text, edited, loaded, _FAULTY), 422)
    lines = diff.compare(text.text, edited)
    page = state.render("preview.html.j2", text=text, edited=edited, loaded=loaded, changed=lines)
    new = replace(text, data=encode_like(edited, text.data))
    return HTMLResponse(page, background=_prepare(state, text, new))


def _prepare(state: AppState, old: CaseText, new: CaseText) -> BackgroundTask:
    """Precompute the pages that follow, while the user reads this one."""
    return BackgroundTask(state.workers.schedule, precompute.pages_after_edit(state, old, new))


def _save(state: AppState, text: CaseText, edited: str, loaded: str) -> Response:
    path = state.files.path(FOLDER, text.id)
    try:
        save(path, edited, loaded=loaded)
    except SaveConflict:
        return _conflict(state, state.files.read(FOLDER, text.id), edited)
    except CaseError:
        return HTMLResponse(_editor(state, text, edited, loaded, _FAULTY), 422)
    except DetenteError as problem:
        return HTMLResponse(_editor(state, text, edited, loaded, f"Not saved: {problem}"), 503)
    return RedirectResponse(
        f"/compare?a={text.key}@previous&b={text.key}",
        303,
        background=_prepare(state, text, state.files.read(FOLDER, text.id)),
    )


def _conflict(state: AppState, current: CaseText, edited: str) -> Response:
    lines = diff.compare(current.text, edited)
    page = state.render("conflict.html.j2", text=current, edited=edited, changed=lines)
    return HTMLResponse(page, 409)


@router.post("/cases", response_model=None)
async def create(request: Request, state: StateParameter) -> Response:
    """Write a new case into the folder: from the template, a bundled case or a given text.

    Parameters
    ----------
    request : Request
        Its form has the fields ``csrf_token``, ``id`` and one of ``like`` (a bundled case) and
        ``text``, or neither.
    state : AppState
        Injected by FastAPI.
    """
    form = await _form(request)
    if not state.has_csrf_token(_field(form, "csrf_token")):
        raise DetenteError("the page was opened before the server was restarted; go back to it")
    typed, like, text = (_field(form, name) for name in ("id", "like", "text"))
    id_ = new_id(typed)
    data = encode_like(text, b"")
    await state.workers.run(lambda: state.files.add(id_, data or _new_case(state, id_, like)))
    return RedirectResponse(f"/cases/folder/{id_}/edit", 303)


def _new_case(state: AppState, id_: str, like: str) -> bytes:
    if like:
        return state.files.read(BUNDLED, like).data
    return template(id_, date.today(), "detente-case.schema.json").encode()


async def _form(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=20, max_part_size=MAX_BODY)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
