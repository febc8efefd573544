"""Wars in which the two fought each other: COW's numbers, and names where a source has them."""

import re
from dataclasses import dataclass

from detente.data.sql import Sql, Template, sql
from detente.forecast.data_case.request import Entry, PairRequest
from detente.history.rupture import ruptures
from detente.panel.seams import inherited_pairs, legacies

_LIST, _NAMES = "cow-wars", "war-reliability-bf"
_WORD_ENDS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|_")  # names there have no spaces


@dataclass(frozen=True, kw_only=True)
class War:
    """A war between the two.

    Attributes
    ----------
    number : int
        Of the Correlates of War.
    name : str
        As Berkemeier and Fuhrmann have it once it is over, with spaces; else empty.
    first, last : int
        Years in which both fought.
    dispute : int or None
        Year in which the militarised dispute of the two began that became it; None where one of
        them joined the war of others, which is no rupture in history.
    """

    number: int
    name: str
    first: int
    last: int
    dispute: int | None

    @property
    def years(self) -> str:
        """The first and the last, or the only one."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def __str__(self) -> str:
        return f"COW war {self.number}" + (f" ({self.name})" if self.name else "")


def wars(request: PairRequest) -> list[War]:
    """Wars known on the day, in order of time; none without COW's list in the store.

    A predecessor's are those of the state that carries its history.
    """
    if _LIST not in request.tables:
        return []
    known = [
        War(**row | {"name": " ".join(_WORD_ENDS.split(row["name"] or ""))})
        for row in request.rows(_query(request))
    ]
    for source, read in ((_LIST, bool(known)), (_NAMES, any(war.name for war in known))):
        if read:
            request.published(request.last(source), (source,))
    return known


def without_entry(request: PairRequest, record: list[Entry]) -> list[str]:
    """Wars of which no entry of a record is, with their years.

    Parameters
    ----------
    request : PairRequest
        The two states and the day.
    record : list of dict
        Entries with labels that name the wars that they became.
    """
    named = " ".join(entry["label"] for entry in record)
    return [f"{war}, {war.years}" for war in wars(request) if str(war) not in named]


def _query(request: PairRequest) -> Sql:
    """A dispute becomes a war in a year of the war in which its hostility is 5."""
    names = sql("(SELECT 0 AS number, NULL::VARCHAR AS name)")
    if _NAMES in request.tables:
        names = sql(
            "(SELECT cowwarid AS number, any_value(warname) AS name FROM {wars} GROUP BY cowwarid)",
            wars=request.tables[_NAMES],
        )
    return Template("""
    WITH {ruptures}, {legacies},
    own AS (SELECT DISTINCT {of_pair}, year, warnum FROM {wars}),
    at_war AS (SELECT DISTINCT {of_pair}, year, dispnum FROM {tables[gml-disputes]}
      WHERE hostlev = 5),
    grown AS (SELECT o.ccode1, o.ccode2, o.warnum, max(m.year) AS dispute
      FROM own o JOIN at_war a USING (ccode1, ccode2, year)
      JOIN militarised m USING (ccode1, ccode2, dispnum) WHERE m.force GROUP BY ALL),
    war AS (SELECT ccode1, ccode2, o.year, warnum, dispute
      FROM own o LEFT JOIN grown USING (ccode1, ccode2, warnum))
    SELECT warnum AS number, any_value(name) AS name, min(year) AS first, max(year) AS last,
      max(dispute) AS dispute
    FROM ({war}) w
    LEFT JOIN {names} n ON n.number = w.warnum
    WHERE (ccode1, ccode2) = {pair} GROUP BY warnum ORDER BY first, number""").fill(
        ruptures=ruptures(request.tables),
        legacies=legacies(),
        of_pair=sql("least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2"),
        wars=request.tables[_LIST],
        tables=request.tables,
        war=inherited_pairs("war", ("year", "warnum", "dispute")),
        names=names,
        pair=request.pair,
    )
