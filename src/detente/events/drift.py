r"""Drift by events: a pair's balance of events stays below its earlier alignment.

The definition is that of drift by votes (`detente.methods.alignment`) with another agreement. For
states i and j and the twelve months that end in month t it is the balance of their events,

.. math:: a_{ijt} = \frac{C_{ijt} - K_{ijt}}{C_{ijt} + K_{ijt}},

of C cooperative and K conflictual ones, a repeated or symmetric event counted once. "Years" are
steps of twelve months back from t, so that the index changes every month and uses nothing later. A
pair with fewer than `LEAST` events in the twelve months has no balance.

Forecasts still use drift by votes, on which their weights were learned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.cache import TABLES, digest, program
from detente.data.sql import joined, parquet, sql, word
from detente.data.store import connect, database
from detente.document.pulse import EventAlignment
from detente.events import store
from detente.events.monthly import PairMonths, held_days, ordered, pairs_and_days
from detente.events.series import Months
from detente.methods.alignment import KNOWN, STAYS, drifting, partner_that_moved, relative
from detente.records import Array
from detente.states.states import state_name

LEAST = 20  # judged: the balance of fewer events in twelve months is noise
_YEAR = 12
_SHORTEST = _YEAR * (KNOWN + STAYS)  # months of a feed without which no earlier level is known
_COLUMNS = ("alignment", "earlier", "spread", "drifted", "moved")


@dataclass(frozen=True, kw_only=True)
class EventDrift:
    """Alignment of one pair by month, each month over the twelve that end in it.

    Attributes
    ----------
    months : array of datetime64[M], shape (n,)
        Months in which the pair has an alignment, in order.
    alignment, earlier : array of float, shape (n,)
        Its alignment, and the earlier level; NaN where that is not known.
    spread : array of float, shape (n,)
        One standard deviation of the yearly changes of all pairs up to the month.
    drifted : array of bool, shape (n,)
        Whether it has stayed below the earlier level.
    moved : array of int, shape (n,)
        COW code of the partner that changed more towards all states.
    """

    months: Months
    alignment: Array
    earlier: Array
    spread: Array
    drifted: NDArray[np.bool_]
    moved: NDArray[np.int64]


def alignment_part(
    feed: str, one: int, two: int, last: date | None = None
) -> EventAlignment | None:
    """Alignment of a pair by events in the last month, as a part of the document.

    Parameters
    ----------
    feed : str
        Id of a feed in the store.
    one, two : int
        COW codes.
    last : date, optional
        A day of the last month that counts.

    Returns
    -------
    EventAlignment or None
        None if the feed is too short for an earlier level, or the pair has too few events.
    """
    months = len(store.summary(feed).months)  # echoes of other months count: an upper bound
    if months < _SHORTEST or int((held_days(feed).days > 0).sum()) < _SHORTEST:
        return None
    drift = event_drift(feed, one, two)
    known = drift.months.size if last is None else int((drift.months <= np.datetime64(last)).sum())
    return _part(drift, known - 1) if known else None


def _part(drift: EventDrift, t: int) -> EventAlignment:
    month, drifted = drift.months[t], bool(drift.drifted[t])
    before = np.nonzero(~drift.drifted[: t + 1])[0]
    begun = drift.months[int(before[-1]) + 1 if before.size else 0] if drifted else None
    day = month.astype("datetime64[D]").item()
    return EventAlignment(
        month=str(month),
        alignment=float(drift.alignment[t]),
        earlier=_known(drift.earlier[t]),
        spread=_known(drift.spread[t]),
        drifted=drifted,
        since=None if begun is None else str(begun),
        moved=state_name(int(drift.moved[t]), day) if drifted else None,
    )


def _known(x: float) -> float | None:
    return float(x) if np.isfinite(x) else None


def event_drift(feed: str, one: int, two: int) -> EventDrift:
    """Drift of a pair by the events of a feed.

    Parameters
    ----------
    feed, one, two
        As `alignment_part` takes them.

    Raises
    ------
    MissingData
        If the store has nothing of the feed.
    DataError
        If the two states are one.
    """
    pair = ordered(one, two)
    query = sql(
        "SELECT month, {columns} FROM {rows} "
        "WHERE ccode1 = {one} AND ccode2 = {two} ORDER BY month",
        columns=joined(map(word, _COLUMNS)),
        rows=parquet(_all_drifts(feed)),
        one=pair[0],
        two=pair[1],
    )
    columns = connect().execute(query)
    arrays = {name: np.ma.getdata(values) for name, values in columns.fetchnumpy().items()}
    months = arrays.pop("month").astype("int64").astype("datetime64[M]")
    return EventDrift(months=months, **arrays)


def _all_drifts(feed: str) -> Path:
    """Alignment of all pairs by month, computed once for what the store holds of a feed."""
    parts = store.parts(feed)  # once: a load may replace them meanwhile
    key = digest(*program(), *(part.name for part in parts))[:16]
    name = f"event-drift-{feed}.{key}.parquet"
    return TABLES.file(name, lambda path: _write(_held(feed, parts), path))


def _held(feed: str, parts: Sequence[Path]) -> PairMonths:
    """Events of all pairs in the months that the feed covers."""
    pairs, world = pairs_and_days(feed, parts)
    return pairs.where(np.isin(pairs.months, world.months[world.days > 0]))


def _write(pairs: PairMonths, path: Path) -> None:
    tables = [event_alignments(pairs, phase) for phase in range(_YEAR)]
    columns = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    with database("events") as connection:
        connection.register("drift", columns)
        connection.sql("FROM drift ORDER BY ccode1, ccode2, month").write_parquet(
            str(path), compression="zstd"
        )


def event_alignments(pairs: PairMonths, phase: int) -> dict[str, NDArray[np.generic]]:
    """Alignment of all pairs in every twelfth month.

    Parameters
    ----------
    pairs : PairMonths
        Events of all pairs.
    phase : int
        0 to 11: the months since January 1970 that leave this remainder when divided by 12.

    Returns
    -------
    dict
        Columns ``ccode1 < ccode2``, ``month`` (since January 1970), and the fields of `EventDrift`.
    """
    codes, place = np.unique(np.concatenate([pairs.one, pairs.two]), return_inverse=True)
    i, j = np.split(place, 2)
    month = pairs.months.astype("int64")
    step = -((phase - month) // _YEAR)  # the twelve months up to phase + 12 * step
    first = int(step.min(initial=0))
    balance = _balance(pairs, month, step - first, i, j)
    index = relative(balance)
    earlier, drifted, spread = drifting(index)
    moved = codes[partner_that_moved(balance)]
    t, a, b = np.nonzero(np.isfinite(index) & np.triu(np.ones(index.shape[1:], bool), 1))
    return {
        "ccode1": codes[a],
        "ccode2": codes[b],
        "month": phase + _YEAR * (t + first),
        "alignment": index[t, a, b],
        "earlier": earlier[t, a, b],
        "spread": spread[t],
        "drifted": drifted[t, a, b],
        "moved": moved[t, a, b],
    }


def _balance(
    pairs: PairMonths,
    month: NDArray[np.int64],
    step: NDArray[np.int64],
    i: NDArray[np.int64],
    j: NDArray[np.int64],
) -> Array:
    """Balance by step and pair, symmetric; NaN where a month is missing or events are few."""
    n = int(max(i.max(initial=-1), j.max(initial=-1))) + 1
    sums = np.zeros((2, int(step.max(initial=-1)) + 1, n, n))
    both = pairs.classes["both"]
    for k, count in enumerate((both[:, :2].sum(axis=1), both[:, 2:4].sum(axis=1))):
        np.add.at(sums[k], (step, i, j), count)
    sums += sums.transpose(0, 1, 3, 2)
    total = sums.sum(axis=0)
    held = np.unique(np.stack([step, month]), axis=1)[0]  # once for every month
    whole = np.bincount(held, minlength=sums.shape[1]) == _YEAR
    known = whole[:, None, None] & (total >= LEAST)
    balance = np.full(total.shape, np.nan)
    balance[known] = (sums[0] - sums[1])[known] / total[known]
    return balance
