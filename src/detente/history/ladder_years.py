"""Rows of every outcome of the ladder: partnership dyad-years with tie covariates and lenses.

The population is that of `detente.history.dyad_years`, but that a tie of former rivals or of a
coalition ends with the next *rupture* (rivalry or force) and not with an incident. Each outcome has
its own events (`detente.history.events`), its own rows at risk and its own last year:

- ``rivalry``: pairs that are no rivals. Its coders merge rivalries with a short gap, so that no
  pair is rivals again within six years of the end; until these are over they are not at risk.
- ``suspension``: pairs with a treaty in force.
- ``drift``: pairs with a known alignment and earlier level in the year before.
- ``rupture``, ``force``, ``strain``: all pairs.

A row counts the first event of its own or a later year; it is censored in the last year covered or
when a state leaves the system. Events recur.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.data import store
from detente.data.sql import Template
from detente.document.labels import RUPTURE_KINDS, OutcomeId
from detente.history.covariates import (
    ALIGNMENT,
    DISTANCE,
    OPPOSED,
    POLITY,
    REACH,
    RIVAL,
    STRAIN,
    TIE_COVARIATES,
    TREATY,
)
from detente.history.drift import LAST_SESSIONS, alignments, votes
from detente.history.dyad_years import COVARIATES, Definition, partnership_years
from detente.history.events import PAIR_OUTCOMES, event_years, strains
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.rows import Ints, Rows, among
from detente.history.rupture import MERGED
from detente.panel.seams import inherited_pairs
from detente.panel.tables import Tables

SINCE_RIVALRY = "log years since rivalry"
_OPPOSITION = (1946, 2006)  # years before which sanctions and crises are known in full

_TABLES = Template("""{strains},
past_strain AS ({past}),
past_opposition AS ({opposed}),
strained AS (
  SELECT ccode1, ccode2, year, count(*) AS strains10 FROM (
    SELECT ccode1, ccode2, unnest(range(year + 1, year + 11))::INTEGER AS year FROM past_strain)
  GROUP BY ALL
),
""")
_JOINS = Template("""
LEFT JOIN strained ON (strained.ccode1, strained.ccode2, strained.year)
  = (d.ccode1, d.ccode2, d.year)
ASOF LEFT JOIN past_strain ps ON (ps.ccode1, ps.ccode2) = (d.ccode1, d.ccode2) AND ps.year < d.year
ASOF LEFT JOIN past_opposition po
  ON (po.ccode1, po.ccode2) = (d.ccode1, d.ccode2) AND po.year < d.year
ASOF LEFT JOIN ({votes}) al
  ON (al.ccode1, al.ccode2) = (d.ccode1, d.ccode2) AND al.year < d.year
""")
_VOTED = f"al.year >= d.year - {LAST_SESSIONS}"
_COVARIATES = {
    **{
        name: f"{COVARIATES[DISTANCE]} * ({COVARIATES[power]})::DOUBLE"
        for name, power in REACH.items()
    },
    POLITY: "polity",
    STRAIN[0]: "ps.year IS NOT NULL",
    STRAIN[1]: "exp(-coalesce(d.year - ps.year, 999) / 5.0)",
    STRAIN[2]: "ln(1 + coalesce(strains10, 0))",
    OPPOSED: f"CASE WHEN d.year BETWEEN {_OPPOSITION[0]} AND {_OPPOSITION[1]} "
    "THEN exp(-coalesce(d.year - po.year, 999) / 5.0) END",
    **{
        name: f"CASE WHEN {_VOTED} AND ({where}) THEN {value} ELSE 0 END"
        for name, where, value in (
            (ALIGNMENT[0], "known", "1"),
            (ALIGNMENT[1], "true", "alignment"),
            (ALIGNMENT[2], "known", "fall"),
            (ALIGNMENT[3], "known", "sessions"),
            (ALIGNMENT[4], "known", "drifted::INTEGER"),
        )
    },
}


def ladder_population(
    cutoff: int | None = None,
    *,
    margin: int = 0,
    every: tuple[int, ...] = (),
    also: tuple[int, ...] = (),
    reach: int | None = None,
) -> tuple[Rows, Ints]:
    """Partnership dyad-years whose ties end by rivalry or force, with the covariates of the tie.

    Parameters
    ----------
    cutoff : int, optional
        Only what was known at the end of that year is read.
    margin, every, also, reach : optional
        As in `detente.history.dyad_years.Definition`.

    Returns
    -------
    tuple of (Rows, array of int)
        As `detente.history.dyad_years.partnership_years`.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    tables = Tables(cutoff)
    more = _TABLES.fill(
        strains=strains(tables),
        past=inherited_pairs("incident"),
        opposed=inherited_pairs("opposition"),
    )
    joins = _JOINS.fill(votes=votes(tables))
    definition = Definition(
        ruptures=RUPTURE_KINDS,
        tables=more,
        joins=joins,
        covariates=_COVARIATES,
        names=(*TIE_COVARIATES, SINCE_RIVALRY),
        margin=margin,
        every=every,
        also=also,
        reach=reach,
    )
    return partnership_years(tables, definition)


