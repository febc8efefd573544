"""Files of a what-if and of a comparison: every figure as CSV, the curve as a picture."""

from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter, Response

from detente.app.answer_curves import compared_curves, curves_of
from detente.app.case_files import CaseText, any_large
from detente.app.curve import SurvivalLine, stand_alone
from detente.app.downloads import Kind, as_file
from detente.app.parameters import (
    CaseKeyParameter,
    CaseTextParameter,
    QuestionParameter,
    SettingsParameter,
    StateParameter,
)
from detente.brief.charts.theme import painted
from detente.brief.figures_csv import csv_bytes
from detente.document.comparison import Comparison, Difference
from detente.document.part import Interval
from detente.document.scenarios import WhatIf

router = APIRouter(include_in_schema=False)
_ENDS = ("mean", "low", "high")
_NONE = (None, None, None)


@router.get("/cases/{collection}/{case}/whatif/download/curve.{kind}")
async def curve(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    question: QuestionParameter,
    kind: Kind,
) -> Response:
    """The survival curve of a case, with and without what a what-if changes.

    Parameters
    ----------
    state, text, settings, question
        Injected by FastAPI, see `parameters`.
    kind : str
        Suffix of the file.
    """

    def drawn() -> bytes:
        w = state.results.what_if(text, settings, question) if question else None
        return _curve_file(*curves_of(state, text, settings, w), kind)

    return as_file(f"{text.id}-curve.{kind}", await state.workers.run(drawn, large=text.is_large))


def _curve_file(lines: list[SurvivalLine], svg: str, kind: Kind) -> bytes:
    if kind == "csv":
        rows = ((x.name, year, *_ends(r)) for x in lines for year, r in enumerate(x.points))
        return csv_bytes(("curve", "year", *_ENDS), rows)
    return stand_alone(svg).encode() if kind == "svg" else painted(stand_alone(svg))


@router.get("/cases/{collection}/{case}/whatif/download/{name}.csv")
async def what_if(
    state: StateParameter,
    text: CaseTextParameter,
    settings: SettingsParameter,
    question: QuestionParameter,
    name: Literal["outcomes", "fault-lines"],
) -> Response:
    """The tables of a what-if, numbers in full.

    Parameters
    ----------
    state, text, settings, question
        Injected by FastAPI, see `parameters`.
    name : str
        Which table: of all outcomes, or of the fault lines.
    """
    w = await state.workers.run(
        lambda: state.results.what_if(text, settings, question), large=text.is_large
    )
    return as_file(f"{text.id}-what-if-{name}.csv", _TABLES[name](w))


def _outcomes(w: WhatIf) -> bytes:
    rows = (
        (outcome, years, *_ends(o.without[years]), *_ends(o.with_[years]), *_ends(moved))
        for outcome, o in w.outcomes.items()
        for years, moved in o.difference.items()
    )
    return csv_bytes(("outcome", "years", *_heads("without", "with", "difference")), rows)


def _fault_lines(w: WhatIf) -> bytes:
    rows = (
        (f.label, *_ends(f.p_first_without), *_ends(f.p_first_with), *_ends(f.gain))
        for f in w.fault_lines
    )
    return csv_bytes(("fault_line", *_heads("without", "with", "gain")), rows)


_TABLES = {"outcomes": _outcomes, "fault-lines": _fault_lines}


def _heads(*names: str) -> Iterator[str]:
    return (f"{name}_{end}" for name in names for end in _ENDS)


def _ends(r: Interval | None) -> tuple[Any, Any, Any]:
    return _NONE if r is None else (r.mean, r.low, r.high)


@router.get("/compare/download/curve.{kind}")
async def compared_curve(
    state: StateParameter,
    a: CaseKeyParameter,
    b: CaseKeyParameter,
    settings: SettingsParameter,
    kind: Kind,
) -> Response:
    """The survival curves of two cases or versions.

    Parameters
    ----------
    state, settings : AppState, Settings
        Injected by FastAPI, see `parameters`.
    a, b : str
        Their keys.
    kind : str
        Suffix of the file.
    """

    texts = state.files.find(a), state.files.find(b)

    def drawn() -> bytes:
        return _curve_file(*compared_curves(state, *texts, settings), kind)

    return as_file(f"compared-curve.{kind}", await state.workers.run(drawn, large=any_large(texts)))


@router.get("/compare/download/{name}.csv")
async def comparison(
    state: StateParameter,
    a: CaseKeyParameter,
    b: CaseKeyParameter,
    settings: SettingsParameter,
    name: Literal["sides", "figures", "values", "sections"],
) -> Response:
    """A table of two cases or versions side by side, or of what changed between two versions.

    Parameters
    ----------
    state, settings : AppState, Settings
        Injected by FastAPI, see `parameters`.
    a, b : str
        Their keys.
    name : str
        Which table: what the two are, their figures, the values that differ, or what the changes
        of each section do.
    """

    texts = state.files.find(a), state.files.find(b)

    def written() -> bytes:
        if name in ("values", "sections"):
            d = state.results.difference(*texts, settings)
            return _values(d) if name == "values" else _sections(d)
        c = state.results.comparison(*texts, settings)
        return _figures(c) if name == "figures" else _sides(c, texts)

    return as_file(f"compared-{name}.csv", await state.workers.run(written, large=any_large(texts)))


def _sides(c: Comparison, texts: tuple[CaseText, CaseText]) -> bytes:
    sides = (c.a, c.b)
    rows = (
        ("title", *(x.title for x in sides)),
        ("version", *(x.key for x in texts)),
        ("sha256", *(x.version for x in texts)),
        ("states", *("; ".join(x.members) for x in sides)),
        ("as_of", *(str(x.as_of) for x in sides)),
        ("verdict", *(x.label for x in sides)),
        ("type", *(x.type for x in sides)),
    )
    return csv_bytes(("of", "a", "b"), rows)


def _figures(c: Comparison) -> bytes:
    rows = (
        (group.id, x.label, x.unit, *_ends(x.a), *_ends(x.b))
        for group in c.groups
        for x in group.rows
    )
    return csv_bytes(("group", "figure", "unit", *_heads("a", "b")), rows)


def _values(d: Difference) -> bytes:
    return csv_bytes(("path", "before", "after"), ((x.path, x.before, x.after) for x in d.changes))


def _sections(d: Difference) -> bytes:
    """In probabilities, where the page has percentage points."""
    rows = [(x.section, x.changes, x.move_10) for x in d.sections]
    return csv_bytes(
        ("section", "values_changed", "move_10"), [*rows, ("all", len(d.changes), d.move_10)]
    )
