"""The commands of the group ``forecast-log``: add, resolve, list, score, export."""

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.common import (
    JsonFlag,
    day_option,
    err,
    out,
    print_json,
    print_text,
    tell,
    write_file,
)
from detente.document.labels import outcome_of
from detente.errors import DetenteError, MissingData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.backtest.log_questions import LoggedQuestion
    from detente.backtest.whole_entries import Entry

log_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Log forecasts, resolve them when the answer is known, and score them.\n\n"
    "The forecast log is the file `detente-forecasts.jsonl` in the current folder, or the file "
    "that `DETENTE_FORECAST_LOG` or `--log` names. Lines are only ever appended, and each line "
    "contains the hash of the one before.",
)
LogOption = Annotated[
    Path | None, typer.Option("--log", help="File of the forecast log.", show_default=False)
]
TagOption = Annotated[
    list[str] | None, typer.Option("--tag", help="Only questions with this tag; repeatable.")
]


class Answer(StrEnum):
    """How a question was resolved."""

    yes = "yes"
    no = "no"
    void = "void"

    @property
    def happened(self) -> bool | None:
        """The answer as the log holds it."""
        return None if self is Answer.void else self is Answer.yes


def log_path(given: Path | None) -> Path:
    """File of the forecast log that a command works on."""
    return given or Path(os.environ.get("DETENTE_FORECAST_LOG") or "detente-forecasts.jsonl")


def _existing(given: Path | None) -> Path:
    path = log_path(given)
    if not path.exists():
        raise MissingData(f"{path}: no forecast log; `detente forecast-log add` starts one")
    return path


def _questions(given: Path | None, tags: list[str] | None) -> "list[LoggedQuestion]":
    """Questions of the log with all the tags."""
    from detente.backtest import hash_chain
    from detente.backtest.log_questions import logged_questions

    required, path = set(tags or ()), _existing(given)
    entries = hash_chain.read_entries(path)
    _tell_of_clock(path, hash_chain.ran_back(entries))
    return [q for q in logged_questions(entries) if required <= set(q.tags)]


def _tell_of_clock(path: Path, numbers: list[int]) -> None:
    """Say which lines have an earlier time than a line before them."""
    if numbers:
        more = f" and {len(numbers) - 1} more" if numbers[1:] else ""
        tell(
            f"{path}:{numbers[0]}{more}: logged at an earlier time than a line before, so a clock "
            "was set wrong; the time of neither is certain"
        )


def _added(path: Path, make: "Callable[[list[Entry]], Iterable[Entry]]") -> "list[Entry]":
    """Append entries, and say so if the clock is behind that of an earlier line."""
    from detente.backtest import hash_chain

    before: list[Entry] = []

    def made(entries: "list[Entry]") -> "Iterable[Entry]":
        before.extend(entries)
        return make(entries)

    added = hash_chain.append(path, made)
    wrong = set(hash_chain.ran_back([*before, *added]))
    _tell_of_clock(path, [entry["n"] for entry in added if entry["n"] in wrong])
    return added


