"""Covariates of the tie as a case states them, for the landmark hazards."""

import math

from detente.case.model import Case
from detente.history.covariates import (
    BORDERS,
    BOTH_MAJOR,
    COALITION,
    EX_RIVAL,
    SINCE_RUPTURE,
    TREATY,
)


def case_covariates(case: Case) -> dict[str, float]:
    """Values by name of `TIE_COVARIATES`; those that the case does not state are absent.

    As in the panel a rupture counts from its beginning, and a rivalry that ended or a coalition is
    a tie until the next rupture.
    """
    kinds = ("rivalry", "dispute")
    begun = [r.start for r in case.record if r.kind in kinds and r.start <= case.as_of]
    last = max(begun, default=None)
    over = [r.end for r in case.record if r.kind == "rivalry" and r.end]
    sides = [r.start for r in case.record if r.kind == "coalition"]
    values = {
        TREATY: float(any(r.kind == "pact" and not r.end for r in case.record)),
        EX_RIVAL: float(bool(over) and (last is None or max(over).year >= last.year)),
        COALITION: float(bool(sides) and (last is None or max(sides).year >= last.year)),
        SINCE_RUPTURE[1]: float(last is not None),
        SINCE_RUPTURE[2]: 0.0,
    }
    if last is not None:
        years = (case.as_of - last).days / 365.25
        values |= {SINCE_RUPTURE[0]: math.log1p(years), SINCE_RUPTURE[2]: math.exp(-years / 5)}
    border = case.partnership.border
    if border is not None:
        values |= {BORDERS[0]: float(border == "land"), BORDERS[1]: float(border == "water")}
    majors = [r.both_major for r in case.record if r.both_major is not None]
    if majors:
        values[BOTH_MAJOR] = float(majors[-1])
    return values
