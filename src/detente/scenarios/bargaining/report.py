"""Every model on every issue of a file, as one document."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from detente.errors import DataError
from detente.scenarios.bargaining import european_union
from detente.scenarios.bargaining.challenge import ROUNDS, Course, Rules, exposed, play
from detente.scenarios.bargaining.read import StatedIssue, powers, read_issues
from detente.scenarios.bargaining.score import (
    LEAD,
    IssuePrediction,
    model_labels,
    predict,
    scores,
    seat,
)

_POWER_TEXT = {
    "key": "share of the European Central Bank's capital (2014); COM and EP as the strongest state",
    "votes": "votes in the Council (Nice); COM and EP as the strongest state",
}


def bargaining_report(
    issues: Path,
    positions: Path | None = None,
    *,
    power: str | None = None,
    scale: tuple[float, float] | None = None,
    rounds: int = ROUNDS,
    only: str | None = None,
) -> dict[str, Any]:
    """Read the issues of a file, forecast each with every model, and score those with an outcome.

    Parameters
    ----------
    issues, positions : Path
        Files in a layout of ``read_issues``.
    power : str, optional
        "key" or "votes" (see ``european_union.power``), or the path of a file with columns
        actor and power. Otherwise the power in the file; if it has none, "key".
    scale : (float, float), optional
        Ends of the scale of all issues. Otherwise 0 and 100 for a file of issues, and the
        stretch that the actors cover for a file of actors.
    rounds : int
        Maximum number of rounds of the challenge model.
    only : str, optional
        Forecast this issue alone, with its rounds.

    Returns
    -------
    dict
        ``models`` with their scores, ``predictions`` by issue, ``skipped`` issues with reasons.
        ``challenge`` (the course round by round) is there for issues without an outcome, and
        for ``only``.

    Raises
    ------
    MissingData, DataError
        If a file cannot be used, or none of its issues can be forecast.
    """
    stated = _chosen(read_issues(issues, positions, scale=scale), only)
    rated = any(s.power is not None for i in stated for s in i.seats)
    which = power or ("file" if rated else "key")
    given = None if which in ("file", *_POWER_TEXT) else powers(Path(which))
    predictions, skipped = _predictions(stated, which, given)
    unscored = [(p.issue.id, "no outcome") for p in predictions if p.issue.outcome is None]
    return {
        "file": issues.name,
        "issues": len(stated),
        "scored": len(predictions) - len(unscored),
        "skipped": [{"issue": i, "reason": why} for i, why in (*skipped, *unscored)],
        "power": _POWER_TEXT.get(which, "as given" if which == "file" else f"as given in {which}"),
        "lead": LEAD,
        "models": [{**asdict(s), "label": model_labels()[s.model]} for s in scores(predictions)],
        "predictions": [
            _prediction(p, _powers(p.issue, which, given), rounds, shown=only is not None)
            for p in predictions
        ],
    }


def _chosen(stated: list[StatedIssue], only: str | None) -> list[StatedIssue]:
    chosen = [i for i in stated if only in (None, i.id)]
    if not chosen:
        known = ", ".join(i.id for i in stated[:10]) + (" ..." if len(stated) > 10 else "")
        raise DataError(f"no issue '{only}' in the file; wanted one of {known}")
    return chosen


def _predictions(
    stated: Iterable[StatedIssue], which: str, given: Mapping[str, float] | None
) -> tuple[list[IssuePrediction], list[tuple[str, str]]]:
    """Forecasts of the issues, and the issues that cannot be forecast with the reason."""
    predictions, skipped = [], []
    for issue in stated:
        try:
            predictions.append(predict(issue, _powers(issue, which, given)))
        except DataError as problem:
            skipped.append((issue.id, str(problem)))
    if not predictions:
        raise DataError(skipped[0][1])
    return predictions, skipped


def _powers(
    issue: StatedIssue, which: str, given: Mapping[str, float] | None
) -> Mapping[str, float] | None:
    """Powers that replace those in the file; None to use the file's own."""
    if given is not None:
        return given
    actors = [s.actor for s in issue.seats]
    if which == "file":
        return None
    return european_union.power(actors, "votes" if which == "votes" else "key")


def _prediction(
    p: IssuePrediction, power: Mapping[str, float] | None, rounds: int, *, shown: bool
) -> dict[str, Any]:
    out: dict[str, Any] = {
        "issue": p.issue.id,
        "label": p.issue.label,
        "outcome": p.issue.outcome,
        "by_model": dict(p.by_model),
        "no_seat": [{"actor": a, "reason": why} for a, why in p.left_out.items()],
    }
    if shown or p.issue.outcome is None:
        seats, _ = seat(p.issue, power)
        out["challenge"] = _course(seats.names, play(seats, rounds=rounds), seats.position.tolist())
        out["challenge"]["span"] = seats.span
    return out


def _course(names: tuple[str, ...], course: Course, start: list[float]) -> dict[str, Any]:
    return {
        "rules": asdict(Rules()),
        "words": course.words,
        "settled": course.settled,
        "cycle": course.period,
        "actors": list(names),
        "rounds": [start, *(r.position.tolist() for r in course.rounds)],
        "risk": [r.risk.tolist() for r in course.rounds],
        "means": [r.mean for r in course.rounds],
        "medians": [r.median for r in course.rounds],
        "moves": [
            {
                "round": number,
                "actor": names[m.actor],
                "towards": names[m.towards],
                "kind": m.kind,
                "from": m.start,
                "to": m.end,
            }
            for number, r in enumerate(course.rounds, 1)
            for m in r.moves
            if m.start != m.end
        ],
        "exposed": [
            {"actor": names[k], "danger": float(course.rounds[0].danger[k])}
            for k in exposed(course)
        ],
    }
