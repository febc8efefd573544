"""Words for a pulse: names of its measures, values with their intervals, standings, changes."""

from collections.abc import Mapping

from detente.brief.words import plain_signed
from detente.document.part import Interval
from detente.document.percent import percent
from detente.document.pulse import (
    ChangeMeasure,
    EventAlignment,
    FeedPulse,
    Measure,
    Pulse,
    PulseChange,
    PulsePeriod,
    PulseStanding,
    QuadCounts,
    View,
)

NAMES: dict[Measure, str] = {
    "level": "level of conflict",
    "balance": "balance",
    "talk": "share of words",
}
SHORT: dict[Measure, str] = {"level": "conflict", "balance": "balance", "talk": "words"}
UNITS: dict[Measure, str] = {
    "level": "conflict between the two, per 1,000 of the world's {unit}",
    "balance": "cooperation less conflict over their sum, -1 to 1",
    "talk": "words, friendly or hostile, in all {unit}",
}
VIEWS: dict[View, str] = {
    "filtered": "Filtered: the estimate of a month uses no later month.",
    "hindsight": "HINDSIGHT: changes are estimated from all months; nobody could know them then.",
}


def unit(of: Measure, feed: FeedPulse) -> str:
    """What a measure of a feed is, in words."""
    return UNITS[of].format(unit=feed.unit)


def value(of: Measure, x: float) -> str:
    """A value of a measure: a level to three figures, a balance with its sign, a share in per cent.

    Parameters
    ----------
    of : str
        The measure.
    x : float
        Its value.

    Examples
    --------
    >>> value("level", 1.2345), value("level", 234.5), value("level", 0.0004)
    ('1.23', '234', '<0.01')
    >>> value("balance", -0.5), value("talk", 0.5)
    ('-0.50', '50%')
    """
    if of == "talk":
        return percent(x)
    return plain_signed(x, 2) if of == "balance" else _level(x)


def _level(x: float) -> str:
    if 0 < x < 0.005:
        return "<0.01"
    return f"{x:.{2 if x < 10 else 1 if x < 100 else 0}f}"


def value_and_range(of: Measure, r: Interval | None) -> str:
    """A value with its interval: ``1.23 (1.10-1.40)``, ``+0.31 (+0.20 to +0.40)``; None is a dash.

    Parameters
    ----------
    of : str
        The measure.
    r : Interval or None
        Its value.
    """
    if r is None:
        return "–"
    low, high = (value(of, x).removesuffix("%") for x in (r.low, r.high))
    return f"{value(of, r.mean)} ({low}{' to ' if of == 'balance' else '-'}{high})"


def counts_by_kind(c: QuadCounts) -> tuple[float, float, float, float]:
    """Words and deeds of cooperation, then words and deeds of conflict."""
    return c.verbal_cooperation, c.material_cooperation, c.verbal_conflict, c.material_conflict


def share_and_range(r: Interval | None) -> str:
    """A share with its interval in few characters; None is a dash."""
    return value_and_range("talk", r)


def standing_word(s: PulseStanding) -> str:
    """Where the last month stands among those before: high, low or usual."""
    if s.now.mean > s.usual.high:
        return "high"
    return "low" if s.now.mean < s.usual.low else "usual"


def standing_line(s: PulseStanding) -> str:
    """Where the last month stands among those before, in words."""
    where = standing_word(s)
    return "within the usual range" if where == "usual" else f"unusually {where}"


def what(c: PulseChange) -> str:
    """What moved: ``balance down``; named with the measure where it was seen in both levels."""
    seen = " (both levels)" if c.of == "conflict and cooperation" else ""
    return f"{c.moved} {c.direction}{seen}"


def period(c: PulseChange, p: PulsePeriod) -> str:
    """What moved, in one of the two periods."""
    x = getattr(p, c.moved)
    return "–" if x is None else value("balance" if c.moved == "balance" else "level", x)


def change_line(c: PulseChange) -> str:
    """A change in one line: ``2022-02: balance down, +0.60 to -0.45``."""
    return f"{c.month}: {what(c)}, {period(c, c.before)} to {period(c, c.after)}"


def changed(p: Mapping[ChangeMeasure, float]) -> str:
    """Probabilities of a recent change in one line: ``balance 23%, level of conflict <1%``."""
    return ", ".join(f"{of} {percent(x)}" for of, x in p.items())


def pulse_summary(p: Pulse) -> list[str]:
    """What the last month of each feed looks like, one sentence for each."""
    return [_sentence(feed, named=len(p.feeds) > 1) for feed in p.feeds]


def _sentence(feed: FeedPulse, *, named: bool) -> str:
    source = f" in {feed.label}" if named else ""
    if not feed.now:
        return f"{feed.last}{source}: too few months or events to say what is usual."
    last = max(s.month for s in feed.now)
    parts = [
        f"{NAMES[s.of]} {value(s.of, s.now.mean)} is {standing_line(s)} "
        f"({value(s.of, s.usual.low)} to "
        f"{value(s.of, s.usual.high)})" + ("" if s.month == last else f" in {s.month}")
        for s in feed.now
    ]
    if all(s.of != "level" for s in feed.now) and any(m.level for m in feed.months):
        parts.append(f"{NAMES['level']}: too few events to say what is usual")
    months = max(s.months for s in feed.now)
    text = f"{last}{source}, against the {months} months before: {'; '.join(parts)}."
    if feed.changed:
        text += f" P(changed in the last three months): {changed(feed.changed)}."
    return text


def drift_words(d: EventAlignment) -> str:
    """Drift by events in one sentence.

    Parameters
    ----------
    d : EventAlignment
        Of the last month.

    Examples
    --------
    >>> d = EventAlignment(
    ...     month="2024-02", alignment=-0.5, earlier=None, spread=0.2, drifted=False,
    ...     since=None, moved=None,
    ... )
    >>> drift_words(d).partition(": ")[2]
    'alignment -0.50, earlier not known; whether they drifted is not known.'
    """
    earlier = "not known" if d.earlier is None else plain_signed(d.earlier, 2)
    state = "no drift"
    if d.drifted:
        state = f"drifted apart since {d.since}, {d.moved} moved more"
    elif d.earlier is None:
        state = "whether they drifted is not known"
    now = plain_signed(d.alignment, 2)
    return (
        f"Drift by events, twelve months to {d.month}: alignment {now}, earlier {earlier}; {state}."
    )
