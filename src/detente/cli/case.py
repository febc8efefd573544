"""Commands on case files: list, create, check, verify, change, and print the schema."""

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.cli.common import CaseArgument, JsonFlag, day_option, out, print_json, write_file
from detente.errors import DetenteError


def cases(*, as_json: JsonFlag = False) -> None:
    """List the bundled cases."""
    from detente.case.load import bundled, load

    bundled_cases = [load(name) for name in bundled()]
    if as_json:
        print_json(
            [{"id": c.id, "title": c.title, "as_of": c.as_of.isoformat()} for c in bundled_cases]
        )
        return
    for c in bundled_cases:
        out().print(f"{c.id:24} {c.as_of}  {c.title}", markup=False)


def new(
    case: Annotated[str, typer.Argument(help="Id of the case, or its file: ID.yaml.")],
    *,
    states: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Fill it with what the data know of two states."),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="With --states: its day; today.")] = None,
    folder: Annotated[Path, typer.Option(help="Folder of the new file.")] = Path(),
) -> None:
    """Create a commented case file that passes `detente check`.

    With two states it fills itself from the local store, each entry with its source and the day on
    which it was known, and is the case that `detente assess A B` assesses.

    Examples: `detente new my-case`, `detente new china-russia --states CHN RUS`
    """
    from detente.case.places import new_id

    if states is None and as_of is not None:
        raise DetenteError("--as-of goes with --states; the template is of today")

    _refuse_all(case, states or (), as_of)
    id_ = new_id(case)
    path, schema = folder / f"{id_}.yaml", folder / "detente-case.schema.json"
    _write_case(path, schema, _text(id_, states, as_of, schema.name).encode())


def _refuse_all(case: str, states: tuple[str, ...], as_of: str | None) -> None:
    """Every mistake in what was typed, one line each."""
    from detente.case.places import new_id
    from detente.states.search import known_name

    checks: tuple[Callable[[], object], ...] = (
        lambda: new_id(case),
        lambda: day_option(as_of, "--as-of"),
        *(partial(known_name, state) for state in states),
    )
    problems: list[str] = []
    for check_ in checks:
        try:
            check_()
        except DetenteError as problem:
            problems.append(str(problem))
    if problems:
        raise DetenteError("\n".join(problems))


def _write_case(path: Path, schema: Path, text: bytes) -> None:
    """Write a new case, and its schema where there is none, and print where."""
    from detente.files import write_new

    also = "" if schema.exists() else f" (and {schema.name}, for completion in an editor)"
    try:
        if path.exists():
            raise FileExistsError
        if also:
            write_file(schema, _case_schema())
        write_new(path, text)  # last: once it is there, both are
    except FileExistsError:
        raise DetenteError(f"{path} is already there; choose another id or remove it") from None
    out().print(f"wrote {path}{also}; edit it, then `detente check {path}`", markup=False)


def refresh(
    case: CaseArgument,
    *,
    as_of: Annotated[str | None, typer.Option(help="New day of the case; today.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")
    ] = False,
) -> None:
    """Update the entries of a case file that came from data; what a person wrote does not change.

    An entry counts as one from data as long as its claims are those that detente wrote and you
    filled in none of its `note`, `favours`, `adverse`, `adverse_if`, `jump` and `fault_line`. The
    old file becomes .bak. Examples: `detente refresh china-russia.yaml`,
    `detente refresh china-russia.yaml --as-of 2026-06-30 --dry-run`
    """
    from detente.case.places import own_file
    from detente.case.rewrite import replace
    from detente.document.counted import counted
    from detente.files import locked
    from detente.forecast.data_case.refresh import refresh as renewed

    path = own_file(Path(case))
    with locked(path) as old:
        refreshed = renewed(case, old, day_option(as_of, "--as-of") or date.today())
        changed = refreshed.text.encode() != old
        if changed and not dry_run:
            replace(path, old, refreshed.text.encode())
    for change in refreshed.changes:
        out().print(change, markup=False)
    done = "nothing written" if dry_run or not changed else f"the old file is {case}.bak"
    out().print(f"{counted(len(refreshed.changes), 'section')} changed; {done}", markup=False)


