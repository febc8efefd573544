"""What if: the forecast where some scenarios come true, or some values are set by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from detente.case.load import load
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.path import read
from detente.document.part import Interval
from detente.document.scenarios import Compared, FaultGain, Intervention, WhatIf
from detente.errors import DataError
from detente.forecast.engine import LEGAL, Engine
from detente.forecast.settings import HORIZONS, Settings
from detente.history import vintage
from detente.history.reference_classes import BROKEN, OUTCOMES
from detente.records import Array
from detente.scenarios.effects import changed, meeting, steps_for, terms, together
from detente.scenarios.interventions import Set, Version, effects_of, shift, versions
from detente.scenarios.mixture import YEARS_AHEAD, Run, marks, odds_of, run
from detente.scenarios.sensitivity.fault_lines import UNNAMED, first_breakers, weights
from detente.scenarios.sensitivity.levers import named
from detente.scenarios.survival_paths import Paths, simulate
from detente.scenarios.worlds import MONTHS, Worlds, draw_worlds

PATHS = 100_000
_KEPT = 12  # runs, and pairs, remembered for an engine
_YEARS = range(YEARS_AHEAD + 1)
_NEAR = tuple(y for y in HORIZONS if y <= YEARS_AHEAD)
T = TypeVar("T")
Key = tuple[str, int, tuple[str, ...]]  # outcome, paths, scenarios
# kept as long as their engine is, which they must not hold
_runs: "WeakKeyDictionary[Engine, dict[Key, Run]]" = WeakKeyDictionary()
_coded: "WeakKeyDictionary[Engine, dict[Key, _Pair]]" = WeakKeyDictionary()


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """One outcome as drawn, by year: P(not yet) over all worlds, without and with, (n, 11).

    The middles are over all draws together, so that they obey the law of total probability.
    """

    whole: Array
    without: Array
    with_: Array
    middle: tuple[Array, Array]
    p: Array  # P(all that is asked comes true), as drawn
    rest: Array  # what each draw weighs without

    def compared(self, outcome: str, gains: list[FaultGain]) -> Compared:
        return Compared(
            fault_lines=gains,
            definition=OUTCOMES[outcome],
            without=self._ended(self.without, self.middle[0]),
            with_=self._ended(self.with_, self.middle[1]),
            difference={
                str(y): _interval(
                    self.without[:, y] - self.with_[:, y], self.middle[0][y] - self.middle[1][y]
                )
                for y in _NEAR
            },
        )

    def _ended(self, lasting: Array, middle: Array) -> dict[str, Interval]:
        return {str(y): _interval(1 - lasting[:, y], 1 - middle[y]) for y in _NEAR}


def whatif(
    case: Case | str | Path,
    *,
    scenarios: str | Sequence[str] = (),
    sets: Sequence[Set] = (),
    settings: Settings | None = None,
    engine: Engine | None = None,
    paths: int = PATHS,
) -> WhatIf:
    r"""Compare the forecast with and without what is asked for.

    With scenarios K, *with* averages the worlds in which all of K come true, *without* those in
    which they do not: where p is P(all of K),

    .. math:: F = p\,F_{with} + (1 - p)\,F_{without}.

    With values set by hand, *without* is the forecast F of the case as coded; with both, *without*
    is the case as coded in the worlds in which not all of K come true, so that setting a value to
    what it is changes nothing. All use the same draws of positions, severities and weights, and the
    same worlds for all other scenarios.

    Parameters
    ----------
    case : Case, str or Path
        A loaded case, a bundled id, or the path of a case file.
    scenarios : str or sequence of str
        Ids of scenarios that come true.
    sets : sequence of Set
        Values set by hand, at once or from a day on.
    settings : Settings, optional
        Seed, draws, thresholds.
    engine : Engine, optional
        An engine of this case and these settings, to answer again without a new start.
    paths : int
        Futures drawn: which scenarios come true and when.

    Raises
    ------
    DataError, CaseError
        If nothing is asked, a scenario is not in the case, is impossible, or a path is wrong.

    Examples
    --------
    >>> found = whatif("us-russia-2001", scenarios="s-iraq-attack", paths=6000)
    >>> found.outcomes["broken"].with_["5"].mean > found.unconditional["5"].mean
    True
    """
    case = case if isinstance(case, Case) else load(case)
    if not scenarios and not sets:
        raise DataError("nothing was asked; name a scenario or set a value")
    scenarios = [scenarios] if isinstance(scenarios, str) else scenarios
    engine = engine or Engine(case, vintage.for_date(case.as_of), settings or Settings())
    wanted = tuple(s.id for s in case.scenarios if s.id in scenarios)
    _known(case, scenarios)
    found = versions(case, sets)
    _known(found[-1].case, wanted)
    asked = Asked(engine, wanted, found, paths)
    pairs = {outcome: asked.pair(outcome) for outcome in engine.outcomes()}
    main = pairs[BROKEN]
    p_all = Interval.of(main.p) if wanted else None
    presses = _presses(engine, wanted, found[-1]) if case.fault_lines else None
    gains = {
        outcome: _gains(engine, pair, presses) if presses and outcome != LEGAL else []
        for outcome, pair in pairs.items()
    }
    return WhatIf(
        case=case.id,
        as_of=case.as_of.isoformat(),
        title=case.title,
        scenarios=list(wanted),
        interventions=[_intervention(case, one) for one in sets],
        without_is=_without(wanted, certain=bool(main.rest.min() == 1)),
        p_scenarios=p_all,
        unconditional={str(y): _interval(1 - main.whole[:, y]) for y in _NEAR},
        outcomes={
            outcome: pair.compared(outcome, gains[outcome]) for outcome, pair in pairs.items()
        },
        curve_without=_curve(main.without, main.middle[0]),
        curve_with=_curve(main.with_, main.middle[1]),
        fault_lines=gains[BROKEN],
        label_without=named(engine, case)[1],
        label_with=named(engine, found[-1].case)[1] if _at_once(wanted, found) else None,
        seed=engine.settings.seed,
        draws=engine.settings.draws,
        paths=int(np.ceil(paths / engine.settings.draws)) * engine.settings.draws,
        months=marks(case)[-1],
        notes=list(_notes(engine, wanted, found)),
    )


def _known(case: Case, scenarios: Sequence[str]) -> None:
    have = {s.id: s for s in case.scenarios}
    for one in scenarios:
        if one not in have:
            known = ", ".join(have) or "none; the case has no scenarios"
            raise DataError(f"no scenario '{one}' in {case.id}; wanted one of {known}")
        if have[one].probability.bounds[1] == 0:
            raise DataError(f"the scenario '{one}' has probability 0: no world shows it")


def _at_once(wanted: tuple[str, ...], found: list[Version]) -> bool:
    return not wanted and all(version.step == 0 for version in found)


class Asked:
    """What is asked of an engine: read once, then run for every outcome."""

    def __init__(
        self, engine: Engine, wanted: tuple[str, ...], found: list[Version], paths: int
    ) -> None:
        self.engine, self.wanted, self.found, self.paths = engine, wanted, found, paths
        self.steps = steps_for(marks(engine.case)[-1])
        plain = self._run(BROKEN)
        version = found[-1].case
        as_coded = not wanted and version.scenarios == engine.case.scenarios
        self.worlds = (
            plain.worlds
            if as_coded
            else draw_worlds(engine, paths, forced=wanted, case=version, even=True)
        )
        effects = effects_of(engine, plain.found, found, self.steps)
        self.terms = terms(effects, self.worlds)
        if len(wanted) > 1:
            delta = together(engine, wanted, effects, found[-1].case)
            self.terms.append(meeting(self.worlds, wanted, delta))
        self.shift = shift(engine, found, self.steps)

    def _run(self, outcome: str) -> Run:
        """The run without anything asked for, kept as long as its engine is."""
        kept = _runs.setdefault(self.engine, {})
        like = next((f for (_, paths, _), f in kept.items() if paths == self.paths), None)
        together = len(self.wanted) > 1 and outcome != LEGAL  # read in one; else their effects add
        wanted = self.wanted if together else ()
        return _remembered(
            kept,
            (outcome, self.paths, wanted),
            lambda: run(
                self.engine,
                outcome=outcome,
                paths=self.paths,
                wanted=wanted,
                like=like,
                even=True,
            ),
        )

    @cached_property
    def _plain(self) -> "Asked":
        """The same scenarios with nothing set."""
        return Asked(self.engine, self.wanted, self.found[:1], self.paths)

    def _as_coded(self, outcome: str) -> _Pair:
        """The same scenarios with nothing set, kept as long as the engine is."""
        kept = _coded.setdefault(self.engine, {})
        key = (outcome, self.paths, self.wanted)
        return _remembered(kept, key, lambda: self._plain.pair(outcome))

    def pair(self, outcome: str) -> _Pair:
        """One outcome without and with, by whole years."""
        run = self._run(outcome)
        places = [run.paths.months.index(year * MONTHS) for year in _YEARS]
        whole = run.paths.survival[places].mean(axis=2, dtype=np.float64).T
        if outcome == LEGAL:
            middle = whole.mean(axis=0)
            return _Pair(
                whole=whole,
                without=whole,
                with_=whole,
                middle=(middle, middle),
                p=np.ones(len(whole)),
                rest=np.ones(len(whole)),
            )
        survival = self._with(outcome, run).survival[places]
        pair = _split(whole, survival, self.worlds)
        if not self.wanted:
            return _beside_whole(pair)
        if len(self.found) == 1:
            return pair
        coded = self._as_coded(outcome)  # what is set moves the worlds with, not those without
        middle = coded.middle[0], pair.middle[1]
        return replace(pair, without=coded.without, middle=middle, rest=coded.rest)

    def ended(self, outcome: str, month: int) -> Interval:
        """P(ended by a month) with what is asked; the month is one of the case's `marks`."""
        run = self._run(outcome)
        done = run.paths if outcome == LEGAL else self._with(outcome, run)
        weight, p = self.worlds.weight, self.worlds.p
        seen = np.maximum(weight.sum(axis=1), 1e-12)
        drawn = ((1 - done.at(month)) * weight).sum(axis=1) / seen
        spread = Interval.of(drawn)
        middle = float((p * drawn).mean() / max(p.mean(), 1e-12))
        return Interval(mean=middle, low=spread.low, high=spread.high)

    def _with(self, outcome: str, run: Run) -> Paths:
        return simulate(
            odds_of(self.engine, outcome, self.steps, self.shift),
            self.terms,
            run.paths.months,
            shape=self.worlds.weight.shape,
            offset=run.paths.offset,
        )


