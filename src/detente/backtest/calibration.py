"""Calibration of the forecasts of a target: bins, line, repeated ruptures, by group."""

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.backtest import reliability, scores
from detente.backtest.models import BASE, DURATION, MAIN, PRINTED, RECENCY
from detente.backtest.replay import Forecasts
from detente.history.covariates import SINCE_RUPTURE
from detente.records import Array

Document = dict[str, Any]
SHOWN = (PRINTED, MAIN, DURATION, RECENCY)  # models whose reliability is shown
OF_GROUPS = (0.0, 0.01, 0.05, 0.1, 0.2, 0.5, 1.0)  # edges of the bins of a group
_FEW = 5  # events below which a group has no scores of its own


def calibrations(f: Forecasts) -> dict[str, Document]:
    """Bins, calibration error, slope and intercept of the models that are `SHOWN`."""
    return {
        model: {
            "bins": _bins(f.event, f.p[model], reliability.EDGES),
            "ece": reliability.ece(f.event, f.p[model]),
            **_line(f.event, f.p[model]),
        }
        for model in SHOWN
        if model in f.p
    }


def _bins(event: Array, p: Array, edges: tuple[float, ...]) -> list[dict[str, float]]:
    return [asdict(bin_) for bin_ in reliability.calibration_bins(event, p, edges)]


def _line(event: Array, p: Array) -> dict[str, float | None]:
    slope, intercept = reliability.slope(event, p) or (None, None)
    return {"slope": slope, "intercept": intercept}


def repeated(f: Forecasts) -> float | None:
    """Share of the events that are from pairs with an earlier rupture; None for other units."""
    before = SINCE_RUPTURE[1]
    if before not in f.rows.names or not f.event.any():
        return None
    earlier = f.rows.x[:, f.rows.names.index(before)] == 1
    return float(earlier[f.event > 0].mean())


def group_scores(f: Forecasts, here: NDArray[np.bool_]) -> Document:
    """Bins of a group, calibration error of the main model, all scores of what is printed.

    Parameters
    ----------
    f : Forecasts
        Of one target and horizon.
    here : array of bool, shape (n,)
        The group.
    """
    event = f.event[here]
    out: Document = {
        "ece": reliability.ece(event, f.p[MAIN][here]),
        "bins": {m: _bins(event, f.p[m][here], OF_GROUPS) for m in SHOWN if m in f.p},
    }
    if PRINTED not in f.p:
        return out
    p = f.p[PRINTED][here]
    printed: Document = {
        "mean_forecast": float(p.mean()),
        "ece": reliability.ece(event, p),
        "auc": None,
        "brier_skill": None,
        "slope": None,
        "intercept": None,
    }
    if _FEW <= event.sum() < event.size:
        against = scores.brier(event, f.p[BASE][here])
        skill = scores.skill(scores.brier(event, p), against)
        printed |= {"auc": scores.auc(event, p), "brier_skill": skill, **_line(event, p)}
    return out | {"printed": printed}
