"""Commands on event feeds: the group ``events``."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.common import JsonFlag, byte_bar, err, out, plain_table, print_json
from detente.errors import DataError

if TYPE_CHECKING:
    from detente.events.load import Report
    from detente.events.pull import Missing

events_app = typer.Typer(no_args_is_help=True, help="Event feeds: load, fetch, list, remove.")


def _feed_ids(incomplete: str) -> list[str]:
    from detente.events.feed import feeds

    return [name for name in feeds() if name.startswith(incomplete)]


def _loaded_ids(incomplete: str) -> list[str]:
    from detente.events.store import loaded

    return [name for name in loaded() if name.startswith(incomplete)]


@events_app.command("load")
def load_(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Text, gzip or zip.")],
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="auto (by the columns of each file), gdelt1, gdelt2, gdelt-reduced, icews, "
            "polecat, phoenix or keds.",
            autocompletion=_feed_ids,
        ),
    ] = "auto",
    as_json: JsonFlag = False,
) -> None:
    """Load raw files of events into the local store.

    A file that is loaded already changes nothing, and a load that was stopped continues where
    it was. Rejected rows are shown by reason with the line of the first. docs/events.md says what
    is stored and what is counted.

    Examples: `detente events load 20240101.export.CSV.zip`, `detente events load icews/*.tab`
    """
    from detente.events.load import load_events

    with byte_bar() as progress:
        reports = list(load_events(paths, form, progress=progress))
    _make_ready(reports)
    _show(reports, as_json=as_json)


def _make_ready(reports: Iterable["Report"]) -> None:
    """Count what changed now, so that the first look need not."""
    from detente.events.ready import make_ready

    for feed in sorted({r.feed for r in reports if r.loaded and not r.known}):
        make_ready(feed)


def _show(reports: "list[Report]", *, as_json: bool, missing: "tuple[Missing, ...]" = ()) -> None:
    """Print what became of the files; those refused are one error at the end."""
    if as_json:
        document = {"files": [_document(r) for r in reports]}
        print_json({**document, "missing": [m.document() for m in missing]})
    else:
        _print(reports)
        for span in missing:
            out().print(f"missing: {span.words()}", markup=False, soft_wrap=True)
    faults = [report.fault for report in reports if report.fault]
    if faults:
        raise DataError("\n".join(faults))


def _document(report: "Report") -> dict[str, Any]:
    loaded = report.loaded
    return {
        "file": str(report.path),
        "feed": report.feed or None,
        "known": report.known,
        "fault": report.fault or None,
        "rows": loaded.lines if loaded else None,
        "events": loaded.rows if loaded else None,
        "counts": dict(loaded.counts) if loaded else {},
        "rejects": {
            reason: {"rows": rows, "first_line": line}
            for reason, (rows, line) in (loaded.rejects if loaded else {}).items()
        },
        "read_as_latin1": report.latin,
    }


def _print(reports: "list[Report]") -> None:
    """One line for each feed, then what was rejected, by file."""
    from detente.events.store import sums_by_kind

    console = out()
    for feed in sorted({r.feed for r in reports if r.loaded or r.known}):
        of_feed = [r for r in reports if r.feed == feed]
        new = [r.loaded for r in of_feed if r.loaded and not r.known]
        known = sum(r.known for r in of_feed)
        text = f"{feed}: {_number(len(new), 'new file')}, "
        text += f"{_number(sum(f.lines for f in new), 'row')}, "
        text += f"{_number(sum(f.rows for f in new), 'event')} stored"
        counts = sums_by_kind(f.counts for f in new)
        text += "".join(f", {n:,} {kind}" for kind, n in sorted(counts.items()))
        text += f"; {_number(known, 'file')} already loaded" if known else ""
        console.print(text, markup=False, soft_wrap=True)
    for report in reports:
        for reason, (rows, line) in (report.loaded.rejects if report.loaded else {}).items():
            if not report.known:
                console.print(
                    f"rejected: {_number(rows, 'row')}, {reason}; first {report.path}:{line}",
                    markup=False,
                    soft_wrap=True,
                )
        if report.latin:
            console.print(
                f"{report.path}: {_number(report.latin, 'line')} not in UTF-8, read as Latin-1",
                markup=False,
                soft_wrap=True,
            )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


@events_app.command("list")
def list_(*, as_json: JsonFlag = False) -> None:
    """List the feeds in the store: files, events, days, what was not stored, and the quad rule.

    *Other actors* is the share of the two sides of all events that are firms, persons, parties
    and the like: neither the state as such, nor its government, nor its military.
    """
    from detente.events import feed, store
    from detente.events.other_actors import other_actors

    held = [(store.summary(name), other_actors(name)) for name in store.loaded()]
    if as_json:
        print_json([_listed(summary, other) for summary, other in held])
        return
    if not held:
        out().print("no events in the store; `detente events load FILE` adds them", markup=False)
        return
    table = plain_table("feed", "files", "rows", "events", "first", "last", "other actors", "MB",
                        right=("files", "rows", "events", "other actors", "MB"))  # fmt: skip
    for s, other in held:
        numbers = (f"{s.files:,}", f"{s.lines:,}", f"{s.rows:,}", str(s.first), str(s.last))
        share = "" if other is None else f"{100 * other:.0f} %"
        table.add_row(s.feed, *numbers, share, f"{s.size / 1e6:.1f}")
    out().print(table)
    for s, _ in held:
        not_stored = {**s.counts, **{f"rejected ({r})": n for r, n in s.rejects.items()}}
        counted = ", ".join(f"{n:,} {kind}" for kind, n in sorted(not_stored.items()))
        rule = feed.feed_named(s.feed)
        text = f"{s.feed}: {counted or 'every row stored'}. Quad class: {rule.quad_rule}."
        out().print(f"{text} {rule.note}".rstrip(), markup=False, soft_wrap=True)


def _listed(summary: Any, other: float | None) -> dict[str, Any]:
    from detente.events import feed

    card = feed.feed_named(summary.feed)
    return {
        "feed": summary.feed,
        "label": card.label,
        "quad_rule": card.quad_rule,
        "note": card.note or None,
        "files": summary.files,
        "rows": summary.lines,
        "events": summary.rows,
        "first": summary.first and summary.first.isoformat(),
        "last": summary.last and summary.last.isoformat(),
        "months": list(summary.months),
        "counts": summary.counts,
        "rejects": summary.rejects,
        "other_actors": other,
        "bytes": summary.size,
    }


@events_app.command("remove")
def remove_(
    feed: Annotated[str, typer.Argument(help="Id of a feed.", autocompletion=_loaded_ids)],
) -> None:
    """Remove all events of a feed from the store."""
    from detente.events.store import remove

    remove(feed)
    out().print(f"removed all events of {feed}", markup=False)


@events_app.command("pull")
def pull_(
    name: Annotated[
        str, typer.Argument(help="gdelt or gdelt2 (from 2015-02 on), or gdelt1 (from 2013-04 on).")
    ],
    *,
    first: Annotated[str, typer.Option("--from", help="First month or day: 2024-01, 2024-01-15.")],
    last: Annotated[str, typer.Option("--to", help="Last month or day.")],
    mirror: Annotated[
        str | None, typer.Option(help="Address of a copy of the producer's folder.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Fetch the producer's files of a span, and load them.

    The producer's list says which files there are. Intervals that it lacks, and files that cannot
    be fetched, are reported. What is loaded already is not fetched again.

    Example: `detente events pull gdelt --from 2024-01 --to 2024-06`
    """
    from detente.events.pull import pull

    with byte_bar() as progress:
        done = pull(name, first, last, mirror=mirror, progress=progress)
    _make_ready(done.reports)
    _show(list(done.reports), as_json=as_json, missing=done.missing)
    if done.stopped:
        err().print(done.stopped, markup=False, soft_wrap=True)
        raise typer.Exit(2)
