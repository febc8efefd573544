"""Files to download: the brief in each of its forms, its charts and its tables."""

from pathlib import Path
from typing import Literal

from fastapi import APIRouter, Response

from detente.app.case_files import NoSuchCase
from detente.app.parameters import CaseTextParameter, SettingsParameter, StateParameter
from detente.brief.blocks import Brief, Chart, Table
from detente.brief.charts.theme import Spec

router = APIRouter(prefix="/cases/{collection}/{case}/download", include_in_schema=False)
Kind = Literal["png", "svg", "csv"]  # of a chart
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "zip": "application/zip",
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
}


@router.get("/brief.{kind}")
async def brief(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    kind: Literal["pdf", "docx", "html", "md", "json", "zip"],
) -> Response:
    """The brief as one file, as ``detente assess --out`` writes it.

    Parameters
    ----------
    state, text, settings : AppState, CaseText, Settings
        Injected by FastAPI, see `parameters`.
    kind : str
        Suffix of the file.
    """
    from detente.brief.form import form

    write = form(Path(f"brief.{kind}"))
    data = await state.workers.run(
        lambda: write(state.results.assessment(text, settings))[0], large=text.is_large
    )
    return as_file(f"{text.id}-brief.{kind}", data)


@router.get("/chart-{name}.{kind}")
async def chart(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    name: str,
    kind: Kind,
) -> Response:
    """One chart of the brief as a picture or drawing that stands alone, or its numbers.

    Parameters
    ----------
    state, text, settings
        As `brief` takes them.
    name : str
        Name of the chart.
    kind : str
        Suffix of the file.
    """
    data = await state.workers.run(
        lambda: chart_file(state.results.brief(text, settings), name, kind), large=text.is_large
    )
    return as_file(f"{text.id}-{name}.{kind}", data)


@router.get("/table-{name}.csv")
async def table(
    state: StateParameter, text: CaseTextParameter, settings: SettingsParameter, name: str
) -> Response:
    """One table of the brief as CSV, the figures as they stand on the page.

    Parameters
    ----------
    state, text, settings
        As `brief` takes them.
    name : str
        Id of the table.
    """
    data = await state.workers.run(
        lambda: table_file(state.results.brief(text, settings), name), large=text.is_large
    )
    return as_file(f"{text.id}-{name}.csv", data)


def chart_file(page: Brief, name: str, kind: str) -> bytes:
    """One chart of a page of blocks.

    Parameters
    ----------
    page : Brief
        The page.
    name : str
        Name of the chart.
    kind : str
        A key of `CHART_FORMS`.

    Raises
    ------
    NoSuchCase
        If the page has no such chart.
    """
    from detente.brief.files import blocks

    for block in blocks(page):
        if isinstance(block, Chart) and block.name == name:
            return spec_file(block.spec, kind)
    raise NoSuchCase(f"no chart '{name:.60}' on this page")


def spec_file(spec: Spec, kind: str) -> bytes:
    """A chart that is on a page without blocks.

    Parameters
    ----------
    spec : dict
        Its Vega-Lite spec.
    kind : str
        A key of `CHART_FORMS`.
    """
    from detente.brief.files import CHART_FORMS

    return CHART_FORMS[kind](spec)


def table_file(page: Brief, name: str) -> bytes:
    """One table of a page of blocks as CSV.

    Parameters
    ----------
    page : Brief
        The page.
    name : str
        Id of the table.

    Raises
    ------
    NoSuchCase
        If the page has no such table.
    """
    from detente.brief.figures_csv import table_csv
    from detente.brief.files import blocks

    for block in blocks(page):
        if isinstance(block, Table) and block.id == name:
            return table_csv(block)
    raise NoSuchCase(f"no table '{name:.60}' on this page")


def as_file(name: str, data: bytes) -> Response:
    """A response that the browser saves.

    Parameters
    ----------
    name : str
        File name of letters, digits and ``-_.``; its suffix gives the type.
    data : bytes
        Content.
    """
    kind = _TYPES[name.rpartition(".")[2]]
    saved = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=kind, headers=saved)
