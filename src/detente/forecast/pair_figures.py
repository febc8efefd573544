"""What is printed of one pair forecast from data: ties, probabilities, and what drives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.document.labels import FateId, Label, OutcomeId
from detente.history.covariates import COALITION, EX_RIVAL, RIVAL, TREATY
from detente.states.states import resolve

KINDS_OF_TIE = (TREATY, EX_RIVAL, COALITION, RIVAL)
DRIVERS = 3  # that are printed
SHOWN = (1, 5, 10)  # years ahead of the ladder of a pair
Chances = dict[int, tuple[float, float, float]]  # mean, low and high by years ahead


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A covariate and what it adds to the log-odds of rupture in years 2-5, against the mean.

    ``value`` is None where it is missing; it then adds nothing.
    """

    name: str
    value: float | None  # None if missing
    effect: float


@dataclass(frozen=True, kw_only=True)
class StandardReading:
    """What a lens with a learned weight reads of a pair.

    ``deviations`` from the mean of history are in its standard deviations, ``effect`` in log-odds
    of rupture, the mean over ten years, as in the table of lenses of an assessment.
    """

    lens: str
    deviations: float
    effect: float


def at_years_shown(chances: Chances) -> Chances:
    """Those of the years ahead that a ladder shows."""
    return {years: chances[years] for years in SHOWN}


def largest(drivers: Iterable[Driver]) -> tuple[Driver, ...]:
    """Those with the largest effects, either way."""
    return tuple(sorted(drivers, key=lambda driver: -abs(driver.effect))[:DRIVERS])


@dataclass(frozen=True, kw_only=True)
class PartnershipForecast:
    """Ties of a pair and its probability of rupture by horizon, with 90 % intervals.

    ``p`` gives mean, low and high by horizon in years; ``outcomes`` those of every outcome of the
    ladder by the years that are `SHOWN`, ``fates`` those of the four fates at ten years, ``label``
    is the verdict, and ``readings`` has every lens that speaks, the largest effect first, for a
    pair that was assessed (`detente.forecast.pair_assessment`); else they are empty, and the label
    None. ``informal`` names the
    reference classes of an assessed pair without any of `KINDS_OF_TIE`, which no table lists.
    """

    ccodes: tuple[int, int]
    ties: tuple[str, ...]
    p: Chances
    drivers: tuple[Driver, ...]
    outcomes: Mapping[OutcomeId, Chances] = field(default_factory=dict)
    fates: Mapping[FateId, tuple[float, float, float]] = field(default_factory=dict)
    label: Label | None = None
    readings: tuple[StandardReading, ...] = ()
    informal: tuple[str, ...] = ()

    def document(self, day: date) -> dict[str, Any]:
        """JSON as in ``detente dyads --json``, with the names of the states on a day."""
        names = [resolve(str(code), day).name for code in self.ccodes]
        return {
            "states": names,
            "ccodes": list(self.ccodes),
            "ties": list(self.ties),
            "p_rupture": _by_horizon(self.p),
            "drivers": [dict(vars(d)) for d in self.drivers],  # `asdict` takes six times as long
        }


def _by_horizon(p: Chances) -> dict[str, dict[str, float]]:
    return {str(h): dict(zip(("mean", "low", "high"), v, strict=True)) for h, v in p.items()}
