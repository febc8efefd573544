"""Partnerships of the world, as ``detente dyads`` lists them: filtered, sorted, cut into pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal

from detente.app.world_map import RiskRow, WorldMap, risk_map
from detente.cache import MemoryCache
from detente.case.change import parse_day
from detente.data import store
from detente.history.covariates import RIVAL
from detente.history.vintage import FIRST, LAST
from detente.states.states import resolve

Sort = Literal["p1", "p5", "p10", "states", "ties"]
PAGE_ROWS = 100
_YEARS, _MAPS = 6, 40  # sizes of caches


@dataclass(frozen=True, kw_only=True)
class WorldQuery:
    """Which partnerships to list, in which order.

    Parameters
    ----------
    as_of : str or None
        A year or day; by default today.
    of : str or None
        Only partnerships of this state, by code or name.
    tie : str or None
        Only partnerships with this tie.
    sort : str
        Chance of rupture within 1, 5 or 10 years, names of the states, or names of the ties.
    ascending : bool
        Smallest first.
    page : int
        From 1, of 100 rows each.
    rivals : bool
        Also pairs with a treaty that are strategic rivals now.
    """

    as_of: str | None = None
    of: str | None = None
    tie: str | None = None
    sort: Sort = "p5"
    ascending: bool = False
    page: int = 1
    rivals: bool = False


@dataclass(frozen=True, kw_only=True)
class WorldPage:
    """One page of the list of partnerships, and what the whole list consists of."""

    about: RiskRow
    year: int
    years: tuple[int, int]  # first and last year covered
    state: tuple[int, str] | None  # COW code and name of the state of the query
    alive: int  # partnerships alive when the year began
    matches: list[RiskRow]  # those that satisfy the filters
    rows: list[RiskRow]  # those on this page
    page: int
    pages: int
    ties: list[str]  # kinds of ties in that year
    note: str  # from what it was read


@dataclass(kw_only=True)
class WorldRisks:
    """Risks of all partnerships by year, cached while the store holds the same data."""

    _estimates: MemoryCache[list[RiskRow]] = field(default_factory=lambda: MemoryCache(_YEARS))
    _maps: MemoryCache[WorldMap] = field(default_factory=lambda: MemoryCache(_MAPS))

    def is_estimated(self, as_of: str | None) -> bool:
        """Whether the risks of a year are cached."""
        return (_data_version(), world_year(as_of)) in self._estimates

    def estimates(self, as_of: str | None) -> tuple[int, list[RiskRow]]:
        """The year of a date and the risk of each of its partnerships; takes seconds if new.

        Raises
        ------
        MissingData
            If the store lacks a source that they are estimated from.
        DataError
            If the year is not covered.
        """
        year = world_year(as_of)
        return year, self._estimates.get((_data_version(), year), partial(_estimate, year))

    def page(self, query: WorldQuery) -> WorldPage:
        """List the partnerships alive when a year began.

        Raises
        ------
        MissingData
            If the store lacks a source that they are estimated from.
        DataError, UnknownState
            If the year is not covered or the state is unknown.
        """
        from detente.forecast.partnerships import forecast_description, world_note

        year, every = self.estimates(query.as_of)
        partnerships = [p for p in every if query.rivals or RIVAL not in p["ties"]]
        state = resolve(query.of, date(year, 1, 1)) if query.of else None
        matches = [
            row
            for row in partnerships
            if (state is None or state.ccode in row["ccodes"])
            and (query.tie is None or query.tie in row["ties"])
        ]
        matches.sort(key=_SORT_KEYS[query.sort], reverse=not query.ascending)
        pages = max(1, -(-len(matches) // PAGE_ROWS))
        page = min(query.page, pages)
        return WorldPage(
            about=forecast_description(year),
            year=year,
            years=(FIRST, LAST),
            state=(state.ccode, state.name) if state else None,
            alive=len(partnerships),
            matches=matches,
            rows=matches[(page - 1) * PAGE_ROWS : page * PAGE_ROWS],
            page=page,
            pages=pages,
            ties=sorted({tie for row in partnerships for tie in row["ties"]}),
            note=world_note(year),
        )

    def map(self, query: WorldQuery, page: WorldPage) -> WorldMap:
        """Draw the partnerships that satisfy the filters.

        Parameters
        ----------
        query : WorldQuery
            The filters.
        page : WorldPage
            Its result, as returned by `page`.
        """
        return self._maps.get(
            (_data_version(), page.year, page.state, query.tie, query.rivals),
            lambda: risk_map(page.matches, page.year, page.state),
        )


def world_year(as_of: str | None) -> int:
    """Year whose 1 January the forecasts for a year or day start from; that of today by default.

    Raises
    ------
    DataError
        If it is neither, or detente ships no vintage of that year.
    """
    from detente.forecast.partnerships import forecast_year

    return forecast_year(parse_day(as_of, "as_of", or_year=True) if as_of else date.today())


def _data_version() -> tuple[tuple[str, str], ...]:
    """Checksums of all sources in the store."""
    return tuple((name, pulled.sha256) for name, pulled in store.status().items())


def _estimate(year: int) -> list[RiskRow]:
    from detente.forecast.pair_page import world_table

    return world_table(date(year, 1, 1))


def _rupture_within(years: str) -> Callable[[RiskRow], Any]:
    return lambda row: row["p_rupture"][years]["mean"]


_SORT_KEYS: dict[str, Callable[[RiskRow], Any]] = {
    "p1": _rupture_within("1"),
    "p5": _rupture_within("5"),
    "p10": _rupture_within("10"),
    "states": lambda row: row["states"],
    "ties": lambda row: row["ties"],
}
