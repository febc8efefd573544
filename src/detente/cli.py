"""The command ``detente``: parse, call one public function, print."""

import gc
import json
import sys
import webbrowser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from detente import __version__
from detente.cli_backtest import backtest
from detente.cli_case_views import ach, influence, ledger
from detente.cli_data import Several, data_app, panel
from detente.cli_dyads import dyads, pair
from detente.cli_history import base_rate, fit, hazards
from detente.cli_lens import lens, lenses_
from detente.cli_out import CaseArgument, JsonFlag, out, print_json
from detente.cli_reciprocity import reciprocity
from detente.cli_record import record_app
from detente.errors import DetenteError, MissingData

if TYPE_CHECKING:
    from detente.document import Assessment

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="How long will a partnership between states last, what would break it, and how would "
    "we know?\n\nStart with `detente assess us-russia-2001`, then `detente new my-case`.",
)
app.add_typer(data_app, name="data")
app.add_typer(record_app, name="record")
app.command("base-rate")(base_rate)
app.command()(fit)
app.command()(hazards)
app.command()(backtest)
app.command()(dyads)
app.command("lenses")(lenses_)
app.command()(lens)
app.command()(influence)
app.command()(ledger)
app.command()(ach)
app.command()(reciprocity)
app.command(cls=Several)(panel)


@app.command()
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
    page_path: Annotated[
        Path | None, typer.Option("--out", help="Write the brief as one HTML page.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Seed; the same gives the same brief.")
    ] = None,
    draws: Annotated[int | None, typer.Option(min=100, max=100_000, help="Simulations.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 if a lens could not be read.")
    ] = False,
) -> None:
    """Assess one partnership as known on its date.

    Examples: `detente assess us-russia-2001`, `detente assess my-case.yaml --out brief.html`, and
    from the panel alone `detente assess USA RUS --as-of 2001-11-12`
    """
    if partner is not None:
        if page_path is not None or open_ or seed is not None or draws is not None:
            raise DetenteError(
                "two states are assessed in words or --json; leave out other options"
            )
        pair(case, partner, as_of, as_json=as_json)
        return
    if as_of is not None:
        raise DetenteError("--as-of goes with two states; a case file has its own as_of")
    from detente.assessment import assess as run
    from detente.forecast.settings import Settings

    given = {k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None}
    result = run(case, settings=Settings(**given))
    if page_path is not None or open_:
        _page(result, page_path or Path(f"{result.case}.html"), open_=open_)
    if as_json:
        sys.stdout.write(result.model_dump_json(by_alias=True, indent=2) + "\n")
    elif page_path is None and not open_:
        from detente.brief.terminal import show

        show(result, out())
    if strict:
        _fail_if_left_out(result)


def _page(result: "Assessment", path: Path, *, open_: bool) -> None:
    from detente.brief.html import page

    _write(path, page(result))
    Console(stderr=True).print(f"wrote {path}", highlight=False, markup=False)
    if open_:
        webbrowser.open(path.resolve().as_uri())


def _fail_if_left_out(result: "Assessment") -> None:
    """Exit with code 1, naming every lens that could not be read."""
    failed = [s for s in result.left_out if s.id.startswith("lens/")]
    for lens_ in failed:
        sys.stderr.write(f"detente: {lens_.id.removeprefix('lens/')}: {lens_.reason}\n")
    if failed:
        raise typer.Exit(1)


def _write(path: Path, text: str) -> None:
    from detente.case.rewrite import write_atomically

    if path.is_dir():
        raise MissingData(f"{path}: wanted a file name, this is a folder")
    write_atomically(path, text.encode())


@app.command()
def cases(*, as_json: JsonFlag = False) -> None:
    """List the cases that come with detente."""
    from detente.case.load import bundled, load

    found = [load(name) for name in bundled()]
    if as_json:
        print_json([{"id": c.id, "title": c.title, "as_of": c.as_of.isoformat()} for c in found])
        return
    for c in found:
        out().print(f"{c.id:24} {c.as_of}  {c.title}", markup=False)


