"""The forecast of one case: base hazard of its classes, moved by what its lenses read."""

import math
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.case.draws import Draws, Stream
from detente.case.model import Case, Event
from detente.case.numbers import Number
from detente.errors import DataError
from detente.forecast.lens_effects import LensEffects
from detente.forecast.pool import (
    ClassForecast,
    class_forecast,
    learned_forecast,
    part_of,
    pooled,
    shifted_survival,
    yearly_hazard,
    yearly_odds,
)
from detente.forecast.read_lens import guarded
from detente.forecast.settings import STEPS, YEARS, Settings
from detente.history.lens_weights import LensWeights, load_lens_weights
from detente.history.reference_classes import BROKEN, OUTCOMES, REFERENCE_CLASSES, ReferenceClass
from detente.history.vintage import ClassTable, Vintage
from detente.records import Array, Estimate, LensCard, NoEvidence
from detente.registry import Lens, lenses

LEGAL = "O5"  # the treaty's own end, which the lenses do not speak about
BOTH = ("learned", "judged")
KINDS = ("O2", "O4")  # of rupture
Readings = Mapping[str, Estimate | NoEvidence]


@dataclass(frozen=True, kw_only=True)
class Applied:
    """A reference class that the case belongs to, for one outcome."""

    reference: ReferenceClass
    outcome: str
    table: ClassTable
    age: float
    reason: str
    forecast: ClassForecast


