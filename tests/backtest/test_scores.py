"""Scores against scikit-learn, statsmodels and lifelines, and by hand."""

import numpy as np
import pytest

from detente.backtest import reliability, scores
from detente.errors import DataError


@pytest.fixture(params=["ties", "none"])
def sample(request):
    rng = np.random.default_rng(5)
    p = rng.beta(1, 8, 800)
    p = p.round(2) if request.param == "ties" else p
    return (rng.random(800) < p).astype(int), p, rng.integers(0, 4, 800)


def test_as_scikit_learn_has_it(sample):
    other = pytest.importorskip("sklearn.metrics")
    event, p, weight = sample
    for w in (None, weight):
        s = {"sample_weight": w}
        assert scores.auc(event, p, w) == pytest.approx(other.roc_auc_score(event, p, **s))
        found = scores.average_precision(event, p, w)
        assert found == pytest.approx(other.average_precision_score(event, p, **s))
        assert scores.brier(event, p, w) == pytest.approx(other.brier_score_loss(event, p, **s))
        held = np.clip(p, 1e-6, 1 - 1e-6)
        assert scores.log_score(event, p, w) == pytest.approx(other.log_loss(event, held, **s))


@pytest.mark.parametrize(
    "score",
    [scores.auc, scores.average_precision, scores.brier, scores.log_score, reliability.slope],
)
def test_a_weight_repeats_a_row(sample, score):
    event, p, weight = sample
    assert score(event, p, weight) == pytest.approx(
        score(np.repeat(event, weight), np.repeat(p, weight))
    )


def test_slope_as_statsmodels_has_it(sample):
    import statsmodels.api as sm

    event, p, _ = sample
    x = np.clip(p, 1e-6, 1 - 1e-6)
    fit = sm.Logit(event, sm.add_constant(np.log(x / (1 - x)))).fit(disp=0)
    assert reliability.slope(event, p) == pytest.approx((fit.params[1], fit.params[0]), abs=1e-6)


def test_concordance_as_lifelines_has_it():
    other = pytest.importorskip("lifelines.utils")
    rng = np.random.default_rng(2)
    time, event, risk = rng.integers(1, 9, 300), rng.random(300) < 0.4, rng.integers(0, 20, 300)
    wanted = other.concordance_index(time, -risk, event)
    assert scores.concordance(time, event, risk) == pytest.approx(wanted)


def test_scores_are_those_computed_by_hand():
    event, p = [1, 0, 1, 0], [0.9, 0.8, 0.8, 0.1]
    assert scores.auc(event, p) == 3.5 / 4
    assert scores.average_precision(event, p) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert scores.brier(event, p) == pytest.approx((0.01 + 0.64 + 0.04 + 0.01) / 4)
    assert scores.skill(0.09, 0.1) == pytest.approx(0.1)
    assert scores.concordance([1, 2, 2], [1, 1, 0], [5, 1, 5]) == 0.5 * (1 + 0.5 + 0) / 1.5


def test_reliability_bins_are_those_of_wilson_intervals_in_r():
    event, p = [0] * 9 + [1] + [1] * 8 + [0] * 2, [0.1] * 10 + [0.6] * 10
    r = reliability.reliability(event, p, bins=2)
    assert r.forecast == pytest.approx([0.1, 0.6])
    assert r.observed == pytest.approx([0.1, 0.8])
    assert reliability.ece(event, p, bins=2) == pytest.approx(0.1)
    assert r.low[1] == pytest.approx(0.4901625, abs=1e-6)  # Wilson, 8 of 10 (R prop.test)
    assert r.high[1] == pytest.approx(0.9433178, abs=1e-6)
    assert reliability.reliability(event, [0.3] * 20).weight.tolist() == [20]


def test_no_slope_of_what_does_not_vary():
    assert reliability.slope([0, 1], [0.5, 0.5]) is None
    assert reliability.slope([0, 0], [0.5, 0.6]) is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: scores.auc([1, 1], [0.1, 0.2]), "rows with the event and rows without"),
        (lambda: scores.average_precision([0, 0], [0.1, 0.2]), "in no row"),
        (lambda: scores.brier([], []), "nothing to score"),
        (lambda: scores.brier([1], [1.5]), "from 0 to 1"),
        (lambda: scores.brier([1], [np.nan]), "from 0 to 1"),
        (lambda: scores.brier([1, 0], [0.5]), "one length"),
        (lambda: scores.skill(0.1, 0.0), "makes no error"),
        (lambda: scores.concordance([1, 2], [0, 0], [1, 2]), "no pair"),
    ],
)
def test_what_cannot_be_scored_is_said(call, words):
    with pytest.raises(DataError, match=words):
        call()
