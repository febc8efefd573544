"""Years in which each outcome of the ladder occurred for five well-known pairs.

``detente fit`` counts the years of their events from the local store and writes them next to the
vintages, so that a brief can show them without data.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from detente.errors import MissingData
from detente.history.vintage import vintages_root

FIRST_YEAR = 1900
PAIRS = {
    "us-russia": ("United States and Russia", (2, 365)),
    "china-russia": ("China and Russia", (365, 710)),
    "uk-japan": ("Britain and Japan", (200, 740)),
    "france-germany": ("France and Germany", (220, 255)),
    "india-pakistan": ("India and Pakistan", (750, 770)),
}
_FILE = "known_pairs.json"


def count_known_pairs() -> dict[str, Any]:
    """Years of the events of every outcome since `FIRST_YEAR`, by pair.

    Raises
    ------
    MissingData
        If a source has not been pulled.
    """
    from detente.history.events import event_years  # not needed to read the file
    from detente.panel.tables import Tables

    by_outcome = event_years(Tables(), past=True)
    return {
        id_: {
            "label": label,
            "years": {
                outcome: year[(unit == codes[0] * 1000 + codes[1]) & (year >= FIRST_YEAR)].tolist()
                for outcome, (unit, year) in by_outcome.items()
            },
        }
        for id_, (label, codes) in PAIRS.items()
    }


def write_known_pairs(folder: Path) -> None:
    """Count the events of the pairs and write them in one step."""
    from detente.files import write_atomically

    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(count_known_pairs(), separators=(",", ":")) + "\n"
    write_atomically(folder / _FILE, text.encode())


@cache
def load_known_pairs() -> dict[str, Any]:
    """The shipped counts: by pair ``label`` and ``years`` by outcome.

    Raises
    ------
    MissingData
        If the file is not shipped.
    """
    file = vintages_root().joinpath(_FILE)
    if not file.is_file():
        raise MissingData("no events of known pairs; run `detente fit`")
    document: dict[str, Any] = json.loads(file.read_text())
    return document
