"""The command ``assess``: what detente has to say about one case, or about two states."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import CaseArgument, JsonFlag, out, write
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.brief.form import Form
    from detente.document.assessment import Assessment


def assess(
    case: CaseArgument,
    partner: Annotated[
        str | None, typer.Argument(help="A second state: the two are assessed by the panel alone.")
    ] = None,
    *,
    as_of: Annotated[
        str | None, typer.Option(help="A day, for two states; a case file has its own.")
    ] = None,
    as_json: JsonFlag = False,
    out_path: Annotated[
        Path | None,
        typer.Option("--out", help="Write the brief: .html, .pdf, .md or .json by its suffix."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show what was written.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Seed; the same gives the same brief.")
    ] = None,
    draws: Annotated[int | None, typer.Option(min=100, max=100_000, help="Simulations.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 if a lens could not be read.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Work it out anew, though nothing has changed.")
    ] = False,
) -> None:
    """Assess one partnership as known on its date.

    What was worked out is kept in the data folder and read again as long as the case, the options,
    the program and the data are the same.

    Examples: `detente assess us-russia-2001`, `detente assess my-case.yaml --out brief.pdf`, and
    from the panel alone `detente assess USA RUS --as-of 2001-11-12`
    """
    if partner is not None:
        if out_path is not None or open_ or seed is not None or draws is not None:
            raise DetenteError(
                "two states are assessed in words or --json; leave out other options"
            )
        from detente.cli.dyads import pair

        pair(case, partner, as_of, as_json=as_json)
        return
    if as_of is not None:
        raise DetenteError("--as-of goes with two states; a case file has its own as_of")
    from detente.assessment.cached import CachedAssessment

    write_to = _target(case, out_path) if out_path is not None or open_ else None
    given = {k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None}
    wanted = CachedAssessment.of_file(case, given, fresh=fresh)
    if write_to is not None:
        _brief(wanted.document, *write_to, open_=open_)
    if as_json:
        sys.stdout.write(wanted.json())
    elif write_to is None:
        wanted.print(out())
    if strict:
        _fail_if_left_out(wanted.document)


def _target(case: str, path: Path | None) -> tuple[Path, "Form"]:
    """Where the brief goes and in which form, before anything is computed."""
    from detente.brief.form import form
    from detente.case.places import locate

    path = path or Path(f"{Path(case).stem}.html")
    if path.exists() and path.samefile(locate(case)):
        raise DetenteError(f"--out would write the brief over the case {case}; choose another name")
    return path, form(path)


def _brief(result: "Assessment", path: Path, form: "Form", *, open_: bool) -> None:
    content, note = form(result)
    write(path, content)
    sys.stderr.write(f"wrote {path}\n")
    if note:
        sys.stderr.write(f"detente: {path}: {note}\n")
    if open_:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())


def _fail_if_left_out(result: "Assessment") -> None:
    """Exit with code 1, naming every lens that could not be read or whose history is faulty."""
    for lens_ in result.failed:
        sys.stderr.write(f"detente: {lens_.id.partition('/')[2]}: {lens_.reason}\n")
    if result.failed:
        raise typer.Exit(1)
