"""Commands on history: base rates and vintages."""

import os
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from detente.cli.common import (
    JsonFlag,
    err,
    out,
    past_day,
    print_json,
    print_other_releases,
    tell,
    year_span,
)
from detente.document.labels import Disputes, Ending, Family, Obligation, OutcomeId
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.history.hazard_coefficients import Coefficient

Made = TypeVar("Made")
_ALL_YEARS = "1900:2026"


def _either(yes: bool, no: bool, names: str) -> bool | None:
    if yes and no:
        raise DetenteError(f"{names} exclude each other; give one")
    return True if yes else False if no else None


def base_rate(
    family: Annotated[Family, typer.Argument(help="Class of historical spells.")],
    *,
    bilateral: Annotated[
        bool, typer.Option("--bilateral", help="Treaties of two members only.")
    ] = False,
    multilateral: Annotated[
        bool, typer.Option("--multilateral", help="Treaties of more members only.")
    ] = False,
    formed: Annotated[str | None, typer.Option(help="Years of onset, such as 1816:1989.")] = None,
    obligation: Annotated[
        Obligation | None, typer.Option(help="defense, offense, neutral, nonagg or consul.")
    ] = None,
    threat_named: Annotated[
        bool, typer.Option("--threat-named", help="The treaty names a threat.")
    ] = False,
    no_threat: Annotated[
        bool, typer.Option("--no-threat", help="The treaty names no threat.")
    ] = False,
    rivals_at_signing: Annotated[
        bool, typer.Option("--rivals-at-signing", help="The two were strategic rivals.")
    ] = False,
    rivals_within: Annotated[
        int | None, typer.Option(min=0, help="Strategic rivals within this many years before.")
    ] = None,
    both_major: Annotated[
        bool, typer.Option("--both-major", help="Both were major powers.")
    ] = False,
    prior_adversaries: Annotated[
        bool,
        typer.Option(
            "--prior-adversaries", help="The two were adversaries in the 15 years before."
        ),
    ] = False,
    no_prior: Annotated[
        bool, typer.Option("--no-prior", help="The two were not adversaries before.")
    ] = False,
    as_of: Annotated[str | None, typer.Option(help="Use only what was known on this day.")] = None,
    mids: Annotated[Disputes, typer.Option(help="Dispute data: gml or cow.")] = "gml",
    outcome: Annotated[
        Ending, typer.Option(help="What ends a spell of pairs: rupture, rivalry, force or strain.")
    ] = "rupture",
    as_json: JsonFlag = False,
) -> None:
    """Estimate how long past partnerships of a class lasted, from the local data.

    Needs `detente data pull` once. Examples: `detente base-rate pacts --bilateral
    --both-major --as-of 2001-11-12`, `detente base-rate coalitions --prior-adversaries --json`
    """
    from detente.history import base_rate as rates
    from detente.history.query import Query

    if family == "pacts" and outcome != "rupture":
        raise DetenteError(f"--outcome got '{outcome}' with pacts; a treaty has endings of its own")
    threat = _either(threat_named, no_threat, "--threat-named and --no-threat")
    prior = _either(prior_adversaries, no_prior, "--prior-adversaries and --no-prior")
    query = Query(
        family=family,
        bilateral=_either(bilateral, multilateral, "--bilateral and --multilateral"),
        formed=year_span(formed, "--formed"),
        obligation=obligation,
        threat_named=threat,
        rivals_within=_within(rivals_at_signing, rivals_within),
        both_major=both_major,
        prior_adversaries=prior,
    )
    document = rates.base_rate(query, past_day(as_of, "--as-of"), mids, outcome).document()
    print_json(document) if as_json else _show_base_rate(document)


def _within(at_signing: bool, within: int | None) -> int | None:
    if at_signing and within:
        raise DetenteError("--rivals-at-signing and --rivals-within exclude each other; give one")
    return 0 if at_signing else within


def _show_base_rate(d: dict[str, Any]) -> None:
    from detente.document.percent import percent

    console = out()
    when = f", as known on {d['as_of']}" if d["as_of"] else ""
    median = "not reached" if d["median_years"] is None else f"{d['median_years']:.1f} years"
    causes = ", ".join(f"{k} {v}" for k, v in d["by_cause"].items())
    console.print(f"{d['description']}{when}", markup=False, style="bold")
    console.print(f"{d['n']} spells, {d['ended']} ended ({causes}); median {median}", markup=False)
    for h, s in d["survival"].items():
        if s is None:
            console.print(f"{h:>3} years  no spell was observed that long", markup=False)
            continue
        low, high = percent(d["survival_low"][h]), percent(d["survival_high"][h])
        ends = ", ".join(f"{k} {percent(v[h])}" for k, v in d["incidence"].items())
        console.print(
            f"{h:>3} years  lasted {percent(s)} (95 %: {low}-{high}); ended: {ends}", markup=False
        )
    print_other_releases(d)


