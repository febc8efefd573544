"""Last year of the facts that a vintage of today reads, by covariate and lens."""

from functools import cache

from detente.errors import MissingData
from detente.history.covariates import POLITY, POLYARCHY, POWER
from detente.history.hazard_files import load_hazards
from detente.registry import lenses

_A_YEAR_LATER = (*POWER, POLITY, POLYARCHY)  # published the year after


@cache
def last_facts(year: int) -> dict[str, int]:
    """Last year of the data behind each covariate and lens; empty where none is old.

    Parameters
    ----------
    year : int
        Year of the vintage.
    """
    try:
        rows = load_hazards(year).get("aged", {}).get("last", {})
    except MissingData:
        return {}
    return {name: int(last) - _delay(name) for name, last in rows.items()}


def _delay(name: str) -> int:
    """Years from the facts to the first row that may use them."""
    lens = lenses().get(name)
    if lens is not None:
        return lens.lag()
    return 2 if name in _A_YEAR_LATER else 1
