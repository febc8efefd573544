"""Files of the pages that are no brief: the world, a pair, its pulse, a comparison, a what-if."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from detente.app import curve
from detente.app.case_files import NoSuchCase
from detente.app.downloads import as_file, chart_file, table_file
from detente.app.pages import curves_of
from detente.app.pair_chart import timeline_spec
from detente.app.parameters import (
    CaseKeyParameter,
    CaseTextParameter,
    PulseQueryParameter,
    ScenariosParameter,
    SetsParameter,
    SettingsParameter,
    StateParameter,
    WorldQueryParameter,
)
from detente.app.pulse_pages import compute
from detente.app.question import parse_question
from detente.app.workers import REQUEST_SECONDS, TooBusy
from detente.app.world_pages import pair_of, past_of
from detente.brief import figures_csv
from detente.brief.blocks import Chart
from detente.brief.charts.theme import Spec
from detente.brief.files import CHART_FORMS

router = APIRouter(include_in_schema=False)
Kind = Literal["png", "svg", "csv"]
StateName = Annotated[str, Path(max_length=80)]
AsOf = Annotated[str | None, Query(max_length=10)]
_ENDS = ("mean", "low", "high")


@router.get("/world/download/partnerships.csv")
async def partnerships(state: StateParameter, query: WorldQueryParameter) -> Response:
    """All partnerships that satisfy the filters, as ``detente dyads --csv`` writes them.

    Parameters
    ----------
    state : AppState
        Injected by FastAPI.
    query : WorldQuery
        Filters and order.
    """
    await _estimated(state, query.as_of)
    page = await state.workers.run(lambda: state.world.page(query))
    data = figures_csv.partnerships(page.matches).encode("utf-8-sig")
    return as_file(f"partnerships-{page.year}.csv", data)
