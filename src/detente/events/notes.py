"""What a reader must know of a counted series, in sentences."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from detente.events.breaks import breaks_of
from detente.events.counting import Counting
from detente.events.engine import Columns
from detente.events.feed import feed_named
from detente.events.rows import ROLES
from detente.events.series import Direction, Months


def notes_of(
    feed: str,
    months: Months,
    gap: NDArray[np.bool_],
    classes: Mapping[Direction, NDArray[np.int64]],
    rows: Columns,
    counting: Counting,
) -> Iterator[str]:
    """Sentences on the quad rule, the rows left out or repeated, gaps and breaks.

    Parameters
    ----------
    feed : str
        Id of the feed.
    months : array of datetime64[M], shape (n,)
        Months of the series.
    gap : array of bool, shape (n,)
        Which of them are gaps.
    classes : mapping from direction to array of int, shape (n, 5)
        Events by quad and of unknown quad.
    rows : mapping of str to array
        The pair's rows, as `detente.events.expressions.month_rows` counts them.
    counting : Counting
        What counts.
    """
    card = feed_named(feed)
    yield f"Quads: {card.quad_rule}."
    total = {name: int(rows[name].sum()) for name in ("rows", "misdated", "other", "all")}
    events, unknown = int(classes["both"].sum()), int(classes["both"][:, 4].sum())
    yield _rows_and_events(total["rows"], events, counting)
    if unknown:
        yield f"Without a known quad, so in no class: {unknown:,} {counting.weights}."
    if total["misdated"]:
        verb = "counted" if counting.misdated else "left out"
        yield f"Rows dated more than a year from their file, {verb}: {total['misdated']:,}."
    yield f"Rows with a firm, person or party on either side: {_of(total['other'], total['all'])}."
    yield from _roles(counting)
    yield from _gaps(feed, months, gap)
    if card.note:
        yield card.note


def _rows_and_events(rows: int, events: int, counting: Counting) -> str:
    """How rows become events."""
    if counting.by_day:
        return (
            f"Rows: {rows:,}; events: {events:,}. Rows that repeat an event of the same "
            f"day, pair and root code: {_of(rows - events, rows)}. Where the rows of an event "
            "differ in quad, the smallest counts."
        )
    if counting.weights == "mentions":
        return f"Mentions of all rows are summed, also of repeated events: {rows:,}."
    return f"Each row counts, also of repeated events: {rows:,}."


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" + (f" ({part / whole:.0%})" if whole else "")


def _roles(counting: Counting) -> Iterator[str]:
    for side, roles in (("acts", counting.source_roles), ("is acted upon", counting.target_roles)):
        if roles != ROLES:
            yield f"Of whoever {side}, only these roles count: {', '.join(roles)}."


def _gaps(feed: str, months: Months, gap: NDArray[np.bool_]) -> Iterator[str]:
    if gap.any():
        yield f"Gaps: {_of(int(gap.sum()), len(months))} months, {_listed(months[gap])}."
    for known in breaks_of(feed):
        if months[0] < known.month <= months[-1]:
            yield f"{known.month}: {known.what}. A change here is the feed's ({known.source})."


def _listed(months: Months, most: int = 12) -> str:
    """Months in words, consecutive ones as a range."""
    steps = np.flatnonzero(np.diff(months.astype(int)) > 1) + 1
    runs = [(run[0], run[-1]) for run in np.split(months, steps)]
    words = [str(a) if a == b else f"{a} to {b}" for a, b in runs[:most]]
    more = f" and {len(runs) - most} more" if len(runs) > most else ""
    return ", ".join(words) + more
