"""Clustered covariances against statsmodels and a brute-force double sum."""

import numpy as np
import pytest

from detente.errors import DataError
from detente.history.clusters import Clusters, clustered_meat, sandwich
from detente.history.hazard import fit_hazard

STATES = 9


def panel(seed=1, n=1500):
    """Dyad-years with effects of both states and of the year."""
    rng = np.random.default_rng(seed)
    states = np.sort(np.array([rng.choice(STATES, 2, replace=False) for _ in range(n)]) + 1, axis=1)
    year = rng.integers(1950, 1980, n)
    x = np.column_stack([np.ones(n), rng.normal(size=(n, 2)), states[:, 0] % 2])
    effect = 0.7 * rng.normal(size=STATES + 1)
    shock = 0.5 * rng.normal(size=30)
    eta = x @ [-1.5, 0.5, -0.5, 0.3] + effect[states].sum(axis=1) + shock[year - 1950]
    return x, (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(int), states, year


def test_units_and_years_agree_with_statsmodels():
    """External: the covariance of statsmodels with two groups, without its own correction."""
    sm = pytest.importorskip("statsmodels.api")
    x, event, states, year = panel()
    unit = states @ [1000, 1]
    groups = np.column_stack([np.unique(g, return_inverse=True)[1] for g in (unit, year)])
    theirs = sm.Logit(event, x).fit(
        disp=0, tol=1e-12, cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
    )
    fit = fit_hazard(x, event, names="1abc", clusters=Clusters(unit=unit, year=year))
    fewest = min(len(np.unique(unit)), len(np.unique(year)))
    assert fit.robust == pytest.approx(
        theirs.cov_params() * fewest / (fewest - 1), rel=1e-6, abs=1e-9
    )


@pytest.mark.parametrize("years", [False, True])
def test_dyads_that_share_a_state_or_a_year_agree_with_the_double_sum(years):
    """Aronow, Samii and Assenova's sum over all pairs of rows that may depend on each other."""
    rng = np.random.default_rng(2)
    _, _, states, year = panel(n=300)
    scores = rng.normal(size=(300, 3))
    related = (states[:, None, :, None] == states[None, :, None, :]).any(axis=(2, 3))
    if years:
        related |= year[:, None] == year[None, :]
    clusters = Clusters(unit=states @ [1000, 1], states=states, year=year if years else None)
    wanted = scores.T @ related.astype(float) @ scores
    assert clustered_meat(scores, clusters) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


def test_a_row_of_several_years_is_as_many_rows():
    """One row with a share for each year, or a row for each year: the same sum."""
    rng = np.random.default_rng(3)
    unit, scores = np.arange(40) % 7, rng.normal(size=(40, 2))
    row = np.repeat(np.arange(40), 3)
    year = 1900 + row % 5 + np.tile(np.arange(3), 40)
    parts = Clusters(unit=unit[row], year=year, row=row, share=np.full(120, 1 / 3))
    alone = Clusters(unit=unit[row], year=year)
    assert clustered_meat(scores, parts) == pytest.approx(clustered_meat(scores[row] / 3, alone))


def test_a_covariance_has_no_negative_variance():
    """Scores that cancel within years make the difference of the terms indefinite."""
    unit, year = np.repeat(np.arange(6), 2), np.tile([1900, 1901], 6)
    scores = np.where(np.arange(12) % 2, 1.0, -1.0)[:, None] * np.eye(2)[np.arange(12) % 2]
    found, units = sandwich(np.eye(2), scores, Clusters(unit=unit, year=year))
    assert units == 6
    assert np.linalg.eigvalsh(found).min() >= -1e-12


def test_one_year_is_no_cluster_of_years():
    with pytest.raises(DataError, match="two or more"):
        sandwich(
            np.eye(1), np.ones((4, 1)), Clusters(unit=np.arange(4), year=np.ones(4, dtype=int))
        )


@pytest.mark.parametrize("scale", [1, 10_000_019, -3])
def test_the_names_of_units_states_and_years_do_not_matter(scale):
    x, _, states, year = panel(n=300)
    scores = x * np.random.default_rng(1).normal(size=(300, 1))
    unit = states @ [1000, 1]
    plain = clustered_meat(scores, Clusters(unit=unit, states=states, year=year))
    named = Clusters(unit=unit * scale, states=states * scale, year=year * scale)
    assert clustered_meat(scores, named) == pytest.approx(plain, rel=1e-9, abs=1e-9)
