"""Change points of the ICEWS series of Russia and the United States, without code of detente.

uv run python benchmarks/month_models.py FOLDER

FOLDER holds the two files of ICEWS conflict by month, 1991 to 2005. Each model of a month is
integrated over the rate of a segment by quadrature, so that none needs a closed form.
"""

import csv
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, xlogy

Array = NDArray[np.float64]
MONTHS, EVERY, SHORTEST = 180, 60, 3
RATES = np.exp(np.linspace(np.log(1e-6), 0, 800))  # at most the world's conflict
TURNS = {"1998-12": 95, "2001-04": 123, "2003-06": 149}
THETAS = 2.0 ** -np.arange(9)


def read(folder: Path) -> tuple[Array, Array]:
    """Conflict of the pair, both directions, and of the world."""
    y = np.zeros(MONTHS)
    with (folder / "icews_usa_rus_month_conflict_roots_1991_2005.csv").open() as file:
        for row in csv.DictReader(file):
            t = (int(row["year"]) - 1991) * 12 + int(row["month"]) - 1
            y[t] += sum(int(n) for name, n in row.items() if name.startswith("root"))
    with (folder / "icews_world_month_conflict_totals_1991_2005.csv").open() as file:
        return y, np.array([float(row["total_conflict"]) for row in csv.DictReader(file)])


def gamma_rates(shape: float, mean: float) -> Array:
    density = shape * np.log(RATES) - RATES * shape / mean  # of the log of the rate
    return np.asarray(density - logsumexp(density))


def double_poisson(y: Array, mu: Array, theta: float, *, efron: bool = False) -> Array:
    """As decided: a month of none has no factor for the width; Efron's has it."""
    saturated = (1 - theta) * (xlogy(y, y) - y)
    width = (1 if efron else np.minimum(y, 1)) * np.log(theta) / 2
    return np.asarray(width + theta * (xlogy(y, mu) - mu) + saturated - gammaln(y + 1))


def normalised(y: Array, mu: Array, theta: float, *, efron: bool) -> Array:
    """Either density, divided by its sum over all counts."""
    means = np.exp(np.linspace(np.log(mu.min()), np.log(mu.max()), 400))
    most = [int(4 * m + 60 * (m / theta) ** 0.5 + 3000) for m in means]
    total = [
        logsumexp(double_poisson(np.arange(n), m, theta, efron=efron))
        for n, m in zip(most, means, strict=True)
    ]
    sums = np.interp(np.log(mu), np.log(means), total)
    return np.asarray(double_poisson(y, mu, theta, efron=efron) - sums)


def negative_binomial(y: Array, mu: Array, size: Array) -> Array:
    """Variance mu + mu^2 / size."""
    ways = gammaln(y + size) - gammaln(size) - gammaln(y + 1)
    return np.asarray(ways + size * np.log(size / (size + mu)) + xlogy(y, mu / (size + mu)))


def evidence(month: Array, prior: Array) -> Array:
    """Log evidence of every run of months, from the log density by rate and month."""
    sums = np.concatenate([np.zeros((RATES.size, 1)), np.cumsum(month, 1)], 1)
    runs = np.full((MONTHS, MONTHS), -np.inf)
    for s in range(MONTHS):
        runs[s, s:] = logsumexp(sums[:, s + 1 :] - sums[:, s : s + 1] + prior[:, None], axis=0)
    return runs


def report(name: str, runs: list[Array]) -> None:
    """Highest filtered and smoothed probability of each turn with its neighbouring months."""
    cube = np.array(runs)
    hazard, length = 1 / (EVERY - SHORTEST + 1), np.arange(MONTHS + 1)
    alive = np.maximum(length - SHORTEST, 0) * np.log1p(-hazard)
    ends = np.where(length < SHORTEST, -np.inf, np.log(hazard) + alive)
    before = np.full((len(runs), MONTHS + 1), -np.inf)
    before[:, 0] = -np.log(len(runs))
    last = np.zeros((MONTHS, MONTHS))
    for t in range(MONTHS):
        joint = before[:, : t + 1] + cube[:, : t + 1, t]
        now = joint + alive[t + 1 :: -1][: t + 1]
        last[t, : t + 1] = np.exp(logsumexp(now, 0) - logsumexp(now))
        before[:, t + 1] = logsumexp(joint + ends[t + 1 :: -1][: t + 1], axis=1)
    after = np.full((len(runs), MONTHS + 1), -np.inf)
    for s in reversed(range(MONTHS)):
        more = cube[:, s, s:] + ends[1 : MONTHS - s + 1] + after[:, s + 1 :]
        open_end = cube[:, s, -1:] + alive[MONTHS - s]
        after[:, s] = logsumexp(np.concatenate([more, open_end], axis=1), axis=1)
    total = logsumexp(before[:, 0] + after[:, 0])
    smoothed = np.exp(logsumexp(before + after, axis=0) - total)
    words = [
        f"{turn} {max(last[t, m - 1 : m + 2].sum() for t in range(m + 1, MONTHS)):.2f} "
        f"{smoothed[m - 1 : m + 2].sum():.2f}"
        for turn, m in TURNS.items()
    ]
    print(
        f"{name:40} log evidence {total:8.1f}; filtered, smoothed: {'; '.join(words)}", flush=True
    )


def main() -> None:
    y, world = read(Path(sys.argv[1]))
    mu, flat = RATES[:, None] * world, gamma_rates(0.1, 1)
    decided = [double_poisson(y, mu, theta) for theta in THETAS]
    report("as decided", [evidence(m, flat) for m in decided])
    for shape in (0.5, 1.0):
        prior = gamma_rates(shape, 0.01)
        report(f"rates of shape {shape}, mean .01", [evidence(m, prior) for m in decided])
    for name, efron in (("Efron's", True), ("as decided", False)):
        months = (normalised(y, mu, theta, efron=efron) for theta in THETAS)
        report(f"{name}, normalised", [evidence(month, flat) for month in months])
    sizes: dict[str, list[Callable[[Array], Array]]] = {
        "variance as the mean": [lambda mu, f=f: mu / f for f in 2.0 ** np.arange(-3, 9)],
        "variance as its square": [lambda mu, k=k: mu * 0 + k for k in 2.0 ** np.arange(-3, 9)],
    }
    for name, of in sizes.items():
        report(name, [evidence(negative_binomial(y, mu, size(mu)), flat) for size in of])
    for theta, month in zip(THETAS[2:4], decided[2:4], strict=True):
        report(f"dispersion {theta}", [evidence(month, flat)])


if __name__ == "__main__":
    main()