def _remembered(kept: dict[Key, T], key: Key, make: Callable[[], T]) -> T:
    """What is kept under a key, made if it is not; the oldest goes where there are too many."""
    if key not in kept:
        if len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = make()
    return kept[key]


def _split(whole: Array, survival: Array, worlds: Worlds) -> _Pair:
    """Weigh the worlds with; what is left of the whole is without."""
    p, weight = worlds.p, worlds.weight
    seen = np.maximum(weight.sum(axis=1), 1e-12)[:, None]
    with_ = np.einsum("tnw,nw->nt", survival, weight) / seen
    inside = p[:, None] * with_
    middle = inside.mean(axis=0) / max(p.mean(), 1e-12)
    rest = np.clip((whole - inside) / np.maximum(1 - p, 1e-12)[:, None], 0, 1)
    rest_middle = (whole.mean(axis=0) - inside.mean(axis=0)) / max(1 - p.mean(), 1e-12)
    pair = _Pair(
        whole=whole,
        without=rest,
        with_=with_,
        middle=(rest_middle, middle),
        p=p,
        rest=1 - p,
    )
    return _beside_whole(pair) if p.min() == 1 else pair


def _beside_whole(pair: _Pair) -> _Pair:
    """Without is the whole forecast: no scenario is asked for, or one that is certain."""
    middle = pair.whole.mean(axis=0), pair.middle[1]
    return replace(pair, without=pair.whole, middle=middle, rest=np.ones(len(pair.p)))


