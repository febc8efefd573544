"""How well the lenses' learned weights rank partnerships, beside the facts alone and everything.

Rolling origin as in `detente backtest`, target dyad-broken: pairs with a treaty in force that are
no strategic rivals, 1985-2009 at one year and 1985-2005 at five. The weights are learned anew each
year as `detente fit` does. Needs the data on disk and the extra ``[backtest]``; takes two minutes.

    python benchmarks/lens_weights.py [--write]

``--write`` puts the scores of what cases use where the brief reads them.
"""

import json
import sys
from dataclasses import replace

import numpy as np

from detente.history.covariates import RIVAL, TIE_COVARIATES, TREATY
from detente.history.dyad_years import dyad_years
from detente.history.fit_lens_weights import fit_lens_weights
from detente.history.landmark import DYADS, fit_landmark_hazards
from detente.history.lens_years import lens_years
from detente.history.rows import Rows
from detente.history.track_record import FILE as TRACK_RECORD

HORIZONS = ((1, 2009), (5, 2005))
FIRST = 1985
CASES = "facts and lenses"  # what the forecast of a case uses


def main() -> None:
    full, lens = dyad_years(), lens_years()
    facts = replace(
        lens, names=lens.names[: len(TIE_COVARIATES)], x=lens.x[:, : len(TIE_COVARIATES)]
    )
    rows: list[dict[str, float | int]] = []
    tied = (full.x[:, full.names.index(TREATY)] == 1) & (full.x[:, full.names.index(RIVAL)] == 0)
    for horizon, last in HORIZONS:
        p: dict[str, list[np.ndarray]] = {"facts": [], "facts and lenses": [], "all": []}
        y = []
        for origin in range(FIRST, last + 1):
            now = tied & (full.year == origin)
            ended = full.where(now).ending(1, horizon)
            seen = ended >= 0
            y.append(ended[seen] > 0)
            p["facts"].append(_forecast(facts, now, seen, origin, horizon))
            p["facts and lenses"].append(_taught(lens, now, seen, origin, horizon))
            p["all"].append(_forecast(full, now, seen, origin, horizon))
        for name, parts in p.items():
            found = _scores(np.concatenate(y), np.concatenate(parts))
            print(f"{horizon} y  {name:17}", found)
            if name == CASES:
                rows.append({"horizon": horizon, "first": FIRST, "last": last, **found})
    if "--write" in sys.argv:
        TRACK_RECORD.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _forecast(rows: Rows, now: np.ndarray, seen: np.ndarray, origin: int, h: int) -> np.ndarray:
    return fit_landmark_hazards(rows, origin, DYADS).incidence(rows.x[now][seen])[:, h - 1, 0]


def _taught(rows: Rows, now: np.ndarray, seen: np.ndarray, origin: int, h: int) -> np.ndarray:
    model, _ = fit_lens_weights(rows, origin)
    kept = [rows.names.index(name) for name in model.names]
    return model.incidence(rows.x[now][seen][:, kept])[:, h - 1, 0]


def _scores(y: np.ndarray, p: np.ndarray) -> dict[str, float | int]:
    from sklearn.metrics import average_precision_score, roc_auc_score

    return {
        "n": int(y.size),
        "events": int(y.sum()),
        "auc": round(float(roc_auc_score(y, p)), 4),
        "average_precision": round(float(average_precision_score(y, p)), 4),
        "brier": round(float(np.mean((p - y) ** 2)), 6),
        "log_score": round(float(-np.mean(np.log(np.where(y, p, 1 - p)))), 6),
        "mean_forecast": round(float(p.mean()), 5),
        "observed": round(float(y.mean()), 5),
    }


if __name__ == "__main__":
    main()
