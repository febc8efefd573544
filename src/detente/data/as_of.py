r"""The as-of rule: which values are known on a date. Defined only here.

Three terms are used with one meaning in the whole package:

cutoff
    The last calendar year that is complete on a day: 2001 on 31 December 2001, 2000 on the day
    before. Annual data carry no finer date, so that "known on a day" means "known at the end of
    the cutoff". None stands for no restriction.
lag
    Years from a row's own year until it is published, on the card of its source.
coverage
    First and last year of a source, on its card.

A row of year :math:`y` from a source with lag :math:`l` is known at cutoff :math:`c` if

.. math:: y + l \le c .

A year :math:`t` begins with the cutoff :math:`t - 1`, so that the latest row known then is of
year :math:`t - 1 - l`; `years_back` is :math:`1 + l`.

The module belongs to `detente.data`, below the panel, because `detente.data.store.query` applies
the rule to every source, and history, lenses and forecasts apply it above.
"""

from collections.abc import Iterable
from datetime import date

from detente.data.cards import SourceCard
from detente.data.sql import Sql, sql


def cutoff_on(day: date) -> int:
    """Last calendar year that is complete at the end of a day.

    >>> cutoff_on(date(2001, 12, 31)), cutoff_on(date(2001, 12, 30))
    (2001, 2000)
    """
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def cutoff_before(year: int) -> int:
    """Cutoff at the moment at which a year begins."""
    return year - 1


def last_day(cutoff: int) -> date:
    """Last day of a cutoff: the date to which data are known."""
    return date(cutoff, 12, 31)


def lag(cards: Iterable[SourceCard]) -> int:
    """Lag of a quantity that is computed from several sources: the largest of theirs, in years."""
    return max((card.lag for card in cards), default=0)


def years_back(cards: Iterable[SourceCard]) -> int:
    """Years from a year back to the latest one that is known when it begins: 1 plus the lag."""
    return 1 + lag(cards)


def last_known(cards: Iterable[SourceCard], cutoff: int) -> int:
    """Latest year of which rows are published at a cutoff.

    Parameters
    ----------
    cards : iterable of SourceCard
        Sources of the quantity; the one with the largest lag decides.
    cutoff : int
        Last complete calendar year.

    Returns
    -------
    int
        A calendar year; it may lie after the end of the sources' coverage.
    """
    return cutoff - lag(cards)


def last_covered(end: int, cards: Iterable[SourceCard], cutoff: int | None) -> int:
    """Last year in which a quantity, or its absence, is known.

    Parameters
    ----------
    end : int
        Last year that the quantity covers, from a card.
    cards : iterable of SourceCard
        Sources of the quantity.
    cutoff : int, optional
        Last complete calendar year; None: no restriction.

    Returns
    -------
    int
        The end of coverage, or the latest published year if that is earlier.
    """
    return end if cutoff is None else min(end, last_known(cards, cutoff))


def is_known(card: SourceCard, cutoff: int) -> Sql:
    """SQL condition that a row of a source is published at a cutoff.

    Parameters
    ----------
    card : SourceCard
        ``known`` is the SQL of the row's own year, ``lag`` the years until it is published.
    cutoff : int
        Last complete calendar year.

    Returns
    -------
    Sql
        A condition for WHERE.
    """
    year = Sql(card.known)  # a card is trusted
    return sql("({year}) + {lag} <= {cutoff}", year=year, lag=card.lag, cutoff=cutoff)
