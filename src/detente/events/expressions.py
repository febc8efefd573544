"""Counts of stored events, each written once as an Ibis expression for every engine.

An expression takes a table with the columns of `detente.events.rows.COLUMNS`. Only filters,
grouped sums and ranks are used, which DuckDB, Spark and BigQuery define alike; nothing depends on
the order of rows.

A row is first reduced to one number: 6 minus its quad (5 for quad 1, 1 where it is unknown), with a
minus sign if the state with the smaller code acts. The minimum over the rows of an event is then
the smallest quad of one direction, the maximum that of the other.
"""

from typing import TYPE_CHECKING, Any

from detente.events.counting import Counting
from detente.events.rows import ROLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

# columns that are read; the rest of an event no expression needs
COLUMNS = (
    *("day", "source", "target", "source_role", "target_role", "root", "quad", "mentions"),
    *("reference", "added", "misdated"),
)
CLASSES = ("q1", "q2", "q3", "q4", "unknown")  # of the quad
DIRECTIONS = ("forward", "backward", "both")
MOST_REFERENCES = 3
FRESH = 7  # days within which a row of a day must have come for the feed to hold that day


def rows_between(events: "ir.Table", one: Any, two: Any) -> "ir.Table":
    """Rows between two states, in either direction.

    Parameters
    ----------
    events : table
        Stored events.
    one, two : int, or an Ibis value
        COW codes.
    """
    return events.filter(events.source.isin([one, two]), events.target.isin([one, two]))


def dated(events: "ir.Table", first: Any, last: Any) -> "ir.Table":
    """Rows of the days from ``first`` to ``last``, both included.

    Parameters
    ----------
    events : table
        Stored events.
    first, last : date, or an Ibis value
        Days.
    """
    return events.filter(events.day >= first, events.day <= last)


def without_references(events: "ir.Table") -> "ir.Table":
    """The columns that are counted."""
    return events.select(*(name for name in COLUMNS if name != "reference"))


def pair_months(events: "ir.Table", counting: Counting) -> "ir.Table":
    """Events by pair and month.

    Parameters
    ----------
    events : table
        Stored events.
    counting : Counting
        What counts.

    Returns
    -------
    table
        ``year``, ``month``, ``one``, ``two`` (COW codes, ``one < two``) and for each direction
        (``forward`` from one to two, ``backward``, ``both``) the columns ``forward_q1`` to
        ``forward_q4`` and ``forward_unknown``. Months of a pair without events have no row.
    """
    return _classes(events, counting, ["year", "month", "one", "two"])


def world_month_table(events: "ir.Table", counting: Counting) -> "ir.Table":
    """Events of all pairs together by month.

    Parameters
    ----------
    events, counting
        As `pair_months` takes them.

    Returns
    -------
    table
        ``year``, ``month`` and the columns of `pair_months` by direction.
    """
    return _classes(events, counting, ["year", "month"])


def month_rows(events: "ir.Table", counting: Counting) -> "ir.Table":
    """Rows behind the counts, by month: before roles are selected and repetitions dropped.

    Parameters
    ----------
    events, counting
        As `pair_months` takes them.

    Returns
    -------
    table
        ``year``, ``month``; ``days``: days with a row that came within `FRESH` days, or of which it
        is unknown when it came: files also report what was a month or a year ago, which does not
        make the feed hold those days; ``rows``: rows that count, with their repetitions;
        ``misdated``; ``other``: rows with a firm or person on either side, and ``all``: rows of
        all roles, both without the misdated ones.
    """
    import ibis

    table = _whole(events)
    misdated = _flag(table.misdated.fill_null(False))
    good = _flag(~table.misdated.fill_null(False))
    late = table.added > table.day + ibis.interval(days=FRESH)
    fresh = good * _flag(~late.fill_null(False))
    other = _flag((table.source_role == "other") | (table.target_role == "other"))
    by_day = table.group_by("day").agg(
        rows=_flag(_counts(table, counting)).sum(),
        misdated=misdated.sum(),
        other=(other * good).sum(),
        all=good.sum(),
        fresh=fresh.sum(),
    )
    by_day = by_day.mutate(year=by_day.day.year(), month=by_day.day.month())
    return (
        by_day.group_by("year", "month")
        .agg(
            days=ibis.ifelse(by_day.fresh > 0, 1, 0).sum(),
            **{name: by_day[name].sum() for name in ("rows", "misdated", "other", "all")},
        )
        .order_by("year", "month")
    )


