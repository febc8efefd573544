"""Discrete-time hazards against statsmodels, their own algebra, known truth and bad input."""

import numpy as np
import pytest

from detente.errors import DataError
from detente.history.clusters import Clusters
from detente.history.hazard import fit_hazard
from detente.history.prior_errors import with_prior

NAMES = ["one", "a", "b", "c"]


def simulated(seed, n=4000, causes=1):
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(n), rng.normal(size=(n, 3))])
    beta = np.array([[-2, 0.5, -0.3, 0.8], [-3, 0.0, 1.0, -0.5]])[:causes]
    odds = np.exp(x @ beta.T)
    p = np.column_stack([np.ones(n), odds]) / (1 + odds.sum(axis=1, keepdims=True))
    cause = (rng.random((n, 1)) > p.cumsum(axis=1)).sum(axis=1)
    return x, cause, beta, rng.integers(0, 200, n)


def test_logit_and_clusters_agree_with_statsmodels():
    """External: statsmodels Logit, its clustered covariance without small-sample correction."""
    sm = pytest.importorskip("statsmodels.api")
    x, event, _, group = simulated(1)
    mine = fit_hazard(x, event, names=NAMES, clusters=Clusters(unit=group))
    theirs = sm.Logit(event, x).fit(disp=0, tol=1e-12)
    clustered = sm.Logit(event, x).fit(
        disp=0, tol=1e-12, cov_type="cluster", cov_kwds={"groups": group, "use_correction": False}
    )
    g = len(np.unique(group))
    assert mine.beta[0] == pytest.approx(theirs.params, abs=1e-9)
    assert np.sqrt(np.diag(mine.covariance)) == pytest.approx(theirs.bse, rel=1e-6)
    assert mine.standard_errors[0] == pytest.approx(clustered.bse * np.sqrt(g / (g - 1)), rel=1e-6)
    assert mine.loglik == pytest.approx(theirs.llf, abs=1e-8)
    effects = theirs.get_margeff().margeff
    assert mine.marginal_effects(x)[0, 1:] == pytest.approx(effects, rel=1e-8)


def test_cloglog_agrees_with_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    x, event, _, _ = simulated(2)
    mine = fit_hazard(x, event, names=NAMES, link="cloglog")
    family = sm.families.Binomial(sm.families.links.CLogLog())
    theirs = sm.GLM(event, x, family=family).fit(tol=1e-14, tol_criterion="params")
    assert mine.beta[0] == pytest.approx(theirs.params, abs=1e-8)
    assert mine.loglik == pytest.approx(theirs.llf, abs=1e-7)
    nudged = [mine.hazard(x + h * np.eye(4)[2]).mean() for h in (1e-5, -1e-5)]
    assert mine.marginal_effects(x)[0, 2] == pytest.approx((nudged[0] - nudged[1]) / 2e-5, rel=1e-5)


def test_competing_causes_agree_with_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    x, cause, _, _ = simulated(3, causes=2)
    mine = fit_hazard(x, cause, names=NAMES)
    theirs = sm.MNLogit(cause, x).fit(disp=0, method="newton", tol=1e-12)
    assert mine.beta == pytest.approx(theirs.params.T, abs=1e-8)
    errors = np.sqrt(np.diag(mine.covariance)).reshape(mine.beta.shape)
    assert errors == pytest.approx(theirs.bse.T, rel=1e-6)
    assert mine.marginal_effects(x)[:, 1:] == pytest.approx(
        theirs.get_margeff().margeff.T[1:], rel=1e-6
    )
    assert mine.events == (int((cause == 1).sum()), int((cause == 2).sum()))


def test_weights_are_repetitions():
    x, event, _, _ = simulated(4, n=300)
    twice = fit_hazard(np.vstack([x, x]), np.tile(event, 2), names=NAMES)
    weighted = fit_hazard(x, event, names=NAMES, weight=np.full(300, 2.0))
    assert weighted.beta == pytest.approx(twice.beta, abs=1e-9)
    assert weighted.covariance == pytest.approx(twice.covariance, rel=1e-8)


@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_a_penalty_solves_its_own_equation(link):
    """At the estimate the score of the data equals penalty x coefficient."""
    x, event, _, _ = simulated(5, n=500)
    ridge = np.array([0.0, 3.0, 3.0, 3.0])
    fit = fit_hazard(x, event, names=NAMES, link=link, penalty=ridge)
    h = fit.hazard(x)[:, 0]
    mu = -np.log1p(-h)
    slope = event - h if link == "logit" else np.where(event == 1, mu * (1 - h) / h, -mu)
    assert slope @ x == pytest.approx(ridge * fit.beta[0], abs=1e-6)


