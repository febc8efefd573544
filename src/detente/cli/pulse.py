"""The command ``pulse``: a pair's events by month."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.common import JsonFlag, out, print_text, tell, write_file
from detente.errors import DetenteError

if TYPE_CHECKING:
    from datetime import date

    from detente.document.part import Interval
    from detente.document.pulse import Pulse, PulseMonth
    from detente.events.counting import Counting

_DIRECTIONS = ("one_to_two", "two_to_one", "both")


def pulse(
    one: Annotated[str, typer.Argument(help="A state, by name or code.")],
    other: Annotated[str, typer.Argument(help="Another state.")],
    *,
    first: Annotated[
        str | None, typer.Option("--from", help="First year or month, such as 2018 or 2018-03.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last year or month.")] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option(help="Only this feed or series; may be repeated. By default all there are."),
    ] = None,
    roles: Annotated[
        str | None,
        typer.Option(help="Of event feeds only these actors, such as government,military."),
    ] = None,
    duplicates: Annotated[
        str | None,
        typer.Option(help="`day`: the same kind of event of a day counts once; `none`: all rows."),
    ] = None,
    smoothed: Annotated[
        bool, typer.Option("--smoothed", help="Estimate each month from all months, in hindsight.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Print every month, not the last 24.")] = (
        False
    ),
    plot: Annotated[
        Path | None, typer.Option(help="Write the page (.html) or its charts (.svg, .png).")
    ] = None,
    as_json: JsonFlag = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print one row for each month.")] = False,
    engine: Annotated[
        str, typer.Option(help="Where events are counted: duckdb, or sc://HOST:PORT of Spark.")
    ] = "duckdb",
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the SQL that counts the events, and stop.")
    ] = False,
) -> None:
    """Show the events between two states by month: talk against deeds, and changes that last.

    It first says what the last month looks like against the five years before, then who does what
    to whom, then the changes with their probabilities. Filtered is the default: nothing after a
    month is used for its estimate. `--smoothed` uses all months, in hindsight.

    Feeds come from `detente events load`, monthly sums from `detente data pull`. Two of them are
    set side by side and never joined.

    Examples: `detente pulse CHN RUS`, `detente pulse CHN RUS --from 2018 --to 2021-06`,
    `detente pulse AUS CHN --plot pulse.html`
    """
    from detente.events import pulse as pulses

    if as_json and as_csv:
        raise DetenteError("--json and --csv exclude each other; give one")
    form = _form(plot)
    words = (one, other, _month(first, "--from"), _month(last, "--to", last=True))
    options: dict[str, Any] = {
        "feeds": feed,
        "counting": _counting(roles, duplicates),
        "engine": engine,
    }
    if explain:
        print_text(pulses.explained(*words, **options))
        return
    p = pulses.pulse(*words, **options, smoothed=smoothed)
    if plot is not None and form is not None:
        write_file(plot, form(p))
        tell(f"wrote {plot}")
    if as_json:
        print_text(p.model_dump_json(indent=2) + "\n")
    elif as_csv:
        print_text(_csv(p))
    elif plot is None:
        from detente.cli.pulse_page import show_pulse

        show_pulse(p, out(piped=80), full=full)


def _form(plot: Path | None) -> Any:
    if plot is None:
        return None
    from detente.brief.pulse_form import pulse_form

    return pulse_form(plot)


def _month(text: str | None, option: str, *, last: bool = False) -> "date | None":
    from detente.case.change import parse_month

    return None if text is None else parse_month(text, option, last=last)


def _counting(roles: str | None, duplicates: str | None) -> "Counting":
    """The options of counting that were given."""
    from detente.events.counting import Counting

    given: dict[str, Any] = {} if duplicates is None else {"duplicates": duplicates}
    if roles is not None:
        named = tuple(role.strip() for role in roles.split(","))
        given |= {"source_roles": named, "target_roles": named}
    return Counting(**given)


def _csv(p: "Pulse") -> str:
    from detente.document.csv_text import csv_text
    from detente.document.pulse import CHANGE_MEASURES, MEASURES, QuadCounts

    kinds = tuple(QuadCounts.model_fields)
    counts = [f"{d}_{k}" for d in _DIRECTIONS for k in kinds]
    ends = [f"{m}{end}" for m in MEASURES for end in ("", "_low", "_high")]
    changed = [f"changed_{of.replace(' ', '_')}" for of in CHANGE_MEASURES]
    about = ["feed", "unit", "view", "one", "two", "month"]
    plain = ["cooperation", "conflict", "world", "days", "length", "gap"]
    rows: list[list[Any]] = []
    for feed in p.feeds:
        for m in feed.months:
            row = [feed.feed, feed.unit, p.view, *p.ccodes, m.month, *_counts(m, kinds)]
            row += [_digits(getattr(m, name)) for name in plain]
            row += [_digits(x) for of in MEASURES for x in _ends(getattr(m, of))]
            rows.append([*row, *(_digits(m.changed.get(of)) for of in CHANGE_MEASURES)])
    return csv_text([*about, *counts, *plain, *ends, *changed], rows)


def _counts(m: "PulseMonth", kinds: tuple[str, ...]) -> Iterator[float | None]:
    for direction in _DIRECTIONS:
        for kind in kinds:
            yield None if m.counts is None else _digits(getattr(getattr(m.counts, direction), kind))


def _ends(r: "Interval | None") -> tuple[float | None, ...]:
    return (None, None, None) if r is None else (r.mean, r.low, r.high)


def _digits(x: float | None) -> float | None:
    """A number of ten digits; None where nothing is known, which is not zero."""
    if x is None:
        return None
    short = float(f"{x:.10g}")
    return int(short) if short.is_integer() else short
