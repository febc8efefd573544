"""Commands over the ledger of forecasts."""

import os
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from detente.cli.common import JsonFlag, day, out, print_json
from detente.errors import DetenteError, FileError, MissingData

record_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Keep a ledger of forecasts, resolve them when the answer is known, and score them.\n\n"
    "The ledger is `detente-ledger.jsonl` in this folder, or what `DETENTE_LEDGER` or `--ledger` "
    "names. It is only ever added to, and every line proves the one before.",
)
LedgerOption = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger's file.", show_default=False)
]


class Answer(StrEnum):
    """How a question came out."""

    yes = "yes"
    no = "no"


def ledger_path(given: Path | None) -> Path:
    """The ledger that a command works on."""
    return given or Path(os.environ.get("DETENTE_LEDGER") or "detente-ledger.jsonl")


def _existing(given: Path | None) -> Path:
    path = ledger_path(given)
    if not path.exists():
        raise MissingData(f"{path}: no ledger here; `detente record add` starts one")
    return path


@record_app.command()
def add(
    case: Annotated[
        str | None, typer.Argument(help="A bundled id or a case file; none for one by hand.")
    ] = None,
    *,
    outcome: Annotated[list[str] | None, typer.Option(help="broken, O2, O4 or O5.")] = None,
    horizon: Annotated[list[int] | None, typer.Option(help="Years: 1, 2, 5, 10 or 20.")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="By hand: a short name.")] = None,
    outcome_text: Annotated[
        str | None, typer.Option(help="By hand: what would count as having happened.")
    ] = None,
    probability: Annotated[float | None, typer.Option(help="By hand: from 0 to 1.")] = None,
    base_rate: Annotated[float | None, typer.Option(help="By hand: to be bettered.")] = None,
    as_of: Annotated[str | None, typer.Option(help="By hand: the day; today if left out.")] = None,
    closes: Annotated[str | None, typer.Option(help="By hand: the last day that counts.")] = None,
    ledger: LedgerOption = None,
) -> None:
    """Record the forecasts of a case, or one made by hand.

    The same question again is an update: each forecast counts while it stands.

    Examples: `detente record add us-russia-2001 --horizon 5`, `detente record add --id treaty
    --outcome-text "The treaty is renounced" --probability .2 --closes 2027-12-31`
    """
    from detente.backtest import forecast_log as book

    by_hand = {
        "--id": id_,
        "--outcome-text": outcome_text,
        "--probability": probability,
        "--closes": closes,
    }
    if case is not None:
        given = [k for k, v in {**by_hand, "--base-rate": base_rate}.items() if v is not None]
        if given or as_of:
            raise DetenteError(f"{given[0] if given else '--as-of'} is for a forecast by hand")
        made = _of_case(case, outcome or ["broken"], horizon or [1, 2, 5, 10])
    else:
        missing = [k for k, v in by_hand.items() if v is None]
        if missing:
            raise DetenteError(f"a forecast by hand needs {', '.join(missing)}; or name a case")
        start = day(as_of, "--as-of") or datetime.now(UTC).date()
        end = day(closes, "--closes") or start
        made = [
            book.forecast(
                f"{id_}/{end}",
                str(outcome_text),
                float(probability or 0),
                as_of=start,
                closes=end,
                base_rate=base_rate,
                basis="judged",
            )
        ]
    for entry in book.append(ledger_path(ledger), lambda _: made):
        out().print(f"{entry['n']}: {entry['id']}  {entry['probability']:.1%}", markup=False)


def _of_case(case: str, outcomes: list[str], horizons: list[int]) -> list[dict[str, Any]]:
    from detente.assessment.assess import assess
    from detente.backtest import forecast_log as book

    found = assess(case)
    return [book.of_assessment(found, o, h) for o in outcomes for h in horizons]


