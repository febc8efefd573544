"""Survival of one case with and without scenarios that come true and values set by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.cache import MemoryCache
from detente.document.labels import RUPTURE, RUPTURE_KINDS, OutcomeId
from detente.document.part import Interval
from detente.forecast.forecast import CaseForecast, shares_of_kinds
from detente.forecast.ladder_weights import SHIFTED
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import shifted_survival
from detente.records import Array
from detente.scenarios.effects import drawn_effects, interaction, joint_term, steps_for
from detente.scenarios.interventions import Version, effects_by_version, intervention_shift
from detente.scenarios.mixture import YEARS_AHEAD, WorldRun, odds_of, output_months, run_worlds
from detente.scenarios.sensitivity.danger import DangerWorld, ScenarioTerm, adverse_turns
from detente.scenarios.survival_paths import Paths, simulate
from detente.scenarios.worlds import MONTHS, Worlds, draw_worlds

_TINY = 1e-12  # avoids division by a probability of 0
_MOST_CACHED = 12  # runs, and pairs


@dataclass(frozen=True, kw_only=True)
class PairedSurvival:
    """One outcome as drawn, by year: P(not yet) over all worlds, without and with, (n, 11).

    The middles are over all draws together, so that they obey the law of total probability.
    """

    whole: Array
    without: Array
    with_: Array
    middle: tuple[Array, Array]  # of without, of with
    p: Array  # P(all of the scenarios come true), as drawn
    rest: Array  # weight of each draw without
    apart: Array | None = None  # variance of the last year over the worlds with, by draw

    def standard_errors(self, forced: int, drawn: int) -> tuple[float, float]:
        """Standard errors of the last middle with, from futures of two kinds.

        Parameters
        ----------
        forced : int
            Futures in all, each with the scenarios.
        drawn : int
            Futures in all, drawn by chance, of which a share p has the scenarios.
        """
        if self.apart is None:
            return 0.0, 0.0
        n, total = len(self.p), max(float(self.p.sum()), _TINY)
        variances = (self.p**2 * self.apart).sum() / forced, (self.p * self.apart).sum() / drawn
        here, there = (float(n * v) ** 0.5 / total for v in variances)
        return here, there


PATHS = 100_000  # futures of a what-if and of a question under a condition

# by the forecast's digest, outcome, paths and scenarios
_RUNS: MemoryCache[WorldRun] = MemoryCache(_MOST_CACHED)
_AS_CODED: MemoryCache[PairedSurvival] = MemoryCache(_MOST_CACHED)


class WithAndWithout:
    """The worlds and effects of scenarios and interventions, read once and run for each outcome.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    scenarios : tuple of str
        Ids of scenarios that come true.
    versions : list of Version
        The case as coded, then as each day's interventions leave it.
    paths : int
        Number of worlds, each with its scenarios and their onsets.
    """

    def __init__(
        self,
        forecast: CaseForecast,
        scenarios: tuple[str, ...],
        versions: list[Version],
        paths: int,
    ) -> None:
        self.forecast, self.scenarios = forecast, scenarios
        self.versions, self.paths = versions, paths
        self.steps = steps_for(output_months(forecast.case)[-1])
        plain, last = self._run(RUPTURE), versions[-1].case
        same_worlds = not scenarios and last.scenarios == forecast.case.scenarios
        self.worlds = (
            plain.worlds
            if same_worlds
            else draw_worlds(forecast, paths, forced=scenarios, case=last, even=True)
        )
        self.changes_nothing = not scenarios and len(versions) == 1

    def _terms(self, outcome: OutcomeId) -> list[ScenarioTerm]:
        """What the scenarios add to the log-odds of an outcome."""
        coded, last = self._run(outcome).effects, self.versions[-1].case
        effects = effects_by_version(self.forecast, coded, self.versions, self.steps, outcome)
        terms = drawn_effects(effects, self.worlds)
        out = [ScenarioTerm((e.scenario,), t) for e, t in zip(effects, terms, strict=True)]
        if len(self.scenarios) > 1 and effects:  # scenarios may change nothing
            delta = interaction(self.forecast, self.scenarios, effects, last, outcome)
            out.append(ScenarioTerm(self.scenarios, joint_term(self.worlds, self.scenarios, delta)))
        return out

    @cached_property
    def _of_rupture(self) -> list[ScenarioTerm]:
        return self._terms(RUPTURE)

    def world(self) -> DangerWorld:
        """The worlds with the scenarios and values set, to be divided over the fault lines."""
        return DangerWorld(
            forecast=self.forecast,
            versions=self.versions,
            terms=self._of_rupture,
            offset=self._run(RUPTURE).paths.offset,
            weight=self.worlds.weight,
            events=adverse_turns(self.forecast),
        )

    def _run(self, outcome: OutcomeId) -> WorldRun:
        """Return the run of an outcome without scenarios or values set."""
        jointly = len(self.scenarios) > 1 and outcome in SHIFTED  # else their effects add
        scenarios = self.scenarios if jointly else ()
        return _RUNS.get(self._key(outcome, scenarios), lambda: self._simulate(outcome, scenarios))

    def _simulate(self, outcome: OutcomeId, scenarios: tuple[str, ...]) -> WorldRun:
        """Run an outcome, in the worlds of an earlier run of the forecast if there is one."""
        earlier = (_RUNS.peek(self._key(RUPTURE, one)) for one in (scenarios, ()))
        return run_worlds(
            self.forecast,
            outcome=outcome,
            paths=self.paths,
            jointly=scenarios,
            like=next((r for r in earlier if r is not None), None),
            even=True,
        )

    def _key(self, outcome: OutcomeId, scenarios: tuple[str, ...]) -> tuple[object, ...]:
        return self.forecast.digest, outcome, self.paths, scenarios

    @cached_property
    def as_coded(self) -> "WithAndWithout":
        """The same scenarios without interventions."""
        return WithAndWithout(self.forecast, self.scenarios, self.versions[:1], self.paths)

    def _pair_as_coded(self, outcome: OutcomeId) -> PairedSurvival:
        """Return the same scenarios without interventions."""
        key = self._key(outcome, self.scenarios)
        return _AS_CODED.get(key, lambda: self.as_coded.pair(outcome))

    def pair(self, outcome: OutcomeId) -> PairedSurvival:
        """One outcome without and with, by whole years."""
        if outcome in RUPTURE_KINDS:
            return _kind(self._rupture, self.forecast.shares[outcome], self._shares[outcome])
        return self._rupture if outcome == RUPTURE else self._pair(outcome)

    @cached_property
    def _rupture(self) -> PairedSurvival:
        return self._pair(RUPTURE)

    def _pair(self, outcome: OutcomeId) -> PairedSurvival:
        run = self._run(outcome)
        places = [run.paths.months.index(year * MONTHS) for year in range(YEARS_AHEAD + 1)]
        whole = run.paths.survival[places].mean(axis=2, dtype=np.float64).T
        if self.changes_nothing or (outcome not in SHIFTED and len(self.versions) == 1):
            return _unmoved(whole)
        if outcome not in SHIFTED:
            odds, shape = self._odds(outcome), (len(whole), 1)
            with_ = simulate(odds, [], run.paths.months, shape=shape).survival[places, :, 0].T
            return replace(_unmoved(whole), with_=with_, middle=(whole.mean(0), with_.mean(0)))
        survival = self._survival(outcome, run).survival[places]
        pair = _split(whole, survival, self.worlds)
        if not self.scenarios:
            return _against_whole(pair)
        if len(self.versions) == 1:
            return pair
        coded = self._pair_as_coded(outcome)  # interventions move only the worlds with
        middle = coded.middle[0], pair.middle[1]
        return replace(pair, without=coded.without, middle=middle, rest=coded.rest)

    def ended(self, outcome: OutcomeId, month: int) -> Interval:
        """P(ended by a month) with the scenarios and values set.

        Parameters
        ----------
        outcome : OutcomeId
            Id of the outcome.
        month : int
            Months from the case's date, one of the case's `output_months`.
        """
        run = self._run(RUPTURE if outcome in RUPTURE_KINDS else outcome)
        paths = self._survival(run.outcome, run) if run.outcome in SHIFTED else run.paths
        weight, p = self.worlds.weight, self.worlds.p
        total = np.maximum(weight.sum(axis=1), _TINY)
        drawn = ((1 - paths.at(month)) * weight).sum(axis=1) / total
        if outcome in RUPTURE_KINDS:
            drawn = drawn * self.forecast.shares[outcome][:, round(month * STEPS / MONTHS)]
        spread = Interval.of(drawn)
        middle = float((p * drawn).mean() / max(p.mean(), _TINY))
        return Interval(mean=middle, low=spread.low, high=spread.high)

    def _odds(self, outcome: OutcomeId) -> Array:
        """Yearly odds of an outcome with the values set, shape (n, steps)."""
        shift = intervention_shift(self.forecast, self.versions, self.steps, outcome)
        return odds_of(self.forecast, outcome, self.steps, shift)

    @cached_property
    def _shares(self) -> Mapping[OutcomeId, Array]:
        """Share of each kind in the ruptures with the values set, from the hazard of each."""
        if len(self.versions) == 1:
            return self.forecast.shares
        kinds = (RUPTURE, *self.forecast.shares)
        odds = {o: self._odds(o) for o in kinds}
        survivals = {o: shifted_survival(x / (1 + x), np.zeros((1, 1))) for o, x in odds.items()}
        return shares_of_kinds(survivals, self.forecast.ladder.follows)

    def _survival(self, outcome: OutcomeId, run: WorldRun) -> Paths:
        terms = self._of_rupture if outcome == RUPTURE else self._terms(outcome)
        return simulate(
            self._odds(outcome),
            [one.term for one in terms],
            run.paths.months,
            shape=self.worlds.weight.shape,
            offset=run.paths.offset,
        )


def _kind(pair: PairedSurvival, coded: Array, as_set: Array) -> PairedSurvival:
    """One kind of rupture: its share of the ruptures by each year, in every world alike."""
    share, own = (s[:, : YEARS_AHEAD * STEPS + 1 : STEPS] for s in (coded, as_set))
    whole, without = (1 - (1 - s) * share for s in (pair.whole, pair.without))
    with_ = 1 - (1 - pair.with_) * own
    middle = tuple(
        np.average(s, axis=0, weights=np.maximum(w, _TINY))
        for s, w in ((without, pair.rest), (with_, pair.p))
    )
    return replace(pair, whole=whole, without=without, with_=with_, middle=(middle[0], middle[1]))


def _unmoved(whole: Array) -> PairedSurvival:
    """An outcome that nothing set moves."""
    middle, ones = whole.mean(axis=0), np.ones(len(whole))
    return PairedSurvival(
        whole=whole, without=whole, with_=whole, middle=(middle, middle), p=ones, rest=ones
    )


def _split(whole: Array, survival: Array, worlds: Worlds) -> PairedSurvival:
    """The weighted mean over the worlds with; the remainder of the whole is without."""
    p, weight = worlds.p, worlds.weight
    total = np.maximum(weight.sum(axis=1), _TINY)[:, None]
    with_ = np.einsum("tnw,nw->nt", survival, weight) / total
    inside = p[:, None] * with_
    middle = inside.mean(axis=0) / max(p.mean(), _TINY)
    rest = np.clip((whole - inside) / np.maximum(1 - p, _TINY)[:, None], 0, 1)
    left = (whole.mean(axis=0) - inside.mean(axis=0)) / max(1 - p.mean(), _TINY)
    rest_middle = np.clip(left, 0, 1)
    pair = PairedSurvival(
        whole=whole,
        without=rest,
        with_=with_,
        middle=(rest_middle, middle),
        p=p,
        rest=1 - p,
        apart=survival[-1].var(axis=1),
    )
    return _against_whole(pair) if p.min() == 1 else pair


def _against_whole(pair: PairedSurvival) -> PairedSurvival:
    """Without is the whole forecast: there is no scenario, or it is certain."""
    middle = pair.whole.mean(axis=0), pair.middle[1]
    return replace(pair, without=pair.whole, middle=middle, rest=np.ones(len(pair.p)))
