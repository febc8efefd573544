"""Pages that show: cases, one case with its what-if, two side by side, the API."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from detente.app import api, diff
from detente.app.answer_curves import compared_curves, curves_of
from detente.app.case_files import CaseText, NoSuchCase, any_large
from detente.app.parameters import (
    CaseTextParameter,
    ScenariosParameter,
    SetsParameter,
    SettingsParameter,
    StateParameter,
    TypedQuestionParameter,
)
from detente.app.question import (
    Slider,
    Switch,
    WhatIfQuestion,
    format_set,
    question_or_problem,
)
from detente.app.results import files_of, parameters_of
from detente.app.state import AppState, static
from detente.app.streaming import PagePart, stream_page
from detente.brief.answer import adds_nothing, fate_name, history_of_rupture, ladder
from detente.case.model import Case
from detente.document.comparison import Difference
from detente.document.labels import BASE_RATE
from detente.errors import CaseError, DataError, DetenteError
from detente.forecast.settings import Settings
from detente.scenarios.interventions import Intervention

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SECTIONS_MARK = "<!-- sections -->"  # text of a case is escaped and cannot contain a mark
_FORECAST_MARK = "<!-- forecast -->"
_SLIDER = "slider."  # prefix of the path in the form field of a slider
_MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_STATIC_FILES = ("app.css", "brief.css", "app.js", "icon.svg", "review.css", "review.js")


@router.get("/")
async def start(state: StateParameter) -> str:
    """List the cases."""

    def render() -> str:
        files = state.files
        return state.render(
            "cases.html.j2",
            cases=api.entries(state),
            folder=files.folder.name or "/",
            unlisted=files.unlisted(),
        )

    return await state.workers.run(render)


@router.get("/static/{name}")
async def static_file(name: str) -> Response:
    """Serve a static file."""
    if name not in _STATIC_FILES:
        raise NoSuchCase(f"no file '{name:.40}'")
    return Response(static(name), media_type=_MEDIA_TYPES[name.rpartition(".")[2]])


@router.get("/cases/{collection}/{case}", response_model=None)
async def case_(
    request: Request,
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    scenario: ScenariosParameter = (),
    set_: SetsParameter = (),
) -> Response:
    """Show the brief of a case, with the what-if form above it.

    Parameters
    ----------
    request : Request
        A form without script adds the position of every slider to its query.
    state, text, settings : AppState, CaseText, Settings
        Injected by FastAPI, see `parameters`.
    scenario, set_ : tuple of str
        The what-if: scenarios that occur, and values set by hand.
    """
    positions = [
        f"{name.removeprefix(_SLIDER)}={value}"
        for name, value in request.query_params.multi_items()
        if name.startswith(_SLIDER)
    ]

    def with_sliders() -> WhatIfQuestion:
        sliders = state.results.controls(text, settings)[0]
        return question_or_problem(
            scenarios=scenario, sets=set_, positions=positions, sliders=sliders
        )

    if positions:
        question = await state.workers.run(with_sliders, large=text.is_large)
    else:
        question = question_or_problem(scenarios=scenario, sets=set_)
    if question.problem is None and (positions or "" in set_):
        # a form without script sends every slider; redirect to an address with those moved
        return RedirectResponse(_address(request.url.path, text, settings, question), 303)
    return await _stream_case(state, text, settings, question)


async def _stream_case(
    state: AppState, text: CaseText, settings: Settings, question: WhatIfQuestion
) -> Response:
    """Send the page with those sections that are drawn; the others follow one by one.

    If the forecast is still to be computed, the title of the case precedes it.
    """

    def render() -> tuple[str, list[PagePart]]:
        page = case_page(state, text, settings, question)
        return page, state.results.sections(text, settings) if _SECTIONS_MARK in page else []

    def parts() -> Iterator[PagePart]:
        case = state.results.case_or_faults(text)
        if isinstance(case, CaseError) or state.results.is_assessed(text, settings):
            return _parts(*render())
        return _parts_after_title(state, case, render)

    return stream_page(
        state.workers,
        await state.workers.run(parts, large=text.is_large),
        status=422 if question.problem else 200,
        large=text.is_large,
    )


def _parts(page: str, sections: list[PagePart]) -> Iterator[PagePart]:
    head, _, tail = page.replace(_FORECAST_MARK, "", 1).partition(_SECTIONS_MARK)
    yield PagePart(render=lambda: head)
    yield from sections
    yield PagePart(render=lambda: tail)


def _parts_after_title(
    state: AppState, case: Case, render: Callable[[], tuple[str, list[PagePart]]]
) -> Iterator[PagePart]:
    """The top of a page, then the rest when it is computed, or why it cannot be."""

    def waiting(problem: str | None) -> str:
        return state.render("waiting.html.j2", case=case, mark=_FORECAST_MARK, problem=problem)

    top = waiting(None).partition(_FORECAST_MARK)[0]
    yield PagePart(render=lambda: top)
    rest: list[PagePart] = []

    def body() -> str:
        sections: list[PagePart] = []
        try:
            page, sections = render()
        except DetenteError as problem:
            page = waiting(str(problem))
        first, *others = _parts(page.partition(_FORECAST_MARK)[2], sections)
        rest.extend(others)
        return first.render()

    yield PagePart(render=body, ready=False)
    yield from rest


def _address(path: str, text: CaseText, settings: Settings, question: WhatIfQuestion) -> str:
    """Address of a case and a question, without what equals the default."""
    pairs = [*parameters_of(text, settings), *question.pairs()]
    return path + (f"?{urlencode(pairs)}#what-if" if pairs else "#what-if")


def case_page(state: AppState, text: CaseText, settings: Settings, question: WhatIfQuestion) -> str:
    """Render the page of a case with a mark in place of the sections, or the faults of its file.

    Parameters
    ----------
    state, text, settings
        As `detente.app.answer_curves.curves_of` takes them.
    question : WhatIfQuestion
        The what-if to answer, possibly empty.
    """
    case = state.results.case_or_faults(text)
    if isinstance(case, CaseError):
        return state.render("faulty.html.j2", text=text, faults=case.faults)
    sliders, switches = state.results.controls(text, settings)
    assessment = state.results.assessment(text, settings)
    brief = state.results.brief(text, settings)
    on_form = {one: _on_form(one, sliders, switches) for one in question.sets}
    return state.render(
        "case.html.j2",
        forecast_mark=_FORECAST_MARK,
        text=text,
        case=case,
        a=assessment,
        fates=[(fate_name(f), f) for f in assessment.fates],
        outcomes=ladder(assessment),
        base_rate=BASE_RATE if adds_nothing(assessment) else None,
        p_if={c.id: c.p_if for c in assessment.conditionals},
        brief=brief,
        files=files_of(text, settings),
        history=history_of_rupture(assessment),
        sections_mark=_SECTIONS_MARK,
        previous=not text.previous and state.files.has_previous(text),
        sliders=sliders,
        switches=switches,
        hidden_fields=parameters_of(text, settings),
        question=question,
        positions={one.path: one.to for one, shown in on_form.items() if shown},
        other_sets=[format_set(one) for one, shown in on_form.items() if not shown],
        **_answer(state, text, settings, question),
    )


def _on_form(one: Intervention, sliders: list[Slider], switches: list[Switch]) -> bool:
    """Whether a slider or a switch can show a value set by hand."""
    if one.at is not None:
        return False
    if isinstance(one.to, str):
        return any(s.path == one.path and s.reversed == one.to for s in switches)
    return any(s.path == one.path and s.low <= one.to <= s.high for s in sliders)


def _answer(
    state: AppState, text: CaseText, settings: Settings, question: WhatIfQuestion
) -> dict[str, Any]:
    """Variables of ``whatif.html.j2``: the document and its curves, or why there is none."""
    if question.problem:
        return {"w": None, "curves": None, "problem": question.problem}
    w = None
    try:
        if question:
            w = state.results.what_if(text, settings, question)
        curves = curves_of(state, text, settings, w)[1]
        rupture = state.results.assessment(text, settings).outcomes["rupture"]
    except DetenteError as problem:
        return {"w": None, "curves": None, "problem": str(problem)}
    as_coded = rupture.p_end["10"].mean
    pairs = [*parameters_of(text, settings), *question.pairs()]
    start = f"/cases/{text.collection}/{text.id}/whatif/download/"
    files = (start, f"?{urlencode(pairs)}" if pairs else "")
    return {
        "w": w,
        "curves": curves,
        "problem": None,
        "files_of_answer": files,
        "as_coded": as_coded,
    }


@router.get("/cases/{collection}/{case}/whatif")
async def whatif(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    question: TypedQuestionParameter,
) -> str:
    """Render the part of a case's page that answers a what-if.

    Parameters
    ----------
    state, text, settings, question
        Injected by FastAPI, see `parameters`.
    """
    return await state.workers.run(
        lambda: state.render(
            "whatif.html.j2",
            question=question,
            case=state.results.case(text),
            **_answer(state, text, settings, question),
        ),
        large=text.is_large,
    )


@router.get("/compare")
async def compare(
    state: StateParameter,
    settings: SettingsParameter,
    a: Annotated[str | None, Query(max_length=100)] = None,
    b: Annotated[str | None, Query(max_length=100)] = None,
) -> str:
    """Show two cases or versions side by side.

    Parameters
    ----------
    state, settings : AppState, Settings
        Injected by FastAPI, see `parameters`.
    a, b : str or None
        Their keys; without both, only the form is shown.
    """
    texts = (state.files.find(a), state.files.find(b)) if a and b else None
    return await state.workers.run(
        lambda: _compare(state, settings, a, b, texts), large=any_large(texts or ())
    )


def _compare(
    state: AppState,
    settings: Settings,
    a: str | None,
    b: str | None,
    texts: tuple[CaseText, CaseText] | None,
) -> str:
    entries = api.entries(state)
    keys = [(e.key, e.title or e.id) for e in entries if e.valid or not e.checked]
    keys += [(f"{e.key}@previous", f"Before: {e.title or e.id}") for e in entries if e.previous]
    if texts is None:
        one = a or next((key for key, _ in keys if key != b), b)
        other = b or next((key for key, _ in keys if key != one), one)
        return state.render("compare.html.j2", keys=keys, a=one, b=other, c=None, changed=None)
    left, right = texts
    versions = (left.collection, left.id) == (right.collection, right.id)
    d = _difference(state, left, right, settings) if versions else None
    return state.render(
        "compare.html.j2",
        keys=keys,
        a=a,
        b=b,
        texts=texts,
        c=d.comparison if d else state.results.comparison(left, right, settings),
        d=d,
        curves=compared_curves(state, left, right, settings)[1],
        changed=diff.compare(left.text, right.text) if versions else None,
        files=(
            "/compare/download/",
            "?" + urlencode({"a": a, "b": b, **settings.given()}),
        ),
    )


def _difference(
    state: AppState, old: CaseText, new: CaseText, settings: Settings
) -> Difference | None:
    try:
        return state.results.difference(old, new, settings)
    except DataError:  # other members or another date: the comparison is all there is to show
        return None


@router.get("/api")
async def api_page(request: Request, state: StateParameter) -> str:
    """Describe the JSON API, from its own OpenAPI document.

    Parameters
    ----------
    request : Request
        Whose app is described.
    state : AppState
        Injected by FastAPI.
    """
    return state.render("api.html.j2", api=request.app.openapi())
