"""The command ``backtest``: how good past forecasts of the method would have been."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.common import JsonFlag, err, out, print_json, write_file
from detente.errors import DetenteError

_REFERENCES = ("duration-only", "since-rupture-only")


def backtest(
    *,
    first: Annotated[int, typer.Option("--from", help="First year that is forecast.")] = 1950,
    last: Annotated[int, typer.Option("--to", help="Last year that is forecast.")] = 2013,
    horizon: Annotated[str, typer.Option(help="Years ahead, such as 1,5,10,20.")] = "1,5,10,20",
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Number of processes; all cores by default.")
    ] = None,
    draws: Annotated[
        int, typer.Option(min=20, max=10_000, help="Bootstrap draws of each interval.")
    ] = 200,
    page_path: Annotated[
        Path | None, typer.Option("--out", help="Write the report as one HTML page.")
    ] = None,
    lag: Annotated[
        str,
        typer.Option(help="Age of the dispute data in years, such as 0,4,8,12; others as then."),
    ] = "0",
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Save each fit, and continue a run that was stopped."),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Forecast past years without hindsight, and score the forecasts.

    The models for a year use only data known when it began. They are compared with base rates, a
    model of the time since the last rupture, Cox regression and boosted trees. Needs
    `detente data pull` once, and about two minutes.

    `--lag 12` forecasts as in 2023, when disputes are known to 2011, and scores it on past years.

    Examples: `detente backtest --out report.html`, `detente backtest --horizon 5 --json`,
    `detente backtest --from 1985 --lag 0,4,8,12`
    """
    from detente.backtest.report import backtest as run
    from detente.cache import FITS
    from detente.files import only_file

    horizons, lags = _years(horizon, "--horizon"), _years(lag, "--lag")
    if len(lags) > 1 and page_path is not None:
        raise DetenteError("--out writes the report of one lag; give --lag one number")
    if page_path is not None:
        only_file(page_path)
    with _bar() as progress:
        documents = [
            run(
                first,
                last,
                horizons,
                jobs=jobs,
                draws=draws,
                progress=progress,
                resume=resume,
                lag=years,
            )
            for years in lags
        ]
    if resume:
        FITS.clear()
    if page_path is not None:
        from detente.brief.backtest_page import page

        write_file(page_path, page(documents[0]))
        err().print(f"wrote {page_path}", markup=False)
    if as_json:
        print_json(documents if len(documents) > 1 else documents[0])
    elif page_path is None:
        for document in documents:
            _show(document)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar that appears with the first step, so that errors are printed without it."""
    from rich.progress import Progress

    bar = Progress(console=err(), transient=True)
    task = bar.add_task("replaying history", total=None)

    def progress(done: int, total: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield progress
    finally:
        if bar.live.is_started:
            bar.stop()


def _years(text: str, option: str) -> list[int]:
    parts = [p.strip() for p in text.split(",")]
    if not all(p.isascii() and p.isdigit() for p in parts):
        raise DetenteError(f"{option} got '{text}'; wanted years such as 1,5,10")
    return [int(p) for p in parts]


def _show(document: dict[str, Any]) -> None:
    from rich.table import Table

    console, protocol = out(), document["protocol"]
    if protocol["lag"]:
        console.print(
            f"Disputes known to {protocol['lag']} years before each forecast, other data as old as "
            "they are when disputes are.",
            style="bold",
            markup=False,
        )
    console.print(
        f"Forecasts on 1 January of every year from {protocol['from']} to {protocol['to']}, from "
        "what was known then. Skill: Brier skill score relative to the recency-weighted base rate; "
        "in brackets: 95 % bootstrap intervals, resampling units.",
        markup=False,
    )
    for target in dict.fromkeys(t["id"] for t in document["targets"]):
        here = [t for t in document["targets"] if t["id"] == target]
        table = Table(title=f"{target}: {here[0]['label']}", title_justify="left")
        for name in ("years", "test years", "n", "events", "AUC", "average precision"):
            table.add_column(name, justify="right")
        for name in ("concordance", "Brier skill", "skill over recency only", "ECE", "slope"):
            table.add_column(name, justify="right")
        for t in here:
            table.add_row(*_cells(t))
        console.print(table)
        _show_years(here)
        _show_printed(here)
    for gap in document["left_out"]:
        console.print(f"left out: {gap['id']}: {gap['reason']}", markup=False)


def _show_years(here: list[dict[str, Any]]) -> None:
    """Where the base rate is as good: how few years decide, since many pairs share one event."""
    for t in here:
        if t["brier_skill"] <= 0:
            years, (low, high) = t["by_year"], t["by_year"]["brier_skill"]
            out().print(
                f"{t['horizon']} years: no better than the base rate (skill {low:+.3f} to "
                f"{high:+.3f} with whole years resampled). Half of the {t['events']} events came "
                f"in {len(years['half'])} of {years['origins']} years: "
                f"{', '.join(map(str, years['half']))}",
                markup=False,
            )


def _show_printed(here: list[dict[str, Any]]) -> None:
    """Calibration of what a page of the pair would have printed, also above one half."""
    for t in here:
        printed = t["calibration"].get("as-printed")
        if printed is None:
            continue
        high = "; ".join(
            f"{b['first']:.1f}-{b['last']:.1f}: forecast {b['forecast']:.3f}, observed "
            f"{b['observed']:.3f} ({b['low']:.2f}-{b['high']:.2f}), n = {b['n']}"
            for b in printed["bins"]
            if b["first"] >= 0.5
        )
        out().print(
            f"as printed, {t['horizon']} years: {_line(printed)}; above one half: {high or 'none'}",
            *(f"  {name}: {_line(t['calibration'][name])}" for name in _REFERENCES),
            sep="\n",
            markup=False,
        )


def _line(fit: dict[str, Any]) -> str:
    slope = "no slope" if fit["slope"] is None else f"slope {fit['slope']:.2f}"
    return f"ECE {fit['ece']:.4f}, {slope}"


def _cells(t: dict[str, Any]) -> list[str]:
    spread = t["intervals"]
    auc = "({:.2f}-{:.2f})".format(*spread["auc"]) if "auc" in spread else "(no interval)"
    saved = (
        "({:+.2f} to {:+.2f})".format(*spread["brier_skill"])
        if "brier_skill" in spread
        else "(no interval)"
    )
    return [
        str(t["horizon"]),
        f"{t['years'][0]}-{t['years'][1]}",
        str(t["n"]),
        str(t["events"]),
        f"{t['auc']:.3f} {auc}",
        f"{t['average_precision']:.3f}",
        f"{t['concordance']:.3f}",
        f"{t['brier_skill']:+.3f} {saved}",
        f"{t['brier_skill_since_rupture']:+.3f}",
        f"{t['ece']:.4f}",
        "-" if t["slope"] is None else f"{t['slope']:.2f}",
    ]