def _presses(engine: Engine, wanted: tuple[str, ...], last: Version) -> tuple[Array, Array]:
    """What presses on each fault line, without and with."""
    lines = engine.case.fault_lines
    joint, push = last.case, np.ones(len(lines))
    for scenario in last.case.scenarios:
        if scenario.id in wanted:
            joint = changed(joint, scenario)
            if scenario.jump is not None:
                push *= [np.exp(scenario.jump.value * (x.id == scenario.fault_line)) for x in lines]
    moved = weights(engine, engine.read(joint)) * push[:, None]
    return weights(engine, engine.readings), moved


def _gains(engine: Engine, pair: _Pair, presses: tuple[Array, Array]) -> list[FaultGain]:
    """What each fault line gains of one outcome, the most first."""
    lines = engine.case.fault_lines
    before, rest_before = first_breakers(engine, presses[0], pair.without)
    after, rest_after = first_breakers(engine, presses[1], pair.with_)
    names = [(x.id, x.label) for x in lines] + [(UNNAMED, "Causes that nobody named")]
    found = [
        _gain(id_, label, (one, pair.rest), (two, pair.p))
        for (id_, label), one, two in zip(
            names, [*before, rest_before], [*after, rest_after], strict=True
        )
    ]
    return sorted(found, key=lambda g: -g.gain.mean)