def _text(case: str, states: tuple[str, str] | None, as_of: str | None, schema: str) -> str:
    if states is None:
        from detente.case.template import template

        return template(case, date.today(), schema)
    from detente.forecast.data_case.request import ask
    from detente.forecast.data_case.text import data_case_text

    request = ask(*states, day_option(as_of, "--as-of") or date.today())
    return data_case_text(request, id_=case, schema=schema)


def _case_schema() -> str:
    from detente.case.schema import case_schema

    return json.dumps(case_schema(), indent=1) + "\n"


def check(case: CaseArgument) -> None:
    """Validate a case file and report every fault with its line.

    With data on disk, facts that they contradict are warnings: a pact or a duty that no list of
    treaties has, a major power that is none, a regime or a share far off, a border, a name that is
    another state's. A `note` in the entry says why it is so and ends the warning.
    """
    from detente.case.load import load
    from detente.forecast.data_case.contradictions import contradictions_with_data

    c = load(case)
    held = {
        "claim": c.claims,
        "actor": c.actors,
        "issue": c.issues,
        "deed": c.ledger,
        "survey": c.surveys,
        "tie": c.ties,
    }
    counts = (f"{len(x)} {name}{'s' if len(x) != 1 else ''}" for name, x in held.items())
    out().print(f"{c.id}: valid; {', '.join(counts)}", markup=False)
    for one in c.waiting:
        out().print(f"{case}: {one.sentence}", markup=False)
    for warning in contradictions_with_data(c):
        out().print(f"warning: {warning}", markup=False)


def verify(
    case: CaseArgument,
    *,
    source: Annotated[
        Path,
        typer.Option(help="The source: .txt, .md, .html, .docx or .pdf; `-` is standard input."),
    ],
    id_: Annotated[
        str | None, typer.Option("--id", help="Check only claims of this source.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Check every paragraph pointer and quote hash against the source text.

    Exit code 1 if the words of a pointer are not at the place that the case gives.
    """
    from detente.case.load import load
    from detente.case.source_text import verify as run
    from detente.reading.open_file import open_document

    c = load(case)
    if id_ is not None and id_ not in {s.id for s in c.sources}:
        raise DetenteError(
            f"no source '{id_}' in {case}; wanted one of {[s.id for s in c.sources]}"
        )
    verdicts = list(run(c, open_document(source).text, id_))
    bad = [v for v in verdicts if v.state != "found"]
    if as_json:
        print_json([{"claim": v.claim, "state": v.state, "message": v.message} for v in verdicts])
    else:
        for v in bad:
            out().print(f"{v.claim}: {v.state}: {v.message}", markup=False)
        out().print(f"{len(verdicts) - len(bad)} of {len(verdicts)} pointers found", markup=False)
    if bad:
        raise typer.Exit(1)


def set_(
    case: Annotated[Path, typer.Argument(help="Path of a case file.")],
    path: Annotated[
        str, typer.Argument(help="Path of the value, such as threats.taliban.attained.")
    ],
    value: Annotated[str, typer.Argument(help="The new value.")],
) -> None:
    """Change one value of a case file, or add an optional one.

    Comments stay, and the old file becomes .bak.

    The bounds of a number's 90 % range are `PATH.low` and `PATH.high`. To set a number outside its
    range, change the bound first.

    Example: `detente set my-case.yaml threats.taliban.attained 0.4`
    """
    from detente.case.change import parse_value
    from detente.case.places import own_file
    from detente.case.rewrite import set_value

    plain = parse_value(value, "VALUE")
    set_value(own_file(case), path, plain)
    out().print(f"{path} is now {plain}; the old file is {case}.bak", markup=False)


def schema(
    which: Annotated[
        Literal["case", "assessment"], typer.Argument(help="case or assessment.")
    ] = "case",
) -> None:
    """Print the JSON Schema of the case file or of `assess --json`."""
    from detente.document.assessment import Assessment

    if which == "case":
        sys.stdout.write(_case_schema())
    else:
        print_json(Assessment.model_json_schema(by_alias=True, mode="serialization"))
