"""Pages that show: cases, one case with its what-if, two side by side, the world, the API."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.app import api, diff
from detente.app.case_files import NoSuchCase, Text
from detente.app.curve import Curve, draw
from detente.app.parameters import DeskOf, Scenarios, Sets, SettingsOf, TextOf, WantedOf
from detente.app.question import Question, Slider, Switch, tried, written
from detente.app.state import Desk, static
from detente.app.streaming import Part, flowing
from detente.app.world import Wanted
from detente.case.model import Case
from detente.data import store
from detente.document.comparison import Difference
from detente.errors import CaseError, DataError, DetenteError, MissingData
from detente.forecast.settings import Settings
from detente.scenarios.interventions import Intervention

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_BROKEN = "Probability that the partnership is not yet broken"
_SECTIONS = "<!-- the brief -->"  # where its sections go; text of a case cannot hold it
_CUT = "<!-- worked out -->"  # where the forecast begins
_SOON = 0.2  # seconds after which a page says that it must wait
_SLIDER = "turn."  # before the path, in the name of a slider
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_SERVED = ("app.css", "brief.css", "app.js", "icon.svg")


@router.get("/")
async def start(desk: DeskOf) -> str:
    """List the cases."""

    def made() -> str:
        found = [api.entry(desk, t) for t in desk.shelf.texts()]
        shelf = desk.shelf
        unlisted, folder = shelf.unlisted(), shelf.folder.name or "/"
        return desk.page("cases.html.j2", cases=found, folder=folder, unlisted=unlisted)

    return await desk.workers.run(made)


@router.get("/static/{name}")
async def static_file(name: str) -> Response:
    """Serve one of the files that the pages name."""
    if name not in _SERVED:
        raise NoSuchCase(f"no file '{name:.40}'")
    kind = _KINDS[name.rpartition(".")[2]]
    return Response(static(name), media_type=kind)


@router.get("/cases/{shelf}/{case}", response_model=None)
async def case_(
    request: Request,
    desk: DeskOf,
    text: TextOf,
    settings: SettingsOf,
    scenario: Scenarios = (),
    set_: Sets = (),
) -> str | Response:
    """Show the brief of a case, live."""
    turns = [
        f"{name.removeprefix(_SLIDER)}={value}"
        for name, value in request.query_params.multi_items()
        if name.startswith(_SLIDER)
    ]

    def moved() -> Question:
        sliders = desk.answers.levers(text, settings)[0]
        return tried(scenarios=scenario, sets=set_, turns=turns, sliders=sliders)

    plain = tried(scenarios=scenario, sets=set_)
    question = await desk.workers.run(moved) if turns else plain
    if question.problem is None and (turns or "" in set_):
        # a form without script sends every slider: to the address that holds only what was moved
        return RedirectResponse(address(request.url.path, text, settings, question), 303)
    return await _shown(request, desk, text, settings, question)


async def _shown(
    request: Request, desk: Desk, text: Text, settings: Settings, question: Question
) -> Response:
    """The page with its brief, as far as that is drawn; the rest as it comes.

    Where the forecast is still to be worked out, the name of the case comes before it.
    """

    def made() -> tuple[str, list[Part]]:
        page = case_page(desk, text, settings, question)
        return page, desk.answers.sections(text, settings) if _SECTIONS in page else []

    def begun() -> Iterator[Part]:
        case = desk.answers.checked(text)
        if isinstance(case, CaseError) or desk.answers.assessed(text, settings):
            return _parts(*made())
        return _worked_out(desk, case, made)

    parts = await desk.workers.run(begun)
    return flowing(request, desk.workers, parts, status=422 if question.problem else 200)


def _parts(page: str, sections: list[Part]) -> Iterator[Part]:
    head, _, tail = page.replace(_CUT, "", 1).partition(_SECTIONS)
    yield Part(make=lambda: head)
    yield from sections
    yield Part(make=lambda: tail)


def _worked_out(
    desk: Desk, case: Case, made: Callable[[], tuple[str, list[Part]]]
) -> Iterator[Part]:
    """The top of a page, then the rest of it when that is known, or why there is none."""
    top = desk.page("waiting.html.j2", case=case, cut=_CUT, problem=None).partition(_CUT)[0]
    yield Part(make=lambda: top)
    follows: list[Part] = []

    def body() -> str:
        try:
            page, sections = made()
        except DetenteError as problem:
            page = desk.page("waiting.html.j2", case=case, cut=_CUT, problem=str(problem))
            sections = []
        first, *rest = _parts(page.partition(_CUT)[2], sections)
        follows.extend(rest)
        return first.make()

    yield Part(make=body, ready=False)
    yield from follows


def address(path: str, text: Text, settings: Settings, question: Question) -> str:
    """Address of a case and a question: what differs from the usual, no more."""
    pairs = [*_kept(text, settings), *question.pairs()]
    return path + (f"?{urlencode(pairs)}#what-if" if pairs else "#what-if")


def _kept(text: Text, settings: Settings) -> list[tuple[str, str]]:
    """Parameters of the address that are no part of the question."""
    named = [(name, str(value)) for name, value in settings.given().items()]
    return ([("version", "previous")] if text.previous else []) + named


def case_page(desk: Desk, text: Text, settings: Settings, question: Question) -> str:
    """The page of a case with a mark where the brief goes; of a faulty one, its faults."""
    case = desk.answers.checked(text)
    if isinstance(case, CaseError):
        return desk.page("faulty.html.j2", text=text, faults=case.faults)
    sliders, switches = desk.answers.levers(text, settings)
    assessment = desk.answers.assessment(text, settings)
    return desk.page(
        "case.html.j2",
        cut=_CUT,
        text=text,
        case=case,
        a=assessment,
        p_if={c.id: c.p_if for c in assessment.conditionals},
        brief=desk.answers.brief(text, settings),
        sections=_SECTIONS,
        previous=not text.previous and desk.shelf.has_previous(text),
        sliders=sliders,
        switches=switches,
        kept=_kept(text, settings),
        question=question,
        turned={t.path: t.to for t in question.sets if _on_panel(t, sliders, switches)},
        loose=[written(t) for t in question.sets if not _on_panel(t, sliders, switches)],
        **_answer(desk, text, settings, question),
    )


def _on_panel(one: Intervention, sliders: list[Slider], switches: list[Switch]) -> bool:
    """Whether a slider or a switch can show a value set by hand."""
    if one.at is not None:
        return False
    if isinstance(one.to, str):
        return any(s.path == one.path and s.turned == one.to for s in switches)
    return any(s.path == one.path and s.low <= one.to <= s.high for s in sliders)


def _answer(desk: Desk, text: Text, settings: Settings, question: Question) -> dict[str, Any]:
    """What the what-if says, with its curves; or why there is none."""
    curves, w = [], None
    if question.problem:
        return {"w": None, "curves": None, "problem": question.problem}
    try:
        if question:
            w = desk.answers.whatif(text, settings, question)
            curves = [Curve(name="without", points=w.curve_without)]
            curves.append(Curve(name="with", points=w.curve_with))
        else:
            coded = desk.answers.assessment(text, settings).outcomes["broken"]
            curves = [Curve(name="as coded", points=coded.curve)]
    except DetenteError as problem:
        return {"w": None, "curves": None, "problem": str(problem)}
    return {"w": w, "curves": draw(curves, title=_BROKEN), "problem": None}


@router.get("/cases/{shelf}/{case}/whatif")
async def whatif(
    desk: DeskOf,
    text: TextOf,
    settings: SettingsOf,
    scenario: Scenarios = (),
    set_: Sets = (),
) -> str:
    """The part of a case's page that answers a question."""
    question = tried(scenarios=scenario, sets=set_)
    return await desk.workers.run(
        lambda: desk.page(
            "whatif.html.j2",
            question=question,
            case=desk.answers.case(text),
            **_answer(desk, text, settings, question),
        )
    )


