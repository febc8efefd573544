"""The Cox challenger: as many ends as were seen, though units enter late."""

import numpy as np
import pytest

from detente.backtest import challengers
from detente.backtest.populations import Population
from detente.history.landmark import LandmarkSettings
from detente.history.rows import Rows


def late(seed=1, n=400):
    """Units of every age from the first year on, most of them old; the young end more often."""
    rng, table = np.random.default_rng(seed), []
    for unit in range(n):
        age, x = int(rng.integers(0, 60)), rng.normal()
        for year in range(1950, 1960):
            ended = rng.random() < (0.2 if age < 3 else 0.03) * np.exp(0.3 * x)
            table.append((unit, year, year, int(ended), np.log1p(age), x))
            age += 1
            if ended:
                break
    columns = np.array(table)
    keys = dict(zip(("unit", "year", "stop", "cause"), columns[:, :4].T.astype(int), strict=True))
    return Rows(**keys, causes=("broken",), names=("log age", "x"), x=columns[:, 4:])


def test_cox_expects_the_ends_that_were_seen():
    pytest.importorskip("lifelines")
    rows = late()
    population = Population(
        id="dyads",
        rows=rows,
        protocol=LandmarkSettings(),
        kind=lambda r: np.full(r.year.size, "all"),
        region={},
        age=("log age",),
        recency=(),
        groups={},
    )
    within_a_year = challengers.cox(population)(rows, 1960)(rows)[:, 0, 0]
    assert within_a_year.sum() == pytest.approx(rows.cause.sum(), rel=0.07)


def test_the_baseline_of_an_age_is_of_those_at_risk_then():
    """By hand: 1 of 2 at age 0, nobody at 1, 1 of a doubled and a single risk at 2."""
    age, ended = np.array([0.0, 0.0, 2.0, 2.0]), np.array([True, False, True, False])
    found = challengers._baseline(age, ended, np.array([1.0, 1.0, 2.0, 1.0]))
    assert found == pytest.approx([0, 1 / 2, 1 / 2, 1 / 2 + 1 / 3])
