"""What if: the forecast where some scenarios come true, or some values are set by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from detente.case.load import load
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.path import read
from detente.document.part import Interval
from detente.document.scenarios import Compared, FaultGain, InterventionPart, WhatIf
from detente.errors import DataError
from detente.forecast.forecast import CaseForecast, forecast_case
from detente.forecast.ladder_weights import SHIFTED
from detente.forecast.settings import HORIZONS, Settings
from detente.history.reference_classes import OUTCOMES, RUPTURE
from detente.records import Array
from detente.scenarios.effects import apply_scenario
from detente.scenarios.interventions import Intervention, versions
from detente.scenarios.mixture import YEARS_AHEAD, output_months
from detente.scenarios.sensitivity.fault_lines import UNNAMED, first_breakers, weights
from detente.scenarios.sensitivity.levers import judge_version
from detente.scenarios.with_and_without import PairedSurvival, WithAndWithout

PATHS = 100_000
_YEARS = range(YEARS_AHEAD + 1)
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
    in_order = tuple(s.id for s in case.scenarios if s.id in scenarios)
    _check(case, scenarios)
    steps = versions(case, interventions)
    _check(steps[-1].case, in_order)
    runs = WithAndWithout(forecast, in_order, steps, paths)
    pairs = {outcome: runs.pair(outcome) for outcome in forecast.base.outcomes}
    return _document(runs, pairs, [_intervention(case, one) for one in interventions])


def _document(
    runs: WithAndWithout,
    pairs: Mapping[str, PairedSurvival],
    interventions: list[InterventionPart],
) -> WhatIf:
    forecast, case, main = runs.forecast, runs.forecast.case, pairs[RUPTURE]
    outcomes, draws = _outcomes(runs, pairs), forecast.settings.draws
    return WhatIf(
        case=case.id,
        as_of=case.as_of,
        title=case.title,
        scenarios=list(runs.scenarios),
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
        notes=_notes(runs),
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


def _outcomes(runs: WithAndWithout, pairs: Mapping[str, PairedSurvival]) -> dict[str, Compared]:
    forecast = runs.forecast
    hazard = _line_weights(runs) if forecast.case.fault_lines else None
    return {
        outcome: Compared(
            definition=OUTCOMES[outcome],
            without=_ended(pair.without, pair.middle[0]),
            with_=_ended(pair.with_, pair.middle[1]),
            difference={str(y): _difference(pair, y) for y in _NEAR},
            fault_lines=_gains(forecast, pair, hazard) if hazard and outcome in SHIFTED else [],
        )
        for outcome, pair in pairs.items()
    }


def _ended(lasting: Array, middle: Array) -> dict[str, Interval]:
    return {str(y): _interval(1 - lasting[:, y], 1 - middle[y]) for y in _NEAR}


def _difference(pair: PairedSurvival, year: int) -> Interval:
    without, with_ = pair.middle
    return _interval(pair.without[:, year] - pair.with_[:, year], without[year] - with_[year])


def _line_weights(runs: WithAndWithout) -> tuple[Array, Array]:
    """Weights of the fault lines without and with, shapes (lines, steps)."""
    forecast, lines, last = runs.forecast, runs.forecast.case.fault_lines, runs.versions[-1]
    joint, factor = last.case, np.ones(len(lines))
    for scenario in last.case.scenarios:
        if scenario.id in runs.scenarios:
            joint = apply_scenario(joint, scenario)
            if scenario.jump is not None:
                factor *= [
                    np.exp(scenario.jump.value * (x.id == scenario.fault_line)) for x in lines
                ]
    moved = weights(forecast, forecast.read(joint)) * factor[:, None]
    return weights(forecast, forecast.readings.coded), moved


def _gains(
    forecast: CaseForecast, pair: PairedSurvival, hazard: tuple[Array, Array]
) -> list[FaultGain]:
    """Change of P(first) of each fault line for one outcome, largest first."""
    lines = forecast.case.fault_lines
    before, rest_before = first_breakers(
        hazard[0], pair.without, forecast.chance, forecast.settings
    )
    after, rest_after = first_breakers(hazard[1], pair.with_, forecast.chance, forecast.settings)
    names = [(x.id, x.label) for x in lines] + [(UNNAMED, "Causes that nobody named")]
    gains = [
        _gain(id_, label, (one, pair.rest), (two, pair.p))
        for (id_, label), one, two in zip(
            names, [*before, rest_before], [*after, rest_after], strict=True
        )
    ]
    return sorted(gains, key=lambda g: -g.gain.mean)


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


def _intervention(case: Case, one: Intervention) -> InterventionPart:
    value = read(case, one.path)
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


def _notes(runs: WithAndWithout) -> list[str]:
    notes = [
        "probabilities of scenarios, and their jumps, are judged",
        "log-odds of different scenarios add"
        + ("; those that come true here are read together" if len(runs.scenarios) > 1 else ""),
    ]
    dependent = [s.id for s in runs.forecast.case.scenarios if s.given]
    notes.append(
        f"stated dependence: {', '.join(dependent)}" if dependent else "scenarios are independent"
    )
    if len(runs.versions) > 1:
        notes.append("a value set by hand leaves the probabilities of other things as stated")
    still = [o for o in runs.forecast.base.outcomes if o not in SHIFTED]
    if still:
        notes.append(f"nothing here moves {', '.join(still)}: scenarios move rupture and strain")
    return notes


def _interval(draws: Array, middle: float | None = None) -> Interval:
    spread = Interval.of(draws)
    return spread.about(spread.mean if middle is None else float(middle))


def _curve(lasting: Array, middle: Array) -> list[Interval]:
    return [_interval(lasting[:, y], middle[y]) for y in _YEARS]
