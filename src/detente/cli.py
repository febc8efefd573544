"""The command ``detente``: parse, call one public function, print."""

import json
import sys
import webbrowser
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from detente import __version__
from detente.errors import DetenteError, MissingData

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="How long will a partnership between states last, what would break it, and how would "
    "we know?\n\nStart with `detente assess us-russia-2001`, then `detente new my-case`.",
)
data_app = typer.Typer(no_args_is_help=True, help="Reference data: what there is, what you have.")
app.add_typer(data_app, name="data")
JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


class Family(StrEnum):
    """Families of historical spells."""

    pacts = "pacts"
    ex_rivals = "ex-rivals"
    coalitions = "coalitions"
    pact_partners = "pact-partners"


def _case_ids(incomplete: str) -> list[str]:
    from detente.case.load import bundled

    return [c for c in bundled() if c.startswith(incomplete)]


CaseArgument = Annotated[
    str, typer.Argument(help="A bundled id or the path of a case file.", autocompletion=_case_ids)
]


def _out() -> Console:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 160
    return console


def _print_json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


@app.command()
def assess(
    case: CaseArgument,
    *,
    as_json: JsonFlag = False,
    out: Annotated[Path | None, typer.Option(help="Write the brief as one HTML page.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed; the same gives the same brief.")] = None,
    draws: Annotated[int | None, typer.Option(min=100, max=100_000, help="Simulations.")] = None,
) -> None:
    """Assess one partnership as known on its date.

    Examples: `detente assess us-russia-2001`, `detente assess my-case.yaml --out brief.html --open`
    """
    from detente.assess import assess as run
    from detente.forecast.settings import Settings

    given = {k: v for k, v in (("seed", seed), ("draws", draws)) if v is not None}
    result = run(case, settings=Settings(**given))  # type: ignore[arg-type]
    if out is not None or open_:
        from detente.brief.html import page

        path = out or Path(f"{result.case}.html")
        _write(path, page(result))
        Console(stderr=True).print(f"wrote {path}", highlight=False, markup=False)
        if open_:
            webbrowser.open(path.resolve().as_uri())
    if as_json:
        sys.stdout.write(result.model_dump_json(by_alias=True, indent=2) + "\n")
    elif out is None and not open_:
        from detente.brief.terminal import show

        show(result, _out())


def _write(path: Path, text: str) -> None:
    from detente.case.rewrite import write_atomically

    if path.is_dir():
        raise MissingData(f"{path}: wanted a file name, this is a folder")
    write_atomically(path, text.encode())


@app.command()
def cases(*, as_json: JsonFlag = False) -> None:
    """List the cases that come with detente."""
    from detente.case.load import bundled, load

    found = [load(name) for name in bundled()]
    if as_json:
        _print_json([{"id": c.id, "title": c.title, "as_of": c.as_of.isoformat()} for c in found])
        return
    for c in found:
        _out().print(f"{c.id:24} {c.as_of}  {c.title}", markup=False)


@app.command()
def new(
    case: Annotated[str, typer.Argument(help="Id of the case, also the name of its file.")],
    *,
    folder: Annotated[Path, typer.Option(help="Where to put it.")] = Path(),
) -> None:
    """Start a commented case file that already passes `detente check`."""
    import re

    from detente.case.template import template

    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", case):
        raise DetenteError(
            f"'{case}' cannot be an id; wanted letters, digits, '-', '_' or '.', at most 64"
        )
    path = folder / f"{case}.yaml"
    if path.exists():
        raise DetenteError(f"{path} is already there; choose another id or remove it")
    schema = folder / "detente-case.schema.json"
    if not schema.exists():
        _write(schema, _case_schema())
    _write(path, template(case, date.today(), schema.name))  # noqa: DTZ011 - the user's own day
    _out().print(f"wrote {path}; edit it, then `detente check {path}`", markup=False)


def _case_schema() -> str:
    from detente.case.model import Case

    return json.dumps(Case.model_json_schema(by_alias=True), indent=1) + "\n"