def largest_day_table(events: "ir.Table", counting: Counting, count: Any) -> "ir.Table":
    """Days and root codes with the most mentions in each month.

    Parameters
    ----------
    events : table
        Stored events of one pair.
    counting : Counting
        What counts; all repetitions are summed.
    count : int, or an Ibis value
        Number of rows in each month.

    Returns
    -------
    table
        ``day``, ``root``, ``quad`` (the smallest; 0 where unknown), ``events`` (rows),
        ``mentions``, and ``reference1`` to ``reference3``: those with the most mentions, then
        first in the alphabet; empty where there are no more. The largest of a month comes first:
        by mentions, then rows, day and root.
    """
    import ibis

    table = _counted(events, counting)
    table = table.mutate(reference=table.reference.fill_null(""), root=table.root.fill_null(""))
    by_source = table.group_by("day", "root", "reference").agg(
        quad=table.quad.min(), events=table.count(), mentions=table.mentions.sum()
    )
    ranked = by_source.mutate(
        place=ibis.row_number().over(
            ibis.window(
                group_by=[by_source.day, by_source.root],
                order_by=[
                    ibis.ifelse(by_source.reference == "", 1, 0),
                    by_source.mentions.desc(),
                    by_source.reference,
                ],
            )
        )
    )
    days = ranked.group_by("day", "root").agg(
        quad=ranked.quad.min().fill_null(0),
        events=ranked.events.sum(),
        mentions=ranked.mentions.sum(),
        **{
            f"reference{k + 1}": ibis.ifelse(ranked.place == k, ranked.reference, "").max()
            for k in range(MOST_REFERENCES)
        },
    )
    days = days.mutate(year=days.day.year(), month=days.day.month())
    order = [days.mentions.desc(), days.events.desc(), days.day, days.root]
    placed = days.mutate(
        place=ibis.row_number().over(ibis.window(group_by=[days.year, days.month], order_by=order))
    )
    return placed.filter(placed.place < count).order_by("year", "month", "place")


def _whole(events: "ir.Table") -> "ir.Table":
    """Rows with a day and two states: engines differ on the minimum of a null."""
    return events.filter(events.day.notnull(), events.source.notnull(), events.target.notnull())


def _counts(events: "ir.Table", counting: Counting) -> Any:
    """Whether a row counts."""
    import ibis

    conditions = [events.day.notnull()]
    if not counting.misdated:
        conditions.append(~events.misdated.fill_null(False))
    for column, roles in (
        (events.source_role, counting.source_roles),
        (events.target_role, counting.target_roles),
    ):
        if roles != ROLES:
            conditions.append(column.isin(roles))
    return ibis.and_(*conditions)


def _counted(events: "ir.Table", counting: Counting) -> "ir.Table":
    """Rows that count."""
    table = _whole(events)
    return table.filter(_counts(table, counting))


def _numbered(events: "ir.Table", counting: Counting) -> "ir.Table":
    """Rows that count, with their pair and number (see the top of this file)."""
    import ibis

    table = _counted(events, counting)
    number = 6 - table.quad.fill_null(5)
    return table.select(
        "day",
        "root",
        "mentions",
        one=ibis.least(table.source, table.target),
        two=ibis.greatest(table.source, table.target),
        number=ibis.ifelse(table.source < table.target, -number, number).cast("int8"),
    )


def _classes(events: "ir.Table", counting: Counting, keys: list[str]) -> "ir.Table":
    """Events by keys, a column for each direction and class."""
    table = _numbered(events, counting)
    if counting.by_day:
        table = table.group_by("day", "one", "two", "root").agg(
            low=table.number.min(), high=table.number.max()
        )
    else:
        table = table.mutate(low=table.number, high=table.number)
    table = table.mutate(year=table.day.year(), month=table.day.month())
    if counting.weights == "mentions":
        # fewer rows reach the many sums, which cost more than counts
        table = table.group_by(*keys, "low", "high").agg(n=table.mentions.sum())
        sums = {name: _flag(met, table.n).sum() for name, met in _conditions(table).items()}
    else:
        sums = {name: table.count(where=met) for name, met in _conditions(table).items()}
    return table.group_by(*keys).agg(**sums).order_by(*keys)


def _conditions(events: "ir.Table") -> dict[str, Any]:
    """Whether an event is of a direction and class, by name of the column that counts them."""
    import ibis

    numbers = (-events.low, events.high, ibis.greatest(-events.low, events.high))
    return {
        f"{direction}_{name}": number == 5 - k
        for direction, number in zip(DIRECTIONS, numbers, strict=True)
        for k, name in enumerate(CLASSES)
    }


def _flag(condition: Any, value: Any = 1) -> Any:
    """The value where the condition holds, else 0."""
    import ibis

    return ibis.ifelse(condition, value, 0)
