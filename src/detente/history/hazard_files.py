"""Where the learned hazards of a year are shipped."""

import json
from functools import cache
from importlib import resources
from typing import Any

from detente.errors import MissingData
from detente.history.vintage import FIRST, LAST


def hazard_file(year: int) -> Any:
    """The shipped file of a year, there or not."""
    return resources.files("detente").joinpath(f"vintages/hazards/{year}.json")


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
    document: dict[str, Any] = json.loads(hazard_file(year).read_text())
    return document
