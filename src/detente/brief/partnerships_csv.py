"""Partnerships of the world as CSV, for the command and the web app."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

_HORIZONS = ("1", "5", "10")
_PARTS = {"mean": "", "low": "_low", "high": "_high"}


def partnerships_csv(listed: Iterable[Mapping[str, Any]]) -> str:
    """Partnerships with the probability of a rupture within 1, 5 and 10 years.

    Parameters
    ----------
    listed : iterable of mapping
        Partnerships as in ``detente dyads --json``.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    chances = [f"p{h}{part}" for h in _HORIZONS for part in _PARTS.values()]
    writer.writerow(["ccode1", "ccode2", "state1", "state2", "ties", *chances, "drivers"])
    for p in listed:
        values = [p["p_rupture"][h][k] for h in _HORIZONS for k in _PARTS]
        drivers = (f"{d['name']} {d['effect']:+.2f}" for d in p["drivers"])
        writer.writerow(
            [
                *p["ccodes"],
                *p["states"],
                "; ".join(p["ties"]),
                *(f"{v:.5f}" for v in values),
                "; ".join(drivers),
            ]
        )
    return text.getvalue()
