"""Scores of past forecasts of rupture from data alone, made by ``benchmarks/track_record.py``."""

import json
from pathlib import Path

FILE = Path(__file__).with_name("track_record.json")  # benchmarks/track_record.py --write


def track_record() -> list[dict[str, float]]:
    """Scores of a replay of history without hindsight, one row for each horizon in years."""
    rows: list[dict[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows
