"""What the shipped forecasts of pairs were made from, so that nobody reads forecasts that are old.

`detente fit --pairs` writes it into their file: the day, the settings, digests of the life tables,
hazards, pacts and lineages that ship, and what the program of that time said of a made-up pair.
`detente.forecast.shipped_forecasts` reads no file that was made from other things. Whether the
program still says the same of the made-up pair takes a forecast, and is left to a test.
"""

from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

from detente.cache import digest
from detente.forecast.settings import Settings
from detente.history.hazard_files import hazard_file
from detente.history.packed_json import packed_text
from detente.history.vintage import LAST, vintage_file

NEW_YEAR = date(LAST, 1, 1)  # day of the forecasts
PROGRAM = "program"  # what it said of the made-up pair
_TABLES = ("history/_recent_pacts.csv", "states/_lineage.csv")  # that decide what a case states


def made_of() -> dict[str, Any]:
    """What forecasts of pairs that are made now rest on, by name; plain values of JSON."""
    return {"day": NEW_YEAR.isoformat(), "settings": Settings().document()} | dict(_digests())


def what_differs(made: dict[str, Any]) -> list[str]:
    """Names of what forecasts rest on that is not as it was; empty where all fits.

    Parameters
    ----------
    made : dict
        `made_of` when they were made.
    """
    return [name for name, value in made_of().items() if made.get(name) != value]


def _digests() -> Iterator[tuple[str, str]]:
    for name, file in (("life tables", vintage_file(LAST)), ("hazards", hazard_file(LAST))):
        yield f"{name} of {LAST}", digest(packed_text(file))
    for name in _TABLES:
        lines = resources.files("detente").joinpath(name).read_text(encoding="utf-8").splitlines()
        yield name, digest(*lines)
