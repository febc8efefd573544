"""Partnership dyad-years with covariates of the tie and the value of every lens.

The rows and their events are those of `detente.history.ladder_years`. The covariates of the tie are
those that a case file also states, so that the fitted model applies to a case. The value of a lens
is the latest one known when the row's year began, of a predecessor where the state has none.
"""

from dataclasses import replace

import numpy as np

from detente.data import store
from detente.data.sql import sql
from detente.document.labels import OutcomeId
from detente.history.covariates import TIE_COVARIATES
from detente.history.ladder_years import by_outcome, ladder_population, tie_columns
from detente.history.rows import Ints, Rows, float_column
from detente.panel.seams import carried_rows
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import Lens, lenses


def lenses_with_history() -> dict[str, Lens]:
    """Lenses whose weight can be estimated: with a history, from data that anyone can pull."""
    candidates = lenses().items()
    return {name: lens for name, lens in candidates if lens.history and not lens.card.user_sources}


def lens_years(cutoff: int | None = None) -> Rows:
    """Build the rows of `ladder_years` for the outcome rupture.

    Raises
    ------
    MissingData
        If a source that a fact or a lens needs was not pulled.
    """
    return ladder_years(cutoff)["rupture"]


def ladder_years(cutoff: int | None = None) -> dict[OutcomeId, Rows]:
    """Build the rows of every outcome of `PAIR_OUTCOMES` from the local store.

    Covariates are `TIE_COVARIATES`, then the lenses by id, in own units; the rows at risk differ
    by outcome (`detente.history.ladder_years`).

    Raises
    ------
    MissingData
        If a source that a fact or a lens needs was not pulled.
    """
    return with_lenses(*ladder_population(cutoff), cutoff)


def with_lenses(rows: Rows, gone: Ints, cutoff: int | None = None) -> dict[OutcomeId, Rows]:
    """The rows at risk of each outcome with the covariates of the tie and the lenses.

    Parameters
    ----------
    rows, gone, cutoff
        As `detente.history.ladder_years.by_outcome` takes them.

    Raises
    ------
    MissingData
        If a source that a fact or a lens needs was not pulled.
    """
    ladder = by_outcome(rows, gone, cutoff)
    used = lenses_with_history()
    values = np.column_stack([lens_values(lens, rows, cutoff) for lens in used.values()])
    key = rows.unit * 10_000 + rows.year  # sorted
    return {
        name: replace(
            tied := tie_columns(one),
            names=(*TIE_COVARIATES, *used),
            x=np.hstack([tied.x, values[np.searchsorted(key, one.unit * 10_000 + one.year)]]),
        )
        for name, one in ladder.items()
    }


def lens_values(lens: Lens, rows: Rows, cutoff: int | None = None) -> Array:
    """Value of a lens for every row, NaN where it has none, shape (n,).

    Parameters
    ----------
    lens : Lens
        With a history.
    rows : Rows
        Pairs by year.
    cutoff : int, optional
        Only what was known at the end of that year is read.
    """
    columns = _history(lens, cutoff)
    key = columns["ccode1"] * 10_000_000 + columns["ccode2"] * 10_000 + columns["year"] + lens.lag()
    target = rows.unit * 10_000 + rows.year
    if not key.size:
        return np.full(target.size, np.nan)
    order = np.argsort(key)
    place = np.minimum(np.searchsorted(key[order], target), key.size - 1)
    return np.where(key[order][place] == target, columns["value"][order][place], np.nan)


def _history(lens: Lens, cutoff: int | None) -> dict[str, Array]:
    connection = store.connect()  # a table first: DuckDB 1.5 never ends the whole as one query
    rows = lens.query(Tables(cutoff))
    connection.execute(sql("CREATE TEMP TABLE history AS {rows}", rows=rows))
    carried = carried_rows(sql("FROM history"), ("ccode1", "ccode2"), ("value",))
    columns = connection.execute(carried).fetchnumpy()
    codes = {name: np.asarray(columns[name]).astype(int) for name in ("ccode1", "ccode2", "year")}
    return codes | {"value": float_column(columns["value"])}
