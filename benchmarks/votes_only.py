"""How the learned odds of pairs that nothing but votes binds were lowered, and what that is worth.

The learned hazard has rows of pairs with a treaty, a former rivalry or a side taken together. Of
pairs that only vote alike it has none, so its log-odds for them take on a constant,
`detente.history.pool_share.UNTIED_SHIFT`. Here such pairs get the rows that `assess A B` reads of
them, at every fifth origin, and the learned hazard and the classes of the vintage of that year.

Choice: log score within five and ten years at the origins 1955 to 1980, over the share of the
learned hazard and the constant, of pairs whose only class is that of like votes; then those without
any class, by the constant alone. With ``--known 1980`` the choice sees no event after that year,
else those to 1989, as the ten years from 1980 on end there. Worth: both together at the origins
1985 to 2005, before (a share of .2 beside the class, or the learned hazard alone where there is
none) and now. Intervals are of 90 %, from whole pairs drawn anew. Decision 0023 has the figures.
Needs the data on disk; takes a minute.

    python benchmarks/votes_only.py [--every 5] [--known 1989] [--late 1985]
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.backtest.reliability import ece
from detente.backtest.scores import auc, log_score
from detente.document.labels import OutcomeId
from detente.errors import MissingData
from detente.forecast.chance import Chance
from detente.forecast.panel_forecast import panel_draws, panel_forecast
from detente.forecast.settings import Settings
from detente.history.class_ages import CLASSES, class_ages, pair_records
from detente.history.covariates import ALIGNMENT, COALITION, EX_RIVAL, RIVAL, SINCE_RUPTURE, TREATY
from detente.history.informal_names import ALIGNED
from detente.history.ladder_years import ladder_population
from detente.history.lens_years import with_lenses
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.panel_rows import PanelRows
from detente.history.pool_share import ALIGNED_LEARNED, EQUAL, UNTIED_SHIFT
from detente.history.rows import UNKNOWN, Ints, Rows
from detente.records import Array

EARLY, LATEST = (1955, 1980), 2005  # origins
OUTCOMES: tuple[OutcomeId, ...] = ("rupture", "force", "rivalry", "strain")
HORIZONS, CHOICE = (1, 5, 10), (5, 10)
SHIFTS = (0.0, -0.5, -1.0, -1.25, -1.5, UNTIED_SHIFT, -1.75, -2.0, -2.5)
SHARES = (0.2, 0.5, 0.8, 1.0)
SHARE_BEFORE = 0.2  # of the learned hazard beside the class, until the constant came
CHANCE, RESAMPLES = Chance(seed=Settings().seed, draws=200), 1000
BROKE = SINCE_RUPTURE[1]  # whether the two ever did
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Forecasts:
    """Pairs at one horizon, arrays of shape (n,): what was expected and whether it came.

    ``aligned`` says whether they are in the class of like votes; ``classes`` is the incidence by
    it, 0 where they are not. ``learned`` has one column for each of `SHIFTS`.
    """

    unit: Ints
    aligned: Mask
    learned: Array
    classes: Array
    came: Mask

    def where(self, mask: Mask) -> "Forecasts":
        return Forecasts(**{name: getattr(self, name)[mask] for name in FIELDS})

    def mixed(self, share: float, shift: float) -> Array:
        """Incidence with a share of the learned hazard, its log-odds shifted, beside the class."""
        learned = self.learned[:, SHIFTS.index(shift)]
        return np.where(self.aligned, share * learned + (1 - share) * self.classes, learned)


FIELDS = tuple(Forecasts.__dataclass_fields__)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=5, help="years between origins")
    parser.add_argument("--known", type=int, default=1989, help="last year that the choice sees")
    parser.add_argument("--late", type=int, default=1985, help="first of the later origins")
    options = parser.parse_args()
    early = range(EARLY[0], EARLY[1] + 1, options.every)
    late = range(options.late, LATEST + 1, options.every)
    panels = untied_panels((*early, *late))
    for outcome in OUTCOMES:
        found = {
            h: replay(outcome, panels[outcome], [y for y in early if y + h - 1 <= options.known], h)
            for h in CHOICE
        }
        choose_both(outcome, {h: f.where(f.aligned) for h, f in found.items()})
        choose_shift(outcome, {h: f.where(~f.aligned) for h, f in found.items()})
    for outcome in OUTCOMES:
        for horizon in HORIZONS:
            worth(outcome, horizon, replay(outcome, panels[outcome], late, horizon))


def untied_panels(years: tuple[int, ...]) -> dict[OutcomeId, PanelRows]:
    """Rows at risk of every outcome of the pairs that nothing but votes binds."""
    records = pair_records(informal=True)
    rows, gone = ladder_population(every=years)
    begun = np.flatnonzero(np.isin(rows.year, years) & alike(rows))
    rows, gone = rows.where(begun), gone[begun]
    only = np.flatnonzero(votes_alone(class_ages(records, rows.unit, rows.year)))
    ladder = with_lenses(rows.where(only), gone[only])
    return {
        outcome: PanelRows(rows=one, ages=class_ages(records, one.unit, one.year))
        for outcome, one in ladder.items()
    }


def alike(rows: Rows) -> Mask:
    """No tie, rivalry or rupture, and more alike than with the world when last they voted."""
    value = {name: rows.x[:, i] for i, name in enumerate(rows.names)}
    tied = [value[name] == 1 for name in (TREATY, EX_RIVAL, COALITION, RIVAL, BROKE)]
    known = value[ALIGNMENT[0]] == 1
    return np.asarray(known & (value[ALIGNMENT[1]] > 0) & ~np.any(tied, axis=0))


def votes_alone(ages: Array) -> Mask:
    """Whether a pair is in no class but that of like votes."""
    others = [i for i, name in enumerate(CLASSES) if name != ALIGNED]
    return np.asarray(~np.isfinite(ages[:, others]).any(axis=1))


def replay(outcome: OutcomeId, panel: PanelRows, origins: Iterable[int], h: int) -> Forecasts:
    """Forecasts of the origins whose end is known, where a vintage has the outcome."""
    parts = [
        part
        for year in origins
        if year + h - 1 <= OUTCOME_CARDS[outcome].last
        and (part := of_year(outcome, panel.of_year(year), year, h)) is not None
    ]
    if not parts:
        sys.exit(f"no forecast of {outcome} {h} years ahead at these origins; lower --every")
    return Forecasts(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in FIELDS}
    )


def of_year(outcome: OutcomeId, now: PanelRows, year: int, h: int) -> Forecasts | None:
    """The pairs of one origin of which is known what came, None without weights of the year."""
    try:
        risk = panel_draws(year, CHANCE, outcome)
    except MissingData:
        return None
    page = panel_forecast(now, risk, EQUAL, outcome=outcome, horizons=())
    ended = now.rows.ending(1, h)
    return Forecasts(
        unit=now.rows.unit,
        aligned=np.isfinite(page.classes[:, 0]),
        learned=np.column_stack([lowered(page.learned, s)[:, h - 1] for s in SHIFTS]),
        classes=np.nan_to_num(page.classes[:, h - 1]),
        came=ended > 0,
    ).where(ended != UNKNOWN)


def lowered(incidence: Array, shift: float) -> Array:
    """Incidence, mean over draws, after adding log-odds to its yearly hazard, shape (n, 20)."""
    alive = 1 - np.column_stack([np.zeros(len(incidence)), incidence])
    odds = (alive[:, :-1] / alive[:, 1:] - 1) * np.exp(shift)
    return np.asarray(1 - np.cumprod(1 / (1 + odds), axis=1))


def total(found: dict[int, Forecasts], share: float, shift: float) -> float:
    """Log score summed over pairs and horizons, in nats; 0 is best."""
    return sum(f.came.size * log_score(f.came, f.mixed(share, shift)) for f in found.values())


def choose_both(outcome: OutcomeId, found: dict[int, Forecasts]) -> None:
    """Scores by share and constant of pairs in the class of like votes."""
    print(
        f"\n{outcome}, early origins, in the class: {counts(found)}; rows: share, columns: constant"
    )
    print("      " + "".join(f"{shift:9.2f}" for shift in SHIFTS))
    scores = {(w, s): total(found, w, s) for w in SHARES for s in SHIFTS}
    for w in SHARES:
        print(f"{w:6.1f}" + "".join(f"{scores[w, s]:9.1f}" for s in SHIFTS))
    share, shift = min(scores, key=lambda both: scores[both])
    print(f"best: share {share}, constant {shift}: {scores[share, shift]:.1f}")


def choose_shift(outcome: OutcomeId, found: dict[int, Forecasts]) -> None:
    """Scores by constant of pairs without any class."""
    scores = {shift: total(found, 1.0, shift) for shift in SHIFTS}
    print(f"{outcome}, without a class: {counts(found)}")
    print("      " + "".join(f"{scores[shift]:9.1f}" for shift in SHIFTS))
    print(f"best: constant {min(scores, key=lambda s: scores[s])}")


def counts(found: dict[int, Forecasts]) -> str:
    """What the learned hazard expects and what came, by horizon."""
    return ", ".join(
        f"{h} y: {f.mixed(1.0, 0.0).sum():.0f} expected, {f.came.sum()} came"
        for h, f in found.items()
    )


def worth(outcome: OutcomeId, horizon: int, found: Forecasts) -> None:
    """Before and now, of all pairs that nothing but votes binds; AUC of those in the class."""
    came, own = found.came, found.where(found.aligned)
    print(f"\n{outcome} {horizon} y, later origins: n {came.size}, came {came.sum()}")
    if not came.any():
        return
    for name, share, shift in (
        ("before", SHARE_BEFORE, 0.0),
        ("now", ALIGNED_LEARNED, UNTIED_SHIFT),
    ):
        p = found.mixed(share, shift)
        low, high = interval(found.unit, came, p)
        print(
            f"  {name:6} expected {p.sum():5.0f}, times {p.sum() / max(came.sum(), 1):.1f} "
            f"({low:.1f}-{high:.1f}), ECE {ece(came, p):.4f}, "
            f"log score {total({horizon: found}, share, shift):.0f}, AUC {auc(came, p):.2f}; "
            f"in the class log score {total({horizon: own}, share, shift):.0f}, "
            f"AUC {auc(own.came, own.mixed(share, shift)):.2f}"
        )


def interval(unit: Ints, came: Mask, p: Array) -> Array:
    """90 % interval of expected over came, from whole pairs drawn anew."""
    _, place = np.unique(unit, return_inverse=True)
    sums = np.stack([np.bincount(place, p), np.bincount(place, came)], axis=1)
    n = len(sums)
    drawn = np.random.default_rng(1).multinomial(n, np.full(n, 1 / n), RESAMPLES) @ sums
    drawn = drawn[drawn[:, 1] > 0]
    return np.asarray(np.quantile(drawn[:, 0] / drawn[:, 1], (0.05, 0.95)))


if __name__ == "__main__":
    main()
