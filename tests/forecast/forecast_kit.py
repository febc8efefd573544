"""The one place where tests of a forecast touch its code: made-up history, lenses and questions.

``f`` is always a forecast from `make`. Survival has shape (n, 161): now and each quarter of 40 years.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from detente import registry
from detente.case.load import load
from detente.case.model import Case
from detente.document.labels import RUPTURE
from detente.errors import DataError
from detente.forecast import fates as _fates
from detente.forecast import verdict as _verdict
from detente.forecast.chance import Chance
from detente.forecast.forecast import ALL_ORIGINS, LEGAL, forecast_case
from detente.forecast.settings import Settings
from detente.history import hazard_files
from detente.history.reference_classes import OUTCOMES, REFERENCE_CLASSES
from detente.history.vintage import ClassTable, Vintage
from detente.records import Estimate, Fading, Failed, Judged, LensCard, NoEvidence
from detente.registry import Lens
from detente.scenarios import signposts as _signposts
from detente.scenarios.sensitivity import fault_lines as _fault_lines

__all__ = [
    "LEGAL",
    "OUTCOMES",
    "RUPTURE",
    "DataError",
    "Estimate",
    "Fading",
    "Failed",
    "NoEvidence",
]
QUARTERS = 4
UNNAMED = _fault_lines.UNNAMED
LARGE = 1e9  # spells of a made-up class, so that its risk is known without error


# Cases and what history says of them


def quiet(name="us-russia-2001", **changes) -> Case:
    """A bundled case without dates and scenarios ahead, and with other changes."""
    nothing = {"calendar": (), "scenarios": (), "questions": (), "fault_lines": ()}
    return load(name).model_copy(update=nothing | changes)


def life_table(ends, at_risk) -> ClassTable:
    """Life table of a made-up class: endings and spells at risk by year of age."""
    return ClassTable(
        n=int(at_risk[0]),
        ended=int(sum(ends)),
        by_cause={},
        median_years=None,
        survival=np.array([1.0]),
        at_risk=np.array(at_risk, dtype=float),
        ends=np.array(ends, dtype=float),
    )


def constant(risk, years=60) -> ClassTable:
    """A large class with the same risk in every year of age."""
    return life_table([LARGE * risk] * years, [LARGE] * years)


def history(classes, year=1) -> Vintage:
    """Made-up classes by id and outcome; of years before 1900 no lens weights are shipped."""
    return Vintage(year=year, known_to=date(2001, 1, 1), sources={}, classes=classes)


def lens_weights(year, outcome=RUPTURE) -> dict:
    """The shipped lens weights of a year for an outcome, as they stand in the file."""
    return hazard_files.load_hazards(year)["ladder"][outcome]


def reference_matches(case) -> dict:
    """Age and reason of every reference class that the case belongs to."""
    return {r.id: found for r in REFERENCE_CLASSES if (found := r.match(case)) is not None}


# Lenses


def cards() -> dict:
    """The card of every registered lens."""
    return {name: lens.card for name, lens in registry.lenses().items()}


def reads(value, **more):
    """A reading of a fixed value; of nothing where it is None."""

    def read(case, draw):
        if value is None:
            return NoEvidence(reason="nothing coded")
        return Estimate(draws=np.full(draw.n, value), claims=(), **more)

    return read


def made_up(name, value, *, size=0.4, spread=0.0, bound=1.0, danger="higher", fading=None):
    """A lens on a scale of 0 to 1, neutral at .5, with full weight half a point from there."""
    card = LensCard(
        id=name,
        label=name,
        theory="t",
        mechanism="m",
        references=("r",),
        unit="u",
        range=(0.0, 1.0),
        danger=danger,
        neutral=0.5,
        step=0.5,
        weight=Judged(size=size, spread=spread, bound=bound, why="made up"),
        reads=("horizons",),
    )
    return Lens(card, reads(value, fading=fading or {}))


def only_lenses(patch, *made):
    """For the length of a test there are these lenses and no others."""
    registry.lenses()  # all are loaded before they are set aside
    patch.setattr(registry, "_lenses", {lens.card.id: lens for lens in made})


def add_lens(patch, lens):
    """One more lens, as a plug-in would bring it."""
    registry.lenses()
    patch.setitem(registry._lenses, lens.card.id, lens)


def replace_reading(patch, name, read):
    """A registered lens reads by another function."""
    patch.setitem(registry._lenses, name, replace(registry.lenses()[name], read=read))


def count_readings(patch) -> list:
    """A list that grows by the id of a lens whenever it is read."""
    calls = []

    def counted(lens):
        def read(case, draw):
            calls.append(lens.card.id)
            return lens.read(case, draw)

        return read

    for name, lens in registry.lenses().items():
        patch.setitem(registry._lenses, name, replace(lens, read=counted(lens)))
    return calls


# Forecasts


def make(case, *, history=None, **settings):
    """The forecast of a case; ``settings`` other than the usual, ``history`` other than its own."""
    return forecast_case(case, history, Settings(**{"draws": 200, **settings}))


def readings(f) -> dict:
    """What every lens reads off the case as coded."""
    return dict(f.readings.coded)


def read(f, version) -> dict:
    """What every lens reads off a version of the case."""
    return f.read(version)


def basis(f, lens) -> str:
    """Where a lens's weight is from: learned, judged, contradicted or none."""
    return f.weights.basis[lens]


