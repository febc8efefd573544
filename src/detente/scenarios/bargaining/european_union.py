"""Power in the European Union by its law: shares of the central bank's capital, or votes."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

BODIES = ("COM", "EP")
Measure = Literal["key", "votes"]


def power(actors: Iterable[str], measure: Measure = "key") -> dict[str, float]:
    """Power of member states, Commission (COM) and Parliament (EP) on one issue.

    ``key`` is the state's share of the European Central Bank's capital in percent: half its
    share of population, half of gross domestic product (Article 29 of the Statute; Decision
    ECB/2013/28, the first list with all 28 states). ``votes`` are those in the Council from the
    Treaty of Nice to 2014. Either list serves for all years. The law gives no such figure for
    the Commission and the Parliament: each counts as much as the strongest state at the table,
    which is judged. Actors of other names get none.

    Parameters
    ----------
    actors : iterable of str
        States by their code, COM and EP.
    measure : {"key", "votes"}
        Share of the capital, or votes in the Council.

    Examples
    --------
    >>> power(["DE", "LU", "COM", "Norway"], "votes")
    {'DE': 29.0, 'LU': 4.0, 'COM': 29.0}
    """
    named = list(actors)
    weights = _list(measure)
    most = max((weights[a] for a in named if a in weights), default=1.0)
    known = weights | dict.fromkeys(BODIES, most)
    return {a: known[a] for a in named if a in known}


@cache
def _list(measure: Measure) -> dict[str, float]:
    with Path(__file__).with_name("_eu_weights.csv").open(encoding="utf-8") as handle:
        return {row["state"]: float(row[measure]) for row in csv.DictReader(handle)}
