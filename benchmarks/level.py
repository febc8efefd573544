"""Whether a forecast that is too high or too low is so by the model or by a change of the world.

For some years of origin, all pairs: the share with an event, and over it the forecast of the pages
of the time; the base rate of the ten years before as known then; and what one hazard of the same
covariates expects that is fitted on all years at once, with hindsight and without a level of its
own. Where this last one errs too, the years differed by what no covariate describes. What the
forecast is further off is what nobody could have learned yet, or the model's own.

Second, the AUC of rupture over all origins together, within each origin (mean over its events), and
where every origin has the share of events that came: what knowing the level alone would give.
Needs the data on disk; about two minutes of processor.

    python benchmarks/level.py
"""

from dataclasses import replace

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit
from track_record import TIED, printed

from detente.backtest.scores import auc
from detente.history.covariates import RIVAL, TREATY
from detente.history.fit_lens_weights import PENALTIES
from detente.history.landmark import DYADS, fit_landmark_hazards
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.panel_rows import panel_rows
from detente.history.rows import UNKNOWN, Rows

OUTCOMES, HORIZONS = ("rupture", "strain", "suspension"), (1, 5, 10)
FIRST, SINCE = 1955, 1900  # origins, and rows of the fit with hindsight
PERIODS = (
    *((1955, 1964), (1965, 1974), (1975, 1984)),
    *((1985, 1989), (1990, 1994), (1995, 1999), (2000, 2009)),
)
NEVER = 1e6  # years of a half-life that forgets nothing
BEFORE = 10  # years of the base rate


def pages(outcome: str, rows: Rows, last: int) -> np.ndarray:
    """Forecasts of all origins, shape (n, 20), NaN where there is none."""
    p = np.full((rows.year.size, 20), np.nan)
    for origin in range(FIRST, last + 1):
        made = printed(outcome, origin, panel_rows)
        if made is not None:
            p[rows.year == origin] = made
    return p


def hindsight(outcome: str, rows: Rows, last: int) -> np.ndarray:
    """Incidence by one fit on all years alike, shape (n, 20)."""
    settings = replace(DYADS, penalty=PENALTIES[outcome], half_life=NEVER, level=False)
    known = rows.year > max(SINCE, OUTCOME_CARDS[outcome].first)
    model = fit_landmark_hazards(rows.where(known), last + 1, settings)
    return np.asarray(model.incidence(rows.x)[:, :, 0])


def base_rate(rows: Rows, origin: int, h: int) -> float:
    """Share of events in the forecasts of the ten years before that had ended by the origin."""
    known = rows.known(origin)
    end = known.ending(1, h)
    seen = (end != UNKNOWN) & (known.year + h <= origin) & (known.year + h > origin - BEFORE)
    return float((end[seen] > 0).mean())


def periods(outcome: str) -> None:
    """One line for each horizon and period."""
    rows, last = panel_rows(outcome).rows, OUTCOME_CARDS[outcome].last
    page, after = pages(outcome, rows, last), hindsight(outcome, rows, last)
    for h in HORIZONS:
        end = rows.ending(1, h)
        seen = (end != UNKNOWN) & np.isfinite(page[:, h - 1]) & (rows.year + h - 1 <= last)
        for first, final in PERIODS:
            m = seen & (rows.year >= first) & (rows.year <= final)
            if not m.any():
                continue
            events = (end[m] > 0).sum()
            years, counts = np.unique(rows.year[m], return_counts=True)
            base = sum(n * base_rate(rows, y, h) for y, n in zip(years, counts, strict=True))
            ratios = np.array([page[m, h - 1].sum(), base, after[m, h - 1].sum()]) / events
            words = [outcome, h, f"{years[0]}-{years[-1]}", m.sum(), events]
            words += [f"{100 * events / m.sum():.2f} %", *(f"{r:.2f}" for r in ratios)]
            print(f"| {' | '.join(map(str, words))} |", flush=True)
    if outcome == "rupture":
        levels(rows, page, last)


def levels(rows: Rows, page: np.ndarray, last: int) -> None:
    """AUC over all origins, within an origin, and with the level of each origin known."""
    column = rows.names.index
    tied = (rows.x[:, column(TREATY)] == 1) & (rows.x[:, column(RIVAL)] == 0)
    for pairs, mask in (("all pairs", tied | True), (TIED, tied)):
        for h in HORIZONS:
            for first, final in ((FIRST, 1984), (1985, last - h + 1)):
                end = rows.ending(1, h)
                m = mask & (end != UNKNOWN) & (rows.year >= first) & (rows.year <= final)
                event, p, year = (end[m] > 0).astype(float), page[m, h - 1], rows.year[m]
                dated = [year == y for y in np.unique(year) if event[year == y].any()]
                own = [auc(event[i], p[i]) for i in dated]
                within = np.average(own, weights=[event[i].sum() for i in dated])
                words = [pairs, h, f"{first}-{final}", int(event.sum()), f"{auc(event, p):.3f}"]
                words += [f"{within:.3f}", f"{auc(event, with_levels(event, p, dated)):.3f}"]
                print(f"| {' | '.join(map(str, words))} |", flush=True)


def with_levels(event: np.ndarray, p: np.ndarray, origins: list[np.ndarray]) -> np.ndarray:
    """The log-odds of each origin moved so that as many events are expected as came."""
    moved = np.zeros_like(p)
    for i in origins:
        odds, share = logit(np.clip(p[i], 1e-9, 1 - 1e-9)), event[i].mean()
        by = brentq(lambda c, odds=odds, share=share: expit(odds + c).mean() - share, -9, 9)
        moved[i] = expit(odds + by)
    return moved


def main() -> None:
    for outcome in OUTCOMES:
        periods(outcome)


if __name__ == "__main__":
    main()
