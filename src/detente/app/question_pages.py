"""The dated questions of a case: probability, base rate, and the rule by which each resolves."""

from urllib.parse import urlencode

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from detente.app.case_files import FOLDER
from detente.app.downloads import as_file
from detente.app.parameters import CaseTextParameter, SettingsParameter, StateParameter
from detente.app.results import parameters_of
from detente.brief.figures_csv import csv_bytes

router = APIRouter(prefix="/cases/{collection}/{case}/questions", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
async def page(state: StateParameter, text: CaseTextParameter, settings: SettingsParameter) -> str:
    """List the questions that ``detente questions`` lists.

    Parameters
    ----------
    state, text, settings : AppState, CaseText, Settings
        Injected by FastAPI, see `parameters`.
    """

    def render() -> str:
        answers = state.results.questions(text, settings)
        groups = (
            ("Asked by the case", [a for a in answers if a.coded]),
            ("Of the outcomes", [a for a in answers if not a.coded and a.question.outcome]),
            ("Of the scenarios", [a for a in answers if not a.coded and a.question.scenario]),
        )
        query = urlencode(parameters_of(text, settings))
        return state.render(
            "questions.html.j2",
            text=text,
            case=state.results.case(text),
            file_name=state.files.path(FOLDER, text.id).name if text.editable else text.id,
            groups=[(name, listed) for name, listed in groups if listed],
            files=(
                f"/cases/{text.collection}/{text.id}/questions/download/",
                query and f"?{query}",
            ),
        )

    return await state.workers.run(render, large=text.is_large)


@router.get("/download/questions.csv")
async def as_csv(
    state: StateParameter, text: CaseTextParameter, settings: SettingsParameter
) -> Response:
    """The questions as CSV, numbers in full.

    Parameters
    ----------
    state, text, settings : AppState, CaseText, Settings
        Injected by FastAPI, see `parameters`.
    """
    answers = await state.workers.run(
        lambda: state.results.questions(text, settings), large=text.is_large
    )
    plain = [a.document() for a in answers]
    heads = list(plain[0]) if plain else []
    return as_file(f"{text.id}-questions.csv", csv_bytes(heads, (p.values() for p in plain)))
