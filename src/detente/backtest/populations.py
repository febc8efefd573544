"""Populations and targets of the backtest: treaties and dyads, the class and region of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from detente.backtest import lagged
from detente.data import store
from detente.document.labels import OutcomeId
from detente.history import covariates, dyad_years, treaty_years
from detente.history.events import PAIR_OUTCOMES
from detente.history.fit_lens_weights import settings_of
from detente.history.landmark import DYADS, TREATIES, LandmarkSettings
from detente.history.outcomes import OUTCOME_CARDS
from detente.history.rows import Rows
from detente.registry import sources
from detente.sources import atop_alliance, gml_disputes

LAST_DYADS = gml_disputes.CARD.coverage[1] - 1  # last year of the registered windows
Mask = NDArray[np.bool_]
Labels = NDArray[np.str_]
REGIONS = ((200, "Americas"), (400, "Europe"), (600, "Africa"), (700, "Middle East"), (900, "Asia"))


@dataclass(frozen=True, kw_only=True)
class Population:
    """Units at risk by year, with their classes, regions and groups of covariates.

    ``kind`` names the class of each row, ``region`` that of each unit. ``groups`` names covariates
    that an ablation removes together, ``age`` the covariates of duration (the logarithm first),
    ``recency`` those of past events, of the kind that ``since`` names. ``printed`` is the outcome
    whose pages of pairs are replayed; None for units without a page. ``lag`` is the age of the
    dispute data, see `detente.backtest.lagged`.
    """

    id: str
    rows: Rows
    protocol: LandmarkSettings
    kind: Callable[[Rows], Labels]
    region: Mapping[int, str]
    age: tuple[str, ...]
    recency: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    since: str = "rupture"
    printed: OutcomeId | None = None
    lag: int = 0


@dataclass(frozen=True, kw_only=True)
class Target:
    """An event that is forecast: any ending or one cause, of the units that ``test`` selects.

    It is scored from ``first`` to ``last``, the last year whose endings are known.
    """

    id: str
    label: str
    population: str
    cause: int | None
    test: Callable[[Rows], Mask]
    first: int
    last: int  # last year whose end is known


def _all(rows: Rows) -> Mask:
    return np.ones(rows.year.size, dtype=bool)


def _tied(rows: Rows) -> Mask:
    """A treaty in force and no strategic rivalry."""
    tied: Mask = (covariate(rows, covariates.TREATY) == 1) & (
        covariate(rows, covariates.RIVAL) == 0
    )
    return tied


def covariate(rows: Rows, name: str) -> NDArray[np.float64]:
    """A covariate by its name.

    Parameters
    ----------
    rows : Rows
        Units at risk by year.
    name : str
        One of ``rows.names``.

    Returns
    -------
    array of float, shape (n,)
        NaN where it is missing.
    """
    return rows.x[:, rows.names.index(name)]


TARGETS = (
    Target(
        id="treaty-any",
        label="An alliance treaty ends: fulfilled, broken or renegotiated",
        population="treaties",
        cause=None,
        test=_all,
        first=1900,
        last=atop_alliance.CARD.coverage[1],
    ),
    Target(
        id="treaty-violated",
        label="An alliance treaty is broken",
        population="treaties",
        cause=2,
        test=_all,
        first=1900,
        last=atop_alliance.CARD.coverage[1],
    ),
    Target(
        id="dyad-broken",
        label="A rivalry or any dispute between two states with a treaty in force and no rivalry",
        population="dyads",
        cause=1,
        test=_tied,
        first=1985,
        last=LAST_DYADS,
    ),
    Target(
        id="dyad-broken-all",
        label="A rivalry or any dispute between the two of any partnership",
        population="dyads",
        cause=1,
        test=_all,
        first=1985,
        last=LAST_DYADS,
    ),
    *(
        Target(
            id=f"dyad-{outcome}",
            label=f"{OUTCOME_CARDS[outcome].label} of two states with a treaty in force, no rivals",
            population=f"ladder-{outcome}",
            cause=1,
            test=_tied,
            first=1985,
            last=min(OUTCOME_CARDS[outcome].last, LAST_DYADS),
        )
        for outcome in PAIR_OUTCOMES
    ),
)


def treaty_population(lag: int = 0) -> Population:
    """Alliance treaties by year."""
    rows = lagged.treaty_rows(lag)
    return Population(
        id="treaties",
        lag=lag,
        rows=rows,
        protocol=TREATIES,
        kind=_treaty_kind,
        region=_treaty_regions(),
        age=("log age", "first three years", "first ten years"),
        recency=("recent dispute inside",),
        since="dispute inside",
        groups={
            "rivalry dates (hindsight)": ("rivals inside", "shared rivals"),
            "terms of the treaty": treaty_years.TERMS,
            "endings around it": treaty_years.CLUSTERING,
            "regimes and leaders": _named(rows, "poly", "polarchy", "regime", "leader"),
            "power": _named(rows, "power"),
        },
    )


def dyad_population(lag: int = 0) -> Population:
    """Partnership dyads by year."""
    rows = lagged.dyad_rows(lag)
    units = np.unique(rows.unit)
    return Population(
        id="dyads",
        lag=lag,
        rows=rows,
        protocol=DYADS,
        kind=_dyad_kind,
        region=dict(zip(units.tolist(), _pair_regions(units).tolist(), strict=True)),
        age=("log age of the tie", "log years since one side"),
        recency=covariates.SINCE_RUPTURE,
        groups={
            "rivalry dates (hindsight)": dyad_years.HINDSIGHT,
            "past ruptures and disputes": (*_named(rows, "rupture", "dispute", "quarrel"),),
            "regimes and leaders": _named(rows, "poly", "regime", "leader"),
            "power": _named(rows, "power"),
            "distance and borders": ("neighbours by land", "neighbours by sea", "log distance"),
        },
    )


def outcome_population(outcome: OutcomeId, lag: int = 0) -> Population:
    """Partnership dyads by year, at risk of one outcome of the ladder."""
    rows = lagged.ladder_rows(outcome, lag)
    units, strain = np.unique(rows.unit), outcome == "strain"
    return Population(
        id=f"ladder-{outcome}",
        lag=lag,
        rows=rows,
        protocol=settings_of(outcome),
        kind=_ladder_kind,
        region=dict(zip(units.tolist(), _pair_regions(units).tolist(), strict=True)),
        age=(covariates.SINCE_ONE_SIDE,),
        recency=covariates.STRAIN if strain else covariates.SINCE_RUPTURE,
        since="strain" if strain else "rupture",
        groups={
            "rivalry dates (hindsight)": (covariates.RIVAL, covariates.EX_RIVAL),
            "past ruptures and strains": _named(rows, "rupture", "strain", "crisis"),
            "lenses": rows.names[len(covariates.TIE_COVARIATES) :],
        },
        printed=outcome,
    )


POPULATIONS: Mapping[str, Callable[[int], Population]] = {
    "treaties": treaty_population,
    "dyads": dyad_population,
} | {f"ladder-{outcome}": partial(outcome_population, outcome) for outcome in PAIR_OUTCOMES}


def _named(rows: Rows, *parts: str) -> tuple[str, ...]:
    return tuple(n for n in rows.names if any(part in n for part in parts))


def _region(codes: NDArray[np.int_]) -> Labels:
    """Region of a COW code, by its hundreds."""
    names = np.array([*(name for _, name in REGIONS), "Oceania"])
    regions: Labels = names[np.searchsorted([end for end, _ in REGIONS], codes, side="right")]
    return regions


def _pair_regions(units: NDArray[np.int_]) -> Labels:
    first, second = _region(units // 1000), _region(units % 1000)
    return np.where(first == second, first, "across regions")


def _treaty_regions() -> dict[int, str]:
    """Region that all members of a treaty share, else "across regions", by ATOP number."""
    regions: dict[int, set[str]] = {}
    for row in store.read(sources()["atop-member"])[0]:
        name = str(_region(np.array([row["member"]]))[0])
        regions.setdefault(row["atopid"], set()).add(name)
    return {id_: r.pop() if len(r) == 1 else "across regions" for id_, r in regions.items()}


def _treaty_kind(rows: Rows) -> Labels:
    sides = np.where(covariate(rows, "bilateral") == 1, "bilateral", "multilateral")
    duty = np.where(covariate(rows, "defence") == 1, " with defence", " without defence")
    return np.char.add(sides, duty)


def _dyad_kind(rows: Rows) -> Labels:
    former = np.where(covariate(rows, covariates.COALITION) == 1, "on one side before", "ex-rivals")
    kind = np.where(covariate(rows, covariates.TREATY) == 1, "treaty", former)
    return np.where(covariate(rows, covariates.RIVAL) == 1, "treaty between rivals", kind)


def _ladder_kind(rows: Rows) -> Labels:
    """Class of a pair; of treaty partners also what they were to each other before."""
    before = np.where(covariate(rows, covariates.COALITION) == 1, ", on one side before", "")
    before = np.where(covariate(rows, covariates.EX_RIVAL) == 1, ", former rivals", before)
    kind = _dyad_kind(rows)
    return np.where(kind == "treaty", np.char.add(kind, before), kind)
