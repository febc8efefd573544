"""The command ``dyads``: forecasts of all partnerships from data alone."""

from datetime import date
from typing import Annotated, Any

import typer

from detente.cli.common import JsonFlag, out, print_json, print_other_releases, print_text
from detente.errors import DetenteError
from detente.history.covariates import RIVAL


def dyads(
    *,
    as_of: Annotated[str | None, typer.Option(help="A year or a day; by default today.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Number to list, highest risk first.")] = 50,
    of: Annotated[str | None, typer.Option(help="Only partnerships of this state.")] = None,
    rivals: Annotated[
        bool, typer.Option("--rivals", help="Also pairs with a treaty that are rivals now.")
    ] = False,
    as_json: JsonFlag = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
) -> None:
    """Rank the partnerships in force on a date by their risk of rupture, with the main drivers.

    A partnership is a pair with a treaty in force, or with a rivalry that ended or a dispute on
    one side and no rupture since, but not two strategic rivals. For this year each figure is that
    of `detente assess A B`, as detente ships it. An earlier year needs data, and is a screening
    from the panel, as its note says; `detente backtest` replays it as `as-printed`.

    Examples: `detente dyads --as-of 2001 --top 20`, `detente dyads --of USA --csv`
    """
    from detente.brief.partnerships_csv import partnerships_csv
    from detente.case.change import parse_day
    from detente.forecast.partnerships import (
        forecast_description,
        forecast_year,
        world_forecasts,
        world_note,
    )

    if as_json and as_csv:
        raise DetenteError("--json and --csv exclude each other; give one")
    year = forecast_year(parse_day(as_of, "--as-of", or_year=True) if as_of else date.today())
    ranked = [
        p
        for p in world_forecasts(year)
        if (rivals or RIVAL not in p.ties) and (of is None or _code(of, year) in p.ccodes)
    ]
    listed = [p.document(date(year, 1, 1)) for p in ranked[:top]]
    about = forecast_description(year) | {"note": world_note(year)}
    if as_json:
        print_json({**about, "alive": len(ranked), "partnerships": listed})
    elif as_csv:
        print_text(partnerships_csv(listed))
    else:
        _show(listed, len(ranked), year)
        carried = f" {about['treaties']}." if about["treaties"] else ""
        out().print(f"Pairs as of 1 January {year}, {about['note']}.{carried}", markup=False)
        print_other_releases(about)


def _code(state: str, year: int) -> int:
    from detente.states.states import resolve

    return resolve(state, date(year, 1, 1)).ccode


def _chance(p: dict[str, float]) -> str:
    return f"{p['mean']:.1%} ({p['low']:.1%}-{p['high']:.1%})"


def _driver(d: dict[str, Any]) -> str:
    from detente.history.covariate_labels import covariate_label

    return f"{covariate_label(d['name'])} {d['effect']:+.2f}"


def _show(listed: list[dict[str, Any]], alive: int, year: int) -> None:
    from rich.table import Table

    from detente.document.labels import RUPTURE
    from detente.history.reference_classes import OUTCOMES

    title = f"{len(listed):,} of {alive:,} partnerships alive on 1 January {year}"
    table = Table(title=f"{title}: chance of rupture, 90 % intervals", title_justify="left")
    for name in ("states", "ties"):
        table.add_column(name)
    for name in ("1 year", "5 years", "10 years"):
        table.add_column(name, justify="right")
    table.add_column("what drives it (log-odds against the mean)")
    for p in listed:
        table.add_row(
            " - ".join(p["states"]),
            ", ".join(p["ties"]),
            *(_chance(p["p_rupture"][h]) for h in ("1", "5", "10")),
            ", ".join(_driver(d) for d in p["drivers"]),
        )
    out().print(table)
    out().print(f"Rupture: {OUTCOMES[RUPTURE]}.", markup=False)
