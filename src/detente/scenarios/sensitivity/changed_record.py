"""Effect of the record of the two and of their border: the forecast without each entry."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Literal, NamedTuple

from detente.case.model import Case
from detente.case.record import Record
from detente.document.labels import RUPTURE
from detente.document.scenarios import InputKind, TornadoPart
from detente.errors import DataError
from detente.forecast.base_hazard import base_hazard, learned_for, match_classes
from detente.forecast.forecast import CaseForecast
from detente.forecast.pool import learned_forecast
from detente.forecast.settings import STEPS
from detente.forecast.survival_draws import ended_by
from detente.records import Array
from detente.scenarios.sensitivity.ends import WITHIN, changed_input, end, risk
from detente.scenarios.sensitivity.levers import with_few_draws

_ALIKE = 0.002  # of a probability: two moves that a reader takes for one
_STEPS = WITHIN * STEPS
_MOST = 16  # versions of a case that are forecast in full
_PLURAL = {
    "rivalry": "rivalries",
    "dispute": "disputes",
    "pact": "pacts",
    "coalition": "coalitions",
    "agreement": "agreements",
}
_BORDER: dict[Literal["none", "water", "land"], str] = {
    "none": "no border",
    "water": "a border by water",
    "land": "a border by land",
}
_ALL = "record.all-"  # how the path of all entries of a kind begins
_NO_CLASS = "no reference class would fit"


class RecordVersion(NamedTuple):
    """A case of which one input is changed."""

    kind: InputKind
    path: str
    label: str
    words: str
    case: Case


def record_inputs(forecast: CaseForecast, few: CaseForecast | None) -> list[TornadoPart]:
    """The case without each entry of the record, without all of one kind, and with other borders.

    The record decides the reference classes, the clock on which the case ages and the covariates
    of the tie, so every version is forecast anew, under the same random numbers.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    few : CaseForecast or None
        The same under few draws: selects the versions, where there are many; made if needed.
    """
    versions = list(_versions(forecast.case))
    if len(versions) > _MOST:
        fast = few or with_few_draws(forecast)
        base = float(risk(fast).mean())
        versions.sort(key=lambda v: -_distance(risk_of_version(fast, v.case), base))
    parts = [_part(forecast, same) for same in _by_path(versions[:_MOST])]
    return [part for part in parts if not _tells_nothing_new(part, parts, forecast.case)]


def _tells_nothing_new(part: TornadoPart, parts: list[TornadoPart], case: Case) -> bool:
    """All entries of a kind, where one of them alone moves the risk as far."""
    kind = next((k for k, plural in _PLURAL.items() if part.id == f"{_ALL}{plural}"), None)
    paths = {f"record.{r.id}" for r in case.record if r.kind == kind}
    alone = [p.ends[0].move for p in parts if p.id in paths]
    together = part.ends[0].move
    return together is not None and any(
        move is not None and abs(move - together) < _ALIKE for move in alone
    )


def risk_of_version(forecast: CaseForecast, version: Case) -> Array | None:
    """P(rupture within ten years) of a version whose record differs, as drawn, shape (n,).

    Equal to that of `forecast_case`, of which it takes only the steps that rupture needs.

    Parameters
    ----------
    forecast : CaseForecast
        Forecast of the case.
    version : Case
        The case with another record or border.

    Returns
    -------
    array of float or None
        None if no reference class fits the version.
    """
    chance, known, readings = forecast.chance, forecast.vintage, forecast.read(version)
    tables = {key: table for key, table in known.classes.items() if key[1] == RUPTURE}
    weights = forecast.weights  # how old the record is, on which they depend, does not change
    try:
        known = replace(known, classes=tables)
        of_case = forecast.base.classes
        classes = match_classes(version, known, weights, readings, chance, of_case, _STEPS)
    except DataError:
        return None
    learned = weights.learned
    panel = {RUPTURE: learned_forecast(learned.tie_hazard(version)[:, :WITHIN])} if learned else {}
    odds = base_hazard(classes, learned_for(version, panel), forecast.ladder.pool, chance).odds
    shift = forecast.calendar[:, :_STEPS].copy()
    for name, reading in readings.items():
        same = reading is forecast.readings.coded[name]
        pull = forecast.pulls[name] if same else weights.pull(name, reading, _STEPS)
        shift += pull[:, :_STEPS]
    return ended_by(odds, shift, WITHIN)


def _distance(broken: Array | None, base: float) -> float:
    return 1.0 if broken is None else abs(float(broken.mean()) - base)


def _by_path(versions: list[RecordVersion]) -> Iterator[list[RecordVersion]]:
    for _, same in groupby(sorted(versions, key=lambda v: v.path), key=lambda v: v.path):
        yield list(same)


def _part(forecast: CaseForecast, versions: list[RecordVersion]) -> TornadoPart:
    first = versions[0]
    ends = []
    for v in versions:
        broken = risk_of_version(forecast, v.case)
        words = v.words if broken is not None else f"{v.words} {_NO_CLASS}"
        ends.append(end(forecast, words, broken))
    value = forecast.case.partnership.border if first.kind == "border" else None
    return changed_input(first.kind, first.path, first.label, ends, value)


def _versions(case: Case) -> Iterator[RecordVersion]:
    for entry in case.record:
        yield from _of_entry(case, entry)
    for kind, plural in _PLURAL.items():
        alike = [r for r in case.record if r.kind == kind]
        if len(alike) > 1:
            rest = _without(case, alike)
            every = "Both" if len(alike) == 2 else f"All {len(alike)}"
            path, label = f"{_ALL}{plural}", f"{every} {plural}"
            yield RecordVersion("record", path, label, "without them", rest)
    for border, words in _BORDER.items():
        if border != case.partnership.border:
            other = case.partnership.model_copy(update={"border": border})
            version = case.model_copy(update={"partnership": other})
            yield RecordVersion("border", "partnership.border", "Closest border", words, version)


def _of_entry(case: Case, entry: Record) -> Iterator[RecordVersion]:
    path = f"record.{entry.id}"
    yield RecordVersion("record", path, entry.label, "without it", _without(case, [entry]))
    if entry.kind == "pact" and entry.end is None:
        over = entry.model_copy(update={"end": case.as_of})
        record = tuple(over if r is entry else r for r in case.record)
        version = case.model_copy(update={"record": record})
        yield RecordVersion("record", path, entry.label, "ended on the day of the case", version)


def _without(case: Case, entries: list[Record]) -> Case:
    gone = {r.id for r in entries}
    return case.model_copy(update={"record": tuple(r for r in case.record if r.id not in gone)})
