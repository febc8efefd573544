"""Commands on reference data: the group ``data``."""

from typing import Annotated, Any

import typer

from detente.cli.common import (
    JsonFlag,
    byte_bar,
    err,
    out,
    print_json,
)
from detente.cli.several import Several, words
from detente.errors import DataError, DetenteError

data_app = typer.Typer(no_args_is_help=True, help="Reference data: sources and the local store.")


def _source_ids(incomplete: str) -> list[str]:
    from detente.registry import sources

    return [s for s in sources() if s.startswith(incomplete)]


@data_app.command("list")
def data_list(*, as_json: JsonFlag = False) -> None:
    """List every source: years, producer, licence, addresses, and what its last year means.

    *Bytes known* means that the file at the address has the checksum on the card; the bytes of
    other addresses have not been verified, but the rows always are.
    """
    from detente.registry import sources

    cards = sources()
    if as_json:
        print_json([_listed(card) for card in cards.values()])
        return
    for card in cards.values():
        _print_source(card)


def _listed(card: Any) -> dict[str, Any]:
    """Where a source comes from and what it covers."""
    from detente.data.places import addresses_and_forms

    first, last = card.coverage
    return {
        "id": card.id,
        "label": card.label,
        "version": card.version,
        "producer": card.producer,
        "addresses": [
            {"url": address.url, "form": _format(address.url, form), "sha256": address.sha256}
            for address, form in addresses_and_forms(card)
        ],
        "by_hand": card.by_hand,
        "first_year": first,
        "last_year": last,
        "ends": card.ends,
        "licence": card.terms,
        "licence_id": card.licence_id or None,
        "licence_url": card.licence_url,
        "read": card.read or None,
    }


def _format(url: str, form: Any) -> str:
    """The format of the file at an address, or of the one in its zip: csv, dta, rda ..."""
    name: str = form.files[0] if url.endswith(".zip") else url
    return name.lower().removesuffix(".gz").rsplit(".", 1)[-1]


def _print_source(card: Any) -> None:
    from detente.data.places import addresses

    first, last = card.coverage
    lines = [
        f"{card.id:22} {card.label} {card.version}, {first}-{last}, by {card.producer}",
        f"  licence: {card.terms}",
        *(f"  {'bytes known' if a.sha256 else 'not verified'}: {a.url}" for a in addresses(card)),
    ]
    if card.by_hand or not any(addresses(card)):
        lines.append(f"  by hand: {card.by_hand or 'no address of a file.'} {card.url}")
    if card.ends:
        lines.append(f"  after {last}: {card.ends}")
    out().print("\n".join(lines), markup=False, soft_wrap=True)


@data_app.command("measures")
def data_measures(*, as_json: JsonFlag = False) -> None:
    """List what `detente panel --add` can add, with its columns."""
    from dataclasses import asdict

    from detente.registry import measures

    cards = [m.card for m in measures().values()]
    if as_json:
        print_json([{**asdict(c), "census": sorted(c.census)} for c in cards])
        return
    for c in cards:
        out().print(
            f"{c.id:22} {c.label}, by {c.per}, {c.years[0]}-{c.years[1]}",
            markup=False,
            soft_wrap=True,
        )
        for column, meaning in c.columns.items():
            out().print(f"  {column:20} {meaning}", markup=False, soft_wrap=True)


