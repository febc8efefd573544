"""Files of the shipped landmark hazards."""

from functools import cache
from importlib import resources
from typing import Any

from detente.errors import MissingData
from detente.history.packed_json import read_packed
from detente.history.vintage import FIRST, LAST


def hazard_file(year: int) -> Any:
    """Path of the shipped file of a year, whether or not it exists."""
    return resources.files("detente").joinpath(f"vintages/hazards/{year}.json.xz")


@cache
def load_hazards(year: int) -> dict[str, Any]:
    """Read the shipped estimates of a year.

    Raises
    ------
    MissingData
        If no vintage of that year is shipped.
    """
    if not FIRST <= year <= LAST or not hazard_file(year).is_file():
        raise MissingData(f"no learned hazards for {year}; detente ships {FIRST} to {LAST}")
    document: dict[str, Any] = read_packed(hazard_file(year))
    return document
