"""Futures of the worked example: worlds and paths, beside the bare cost of random numbers.

One core (affinity set to one), tasks in turns in fresh processes, medians. `paths` draws the
worlds and runs 120 months of all of them; `uniform` and `normal` are NumPy drawing as many numbers.
"""

import json
import os
import sys
import tempfile
from functools import partial

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

from common import arguments, child, measured, spread, table

MONTHS = 120
SIZES = (25_000, 50_000, 100_000, 200_000)
HOME = Path(tempfile.gettempdir()) / "detente-bench" / "home"
TASKS = ["paths", "uniform", "normal"]


def main() -> None:
    args = arguments(5)
    if args.task:
        print(json.dumps(run(args.task[0], int(args.task[1]))))
        return
    rows = []
    for size in SIZES:
        runs: dict[str, list[dict[str, float]]] = {t: [] for t in TASKS}
        for _ in range(args.runs):
            for task in TASKS:
                runs[task].append(child(__file__, [task, str(size)], args.data, HOME))
        middle = {t: sorted(x["s"] for x in runs[t])[args.runs // 2] for t in TASKS}
        for task in TASKS:
            seconds, around = spread([x["s"] for x in runs[task]], 3)
            peak = max(x["mb"] for x in runs[task])
            ratio = middle["paths"] / middle[task]
            rows.append(
                [f"{task}, {size:,} x {MONTHS}", seconds, around, f"{peak:.0f}", f"{ratio:.2f}"]
            )
    whole = [child(__file__, ["whatif", "100000"], args.data, HOME) for _ in range(args.runs)]
    for key, name in (("first", "whatif, first of a forecast"), ("again", "whatif, again")):
        seconds, around = spread([x[key] for x in whole], 3)
        rows.append([f"{name}, 100,000", seconds, around, f"{max(x['mb'] for x in whole):.0f}", ""])
    print(table(["task", "median s", "min-max s", "peak MB", "paths / this"], rows))


def run(task: str, size: int) -> dict[str, float]:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import numpy as np

    if task in ("uniform", "normal"):
        rng = np.random.default_rng(1)
        draw = rng.random if task == "uniform" else rng.standard_normal
        draw((1000, MONTHS))
        return measured(lambda: len(draw((size, MONTHS))))
    return whatif(size) if task == "whatif" else paths(size)


def forecast():
    from detente.case.load import load
    from detente.forecast.forecast import forecast_case
    from detente.forecast.settings import Settings
    from detente.history import vintage

    case = load("us-russia-2001")
    return forecast_case(case, vintage.for_date(case.as_of), Settings())


def paths(size: int) -> dict[str, float]:
    from detente.document.labels import RUPTURE
    from detente.scenarios.effects import drawn_effects, effects
    from detente.scenarios.mixture import odds_of
    from detente.scenarios.survival_paths import simulate
    from detente.scenarios.worlds import draw_worlds

    base, steps = forecast(), MONTHS // 3
    moves, odds = effects(base, steps), odds_of(base, RUPTURE, steps)
    marks = list(range(0, MONTHS + 1, 12))

    def work(count: int) -> int:
        worlds = draw_worlds(base, count, even=True)
        return simulate(
            odds, drawn_effects(moves, worlds), marks, shape=worlds.weight.shape
        ).survival.size

    work(1000)
    return measured(partial(work, size))


def whatif(size: int) -> dict[str, float]:
    from detente.scenarios.what_if import whatif as compute

    base = forecast()
    run = partial(compute, base.case, scenarios=["s-iraq-attack"], forecast=base, paths=size)
    first, again = measured(lambda: run().paths), measured(lambda: run().paths)
    return {"first": first["s"], "again": again["s"], "mb": again["mb"]}


if __name__ == "__main__":
    sys.exit(main())