@data_app.command("card")
def data_card(
    name: Annotated[str, typer.Argument(help="Id of a source.", autocompletion=_source_ids)],
    *,
    bibtex: Annotated[
        bool, typer.Option("--bibtex", help="Print only the citation, as BibTeX.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Show the card of one source."""
    card = _card(name)
    if bibtex:
        out().print(card.citation.bibtex(), markup=False, soft_wrap=True)
        return
    document = _document(card)
    if as_json:
        print_json(document)
        return
    for key, value in document.items():
        shown = ", ".join(value) if isinstance(value, list | dict) else value
        out().print(
            f"{key:10} {'-' if shown in (None, '') else shown}", markup=False, soft_wrap=True
        )


def _document(card: Any) -> dict[str, Any]:
    """What the commands show of a card."""
    first, last = card.coverage
    return {
        "id": card.id,
        "label": card.label,
        "producer": card.producer,
        "version": card.version,
        "terms": card.terms,
        "licence_id": card.licence_id or None,
        "licence_url": card.licence_url,
        "read": card.read or None,
        "by_hand": card.by_hand,
        "cite": card.citation.text,
        "page": card.url,
        "addresses": [a.url for form in card.forms for a in form.addresses],
        "formats": [name for form in card.forms for name in form.files],
        "copy": card.file,
        "unit": card.unit,
        "coverage": f"{first}-{last}",
        "holds": card.holds,
        "published": card.published,
        "lag_years": card.lag,
        "hindsight": card.hindsight,
        "rows": card.rows,
        "sha256": card.sha256,
        "columns": dict(card.columns),
    }


def _card(name: str) -> Any:
    from difflib import get_close_matches

    from detente.registry import sources

    if name not in sources():
        close = get_close_matches(name, sources(), n=3)
        hint = f"did you mean {' or '.join(close)}?" if close else "`detente data list` has them"
        raise DetenteError(f"no source '{name}'; {hint}")
    return sources()[name]


@data_app.command("pull", cls=Several)
def data_pull(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of sources; all by default.", autocompletion=_source_ids),
    ] = None,
    *,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DIR|FILE|URL",
            help="Where to read: the producers' files, their zip files, or Parquet. The "
            "producers' own addresses by default.",
        ),
    ] = None,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Accept a version other than that of the card.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Download again what the store already holds.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Only these sources: the same as naming them, separated by spaces or commas.",
            autocompletion=_source_ids,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show where each source would be read; read nothing.")
    ] = False,
) -> None:
    """Download or copy sources into the local store.

    Without --from, the addresses of each source are tried in order: the producer's, then a public
    copy whose bytes are known (`detente data list`). An interrupted download resumes where it
    stopped.

    Examples: `detente data pull`, `detente data pull --only nmc atop-alliance`,
    `detente data pull --from ~/data`
    """
    from detente.data import pull
    from detente.files import home

    chosen = [*(names or []), *words(only)]
    cards = [_card(n) for n in chosen] if chosen else _pullable(from_)
    console = out()
    if dry_run:
        for card in cards:
            console.print(f"{card.id:22} {pull.plan(card, from_)}", markup=False, soft_wrap=True)
        return
    with byte_bar() as progress:
        done = pull.pull(
            cards,
            from_,
            accept_changes=accept_changes,
            again=again,
            tell=lambda held: console.print(_line(held), markup=False),
            warn=_warn,
            progress=progress,
        )
    count = "1 source" if len(done) == 1 else f"{len(done)} sources"
    console.print(f"{count} in {home()}", markup=False)


def _warn(sentence: str) -> None:
    err().print(sentence, markup=False, soft_wrap=True)


def _line(held: Any) -> str:
    note = "" if held.as_known else "  not the release of the card"
    return f"{held.source:22} {held.version:8} {held.rows:>8,} rows  {held.sha256[:12]}{note}"


def _pullable(origin: str | None) -> list[Any]:
    """Sources pulled by default; files that users obtain themselves must be named."""
    from detente.data.places import addresses
    from detente.registry import sources

    cards = [c for c in sources().values() if not c.by_hand]
    if origin is None:
        return [c for c in cards if any(addresses(c))]
    return cards


@data_app.command("status")
def data_status(*, as_json: JsonFlag = False) -> None:
    """Show the contents of the local store, and which files changed since they were pulled."""
    from dataclasses import asdict

    from detente.data import store

    held = store.status()
    if as_json:
        print_json([asdict(p) for p in held.values()])
        return
    if not held:
        out().print("the store is empty; `detente data pull` fills it", markup=False)
    for p in held.values():
        out().print(f"{_line(p)}  from {p.origin}", markup=False, soft_wrap=True)
    damaged = [fault for p in held.values() if (fault := store.damage(p))]
    if damaged:
        raise DataError("\n".join(damaged))