@dataclass(eq=False)
class Engine:
    """Draws of everything uncertain, made once, so that versions of a case compare fairly."""

    case: Case
    vintage: Vintage
    settings: Settings = field(default_factory=Settings)
    _memo: dict[tuple[str | int, ...], tuple[list[Any], Estimate | NoEvidence]] = field(
        default_factory=dict, repr=False
    )
    _survivals: dict[str, Array] = field(default_factory=dict, repr=False)
    _standardised: dict[tuple[str, str], ClassForecast] = field(default_factory=dict, repr=False)
    _shifts: dict[tuple[str, ...], Array] = field(default_factory=dict, repr=False)
    _pulls: dict[str, Array] = field(default_factory=dict, repr=False)
    _streams: dict[str, Stream] = field(default_factory=dict, repr=False)

    def rng(self, name: str) -> np.random.Generator:
        """A stream of its own for every use of chance: adding one changes no other."""
        return np.random.default_rng([self.settings.seed, zlib.crc32(name.encode())])

    @cached_property
    def applied(self) -> list[Applied]:
        """Reference classes that the case belongs to and that had begun by its vintage."""
        found = []
        for reference in REFERENCE_CLASSES:
            match = reference.match(self.case)
            for outcome in reference.outcomes if match else ():
                table = self.vintage.classes.get((reference.id, outcome))
                if match and table is not None:
                    found.append(self._apply(reference, outcome, table, match))
        if not found:
            raise DataError(
                f"no reference class fits the case '{self.case.id}'; its `record` needs a rivalry "
                "that ended, a coalition or a pact between the partners"
            )
        return found

    def _apply(
        self, reference: ReferenceClass, outcome: str, table: ClassTable, match: tuple[float, str]
    ) -> Applied:
        age, reason = match
        rng = self.rng(f"class/{reference.id}/{outcome}")
        return Applied(
            reference=reference,
            outcome=outcome,
            table=table,
            age=age,
            reason=reason,
            forecast=class_forecast(table, age, rng, self.settings.draws),
        )

    def outcomes(self) -> list[str]:
        """Outcomes for which the case has a reference class."""
        return [o for o in OUTCOMES if any(a.outcome == o for a in self.applied)]

    @cached_property
    def taught(self) -> LensWeights | None:
        """What history had taught of the lenses by the vintage's year."""
        return load_lens_weights(self.vintage.year)

    @cached_property
    def learned(self) -> LensEffects | None:
        """The learned lenses, with their coefficients drawn."""
        if self.taught is None:
            return None
        shape = (self.settings.draws, self.taught.beta.shape[1])
        return LensEffects(self.taught, self.rng("taught").standard_normal(shape))

    @cached_property
    def lenses(self) -> dict[str, Lens]:
        """All lenses by id."""
        return lenses()

    @cached_property
    def _bases(self) -> dict[str, str]:
        return {name: self._basis(name) for name in self.lenses}

    def basis(self, lens: str) -> str:
        """Where a lens's weight is from: "learned", "judged", "contradicted" by history, "none"."""
        return self._bases[lens]

    def _basis(self, lens: str) -> str:
        if not self.lenses[lens].card.weight.size:
            return "none"
        if self.taught is None:
            return "judged"
        if lens in self.taught.names:
            return "learned"
        return "contradicted" if lens in self.taught.contradicted else "judged"

    @cached_property
    def panel(self) -> ClassForecast | None:
        """All partnerships of history as one more class: the case's bare tie, as learned."""
        return learned_forecast(self.learned.tie_hazard(self.case)) if self.learned else None

    def standardised(self, applied: Applied) -> ClassForecast:
        """A class as if its spells had the mean reading of all partnerships in learned lenses.

        The case's readings then count once, from that mean (direct standardisation).
        """
        name, key = applied.reference.id, (applied.reference.id, applied.outcome)
        if self.learned is None or name not in self.learned.weights.class_means:
            return applied.forecast
        if key not in self._standardised:
            hazard = yearly_hazard(applied.forecast.survival)
            shift = -self.learned.class_shift(self._speaking("learned"), name)
            survival = shifted_survival(hazard, shift)
            self._standardised[key] = replace(applied.forecast, survival=survival)
        return self._standardised[key]

    def _speaking(self, basis: str) -> list[str]:
        """Lenses with weights of one origin that could be read off the case."""
        return [
            name
            for name, reading in self.readings.items()
            if isinstance(reading, Estimate) and self.basis(name) == basis
        ]

    def members(self, outcome: str, *, raw: bool = False) -> list[ClassForecast]:
        """The forecasts that are pooled for an outcome, as they are or standardised."""
        found = [a for a in self.applied if a.outcome == outcome]
        out = [a.forecast if raw else self.standardised(a) for a in found]
        panel = self.panel_of(outcome)
        return [*out, panel] if panel else out

    def panel_of(self, outcome: str) -> ClassForecast | None:
        """The panel as a class for an outcome; None where it does not speak."""
        return self.panel if outcome == BROKEN else self._kinds.get(outcome)

    @cached_property
    def _kinds(self) -> dict[str, ClassForecast]:
        """The panel as a class for each kind of rupture, of which it knows the two together.

        Its hazard is divided as the other classes, which tell the two apart, divide theirs at the
        same time.
        """
        if self.panel is None or not set(KINDS) <= set(self.outcomes()):
            return {}
        rates = {kind: self._rate(kind) for kind in KINDS}
        total = np.maximum(sum(rates.values()), 1e-12)
        return {kind: part_of(self.panel, rate / total) for kind, rate in rates.items()}

    def _rate(self, outcome: str) -> Array:
        """Mean hazard rate of an outcome over the classes and draws, shape (steps,)."""
        classes = [a.forecast.survival for a in self.applied if a.outcome == outcome]
        total = np.mean([s.mean(axis=0) for s in classes], axis=0)
        return np.asarray(-np.diff(np.log(total)))

    @cached_property
    def hazards(self) -> dict[str, Array]:
        """Base hazard of every outcome as yearly probabilities, shape (n, steps)."""
        return {o: yearly_hazard(self._pool(self.members(o), o)) for o in self.outcomes()}

    @cached_property
    def odds(self) -> Array:
        """Base odds of rupture by year, shape (n, steps)."""
        return yearly_odds(self.hazards[BROKEN])

    def base(self, outcome: str) -> Array:
        """Pooled survival before any lens: classes as they are, shape (n, steps + 1)."""
        return self._pool(self.members(outcome, raw=True), outcome)

    def _pool(self, members: list[ClassForecast], outcome: str) -> Array:
        return pooled(members, self.rng(f"pool/{outcome}"), self.settings.pool_concentration)

    def read(self, case: Case) -> dict[str, Estimate | NoEvidence]:
        """What every lens reads off a version of the case; unchanged sections are not re-read."""
        return {name: self._remembered(case, lens) for name, lens in self.lenses.items()}

    def _remembered(self, case: Case, lens: Lens) -> Estimate | NoEvidence:
        sections = [getattr(case, s) for s in (*lens.card.reads, "partnership")]
        key: tuple[str | int, ...] = (lens.card.id, *(id(s) for s in sections))
        if key not in self._memo:
            self._memo[key] = (sections, self._read(case, lens))  # keeps the ids from reuse
        return self._memo[key][1]

    def _read(self, case: Case, lens: Lens) -> Estimate | NoEvidence:
        name = f"lens/{lens.card.id}"
        if name not in self._streams:
            self._streams[name] = Stream(self.rng(name), self.settings.draws)
        return guarded(lens, case, Draws(self._streams[name]))

    def drawn(self, lens: str) -> list[tuple[Number, Array]]:
        """Numbers that a lens has read, with their values, of the case and of its versions."""
        return self._streams[f"lens/{lens}"].drawn()

    @cached_property
    def readings(self) -> Readings:
        """What every lens reads off the case as coded."""
        return self.read(self.case)

    @cached_property
    def discount(self) -> float:
        """Weight left to each of K judged lenses whose errors correlate: 1 / (1 + (K - 1) rho).

        One coder reads all lenses off one file, so their evidence overlaps (Clemen and Winkler
        1985, Operations Research 33, 427-442, https://doi.org/10.1287/opre.33.2.427).
        """
        others = max(0, len(self._speaking("judged")) - 1)
        return 1 / (1 + others * self.settings.lens_correlation)

    @cached_property
    def sizes(self) -> dict[str, Array]:
        """Weight of every judged lens, drawn within its bound."""
        out = {}
        for name, lens in self.lenses.items():
            weight = lens.card.weight
            noise = self.rng(f"size/{name}").standard_normal(self.settings.draws)
            out[name] = np.clip(weight.size + weight.spread * noise, 0, weight.bound)
        return out

    def effect(self, card: LensCard, reading: Estimate, steps: int | None = None) -> Array:
        """Log-odds that a lens adds to the yearly hazard, shape (n, steps) or (n, 1)."""
        basis = self.basis(card.id)
        if basis in ("contradicted", "none"):
            return np.zeros((self.settings.draws, 1))
        if self.learned is not None and basis == "learned":
            return self.learned.effect(card, reading, steps)
        danger: Array = card.danger_steps(reading.over(self.time[:steps]))
        return self.discount * self.sizes[card.id][:, None] * danger

    def size(self, card: LensCard) -> float:
        """Log-odds of a full step of a lens in the first year, judged or learned."""
        basis = self.basis(card.id)
        if self.learned is None or basis != "learned":
            return card.weight.size if basis == "judged" else 0.0
        place = self.learned.weights.names.index(card.id)
        slope = self.learned.per_deviation(card.id)[0] / self.learned.weights.scale[place]
        return abs(float(slope)) * card.step

    @cached_property
    def time(self) -> Array:
        """Start of every step, in years from the case's date."""
        return np.arange(YEARS * STEPS) / STEPS

    def shift(
        self,
        readings: Readings,
        steps: int | None = None,
        *,
        only: tuple[str, ...] = BOTH,
    ) -> Array:
        """Sum of all lenses' effects and of the calendar over the first ``steps``.

        ``only`` lenses with a weight of these origins count; the calendar is judged.
        """
        total = self._own_shift(only)[:, :steps].copy()
        for name, reading in readings.items():
            if reading is not self.readings[name] and self.basis(name) in only:
                total += self._pull(name, reading, steps)
                total -= self._own_pull(name)[:, :steps]
        return total

    def _own_shift(self, only: tuple[str, ...]) -> Array:
        """Shift of the case as coded, which its versions start from; read-only."""
        if only not in self._shifts:
            total = self.calendar * ("judged" in only)
            for name in self.readings:
                if self.basis(name) in only:
                    total += self._own_pull(name)
            self._shifts[only] = total
        return self._shifts[only]

    def _own_pull(self, name: str) -> Array:
        if name not in self._pulls:
            self._pulls[name] = self._pull(name, self.readings[name])
        return self._pulls[name]

    def mean_effect(self, name: str, years: int = 10) -> Array:
        """Log-odds of a lens's reading of the case as coded, mean of so many years, shape (n,)."""
        return np.asarray(self._own_pull(name)[:, : years * STEPS].mean(axis=1))

    def _pull(self, name: str, reading: Estimate | NoEvidence, steps: int | None = None) -> Array:
        """Log-odds of a reading, shape (n, steps) or (n, 1); without evidence none."""
        if isinstance(reading, NoEvidence):
            return np.zeros((1, 1))
        return self.effect(self.lenses[name].card, reading, steps)

    @cached_property
    def calendar(self) -> Array:
        """Scheduled events: each turns out badly or not, and moves the hazard for a while.

        The shift is jump x (bad - probability of bad): on average over the two turns the
        log-odds stay, because reference classes lived through such events too. An event that a
        scenario decides is left to that scenario.
        """
        total = np.zeros((self.settings.draws, YEARS * STEPS))
        decided = {scenario.event for scenario in self.case.scenarios}
        for event in self.case.calendar:
            turn = None if event.id in decided else self.turn(event)
            if turn is not None:
                chance, bad, jump = turn
                total += (jump * (bad - chance))[:, None] * self.window(event)[None, :]
        return total

    def turn(self, event: Event) -> tuple[Array, NDArray[np.bool_], Array] | None:
        """P(bad), whether it turns out so, and its jump, as drawn; None if either is not coded."""
        if event.adverse is None or event.jump is None:
            return None
        rng = self.rng(f"event/{event.id}")
        draw = Draws(rng, self.settings.draws)
        chance, jump = draw(event.adverse, low=0, high=1), draw(event.jump)
        return chance, rng.random(self.settings.draws) < chance, jump

    def window(self, event: Event) -> Array:
        """1 in the steps in which an event's turn tells on the hazard, else 0."""
        start = (event.date - self.case.as_of).days / 365.25
        inside = (self.time >= start) & (self.time < start + event.window_months / 12)
        return inside.astype(float)

    @cached_property
    def base_shift(self) -> Array:
        """Shift of the case as coded."""
        return self._own_shift(BOTH)

    def survival(self, outcome: str, shift: Array | None = None) -> Array:
        """Survival draws of an outcome, shape (n, steps + 1); the case as coded by default.

        A shift over fewer steps gives survival over as many.
        """
        if shift is None:
            if outcome not in self._survivals:
                whole = np.zeros((1, YEARS * STEPS)) if outcome == LEGAL else self.base_shift
                self._survivals[outcome] = self.survival(outcome, whole)
            return self._survivals[outcome]
        return shifted_survival(self.hazards[outcome][:, : shift.shape[1]], shift)


def year_columns(survival: Array, years: Iterable[float]) -> Array:
    """Survival draws at several years, shape (n, k)."""
    return survival[:, [round(y * STEPS) for y in years]]


def at_year(survival: Array, years: float) -> Array:
    """Survival draws at ``years``, shape (n,)."""
    return survival[:, round(years * STEPS)]


def median_years(survival: Array) -> float | None:
    """First time at which mean survival is one half; None if beyond the horizon."""
    mean = survival.mean(axis=0)
    below = np.flatnonzero(mean <= 0.5)
    if not below.size:
        return None
    k = int(below[0])
    over, under = math.log(mean[k - 1]), math.log(mean[k])
    return (k - 1 + (over - math.log(0.5)) / (over - under)) / STEPS
