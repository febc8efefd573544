"""Partnership dyad-years with covariates as old as today's data.

A forecast for 2026 knows disputes to 2010, treaties to 2018 and regimes to 2018. Hazards for it are
therefore fitted on history seen through the same ages (direct forecasting): in a row of year t each
covariate has the value that it had in the row of the same pair of the year t - a, where a is the
age of its sources in the year of the forecast. A pair is at risk if it had a tie by these old
facts, whatever happened since; events are those observed in t and later.

Ages are counted from the last year in which a covariate was as fresh as its publication lag allows
(`Wide.last`): up to that year the age is 0 and the rows are those of `detente.history.lens_years`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.data.as_of import cutoff_before, last_day, years_back
from detente.document.labels import OutcomeId
from detente.history.covariates import (
    A_MAJOR,
    ALIGNMENT,
    BORDERS,
    BOTH_MAJOR,
    COALITION,
    DISTANCE,
    DUTIES,
    EX_RIVAL,
    FAR_MAJOR,
    REACH,
    RIVAL,
    RUPTURES_BEFORE,
    SINCE_ONE_SIDE,
    SINCE_RUPTURE,
    STRAIN,
    TIE_COVARIATES,
    TREATY,
)
from detente.history.ladder_years import SINCE_RIVALRY, by_outcome, ladder_population
from detente.history.left_treaties import remaining_treaties
from detente.history.lens_years import lens_values, lenses_with_history
from detente.history.recent_pacts import known_on, recent_pacts
from detente.history.rows import Ints, Rows
from detente.panel.tables import Tables
from detente.records import Array
from detente.registry import sources
from detente.sources import gml_disputes

if TYPE_CHECKING:
    from numpy.typing import NDArray

LAST_FRESH = gml_disputes.CARD.coverage[1] + 1  # year that begins when the disputes end
MARGIN = 20  # the largest age, in years
RECORD = (COALITION, *SINCE_RUPTURE, RUPTURES_BEFORE, *STRAIN, SINCE_ONE_SIDE, EX_RIVAL)
_QUARRELS = (
    "ruptures in ten years",
    "dispute in five years",
    "dispute before",
    "recently on one side",
    "quarrels of the more quarrelsome",
    "quarrels of the less quarrelsome",
    "quarrels in all",
    "dispute inside",
    "recent dispute inside",
    "war inside",
)
_RIVALRIES = (
    "rivals before",
    "shared rivals",
    "rivals allied to the other",
    "rivals inside",
)
_TREATIES = (
    "offence",
    "bilateral treaty",
    "log age of the tie",
    "log members of the smallest treaty",
    "new treaties with others in three years",
)
# covariates that have a value without data too, and the source that makes the value a fact
SOURCE_OF = {
    **dict.fromkeys((*RECORD, *_QUARRELS), "gml-disputes"),
    **dict.fromkeys((RIVAL, SINCE_RIVALRY, *_RIVALRIES), "tss-rivalries"),
    **dict.fromkeys((TREATY, *DUTIES, *_TREATIES), "atop-member"),
    **dict.fromkeys(BORDERS, "contiguity"),
    **dict.fromkeys((A_MAJOR, BOTH_MAJOR, FAR_MAJOR, "all major powers"), "cow-majors"),
    **dict.fromkeys(ALIGNMENT, "un-votes"),
}
_KNOWN = 0.5  # of the usual share of pairs with a value: with less, a year is not covered
_USUAL = 10  # years whose largest share is the usual one


@dataclass(frozen=True, kw_only=True)
class Wide:
    """Pairs by year, also in the years around a tie, to `MARGIN` years beyond the data.

    Attributes
    ----------
    rows : Rows
        Covariates of the tie, years since rivalry, lenses.
    gone : array of int, shape (n,)
        Year in which one of the two states leaves the system.
    last : mapping of str to int
        By covariate the last year whose rows know it as well as its publication lag allows.
    """

    rows: Rows
    gone: Ints
    last: Mapping[str, int]

    def ages(self, year: int) -> dict[str, int]:
        """Age of each covariate when a year begins, beyond its publication lag, in years."""
        return ages_in(year, self.last)


def ages_in(year: int, last: Mapping[str, int]) -> dict[str, int]:
    """Age of covariates when a year begins, at most `MARGIN` years.

    Parameters
    ----------
    year : int
        Of a forecast.
    last : mapping of str to int
        By covariate the last year whose rows know it, see `last_known`.
    """
    return {name: min(max(0, year - known), MARGIN) for name, known in last.items()}


def wide_years(reach: int, cutoff: int | None = None) -> Wide:
    """Build the pairs by year from the local store.

    Parameters
    ----------
    reach : int
        Last year with rows.
    cutoff : int, optional
        Only what was known at the end of that year is read.

    Raises
    ------
    MissingData
        If a source that a covariate or a lens needs was not pulled.
    """
    # two states that a recent pact tied first have rows too; without it they are not at risk
    signed = tuple(one * 1000 + two for one, two in (pact.codes for pact in recent_pacts()))
    rows, gone = ladder_population(cutoff, margin=MARGIN, also=signed, reach=reach)
    names = (*TIE_COVARIATES, SINCE_RIVALRY)
    lenses = lenses_with_history()
    tie = rows.x[:, [rows.names.index(name) for name in names]]
    values = [lens_values(lens, rows, cutoff) for lens in lenses.values()]
    rows = replace(rows, names=(*names, *lenses), x=np.column_stack([tie, *values]))
    return Wide(rows=rows, gone=gone, last=last_years(rows, cutoff))


def last_years(rows: Rows, cutoff: int | None = None) -> dict[str, int]:
    """Last year whose rows know each covariate as well as its publication lag allows.

    It is the year after the coverage of its source where the covariate has a value without data
    too, else the last year in which half of the usual share of rows have a value.

    Parameters
    ----------
    rows : Rows
        To beyond the end of all sources.
    cutoff : int, optional
        Only what was known at the end of that year was read.
    """
    return {name: _last(rows, name, cutoff) for name in rows.names}


def _last(rows: Rows, name: str, cutoff: int | None) -> int:
    if name in SOURCE_OF:
        card = sources()[SOURCE_OF[name]]
        end = card.coverage[1] + years_back((card,))
        return end if cutoff is None else min(end, cutoff + 1)
    known = np.isfinite(rows.x[:, rows.names.index(name)])
    first = int(rows.year.min())
    counts = np.bincount(rows.year - first)
    share = np.bincount(rows.year - first, weights=known) / np.maximum(counts, 1)
    usual = [share[max(0, i - _USUAL) : i + 1].max() for i in range(share.size)]
    covered = np.flatnonzero((share > 0) & (share >= _KNOWN * np.array(usual)))
    return first + int(covered[-1]) if covered.size else first


def aged_rows(wide: Wide, ages: Mapping[str, int], now: int | None = None) -> tuple[Rows, Ints]:
    """Pairs with a tie by facts of a given age, and the year in which a state leaves the system.

    Parameters
    ----------
    wide : Wide
        Of the local store.
    ages : mapping of str to int
        Years by covariate, at most `MARGIN`.
    now : int, optional
        A year that is to be forecast: pacts signed or left since the list of treaties ends are
        those of `detente.history.recent_pacts`.
    """
    rows, names = wide.rows, wide.rows.names
    ruled = names.index(RIVAL)
    rivals = _earlier(rows, np.array([ruled]), ages[EX_RIVAL])[:, 0]  # as old as former rivals
    x = seen_late(rows, ages).x
    for name in (TREATY, EX_RIVAL, COALITION):  # a pair that was not there had no tie
        x[_younger(rows, ages[name]), names.index(name)] = 0
    if now is not None:
        _with_recent_pacts(rows, x, now)
    former = names.index(EX_RIVAL)
    if ages[EX_RIVAL] > ages[RIVAL]:  # rivalries are known for longer than disputes
        x[:, former] = np.fmax(x[:, former], rivals) * (x[:, ruled] != 1)
    for name in REACH.keys() & set(names):  # of facts that differ in age
        x[:, names.index(name)] = x[:, names.index(DISTANCE)] * x[:, names.index(REACH[name])]
    tie = x[:, [names.index(name) for name in (TREATY, EX_RIVAL, COALITION)]]
    at_risk = np.flatnonzero((tie == 1).any(axis=1))
    return replace(rows, x=x).where(at_risk), wide.gone[at_risk]


def _with_recent_pacts(rows: Rows, x: Array, now: int) -> None:
    """Replace treaties that are carried forward by the pacts that pairs had in a year."""
    here = np.flatnonzero(rows.year == now)
    places = dict(zip(rows.unit[here].tolist(), here.tolist(), strict=True))
    remaining = remaining_treaties(Tables())
    for (one, two), pact in known_on(last_day(cutoff_before(now))).items():
        place = places.get(one * 1000 + two)
        if place is None:
            continue
        others = remaining.get(pact.codes)
        x[place, rows.names.index(TREATY)] = pact.end is None or others is not None
        for duty in DUTIES:
            column = rows.names.index(duty)
            if pact.end is None:
                x[place, column] = max(x[place, column], duty in pact.duties)
            else:
                x[place, column] = others is not None and duty in others


def seen_late(rows: Rows, ages: Mapping[str, int]) -> Rows:
    """The same rows with each covariate replaced by its value of the given age.

    Parameters
    ----------
    rows : Rows
        Sorted by unit and year.
    ages : mapping of str to int
        Years by covariate; one without an age is left as it is.
    """
    x = rows.x.copy()
    for age in sorted(set(ages.values()) - {0}):
        columns = np.array([rows.names.index(name) for name, a in ages.items() if a == age])
        x[:, columns] = _earlier(rows, columns, age)
    return replace(rows, x=x)


def _younger(rows: Rows, age: int) -> "NDArray[np.bool_]":
    """Whether one of the two was no state so many years before, shape (n,)."""
    key = rows.unit * 10_000 + rows.year
    return np.asarray(key[np.searchsorted(key, key - age)] != key - age)


def _earlier(rows: Rows, columns: Ints, age: int) -> Array:
    """Values of the same pair some years before; its first ones where it is younger than that."""
    key = rows.unit * 10_000 + rows.year  # sorted
    place = np.searchsorted(key, key - age)
    return np.asarray(rows.x[place][:, columns])


def aged_ladder(
    wide: Wide, ages: Mapping[str, int], cutoff: int | None = None, *, now: int | None = None
) -> dict[OutcomeId, Rows]:
    """Rows at risk of every outcome, as `detente.history.lens_years.ladder_years`, at given ages.

    Parameters
    ----------
    wide : Wide
        Of the local store.
    ages : mapping of str to int
        From `Wide.ages`.
    cutoff : int, optional
        Only what was known at the end of that year is read.
    now : int, optional
        A year whose rows are to be forecast: they stay, whatever history knows.
    """
    rows, gone = aged_rows(wide, ages, now)
    names = tuple(name for name in rows.names if name != SINCE_RIVALRY)
    places = [rows.names.index(name) for name in names]
    return {
        outcome: replace(one, names=names, x=one.x[:, places])
        for outcome, one in by_outcome(
            rows, gone, cutoff, age_of_votes=ages[ALIGNMENT[0]], now=now
        ).items()
    }
