"""Scores of a forecast log."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from detente.backtest import scores
from detente.backtest.log_questions import LoggedQuestion
from detente.backtest.reliability import reliability


def score(questions: Iterable[LoggedQuestion]) -> dict[str, Any]:
    """Scores of the resolved questions; hindcasts are scored separately from forecasts.

    The Brier and log scores of a question are means over days, each day with the forecast in
    force; those of a group are means over questions. Void questions, and those that an earlier id
    asks too, are counted and not scored.
    """
    logged = list(questions)
    scored = [q for q in logged if q.happened is not None and q.same_as is None]
    return {
        "questions": len(logged),
        "open": sum(not q.resolved for q in logged),
        "void": sum(q.answer == "void" for q in logged),
        "twice": sum(q.same_as is not None for q in logged),
        "forecasts": _group([q for q in scored if not q.hindcast]),
        "hindcasts": _group([q for q in scored if q.hindcast]),
    }


def _group(resolved: list[LoggedQuestion]) -> dict[str, Any]:
    group: dict[str, Any] = dict.fromkeys(
        ("brier", "log_score", "brier_base", "log_base", "brier_skill", "log_skill", "reliability")
    )
    group = {"n": len(resolved), "happened": sum(bool(q.happened) for q in resolved), **group}
    if not resolved:
        return group
    event, p, base, weight = (np.array(column, dtype=float) for column in _parts(resolved))
    group["brier"] = scores.brier(event, p, weight)
    group["log_score"] = scores.log_score(event, p, weight)
    group["reliability"] = {
        k: np.round(v, 6).tolist() for k, v in vars(reliability(event, p, 5, weight)).items()
    }
    known = np.isfinite(base)
    if known.any():
        event, p, base, weight = event[known], p[known], base[known], weight[known]
        group["brier_base"] = scores.brier(event, base, weight)
        group["log_base"] = scores.log_score(event, base, weight)
        for name, measure in (("brier", scores.brier), ("log", scores.log_score)):
            against = group[f"{name}_base"]
            own = measure(event, p, weight)
            group[f"{name}_skill"] = scores.skill(own, against) if against else None
    return group


def _parts(resolved: list[LoggedQuestion]) -> tuple[list[float], ...]:
    """Event, probability, base rate and share of its question's days, of every forecast."""
    rows = []
    for q in resolved:
        days, event = q.days, float(bool(q.happened))
        total = sum(days)
        for f, lasting in zip(q.forecasts, days, strict=True):
            if lasting:
                base = np.nan if f["base_rate"] is None else f["base_rate"]
                rows.append((event, f["probability"], base, lasting / total))
    return tuple(list(column) for column in zip(*rows, strict=True))
