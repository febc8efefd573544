"""Four fates of a partnership, which answer the question: fixture or marriage of convenience?

At the horizon they sum to one in every draw:

- *fixture*: no drift, no strain, no rupture;
- *limited*: a drift or a strain, and no rupture;
- *convenience*: a rupture because the shared cause faded: ruptures in the worlds as forecast less
  those in worlds where the threats of the day stay as they are;
- *rupture*: any other rupture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.document.labels import FateId, Label, OutcomeId
from detente.forecast.chain import Chain, run_chain
from detente.forecast.forecast import CaseForecast
from detente.forecast.readings import Readings
from detente.forecast.settings import FATES_AT, STEPS
from detente.forecast.survival_draws import ended_by, yearly_odds
from detente.records import Array, Estimate

_ROWS = 4096  # draws of all versions that run together
NAMES: dict[FateId, Label] = {
    "fixture": "permanent fixture",
    "limited": "limited partnership",
    "convenience": "marriage of convenience",
    "rupture": "rupture",
}


@dataclass(frozen=True, kw_only=True)
class Fates:
    """Fates of a version of a case, as drawn.

    Attributes
    ----------
    p : mapping of str to array, shape (n,)
        Probability of each fate at the horizon.
    cause_ratio : array, shape (n,)
        Ratio of the odds of rupture as forecast to those if the shared cause did not fade.
    """

    p: dict[FateId, Array]
    cause_ratio: Array

    @property
    def means(self) -> dict[FateId, float]:
        """Mean probability of each fate."""
        return {name: float(p.mean()) for name, p in self.p.items()}


def chain_of(
    forecast: CaseForecast,
    odds: Sequence[Array],
    shifts: Sequence[Array],
    versions: Sequence[Case],
    *,
    every: bool = True,
) -> Chain:
    """The ladders of some versions of the case over the steps of a shift, one after another.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    odds : sequence of array, shape (n_draws, steps)
        Yearly odds of rupture before the lenses, by version; at least as many steps as the shifts.
    shifts : sequence of array, shape (n_draws, steps)
        Log-odds that are added to rupture, by version.
    versions : sequence of Case
        Versions of the case, whose lenses and facts move strain and drift.
    every : bool, default True
        As `run_chain` takes it.
    """
    steps = shifts[0].shape[1]

    def hazard(outcome: OutcomeId) -> Array | None:
        base = forecast.base.hazards.get(outcome)
        if base is None:
            return None
        own = yearly_odds(base[:, :steps])
        shifted = (_shifted(own, forecast.version_shift(v, steps, outcome)) for v in versions)
        return np.concatenate(list(shifted))

    rupture = np.concatenate(
        [_shifted(own[:, :steps], shift) for own, shift in zip(odds, shifts, strict=True)]
    )
    others = hazard("strain"), hazard("drift")
    return run_chain(rupture, *others, forecast.ladder.ratios, every=every)


def _shifted(odds: Array, shift: Array) -> Array:
    """Yearly hazard after adding log-odds."""
    moved = odds * np.exp(shift)
    return np.asarray(moved / (1 + moved))


def fates(forecast: CaseForecast) -> Fates:
    """Fates of the case as coded."""
    return fates_of_versions(forecast, [forecast.case])[0]


def fates_of_versions(
    forecast: CaseForecast, versions: Sequence[Case], odds: Sequence[Array] | None = None
) -> list[Fates]:
    """Fates of several versions of the case, in less time than one by one.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    versions : sequence of Case
        Versions of it.
    odds : sequence of array, shape (n_draws, steps), optional
        Yearly odds of rupture before the lenses, by version, in place of the pooled ones.
    """
    own = odds or [forecast.base.odds] * len(versions)
    each = list(zip(own, versions, strict=True))
    together = max(1, _ROWS // forecast.settings.draws)
    parts = (each[k : k + together] for k in range(0, len(each), together))
    return [one for part in parts for one in _fates(forecast, part)]


def _fates(forecast: CaseForecast, each: Sequence[tuple[Array, Case]]) -> list[Fates]:
    odds, versions = zip(*each, strict=True)
    shifts = [forecast.version_shift(one, FATES_AT * STEPS) for one in versions]
    states = chain_of(forecast, odds, shifts, versions, every=False).states[-1]
    by_version = np.split(states, len(each), axis=1)
    parts = zip(odds, versions, shifts, by_version, strict=True)
    return [_of_states(forecast, *part) for part in parts]


def _of_states(
    forecast: CaseForecast, odds: Array, version: Case, shift: Array, states: Array
) -> Fates:
    ended, readings = 1 - states.sum(axis=0), forecast.read(version)
    fades = forecast.shift(readings, FATES_AT * STEPS)
    lasts = forecast.shift({**readings, **_lasting(readings)}, FATES_AT * STEPS)
    ended_anyway = ended_by(odds, shift - fades + lasts, FATES_AT)
    convenience = np.maximum(ended - ended_anyway, 0)
    return Fates(
        p={
            "fixture": states[0],
            "limited": states[1:].sum(axis=0),
            "convenience": convenience,
            "rupture": ended - convenience,
        },
        cause_ratio=_odds(ended) / _odds(ended_anyway),
    )


def _lasting(readings: Readings) -> dict[str, Estimate]:
    """Readings of causes that fade, as if they did not."""
    return {
        name: reading.lasting()
        for name, reading in readings.items()
        if isinstance(reading, Estimate) and reading.fading
    }


def _odds(p: Array) -> Array:
    return np.asarray(np.maximum(p, 1e-9) / np.maximum(1 - p, 1e-9))


def label_of(fates_: Fates, convenience_ratio: float) -> Label:
    """The likeliest fate in words.

    Ends of both kinds count together; they are called a marriage of convenience where the shared
    cause's fading multiplies the odds of rupture by ``convenience_ratio`` or more.

    Parameters
    ----------
    fates_ : Fates
        Fates of a version of the case.
    convenience_ratio : float
        From the settings.
    """
    p = fates_.means
    ends = p["convenience"] + p["rupture"]
    if ends < max(p["fixture"], p["limited"]):
        return NAMES["fixture" if p["fixture"] >= p["limited"] else "limited"]
    rests = float(np.median(fates_.cause_ratio)) >= convenience_ratio
    return NAMES["convenience" if rests else "rupture"]
