"""Issues: positions of all actors, their salience, and red lines."""

from collections.abc import Iterator

from detente.brief.blocks import (
    Block,
    Row,
    Subhead,
    Table,
    Words,
    column,
    inline,
    note,
    paragraph,
    row,
    table,
)
from detente.brief.sections._register import chart, section
from detente.brief.words import beneath, cited, number, signed, spanned
from detente.document.assessment import Assessment
from detente.document.case import Coded, IssuePart, PositionPart


@section("issues", "Issues: who wants what", place=80)
def issues(a: Assessment) -> Iterator[Block]:
    """The map of positions, then one table for all issues."""
    if not a.issues:
        yield paragraph("The case codes no issue.")
        return
    yield paragraph(
        "Every issue is a scale from 0 to 100; the table says what its ends mean. Positions, "
        "salience and power are coded with 90% ranges."
    )
    yield from chart(a, "issues", table="issues")
    yield table(
        "issues",
        "Issues and their scales",
        [
            column("Issue", 2),
            column("0 means", 1.5),
            column("100 means", 1.5),
            column("Status quo"),
            column("Red lines", 1.4),
            column("Claims", 1.6),
        ],
        [_issue(i) for i in a.issues],
    )
    yield Subhead(runs=inline("Positions of all actors"))
    yield paragraph(
        "One panel for each issue. Larger marks mean higher salience; the grey line is the status "
        "quo, a dotted line a red line."
    )
    yield from chart(a, "positions", table="positions")
    yield _positions(a.issues)


def _issue(i: IssuePart) -> Row:
    traits = ["indivisible: no side payment possible"] if i.indivisible else []
    if i.salience_trend is not None:
        traits.append(f"salience trend {signed(i.salience_trend.value)}")
    lines = [f"{r.name}: not {r.side} {number(r.at, 0)}" for r in i.red_lines]
    return row(
        beneath(i.label, *traits),
        i.zero,
        i.hundred,
        number(i.status_quo, 0),
        "; ".join(lines) or "–",
        cited(i.claims),
    )


def _positions(issues: list[IssuePart]) -> Table:
    return table(
        "positions",
        "Positions of all actors on every issue, with salience and power, 0 to 100",
        [
            column("Issue", 2),
            column("Actor", 1.6),
            column("Position"),
            column("Salience"),
            column("Power at home"),
        ],
        [_position(i, p) for i in issues for p in i.positions],
        "folded",
    )


def _position(i: IssuePart, p: PositionPart) -> Row:
    who = inline(f"{p.name} ", note("" if p.kind == "state" else f"({p.kind})"))
    return row(i.label, who, _coded(p.position), _coded(p.salience), _coded(p.power))


def _coded(c: Coded | None) -> Words:
    return "–" if c is None else spanned(c.value, c.low, c.high, 0)