@router.get("/compare")
async def compare(
    desk: DeskOf,
    settings: SettingsOf,
    a: Annotated[str | None, Query(max_length=100)] = None,
    b: Annotated[str | None, Query(max_length=100)] = None,
) -> str:
    """Show two cases or versions side by side."""
    return await desk.workers.run(lambda: _compare(desk, settings, a, b))


def _compare(desk: Desk, settings: Settings, a: str | None, b: str | None) -> str:
    entries = [api.entry(desk, t) for t in desk.shelf.texts()]
    keys = [(e.key, e.title or e.id) for e in entries if e.valid]
    keys += [(f"{e.key}@previous", f"Before: {e.title or e.id}") for e in entries if e.previous]
    if not (a and b):
        return desk.page("compare.html.j2", keys=keys, a=a, b=b, c=None, changed=None)
    left, right = desk.shelf.find(a), desk.shelf.find(b)
    names = ("A", "B")
    curves = [
        Curve(name=n, points=desk.answers.assessment(t, settings).outcomes["broken"].curve)
        for n, t in zip(names, (left, right), strict=True)
    ]
    versions = left.shelf == right.shelf and left.id == right.id
    d = _difference(desk, left, right, settings) if versions else None
    return desk.page(
        "compare.html.j2",
        keys=keys,
        a=a,
        b=b,
        texts=(left, right),
        c=d.comparison if d else desk.answers.beside(left, right, settings),
        d=d,
        curves=draw(curves, title=_BROKEN),
        changed=diff.compare(left.text, right.text) if versions else None,
    )


def _difference(desk: Desk, old: Text, new: Text, settings: Settings) -> Difference | None:
    try:
        return desk.answers.difference(old, new, settings)
    except DataError:  # other partners or another date: side by side says all there is to say
        return None


@router.get("/world")
async def world(desk: DeskOf, wanted: WantedOf) -> HTMLResponse:
    """Show every partnership alive on a date, as map and table; or that it is being learned."""
    try:
        if store.status() and not await desk.learned(wanted.as_of, _SOON):
            page = desk.page("learning.html.j2", as_of=wanted.as_of)
            return HTMLResponse(page, 202, {"refresh": "1"})
        return HTMLResponse(await desk.workers.run(lambda: _world(desk, wanted)))
    except MissingData as problem:
        return HTMLResponse(desk.page("no_data.html.j2", problem=str(problem)))


def _world(desk: Desk, wanted: Wanted) -> str:
    found = desk.world.listed(wanted)
    return desk.page(
        "world.html.j2",
        wanted=wanted,
        found=found,
        drawn=desk.world.drawn(wanted, found),
        link=lambda **other: _link(wanted, **other),
    )


def _link(wanted: Wanted, **other: Any) -> str:
    """Address of the list with something else asked for; the usual is left out."""
    usual = asdict(Wanted())
    chosen = {**asdict(wanted), "page": 1, **other}
    pairs = [
        (k, str(v).lower() if isinstance(v, bool) else v)
        for k, v in chosen.items()
        if v != usual[k]
    ]
    return "/world" + (f"?{urlencode(pairs)}" if pairs else "")


@router.get("/api")
async def api_page(request: Request, desk: DeskOf) -> str:
    """Describe the JSON API, from its own OpenAPI document."""
    return desk.page("api.html.j2", api=request.app.openapi())