def discount(f) -> float:
    return f.weights.discount


def sizes(f) -> dict:
    """Drawn weights of judged lenses before the discount, each (n,)."""
    return f.weights.sizes


def effect(f, lens):
    """Log-odds of a lens in the case as coded, by step, shape (n, 160)."""
    return np.broadcast_to(f.pulls[lens], (f.settings.draws, 160))


def shift(f, *, only=ALL_ORIGINS, version=None):
    """Log-odds of all lenses and of the calendar, shape (n, 160)."""
    if only != ALL_ORIGINS:
        (origin,) = only
        return f.shift_of(origin)
    return f.shift(f.readings.coded if version is None else f.read(version))


def calendar(f):
    """Log-odds of scheduled events, shape (n, 160)."""
    return f.calendar


def outcomes(f) -> list:
    return f.base.outcomes


def members(f, outcome) -> list:
    """Survival of each class and then of the panel, as they are pooled under the lenses."""
    classes = [c.standardised for c in f.base.classes if c.outcome == outcome]
    panel = f.base.panel.get(outcome)
    return [m.survival for m in ([*classes, panel] if panel else classes)]


def base_survival(f, outcome=RUPTURE):
    """Pooled survival of the classes as they are, before any lens."""
    return f.base.survival(outcome)


def survival(f, outcome=RUPTURE, *, version=None):
    """Survival after all lenses, of the case or of a version of it."""
    if version is None:
        return f.survivals[outcome]
    return f.survival(outcome, shift(f, version=version))


def at_years(survival, years):
    """Draws of survival at a time in years, shape (n,)."""
    return survival[:, round(years * QUARTERS)]


# What is said of a forecast


def verdict(f):
    return _verdict.verdict(f)


def label(p, cause_ratio, **settings) -> str:
    """Label of fates that are the same in every draw."""
    drawn = {name: np.full(10, value) for name, value in p.items()}
    ends = _fates.Fates(p=drawn, cause_ratio=np.full(10, cause_ratio))
    return _fates.label_of(ends, Settings(**settings).convenience_odds_ratio)


def probability_word(p) -> str:
    return _verdict.probability_word(p)


def partnership_types(case, **settings) -> dict:
    return _verdict.partnership_types(case, Settings(**settings), Chance(seed=1, draws=4000))


class Signpost(NamedTuple):
    """What the turn of an event would tell of the next five years; means."""

    p: float | None
    odds: float | None
    p_end_if: float | None
    p_end_if_not: float | None
    expected_move: float | None
    bits: float | None


def signposts(f) -> dict:
    """Scheduled events by id."""
    return {
        s.id: Signpost(
            s.p,
            s.odds_if_adverse,
            s.p_end_if,
            s.p_end_if_not,
            s.expected_move,
            s.information_bits,
        )
        for s in _signposts.signposts(f, [])
    }


class Share(NamedTuple):
    """A fault line's share of the risk of ten years, and P(it breaks the partnership first)."""

    mean: float
    low: float
    high: float
    p_first: float


def fault_lines(f) -> dict:
    """Shares by fault line in their order, that of causes nobody named under `UNNAMED`."""
    return {
        part.id: Share(part.share, part.share_low, part.share_high, part.p_first)
        for part in _fault_lines.fault_lines(f)
    }
