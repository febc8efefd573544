"""Errors of each bargaining model on the outcomes of real issues."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.errors import DataError
from detente.methods.normal import Z90
from detente.records import Array
from detente.scenarios.bargaining import european_union
from detente.scenarios.bargaining.baselines import nash, weighted_mean, weighted_median_position
from detente.scenarios.bargaining.challenge import CLOSE, Rules, next_round
from detente.scenarios.bargaining.read import Seat, StatedIssue
from detente.scenarios.bargaining.table import BargainingTable, seat_actors

LEAD = "weighted-mean"
AFTER = (1, 2, 10)  # rounds of the challenge model that are scored
VARIANTS = tuple(
    Rules(odds=odds, compromise=compromise)
    for odds in ("all-pairs", "same-pair")
    for compromise in ("lowest", "least")
)


@dataclass(frozen=True, kw_only=True)
class IssuePrediction:
    """Forecasts of one issue by model; a model that does not apply to it is absent."""

    issue: StatedIssue
    by_model: Mapping[str, float]
    left_out: Mapping[str, str]  # reasons by actor without a seat


@dataclass(frozen=True, kw_only=True)
class Score:
    """Absolute errors of one model over the issues that it forecasts."""

    model: str
    n: int
    mae: float
    median_abs_err: float
    within_10: float
    against_lead: float | None  # mean error minus the lead's, on issues with both
    low: float | None  # its 90 % interval, issues clustered by proposal
    high: float | None


def model_labels() -> dict[str, str]:
    """Every model in the order of a report, the weighted mean first."""
    out = {
        LEAD: "Weighted mean, salience x power",
        "weighted-median": "Weighted median, salience x power",
        "salience-mean": "Weighted mean, salience alone",
        "salience-median": "Weighted median, salience alone",
        "mean": "Plain mean of all positions",
        "median": "Plain median of all positions",
        "states-mean": "Plain mean, member states only",
        "states-median": "Plain median, member states only",
        "constant": "The middle of the scale",
        "commission": "Position of the Commission",
        "reference": "Reference point: no decision",
        "nash": "Nash solution, no agreement being the reference point",
    }
    for rules in VARIANTS:
        for rounds in AFTER:
            for which in ("mean", "median"):
                out[_variant(rules, rounds, which)] = (
                    f"Challenge model, odds of {rules.odds}, {rules.compromise} compromise, "
                    f"{which} after {rounds}"
                )
    return out


def _variant(rules: Rules, rounds: int, which: str) -> str:
    return f"challenge/{rules.odds}/{rules.compromise}/{rounds}/{which}"


def seat(
    issue: StatedIssue, power: Mapping[str, float] | None = None
) -> tuple[BargainingTable, dict[str, str]]:
    """Seat the actors whose position, salience and power are known.

    Parameters
    ----------
    issue : StatedIssue
        An issue as read from a file.
    power : mapping of str to float, optional
        Power by actor; that of the file by default.

    Returns
    -------
    (BargainingTable, dict of str to str)
        The actors with a seat, and the reason for every actor without one.

    Raises
    ------
    DataError
        If fewer than two remain, or none has both power and salience; the message names file and
        line.
    """
    seats, out = [], {}
    for s in issue.seats:
        missing = [w for w in ("position", "salience") if getattr(s, w) is None]
        if _power(s, power) is None:
            missing.append("power")
        if missing:
            out[s.actor] = f"not known: its {' and '.join(missing)}"
        else:
            seats.append(s)
    try:
        return _table(issue, seats, power), out
    except DataError as problem:
        where = f"{issue.seats[0].place}: " if issue.seats else ""
        why = "".join(f"; {name} has no seat: {reason}" for name, reason in out.items())
        raise DataError(f"{where}issue '{issue.id}': {problem}{why}") from None


def _table(
    issue: StatedIssue, seats: list[Seat], power: Mapping[str, float] | None
) -> BargainingTable:
    span = issue.scale[1] - issue.scale[0] if issue.scale else None
    return seat_actors(
        [s.actor for s in seats],
        np.array([s.position for s in seats], dtype=float),
        np.array([s.salience for s in seats], dtype=float),
        np.array([_power(s, power) for s in seats], dtype=float),
        span=span,
    )


def _power(seat: Seat, power: Mapping[str, float] | None) -> float | None:
    return seat.power if power is None else power.get(seat.actor)


def predict(issue: StatedIssue, power: Mapping[str, float] | None = None) -> IssuePrediction:
    """Forecast one issue with every model; raises as `seat` does.

    Parameters
    ----------
    issue, power
        As `seat` takes them.
    """
    seated, left_out = seat(issue, power)
    own = {s.actor: s.position for s in issue.seats if s.position is not None}
    equal = seat_actors(
        seated.names,
        seated.position,
        seated.salience,
        np.ones(len(seated.names)),
        span=seated.span,
    )
    by_model = {
        LEAD: weighted_mean(seated),
        "weighted-median": weighted_median_position(seated),
        "salience-mean": weighted_mean(equal),
        "salience-median": weighted_median_position(equal),
        **_plain(list(own.values()), ""),
    }
    states = {a: x for a, x in own.items() if a not in european_union.BODIES}
    if states and european_union.power(states).keys() == states.keys():
        by_model |= _plain(list(states.values()), "states-")
    if issue.scale is not None:
        by_model["constant"] = sum(issue.scale) / 2
    if "COM" in own:
        by_model["commission"] = own["COM"]
    if issue.reference is not None:
        by_model |= {"reference": issue.reference, "nash": nash(seated, issue.reference)}
    for rules in VARIANTS:
        by_model |= _challenge(seated, rules)
    return IssuePrediction(issue=issue, by_model=by_model, left_out=left_out)


def _plain(values: list[float], prefix: str) -> dict[str, float]:
    return {f"{prefix}mean": float(np.mean(values)), f"{prefix}median": float(np.median(values))}


def _challenge(seated: BargainingTable, rules: Rules) -> dict[str, float]:
    out, place, still = {}, seated.position, False
    for number in range(1, max(AFTER) + 1):
        if not still:
            after = next_round(seated, place, rules).position
            still = bool(np.abs(after - place).max() <= CLOSE * seated.span)
            place = place if still else after
        if number in AFTER:
            out[_variant(rules, number, "mean")] = weighted_mean(seated, place)
            out[_variant(rules, number, "median")] = weighted_median_position(seated, place)
    return out


def scores(predicted: list[IssuePrediction]) -> list[Score]:
    """Score every model on the issues with an outcome, in the order of `model_labels`."""
    known = [p for p in predicted if p.issue.outcome is not None]
    return [s for model in model_labels() if (s := _score(model, known)) is not None]


def _score(model: str, known: list[IssuePrediction]) -> Score | None:
    predictions = [p for p in known if model in p.by_model]
    if not predictions:
        return None
    errors = _errors(model, predictions)
    margin = None if model == LEAD else _margin(errors - _errors(LEAD, predictions), predictions)
    return Score(
        model=model,
        n=len(predictions),
        mae=float(errors.mean()),
        median_abs_err=float(np.median(errors)),
        within_10=float((errors <= 10).mean()),
        against_lead=margin[0] if margin else None,
        low=margin[1] if margin else None,
        high=margin[2] if margin else None,
    )


def _errors(model: str, predictions: list[IssuePrediction]) -> Array:
    return np.array([abs(p.by_model[model] - (p.issue.outcome or 0.0)) for p in predictions])


def _margin(
    more: Array, predictions: list[IssuePrediction]
) -> tuple[float, float | None, float | None]:
    r"""Mean difference with a 90 % interval from sums over proposals, whose issues correlate.

    .. math:: s^2 = \frac{G}{G - 1} \sum_g \Big(\sum_{k \in g} (d_k - \bar d)\Big)^2 / n^2
    """
    mean = float(more.mean())
    sums: dict[str, float] = {}
    for p, d in zip(predictions, more - mean, strict=True):
        key = p.issue.group or p.issue.id
        sums[key] = sums.get(key, 0.0) + float(d)
    if len(sums) < 2:
        return mean, None, None
    factor = len(sums) / (len(sums) - 1)
    error = (factor * sum(v * v for v in sums.values())) ** 0.5 / len(predictions)
    return mean, mean - Z90 * error, mean + Z90 * error
