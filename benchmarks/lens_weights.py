"""How well the lenses' learned weights rank partnerships, beside the facts alone and everything.

Rolling origin as in `detente backtest`, target dyad-broken: pairs with a treaty in force that are
no strategic rivals, 1985-2009 at one year and 1985-2005 at five. The weights are learned anew each
year as `detente fit` does. Needs the data on disk and the extra ``[backtest]``; takes two minutes.

    python benchmarks/lens_weights.py
"""

from dataclasses import replace

import numpy as np

from detente.forecast.dyad_years import dyad_years
from detente.forecast.learned import DYADS, learn
from detente.forecast.lens_years import lens_years
from detente.forecast.rows import Rows
from detente.forecast.teach import teach
from detente.forecast.tie_facts import FACTS, RIVAL, TREATY

HORIZONS = ((1, 2009), (5, 2005))


def main() -> None:
    full, lens = dyad_years(), lens_years()
    facts = replace(lens, names=lens.names[: len(FACTS)], x=lens.x[:, : len(FACTS)])
    tied = (full.x[:, full.names.index(TREATY)] == 1) & (full.x[:, full.names.index(RIVAL)] == 0)
    for horizon, last in HORIZONS:
        p: dict[str, list[np.ndarray]] = {"facts": [], "facts and lenses": [], "all": []}
        y = []
        for origin in range(1985, last + 1):
            now = tied & (full.year == origin)
            ended = full.where(now).ending(1, horizon)
            seen = ended >= 0
            y.append(ended[seen] > 0)
            p["facts"].append(_forecast(facts, now, seen, origin, horizon))
            p["facts and lenses"].append(_taught(lens, now, seen, origin, horizon))
            p["all"].append(_forecast(full, now, seen, origin, horizon))
        for name, parts in p.items():
            _print(horizon, name, np.concatenate(y), np.concatenate(parts))


def _forecast(rows: Rows, now: np.ndarray, seen: np.ndarray, origin: int, h: int) -> np.ndarray:
    return learn(rows, origin, DYADS).incidence(rows.x[now][seen])[:, h - 1, 0]


def _taught(rows: Rows, now: np.ndarray, seen: np.ndarray, origin: int, h: int) -> np.ndarray:
    model, _ = teach(rows, origin)
    kept = [rows.names.index(name) for name in model.names]
    return model.incidence(rows.x[now][seen][:, kept])[:, h - 1, 0]


def _print(horizon: int, name: str, y: np.ndarray, p: np.ndarray) -> None:
    from sklearn.metrics import average_precision_score, roc_auc_score

    log = -np.mean(np.log(np.where(y, p, 1 - p)))
    print(
        f"{horizon} y  {name:17} n {y.size} events {y.sum()}  AUC {roc_auc_score(y, p):.3f}  "
        f"AP {average_precision_score(y, p):.3f}  Brier {np.mean((p - y) ** 2):.5f}  "
        f"log {log:.5f}  forecast {p.mean():.4f}  observed {y.mean():.4f}"
    )


if __name__ == "__main__":
    main()
