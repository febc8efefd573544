"""The command ``assess``: the forecast of one case, or of two states from the panel."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import (
    CaseArgument,
    JsonFlag,
    day_option,
    out,
    past_day,
    print_text,
    tell,
    write_file,
)
from detente.errors import DetenteError, MissingData

if TYPE_CHECKING:
    from detente.assessment.cached import CachedAssessment
    from detente.brief.form import Document, Form
    from detente.document.assessment import Silence


def assess(
    case: CaseArgument,
    partner: Annotated[
        str | None,
        typer.Argument(help="A second state: assess the two from data, without a case file."),
    ] = None,
    *,
    as_of: Annotated[
        str | None, typer.Option(help="For two states: day of the forecast, by default today.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Print every section, not one screen.")
    ] = False,
    as_json: JsonFlag = False,
    out_path: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Write the brief to a .html, .pdf, .docx, .md or .json file, or its tables and "
            "charts to a .zip.",
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the brief that was written.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Random seed; the same seed gives the same brief.")
    ] = None,
    draws: Annotated[
        int | None, typer.Option(min=100, max=100_000, help="Number of simulations.")
    ] = None,
    from_data: Annotated[
        bool,
        typer.Option(
            "--from-data",
            help="Begin the bridge with the pair from data alone, as its page has it.",
        ),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 if a lens fails.")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ignore the cached result and compute again.")
    ] = False,
) -> None:
    """Assess one partnership as known on its date, on one screen.

    Results are cached in the data folder and reused until the case, the options, the program or
    the data change.

    Examples: `detente assess us-russia-2001 --full`, `detente assess my-case.yaml --out brief.pdf`,
    and without a case file, from data, `detente assess USA RUS --as-of 2001-11-12`. Without data
    two states have the forecast that detente ships for them, of this year, in every form.
    """
    if partner is None and as_of is not None:
        raise DetenteError("--as-of goes with two states; a case file has its own as_of")
    target = _target(case, partner, out_path) if out_path is not None or open_ else None
    if partner is not None and _without_data():
        _refuse_own_draws(seed=seed, draws=draws, from_data=from_data or None)
        _pair(case, partner, as_of, target, as_json=as_json, full=full, open_=open_)
        return
    given = {k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None}
    given |= {"from_data": 1} if from_data else {}
    printed = "json" if as_json else "full" if full else "screen"
    result = _result(case, partner, as_of, given, fresh=fresh)
    words = (case, *([partner] if partner else []), *(["--as-of", as_of] if as_of else []))
    _show(result, words, target, printed, open_=open_)
    if strict:
        _fail_if_left_out(result.answer.failed)


def _without_data() -> bool:
    from detente.data import store

    return not store.status()


def _refuse_own_draws(**options: int | None) -> None:
    """What ships of a pair was drawn once, so that no option can change it."""
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is not None]
    if given:
        raise MissingData(
            f"{' and '.join(given)}: without data two states have the forecast that ships; run "
            "`detente data pull` first"
        )


def _pair(
    one: str,
    other: str,
    as_of: str | None,
    target: "tuple[Path, Form] | None",
    *,
    as_json: bool,
    full: bool,
    open_: bool,
) -> None:
    """Without data: the pair among all, as detente ships it."""
    from detente.brief.pair_screen import show
    from detente.forecast.pair_page import pair_page

    document = pair_page(one, other, past_day(as_of, "--as-of")).document()
    if target is not None:
        _brief(document, *target, open_=open_)
    if as_json:
        print_text(document.model_dump_json(indent=2) + "\n")
    elif target is None:
        show(document, out(piped=80), full=full)


def _result(
    case: str, partner: str | None, as_of: str | None, given: dict[str, int], *, fresh: bool
) -> "CachedAssessment":
    from detente.assessment.cached import CachedAssessment

    if partner is None:
        return CachedAssessment.of_file(case, given, fresh=fresh)
    when = day_option(as_of, "--as-of") or date.today()
    return CachedAssessment.of_states(case, partner, when, given, fresh=fresh)


def _show(
    result: "CachedAssessment",
    words: tuple[str, ...],
    target: "tuple[Path, Form] | None",
    printed: str,
    *,
    open_: bool,
) -> None:
    if target is not None:
        _brief(result.document, *target, open_=open_)
    if printed == "json":
        print_text(result.json())
    elif target is None and printed == "full":
        result.print(out())
    elif target is None:
        result.print(out(piped=80), screen_of=words)


def _target(case: str, partner: str | None, path: Path | None) -> tuple[Path, "Form"]:
    """Where the brief goes and in which form, before anything is computed."""
    from detente.brief.form import form
    from detente.case.places import locate

    path = path or Path(f"{Path(case).stem if partner is None else f'{case}-{partner}'}.html")
    if partner is None and path.exists() and path.samefile(locate(case)):
        raise DetenteError(f"--out would write the brief over the case {case}; choose another name")
    return path, form(path)


def _brief(result: "Document", path: Path, form: "Form", *, open_: bool) -> None:
    content, note = form(result)
    write_file(path, content)
    tell(f"wrote {path}")
    if note:
        tell(f"detente: {path}: {note}")
    if open_:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())


def _fail_if_left_out(failed: "list[Silence]") -> None:
    """Exit with code 1 if lenses failed, and name each with its reason."""
    for lens_ in failed:
        tell(f"detente: {lens_.id.partition('/')[2]}: {lens_.reason}")
    if failed:
        raise typer.Exit(1)
