"""Ruptures expected, and that came, of neighbours that never fought and of far pairs that did.

The hazards of the newest vintage are applied to history seen through the ages of today's data, at
origins ten years apart or less, each with the next ten years. They were fitted on these years too,
so a gap is one that the model cannot close, not bad luck. Needs the local store.

    uv run python benchmarks/near_and_far.py
"""

import numpy as np

from detente.history.aged_years import aged_ladder
from detente.history.covariates import STRETCHES
from detente.history.lens_weights import load_lens_weights
from detente.history.panel_risk import central
from detente.history.panel_rows import wide_panel
from detente.history.vintage import LAST

FAR = 1000.0  # km
FREE = 0.75  # mean electoral democracy
YEARS = 10
ORIGINS = {"1955-1980": range(1955, 1981, 5), "1985-2000": range(1985, 2001, 5)}


def main() -> None:
    wide = wide_panel()
    rows = aged_ladder(wide, wide.ages(LAST))["rupture"]
    weights = load_lens_weights(LAST, aged=True)
    assert weights is not None
    risk = central(weights, {})
    z = risk.standard(risk.columns(rows))
    odds = weights.beta[:, :1] + weights.beta[:, 1:] @ np.nan_to_num(z).T
    years = [min(YEARS, last) - first + 1 for first, last in STRETCHES if first <= YEARS]
    stays = np.prod([(1 + np.exp(odds[k])) ** -years[k] for k in range(len(years))], axis=0)
    came = (rows.cause == 1) & (rows.stop < rows.year + YEARS)

    def value(name: str) -> np.ndarray:
        return rows.x[:, rows.names.index(name)]

    fought, land = value("rupture before") == 1, value("neighbours by land") == 1
    far = ~land & (value("neighbours by sea") == 0) & (value("log distance") > np.log1p(FAR))
    major, free = value("a major power") == 1, value("mean polyarchy") > FREE
    groups = {
        "neighbours by land, never fought, both free": land & ~fought & free,
        "neighbours by land, never fought, others": land & ~fought & ~free,
        "neighbours by land, fought": land & fought,
        "far, never fought": far & ~fought,
        "far, fought": far & fought,
        "far, fought, one a major power": far & fought & major,
    }
    for era, origins in ORIGINS.items():
        for name, inside in groups.items():
            here = inside & np.isin(rows.year, list(origins))
            expected = (1 - stays)[here].sum()
            counts = f"n {here.sum():6}  expected {expected:6.1f}  came {came[here].sum()}"
            print(f"{era} {name:45} {counts}")


main()
