"""Every pair alive by year with what a forecast needs of it, cached on disk."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from detente.cache import TABLES, digest
from detente.data import store
from detente.document.labels import RUPTURE, OutcomeId
from detente.history.aged_years import LAST_FRESH, Wide, aged_ladder, wide_years
from detente.history.class_ages import Records, class_ages, records_of_the_time
from detente.history.covariates import EX_RIVAL
from detente.history.events import PAIR_OUTCOMES
from detente.history.lens_years import ladder_years, lenses_with_history
from detente.history.rows import Ints, Rows
from detente.history.vintage import LAST
from detente.records import Array

_FOLDERS = ("lenses", "panel", "sources", "states")  # whose modules make the rows, with these:
_MODULES = (
    "aged_years",
    "class_ages",
    "covariates",
    "drift",
    "dyad_spells",
    "dyad_years",
    "events",
    "informal_names",
    "informal_ties",
    "ladder_years",
    "left_treaties",
    "lens_years",
    "member_sql",
    "outcomes",
    "panel_rows",
    "recent_pacts",
    "rupture",
    "treaty_spells",
)


@dataclass(frozen=True, kw_only=True)
class PanelRows:
    """Pairs at risk of an outcome by year: covariates and lenses, ages in the reference classes.

    ``ages`` (n, 8) is as `detente.history.class_ages.class_ages` gives it.
    """

    rows: Rows
    ages: Array

    def where(self, chosen: Ints) -> "PanelRows":
        """The rows that positions or a mask of shape (n,) select."""
        return PanelRows(rows=self.rows.where(chosen), ages=self.ages[chosen])

    def of_pair(self, codes: tuple[int, int]) -> "PanelRows":
        """The years of one pair of states, in either order of their codes."""
        return self.where(np.flatnonzero(self.rows.unit == min(codes) * 1000 + max(codes)))

    def of_year(self, year: int) -> "PanelRows":
        """The pairs alive when a year began."""
        return self.where(np.flatnonzero(self.rows.year == year))


def panel_rows(outcome: OutcomeId = RUPTURE) -> PanelRows:
    """Rows of the local store for one outcome; computed at first use, which takes seconds.

    Parameters
    ----------
    outcome : OutcomeId
        Of the ladder.

    Raises
    ------
    MissingData
        If a source that a covariate, a lens or a class needs was not pulled.
    """
    key = _data()
    return _read(
        TABLES.file(f"panel-{outcome}.{key}.npz", lambda part: _save(part, _computed(outcome, key)))
    )


def panel_of_year(year: int, outcome: OutcomeId = RUPTURE) -> PanelRows:
    """The pairs at risk of an outcome when a year began, by facts as old as their sources then are.

    Beyond the end of the dispute data these are `detente.history.aged_years`; computed at the first
    use of such a year, for all outcomes at once, which takes half a minute.

    Parameters
    ----------
    year : int
        At most one after the newest vintage.
    outcome
        As `panel_rows` takes it.

    Raises
    ------
    MissingData
        As `panel_rows`.
    """
    if year <= LAST_FRESH:
        return panel_rows(outcome).of_year(year)
    key = _data()
    paths = {
        name: TABLES.file(
            f"panel-{name}-{year}.{key}.npz",
            lambda part, name=name: _save(part, _aged(year, key)[name]),  # type: ignore[misc]
        )
        for name in PAIR_OUTCOMES
    }
    return _read(paths[outcome])


def _data() -> str:
    """Digest of all that rows are made from."""
    held = sorted((name, entry.sha256) for name, entry in store.status().items())
    return digest(repr(held), repr(sorted(lenses_with_history())), *_code())[:16]


@lru_cache(maxsize=1)
def _aged(year: int, data: str) -> dict[OutcomeId, PanelRows]:
    wide, records = _wide(data), _records(data)
    ages = wide.ages(year)
    known = year - ages[EX_RIVAL]  # when the record of a pair was last complete
    panels = {}
    for outcome, rows in aged_ladder(wide, ages, now=year).items():
        now = rows.where(rows.year == year)
        then = np.full(now.unit.size, known)
        panels[outcome] = PanelRows(rows=now, ages=class_ages(records, now.unit, then, year))
    return panels


def wide_panel() -> Wide:
    """The pairs by year from which `panel_of_year` is made; cached in memory."""
    return _wide(_data())


@lru_cache(maxsize=1)
def _wide(data: str) -> Wide:
    return wide_years(LAST + 1)


def _read(path: Path) -> PanelRows:
    with np.load(path, allow_pickle=False) as a:
        rows = Rows(
            **{name: a[name] for name in ("unit", "year", "stop", "cause", "x")},
            causes=tuple(a["causes"].tolist()),
            names=tuple(a["names"].tolist()),
        )
        return PanelRows(rows=rows, ages=a["ages"])


def _code() -> list[bytes]:
    package = Path(__file__).parents[1]
    files = [path for folder in _FOLDERS for path in sorted((package / folder).rglob("*.py"))]
    files += [package / "history" / f"{name}.py" for name in _MODULES]
    files += [package / "history" / "_recent_pacts.csv"]
    return [path.read_bytes() for path in files]


def _computed(outcome: OutcomeId, data: str) -> PanelRows:
    rows = _ladder(data)[outcome]
    return PanelRows(rows=rows, ages=class_ages(_records(data), rows.unit, rows.year))


@lru_cache(maxsize=1)
def _records(data: str) -> Records:
    """Records of all pairs with their informal ties; ``data`` is the store's digest."""
    return records_of_the_time(informal=True)


@lru_cache(maxsize=1)
def _ladder(data: str) -> dict[OutcomeId, Rows]:
    """Rows of every outcome, since one query yields them all; ``data`` is the store's digest."""
    return ladder_years()


def _save(path: Path, panel: PanelRows) -> None:
    r = panel.rows
    with path.open("wb") as file:  # to a name alone NumPy adds a suffix
        np.savez(
            file,
            unit=r.unit,
            year=r.year,
            stop=r.stop,
            cause=r.cause,
            x=r.x,
            causes=np.array(r.causes),
            names=np.array(r.names),
            ages=panel.ages,
        )