def test_intervals_cover_the_truth():
    """Simulation-based check: 95 % intervals hold 95 % of known coefficients (400 fits x 8)."""
    inside = []
    for seed in range(200):
        x, cause, beta, _ = simulated(1000 + seed, n=1500, causes=2)
        fit = fit_hazard(x, cause, names=NAMES)
        errors = np.sqrt(np.diag(fit.covariance)).reshape(beta.shape)
        inside.append(np.abs(fit.beta - beta) <= 1.96 * errors)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event": [0] * 6}, "no event among the rows"),
        ({"x": [[1, 0]] * 6}, "repeats another"),
        ({"x": [[1, float("nan")]] + [[1, 0]] * 5}, r"x\[0\] is \[1.0, nan\]"),
        ({"names": ["one"]}, r"x is \(6, 2\); wanted \(6, 1\)"),
        ({"link": "probit"}, "no link 'probit'"),
        ({"event": [0, 1, 2, 0, 1, 0], "link": "cloglog"}, "several causes"),
        ({"weight": [-1] * 6}, "none negative"),
        ({"clusters": Clusters(unit=np.ones(6, dtype=int))}, "one cluster only"),
        (
            {"x": [[1, 0], [1, 0], [1, 0], [1, 1], [1, 1], [1, 1]], "event": [0, 0, 0, 1, 1, 1]},
            "'treated' tells all endings|tells all endings from survivals",
        ),
    ],
)
def test_what_cannot_be_estimated_is_said(change, message):
    given = {
        "x": [[1, 0], [1, 1], [1, 0], [1, 1], [1, 0], [1, 1]],
        "event": [0, 1, 1, 0, 0, 1],
        "names": ["one", "treated"],
    }
    with pytest.raises(DataError, match=message):
        fit_hazard(**(given | change))


def test_a_separated_covariate_with_a_penalty_has_an_estimate():
    x = [[1, 0]] * 5 + [[1, 1]] * 5
    fit = fit_hazard(x, [0] * 5 + [1] * 5, names=["one", "treated"], penalty=0.1)
    low, high = fit.hazard([[1, 0], [1, 1]])[:, 0]
    assert 0 < low < 0.3
    assert 0.7 < high < 1


def test_a_prior_mean_is_where_a_coefficient_without_data_lies():
    x, event, _, _ = simulated(9, n=300)
    x[:, 3] = 0
    fit = fit_hazard(x, event, names=NAMES, penalty=4.0, prior=[0, 0, 0, 0.3])
    assert fit.beta[0, 3] == pytest.approx(0.3)


def test_a_prior_mean_in_closed_form():
    """An intercept alone: 3 of 10 ended, so 3 - 10 p = penalty (beta - mean) at the estimate."""
    fit = fit_hazard([[1.0]] * 10, [1] * 3 + [0] * 7, names=["one"], penalty=2.0, prior=0.5)
    (p,) = fit.hazard([[1.0]])[0]
    assert 3 - 10 * p == pytest.approx(2 * (fit.beta[0, 0] - 0.5), abs=1e-7)
    assert fit.loglik == pytest.approx(3 * np.log(p) + 7 * np.log(1 - p))


def test_the_prior_joins_the_clusters():
    """With one row to a cluster, scores as the model has them and slopes as small as their prior,
    only the prior is added: the penalised information inverted. Clusters that depend on each
    other never make it smaller."""
    x, event, _, group = simulated(6)
    ridge = np.array([0.01, 3.0, 3.0, 3.0])
    fit = fit_hazard(
        x, event, names=NAMES, penalty=ridge, clusters=Clusters(unit=np.arange(len(x)))
    )
    joined = with_prior(fit, ridge)
    assert joined.standard_errors[0] == pytest.approx(np.sqrt(np.diag(fit.covariance)), rel=0.03)
    grouped = fit_hazard(x, event, names=NAMES, penalty=ridge, clusters=Clusters(unit=group))
    more = with_prior(grouped, ridge).robust - fit.covariance
    assert np.linalg.eigvalsh(more).min() > -1e-12


def test_slopes_larger_than_their_prior_widen_the_errors():
    """A prior of .03 is too narrow for slopes of .5: errors are at least three times as wide."""
    rng = np.random.default_rng(6)
    beta = np.r_[-1.0, 0.5 * rng.normal(size=30)]
    x = np.column_stack([np.ones(4000), rng.normal(size=(4000, 30))])
    event = (rng.random(4000) < 1 / (1 + np.exp(-x @ beta))).astype(int)
    ridge = np.r_[0.01, np.full(30, 1000.0)]
    rows = Clusters(unit=np.arange(4000))
    fit = fit_hazard(x, event, names=["x"] * 31, penalty=ridge, clusters=rows)
    assert (with_prior(fit, ridge).standard_errors[0, 1:] > 3 / np.sqrt(1000)).all()


def test_what_was_never_seen_has_the_spread_of_its_prior():
    """No wider than the prior where the slopes that were seen are no larger than it."""
    x, event, _, group = simulated(7)
    x[:, 3] = 0
    ridge = [0.01, 4.0, 4.0, 4.0]
    fit = fit_hazard(x, event, names=NAMES, penalty=ridge, clusters=Clusters(unit=group))
    assert fit.standard_errors[0, 3] == 0
    assert with_prior(fit, ridge).standard_errors[0, 3] == pytest.approx(0.5)


def test_a_prior_needs_clusters_to_join():
    x, event, _, _ = simulated(8, n=300)
    with pytest.raises(DataError, match="no clusters"):
        with_prior(fit_hazard(x, event, names=NAMES, penalty=1.0), 1.0)
