"""Ridge penalty of the first year ahead, by outcome: the rule that chose those that ship.

Each 1 January from 1955 to 1980 is forecast from the years before it, once for each penalty, for
all pairs at risk. The penalty with the best log score is chosen; none of these years is in the
track record, which begins in 1985. Beside each penalty stand the Brier score, events observed and
expected, and how far its log score is from the best, with a standard error by years: all pairs of a
treaty that ends in a year are one event of history. Drift is known later than 1945, so that its
origins begin later. Needs the data on disk; takes about five minutes.

    python benchmarks/penalties.py [OUTCOME ...]
"""

import sys
from dataclasses import replace

import numpy as np

from detente.errors import DataError
from detente.history.events import PAIR_OUTCOMES
from detente.history.fit_lens_weights import fit_lens_weights, settings_of
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.panel_rows import panel_rows
from detente.history.rows import UNKNOWN

ORIGINS, PENALTIES, EDGE = range(1955, 1981), (10.0, 30.0, 100.0, 300.0, 1000.0), 1e-6


def year_scores(outcome, rows, penalty, origin):
    """Log score, Brier score, events and expectation of one origin, sums over its pairs."""
    settings = settings_of(outcome)
    settings = replace(settings, penalty=(penalty, *settings.penalty[1:]))
    known = rows.where(OUTCOME_CARDS[outcome].covered(rows.year, origin))
    hazards = fit_lens_weights(known, origin, settings)[0]
    now = rows.where(rows.year == origin)
    end = now.ending(1, 1)
    columns = [now.names.index(name) for name in hazards.names]
    p = hazards.incidence(now.x[:, columns])[end != UNKNOWN, 0, 0].clip(EDGE, 1 - EDGE)
    event = end[end != UNKNOWN] == 1
    log = -np.log(np.where(event, p, 1 - p)).sum()
    return log, ((p - event) ** 2).sum(), event.sum(), p.sum()


def first_origin(outcome, rows):
    """First origin before which every stretch had an ending."""
    for year in ORIGINS:
        try:
            year_scores(outcome, rows, PENALTIES[0], year)
        except DataError:
            continue
        return year
    raise DataError(f"{outcome}: no ending was known before {ORIGINS[-1]}")


def main():
    for outcome in sys.argv[1:] or PAIR_OUTCOMES:
        rows = panel_rows(outcome).rows
        origins = range(first_origin(outcome, rows), ORIGINS[-1] + 1)
        scores = {
            penalty: np.array([year_scores(outcome, rows, penalty, year) for year in origins])
            for penalty in PENALTIES
        }
        best = min(scores, key=lambda penalty: scores[penalty][:, 0].sum())
        for penalty, by_year in scores.items():
            log, brier, events, expected = by_year.sum(axis=0)
            behind = by_year[:, 0] - scores[best][:, 0]
            error = behind.std(ddof=1) * np.sqrt(behind.size)
            mark = "best" if penalty == best else f"{behind.sum():+.1f} (s.e. {error:.1f})"
            print(
                f"{outcome:11}{penalty:6.0f}  log {log:8.1f}  {mark:22} Brier {brier:8.2f}  "
                f"events {events:.0f}, expected {expected:.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
