"""How well the forecasts that a page of a pair prints would have done, outcome by outcome.

Every 1 January from 1985 on is forecast with the vintage that ships for that year: all pairs at
risk of the outcome, and for rupture and strain those with a treaty in force that are no rivals.
Beside it stand the base rate of the years before, and a model of the time since the last event of
the kind, fitted on the same pairs. Every fifth origin is printed by itself. Needs the data on disk;
takes about two minutes.

    python benchmarks/track_record.py [--write]

``--write`` puts the scores of rupture where the brief reads them.
"""

import json
import sys
from dataclasses import replace

import numpy as np

from detente.backtest.reliability import ece, slope
from detente.backtest.scores import auc, average_precision, brier, log_score
from detente.document.labels import RUPTURE_KINDS
from detente.errors import DataError
from detente.forecast.chance import Chance
from detente.forecast.panel_ladder import kind_shares, outcome_forecast
from detente.history.covariates import RIVAL, SINCE_RUPTURE, STRAIN, TREATY
from detente.history.landmark import DYADS, fit_landmark_hazards
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.panel_rows import panel_rows
from detente.history.rows import UNKNOWN
from detente.history.track_record import FILE as TRACK_RECORD

FIRST, HORIZONS = 1985, (1, 5, 10, 20)
CHANCE = Chance(seed=20011112, draws=200)
TIED = "treaty, no rivals"
SINCE = {"strain": STRAIN}


def printed(outcome, year, rows):
    """What pages print for the pairs of a year, shape (n, 20), or None."""
    if outcome not in RUPTURE_KINDS:
        page = outcome_forecast(outcome, year, rows, CHANCE, ())
        return None if page is None else page.mean
    rupture = outcome_forecast("rupture", year, rows, CHANCE, ())
    kinds = {k: f for k in RUPTURE_KINDS if (f := outcome_forecast(k, year, rows, CHANCE, ()))}
    share = kind_shares(rupture, kinds, year)[outcome] if rupture and len(kinds) == 2 else None
    if share is None:
        return None
    order = np.argsort(rupture.panel.rows.unit)
    now = rows(outcome).of_year(year).rows
    place = order[np.searchsorted(rupture.panel.rows.unit[order], now.unit)]
    return (rupture.mean * share)[place]


def since(rows, mask, origin, outcome):
    """Incidence by the time since the last event alone, fitted on the same pairs."""
    names = SINCE.get(outcome, SINCE_RUPTURE)
    narrow = replace(rows, names=names, x=rows.x[:, [rows.names.index(n) for n in names]])
    loose = replace(DYADS, penalty=(0.1, 0.1, 0.1))
    try:
        model = fit_landmark_hazards(narrow.where(mask), origin, loose)
    except DataError:
        return None
    return model.incidence(narrow.x[mask & (rows.year == origin)])[:, :, 0]


def replay(outcome, tied):
    """Forecasts, baselines and events by horizon."""
    rows = panel_rows(outcome).rows
    mask = np.ones(rows.year.size, dtype=bool)
    if tied:
        mask = (rows.x[:, rows.names.index(TREATY)] == 1) & (
            rows.x[:, rows.names.index(RIVAL)] == 0
        )
    parts = {h: [] for h in HORIZONS}
    last = OUTCOME_CARDS[outcome].last
    for origin in range(FIRST, last + 1):
        page = printed(outcome, origin, panel_rows)
        if page is None:
            continue
        here, known = rows.year == origin, rows.where(mask).known(origin)
        recent = since(rows, mask, origin, outcome) if origin % 2 else None
        for h in HORIZONS:
            if origin + h - 1 > last:
                continue
            end, before = rows.where(here & mask).ending(1, h), known.ending(1, h)
            base = (before > 0).sum() / max((before != UNKNOWN).sum(), 1)
            seen = end != UNKNOWN
            p = np.clip(page[mask[here]][seen, h - 1], 0, 1)
            lone = np.full(p.size, np.nan) if recent is None else recent[seen, h - 1]
            parts[h].append(
                (end[seen] > 0, p, np.full(p.size, base), lone, np.full(p.size, origin))
            )
    return {
        h: [np.concatenate(c) for c in zip(*rows, strict=True)] for h, rows in parts.items() if rows
    }


def scores(event, p, base, lone, origin):
    """All scores of one outcome and horizon."""
    e, odd = event.astype(float), np.isfinite(lone)
    against = brier(e[odd], np.clip(lone[odd], 0, 1)) if odd.any() else np.nan
    return {
        "first": int(origin.min()),
        "last": int(origin.max()),
        "n": int(e.size),
        "events": int(e.sum()),
        "auc": round(auc(e, p), 4),
        "average_precision": round(average_precision(e, p), 4),
        "brier": round(brier(e, p), 6),
        "log_score": round(log_score(e, p), 6),
        "mean_forecast": round(float(p.mean()), 5),
        "observed": round(float(e.mean()), 5),
        "skill": round(1 - brier(e, p) / brier(e, base), 4),
        "skill_over_since": round(float(1 - brier(e[odd], p[odd]) / against), 4),
        "ece": round(ece(e, p), 5),
        "slope": round((slope(e, p) or (np.nan, np.nan))[0], 3),
    }


def by_origin(event, p, origin):
    """Mean forecast and observed share of every fifth origin."""
    return {
        int(year): (round(float(p[here].mean()), 4), round(float(event[here].mean()), 4))
        for year in np.unique(origin)
        if year % 5 == 0 and (here := origin == year).any()
    }


def main():
    kept = []
    for outcome, tied in (
        ("rupture", False), ("rupture", True), ("force", True), ("rivalry", True),
        ("strain", False), ("strain", True), ("suspension", False), ("drift", False),
    ):  # fmt: skip
        for horizon, columns in replay(outcome, tied).items():
            row = scores(*columns)
            print(
                outcome, TIED if tied else "all pairs", f"{horizon} y", json.dumps(row), flush=True
            )
            event, p, *_, origin = columns
            print("    by origin, forecast and observed:", json.dumps(by_origin(event, p, origin)))
            if outcome == "rupture" and tied:
                kept.append({"horizon": horizon, **row})
    if "--write" in sys.argv:
        TRACK_RECORD.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
