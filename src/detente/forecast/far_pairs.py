"""What to say of far pairs that fought, whose risk hazards fitted on old facts understate."""

import math
from collections.abc import Mapping

from detente.history.covariates import A_MAJOR, BORDERS, DISTANCE, SINCE_RUPTURE

FAR_KM = 1000.0
_HALF = 0.5
# `benchmarks/near_and_far.py`, both eras together
FAR_NOTE = (
    "the two are more than 1,000 km apart, have fought or been strategic rivals, and one is a "
    "major power: on 1 January of every fifth year from 1955 to 2000 hazards as old as today's "
    "expect 5 ruptures of such pairs within ten years, and 11 came, so that their chance of "
    "rupture is probably too low, and that it is below that of neighbours who never fought means "
    "little"
)


def far_and_fought(covariates: Mapping[str, float]) -> bool:
    """Whether two states without a border, one of them a major power, have fought or been rivals.

    Parameters
    ----------
    covariates : mapping of str to float
        Of the tie, by the names of `detente.history.covariates.TIE_COVARIATES`; what is unknown is
        absent or NaN. Those that detente ships are rounded: 0 and 1 hold to a hundredth.
    """
    apart = all(covariates.get(border, math.nan) < _HALF for border in BORDERS)
    fought = all(covariates.get(name, 0.0) > _HALF for name in (A_MAJOR, SINCE_RUPTURE[1]))
    return apart and fought and covariates.get(DISTANCE, 0.0) > math.log1p(FAR_KM)
