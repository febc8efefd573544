"""The commands ``whatif`` and ``questions``."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.common import (
    CaseArgument,
    JsonFlag,
    day_option,
    out,
    plain_table,
    print_json,
    print_text,
    tell,
)
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.document.scenarios import Compared, WhatIf
    from detente.scenarios.questions import AnsweredQuestion

Seed = Annotated[
    int | None, typer.Option(min=0, help="Random seed; the same seed gives the same answer.")
]
Draws = Annotated[
    int | None,
    typer.Option(
        min=100, max=100_000, help="Number of draws of positions, severities and weights."
    ),
]
Futures = Annotated[
    int,
    typer.Option(
        min=1000,
        max=2_000_000,
        help="Number of simulated futures: which scenarios come true, and when.",
    ),
]


def _scenario_ids(ctx: typer.Context, incomplete: str) -> list[str]:
    from detente.case.load import load

    try:
        case = load(str(ctx.params.get("case")))
    except DetenteError:
        return []
    return [s.id for s in case.scenarios if s.id.startswith(incomplete)]


def whatif(
    case: CaseArgument,
    *,
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            help="Scenario that comes true; repeat for more.", autocompletion=_scenario_ids
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="PATH=VALUE or PATH=VALUE@DAY; repeat for more."),
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="Day from which the values of --set apply.")
    ] = None,
    seed: Seed = None,
    draws: Draws = None,
    paths: Futures = 100_000,
    as_json: JsonFlag = False,
) -> None:
    """Compare the forecast with and without scenarios that come true or values that change.

    *Without* means, for scenarios, that not all of them come true; for values, the case as coded.
    Both average over all other scenarios.

    Examples: `detente whatif us-russia-2001 --scenario s-iraq-attack`, and
    `detente whatif us-russia-2001 --set issues.nato-enlargement.positions.RUS.position=20
    --at 2002-11-21`
    """
    from detente.scenarios.interventions import parse_intervention
    from detente.scenarios.what_if import whatif as run

    start = day_option(at, "--at")
    sets = [parse_intervention(text) for text in set_ or ()]
    if start and all(one.at for one in sets):
        raise DetenteError("--at applies to values of --set without a day; there is none")
    result = run(
        case,
        scenarios=scenario or (),
        interventions=[replace(one, at=one.at or start) for one in sets],
        settings=_settings(seed, draws),
        paths=paths,
    )
    if as_json:
        print_text(result.model_dump_json(by_alias=True, indent=2) + "\n")
    else:
        _show(result)


def _settings(seed: int | None, draws: int | None) -> Any:
    from detente.forecast.settings import Settings

    return Settings(**{k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None})


def _show(w: "WhatIf") -> None:
    console = out()
    _show_change(w, console)
    _show_outcomes(w, console)
    _verdicts(w, console)
    console.print(
        f"{w.paths:,} futures of {w.months} months, {w.draws} draws, seed {w.seed}; "
        + "; ".join(w.notes),
        style="dim",
        markup=False,
    )


def _show_change(w: "WhatIf", console: Any) -> None:
    """What is changed, and what it is compared with."""
    from rich.text import Text

    from detente.brief.words import span

    console.print(Text(w.title, style="bold"))
    for id_, label in w.labels.items():
        console.print(f"if {label} ({id_})", markup=False)
    for one in w.interventions:
        since = f" from {one.at}" if one.at else ""
        console.print(f"{one.path}: {one.from_} -> {one.to}{since}", markup=False)
    if w.p_scenarios:
        which = "it comes true" if len(w.scenarios) == 1 else "all of them come true"
        console.print(f"P({which}): {span(w.p_scenarios)}", markup=False)
    console.print(f"without: {w.without_is}", markup=False)


def _show_outcomes(w: "WhatIf", console: Any) -> None:
    """The outcomes with and without it, and the fault lines that gain."""
    from rich.text import Text

    for outcome, compared in w.outcomes.items():
        console.print()
        console.print(Text(f"P({outcome}): {compared.definition}", style="bold"))
        console.print(_outcome(compared))
    if w.fault_lines:
        console.print()
        console.print(
            Text("Which fault line gains: P(rupture within 10 years) due to it", style="bold")
        )
        console.print(_lines(w))


def _outcome(compared: "Compared") -> Any:
    from detente.brief.words import change, span

    table = plain_table("years", "without", "with", "difference, points")
    for years, without in compared.without.items():
        apart = compared.difference[years]
        table.add_row(years, span(without), span(compared.with_[years]), change(apart))
    return table


def _lines(w: "WhatIf") -> Any:
    from detente.brief.words import change, span

    table = plain_table("gain, points", "without", "with", "fault line")
    for line in w.fault_lines:
        shown = span(line.p_first_without), span(line.p_first_with)
        table.add_row(change(line.gain), *shown, line.label)
    return table


def _verdicts(w: "WhatIf", console: Any) -> None:
    if w.label_with is not None:
        console.print(f"Verdict: {w.label_without} -> {w.label_with}", markup=False)


def questions(
    case: CaseArgument,
    *,
    record: Annotated[bool, typer.Option("--record", help="Add them to the forecast log.")] = False,
    log: Annotated[
        Path | None, typer.Option("--log", help="File of the forecast log.", show_default=False)
    ] = None,
    seed: Seed = None,
    draws: Draws = None,
    paths: Futures = 100_000,
    as_json: JsonFlag = False,
) -> None:
    """List dated yes-or-no questions on a case, each with its probability and resolution rule.

    First the `questions` of the case file, then one for every outcome and scenario. `--record` adds
    them to the forecast log, to be resolved and scored; it leaves out conditional questions, which
    may become void, and scenarios without a resolution rule (`resolves`).

    Example: `detente questions us-russia-2001 --record`
    """
    from detente.case.load import load
    from detente.forecast.forecast import forecast_case
    from detente.history import vintage
    from detente.scenarios.questions import questions as run

    if log is not None and not record:
        raise DetenteError("--log goes with --record, which adds the questions to it")
    loaded = load(case)
    forecast = forecast_case(loaded, vintage.for_date(loaded.as_of), _settings(seed, draws))
    answers = run(forecast, paths)
    if record:
        _record(forecast, answers, log)
    if as_json:
        print_json([a.document() for a in answers])
        return
    _list(answers)


def _list(answers: "list[AnsweredQuestion]") -> None:
    from detente.brief.words import span
    from detente.document.percent import percent

    table = plain_table("by", "P(yes)", "base rate", "basis", "question", "resolves")
    for a in answers:
        q = a.question
        text = f"{q.asks} (only where {q.where})" if q.where else q.asks
        base = "" if a.base is None else percent(a.base)
        table.add_row(q.by.isoformat(), span(a.p), base, a.basis, text, q.resolves)
    out().print(table)


def _record(forecast: Any, answers: "list[AnsweredQuestion]", log: Path | None) -> None:
    from detente.backtest import forecast_log, hash_chain
    from detente.cli.forecast_log import log_path

    case = forecast.case
    made = [
        forecast_log.forecast(
            f"{case.id}/{a.question.id}/{a.question.by}",
            f"{a.question.asks} {a.question.resolves}",
            a.p.mean,
            as_of=case.as_of,
            closes=a.question.by,
            low=a.p.low,
            high=a.p.high,
            base_rate=a.base,
            basis="detente" if a.basis == "forecast" else a.basis,
            case=case.id,
            vintage=forecast.vintage.year,
            seed=forecast.settings.seed,
        )
        for a in answers
        if a.question.where is None and a.can_resolve
    ]
    added = hash_chain.append(log_path(log), lambda _: made)
    vague = [a.question.id for a in answers if not a.can_resolve]
    tell(f"recorded {len(added)} questions in {log_path(log)}")
    if vague:
        tell(f"left out, without a rule to resolve them: {', '.join(vague)}")
