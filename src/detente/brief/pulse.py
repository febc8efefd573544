"""The pulse of a pair as a page: the last month, talk against deeds, changes, the months."""

from collections.abc import Iterator

from detente.brief.blocks import (
    BREAK,
    Block,
    Brief,
    Words,
    bullets,
    chart,
    code,
    column,
    figures,
    inline,
    link,
    page,
    paragraph,
    table,
)
from detente.brief.charts.pulse import pulse_chart
from detente.brief.pulse_words import (
    NAMES,
    VIEWS,
    counts_by_kind,
    drift_words,
    period,
    pulse_summary,
    share_and_range,
    standing_line,
    unit,
    value_and_range,
)
from detente.brief.words import beneath, day, number
from detente.document.percent import percent
from detente.document.pulse import (
    Conduct,
    FeedPulse,
    Pulse,
    PulseChange,
    PulseMonth,
    PulseStanding,
)


def brief(p: Pulse) -> Brief:
    """Write the page of a pulse, in blocks.

    Parameters
    ----------
    p : Pulse
        The document.
    """
    names = " and ".join(p.names)
    return page(
        ("last-month", "The last month", _last(p)),
        ("conduct", "Who does what to whom", _conduct(p)),
        ("changes", "Changes that last", _changes(p)),
        ("months", "Month by month", _months(p)),
        ("feeds", "What was counted", _feeds(p)),
        case="-".join(map(str, p.ccodes)),
        title=f"{names}: pulse",
        label=p.view,
        dateline=f"Events by month, {p.first} to {p.last}. {VIEWS[p.view]}",
        format_=p.format,
    )


def _key(p: Pulse, feed: FeedPulse) -> str:
    return str(p.feeds.index(feed) + 1)


def _last(p: Pulse) -> Iterator[Block]:
    for sentence in pulse_summary(p):
        yield paragraph(sentence, kind="lead")
    for feed in p.feeds:
        if feed.now:
            yield table(
                f"now-{_key(p, feed)}",
                f"{feed.label}: the last month against those before, at most sixty",
                [
                    column("Measure", 2.4),
                    column("Month"),
                    column("Value", 1.6),
                    column("Usual (5 to 95 % of months)", 1.8),
                    figures("Months that were lower", 1.2),
                    column("That is", 1.6),
                ],
                [_standing(s, feed) for s in feed.now],
            )
        if feed.drift:
            yield paragraph(drift_words(feed.drift))


def _standing(s: PulseStanding, feed: FeedPulse) -> tuple[Words, ...]:
    return (
        beneath(NAMES[s.of], unit(s.of, feed)),
        s.month,
        value_and_range(s.of, s.now),
        value_and_range(s.of, s.usual),
        f"{s.lower} of {s.months}",
        standing_line(s),
    )


def _conduct(p: Pulse) -> Iterator[Block]:
    rows = [feed for feed in p.feeds if feed.conduct]
    if not rows:
        yield paragraph("No feed of this pair tells directions, words and deeds apart.")
        return
    yield paragraph(
        "Talk against deeds: the share of cooperation among words (statements, offers, demands, "
        "threats) and among deeds (aid, visits of troops, sanctions, force)."
    )
    for feed in rows:
        yield table(
            f"conduct-{_key(p, feed)}",
            f"{feed.label}: {feed.unit} a month",
            [
                column("Who to whom", 2.2),
                column("Months", 1.6),
                figures("Friendly words"),
                figures("Friendly deeds"),
                figures("Hostile words"),
                figures("Hostile deeds"),
                column("Cooperation in words", 1.5),
                column("Cooperation in deeds", 1.5),
            ],
            [_acts(c) for c in feed.conduct],
        )


def _acts(c: Conduct) -> tuple[Words, ...]:
    return (
        f"{c.actor} to {c.target}" if c.target else f"{c.actor}, both ways",
        c.first if c.first == c.last else f"{c.first} to {c.last}",
        *(number(n / c.months, 1) for n in counts_by_kind(c.counts)),
        share_and_range(c.words),
        share_and_range(c.deeds),
    )


def _changes(p: Pulse) -> Iterator[Block]:
    for feed in p.feeds:
        spec = pulse_chart(p, feed)
        if spec is not None:
            yield chart(f"pulse-{_key(p, feed)}", spec, table=f"months-{_key(p, feed)}")
        if not feed.changes:
            yield paragraph(f"{feed.label}: no change that lasts from {feed.first} to {feed.last}.")
            continue
        yield table(
            f"changes-{_key(p, feed)}",
            f"{feed.label}: changes, with the probability that each began in its month or a "
            "neighbouring one",
            [
                column("From"),
                column("What", 1.8),
                figures("Probability"),
                column("Known in"),
                figures("Before"),
                figures("After"),
            ],
            [_change(c) for c in feed.changes],
        )
        yield from _days(p, feed)


