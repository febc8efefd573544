"""Partnerships of the world: what ``detente dyads`` lists, filtered, sorted and cut into pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal

from detente.app.world_map import Map, Row, risk_map
from detente.cache import MemoryCache
from detente.case.change import parse_day
from detente.data import store
from detente.states.states import resolve

Sort = Literal["p1", "p5", "p10", "states", "ties"]
PAGE = 100
_YEARS, _MAPS = 6, 40  # how many are kept in memory


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which partnerships to list, and how."""

    as_of: str | None = None
    of: str | None = None
    tie: str | None = None
    sort: Sort = "p5"
    ascending: bool = False
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One page of partnerships, and what the list must say of itself."""

    about: Row
    year: int
    years: tuple[int, int]
    of: tuple[int, str] | None  # code and name of the state asked for
    alive: int
    found: list[Row]
    shown: list[Row]
    page: int
    pages: int
    ties: list[str]


@dataclass(kw_only=True)
class World:
    """Partnerships by year, learned once and kept while the store holds the same data."""

    _rows: MemoryCache[Any] = field(default_factory=lambda: MemoryCache(1))
    _years: MemoryCache[list[Row]] = field(default_factory=lambda: MemoryCache(_YEARS))
    _maps: MemoryCache[Map] = field(default_factory=lambda: MemoryCache(_MAPS))

    def ready(self, as_of: str | None) -> bool:
        """Whether the partnerships of a year are learned already."""
        return _data() in self._rows and (_data(), self._year(as_of)) in self._years

    def learn(self, as_of: str | None) -> tuple[int, list[Row]]:
        """The year of a date, and its partnerships; takes seconds for the first one to ask.

        Raises
        ------
        MissingData
            If the store lacks what they are learned from.
        DataError
            If the year is not covered.
        """
        year, rows = self._year(as_of), self._dyad_years()
        return year, self._years.get((_data(), year), partial(_learn, rows, year))

    def listed(self, wanted: Wanted) -> Listed:
        """Partnerships alive when a year began.

        Raises
        ------
        MissingData
            If the store lacks what they are learned from.
        DataError, UnknownState
            If the year is not covered or the state not known.
        """
        from detente.forecast.partnerships import forecast_description

        (year, everything), rows = self.learn(wanted.as_of), self._dyad_years()
        state = resolve(wanted.of, date(year, 1, 1)) if wanted.of else None
        found = [
            r
            for r in everything
            if (state is None or state.ccode in r["ccodes"])
            and (wanted.tie is None or wanted.tie in r["ties"])
        ]
        found.sort(key=_KEYS[wanted.sort], reverse=not wanted.ascending)
        pages = max(1, -(-len(found) // PAGE))
        page = min(wanted.page, pages)
        return Listed(
            about=forecast_description(year),
            year=year,
            years=(int(rows.year.min()) + 1, int(rows.year.max())),
            of=(state.ccode, state.name) if state else None,
            alive=len(everything),
            found=found,
            shown=found[(page - 1) * PAGE : page * PAGE],
            page=page,
            pages=pages,
            ties=sorted({t for r in everything for t in r["ties"]}),
        )

    def drawn(self, wanted: Wanted, found: Listed) -> Map:
        """The map of what the filters leave."""
        return self._maps.get(
            (_data(), found.year, found.of, wanted.tie),
            lambda: risk_map(found.found, found.year, found.of),
        )

    def _dyad_years(self) -> Any:
        from detente.history.dyad_years import dyad_years

        return self._rows.get(_data(), dyad_years)

    def _year(self, as_of: str | None) -> int:
        from detente.forecast.partnerships import forecast_year

        rows = self._dyad_years()
        return (
            forecast_year(parse_day(as_of, "as_of", or_year=True), rows)
            if as_of
            else int(rows.year.max())
        )


def _data() -> tuple[tuple[str, str], ...]:
    """What the store holds, by checksum."""
    return tuple((name, held.sha256) for name, held in store.status().items())


def _learn(rows: Any, year: int) -> list[Row]:
    from detente.forecast.partnerships import partnership_forecasts

    return [p.document(date(year, 1, 1)) for p in partnership_forecasts(rows, year)]


def _chance(years: str) -> Callable[[Row], Any]:
    return lambda row: row["p_broken"][years]["mean"]


_KEYS: dict[str, Callable[[Row], Any]] = {
    "p1": _chance("1"),
    "p5": _chance("5"),
    "p10": _chance("10"),
    "states": lambda row: row["states"],
    "ties": lambda row: row["ties"],
}
