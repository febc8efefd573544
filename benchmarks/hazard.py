"""One hazard of the partnership dyad-years by detente, glum, statsmodels and lifelines.

The event is a rupture within the row's year. The three logits maximise the same likelihood, with
the same ridge penalty or none; lifelines fits a Cox regression with time-varying covariates to the
same rows, each from its age to a year later, with a ridge penalty of its own form.
"""

import json
import statistics
import sys
import warnings
from time import perf_counter

import numpy as np
from common import arguments, child, full_store, peak_mb

RIDGE = 100.0
TASKS = ("detente", "glum", "detente, no penalty", "statsmodels, no penalty", "lifelines Cox")


def rows():
    """Design with an intercept (n, 56), event (n,) and age (n,): gaps at the mean, standardised."""
    from detente.history.dyad_years import dyad_years
    from detente.history.rows import UNKNOWN

    table = dyad_years()
    end = table.ending(1, 1)
    kept = end != UNKNOWN
    x = table.x[kept]
    there = np.isfinite(x)
    mean = np.where(there, x, 0).sum(axis=0) / there.sum(axis=0)
    x = np.where(there, x, mean)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    design = np.column_stack([np.ones(len(x)), x])
    age = np.expm1(np.nan_to_num(table.x[kept, table.names.index("log age of the tie")])).round()
    return design, (end[kept] > 0).astype(int), age, table.names


def fit(task, design, event, age, names):
    """Coefficients of one program, shape (56,); those of the Cox regression are another thing."""
    if task.startswith("detente"):
        from detente.history.hazard import fit_hazard

        penalty = np.full(design.shape[1], 0.0 if "no" in task else RIDGE)
        penalty[0] = 0.0
        return fit_hazard(design, event, names=("one", *names), penalty=penalty).beta[0]
    if task == "glum":
        from glum import GeneralizedLinearRegressor

        model = GeneralizedLinearRegressor(
            family="binomial", alpha=RIDGE / len(event), l1_ratio=0, gradient_tol=1e-9
        )
        model.fit(design[:, 1:], event)
        return np.concatenate([[model.intercept_], model.coef_])
    if task.startswith("statsmodels"):
        import statsmodels.api as sm

        return sm.Logit(event, design).fit(disp=0, tol=1e-10, maxiter=60).params
    return cox(design, event, age, names)


def cox(design, event, age, names):
    import pandas as pd
    from lifelines import CoxTimeVaryingFitter

    frame = pd.DataFrame(design[:, 1:], columns=list(names))
    frame["id"], frame["start"], frame["stop"] = np.arange(len(age)), age, age + 1
    frame["event"] = event
    fitter = CoxTimeVaryingFitter(penalizer=RIDGE / len(event))
    fitter.fit(frame, id_col="id", event_col="event", start_col="start", stop_col="stop")
    return np.concatenate([[np.nan], fitter.params_.to_numpy()])


def one(task, share):
    """Time one fit in this process, imports and the rows outside the seconds."""
    design, event, age, names = rows()
    pick = np.arange(len(event)) < share * len(event)
    small = np.random.default_rng(1).permutation(len(event))[:2000]
    warnings.simplefilter("ignore")
    # columns with many values: a rare one could separate the few events
    values = [np.unique(column).size for column in design[small].T]
    warm = [0, *np.argsort(values)[-5:]]
    fit(task, design[small][:, warm], event[small], age[small], [names[j - 1] for j in warm[1:]])
    start = perf_counter()
    beta = fit(task, design[pick], event[pick], age[pick], names)
    result = {"s": perf_counter() - start, "peak": peak_mb(), "rows": int(pick.sum())}
    result |= {f"b{j}": float(b) for j, b in enumerate(beta) if np.isfinite(b)}
    print(json.dumps(result))


def main():
    options = arguments(5)
    if options.task:
        one(options.task[0], float(options.task[1]))
        return
    result = {}
    with full_store(options.data) as home:
        for turn in range(options.runs + 1):
            for task in TASKS:
                for share in ("1", "0.5"):
                    got = child(__file__, [task, share], options.data, home)
                    if turn:
                        result.setdefault((task, share), []).append(got)
                    print(turn, task, share, f"{got['s']:.2f} s", file=sys.stderr)
    table(result)


def table(result):
    own = statistics.median(g["s"] for g in result["detente", "1"])
    print("| task | rows | median s | min-max s | peak MB | ratio to detente |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for (task, _), runs in result.items():
        seconds = [g["s"] for g in runs]
        print(
            f"| {task} | {runs[0]['rows']:,} | {statistics.median(seconds):.2f} | "
            f"{min(seconds):.2f}-{max(seconds):.2f} | {max(g['peak'] for g in runs):.0f} | "
            f"{statistics.median(seconds) / own:.2f} |"
        )
    for a, b in (("detente", "glum"), ("detente, no penalty", "statsmodels, no penalty")):
        x, y = result[a, "1"][0], result[b, "1"][0]
        gap = max(abs(x[k] - y[k]) for k in x if k.startswith("b"))
        print(f"\n    largest difference of a coefficient, {a} and {b}: {gap:.1e}")


if __name__ == "__main__":
    main()
