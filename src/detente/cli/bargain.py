"""The command ``bargain``: over the issues of a case, or those of a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.common import CaseArgument, JsonFlag, out, print_json
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.document.bargain import BargainPart


def bargain(
    case: CaseArgument,
    *,
    issue: Annotated[str | None, typer.Option(help="Show only this issue, round by round.")] = None,
    positions: Annotated[
        Path | None, typer.Option(help="For a file of issues: the positions of the actors.")
    ] = None,
    power: Annotated[
        str | None,
        typer.Option(help="For a file of issues: key, votes, or a file with actor and power."),
    ] = None,
    scale: Annotated[
        str | None, typer.Option(help="For a file of issues: the ends, such as 0:100.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, max=10_000, help="Maximum number of rounds.")] = 10,
    as_json: JsonFlag = False,
) -> None:
    """Forecast the outcome of bargaining: weighted mean, median, Nash, challenge model.

    For a case, also which actors move or are exposed, and the effect of the outcome on the
    partnership. For a `.csv` file of issues, the error of every model where outcomes are known. The
    weighted mean comes first: on issues of the European Union no variant of the challenge model
    was more accurate.

    Examples: `detente bargain us-russia-2001 --issue nato-enlargement`,
    `detente bargain issues.csv --positions positions.csv --json`
    """
    if case.lower().endswith(".csv"):
        ends = _ends(scale)
        from detente.scenarios.bargaining.report import bargaining_report

        report = bargaining_report(
            Path(case), positions, power=power, scale=ends, rounds=rounds, only=issue
        )
        print_json(report) if as_json else _show_file(report)
        return
    if positions or power or scale:
        raise DetenteError("--positions, --power and --scale go with a .csv file of issues")
    _case(case, issue, rounds, as_json=as_json)


def _ends(scale: str | None) -> tuple[float, float] | None:
    if scale is None:
        return None
    low, _, high = scale.partition(":")
    try:
        ends = float(low), float(high)
    except ValueError:
        ends = (0.0, 0.0)
    if not ends[0] < ends[1] < float("inf") or ends[0] == float("-inf"):
        raise DetenteError(f"--scale got '{scale}'; wanted two numbers such as 0:100")
    return ends


def _case(case: str, issue: str | None, rounds: int, *, as_json: bool) -> None:
    from detente.case.load import load
    from detente.forecast.forecast import forecast_case
    from detente.scenarios.bargaining.issues import bargains_over, issue_bargains
    from detente.scenarios.bargaining.seats import no_bargain

    loaded = load(case)
    forecast = forecast_case(loaded)
    parts = bargains_over(issue_bargains(forecast, rounds=rounds), loaded, issue)
    silent = no_bargain(loaded)
    if as_json:
        print_json(
            {
                "case": loaded.id,
                "as_of": loaded.as_of.isoformat(),
                "issues": [p.model_dump(by_alias=True) for p in parts],
                "no_bargain": [{"id": i, "reason": why} for i, why in silent.items()],
            }
        )
        return
    if parts:
        _show_issues(parts)
    for i, why in silent.items() if issue is None else ():
        out().print(f"{i}: {why}", markup=False)
    if issue is not None:
        _show_part(parts[0])


def _table(*columns: str, left: int = 1) -> Any:
    from rich.table import Table

    table = Table(title_justify="left")
    for k, name in enumerate(columns):
        table.add_column(name, justify="left" if k < left else "right")
    return table


def _show_issues(parts: "list[BargainPart]") -> None:
    from detente.brief.words import change, plain_signed

    effects = {
        name: [getattr(p.partnership_effect, name)["10"] for p in parts]
        for name in ("accepted", "imposed")
    }
    telling = [
        n for n, moves in effects.items() if any(plain_signed(100 * m.mean) != "0.0" for m in moves)
    ]
    table = _table(
        "issue, 0 to 100", "now", "weighted mean", "median", "Nash", "challenge",
        *telling,
    )  # fmt: skip
    for k, p in enumerate(parts):
        mean = p.weighted_mean
        table.add_row(
            p.id,
            f"{p.status_quo:.0f}",
            f"{mean.mean:.0f} ({mean.low:.0f}-{mean.high:.0f})",
            f"{p.weighted_median:.0f}",
            f"{p.nash:.0f}",
            f"{p.challenge.outcome:.0f}, {p.challenge.words}",
            *(change(effects[name][k]) for name in telling),
        )
    out().print(table)
    out().print(
        "The weighted mean is the main forecast. Change of P(rupture within 10 years), in "
        "percentage points: accepted, if both sides adopt it as their position; imposed, if it "
        "becomes the status quo and positions stay. A change that is not shown rounds to zero."
    )


def _show_part(p: "BargainPart") -> None:
    console = out()
    console.print(f"\n0: {p.zero}. 100: {p.hundred}.", markup=False)
    table = _table("actor", "power", "salience", *_numbers(len(p.challenge.rounds)))
    places = zip(*p.challenge.rounds, strict=True)
    for seat, place in zip(p.actors, places, strict=True):
        table.add_row(
            seat.id, f"{seat.power:.1f}", f"{seat.salience:.0f}", *(f"{x:.1f}" for x in place)
        )
    table.add_row("weighted mean", "", "", *(f"{x:.1f}" for x in p.challenge.means))
    console.print(table)
    console.print(f"Challenge model: {p.challenge.words}. {p.challenge.rules}.", markup=False)
    for m in p.challenge.movers:
        console.print(
            f"{m.id} moves from {m.from_:.1f} to {m.to:.1f}; its first move is a {m.first_kind} "
            f"with {m.first_towards}",
            markup=False,
        )
    top = p.challenge.exposed[0]
    console.print(f"Most exposed: {top.id} (security loss {top.danger:.2f})", markup=False)
    for seat_ in p.no_seat:
        console.print(f"No seat: {seat_.id}; {seat_.reason}", markup=False)
    if p.weighted_mean_with_unseated is not None:
        console.print(
            "If all actors that lack only power were as strong as the strongest, the weighted mean "
            f"would be {p.weighted_mean_with_unseated:.1f}",
            markup=False,
        )


def _numbers(rounds: int) -> list[str]:
    return ["start", *(str(k) for k in range(1, rounds))]


def _show_file(report: dict[str, Any]) -> None:
    console = out()
    if report["models"]:
        _show_scores(report)
    for p in report["predictions"]:
        if "challenge" in p:
            _show_prediction(p)
    console.print(
        f"{report['issues']} issues, {report['scored']} scored. Power: {report['power']}.",
        markup=False,
    )
    reasons: dict[str, list[str]] = {}
    for s in report["skipped"]:
        reasons.setdefault(s["reason"], []).append(s["issue"])
    for why, names in reasons.items():
        shown = ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")
        console.print(f"Not scored, {why}: {len(names)} ({shown})", markup=False)


def _show_scores(report: dict[str, Any]) -> None:
    table = _table("model", "issues", "mean error", "median", "within 10", "against weighted mean")
    for m in report["models"]:
        more = m["against_lead"]
        spread = "" if m["low"] is None else f" ({m['low']:+.1f} to {m['high']:+.1f})"
        table.add_row(
            m["label"],
            str(m["n"]),
            f"{m['mae']:.2f}",
            f"{m['median_abs_err']:.2f}",
            f"{m['within_10']:.0%}",
            "" if more is None else f"{more:+.1f}{spread}",
        )
    out().print(table)


def _show_prediction(p: dict[str, Any]) -> None:
    console, course = out(), p["challenge"]
    by_model = {k: v for k, v in p["by_model"].items() if not k.startswith("challenge/")}
    console.print(f"{p['issue']} {p['label']}".strip(), style="bold", markup=False)
    console.print("; ".join(f"{k} {v:.2f}" for k, v in by_model.items()), markup=False)
    table = _table("actor", *_numbers(min(len(course["rounds"]), 11)))
    for actor, place in zip(
        course["actors"], zip(*course["rounds"][:11], strict=True), strict=True
    ):
        table.add_row(actor, *(f"{x:.2f}" for x in place))
    console.print(table)
    console.print(f"Challenge model: {course['words']}.", markup=False)
    top = course["exposed"][0]
    console.print(f"Most exposed: {top['actor']} (security loss {top['danger']:.2f})", markup=False)
    for s in p["no_seat"]:
        console.print(f"No seat: {s['actor']}; {s['reason']}", markup=False)
