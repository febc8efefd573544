"""Time of all lenses on one case, and time and memory of all their histories, 1816-2014.

python benchmarks/lenses.py [--data DIR] [--runs 5]

Targets: one case under 150 ms; all histories from nothing under 60 s and 4 GB. A history is from
nothing when the store holds sources only: what is worked out on the way (influence) is in it.
"""

import json
import statistics
from time import perf_counter

import common


def on_case(name: str) -> dict[str, float]:
    """Milliseconds of the first reading of all lenses by a fresh forecast, median of nine."""
    from detente.case.load import load
    from detente.forecast.forecast import forecast_case
    from detente.forecast.settings import Settings
    from detente.history.vintage import for_date
    from detente.records import Estimate

    case = load(name)
    vintage, spent = for_date(case.as_of), []
    for _ in range(9):
        forecast = forecast_case(case, vintage, Settings())
        start = perf_counter()
        found = forecast.readings.coded
        details = [r.detail() for r in found.values() if isinstance(r, Estimate)]
        spent.append(1000 * (perf_counter() - start))
    return {"first": spent[0], "median": statistics.median(spent), "lenses": len(details)}


def histories() -> dict[str, float]:
    """Seconds of every history from nothing, one after the other, and its rows."""
    from detente.cache import TABLES
    from detente.data import store
    from detente.history.lens_series import lens_table
    from detente.history.lens_years import lenses_with_history

    TABLES.clear()
    found, whole = {}, perf_counter()
    for name, lens in lenses_with_history().items():
        start = perf_counter()
        rows = lens_table(lens)
        found[f"{name} s"] = perf_counter() - start
        (found[f"{name} rows"],) = (
            store.connect().execute(f"SELECT count(*) FROM {rows} WHERE year <= 2014").fetchone()
        )
    return {"seconds": perf_counter() - whole, **found}


def main() -> None:
    asked = common.arguments(runs=3)
    if asked.task:
        found = on_case(asked.task[1]) if asked.task[0] == "case" else histories()
        print(json.dumps(found | {"peak_mb": common.peak_mb()}))
        return
    with common.full_store(asked.data) as home:
        for task in (["case", "us-russia-2001"], ["case", "anglo-japanese-1905"], ["histories"]):
            runs = [common.child(__file__, task, asked.data, home) for _ in range(asked.runs)]
            print(" ".join(task))
            for key in runs[0]:
                middle, spread = common.spread([run[key] for run in runs], 1)
                print(f"  {key:28} {middle:>10}  {spread}")


if __name__ == "__main__":
    main()
