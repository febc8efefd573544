"""The JSON API: the documents that the commands print, over HTTP."""

import re
import time
from typing import Any

from fastapi import APIRouter

from detente.app.case_files import CaseText, any_large
from detente.app.documents import (
    CaseDetail,
    CaseEntry,
    Fault,
    LeverEntry,
    Problem,
    ScenarioEntry,
    Validation,
    ValidationRequest,
    WorldList,
)
from detente.app.parameters import (
    CaseKeyParameter,
    CaseTextParameter,
    PulseQueryParameter,
    QuestionParameter,
    SettingsParameter,
    StateParameter,
    WorldQueryParameter,
)
from detente.app.pulse_pages import compute
from detente.app.question import Slider, Switch
from detente.app.state import AppState
from detente.case import load
from detente.case.yaml12 import parse
from detente.document.assessment import Assessment
from detente.document.comparison import Comparison, Difference
from detente.document.pulse import Pulse
from detente.document.scenarios import WhatIf
from detente.errors import CaseError
from detente.forecast.settings import Settings

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 403, 404, 413, 422, 503)
}
_LISTING_SECONDS = 1.0  # spent on checks before a list is shown
_TITLE = re.compile(r"^title: *(.*)$", re.MULTILINE)
_LINE = re.compile(r"[^\n]*?:(\d+): (.*)", re.S)

router = APIRouter(prefix="/api", responses=_PROBLEMS)


@router.get("/cases")
async def cases(state: StateParameter) -> list[CaseEntry]:
    """Every case of the folder and every bundled one."""
    return await state.workers.run(lambda: entries(state))


@router.get("/cases/{collection}/{case}")
async def case_(
    state: StateParameter, text: CaseTextParameter, settings: SettingsParameter
) -> CaseDetail:
    """One case: its text, its scenarios, and the values that can be varied."""
    return await state.workers.run(lambda: _detail(state, text, settings), large=text.is_large)


@router.get("/cases/{collection}/{case}/assessment")
async def assessment(
    state: StateParameter, text: CaseTextParameter, settings: SettingsParameter
) -> Assessment:
    """The document of detente assess --json."""
    return await state.workers.run(
        lambda: state.results.assessment(text, settings), large=text.is_large
    )


@router.get("/cases/{collection}/{case}/whatif")
async def whatif(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    question: QuestionParameter,
) -> WhatIf:
    """The document of detente whatif --json, from fewer simulated futures for a quick answer."""
    return await state.workers.run(
        lambda: state.results.what_if(text, settings, question), large=text.is_large
    )


@router.post("/validate")
async def validate(state: StateParameter, request: ValidationRequest) -> Validation:
    """Check whether a text is a valid case; every fault with its line. Nothing is stored."""
    return await state.workers.run(lambda: validation(request.text, request.name))


@router.get("/compare")
async def compare(
    state: StateParameter, a: CaseKeyParameter, b: CaseKeyParameter, settings: SettingsParameter
) -> Comparison:
    """The document of detente compare --json: two cases, or two versions, side by side."""
    texts = state.files.find(a), state.files.find(b)
    return await state.workers.run(
        lambda: state.results.comparison(*texts, settings), large=any_large(texts)
    )


@router.get("/diff")
async def diff(
    state: StateParameter, a: CaseKeyParameter, b: CaseKeyParameter, settings: SettingsParameter
) -> Difference:
    """The document of detente diff --json: what changed between two versions, and its effect."""
    texts = state.files.find(a), state.files.find(b)
    return await state.workers.run(
        lambda: state.results.difference(*texts, settings), large=any_large(texts)
    )


@router.get("/dyads")
async def dyads(state: StateParameter, query: WorldQueryParameter) -> WorldList:
    """Partnerships of the world by their chance of rupture. Needs data on disk."""
    await state.require_world(query.as_of)
    page = await state.workers.run(lambda: state.world.page(query))
    return WorldList(
        about=page.about,
        alive=page.alive,
        matching=len(page.matches),
        page=page.page,
        pages=page.pages,
        partnerships=page.rows,
    )