def fit(
    *,
    check_: Annotated[
        bool, typer.Option("--check", help="Check that the data reproduce the shipped vintages.")
    ] = False,
    years: Annotated[
        str, typer.Option(help="Years of the vintages, such as 1900:2026.")
    ] = _ALL_YEARS,
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the files; that of the shipped ones by default."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Number of processes; all cores by default.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Skip years whose files exist.")] = False,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Only assess the partnerships of the newest vintage.")
    ] = False,
) -> None:
    """Fit the vintages to the local data, or check that the data reproduce the shipped ones.

    A vintage holds the life tables of the reference classes and the learned hazards, as known
    when its year began. Exit code 1 if `--check` finds a difference. `detente hazards 2001`
    shows the coefficients.
    """
    from detente.case.change import parse_years
    from detente.history import vintage

    if pairs and (years != _ALL_YEARS or resume or check_):
        raise DetenteError("--pairs stands alone, without --check, --years and --resume")
    first, last = parse_years(years, "--years")
    if not vintage.FIRST <= first <= last <= vintage.LAST:
        raise DetenteError(
            f"--years got '{years}'; wanted two from {vintage.FIRST} to {vintage.LAST}"
        )
    span = range(first, last + 1)
    if check_:
        _check(span)
    folder = folder or vintage.vintage_folder()
    if not pairs:
        _write_vintages(folder, span, jobs, resume=resume)
        out().print(f"wrote {len(span)} vintages to {folder}", markup=False)
    if pairs or (last == vintage.LAST and folder == vintage.vintage_folder()):
        _assess_pairs(folder, jobs)  # with the hazards of the package


def _write_vintages(folder: Path, span: range, jobs: int | None, *, resume: bool) -> None:
    from detente.history import hazard_files, hazard_vintage, known_pairs, vintage
    from detente.history.packed_json import write_packed

    known_pairs.write_known_pairs(folder)
    for year, text in _bar(vintage.fit_vintages(span), "life tables", len(span)):
        write_packed(vintage.vintage_file(year, folder), text)
    missing = hazard_vintage.unwritten(folder, span) if resume else span
    fitted = hazard_vintage.fit_hazard_vintages(missing, jobs, folder=folder) if missing else ()
    for year, text in _bar(fitted, "hazards", len(missing)):
        write_packed(hazard_files.hazard_file(year, folder), text)


def _assess_pairs(folder: Path, jobs: int | None) -> None:
    """Assess every partnership of the newest vintage, and write what ships."""
    from rich.progress import track

    from detente.forecast.shipped_forecasts import write_shipped_forecasts
    from detente.forecast.world_assessment import assess_world, world_pairs

    if not os.access(folder, os.W_OK):  # said before a quarter of an hour of work
        raise DetenteError(f"{folder}: wanted a folder that can be written")
    pieces = world_pairs()
    assessed = assess_world(pieces, jobs)
    tracked = track(assessed, "pairs", total=len(pieces), console=err(), transient=True)
    results = list(chain.from_iterable(tracked))
    forecasts = [result for result in results if not isinstance(result, str)]
    write_shipped_forecasts(forecasts, folder)
    for reason in results:
        if isinstance(reason, str):
            tell(f"left out: {reason}")
    summary = f"assessed {len(forecasts):,} of {len(results):,} pairs, written to {folder}"
    out().print(summary, markup=False)


def _bar(made: Iterable[Made], name: str, total: int) -> Iterable[Made]:
    from rich.progress import track

    return track(made, name, total=total, console=err(), transient=True)


def _check(span: range) -> None:
    from detente.history import hazard_vintage, vintage

    faults = {
        "life tables": vintage.check_vintages(span),
        "learned hazards": hazard_vintage.check_hazard_vintages(span),
    }
    for fault in chain.from_iterable(faults.values()):
        out().print(fault, markup=False)
    for name, wrong in faults.items():
        out().print(f"{name}: {len(span) - len(wrong)} of {len(span)} reproduced", markup=False)
    raise typer.Exit(1 if any(faults.values()) else 0)


def hazards(
    year: Annotated[int, typer.Argument(help="Year whose vintage to show, 1900 to 2026.")],
    *,
    outcome: Annotated[
        OutcomeId, typer.Option(help="rupture, rivalry, force, strain, suspension or drift.")
    ] = "rupture",
    population: Annotated[
        Literal["treaties", "dyads"] | None,
        typer.Option(help="The two earlier models instead: treaties or dyads."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Show from what the risk was learned: odds ratios of a vintage and their intervals.

    A ratio is for one standard deviation more of the covariate. The ends of treaties have a model
    of their own (`--population treaties`); that of dyads has the outcome of the backtest's target
    dyad-broken, a new rivalry or a dispute, shipped for comparison. Examples:
    `detente hazards 2001`, `detente hazards 2001 --outcome drift`,
    `detente hazards 1990 --population treaties --json`
    """
    from detente.history import hazard_coefficients

    estimates = (
        hazard_coefficients.ladder_coefficients(year, outcome)
        if population is None
        else hazard_coefficients.coefficients(year, population)
    )
    if as_json:
        print_json(
            [{**asdict(e), "odds_ratio": e.odds_ratio, "years": list(e.years)} for e in estimates]
        )
        return
    for stretch in dict.fromkeys((e.years, e.cause) for e in estimates):
        _show_hazards([e for e in estimates if (e.years, e.cause) == stretch], year)


def _show_hazards(estimates: list["Coefficient"], year: int) -> None:
    from rich.table import Table

    from detente.history.covariate_labels import covariate_label

    (first, last), cause = estimates[0].years, estimates[0].cause
    when = f"year {first}" if first == last else f"years {first}-{last}"
    table = Table(title=f"{cause} in {when} ahead, as known when {year} began")
    table.add_column("covariate, per standard deviation")
    for name in ("odds ratio", "95 % interval"):
        table.add_column(name, justify="right")
    if any(e.ame is not None for e in estimates):
        table.add_column("effect on the yearly chance", justify="right")
    for e in sorted(estimates, key=lambda e: -abs(e.beta)):
        low, high = e.interval
        effect = [] if e.ame is None else [f"{100 * e.ame:+.3f} points"]
        table.add_row(
            covariate_label(e.name), f"{e.odds_ratio:.2f}", f"{low:.2f}-{high:.2f}", *effect
        )
    out().print(table)
