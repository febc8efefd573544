"""Knots of `detente.panel.measures.regime_continued` and the error of the continuation.

Run ``python tests/golden/panel/polity_knots.py DATA`` with the folder of reference data: it reads
``producers/p5v2018.csv`` and ``democracy_stateyear.parquet``, without any code of detente except
the table of Polity's states.
"""

import json
import sys
from pathlib import Path

import duckdb
import numpy as np

from detente.sources.polity5 import DATED, SAME

KNOTS = np.linspace(0, 1, 21)
ROWS = """
SELECT s.cow AS state, p.year, p.polity2, d.v2x_polyarchy AS index
FROM read_csv('{data}/producers/p5v2018.csv', nullstr = ['NA', '-88']) p
JOIN (VALUES {spans}) s(code, first, last, cow)
  ON p.scode = s.code AND p.year BETWEEN s.first AND s.last
JOIN '{data}/democracy_stateyear.parquet' d ON d.ccode = s.cow AND d.year = p.year
WHERE p.polity2 IS NOT NULL AND d.v2x_polyarchy IS NOT NULL AND p.year BETWEEN 1946 AND 2018
ORDER BY state, p.year
"""


def rows(data):
    """State-years with both scores, as arrays by column."""
    spans = [(p, 0, 9999, c) for p, c in SAME.items()] + list(DATED)
    sql = ROWS.format(data=data, spans=", ".join(map(str, spans)))
    return {k: np.asarray(v) for k, v in duckdb.sql(sql).fetchnumpy().items()}


def isotonic(x, y):
    """Values of the isotonic regression of y on x, by pooling adjacent violators, at sorted x."""
    order = np.argsort(x, kind="stable")
    means, sizes = [], []
    for value in y[order].astype(float):
        means.append(value)
        sizes.append(1)
        while len(means) > 1 and means[-2] >= means[-1]:
            mean, size = means.pop(), sizes.pop()
            means[-1] = (means[-1] * sizes[-1] + mean * size) / (sizes[-1] + size)
            sizes[-1] += size
    return x[order], np.repeat(means, sizes)


def knots(found, last):
    """The map, read off every .05, from the years to ``last``."""
    use = found["year"] <= last
    return np.interp(KNOTS, *isotonic(found["index"][use], found["polity2"][use]))


def errors(found, last):
    """Mean absolute and root mean square error in the ten years after ``last`` of three rules."""
    values = knots(found, last)
    mapped = np.interp(found["index"], KNOTS, values)
    before = {s: (p, m) for s, y, p, m in zip(found["state"], found["year"], found["polity2"],
              mapped, strict=True) if y == last}  # fmt: skip
    out = {"continued": [], "kept": [], "mapped": []}
    for s, y, p, m in zip(found["state"], found["year"], found["polity2"], mapped, strict=True):
        if y > last and s in before:
            was, base = before[s]
            out["continued"].append(np.clip(was + m - base, -10, 10) - p)
            out["kept"].append(was - p)
            out["mapped"].append(m - p)
    return {k: [float(np.mean(np.abs(v))), float(np.sqrt(np.mean(np.square(v))))] for k, v in
            out.items()}  # fmt: skip


if __name__ == "__main__":
    both = rows(Path(sys.argv[1]))
    result = {"knots": knots(both, 2018).round(1).tolist(), "errors": errors(both, 2008)}
    sys.stdout.write(json.dumps(result) + "\n")