def _gain(
    id_: str, label: str, without: tuple[Array, Array], with_: tuple[Array, Array]
) -> FaultGain:
    """From P(first) and the weights of the draws, without and with."""
    means = [float(np.average(p, weights=weight)) for p, weight in (without, with_)]
    return FaultGain(
        id=id_,
        label=label,
        p_first_without=_interval(without[0], means[0]),
        p_first_with=_interval(with_[0], means[1]),
        gain=_interval(with_[0] - without[0], means[1] - means[0]),
    )


def _intervention(case: Case, one: Set) -> Intervention:
    value = read(case, one.path)
    now = value.value if isinstance(value, Number) else value
    return Intervention(
        path=one.path,
        from_=now.isoformat() if isinstance(now, date) else now,
        to=one.to,
        at=one.at.isoformat() if one.at else None,
    )


def _without(wanted: tuple[str, ...], *, certain: bool) -> str:
    if not wanted:
        return "the forecast of the case as coded"
    if certain:
        return "the forecast of the case as coded, since what is asked for is stated as certain"
    which = "it does not come true" if len(wanted) == 1 else "not all of them come true"
    return f"the case as coded, where {which}"


def _notes(engine: Engine, wanted: tuple[str, ...], found: list[Version]) -> list[str]:
    notes = [
        "probabilities of scenarios, and their jumps, are judged",
        "log-odds of different scenarios add"
        + ("; those asked for are read together" if len(wanted) > 1 else ""),
    ]
    dependent = [s.id for s in engine.case.scenarios if s.given]
    notes.append(
        f"stated dependence: {', '.join(dependent)}" if dependent else "scenarios are independent"
    )
    if len(found) > 1:
        notes.append("a value set by hand leaves the probabilities of other things as stated")
    if LEGAL in engine.outcomes():
        notes.append(
            f"{LEGAL}, the treaty's own end, is the base rate alone: nothing here moves it"
        )
    return notes


def _interval(draws: Array, middle: float | None = None) -> Interval:
    spread = Interval.of(draws)
    return spread.about(spread.mean if middle is None else float(middle))


def _curve(lasting: Array, middle: Array) -> list[Interval]:
    return [_interval(lasting[:, y], middle[y]) for y in _YEARS]
