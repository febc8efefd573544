"""Drawn coefficients: symmetric, never against the theory on average, wider by the two states."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import logit

from detente.case.load import load
from detente.forecast.lens_effects import draw_effects
from detente.history.covariates import DISTANCE, TIE_COVARIATES
from detente.history.lens_weights import LensWeights, parse_lens_weights
from detente.registry import lenses

CASE = load("us-russia-2001")
NAMES = (*TIE_COVARIATES, "shared-threat", "regime-distance")
K = 1 + len(NAMES)
NORMAL = np.random.default_rng(1).standard_normal((20_000, K))


def weights(**change) -> LensWeights:
    made = LensWeights(
        names=NAMES,
        mean=np.zeros(K - 1),
        scale=np.ones(K - 1),
        beta=np.full((3, K), -0.5),
        covariance=np.array([0.04 * np.eye(K)] * 3),
        class_means={},
        opposed={},
        contradicted={},
        level_variances=np.zeros(3),
        mean_excess=np.zeros(3),
        state_sd=0.0,
        year_sd=0.0,
        rows=1,
        events=1,
    )
    return replace(made, **change)


@pytest.mark.parametrize("name", NAMES[-2:])
@pytest.mark.parametrize("towards", [-1, 1])
def test_draws_are_symmetric_about_the_estimate_or_zero(name, towards):
    """A lens of theory's sign keeps its mean; one of the other sign has the mean zero."""
    sign, j = lenses()[name].card.sign, 1 + NAMES.index(name)
    drawn = draw_effects(weights(beta=np.full((3, K), 0.1 * sign * towards)), NORMAL).drawn[:, :, j]
    assert drawn.mean(axis=1) == pytest.approx(0.1 * sign * max(towards, 0), abs=0.005)
    assert drawn.std(axis=1) == pytest.approx(0.2, rel=0.02)


def test_two_states_widen_the_intercept_and_leave_the_mean_hazard():
    plain = draw_effects(weights(), NORMAL).drawn[:, :, 0]
    paired = draw_effects(weights(state_sd=0.4), NORMAL).drawn[:, :, 0]
    assert paired.var(axis=1) == pytest.approx(0.04 + 2 * 0.16, rel=0.03)
    assert np.exp(paired).mean(axis=1) == pytest.approx(np.exp(plain).mean(axis=1), rel=0.03)


def test_lenses_left_out_by_earlier_documents_are_still_read():
    size = K * (K - 1) // 2
    stretch = {"beta": [0.0] * K, "se": [0.0] * K, "correlations": [0] * size}
    found = parse_lens_weights(
        {
            "names": NAMES,
            "mean": [0.0] * (K - 1),
            "scale": [1.0] * (K - 1),
            "stretches": [stretch] * 3,
            "usual": {},
            "against": {
                "power-status": [-0.1, -0.2, 0.0],
                "shared-threat": {
                    "estimate": [-0.1, 0.0, 0.0],
                    "se": [0.1, 0.1, 0.1],
                    "posterior": [0.1, 0.0, 0.0],
                },
            },
            "rows": 1,
            "events": 1,
        }
    )
    assert found.contradicted == {"power-status": (-0.1, -0.2, 0.0)}
    assert found.opposed["shared-threat"]["se"] == (0.1, 0.1, 0.1)


def test_a_fact_of_the_states_that_a_case_leaves_out_may_be_any():
    """Its spread over partnerships times its coefficient joins the log-odds; stated, it does not.
    It widens the risk and leaves its mean.

    Coefficients of the distance are known exactly here, and so is the standard deviation.
    """
    place = 1 + TIE_COVARIATES.index(DISTANCE)
    beta = np.zeros((3, K))
    beta[:, place] = 0.7
    certain = weights(beta=beta, covariance=np.zeros((3, K, K)))
    anywhere = np.random.default_rng(2).standard_normal((20_000, len(TIE_COVARIATES)))
    effects = draw_effects(certain, NORMAL, anywhere)
    distant = CASE.partnership.model_copy(update={"distance_km": None})
    left_out = logit(effects.tie_hazard(CASE.model_copy(update={"partnership": distant})))
    assert left_out.std(axis=0) == pytest.approx(0.7, rel=0.02)
    assert np.exp(left_out).mean(axis=0) == pytest.approx(1)
    assert np.ptp(effects.tie_hazard(CASE), axis=0) == pytest.approx(0)


def test_a_fact_that_no_vintage_knew_yet_adds_nothing():
    """Before the first votes their coefficients are 0, and their errors the prior's."""
    bare = CASE.model_copy(update={"alignment": None})
    none, far = (
        draw_effects(weights(beta=np.zeros((3, K))), NORMAL, np.full((20_000, K - 3), value))
        for value in (0.0, 3.0)
    )
    assert np.array_equal(none.tie_hazard(bare), far.tie_hazard(bare))
    learned = draw_effects(weights(), NORMAL, np.full((20_000, K - 3), 3.0))
    assert not np.array_equal(learned.tie_hazard(bare), none.tie_hazard(bare))
