"""Words for a pulse: names of its measures, values with their intervals, standings, changes."""

from detente.document.part import Interval
from detente.document.percent import percent
from detente.document.pulse import (
    FeedPulse,
    Measure,
    Pulse,
    PulseChange,
    QuadCounts,
    Standing,
    View,
)

NAMES: dict[Measure, str] = {
    "level": "level",
    "balance": "share of cooperation",
    "talk": "share of words",
}
SHORT: dict[Measure, str] = {"level": "level", "balance": "cooperation", "talk": "words"}
UNITS: dict[Measure, str] = {
    "level": "events of the two per 1,000 of the world's",
    "balance": "cooperation in all events, words and deeds",
    "talk": "words, friendly or hostile, in all events",
}
VIEWS: dict[View, str] = {
    "filtered": "Filtered: nothing after a month enters what is said of it.",
    "hindsight": "HINDSIGHT: every month is seen from the end; nobody could know it then.",
}
_RARE = 0.05  # share of the months before, below or above which a value is unusual


def value(of: Measure, x: float) -> str:
    """A value of a measure: a level to three figures, a share in per cent.

    Parameters
    ----------
    of : str
        The measure.
    x : float
        Its value.

    Examples
    --------
    >>> value("level", 1.2345), value("level", 234.5), value("level", 0.0004), value("talk", 0.5)
    ('1.23', '234', '<0.01', '50%')
    """
    if of != "level":
        return percent(x)
    if 0 < x < 0.005:
        return "<0.01"
    return f"{x:.{2 if x < 10 else 1 if x < 100 else 0}f}"


def ranged(of: Measure, r: Interval | None) -> str:
    """A value with its interval: ``1.23 (1.10-1.40)``, ``81% (77-85)``; a dash of None.

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
    return f"{value(of, r.mean)} ({low}-{high})"


def counts(c: QuadCounts) -> tuple[float, float, float, float]:
    """Words and deeds of cooperation, then words and deeds of conflict."""
    return c.verbal_cooperation, c.material_cooperation, c.verbal_conflict, c.material_conflict


def share(r: Interval | None) -> str:
    """A share with its interval in few characters; a dash of None."""
    return ranged("balance", r)


def place(s: Standing) -> str:
    """Where the last month stands among those before: high, low or usual."""
    few = _RARE * s.months
    return "high" if s.months - s.lower <= few else "low" if s.lower <= few else "usual"


def standing(s: Standing) -> str:
    """Where the last month stands among those before, in words."""
    where = place(s)
    return "within the usual range" if where == "usual" else f"unusually {where}"


def change(c: PulseChange) -> str:
    """A change in one line: ``2022-02: level up, 1.20 to 3.40``."""
    ends = f"{value(c.of, c.before.mean)} to {value(c.of, c.after.mean)}"
    return f"{c.month}: {NAMES[c.of]} {c.direction}, {ends}"


def summary(p: Pulse) -> list[str]:
    """What the last month of each feed looks like, one sentence for each."""
    return [_sentence(feed, named=len(p.feeds) > 1) for feed in p.feeds]


def _sentence(feed: FeedPulse, *, named: bool) -> str:
    source = f" in {feed.label}" if named else ""
    if not feed.now:
        return f"{feed.last}{source}: too few months to say what is usual."
    last = max(s.month for s in feed.now)
    parts = [
        f"{NAMES[s.of]} {value(s.of, s.now.mean)} is {standing(s)} ({value(s.of, s.usual.low)} to "
        f"{value(s.of, s.usual.high)})" + ("" if s.month == last else f" in {s.month}")
        for s in feed.now
    ]
    months = max(s.months for s in feed.now)
    return f"{last}{source}, against the {months} months before: {'; '.join(parts)}."
