"""Commands over history: base rates, vintages and the reference data behind them."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from detente.cli_out import JsonFlag, out, print_json
from detente.errors import DetenteError

data_app = typer.Typer(no_args_is_help=True, help="Reference data: what there is, what you have.")


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


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise DetenteError(f"--as-of got '{text}'; wanted a day such as 2001-11-12") from None


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
    document = rates.base_rate(query, _day(as_of), mids).document()
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


@data_app.command("list")
def data_list(*, as_json: JsonFlag = False) -> None:
    """List every source with its terms."""
    from dataclasses import asdict

    from detente.registry import sources

    cards = sources()
    if as_json:
        print_json([asdict(card) for card in cards.values()])
        return
    for card in cards.values():
        first, last = card.coverage
        out().print(
            f"{card.id:16} {card.label} {card.version}, {first}-{last}: {card.licence}",
            markup=False,
        )


@data_app.command("card")
def data_card(name: Annotated[str, typer.Argument(help="Id of a source.")]) -> None:
    """Show everything about one source."""
    from dataclasses import asdict

    for key, value in asdict(_card(name)).items():
        shown = ", ".join(value) if isinstance(value, dict) else value
        out().print(f"{key:10} {shown}", markup=False)


def _card(name: str) -> Any:
    from detente.registry import sources

    if name not in sources():
        raise DetenteError(f"no source '{name}'; wanted one of {', '.join(sources())}")
    return sources()[name]


@data_app.command("pull")
def data_pull(
    names: Annotated[list[str] | None, typer.Argument(help="Ids of sources; all if none.")] = None,
    *,
    from_: Annotated[Path, typer.Option("--from", help="Folder of Parquet copies.")],
) -> None:
    """Bring sources into the local store: all of them, or none if one is faulty."""
    from detente import store
    from detente.registry import sources

    cards = [_card(n) for n in names] if names else list(sources().values())
    console = out()
    store.pull(
        cards,
        from_,
        tell=lambda p: console.print(
            f"{p.source:16} {p.rows:>8,} rows  {p.sha256[:12]}", markup=False
        ),
    )
    console.print(f"{len(cards)} sources in {store.home()}", markup=False)


@data_app.command("status")
def data_status(*, as_json: JsonFlag = False) -> None:
    """Show what the local store holds."""
    from dataclasses import asdict

    from detente import store

    held = store.status()
    if as_json:
        print_json([asdict(p) for p in held.values()])
        return
    if not held:
        out().print("nothing pulled yet; `detente data pull --from DIR` does it", markup=False)
    for p in held.values():
        out().print(
            f"{p.source:16} {p.version:8} {p.rows:>8,} rows  {p.sha256[:12]}  from {p.origin}",
            markup=False,
        )
