"""How forecasts by the learned lenses would have done: figures that were measured elsewhere."""

import json
from pathlib import Path

FILE = Path(__file__).with_name("track_record.json")  # benchmarks/lens_weights.py --write


def track_record() -> list[dict[str, float]]:
    """Scores of the replay of history without hindsight, a row for each number of years ahead."""
    rows: list[dict[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows
