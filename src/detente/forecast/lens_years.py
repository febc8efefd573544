"""Partnership dyad-years as the lenses see them: a few facts of the tie, and every lens's value.

The rows and their ruptures are those of `detente.forecast.dyad_years`. The facts are those that
a case file also states, so that a model learned here can be asked about a case. A lens's value
is that of the last year known when the row's year began.
"""

from collections.abc import Mapping

import numpy as np

from detente import store
from detente.errors import MissingData
from detente.forecast.dyad_years import COALITION, EX_RIVAL, SINCE_RUPTURE, TREATY, dyad_years
from detente.forecast.rows import Rows, floats
from detente.panels.tables import Tables
from detente.records import Array
from detente.registry import Lens, lenses

RUPTURES = "log ruptures before"
BORDERS = ("neighbours by land", "neighbours by sea")
BOTH_MAJOR = "both major powers"
FACTS = (TREATY, EX_RIVAL, COALITION, *SINCE_RUPTURE, RUPTURES, *BORDERS, BOTH_MAJOR)


def historical() -> dict[str, Lens]:
    """The lenses with a face in history, by id."""
    return {name: lens for name, lens in lenses().items() if lens.history}


def lens_years(cutoff: int | None = None) -> Rows:
    """Build the rows from the local store: `FACTS`, then the lenses by id in their own units.

    Raises
    ------
    MissingData
        If a source that a fact or a lens needs was not pulled.
    """
    rows = dyad_years(cutoff)
    places = [rows.names.index(name) for name in FACTS]
    found = historical()
    x = np.column_stack(
        [rows.x[:, places], *(_values(lens, rows, cutoff) for lens in found.values())]
    )
    return Rows(
        unit=rows.unit,
        year=rows.year,
        stop=rows.stop,
        cause=rows.cause,
        causes=rows.causes,
        names=(*FACTS, *found),
        x=x,
    )


def _values(lens: Lens, rows: Rows, cutoff: int | None) -> Array:
    """Value of a lens for every row, NaN where it has none, shape (n,)."""
    unit, year, value = of_history(lens, cutoff)
    key = unit * 10_000 + year + lens.card.lag
    order = np.argsort(key)
    wanted = rows.unit * 10_000 + rows.year
    place = np.minimum(np.searchsorted(key[order], wanted), max(key.size - 1, 0))
    if not key.size:
        return np.full(wanted.size, np.nan)
    return np.where(key[order][place] == wanted, value[order][place], np.nan)


def of_history(lens: Lens, cutoff: int | None = None) -> tuple[Array, Array, Array]:
    """Unit (ccode1 * 1000 + ccode2), year and value of a lens for every dyad-year that has one."""
    if lens.history is None:
        raise MissingData(f"the lens '{lens.card.id}' has no face in history")
    sql = lens.history(Tables(cutoff))
    found = store.connect().execute(f"SELECT ccode1, ccode2, year, value FROM ({sql})").fetchnumpy()
    unit = np.asarray(found["ccode1"]).astype(int) * 1000 + np.asarray(found["ccode2"]).astype(int)
    return unit, np.asarray(found["year"]).astype(int), floats(found["value"])


def facts_row(facts: Mapping[str, float]) -> Array:
    """Values of `FACTS` in their order, NaN where one is unknown, shape (k,)."""
    return np.array([facts.get(name, np.nan) for name in FACTS])