@log_app.command()
def add(
    case: Annotated[
        str | None, typer.Argument(help="A bundled id or a case file; none for one by hand.")
    ] = None,
    *,
    outcome: Annotated[
        list[str] | None, typer.Option(help="Id of an outcome; rupture by default.")
    ] = None,
    horizon: Annotated[list[int] | None, typer.Option(help="Years: 1, 2, 5, 10 or 20.")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="By hand: a short name.")] = None,
    outcome_text: Annotated[
        str | None, typer.Option(help="By hand: what counts as the event having happened.")
    ] = None,
    probability: Annotated[float | None, typer.Option(help="By hand: from 0 to 1.")] = None,
    base_rate: Annotated[
        float | None, typer.Option(help="By hand: base rate to compare the score with.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="By hand: day of the forecast; today by default.")
    ] = None,
    closes: Annotated[str | None, typer.Option(help="By hand: the last day that counts.")] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="A word to select it by; repeatable.")
    ] = None,
    log: LogOption = None,
) -> None:
    """Log the forecasts of a case, or one forecast made by hand.

    Adding the same question again is an update: each forecast counts until the next one.
    Another question needs an id of its own, and one question has one id.

    Examples: `detente forecast-log add us-russia-2001 --horizon 5`,
    `detente forecast-log add --id treaty --outcome-text "The treaty is renounced"
    --probability .2 --closes 2027-12-31`
    """
    from detente.backtest.forecast_log import agreeing

    by_hand = {
        "--id": id_,
        "--outcome-text": outcome_text,
        "--probability": probability,
        "--closes": closes,
        "--base-rate": base_rate,
        "--as-of": as_of,
    }
    if case is None:
        entries = [_by_hand(by_hand, tag)]
    else:
        given = next((option for option, value in by_hand.items() if value is not None), None)
        if given is not None:
            raise DetenteError(f"{given} is for a forecast by hand; leave it out for a case")
        entries = _of_case(case, outcome or ["rupture"], horizon or [1, 2, 5, 10], tag)
    for entry in _added(log_path(log), lambda before: agreeing(before, entries)):
        out().print(f"{entry['n']}: {entry['id']}  {entry['probability']:.1%}", markup=False)


def _tagged(tags: list[str] | None) -> dict[str, list[str]]:
    """The field of an entry that holds its tags; none without them."""
    return {"tags": sorted(set(tags))} if tags else {}


def _by_hand(options: dict[str, Any], tags: list[str] | None) -> dict[str, Any]:
    """Entry of a forecast made by hand, from the options of `add`."""
    from detente.backtest.forecast_log import forecast

    required = ("--id", "--outcome-text", "--probability", "--closes")
    missing = [option for option in required if options[option] is None]
    if missing:
        raise DetenteError(f"a forecast by hand needs {', '.join(missing)}; or name a case")
    start = day_option(options["--as-of"], "--as-of") or date.today()
    end = day_option(options["--closes"], "--closes") or start
    return forecast(
        f"{options['--id']}/{end}",
        options["--outcome-text"],
        options["--probability"],
        as_of=start,
        closes=end,
        base_rate=options["--base-rate"],
        basis="judged",
        **_tagged(tags),
    )


def _of_case(
    case: str, outcomes: list[str], horizons: list[int], tags: list[str] | None
) -> list[dict[str, Any]]:
    from detente.assessment.assess import assess
    from detente.backtest import forecast_log

    known = [outcome_of(o) for o in outcomes]
    result = assess(case)
    made = [forecast_log.of_assessment(result, o, h) for o in known for h in horizons]
    return [entry | _tagged(tags) for entry in made]


@log_app.command()
def resolve(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="As `detente forecast-log list` shows it.")
    ],
    *,
    happened: Annotated[Answer, typer.Option(help="Did it happen? void: it cannot be decided.")],
    on: Annotated[str, typer.Option(help="Day it happened; if not, the closing day or later.")],
    source: Annotated[str, typer.Option(help="Source of the answer.")],
    correct: Annotated[
        str | None, typer.Option(metavar="REASON", help="Correct an earlier resolution.")
    ] = None,
    log: LogOption = None,
) -> None:
    """Resolve a question: log whether the event happened, or that it is undecidable (void).

    Example: `detente forecast-log resolve us-russia-2001/rupture/2002-11-12 --happened no
    --on 2002-11-12 --source "GML 2.2.1"`
    """
    from detente.backtest import forecast_log

    when = day_option(on, "--on")
    if when is None:
        raise DetenteError("--on needs a day such as 2001-11-12")
    path = _existing(log)
    _added(
        path,
        lambda entries: [
            forecast_log.resolution(
                entries,
                id_,
                happened=happened.happened,
                on=when,
                source=source,
                reason=correct,
            )
        ],
    )
    answers = {Answer.yes: "happened", Answer.no: "did not happen", Answer.void: "void, not scored"}
    out().print(f"{id_}: {answers[happened]}", markup=False)