@app.command()
def new(
    case: Annotated[str, typer.Argument(help="Id of the case, also the name of its file.")],
    *,
    folder: Annotated[Path, typer.Option(help="Where to put it.")] = Path(),
) -> None:
    """Start a commented case file that already passes `detente check`."""
    import re

    from detente.case.template import template

    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", case):
        raise DetenteError(
            f"'{case}' cannot be an id; wanted letters, digits, '-', '_' or '.', at most 64"
        )
    path = folder / f"{case}.yaml"
    if path.exists():
        raise DetenteError(f"{path} is already there; choose another id or remove it")
    schema = folder / "detente-case.schema.json"
    if not schema.exists():
        _write(schema, _case_schema())
    _write(path, template(case, date.today(), schema.name))
    out().print(f"wrote {path}; edit it, then `detente check {path}`", markup=False)


def _case_schema() -> str:
    from detente.case.model import Case

    return json.dumps(Case.model_json_schema(by_alias=True), indent=1) + "\n"


@app.command()
def check(case: CaseArgument) -> None:
    """Validate a case file; every fault is named with its line."""
    from detente.case.load import load

    c = load(case)
    out().print(
        f"{c.id}: valid; {len(c.claims)} claims, {len(c.actors)} actors, {len(c.issues)} issues, "
        f"{len(c.ledger)} deeds, {len(c.surveys)} surveys, {len(c.ties)} ties",
        markup=False,
    )


@app.command()
def verify(
    case: CaseArgument,
    *,
    source: Annotated[Path, typer.Option(help="The text that the claims point into.")],
    id_: Annotated[str | None, typer.Option("--id", help="Only claims of this source.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Check every paragraph pointer and quote hash against the source text.

    Exit code 1 if a pointer is not where the case says.
    """
    from detente.case.load import load
    from detente.case.source_text import verify as run
    from detente.case.yaml12 import read_bytes

    c = load(case)
    if id_ is not None and id_ not in {s.id for s in c.sources}:
        raise DetenteError(
            f"no source '{id_}' in {case}; wanted one of {[s.id for s in c.sources]}"
        )
    try:
        text = read_bytes(source).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DetenteError(f"{source}: not UTF-8 text (byte {problem.start})") from None
    found = list(run(c, text, id_))
    bad = [v for v in found if v.state != "found"]
    if as_json:
        print_json([{"claim": v.claim, "state": v.state, "message": v.message} for v in found])
    else:
        for v in bad:
            out().print(f"{v.claim}: {v.state}: {v.message}", markup=False)
        out().print(f"{len(found) - len(bad)} of {len(found)} pointers found", markup=False)
    if bad:
        raise typer.Exit(1)


@app.command("set")
def set_(
    case: Annotated[Path, typer.Argument(help="Path of a case file.")],
    path: Annotated[str, typer.Argument(help="Such as threats.taliban.attained")],
    value: Annotated[str, typer.Argument(help="The new value.")],
) -> None:
    """Change one value of a case file; comments stay, the old file is kept as .bak."""
    from detente.case.rewrite import set_value
    from detente.case.yaml12 import parse

    plain = parse("value", value.encode()).values
    if not isinstance(plain, int | float | str | bool):
        raise DetenteError(
            f"'{value}' is not a value to set; wanted a number, a word or true/false"
        )
    set_value(case, path, plain)
    out().print(f"{path} is now {plain}; the old file is {case}.bak", markup=False)


@app.command()
def schema(
    which: Annotated[str, typer.Argument(help="case or assessment")] = "case",
) -> None:
    """Print the JSON Schema of the case file or of `assess --json`."""
    from detente.document import Assessment

    if which not in ("case", "assessment"):
        raise DetenteError(f"no schema '{which}'; wanted case or assessment")
    if which == "case":
        sys.stdout.write(_case_schema())
    else:
        print_json(Assessment.model_json_schema(by_alias=True, mode="serialization"))


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"detente {__version__}\n")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold the options that go before the command."""


def main() -> None:
    """Run the command; a user's mistake is one message and exit code 2."""
    gc.disable()  # a command lives for a second and frees nothing worth a collection
    try:
        app()
    except DetenteError as problem:
        sys.stderr.write(f"detente: {problem}\n")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
