"""Bins of fixed probabilities, repeated ruptures and groups, by hand; what is printed is replayed."""

import numpy as np
import pytest

from detente.backtest import printed, reliability
from detente.backtest.calibration import calibrations, group_scores, repeated
from detente.backtest.models import BASE, DURATION, MAIN, PRINTED, RECENCY
from detente.backtest.populations import TARGETS
from detente.backtest.replay import Forecasts
from detente.errors import DataError
from detente.forecast.partnerships import partnership_forecasts
from detente.history.panel_rows import panel_rows
from detente.history.rows import Rows


def forecasts(p, event, before):
    n = len(p)
    rows = Rows(
        unit=np.arange(n),
        year=np.full(n, 2000),
        stop=np.full(n, 2005),
        cause=np.asarray(event),
        causes=("rupture",),
        names=("rupture before",),
        x=np.asarray(before, dtype=float)[:, None],
    )
    p = np.asarray(p, dtype=float)
    base = np.full(n, np.mean(event))
    models = {MAIN: p, PRINTED: p, BASE: base, DURATION: base, RECENCY: p / 2}
    return Forecasts(
        target=TARGETS[2], horizon=5, rows=rows, event=np.asarray(event, float), p=models
    )


def test_bins_are_those_counted_by_hand():
    """Of three forecasts from .6 to .7 two came true; 1 is in the last bin, .7 in the next."""
    bins = reliability.calibration_bins([1, 1, 0, 0, 1], [0.6, 0.65, 0.69, 0.7, 1.0])
    assert [(b.first, b.last, b.n) for b in bins] == [(0.6, 0.7, 3), (0.7, 0.8, 1), (0.9, 1.0, 1)]
    assert bins[0].forecast == pytest.approx(1.94 / 3)
    assert bins[0].observed == pytest.approx(2 / 3)
    assert (bins[0].low, bins[0].high) == pytest.approx((0.2077, 0.9385), abs=1e-4)


def test_bins_hold_every_forecast_once():
    p = np.random.default_rng(1).uniform(size=500)
    bins = reliability.calibration_bins((p > 0.5).astype(int), p)
    assert sum(b.n for b in bins) == 500
    assert all(b.first <= b.forecast < b.last for b in bins)
    with pytest.raises(DataError, match="probabilities from 0 to 1"):
        reliability.calibration_bins([1], [1.1])


def test_events_of_pairs_that_ruptured_before_are_counted():
    f = forecasts([0.2] * 4, [1, 1, 1, 0], [1, 1, 0, 1])
    assert repeated(f) == pytest.approx(2 / 3)
    none = forecasts([0.2] * 4, [0, 0, 0, 0], [1, 1, 0, 1])
    assert repeated(none) is None


def test_every_model_shown_has_bins_and_a_line():
    rng = np.random.default_rng(2)
    p = rng.uniform(0.05, 0.95, 2000)
    f = forecasts(p, (rng.uniform(size=2000) < p).astype(int), np.zeros(2000))
    found = calibrations(f)
    assert found.keys() == {MAIN, PRINTED, DURATION, RECENCY}
    assert found[RECENCY]["bins"][-1]["last"] == 0.5  # forecasts half as high
    assert found[PRINTED]["slope"] == pytest.approx(1, abs=0.15)
    assert found[PRINTED]["intercept"] == pytest.approx(0, abs=0.15)
    assert {b["first"] for b in found[PRINTED]["bins"]} >= {0.5, 0.6, 0.7, 0.8, 0.9}
    group = group_scores(f, np.arange(2000) < 1000)
    assert group["printed"]["auc"] > 0.7
    assert [b["last"] for b in group["bins"][RECENCY]] == [0.05, 0.1, 0.2, 0.5]
    assert {m: sum(b["n"] for b in bins) for m, bins in group["bins"].items()} == dict.fromkeys(
        found, 1000
    )
    assert group_scores(f, np.arange(2000) < 3)["printed"]["auc"] is None


def test_the_replay_has_the_figures_of_the_table(real_store):
    now = panel_rows().of_year(2001).rows
    ended = printed.printed("rupture")(now, 2001)(now.where(np.arange(5)))
    assert ended.shape == (5, 20, 1)
    for unit, curve in zip(now.unit[:5].tolist(), ended[:, :, 0], strict=True):
        pair = panel_rows().of_pair((unit // 1000, unit % 1000))
        (row,) = partnership_forecasts(pair, 2001)
        assert curve[[0, 4, 9, 19]] == pytest.approx([row.p[h][0] for h in (1, 5, 10, 20)])


def test_a_pair_that_the_panel_lacks_is_said(real_store):
    now = panel_rows().of_year(2001).rows
    strange = now.where(np.arange(1))
    strange.unit[:] = 999_999
    with pytest.raises(DataError, match="not in the panel"):
        printed.printed("rupture")(now, 2001)(strange)
