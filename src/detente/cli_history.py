"""Commands over history: base rates and vintages."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from detente.cli_out import JsonFlag, day, out, print_json
from detente.errors import DetenteError


class Family(StrEnum):
    """Families of historical spells."""

    pacts = "pacts"
    ex_rivals = "ex-rivals"
    coalitions = "coalitions"
    pact_partners = "pact-partners"


def _period(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    first, _, last = text.partition(":")
    if not (first.isdigit() and last.isdigit() and int(first) <= int(last)):
        raise DetenteError(f"--formed got '{text}'; wanted two years such as 1816:1989")
    return int(first), int(last)


def _either(yes: bool, no: bool, names: str) -> bool | None:
    if yes and no:
        raise DetenteError(f"{names} exclude each other; give one")
    return True if yes else False if no else None


def base_rate(
    family: Annotated[Family, typer.Argument(help="Which spells of history.")],
    *,
    bilateral: Annotated[bool, typer.Option("--bilateral", help="Two members only.")] = False,
    formed: Annotated[str | None, typer.Option(help="Years of onset, such as 1816:1989.")] = None,
    obligation: Annotated[
        str | None, typer.Option(help="defense, offense, neutral, nonagg or consul.")
    ] = None,
    threat_named: Annotated[
        bool, typer.Option("--threat-named", help="A threat is named.")
    ] = False,
    no_threat: Annotated[bool, typer.Option("--no-threat", help="No threat is named.")] = False,
    rivals_at_signing: Annotated[
        bool, typer.Option("--rivals-at-signing", help="The two were strategic rivals.")
    ] = False,
    rivals_within: Annotated[
        int | None, typer.Option(min=0, help="Rivals at most that many years before.")
    ] = None,
    both_major: Annotated[bool, typer.Option("--both-major", help="Both major powers.")] = False,
    prior_adversaries: Annotated[
        bool, typer.Option("--prior-adversaries", help="Adversaries in the 15 years before.")
    ] = False,
    no_prior: Annotated[bool, typer.Option("--no-prior", help="No adversaries before.")] = False,
    as_of: Annotated[str | None, typer.Option(help="What was known on a day.")] = None,
    mids: Annotated[str, typer.Option(help="Dispute data: gml or cow.")] = "gml",
    as_json: JsonFlag = False,
) -> None:
    """Say how long such partnerships lasted, from the local data.

    Needs `detente data pull --from DIR` once. Examples: `detente base-rate pacts --bilateral
    --both-major --as-of 2001-11-12`, `detente base-rate coalitions --prior-adversaries --json`
    """
    from detente.forecast import base_rate as rates

    within = _within(rivals_at_signing, rivals_within)
    query = rates.Query(
        family=family.value,
        bilateral=bilateral,
        formed=_period(formed),
        obligation=obligation,
        threat_named=_either(threat_named, no_threat, "--threat-named and --no-threat"),
        rivals_within=within,
        both_major=both_major,
        prior_adversaries=_either(
            prior_adversaries, no_prior, "--prior-adversaries and --no-prior"
        ),
    )
    document = rates.base_rate(query, day(as_of, "--as-of"), mids).document()
    if as_json:
        print_json(document)
    else:
        _show_base_rate(document)


def _within(at_signing: bool, within: int | None) -> int | None:
    if at_signing and within:
        raise DetenteError("--rivals-at-signing and --rivals-within exclude each other; give one")
    return 0 if at_signing else within


def _show_base_rate(d: dict[str, Any]) -> None:
    from detente.brief.terminal import percent

    console = out()
    when = f", as known on {d['as_of']}" if d["as_of"] else ""
    median = "not reached" if d["median_years"] is None else f"{d['median_years']:.1f} years"
    causes = ", ".join(f"{k} {v}" for k, v in d["by_cause"].items())
    console.print(f"{d['description']}{when}", markup=False, style="bold")
    console.print(f"{d['n']} spells, {d['ended']} ended ({causes}); median {median}", markup=False)
    for h, s in d["survival"].items():
        if s is None:
            console.print(f"{h:>3} years  nobody was watched that long", markup=False)
            continue
        low, high = percent(d["survival_low"][h]), percent(d["survival_high"][h])
        ends = ", ".join(f"{k} {percent(v[h])}" for k, v in d["incidence"].items())
        console.print(
            f"{h:>3} years  unbroken {percent(s)} (95 %: {low}-{high}); ended: {ends}", markup=False
        )


def fit(
    *,
    check_: Annotated[
        bool, typer.Option("--check", help="Compare the shipped vintages with the data.")
    ] = False,
    years: Annotated[str, typer.Option(help="Which, such as 1900:2018.")] = "1900:2018",
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the files; the shipped ones if not given."),
    ] = None,
) -> None:
    """Make the vintages from the local data, or prove that the shipped ones follow from them.

    Exit code 1 if `--check` finds a difference.
    """
    from rich.progress import track

    from detente.forecast import vintage

    first, last = _period(years) or (vintage.FIRST, vintage.LAST)
    span = range(first, last + 1)
    if check_:
        faults = vintage.check(span)
        for fault in faults:
            out().print(fault, markup=False)
        out().print(f"{len(span) - len(faults)} of {len(span)} vintages reproduced", markup=False)
        raise typer.Exit(1 if faults else 0)
    folder = folder or vintage.folder()
    for year, text in track(
        vintage.fit(span), "vintages", total=len(span), console=Console(stderr=True)
    ):
        vintage.write(folder, year, text)
    out().print(f"wrote {len(span)} vintages to {folder}", markup=False)
