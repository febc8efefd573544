"""Pages that change the folder: a case edited, compared with the file, saved; a case begun.

Every one of them is a form that carries the mark of a page of this server.
"""

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from detente.app import diff, precompute
from detente.app.api import validation
from detente.app.case_files import BUNDLED, FOLDER, NoSuchCase, Text
from detente.app.parameters import DeskOf
from detente.app.save import Conflict, as_in_file, save
from detente.app.security import MAX_BODY
from detente.app.state import Desk
from detente.case.template import template
from detente.errors import CaseError, DetenteError

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_REPLACED = (
    "The file is not UTF-8: what could not be read is shown as \ufffd. Put it right before saving; "
    "the file as it is now is kept."
)
_STALE = (
    "This page was opened before the server was started anew. Nothing was saved; check once more."
)


@router.get("/cases/folder/{case}/edit")
async def edit(desk: DeskOf, case: str) -> str:
    """Open a case in the editor."""
    text = desk.shelf.read(FOLDER, case)
    said = None if text.is_utf8 else _REPLACED
    return await desk.workers.run(lambda: _editor(desk, text, text.text, text.version, said))


def _editor(desk: Desk, text: Text, edited: str, loaded: str, said: str | None = None) -> str:
    return desk.page(
        "edit.html.j2",
        text=text,
        edited=edited,
        loaded=loaded,
        checked=validation(edited, f"{text.id}.yaml"),
        said=said,
    )


@router.post("/cases/folder/{case}/edit", response_model=None)
async def submit(request: Request, desk: DeskOf, case: str) -> Response:
    """Show what would change, or save it."""
    form = await _form(request)
    edited, loaded = _field(form, "text").replace("\r\n", "\n"), _field(form, "loaded")
    try:
        text = desk.shelf.read(FOLDER, case)
    except NoSuchCase:
        return HTMLResponse(desk.page("gone.html.j2", case=case, edited=edited), 404)
    if not desk.is_ours(_field(form, "mark")):
        return HTMLResponse(_editor(desk, text, edited, loaded, _STALE), 403)
    if _field(form, "do") == "save":
        return await desk.workers.run(lambda: _save(desk, text, edited, loaded))
    if _field(form, "do") == "edit":
        page = await desk.workers.run(lambda: _editor(desk, text, edited, loaded))
        return HTMLResponse(page)
    return await desk.workers.run(lambda: _preview(desk, text, edited, loaded))


def _preview(desk: Desk, text: Text, edited: str, loaded: str) -> Response:
    """What would change; faults send back to the editor, a file changed meanwhile to a choice."""
    if text.version != loaded:
        return _conflict(desk, text, edited)
    if not validation(edited, text.id).valid:
        return HTMLResponse(_editor(desk, text, edited, loaded, _FAULTY), 422)
    lines = diff.compare(text.text, edited)
    new = replace(text, data=as_in_file(edited, text.data))
    desk.workers.later(precompute.edited(desk, text, new))  # while one reads what would change
    return HTMLResponse(
        desk.page("preview.html.j2", text=text, edited=edited, loaded=loaded, changed=lines)
    )


_FAULTY = "Not saved: the text has faults."


def _save(desk: Desk, text: Text, edited: str, loaded: str) -> Response:
    path = desk.shelf.path(FOLDER, text.id)
    try:
        save(path, edited, loaded=loaded)
    except Conflict:
        return _conflict(desk, desk.shelf.read(FOLDER, text.id), edited)
    except CaseError:
        return HTMLResponse(_editor(desk, text, edited, loaded, _FAULTY), 422)
    except DetenteError as problem:
        return HTMLResponse(_editor(desk, text, edited, loaded, f"Not saved: {problem}"), 503)
    saved = desk.shelf.read(FOLDER, text.id)
    desk.workers.later(precompute.edited(desk, text, saved))
    return RedirectResponse(f"/compare?a={text.key}@previous&b={text.key}", 303)


def _conflict(desk: Desk, theirs: Text, edited: str) -> Response:
    lines = diff.compare(theirs.text, edited)
    page = desk.page("conflict.html.j2", text=theirs, edited=edited, changed=lines)
    return HTMLResponse(page, 409)


@router.post("/cases", response_model=None)
async def begin(request: Request, desk: DeskOf) -> Response:
    """Put a new case into the folder: commented, copied or of a given text."""
    form = await _form(request)
    if not desk.is_ours(_field(form, "mark")):
        raise DetenteError("the page was opened before the server was started anew; go back to it")
    id_, like, text = (_field(form, name) for name in ("id", "like", "text"))
    id_ = id_.strip()
    first = as_in_file(text, b"")
    await desk.workers.run(lambda: desk.shelf.add(id_, first or _first_text(desk, id_, like)))
    return RedirectResponse(f"/cases/folder/{id_}/edit", 303)


def _first_text(desk: Desk, id_: str, like: str) -> bytes:
    if like:
        return desk.shelf.read(BUNDLED, like).data
    return template(id_, date.today(), "detente-case.schema.json").encode()


async def _form(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=20, max_part_size=MAX_BODY)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