@record_app.command()
def resolve(
    id_: Annotated[str, typer.Argument(metavar="ID", help="As `detente record list` shows it.")],
    *,
    happened: Annotated[Answer, typer.Option(help="Did it happen?")],
    on: Annotated[str, typer.Option(help="The day it happened; if not, a day when it had closed.")],
    source: Annotated[str, typer.Option(help="Who says so, and where.")],
    correct: Annotated[
        str | None, typer.Option(metavar="REASON", help="Correct an earlier resolution.")
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Say how a question came out.

    Example: `detente record resolve us-russia-2001/broken/2002-11-12 --happened no --on 2002-11-12
    --source "GML 2.2.1"`
    """
    from detente.backtest import forecast_log as book

    when = day(on, "--on")
    if when is None:
        raise DetenteError("--on needs a day such as 2001-11-12")
    path = _existing(ledger)
    book.append(
        path,
        lambda entries: [
            book.resolution(
                entries,
                id_,
                happened=happened is Answer.yes,
                on=when,
                source=source,
                reason=correct,
            )
        ],
    )
    out().print(
        f"{id_}: {'happened' if happened is Answer.yes else 'did not happen'}", markup=False
    )


@record_app.command("list")
def list_(
    *,
    open_: Annotated[bool, typer.Option("--open", help="Only those not resolved.")] = False,
    resolved: Annotated[bool, typer.Option("--resolved", help="Only those resolved.")] = False,
    ledger: LedgerOption = None,
    as_json: JsonFlag = False,
) -> None:
    """List the questions with their standing forecasts, after checking every line's hash."""
    from detente.backtest import forecast_log as book

    if open_ and resolved:
        raise DetenteError("--open and --resolved exclude each other; give one")
    asked = [
        q
        for q in book.questions(book.read(_existing(ledger)))
        if not (open_ and q.happened is not None) and not (resolved and q.happened is None)
    ]
    if as_json:
        print_json([_told(q) for q in asked])
        return
    for q in asked:
        state = "open" if q.happened is None else f"{'yes' if q.happened else 'no'} {q.on}"
        late = ", recorded after the fact" if q.hindcast else ""
        out().print(
            f"{q.id}  {q.forecasts[-1]['probability']:.1%}  {state}  "
            f"({len(q.forecasts)} forecast{'s' if len(q.forecasts) > 1 else ''}{late})  {q.text}",
            markup=False,
            soft_wrap=True,
        )
    if not asked:
        out().print("no such question in the ledger", markup=False)


def _told(q: Any) -> dict[str, Any]:
    return {
        "id": q.id,
        "outcome": q.text,
        "opens": q.opens.isoformat(),
        "closes": q.closes.isoformat(),
        "happened": q.happened,
        "on": q.on.isoformat() if q.on else None,
        "hindcast": q.hindcast,
        "forecasts": list(q.forecasts),
    }


@record_app.command()
def score(
    *,
    ledger: LedgerOption = None,
    page_path: Annotated[
        Path | None, typer.Option("--out", help="Write the score as one HTML page.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Score what was resolved: time-averaged Brier and log score against the base rate."""
    from detente.backtest import forecast_log as book

    entries = book.read(_existing(ledger))
    found = book.score(entries)
    if page_path is not None:
        from detente.brief.log_page import page
        from detente.files import write_atomically

        if page_path.is_dir():
            raise FileError(f"{page_path}: wanted a file name, this is a folder")
        told = [_told(q) for q in book.questions(entries)]
        write_atomically(page_path, page(found, told).encode())
        Console(stderr=True).print(f"wrote {page_path}", highlight=False, markup=False)
    if as_json:
        print_json(found)
    elif page_path is None:
        for words in _words(found):
            out().print(words, markup=False)


def _words(found: dict[str, Any]) -> list[str]:
    words = [f"{found['questions']} questions, {found['open']} open"]
    for name in ("forecasts", "hindcasts"):
        g = found[name]
        if not g["n"]:
            words.append(f"{name}: none resolved yet")
            continue
        words.append(
            f"{name}: {g['n']} resolved, {g['happened']} happened; Brier {g['brier']:.3f}, "
            f"log {g['log_score']:.3f} (means over the days each forecast stood)"
        )
        if g["brier_skill"] is not None:
            words.append(
                f"  base rate: Brier {g['brier_base']:.3f}, log {g['log_base']:.3f}; "
                f"skill {g['brier_skill']:+.3f} and {g['log_skill']:+.3f}"
            )
        if g["n"] < 10:
            words.append("  fewer than ten: this says little yet")
    if found["hindcasts"]["n"]:
        words.append("hindcasts were recorded when the answer could be known: no track record")
    return words
