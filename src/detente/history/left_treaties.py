"""What still binds two states after one left a treaty that the list of treaties has in force.

ATOP ends in 2018; `detente.history.recent_pacts` names what was left since by its numbers there.
"""

from detente.data import store
from detente.data.sql import Template, tuples
from detente.history.covariates import DUTIES
from detente.history.recent_pacts import recent_pacts
from detente.panel.tables import Tables

_REMAINING = Template("""
WITH gone(one, two, atopid) AS (VALUES {gone}),
held AS (FROM {tables[atop-member]} WHERE coalesce(yrexit, 0) = 0 AND ineffect = 1)
SELECT one, two, max(greatest(a.defense, b.defense)), max(greatest(a.neutral, b.neutral)),
  max(greatest(a.nonagg, b.nonagg)), max(greatest(a.consul, b.consul))
FROM (SELECT DISTINCT one, two FROM gone)
JOIN held a ON a.member = one
JOIN held b ON b.member = two AND b.atopid = a.atopid
WHERE (one, two, a.atopid) NOT IN (FROM gone)
GROUP BY one, two
""")


def remaining_treaties(tables: Tables) -> dict[tuple[int, int], frozenset[str]]:
    """What binds the pairs of the left pacts at the end of the list of treaties, without these.

    Parameters
    ----------
    tables : Tables
        The sources.

    Returns
    -------
    dict of (int, int) to frozenset of str
        Duties of the treaties that go on, by ccode1 < ccode2; a pair that nothing else binds is
        absent.

    Raises
    ------
    MissingData
        If the list of members of treaties was not pulled.
    """
    gone = [(*pact.codes, treaty) for pact in recent_pacts() for treaty in sorted(pact.left)]
    query = _REMAINING.fill(gone=tuples(gone), tables=tables)
    with store.working("treaties that go on"):
        rows = store.connect().execute(query).fetchall()
    return {
        (one, two): frozenset(name for name, duty in zip(DUTIES, held, strict=True) if duty == 1)
        for one, two, *held in rows
    }
