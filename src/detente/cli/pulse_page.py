"""The pulse of a pair in the terminal: the last month, talk against deeds, changes, months."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from detente.brief.grid import Grid
from detente.brief.pulse_words import (
    NAMES,
    SHORT,
    VIEWS,
    counts_by_kind,
    drift_words,
    period,
    pulse_summary,
    share_and_range,
    standing_word,
    value_and_range,
    what,
)
from detente.brief.words import number
from detente.document.percent import percent
from detente.document.pulse import Conduct, FeedPulse, Pulse, PulseChange, PulseMonth

_MONTHS = 24  # listed by default
_KINDS = ("words +", "deeds +", "words -", "deeds -")
_DAYS = 3  # of a change; all of them are in --json


def show_pulse(p: Pulse, console: Console, *, full: bool) -> None:
    """Print the pulse of a pair.

    Parameters
    ----------
    p : Pulse
        The document.
    console : rich.console.Console
        Where to print it.
    full : bool
        List every month, not the last 24.
    """
    console.print(Text(f"{' and '.join(p.names)}, {p.first} to {p.last}", style="bold"))
    console.print(Text(VIEWS[p.view], style="dim" if p.view == "filtered" else "bold"))
    for sentence in pulse_summary(p):
        console.print(Text(sentence))
    for feed in p.feeds:
        if len(p.feeds) > 1:
            console.print()
            console.print(Text(feed.label, style="bold reverse"))
        _feed(feed, console, full=full)
    _foot(p, console)


def _feed(feed: FeedPulse, console: Console, *, full: bool) -> None:
    _head(console, "Last month", "usual: median and 5-95 % of up to sixty months before")
    console.print(_standings(feed))
    if feed.drift:
        console.print(Text(drift_words(feed.drift)))
    if feed.conduct:
        note = f"{feed.unit} a month; share of cooperation in words, in deeds"
        _head(console, "Who does what to whom", note)
        for table in _conduct(feed.conduct):
            console.print(table)
    _head(
        console,
        "Changes that last",
        "probability that it began in that month or a neighbouring one",
    )
    for part in _changes(feed):
        console.print(part, no_wrap=isinstance(part, Text), overflow="ellipsis")
    shown = feed.months if full else feed.months[-_MONTHS:]
    some = f"last {len(shown)} of {len(feed.months)} (--full has all); "
    some = "" if len(shown) == len(feed.months) else some
    _head(console, "Months", f"{some}+ cooperation, - conflict, {feed.unit}")
    console.print(_months(feed, shown))


def _head(console: Console, title: str, note: str) -> None:
    console.print()
    console.print(Text.assemble((title, "bold"), (f"  {note}" if note else "", "dim")))


def _standings(feed: FeedPulse) -> Grid | Text:
    if not feed.now:
        return Text("Too few months or events to say what is usual.")
    last = max(s.month for s in feed.now)
    grid = Grid(columns=("", last, "usual", "lower", "it is"))
    for s in feed.now:
        name = SHORT[s.of] if s.month == last else f"{SHORT[s.of]} {s.month}"
        values = (value_and_range(s.of, s.now), value_and_range(s.of, s.usual))
        grid.add(name, *values, f"{s.lower}/{s.months}", standing_word(s))
    return grid


def _conduct(rows: Sequence[Conduct]) -> Iterator[Grid]:
    """One table for the last months, and one for those before."""
    for first in dict.fromkeys(c.first for c in rows):
        of_span = [c for c in rows if c.first == first]
        last = of_span[0].last
        head = first if first == last else f"{first}–{last}"
        grid = Grid(columns=(head, *_KINDS, "in words", "in deeds"))
        for c in of_span:
            named = f"{c.actor} to {c.target}" if c.target else "both ways"
            four = (number(x / c.months, 1) for x in counts_by_kind(c.counts))
            grid.add(named, *four, share_and_range(c.words), share_and_range(c.deeds))
        yield grid


def _changes(feed: FeedPulse) -> Iterator[Grid | Text]:
    if not feed.changes:
        yield Text("None.")
        return
    grid = Grid(columns=("from", "what", "P", "known in", "before", "after"))
    for c in feed.changes:
        ends = (period(c, c.before), period(c, c.after))
        grid.add(c.month, what(c), percent(c.p), c.known, *ends)
    yield grid
    shown = {c.month: c for c in feed.changes if c.days}
    for c in shown.values():
        yield from _days(c)


def _days(c: PulseChange) -> Iterator[Text]:
    """The largest days of a change, each with the first place that reported it."""
    for k, d in enumerate(c.days[:_DAYS]):
        head = f"{c.moved} from {c.month}:" if k == 0 else ""
        where = _where(d.references[0]) if d.references else "no reference in the feed"
        line = f"  {head:26} {d.day}  {d.kind or 'unknown'}, {d.mentions} mentions  {where}"
        yield Text(line, style="dim")


def _where(reference: str) -> str:
    """The site of an address; any other reference as it is."""
    try:
        return urlsplit(reference).hostname or reference
    except ValueError:  # such as http://[x
        return reference


def _months(feed: FeedPulse, months: Sequence[PulseMonth]) -> Grid:
    grid = Grid(columns=("month", "+", "-", *SHORT.values(), "days"))
    for m in months:
        both = ("-" if x is None else number(x, 0) for x in (m.cooperation, m.conflict))
        values = (value_and_range(of, getattr(m, of)) for of in NAMES)
        grid.add(m.month, *both, *values, f"{m.days}/{m.length}" + (" gap" if m.gap else ""))
    return grid


def _foot(p: Pulse, console: Console) -> None:
    console.print()
    for c in p.correlations:
        low, high = (f"{x:.2f}" for x in (c.rho.low, c.rho.high))
        console.print(
            Text(
                f"Rank correlation of {NAMES[c.of]} in {' and '.join(c.feeds)}: {c.rho.mean:.2f} "
                f"({low} to {high}), {c.months} months in common, equal to {c.independent:.0f} "
                "independent ones."
            )
        )
    for feed in p.feeds:
        for note in feed.notes:
            console.print(Text(f"{feed.label}: {note}"))
    for note in p.notes:
        console.print(Text(note))
    console.print(Text(_units(p), style="dim"))


def _units(p: Pulse) -> str:
    """What the numbers of all feeds are, in words."""
    unit = " or ".join(dict.fromkeys(feed.unit for feed in p.feeds))
    return (
        f"Conflict: per 1,000 of the world's {unit}. Balance: cooperation less conflict over "
        f"their sum. Words: their share in all {unit}. Intervals are 90 %."
    )
