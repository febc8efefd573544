"""The commands ``compare`` and ``diff``: two cases, or two versions of one case."""

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import (
    CaseArgument,
    JsonFlag,
    case_ids,
    out,
    plain_table,
    print_text,
)

if TYPE_CHECKING:
    from detente.document.comparison import ComparedFigure, Comparison, Difference

Other = Annotated[
    str, typer.Argument(help="Another bundled id or case file.", autocompletion=case_ids)
]
AllFlag = Annotated[bool, typer.Option("--all", help="Show also rows that do not differ.")]
_CHANGES = 40  # values listed; all of them are in --json


def compare(a: CaseArgument, b: Other, *, all_: AllFlag = False, as_json: JsonFlag = False) -> None:
    """Compare the forecasts of two cases: verdict, reference classes, lenses, fault lines.

    Example: `detente compare us-russia-2001 anglo-japanese-1905`
    """
    from detente.assessment.assess import assess
    from detente.assessment.compare import compare_assessments

    result = compare_assessments(assess(a), assess(b))
    if as_json:
        print_text(result.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        _show(result, all_=all_)


def diff(
    old: CaseArgument, new: Other, *, all_: AllFlag = False, as_json: JsonFlag = False
) -> None:
    """List the changes between two versions of a case, and their effect on the forecast.

    The effect of a section is that of its changes alone, in points of P(rupture within 10 years).

    Example: `detente diff my-case.yaml.bak my-case.yaml`
    """
    from detente.assessment.compare import difference
    from detente.case.load import load

    result = difference(load(old), load(new))
    if as_json:
        print_text(result.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        _show_difference(result, all_=all_)


def _show_difference(d: "Difference", *, all_: bool) -> None:
    from detente.brief.words import plain_signed

    console = out()
    if not d.changes:
        console.print("the two versions hold the same values")
        return
    table = plain_table("path", "before", "after")
    for c in d.changes[:_CHANGES]:
        table.add_row(c.path, *("-" if v is None else str(v) for v in (c.before, c.after)))
    console.print(table)
    if len(d.changes) > _CHANGES:
        console.print(f"and {len(d.changes) - _CHANGES} more (--json has all)")
    console.print()
    table = plain_table("section", "changes", "P(rupture in 10 y), alone")
    for m in d.sections:
        table.add_row(m.section, str(m.changes), f"{plain_signed(100 * m.move_10)} points")
    table.add_row("all", str(len(d.changes)), f"{plain_signed(100 * d.move_10)} points")
    console.print(table)
    _show(d.comparison, all_=all_)


def _show(c: "Comparison", *, all_: bool) -> None:
    from rich.text import Text

    console = out()
    console.print()
    table = plain_table("", "a", "b")
    for name in ("case", "title", "as_of", "label", "type"):
        table.add_row(name.replace("_", " "), str(getattr(c.a, name)), str(getattr(c.b, name)))
    console.print(table)
    for group in c.groups:
        rows = [r for r in group.rows if all_ or not r.same]
        if rows:
            console.print()
            console.print(Text(group.label, style="bold"))
            table = plain_table("a", "b", "b - a", "")
            for r in rows:
                table.add_row(*_cells(r))
            console.print(table)
    if all(r.same for g in c.groups for r in g.rows):
        console.print("no figure differs")


def _cells(r: "ComparedFigure") -> tuple[str, ...]:
    from detente.brief.words import plain_signed, span

    if r.unit == "probability":
        shown = ["-" if x is None else span(x) for x in (r.a, r.b)]
    else:
        shown = [
            "-" if x is None else f"{x.mean:.2f} ({x.low:.2f} to {x.high:.2f})" for x in (r.a, r.b)
        ]
    if r.a is None or r.b is None:
        return (*shown, "", r.label)
    moved = r.b.mean - r.a.mean
    change = plain_signed(100 * moved) if r.unit == "probability" else plain_signed(moved, 2)
    return (*shown, change, r.label)