def by_outcome(
    rows: Rows,
    gone: Ints,
    cutoff: int | None = None,
    *,
    age_of_votes: int = 0,
    now: int | None = None,
) -> dict[OutcomeId, Rows]:
    """The rows at risk of each outcome, with its next event.

    Parameters
    ----------
    rows : Rows
        From `ladder_population`.
    gone : array of int, shape (n,)
        Year in which a state leaves the system.
    cutoff : int, optional
        Only what was known at the end of that year is read.
    age_of_votes : int
        Years by which the votes of ``rows`` are older than they need be.
    now : int, optional
        A year whose rows stay though nothing is known of what comes: they are to be forecast.

    Returns
    -------
    dict of str to Rows
        By outcome of `detente.history.events.PAIR_OUTCOMES`, with the same covariates.

    Raises
    ------
    MissingData
        If a source was not pulled.
    """
    tables = Tables(cutoff)
    events = event_years(tables)
    ladder = {}
    for name in PAIR_OUTCOMES:
        last = OUTCOME_CARDS[name].last_known(cutoff)
        following = next_event(rows, events[name])
        final = np.minimum(gone - 1, last)
        happened = following <= np.minimum(gone, last)
        risk = _at_risk(name, rows, tables, age_of_votes) & (
            happened | (rows.year <= last + 1) | (rows.year == now)
        )
        ladder[name] = replace(
            rows,
            stop=np.where(happened, following, final),
            cause=happened.astype(int),
            causes=(name,),
        ).where(risk)
    return ladder


def next_event(rows: Rows, event: tuple[Ints, Ints]) -> Ints:
    """Year of the first event of each row's pair in its year or later; 9999 without one.

    Parameters
    ----------
    rows : Rows
        Pairs by year.
    event : tuple of (array of int, array of int)
        Unit and year of each event, sorted by both.

    Returns
    -------
    array of int, shape (n,)
        Calendar years.
    """
    key = np.append(event[0] * 10_000 + event[1], 10**12)
    following = key[np.searchsorted(key, rows.unit * 10_000 + rows.year)]
    return np.where(following // 10_000 == rows.unit, following % 10_000, 9999)


def _at_risk(name: str, rows: Rows, tables: Tables, age_of_votes: int) -> NDArray[np.bool_]:
    if name == "rivalry":
        since = np.expm1(_column(rows, SINCE_RIVALRY))
        risk: NDArray[np.bool_] = (_column(rows, RIVAL) == 0) & ~(since + 1 <= MERGED)
        return risk
    if name == "suspension":
        return np.asarray(_column(rows, TREATY) == 1)
    if name == "drift":
        return _aligned(rows, tables, 1 + age_of_votes)
    return np.ones(rows.year.size, dtype=bool)


_KNOWN_ALIGNMENTS = Template(
    "SELECT (ccode1 * 1000 + ccode2) * 10000::BIGINT + year + {before} AS key "
    "FROM ({alignments})"
    " WHERE isfinite(earlier) ORDER BY key"
)


def _aligned(rows: Rows, tables: Tables, before: int) -> NDArray[np.bool_]:
    """Whether the alignment of a row's pair and its earlier level were known years before."""
    with store.database("alignments") as connection:
        query = _KNOWN_ALIGNMENTS.fill(before=before, alignments=alignments(tables))
        known = connection.execute(query).fetchnumpy()["key"]
    return among(rows.unit * 10_000 + rows.year, np.asarray(known))


def _column(rows: Rows, name: str) -> NDArray[np.float64]:
    return rows.x[:, rows.names.index(name)]


def tie_columns(rows: Rows) -> Rows:
    """The rows with `TIE_COVARIATES` alone."""
    places = [rows.names.index(name) for name in TIE_COVARIATES]
    return replace(rows, names=TIE_COVARIATES, x=rows.x[:, places])