@router.get("/pulse/{one}/{other}")
async def pulse(state: StateParameter, query: PulseQueryParameter) -> Pulse:
    """The document of detente pulse --json: two states' events by month. Needs event data."""
    return await state.workers.run(lambda: compute(query))


def entries(state: AppState, seconds: float | None = None) -> list[CaseEntry]:
    """Every case as an entry of the list.

    Files that were not checked before are checked for a second in all; the others are listed
    unchecked, by the title that their text gives, and checked by the requests that follow.

    Parameters
    ----------
    state : AppState
        Its files, and what is known of them.
    seconds : float, optional
        Time spent on checks, a second by default; 0 for checks while the user types.
    """
    end = time.monotonic() + (_LISTING_SECONDS if seconds is None else seconds)
    return [
        entry(state, text)
        if state.results.is_checked(text) or time.monotonic() < end
        else _unchecked(state, text)
        for text in state.files.texts()
    ]


def _unchecked(state: AppState, text: CaseText) -> CaseEntry:
    title = _TITLE.search(text.text)
    return CaseEntry(
        key=text.key,
        collection=text.collection,
        id=text.id,
        version=text.version,
        editable=text.editable,
        previous=_has_previous(state, text),
        checked=False,
        valid=False,
        faults=[],
        fault_count=0,
        title=title[1].strip("'\" ")[:200] if title else None,
        question=None,
        as_of=None,
        members=[],
    )


def entry(state: AppState, text: CaseText) -> CaseEntry:
    """A case as an entry of the list, checked.

    Parameters
    ----------
    state : AppState
        Validates the case.
    text : CaseText
        One version of a case file, valid or not.
    """
    made = state.results.entry(text, lambda: _checked(state, text))
    return made.model_copy(update={"previous": _has_previous(state, text)})


def _has_previous(state: AppState, text: CaseText) -> bool:
    return not text.previous and state.files.has_previous(text)


def _checked(state: AppState, text: CaseText) -> CaseEntry:
    result = state.results.case_or_faults(text)
    case, faults = (None, result) if isinstance(result, CaseError) else (result, None)
    return CaseEntry(
        key=text.key,
        collection=text.collection,
        id=text.id,
        version=text.version,
        editable=text.editable,
        previous=False,  # changes without the file
        valid=case is not None,
        faults=list(faults.listed) if faults else [],
        fault_count=faults.count if faults else 0,
        title=case.title if case else None,
        question=case.question if case else None,
        as_of=case.as_of.isoformat() if case else None,
        members=[case.name(m) for m in case.members] if case else [],
    )


def _detail(state: AppState, text: CaseText, settings: Settings) -> CaseDetail:
    case = state.results.case(text)
    sliders, switches = state.results.controls(text, settings)
    return CaseDetail(
        case=entry(state, text),
        text=text.text,
        scenarios=[
            ScenarioEntry(
                id=s.id,
                if_=s.if_,
                then=s.then,
                probability=s.probability.value,
                horizon_years=s.horizon_years,
            )
            for s in case.scenarios
        ],
        levers=[*map(_lever, sliders), *map(_lever, switches)],
    )


def _lever(x: Slider | Switch) -> LeverEntry:
    ends: list[float | str] = [x.low, x.high] if isinstance(x, Slider) else [x.value, x.reversed]
    return LeverEntry(path=x.path, subject=x.subject, value=x.value, ends=ends)


def validation(text: str, name: str) -> Validation:
    """Check a text as ``detente check`` does.

    Parameters
    ----------
    text : str
        Content of a case file.
    name : str
        Its name in messages.
    """
    try:
        load.build(parse(name, text.encode("utf-8", errors="replace")))
    except CaseError as problem:
        faults = [_fault(message) for message in problem.listed]
        return Validation(valid=False, count=problem.count, faults=faults)
    return Validation(valid=True, count=0, faults=[])


def _fault(message: str) -> Fault:
    """Split ``file:line: message``."""
    match = _LINE.fullmatch(message)
    return Fault(line=int(match[1]) if match else 1, message=match[2] if match else message)
