"""Effects of states and years are found again, and none where there is none."""

import numpy as np
import pytest

from detente.history.hazard import fit_hazard
from detente.history.rows import Rows
from detente.history.shared_effects import shared_effects

STATES, YEARS = 60, 40


def found(state_sd, year_sd, seed=1):
    rng = np.random.default_rng(seed)
    a, b = np.triu_indices(STATES, 1)
    year, pair = (g.ravel() for g in np.meshgrid(np.arange(YEARS), np.arange(a.size)))
    of_state = state_sd * rng.normal(size=STATES) - state_sd**2 / 2
    of_year = year_sd * rng.normal(size=YEARS) - year_sd**2 / 2
    x = np.column_stack([np.ones(a.size), rng.normal(size=(a.size, 2))])[pair]
    eta = x @ [-4.0, 0.5, -0.3] + of_state[a[pair]] + of_state[b[pair]] + of_year[year]
    ended = (rng.random(eta.size) < 1 / (1 + np.exp(-eta))).astype(int)
    rows = Rows(
        unit=1000 * (a[pair] + 1) + b[pair] + 1,
        year=1950 + year,
        stop=1950 + year,
        cause=ended,
        causes=("ended",),
        names=("a", "b"),
        x=x[:, 1:],
    )
    fit = fit_hazard(x, ended, names="1ab", penalty=[0.01, 1.0, 1.0])
    return shared_effects(fit, rows, x, np.ones(ended.size))


def test_effects_are_found_again():
    effects = found(0.6, 0.4)
    assert effects.state_sd == pytest.approx(0.6, abs=0.15)
    assert effects.year_sd == pytest.approx(0.4, abs=0.12)


def test_without_effects_little_more_than_the_judged_share_is_left():
    effects = found(0.0, 0.0)
    assert effects.state_sd < 0.4
    assert effects.year_sd < 0.25
