"""The JSON API: the documents that the commands print, over HTTP."""

import re
from typing import Any

from fastapi import APIRouter

from detente.app.case_files import Text
from detente.app.documents import (
    CaseDetail,
    CaseEntry,
    Fault,
    LeverEntry,
    Problem,
    ScenarioEntry,
    ToValidate,
    Validation,
    WorldList,
)
from detente.app.parameters import CaseKey, DeskOf, Scenarios, Sets, SettingsOf, TextOf, WantedOf
from detente.app.question import Slider, Switch, asked
from detente.app.state import Desk
from detente.app.workers import SECONDS, TooBusy
from detente.case import load
from detente.case.yaml12 import parse
from detente.document.assessment import Assessment
from detente.document.comparison import Comparison, Difference
from detente.document.scenarios import WhatIf
from detente.errors import CaseError
from detente.forecast.settings import Settings

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 403, 404, 413, 422, 503)
}
_LINE = re.compile(r"[^\n]*?:(\d+): (.*)", re.S)

router = APIRouter(prefix="/api", responses=_PROBLEMS)


@router.get("/cases")
async def cases(desk: DeskOf) -> list[CaseEntry]:
    """Every case of the folder and every bundled one."""
    return await desk.workers.run(lambda: [entry(desk, t) for t in desk.shelf.texts()])


@router.get("/cases/{shelf}/{case}")
async def case_(desk: DeskOf, text: TextOf, settings: SettingsOf) -> CaseDetail:
    """One case: its text, its scenarios, and what can be turned in it."""
    return await desk.workers.run(lambda: _detail(desk, text, settings))


@router.get("/cases/{shelf}/{case}/assessment")
async def assessment(desk: DeskOf, text: TextOf, settings: SettingsOf) -> Assessment:
    """What detente assess --json prints."""
    return await desk.workers.run(lambda: desk.answers.assessment(text, settings))


@router.get("/cases/{shelf}/{case}/whatif")
async def whatif(
    desk: DeskOf,
    text: TextOf,
    settings: SettingsOf,
    scenario: Scenarios = (),
    set_: Sets = (),
) -> WhatIf:
    """What detente whatif --json prints, from fewer futures (paths) for a quick answer."""
    question = asked(scenarios=scenario, sets=set_)
    return await desk.workers.run(lambda: desk.answers.whatif(text, settings, question))


@router.post("/validate")
async def validate(desk: DeskOf, given: ToValidate) -> Validation:
    """Whether a text is a case; every fault with its line. Nothing is stored."""
    return await desk.workers.run(lambda: validation(given.text, given.name))


@router.get("/compare")
async def compare(desk: DeskOf, a: CaseKey, b: CaseKey, settings: SettingsOf) -> Comparison:
    """What detente compare --json prints: two cases, or two versions, side by side."""
    return await desk.workers.run(
        lambda: desk.answers.beside(desk.shelf.find(a), desk.shelf.find(b), settings)
    )


@router.get("/diff")
async def diff(desk: DeskOf, a: CaseKey, b: CaseKey, settings: SettingsOf) -> Difference:
    """What detente diff --json prints: what changed between two versions, and what that did."""
    return await desk.workers.run(
        lambda: desk.answers.difference(desk.shelf.find(a), desk.shelf.find(b), settings)
    )


@router.get("/dyads")
async def dyads(desk: DeskOf, wanted: WantedOf) -> WorldList:
    """Partnerships of the world by their chance of rupture. Needs data on disk."""
    if not await desk.learned(wanted.as_of, SECONDS):
        raise TooBusy("the risks of that year are still being learned; try again")
    found = await desk.workers.run(lambda: desk.world.listed(wanted))
    return WorldList(
        about=found.about,
        alive=found.alive,
        found=len(found.found),
        page=found.page,
        pages=found.pages,
        partnerships=found.shown,
    )


def entry(desk: Desk, text: Text) -> CaseEntry:
    """A case as the list has it."""
    found = desk.answers.checked(text)
    case, faults = (None, found) if isinstance(found, CaseError) else (found, None)
    return CaseEntry(
        key=text.key,
        shelf="folder" if text.shelf == "folder" else "bundled",
        id=text.id,
        version=text.version,
        editable=text.editable,
        previous=not text.previous and desk.shelf.has_previous(text),
        valid=case is not None,
        faults=list(faults.listed) if faults else [],
        fault_count=faults.count if faults else 0,
        title=case.title if case else None,
        question=case.question if case else None,
        as_of=case.as_of.isoformat() if case else None,
        members=[case.name(m) for m in case.members] if case else [],
    )


def _detail(desk: Desk, text: Text, settings: Settings) -> CaseDetail:
    case = desk.answers.case(text)
    sliders, switches = desk.answers.levers(text, settings)
    return CaseDetail(
        case=entry(desk, text),
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
    if isinstance(x, Switch):
        return LeverEntry(path=x.path, subject=x.subject, value=x.value, ends=[x.value, x.turned])
    return LeverEntry(path=x.path, subject=x.subject, value=x.value, ends=[x.low, x.high])


def validation(text: str, name: str) -> Validation:
    """Check a text as ``detente check`` does."""
    try:
        load.build(parse(name, text.encode("utf-8", errors="replace")))
    except CaseError as problem:
        faults = [_fault(f) for f in problem.listed]
        return Validation(valid=False, count=problem.count, faults=faults)
    return Validation(valid=True, count=0, faults=[])


def _fault(sentence: str) -> Fault:
    """Split ``file:line: message``."""
    found = _LINE.fullmatch(sentence)
    return Fault(line=int(found[1]) if found else 1, message=found[2] if found else sentence)
