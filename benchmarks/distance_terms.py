"""Does distance matter less to the strong, to major powers, to those that fought? Terms compared.

Each 1 January is forecast from the years before it, for all pairs at risk, once for each product of
the log distance that could enter the covariates of the tie, with fresh facts and with facts as
old as today's. The term with the best log score is chosen. Origins are those before the track
record, which begins in 1985: 1955 to 1980 for the first year, to 1975 for ten years.
The last columns are far pairs that fought, one of them a major power: ruptures expected and that
came. Needs the data on disk; takes about five minutes.

    uv run python benchmarks/distance_terms.py [OUTCOME ...]
"""

import sys
from dataclasses import replace

import numpy as np

from detente.history.aged_years import aged_ladder
from detente.history.covariates import A_MAJOR, BORDERS, DISTANCE, POWER, REACH, SINCE_RUPTURE
from detente.history.fit_lens_weights import fit_lens_weights
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.panel_rows import panel_rows, wide_panel
from detente.history.vintage import LAST

FOUGHT = SINCE_RUPTURE[1]
STRONG, MAJOR = (POWER[0],), (A_MAJOR,)
TERMS = {
    "none": (),
    "fought": ((FOUGHT,),),
    "fought and a major power": ((FOUGHT, A_MAJOR),),
    "a major power": (MAJOR,),
    "power of the strongest": (STRONG,),
    "both of these, as shipped": (STRONG, MAJOR),
    "both, and fought": (STRONG, MAJOR, (FOUGHT,)),
}
ORIGINS, EDGE, FAR = {1: range(1955, 1981), 10: range(1955, 1976)}, 1e-6, np.log1p(1000.0)


def with_terms(rows, terms):
    """The rows with these products of the log distance and other covariates, and no others."""

    def column(name):
        return rows.x[:, rows.names.index(name)]

    rest = [j for j, name in enumerate(rows.names) if name not in REACH]
    products = [
        np.prod([column(name) for name in (DISTANCE, *factors)], axis=0) for factors in terms
    ]
    names = tuple(" x ".join((DISTANCE, *factors)) for factors in terms)
    names = (*(rows.names[j] for j in rest), *names)
    return replace(rows, names=names, x=np.column_stack([rows.x[:, rest], *products]))


def scores(outcome, rows, origin):
    """By horizon: log score, Brier score, and expectation and events of far pairs that fought."""
    known = rows.where(OUTCOME_CARDS[outcome].covered(rows.year, origin))
    hazards = fit_lens_weights(known, origin)[0]
    now = rows.where(rows.year == origin)
    p = hazards.incidence(now.x[:, [now.names.index(name) for name in hazards.names]])[:, :, 0]

    def value(name):
        return now.x[:, now.names.index(name)]

    far = (value(FOUGHT) == 1) & (value(A_MAJOR) == 1) & (value(DISTANCE) > FAR)
    far &= ~np.any([value(border) == 1 for border in BORDERS], axis=0)
    found = {}
    for horizon in ORIGINS:
        event = (now.cause == 1) & (now.stop < origin + horizon)
        seen = event | (now.stop >= origin + horizon - 1)
        q = p[:, horizon - 1].clip(EDGE, 1 - EDGE)
        log = -np.log(np.where(event, q, 1 - q))[seen].sum()
        brier = ((q - event) ** 2)[seen].sum()
        found[horizon] = (log, brier, q[seen & far].sum(), (seen & far & event).sum())
    return found


def compare(outcome, rows, age):
    """Print the scores of each term and how far each is from the fit without one."""
    plain = {}
    for name, terms in TERMS.items():
        more = with_terms(rows, terms)
        found = {origin: scores(outcome, more, origin) for origin in ORIGINS[1]}
        for horizon, origins in ORIGINS.items():
            by_year = np.array([found[origin][horizon] for origin in origins])
            better = plain.setdefault(horizon, by_year)[:, 0] - by_year[:, 0]
            error = better.std(ddof=1) * np.sqrt(better.size)
            log, brier, expected, came = by_year.sum(axis=0)
            print(
                f"{outcome:9}{age:6}{horizon:3} y  {name:26} log {log:8.1f}"
                f" ({better.sum():+6.1f}, s.e. {error:4.1f})  Brier {brier:7.2f}"
                f"  far and fought: expected {expected:5.1f}, came {came:.0f}",
                flush=True,
            )


def main():
    wide = wide_panel()
    aged = aged_ladder(wide, wide.ages(LAST))
    for outcome in sys.argv[1:] or ("rupture", "force", "rivalry", "strain"):
        compare(outcome, panel_rows(outcome).rows, "fresh")
        compare(outcome, aged[outcome], "aged")


if __name__ == "__main__":
    main()
