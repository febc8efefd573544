"""Joins of the partnership dyad-years to what their covariates read, as SQL."""

from detente.data.sql import Sql, joined, sql, word
from detente.history.member_sql import delays
from detente.panel.seams import carried
from detente.panel.tables import Tables
from detente.registry import measures

_JOINED = {  # what covariates read: the join that has it
    "world3": sql("world ON world.year = d.year"),
    "ruptures10": sql(
        "often ON (often.ccode1, often.ccode2, often.year) = (d.ccode1, d.ccode2, d.year)"
    ),
    "qa.n": sql("quarrels qa ON (qa.ccode, qa.year) = (d.ccode1, d.year)"),
    "qb.n": sql("quarrels qb ON (qb.ccode, qb.year) = (d.ccode2, d.year)"),
    "na.n": sql("fresh na ON (na.ccode, na.year) = (d.ccode1, d.year)"),
    "nb.n": sql("fresh nb ON (nb.ccode, nb.year) = (d.ccode2, d.year)"),
    "nt.n": sql("fresh_tie nt ON (nt.ccode1, nt.ccode2, nt.year) = (d.ccode1, d.ccode2, d.year)"),
    "atop_": sql("owed ON (owed.ccode1, owed.ccode2, owed.year) = (d.ccode1, d.ccode2, cutoff)"),
    "crossed": sql(
        "triad ON (triad.ccode1, triad.ccode2, triad.year) = (d.ccode1, d.ccode2, cutoff)"
    ),
}
_PAIRED = {  # alias: measure, and columns that covariates read
    "institutions": ("treaty-institutions", "milinst", "formal"),
    "touch": ("contiguity", "conttype"),
    "far": ("distance", "mindist"),
    "since": ("dispute-years", "years_since_dispute"),
    "shared": ("shared-rivals", "shared_rivals"),
    "likeness": ("similarity", "s_valued", "pi_valued"),
    "ideal": ("un-distance", "ideal_distance"),
    "igos": ("igos", "dyadigos"),
    "trade": ("trade", "flow1", "flow2"),
}


def joins(tables: Tables, columns: str) -> Sql:
    """Joins of what covariates read.

    Parameters
    ----------
    tables : Tables
        The sources, in full or as known at a cutoff.
    columns : str
        SQL of the covariates; a table that they do not name is not joined.

    Returns
    -------
    Sql
        Joins to ``d``, the rows at risk.
    """
    own = [
        sql("LEFT JOIN {join}\n", join=join) for text, join in _JOINED.items() if text in columns
    ]
    read = {a: m for a, (m, *names) in _PAIRED.items() if any(n in columns for n in names)}
    back = delays(read)
    return joined([*own, *(_pair(tables, a, m, back[a]) for a, m in read.items())], "")


def _pair(tables: Tables, alias: str, measure: str, back: int) -> Sql:
    """Join of a measure of two states, with the latest value that is known when a year begins."""
    return sql(
        "LEFT JOIN ({rows}) {alias} ON "
        "({alias}.ccode1, {alias}.ccode2, {alias}.year) = (d.ccode1, d.ccode2, d.year - {back})\n",
        rows=carried(measures()[measure], tables, parts=measure == "distance"),
        alias=word(alias),
        back=back,
    )
