"""Agreement in UN votes in every year that the store holds: the sessions to 2019, and 2025.

Drift is measured in the sessions of which all roll calls are known (`detente.history.drift`). Of
2025 the store may hold the resolutions that were adopted by a vote, in the calendar year instead
of the session. Roll calls of 2013 to 2019 are of adopted resolutions too (all of them in five of
these years), so that alignment, by the same formula, can be compared. Whether a pair has drifted is
not known of 2025: its rule needs the two years before.

Votes of 2025 are shown. Nothing on which a weight was learned reads them.
"""

from detente.data.sql import Sql, Template, joined, sql, tuples
from detente.history.drift import alignments
from detente.methods.alignment import EARLIER
from detente.panel.measures.un_agreement import agreement_at_year_end
from detente.panel.measures.un_agreement_2025 import un_agreement_2025
from detente.panel.state_codes import cow_codes
from detente.panel.tables import Tables

_SESSIONS = ("un-votes", "un-roll-calls")
_VOTES, _AGREEMENT = "un-votes-2025", "un-agreement-2025"


def alignment_by_year(tables: Tables) -> Sql:
    """SQL of the alignment of every pair and year that the store holds.

    Columns: ``ccode1 < ccode2``, ``year``, ``alignment`` (agreement less the mean of the two
    partners' own means with the world) and ``drifted`` (null where it is not known).

    Parameters
    ----------
    tables : Tables
        The sources as known on a day.

    Raises
    ------
    MissingData
        If no votes were pulled.
    """
    sessions = (
        sql(
            "SELECT ccode1, ccode2, year, alignment, CASE WHEN isfinite(earlier) THEN drifted END "
            "AS drifted FROM ({alignments})",
            alignments=alignments(tables),
        )
        if _holds_sessions(tables)
        else None
    )
    return _all(sessions, _alignment_2025(tables))


def moves(tables: Tables, codes: tuple[int, int], year: int) -> Sql:
    """SQL of how far each of two partners moved from all others, from the earlier years to a year.

    Columns: ``state``; ``now`` and ``earlier``, its mean agreement with all other states;
    ``moved``, the mean absolute change of its agreement with each of them, less the mean change of
    all pairs, which is that of the agenda; ``all_now`` and ``all_earlier``, the mean agreement of
    all pairs.

    Parameters
    ----------
    tables : Tables
        The sources as known on a day.
    codes : tuple of int
        COW codes of the partners.
    year : int
        The year.
    """
    first, last = (year - back for back in EARLIER)
    return Template("""
    WITH pair AS (SELECT ccode1, ccode2, avg(a) FILTER (year < {year}) AS earlier,
        avg(a) FILTER (year = {year}) AS now FROM ({agreement})
      WHERE year = {year} OR year BETWEEN {first} AND {last} GROUP BY ALL
      HAVING earlier IS NOT NULL AND now IS NOT NULL),
    world AS (SELECT avg(now) AS all_now, avg(earlier) AS all_earlier FROM pair),
    own AS (SELECT ccode1 AS state, now, earlier FROM pair
      UNION ALL SELECT ccode2, now, earlier FROM pair)
    SELECT state, avg(now) AS now, avg(earlier) AS earlier, all_now, all_earlier,
      avg(abs(now - earlier - all_now + all_earlier)) AS moved
    FROM own, world WHERE state IN {codes} GROUP BY ALL""").fill(
        year=year, agreement=_agreement(tables), first=first, last=last, codes=tuples([codes])
    )


def _agreement(tables: Tables) -> Sql:
    """SQL of agreement ``a``, half credit for an abstention, by pair and year."""
    sessions = (
        sql(
            "SELECT ccode1, ccode2, year, un_agreement_half AS a FROM ({agreement})",
            agreement=agreement_at_year_end(tables),
        )
        if _holds_sessions(tables)
        else None
    )
    return _all(sessions, _agreement_2025(tables))


def _all(*parts: Sql | None) -> Sql:
    return joined((part for part in parts if part is not None), " UNION ALL ")


def _holds_sessions(tables: Tables) -> bool:
    """Whether the sessions are to be read: also where no votes are held, for its error."""
    return all(s in tables for s in _SESSIONS) or not (_VOTES in tables or _AGREEMENT in tables)


def _alignment_2025(tables: Tables) -> Sql | None:
    agreement = _agreement_2025(tables)
    if agreement is None:
        return None
    return Template("""
    (WITH pair AS ({agreement}),
    world AS (SELECT state, avg(a) AS mean FROM (SELECT ccode1 AS state, a FROM pair
      UNION ALL SELECT ccode2, a FROM pair) GROUP BY state)
    SELECT ccode1, ccode2, year, a - (one.mean + two.mean) / 2 AS alignment, NULL AS drifted
    FROM pair JOIN world one ON one.state = ccode1 JOIN world two ON two.state = ccode2)""").fill(
        agreement=agreement
    )


def _agreement_2025(tables: Tables) -> Sql | None:
    """From the votes; from the published table of pairs where these are not held."""
    if _VOTES in tables:
        return sql(
            "SELECT ccode1, ccode2, year, unga_agreement_half AS a FROM ({agreement})",
            agreement=un_agreement_2025(tables),
        )
    if _AGREEMENT in tables:
        return Template("""
        SELECT least(x.ccode, y.ccode) AS ccode1, greatest(x.ccode, y.ccode) AS ccode2, p.year,
          agree_distance AS a
        FROM {published} p JOIN {codes} x ON x.iso3 = iso3a AND x.year = p.year
          JOIN {codes} y ON y.iso3 = iso3b AND y.year = p.year""").fill(
            published=tables[_AGREEMENT], codes=cow_codes()
        )
    return None
