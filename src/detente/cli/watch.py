"""The command ``watch``: what changed in a case or a pair since the last look."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.common import CaseArgument, JsonFlag, day_option, out, print_text
from detente.document.watch_limits import POINTS, THRESHOLD

if TYPE_CHECKING:
    from rich.console import Console

    from detente.document.watch import Due, FeedState, Moved, VoteState, WatchReport

_HALF = 0.005  # half a point


def watch(
    case: CaseArgument,
    partner: Annotated[
        str | None, typer.Argument(help="A second state: watch the two without a case file.")
    ] = None,
    *,
    since: Annotated[
        str | None, typer.Option(help="Compare with this day, not with the last look.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Day of this look, by default today; it is not stored.")
    ] = None,
    threshold: Annotated[
        float, typer.Option(min=THRESHOLD, max=1, help="Least probability of a change to report.")
    ] = THRESHOLD,
    points: Annotated[
        float, typer.Option(min=0, help="Least move of a ten-year probability, in points.")
    ] = POINTS,
    peek: Annotated[bool, typer.Option("--peek", help="Do not store this look.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Report what changed since the last look, for a person or for cron.

    It reports changes of the monthly pulse that became known, signposts and scheduled events of
    the case that came due, a drift by votes in the UN or by events, and the forecast then and now
    with the reason for the difference. The look is stored in the data folder for the next one;
    the first has nothing to compare with.

    Exit code: 0 nothing to report; 1 a change of the pulse with at least the probability
    `--threshold`, an event or a scenario that came due, a drift that began or ended, or an outcome
    whose ten-year probability moved by at least `--points`; 2 an error.

    Examples: `detente watch us-russia-2001`, `detente watch CHN RUS --json`,
    `detente watch CHN RUS --since 2021-12-01 --as-of 2022-06-01`
    """
    from detente.assessment.looks import store_look
    from detente.assessment.watch import watch as compare

    seen = compare(
        case,
        partner,
        since=day_option(since, "--since"),
        as_of=day_option(as_of, "--as-of"),
        threshold=threshold,
        points=points,
    )
    _print(seen.report, as_json=as_json)
    if not peek and as_of is None:
        store_look(seen.look)  # last: a report that could not be printed is repeated
    if seen.report.alerts:
        raise typer.Exit(1)


def _print(report: "WatchReport", *, as_json: bool) -> None:
    if as_json:
        print_text(report.model_dump_json(indent=2) + "\n")
    else:
        _show(report, out(piped=80))
    sys.stdout.flush()


def _show(r: "WatchReport", console: "Console") -> None:
    from rich.text import Text

    since = f"since {r.since}" if r.since else "first look: nothing to compare with yet"
    console.print(Text(f"{r.title}, {r.as_of}, {since}", style="bold"))
    if r.alerts:
        for alert in r.alerts:
            console.print(Text.assemble(("! ", "bold"), alert.says))
    elif r.since:
        console.print(Text("Nothing beyond the thresholds."))
    for line in _lines(r):
        console.print(Text(line))


def _lines(r: "WatchReport") -> Iterator[str]:
    yield ""
    for feed in r.feeds:
        yield from _feed(feed)
    if r.votes is not None:
        yield _votes(r.votes, r.votes_then)
    yield from _forecast(r)
    yield from map(_next, r.next)
    for silence in r.left_out:
        yield f"Not read: {silence.id}: {silence.reason}"


def _feed(f: "FeedState") -> "Iterator[str]":
    from detente.brief.pulse_words import changed, drift_words

    recent = changed(f.recent) or "too few months to say"
    yield f"{f.label} to {f.last}: P(changed in its last three months): {recent}."
    if f.drift is not None:
        yield drift_words(f.drift)


def _votes(now: "VoteState", then: "VoteState | None") -> str:
    from detente.brief.words import plain_signed

    level = (
        f"agreement {plain_signed(now.alignment, 2)} relative to each state's mean with the world"
    )
    if now.earlier is not None:
        level += f", {plain_signed(now.earlier, 2)} {_in_years(now.earlier_years)}"
    if then:
        level += f", {plain_signed(then.alignment, 2)} at the last look (votes of {then.year})"
    unknown = " Too few years of votes to say whether they drifted." if now.drifted is None else ""
    return f"Votes of {now.year}: {level}.{unknown}{_who_moved(now)}"


def _in_years(years: list[int]) -> str:
    """The years of an earlier level; a look stored before these were named has none."""
    return f"earlier ({', '.join(map(str, years))})" if years else "earlier"


def _who_moved(now: "VoteState") -> str:
    if not now.moved:
        return ""
    rows = dict(now.with_others)
    if now.all_pairs is not None:
        rows["all pairs"] = now.all_pairs
    levels = "; ".join(f"{name} {a.now:.2f}, earlier {a.earlier:.2f}" for name, a in rows.items())
    with_others = f" Mean agreement with all other states: {levels}." if levels else ""
    moved = "; ".join(f"{name} {change:.2f}" for name, change in now.moved.items())
    return f"{with_others} Mean change towards each of them, less that of all pairs: {moved}."


def _forecast(r: "WatchReport") -> Iterator[str]:
    from detente.brief.words import plain_signed

    moved = [m for m in r.forecast if _moved(m)]
    if r.forecast and not moved:
        yield "Forecast: no outcome moved by half a point within ten years."
    for m in moved:
        yield f"{m.label} within ten years: {_span(m)}"
    for reason in r.reasons:
        yield f"  because: {reason.says}"
    for m in r.drivers:
        one, two = (0.0 if x is None else x.mean for x in (m.then, m.now))
        yield f"  {m.label}: {plain_signed(one, 2)} then, {plain_signed(two, 2)} now"


def _moved(m: "Moved") -> bool:
    """Whether the probabilities differ by half a point, or only one look has one."""
    if m.then is None or m.now is None:
        return True
    return abs(m.now.mean - m.then.mean) >= _HALF


def _span(m: "Moved") -> str:
    from detente.brief.words import span

    then, now = ("none" if x is None else span(x) for x in (m.then, m.now))
    return f"{then} then, {now} now"


def _next(due: "Due") -> str:
    from detente.document.percent import percent

    p = "" if due.p_if is None else f", {percent(due.p_if)}"
    turn = f": {due.adverse_if}" if due.adverse_if else ""
    return f"Next {due.date}: {due.label}{turn}{p}."
