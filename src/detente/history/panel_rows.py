"""Every pair alive by year with what a forecast needs of it, cached on disk."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from detente.cache import TABLES, digest
from detente.data import store
from detente.history.class_ages import class_ages, pair_records
from detente.history.lens_years import ladder_years, lenses_with_history
from detente.history.reference_classes import RUPTURE
from detente.history.rows import Ints, Rows
from detente.records import Array

_FOLDERS = ("lenses", "panel", "sources", "states")  # whose modules make the rows, with these:
_MODULES = (
    "class_ages",
    "covariates",
    "drift",
    "dyad_spells",
    "dyad_years",
    "events",
    "ladder_years",
    "lens_years",
    "member_sql",
    "outcomes",
    "panel_rows",
    "rupture",
    "treaty_spells",
)


@dataclass(frozen=True, kw_only=True)
class PanelRows:
    """Pairs at risk of an outcome by year: covariates and lenses, ages in the reference classes.

    ``ages`` (n, 5) is as `detente.history.class_ages.class_ages` gives it.
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


def panel_rows(outcome: str = RUPTURE) -> PanelRows:
    """Rows of the local store for one outcome; computed at first use, which takes seconds.

    Parameters
    ----------
    outcome : str
        Of the ladder.

    Raises
    ------
    MissingData
        If a source that a covariate, a lens or a class needs was not pulled.
    """
    held = sorted((name, entry.sha256) for name, entry in store.status().items())
    key = digest(repr(held), repr(sorted(lenses_with_history())), *_code())[:16]
    path = TABLES.file(
        f"panel-{outcome}.{key}.npz", lambda part: _save(part, _computed(outcome, key))
    )
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
    return [path.read_bytes() for path in files]


def _computed(outcome: str, data: str) -> PanelRows:
    rows = _ladder(data)[outcome]
    return PanelRows(rows=rows, ages=class_ages(pair_records(), rows.unit, rows.year))


@lru_cache(maxsize=1)
def _ladder(data: str) -> dict[str, Rows]:
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
