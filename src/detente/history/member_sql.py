"""SQL shared by treaties, dyads and events: years of members in treaties, attributes of states.

`TREATY_STAYS` reads ATOP. `STATES` gives the attributes of the states of a unit before a year: it
reads ``inside`` (one row for each unit, named by ``key``, year and member) and yields ``sides``,
one row for each unit and year. Each value is the latest one known when the year begins. Sums over
three members or more take them in the order of ``ordered`` (`BY_MEMBER`), so that they are equal to
the last bit on any number of threads; two numbers add up alike in either order, and an order for
each of a hundred thousand pairs takes a third of the whole query. Changes over some years are
between calendar years: missing where the year to compare with is.
"""

from collections.abc import Mapping

from detente.data.as_of import years_back
from detente.data.sql import Sql, Template, sql
from detente.panel.seams import carried
from detente.panel.tables import Tables
from detente.registry import measures, sources

BY_MEMBER = sql("ORDER BY member")

# years of each member in each treaty; 9999 where it goes on
TREATY_STAYS = Template("""
life AS (
  SELECT atopid, begyr, bilat, term AS how,
    CASE WHEN ineffect = 1 OR coalesce(endyr, 0) = 0 THEN 9999 ELSE endyr END AS final
  FROM {tables[atop-alliance]}
),
stay AS (
  SELECT atopid, member, how, final, termmode, greatest(yrent, life.begyr) AS entry,
    least(CASE WHEN yrexit > 0 THEN yrexit ELSE 9999 END, final) AS exit
  FROM {tables[atop-member]} JOIN life USING (atopid)
)
""")

STATES = Template("""
regimes AS (
  SELECT ccode, year, v2x_polyarchy, polity2, polity2 - max(polity2) OVER w AS dpolity,
    v2x_polyarchy - max(v2x_polyarchy) OVER w AS dpolyarchy
  FROM ({regime})
  WINDOW w AS (PARTITION BY ccode ORDER BY year RANGE BETWEEN 3 PRECEDING AND 3 PRECEDING)
),
powers AS (
  SELECT ccode, year, cinc, ln(nullif(cinc, 0)) - max(ln(nullif(cinc, 0))) OVER w AS dpower
  FROM ({capabilities})
  WINDOW w AS (PARTITION BY ccode ORDER BY year RANGE BETWEEN 5 PRECEDING AND 5 PRECEDING)
),
coalition AS (
  SELECT ccode, year, sum(sols_change) OVER w AS sols3, sum(regime_change) OVER w AS regime3
  FROM ({coalitions})
  WINDOW w AS (PARTITION BY ccode ORDER BY year RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)
),
leader AS (
  SELECT ccode, year, sum(leader_change) OVER w AS leader3, sum(leader_irregular) OVER w AS
    irregular3 FROM ({leaders})
  WINDOW w AS (PARTITION BY ccode ORDER BY year RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)
),
sides AS (
  SELECT i.{key}, i.year, max(abs(dpolity)) AS dpolity, max(abs(dpolyarchy)) AS dpolyarchy,
    avg(v2x_polyarchy {ordered}) AS polyarchy, avg(polity2 {ordered}) AS polity,
    max(v2x_polyarchy) - min(v2x_polyarchy) AS polyarchy_gap,
    max(abs(dpower)) AS dpower, max(cinc) / nullif(sum(cinc {ordered}), 0) AS power_share,
    max(cinc) AS power, min(cinc) AS power_least,
    max(sols3) AS sols3, max(regime3) AS regime3, max(leader3) AS leader3,
    max(irregular3) AS irregular3,
    max(CASE WHEN i.year > 1946 THEN coalesce(internal_conflict, 0) END) AS internal,
    max(coalesce(cowmaj, 0)) AS a_major, min(coalesce(cowmaj, 0)) AS all_major,
    avg(lsthreat {ordered}) AS threat
  FROM inside i
  LEFT JOIN regimes r ON r.ccode = member AND r.year = i.year - {back[regime]}
  LEFT JOIN powers p ON p.ccode = member AND p.year = i.year - {back[capabilities]}
  LEFT JOIN coalition c ON c.ccode = member AND c.year = i.year - {back[coalitions]}
  LEFT JOIN leader l ON l.ccode = member AND l.year = i.year - {back[leaders]}
  LEFT JOIN ({conflict}) n ON n.ccode = member AND n.year = i.year - {back[conflict]}
  LEFT JOIN ({majors}) m ON m.ccode = member AND m.year = i.year - {back[majors]}
  LEFT JOIN ({threat}) t ON t.ccode = member AND t.year = i.year - {back[threat]}
  GROUP BY ALL
)
""")


# alias: measure, of single states and of the world
STATE_MEASURES = {
    "regime": "regime",
    "capabilities": "capabilities",
    "coalitions": "coalitions",
    "leaders": "leaders",
    "conflict": "armed-conflict",
    "majors": "majors",
    "threat": "threat",
}


def known_measures(aliases: Mapping[str, str], tables: Tables) -> dict[str, Sql]:
    """SQL of measures, each with what is known of a predecessor (`detente.panel.seams.carried`).

    Parameters
    ----------
    aliases : mapping of str to str
        Measure by its name in the SQL.
    tables : Tables
        The sources, in full or as known at a cutoff.

    Returns
    -------
    dict of str to Sql
        By the same names.
    """
    return {alias: carried(measures()[id_], tables) for alias, id_ in aliases.items()}


def delays(aliases: Mapping[str, str]) -> dict[str, int]:
    """Years from a year back to the latest one of each measure that is known when it begins.

    Parameters
    ----------
    aliases : mapping of str to str
        Measure by its name in the SQL.

    Returns
    -------
    dict of str to int
        By the same names: 1 for what is published at once, 2 for what is published a year later.
    """
    return {
        alias: years_back(sources()[source] for source in measures()[id_].card.sources)
        for alias, id_ in aliases.items()
    }