@log_app.command("list")
def list_(
    *,
    open_: Annotated[bool, typer.Option("--open", help="Only unresolved questions.")] = False,
    resolved: Annotated[bool, typer.Option("--resolved", help="Only resolved questions.")] = False,
    tag: TagOption = None,
    log: LogOption = None,
    as_json: JsonFlag = False,
) -> None:
    """List the questions with their latest forecasts, after checking the hash of every line."""
    if open_ and resolved:
        raise DetenteError("--open and --resolved exclude each other; give one")
    questions = [
        q
        for q in _questions(log, tag)
        if not (open_ and q.resolved) and not (resolved and not q.resolved)
    ]
    if as_json:
        print_json([_document(q) for q in questions])
        return
    print_text("".join(map(_line, questions)) or "no such question in the forecast log\n")


def _line(q: "LoggedQuestion") -> str:
    notes = [f"{len(q.forecasts)} forecast{'s' if len(q.forecasts) > 1 else ''}"]
    notes += ["logged after the fact"] if q.hindcast else []
    notes += [f"the same question as {q.same_as}, not scored"] if q.same_as else []
    state = q.answer if q.on is None else f"{q.answer} {q.on}"
    tags = f"  [{', '.join(q.tags)}]" if q.tags else ""
    chance = f"{q.forecasts[-1]['probability']:.1%}"
    return f"{q.id}  {chance}  {state}  ({', '.join(notes)}){tags}  {q.text}\n"


def _document(q: "LoggedQuestion") -> dict[str, Any]:
    return {
        "id": q.id,
        "outcome": q.text,
        "opens": q.opens.isoformat(),
        "closes": q.closes.isoformat(),
        "answer": q.answer,
        "happened": q.happened,
        "on": q.on.isoformat() if q.on else None,
        "hindcast": q.hindcast,
        "same_as": q.same_as,
        "tags": list(q.tags),
        "forecasts": list(q.forecasts),
    }


@log_app.command()
def export(
    *,
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .csv file; the terminal by default.")
    ] = None,
    tag: TagOption = None,
    log: LogOption = None,
) -> None:
    """Write the forecasts as CSV: one line each, with its days in force and its answer.

    Example: `detente forecast-log export -o forecasts.csv`
    """
    from detente.backtest.log_table import log_csv

    text = log_csv(_questions(log, tag))
    if target is None:
        print_text(text)
        return
    write_file(target, text)
    err().print(f"wrote {target}", markup=False)


@log_app.command()
def score(
    *,
    tag: TagOption = None,
    log: LogOption = None,
    page_path: Annotated[
        Path | None, typer.Option("--out", help="Write the score as one HTML page.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Score resolved questions: time-averaged Brier and log score, compared with the base rate."""
    from detente.backtest import log_scores

    questions = _questions(log, tag)
    scores = log_scores.score(questions)
    if page_path is not None:
        from detente.brief.log_page import page

        write_file(page_path, page(scores, [_document(q) for q in questions]))
        err().print(f"wrote {page_path}", markup=False)
    if as_json:
        print_json(scores)
    elif page_path is None:
        for words in _words(scores):
            out().print(words, markup=False)


def _words(scores: dict[str, Any]) -> list[str]:
    words = [f"{scores['questions']} questions, {scores['open']} open"]
    words += [f"{scores['void']} void, not scored"] if scores["void"] else []
    words += (
        [f"{scores['twice']} also logged under an earlier id, scored there"]
        if scores["twice"]
        else []
    )
    for name in ("forecasts", "hindcasts"):
        g = scores[name]
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
            words.append("  fewer than ten: too few to judge")
    if scores["hindcasts"]["n"]:
        words.append("hindcasts were logged when the answer could be known: no track record")
    return words