def _change(c: PulseChange) -> tuple[Words, ...]:
    return (
        c.month,
        beneath(f"{c.moved} {c.direction}", f"seen in {c.of}"),
        percent(c.p),
        c.known,
        period(c, c.before),
        period(c, c.after),
    )


def _days(p: Pulse, feed: FeedPulse) -> Iterator[Block]:
    """The days behind each change, folded."""
    for k, c in enumerate({c.month: c for c in feed.changes if c.days}.values(), 1):
        yield table(
            f"days-{_key(p, feed)}-{k}",
            f"{feed.label}, change of {c.month}: the largest days",
            [
                column("Day", 1.2),
                column("Kind", 1.6),
                figures("Rows", 0.7),
                figures("Mentions", 0.8),
                column("Reported by", 5),
            ],
            [
                (
                    day(d.day),
                    f"{d.kind or 'unknown'} ({d.root})",
                    number(d.events),
                    number(d.mentions),
                    _references(d.references),
                )
                for d in c.days
            ],
            kind="folded",
        )


def _references(references: list[str]) -> Words:
    if not references:
        return "–"
    words: list[Words] = []
    for k, text in enumerate(references):
        linked = link(text, text) if text.startswith(("https://", "http://")) else text
        words += [BREAK] * bool(k) + [linked]
    return inline(*words)


def _months(p: Pulse) -> Iterator[Block]:
    for feed in p.feeds:
        yield table(
            f"months-{_key(p, feed)}",
            f"{feed.label}: every month, the newest first",
            [
                column("Month", 1.2),
                figures("Cooperation"),
                figures("Conflict"),
                column("Level of conflict", 1.8),
                column("Balance", 2.2),
                column("Share of words", 1.8),
                figures("Days", 0.8),
            ],
            [_month(m) for m in reversed(feed.months)],
            kind="folded",
        )
        if any(m.counts for m in feed.months):
            yield _by_kind(p, feed)


def _by_kind(p: Pulse, feed: FeedPulse) -> Block:
    kinds = (
        "words of cooperation",
        "deeds of cooperation",
        "words of conflict",
        "deeds of conflict",
    )
    one, two = p.names
    return table(
        f"kinds-{_key(p, feed)}",
        f"{feed.label}: {feed.unit} by kind and direction",
        [column("Month"), column("Who to whom", 2), *(figures(k.capitalize()) for k in kinds)],
        [
            (m.month, who, *(number(x, 0) for x in counts_by_kind(of_side)))
            for m in reversed(feed.months)
            if m.counts
            for who, of_side in (
                (f"{one} to {two}", m.counts.one_to_two),
                (f"{two} to {one}", m.counts.two_to_one),
            )
        ],
        kind="folded",
    )


def _month(m: PulseMonth) -> tuple[Words, ...]:
    return (
        m.month,
        *("–" if x is None else number(x, 0) for x in (m.cooperation, m.conflict)),
        value_and_range("level", m.level),
        value_and_range("balance", m.balance),
        value_and_range("talk", m.talk),
        f"{m.days}/{m.length}" + (" gap" if m.gap else ""),
    )


def _feeds(p: Pulse) -> Iterator[Block]:
    yield paragraph(
        "A level is the two states' part of all that the same feed holds of the world in that "
        "month, so that growth of the feed is no growth of the pair. Values are shrunk to the "
        "pair's last five years. Two feeds are set side by side and never joined."
    )
    for c in p.correlations:
        low, high = (f"{x:.2f}" for x in (c.rho.low, c.rho.high))
        yield paragraph(
            f"{NAMES[c.of].capitalize()} in {' and '.join(c.feeds)}: rank correlation "
            f"{c.rho.mean:.2f} ({low} to {high}) over {c.months} months in common, worth "
            f"{c.independent:.0f} independent ones."
        )
    for feed in p.feeds:
        head = inline(feed.label, " (", code(feed.feed), f"), {feed.unit}, ")
        yield bullets([inline(head, f"{feed.first} to {feed.last}."), *map(inline, feed.notes)])
    if p.notes:
        yield bullets(p.notes)
