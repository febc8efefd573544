"""Files of the shipped landmark hazards."""

from functools import cache
from pathlib import Path
from typing import Any

from detente.errors import MissingData
from detente.history.packed_json import read_packed
from detente.history.vintage import FIRST, LAST, vintages_root


def hazard_file(year: int, folder: Path | None = None) -> Any:
    """Path of the file of a year, in a folder of vintages or the shipped one; it may not exist.

    Parameters
    ----------
    year, folder
        As `detente.history.vintage.vintage_file` takes them.
    """
    return vintages_root(folder).joinpath(f"hazards/{year}.json.bz2")


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
