"""Partnerships of the world as CSV, for the command and the web app."""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.document.csv_text import csv_text

_HORIZONS = ("1", "5", "10")
_PARTS = {"mean": "", "low": "_low", "high": "_high"}


def partnerships_csv(listed: Iterable[Mapping[str, Any]]) -> str:
    """Partnerships with the probability of a rupture within 1, 5 and 10 years.

    Parameters
    ----------
    listed : iterable of mapping
        Partnerships as in ``detente dyads --json``.
    """
    chances = [f"p{h}{part}" for h in _HORIZONS for part in _PARTS.values()]
    heads = ["ccode1", "ccode2", "state1", "state2", "ties", *chances, "drivers"]
    return csv_text(heads, map(_row, listed))


def _row(p: Mapping[str, Any]) -> list[Any]:
    values = [round(p["p_rupture"][h][k], 5) for h in _HORIZONS for k in _PARTS]
    drivers = "; ".join(f"{d['name']} {d['effect']:+.2f}" for d in p["drivers"])
    return [*p["ccodes"], *p["states"], "; ".join(p["ties"]), *values, drivers]
