"""What if: the forecast where some scenarios come true, or some values are set by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from detente.cache import MemoryCache
from detente.case.feeds import Feeds
from detente.case.load import load
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.path import value_at
from detente.document.labels import RUPTURE, OutcomeId
from detente.document.part import Interval, falling
from detente.document.scenarios import Compared, FaultGain, InterventionPart, WhatIf
from detente.errors import DataError
from detente.forecast.forecast import CaseForecast, forecast_case
from detente.forecast.ladder_weights import SHIFTED
from detente.forecast.settings import HORIZONS, Settings
from detente.forecast.survival_draws import at_year
from detente.forecast.verdict import threat_move, without_threat
from detente.history.reference_classes import OUTCOMES
from detente.records import Array
from detente.scenarios.interventions import Intervention, versions
from detente.scenarios.mixture import PATHS as DRAWN
from detente.scenarios.mixture import YEARS_AHEAD, output_months
from detente.scenarios.sensitivity.danger import WITHIN, divide
from detente.scenarios.sensitivity.fault_lines import UNNAMED, UNNAMED_LABEL, WORLDS, with_parts
from detente.scenarios.sensitivity.levers import judge_version, unbroken_at_10, with_few_draws
from detente.scenarios.with_and_without import PATHS, PairedSurvival, WithAndWithout

_ORDERS = 4  # of joining, for the gains of fault lines
_PLAIN: MemoryCache["_Plain"] = MemoryCache(12)  # by the forecast's digest
_WHOLE = ""  # key of the whole risk in a division
_YEARS = range(YEARS_AHEAD + 1)
_LEAST_ERROR = 0.01  # points
_APART = 0.0005  # of a probability: two figures that a reader takes for one
_NEAR = tuple(y for y in HORIZONS if y <= YEARS_AHEAD)


def whatif(
    case: Case | str | Path,
    *,
    scenarios: str | Sequence[str] = (),
    interventions: Sequence[Intervention] = (),
    settings: Settings | None = None,
    forecast: CaseForecast | None = None,
    paths: int = PATHS,
) -> WhatIf:
    r"""Compare the forecast with and without scenarios that come true and values set by hand.

    With scenarios K, *with* averages the worlds in which all of K come true, *without* those in
    which they do not: where p is P(all of K),

    .. math:: F = p\,F_{with} + (1 - p)\,F_{without}.

    With values set by hand, *without* is the forecast F of the case as coded; with both, *without*
    is the case as coded in the worlds in which not all of K come true, so that setting a value to
    its present one changes nothing. All use the same draws of positions, severities and weights,
    and the same worlds for all other scenarios.

    Parameters
    ----------
    case : Case, str or Path
        A loaded case, a bundled id, or the path of a case file.
    scenarios : str or sequence of str
        Ids of scenarios that come true.
    interventions : sequence of Intervention
        Values set by hand, at once or from a day on.
    settings : Settings, optional
        Seed, draws, thresholds.
    forecast : CaseForecast, optional
        A forecast of this case under these settings, reused to answer several questions.
    paths : int
        Number of worlds, each with its scenarios and their onsets.

    Raises
    ------
    DataError, CaseError
        If neither scenarios nor interventions are given, a scenario is not in the case or is
        impossible, or a path is wrong.

    Examples
    --------
    >>> result = whatif("us-russia-2001", scenarios="s-iraq-attack", paths=6000)
    >>> result.outcomes["rupture"].with_["5"].mean > result.unconditional["5"].mean
    True
    """
    case = case if isinstance(case, Case) else load(case)
    if not scenarios and not interventions:
        raise DataError("no scenario and no value given; name a scenario or set a value")
    scenarios = [scenarios] if isinstance(scenarios, str) else scenarios
    forecast = forecast or forecast_case(case, settings=settings)
    case = forecast.case
    in_order = tuple(s.id for s in case.scenarios if s.id in scenarios)
    _check(case, scenarios)
    steps = versions(case, interventions)
    _check(steps[-1].case, in_order)
    runs = WithAndWithout(forecast, in_order, steps, paths)
    pairs = {outcome: runs.pair(outcome) for outcome in forecast.base.outcomes}
    return _document(runs, pairs, [_intervention(case, one) for one in interventions])


def _document(
    runs: WithAndWithout,
    pairs: Mapping[OutcomeId, PairedSurvival],
    interventions: list[InterventionPart],
) -> WhatIf:
    forecast, case, main = runs.forecast, runs.forecast.case, pairs[RUPTURE]
    outcomes, draws = _outcomes(runs, pairs), forecast.settings.draws
    return WhatIf(
        case=case.id,
        as_of=case.as_of,
        title=case.title,
        scenarios=list(runs.scenarios),
        labels={s.id: s.if_ for s in case.scenarios if s.id in runs.scenarios},
        interventions=interventions,
        without_is=_without(runs.scenarios, certain=bool(main.rest.min() == 1)),
        p_scenarios=Interval.of(main.p) if runs.scenarios else None,
        unconditional={str(y): _interval(1 - main.whole[:, y]) for y in _NEAR},
        outcomes=outcomes,
        curve_without=_curve(main.without, main.middle[0]),
        curve_with=_curve(main.with_, main.middle[1]),
        fault_lines=outcomes[RUPTURE].fault_lines,
        label_without=judge_version(forecast, case)[1],
        label_with=_label_with(runs),
        seed=forecast.settings.seed,
        draws=draws,
        paths=int(np.ceil(runs.paths / draws)) * draws,
        months=output_months(case)[-1],
        notes=_notes(runs, pairs),
    )


def _check(case: Case, scenarios: Sequence[str]) -> None:
    """Check that the scenarios are in the case and not impossible."""
    by_id = {s.id: s for s in case.scenarios}
    for one in scenarios:
        if one not in by_id:
            known = ", ".join(by_id) or "none; the case has no scenarios"
            raise DataError(f"no scenario '{one}' in {case.id}; wanted one of {known}")
        if by_id[one].probability.bounds[1] == 0:
            raise DataError(f"the scenario '{one}' has probability 0: no world shows it")


def _label_with(runs: WithAndWithout) -> str | None:
    """Verdict with all values set; None if scenarios come true or a value is set later."""
    at_once = all(version.step == 0 for version in runs.versions)
    if runs.scenarios or not at_once:
        return None
    return judge_version(runs.forecast, runs.versions[-1].case)[1]


def _outcomes(
    runs: WithAndWithout, pairs: Mapping[OutcomeId, PairedSurvival]
) -> dict[OutcomeId, Compared]:
    return {
        outcome: Compared(
            definition=OUTCOMES[outcome],
            without=_ended(pair.without, pair.middle[0]),
            with_=_ended(pair.with_, pair.middle[1]),
            difference={str(y): _difference(pair, y) for y in _NEAR},
            fault_lines=_gains(runs, pair) if outcome == RUPTURE else [],
        )
        for outcome, pair in pairs.items()
    }


def _ended(lasting: Array, middle: Array) -> dict[str, Interval]:
    return {str(y): _interval(1 - lasting[:, y], 1 - middle[y]) for y in _NEAR}


def _difference(pair: PairedSurvival, year: int) -> Interval:
    without, with_ = pair.middle
    return _interval(pair.without[:, year] - pair.with_[:, year], without[year] - with_[year])


def _gains(runs: WithAndWithout, pair: PairedSurvival) -> list[FaultGain]:
    """Change of the risk within ten years that is due to each fault line, largest first.

    The division is made with few draws and set on the risks of the pair.
    """
    lines = runs.forecast.case.fault_lines
    if not lines:
        return []
    few, plain, shifts = _PLAIN.get(runs.forecast.digest, lambda: _plain(runs))
    paths = few.settings.draws * WORLDS
    runs_ = WithAndWithout(few, runs.scenarios, runs.versions, paths)
    as_coded = len(runs.versions) == 1
    with_ = _divided(runs_, shifts if as_coded else {})
    inside = with_ if as_coded or not runs.scenarios else _divided(runs_.as_coded, shifts)
    without = _complement(plain, inside, runs_.worlds.p) if runs.scenarios else plain
    risks = [1 - float(middle[WITHIN]) for middle in pair.middle]
    named = [
        _gain(line.id, line.label, without[line.id], with_[line.id], scale)
        for scale in [tuple(_scale(d, r) for d, r in zip((without, with_), risks, strict=True))]
        for line in lines
    ]
    top = {line.id for line in lines if line.part_of is None}
    rest = _gain(UNNAMED, UNNAMED_LABEL, without[UNNAMED], with_[UNNAMED], (1.0, 1.0))
    rest = _remainder(rest, [g for g in named if g.id in top], risks)
    return sorted([*named, rest], key=lambda g: -g.gain.mean)


class _Plain(NamedTuple):
    """The forecast with few draws, its division over the lines, and the log-odds behind it."""

    few: CaseForecast
    division: dict[str, Array]
    shifts: dict[Feeds, Array]


def _plain(runs: WithAndWithout) -> _Plain:
    few, shifts = with_few_draws(runs.forecast), dict[Feeds, Array]()
    plain = WithAndWithout(few, (), runs.versions[:1], few.settings.draws * WORLDS)
    return _Plain(few, _divided(plain, shifts), shifts)


def _divided(runs: WithAndWithout, shifts: dict[Feeds, Array]) -> dict[str, Array]:
    """Risk that is due to each line, with its parts, and to none, as drawn."""
    division = divide(replace(runs.world(), shifts=shifts), orders=_ORDERS)
    lines = with_parts(runs.forecast.case.fault_lines, division.lines)
    return lines | {UNNAMED: division.rest, _WHOLE: division.whole}


def _complement(whole: dict[str, Array], inside: dict[str, Array], p: Array) -> dict[str, Array]:
    """The rest of a mixture: whole = p x inside + (1 - p) x rest; the whole where p is one."""
    if p.min() >= 1:
        return whole
    mean = max(float(1 - p.mean()), 1e-12)
    return {key: (whole[key] - p * inside[key]) / mean for key in whole}


def _scale(division: dict[str, Array], risk: float) -> float:
    return risk / max(float(division[_WHOLE].mean()), 1e-12)


def _gain(
    id_: str, label: str, without: Array, with_: Array, scale: tuple[float, ...]
) -> FaultGain:
    before, after = scale[0] * without, scale[1] * with_
    return FaultGain(
        id=id_,
        label=label,
        p_first_without=Interval.of(before),
        p_first_with=Interval.of(after),
        gain=Interval.of(after - before),
    )


def _remainder(rest: FaultGain, named: list[FaultGain], risks: list[float]) -> FaultGain:
    """Causes that nobody named: what the named lines leave of both risks."""
    before = risks[0] - sum(g.p_first_without.mean for g in named)
    after = risks[1] - sum(g.p_first_with.mean for g in named)
    return FaultGain(
        id=rest.id,
        label=rest.label,
        p_first_without=rest.p_first_without.about(before),
        p_first_with=rest.p_first_with.about(after),
        gain=rest.gain.about(after - before),
    )


def _intervention(case: Case, one: Intervention) -> InterventionPart:
    value = value_at(case, one.path)
    before = value.value if isinstance(value, Number) else value
    return InterventionPart(
        path=one.path,
        from_=before.isoformat() if isinstance(before, date) else before,
        to=one.to,
        at=one.at,
    )


def _without(scenarios: tuple[str, ...], *, certain: bool) -> str:
    if not scenarios:
        return "the forecast of the case as coded"
    if certain:
        return "the forecast of the case as coded, since all that is set is stated as certain"
    which = "it does not come true" if len(scenarios) == 1 else "not all of them come true"
    return f"the case as coded, where {which}"


def _notes(runs: WithAndWithout, pairs: Mapping[OutcomeId, PairedSurvival]) -> list[str]:
    notes = [
        "probabilities of scenarios, and their jumps, are judged",
        "log-odds of different scenarios add"
        + ("; those that come true here are read together" if len(runs.scenarios) > 1 else ""),
    ]
    dependent = [s.id for s in runs.forecast.case.scenarios if s.given]
    notes.append(
        f"stated dependence: {', '.join(dependent)}" if dependent else "scenarios are independent"
    )
    notes += _noise_note(runs, pairs[RUPTURE])
    notes += _threat_note(runs) or _edited_note(runs, pairs[RUPTURE])
    if len(runs.versions) > 1:
        notes.append("a value set by hand leaves the probabilities of other things as stated")
    still = [o for o, pair in pairs.items() if o not in SHIFTED and pair.with_ is pair.whole]
    if still and runs.scenarios:
        notes.append(f"nothing here moves {', '.join(still)}: scenarios move rupture and strain")
    return notes


def _noise_note(runs: WithAndWithout, rupture: PairedSurvival) -> list[str]:
    """Sampling errors, where the assessment has figures of the same scenarios."""
    if not runs.scenarios:
        return []
    here, there = (_points(e) for e in rupture.standard_errors(runs.paths, DRAWN))
    note = f"standard error of rupture in ten years from these futures: {here} points"
    if len(runs.scenarios) == 1 and len(runs.versions) == 1:
        note += f"; of the assessment's figure with this scenario, from {DRAWN:,}: {there}"
    return [note]


def _points(error: float) -> str:
    return f"{100 * error:.2f}" if 100 * error >= _LEAST_ERROR else f"under {_LEAST_ERROR}"


def _edited_note(runs: WithAndWithout, rupture: PairedSurvival) -> list[str]:
    """What an assessment of the case as set has, where scenarios read it otherwise."""
    last = runs.versions[-1]
    if runs.scenarios or len(runs.versions) != 2 or last.step:  # values set at once alone
        return []
    before = at_year(runs.forecast.survivals[RUPTURE], WITHIN)
    move = float(before.mean() - unbroken_at_10(runs.forecast, last.case).mean())
    here = float(rupture.middle[0][WITHIN] - rupture.middle[1][WITHIN])
    if abs(move - here) < _APART:
        return []
    return [
        "the tornado, and an assessment of the case with these values, moves rupture in ten years "
        f"by {100 * move:+.1f} points: it keeps what the scenarios add to the case as coded; here "
        "they are read on the case as set"
    ]


def _threat_note(runs: WithAndWithout) -> list[str]:
    """Where the values set are those of a figure of the verdict, that figure and why it differs."""
    forecast, last = runs.forecast, runs.versions[-1].case
    ten = float(at_year(forecast.survivals[RUPTURE], WITHIN).mean())
    move = threat_move(forecast, ten, forecast.case, forecast.base.odds)
    if move is None or last.threats != without_threat(forecast.case).threats:
        return []
    if last.threats == forecast.case.threats:
        return []
    return [
        f"the verdict's figure without the shared threat, {100 * move:+.1f} points in ten years, "
        "keeps what the scenarios add to the case as coded; here they are read on the case as set"
    ]


def _interval(draws: Array, middle: float | None = None) -> Interval:
    spread = Interval.of(draws)
    return spread.about(spread.mean if middle is None else float(middle))


def _curve(lasting: Array, middle: Array) -> list[Interval]:
    return falling(_interval(lasting[:, y], middle[y]) for y in _YEARS)