@app.command()
def check(case: CaseArgument) -> None:
    """Validate a case file; every fault is named with its line."""
    from detente.case.load import load

    c = load(case)
    _out().print(
        f"{c.id}: valid; {len(c.claims)} claims, {len(c.actors)} actors, {len(c.issues)} issues, "
        f"{len(c.ledger)} deeds, {len(c.surveys)} surveys, {len(c.ties)} ties",
        markup=False,
    )


@app.command()
def verify(
    case: CaseArgument,
    *,
    source: Annotated[Path, typer.Option(help="The text that the claims point into.")],
    id_: Annotated[str | None, typer.Option("--id", help="Only claims of this source.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Check every paragraph pointer and quote hash against the source text.

    Exit code 1 if a pointer is not where the case says.
    """
    from detente.case.load import load
    from detente.case.source_text import verify as run
    from detente.case.yaml12 import read_bytes

    c = load(case)
    if id_ is not None and id_ not in {s.id for s in c.sources}:
        raise DetenteError(f"no source '{id_}' in {case}; wanted one of {[s.id for s in c.sources]}")
    try:
        text = read_bytes(source).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DetenteError(f"{source}: not UTF-8 text (byte {problem.start})") from None
    found = list(run(c, text, id_))
    bad = [v for v in found if v.state != "found"]
    if as_json:
        _print_json([{"claim": v.claim, "state": v.state, "message": v.message} for v in found])
    else:
        for v in bad:
            _out().print(f"{v.claim}: {v.state}: {v.message}", markup=False)
        _out().print(f"{len(found) - len(bad)} of {len(found)} pointers found", markup=False)
    if bad:
        raise typer.Exit(1)


@app.command("set")
def set_(
    case: Annotated[Path, typer.Argument(help="Path of a case file.")],
    path: Annotated[str, typer.Argument(help="Such as threats.taliban.attained")],
    value: Annotated[str, typer.Argument(help="The new value.")],
) -> None:
    """Change one value of a case file; comments stay, the old file is kept as .bak."""
    from detente.case.rewrite import set_value
    from detente.case.yaml12 import parse

    plain = parse("value", value.encode()).values
    if not isinstance(plain, int | float | str | bool):
        raise DetenteError(f"'{value}' is not a value to set; wanted a number, a word or true/false")
    set_value(case, path, plain)
    _out().print(f"{path} is now {plain}; the old file is {case}.bak", markup=False)


@app.command()
def schema(
    which: Annotated[str, typer.Argument(help="case or assessment")] = "case",
) -> None:
    """Print the JSON Schema of the case file or of `assess --json`."""
    from detente.document import Assessment

    if which not in ("case", "assessment"):
        raise DetenteError(f"no schema '{which}'; wanted case or assessment")
    if which == "case":
        sys.stdout.write(_case_schema())
    else:
        _print_json(Assessment.model_json_schema(by_alias=True, mode="serialization"))


@app.command("lenses")
def lenses_(*, as_json: JsonFlag = False) -> None:
    """List the lenses: theory, unit, which way is danger, weight."""
    from dataclasses import asdict

    from detente.registry import lenses

    cards = [lens.card for lens in lenses().values()]
    if as_json:
        _print_json([asdict(card) for card in cards])
        return
    for card in cards:
        w = card.weight
        _out().print(
            f"{card.id:20} {card.theory}; {card.unit}; {card.danger} is danger; judged weight "
            f"{w.size} (spread {w.spread}, bound {w.bound})",
            markup=False,
        )


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
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day
    except ValueError:
        raise DetenteError(f"--as-of got '{text}'; wanted a day such as 2001-11-12") from None


def _either(yes: bool, no: bool, names: str) -> bool | None:
    if yes and no:
        raise DetenteError(f"{names} exclude each other; give one")
    return True if yes else False if no else None


@app.command("base-rate")
def base_rate_(
    family: Annotated[Family, typer.Argument(help="Which spells of history.")],
    *,
    bilateral: Annotated[bool, typer.Option("--bilateral", help="Two members only.")] = False,
    formed: Annotated[str | None, typer.Option(help="Years of onset, such as 1816:1989.")] = None,
    obligation: Annotated[
        str | None, typer.Option(help="defense, offense, neutral, nonagg or consul.")
    ] = None,
    threat_named: Annotated[bool, typer.Option("--threat-named", help="A threat is named.")] = False,
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
    from detente.forecast.base_rate import Query, base_rate

    within = _within(rivals_at_signing, rivals_within)
    query = Query(
        family=family.value,
        bilateral=bilateral,
        formed=_period(formed),
        obligation=obligation,
        threat_named=_either(threat_named, no_threat, "--threat-named and --no-threat"),
        rivals_within=within,
        both_major=both_major,
        prior_adversaries=_either(prior_adversaries, no_prior, "--prior-adversaries and --no-prior"),
    )
    document = base_rate(query, _day(as_of), mids).document()
    if as_json:
        _print_json(document)
    else:
        _show_base_rate(document)


def _within(at_signing: bool, within: int | None) -> int | None:
    if at_signing and within:
        raise DetenteError("--rivals-at-signing and --rivals-within exclude each other; give one")
    return 0 if at_signing else within


def _show_base_rate(d: dict[str, Any]) -> None:
    from detente.brief.terminal import percent

    console = _out()
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


@app.command()
def fit(
    *,
    check_: Annotated[
        bool, typer.Option("--check", help="Compare the shipped vintages with the data.")
    ] = False,
    years: Annotated[str, typer.Option(help="Which, such as 1900:2018.")] = "1900:2018",
    out: Annotated[
        Path | None, typer.Option(help="Folder for the files; the shipped ones if not given.")
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
            _out().print(fault, markup=False)
        _out().print(f"{len(span) - len(faults)} of {len(span)} vintages reproduced", markup=False)
        raise typer.Exit(1 if faults else 0)
    folder = out or vintage.folder()
    for year, text in track(
        vintage.fit(span), "vintages", total=len(span), console=Console(stderr=True)
    ):
        vintage.write(folder, year, text)
    _out().print(f"wrote {len(span)} vintages to {folder}", markup=False)


@data_app.command("list")
def data_list(*, as_json: JsonFlag = False) -> None:
    """List every source with its terms."""
    from dataclasses import asdict

    from detente.registry import sources

    cards = sources()
    if as_json:
        _print_json([asdict(card) for card in cards.values()])
        return
    for card in cards.values():
        first, last = card.coverage
        _out().print(
            f"{card.id:16} {card.label} {card.version}, {first}-{last}: {card.licence}", markup=False
        )


@data_app.command("card")
def data_card(name: Annotated[str, typer.Argument(help="Id of a source.")]) -> None:
    """Show everything about one source."""
    from dataclasses import asdict

    for key, value in asdict(_card(name)).items():
        shown = ", ".join(value) if isinstance(value, dict) else value
        _out().print(f"{key:10} {shown}", markup=False)


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
    console = _out()
    store.pull(
        cards,
        from_,
        tell=lambda p: console.print(f"{p.source:16} {p.rows:>8,} rows  {p.sha256[:12]}", markup=False),
    )
    console.print(f"{len(cards)} sources in {store.home()}", markup=False)


@data_app.command("status")
def data_status(*, as_json: JsonFlag = False) -> None:
    """Show what the local store holds."""
    from dataclasses import asdict

    from detente import store

    held = store.status()
    if as_json:
        _print_json([asdict(p) for p in held.values()])
        return
    if not held:
        _out().print("nothing pulled yet; `detente data pull --from DIR` does it", markup=False)
    for p in held.values():
        _out().print(
            f"{p.source:16} {p.version:8} {p.rows:>8,} rows  {p.sha256[:12]}  from {p.origin}",
            markup=False,
        )


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"detente {__version__}\n")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold the options that go before the command."""


def main() -> None:
    """Run the command; a user's mistake is one message and exit code 2."""
    try:
        app()
    except DetenteError as problem:
        sys.stderr.write(f"detente: {problem}\n")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
