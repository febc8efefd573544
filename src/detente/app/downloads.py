"""Files to download: the brief in each of its forms, its charts and its tables."""

import csv
import io
from pathlib import Path
from typing import Literal

from fastapi import APIRouter, Response

from detente.app.case_files import CaseText, NoSuchCase
from detente.app.parameters import CaseTextParameter, SettingsParameter, StateParameter
from detente.brief.blocks import Block, Chart, Inline, Table

router = APIRouter(prefix="/cases/{collection}/{case}/download", include_in_schema=False)
_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "svg": "image/svg+xml",
    "csv": "text/csv",
}


@router.get("/brief.{kind}")
async def brief(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    kind: Literal["pdf", "html", "md", "json"],
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
    data = await state.workers.run(lambda: write(state.results.assessment(text, settings))[0])
    return _file(text, f"brief.{kind}", data)


@router.get("/chart-{name}.svg")
async def chart(
    state: StateParameter, text: CaseTextParameter, settings: SettingsParameter, name: str
) -> Response:
    """One chart of the brief as a drawing that stands alone.

    Parameters
    ----------
    state, text, settings
        As `brief` takes them.
    name : str
        Name of the chart.
    """
    from detente.brief.charts.theme import svg

    def drawn() -> bytes:
        for block in _blocks(state, text, settings):
            if isinstance(block, Chart) and block.name == name:
                return svg(block.spec).encode()
        raise NoSuchCase(f"no chart '{name:.60}' in this brief")

    return _file(text, f"{name}.svg", await state.workers.run(drawn))


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

    def written() -> bytes:
        for block in _blocks(state, text, settings):
            if isinstance(block, Table) and block.id == name:
                return _csv(block).encode("utf-8-sig")  # so that spreadsheets read the signs
        raise NoSuchCase(f"no table '{name:.60}' in this brief")

    return _file(text, f"{name}.csv", await state.workers.run(written))


def _blocks(state: StateParameter, text: CaseText, settings: SettingsParameter) -> list[Block]:
    return [b for section in state.results.brief(text, settings).sections for b in section.blocks]


def _csv(block: Table) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([column.head for column in block.columns])
    rows.writerows([_plain(cell) for cell in row.cells] for row in block.rows)
    return out.getvalue()


def _plain(cell: Inline) -> str:
    """Text of a cell; a spreadsheet must take no text for a formula."""
    text = "".join("; " if run.style == "break" else run.text for run in cell)
    number = text.lstrip("+-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and not number else text


def _file(text: CaseText, name: str, data: bytes) -> Response:
    kind = _TYPES[name.rpartition(".")[2]]
    as_file = {"content-disposition": f'attachment; filename="{text.id}-{name}"'}
    return Response(data, media_type=kind, headers=as_file)
