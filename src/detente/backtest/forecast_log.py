"""Forecasts in a log: entries, questions, resolutions and scores.

Lines of the log are never rewritten (`detente.backtest.hash_chain`): a new forecast of the same
question, or a corrected resolution, is an entry of its own. A forecast counts from the day it was
logged, never from an earlier day that it states: a forecast logged when the answer could already
be known is a hindcast and is scored separately.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from detente.backtest import hash_chain, scores
from detente.backtest.hash_chain import Entry
from detente.backtest.reliability import reliability
from detente.backtest.whole_entries import require_whole
from detente.document.assessment import Assessment
from detente.errors import DataError


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question with its forecasts, oldest first, and its resolution if there is one."""

    id: str
    text: str
    opens: date
    closes: date
    forecasts: tuple[Entry, ...]
    happened: bool | None
    on: date | None

    @property
    def hindcast(self) -> bool:
        """Was the first forecast logged when the answer could already be known?"""
        return _counts_from(self.forecasts[0]) >= self.end

    @property
    def end(self) -> date:
        """The day it happened, else the day it closes."""
        return self.on if self.happened and self.on else self.closes

    def periods(self) -> list[tuple[float, float | None, int]]:
        """Probability, base rate and days in force of each forecast."""
        starts = [
            date.fromisoformat(f["as_of"]) if self.hindcast else _counts_from(f)
            for f in self.forecasts
        ]
        ends = [*starts[1:], self.end]
        periods = [
            (f["probability"], f["base_rate"], max(0, (min(stop, self.end) - start).days))
            for f, start, stop in zip(self.forecasts, starts, ends, strict=True)
        ]
        lasting = [period for period in periods if period[2]]
        return lasting or [(*periods[0][:2], 1)]  # it happened on the very first day


def _counts_from(entry: Entry) -> date:
    """The day from which a forecast counts."""
    made = datetime.fromisoformat(entry["at"]).date()
    return max(made, date.fromisoformat(entry["as_of"]))


def forecast(
    id_: str, text: str, probability: float, *, as_of: date, closes: date, **rest: Any
) -> Entry:
    """Entry of a forecast.

    Parameters
    ----------
    id_ : str
        Identifies the question; a later forecast with the same id is an update.
    text : str
        Definition of the outcome in words.
    probability : float
        From 0 to 1.
    as_of : date
        Day on which the forecast is based.
    closes : date
        Last day on which the event counts; after ``as_of``.
    **rest
        ``base_rate``, ``low`` and ``high`` (90 % interval), each from 0 to 1, and provenance.

    Returns
    -------
    dict
        To be appended by `detente.backtest.hash_chain.append`.

    Raises
    ------
    DataError
        If a probability is not one, or the question closes before it opens.
    """
    base = rest.get("base_rate")
    for name, value in (("probability", probability), ("base rate", base)):
        if value is not None and not 0 <= value <= 1:
            raise DataError(f"{name} {value}; wanted a number from 0 to 1")
    if closes <= as_of:
        raise DataError(f"closes on {closes}, as of {as_of}; wanted a later day")
    if not text.strip() or not id_.strip():
        raise DataError("a forecast needs an id and the definition of its outcome in words")
    return {
        "kind": "forecast",
        "id": id_,
        "outcome": text,
        "as_of": as_of.isoformat(),
        "closes": closes.isoformat(),
        "probability": float(probability),
        "low": rest.pop("low", None),
        "high": rest.pop("high", None),
        "base_rate": rest.pop("base_rate", None),
        **rest,
    }


def of_assessment(a: Assessment, outcome: str, horizon: int) -> Entry:
    """Entry of the forecast that an assessment makes of one outcome.

    Parameters
    ----------
    a : Assessment
        Result of `detente.assess`.
    outcome : str
        Such as ``rupture`` or ``strain``.
    horizon : int
        Years from the date of the case.

    Returns
    -------
    dict
        To be appended by `detente.backtest.hash_chain.append`.

    Raises
    ------
    DataError
        If the assessment has no such outcome or horizon.
    """
    part = a.outcomes.get(outcome)
    if part is None or str(horizon) not in part.p_end:
        outcomes = ", ".join(a.outcomes)
        years = ", ".join(a.outcomes[next(iter(a.outcomes))].p_end)
        raise DataError(
            f"no forecast of '{outcome}' within {horizon} years; "
            f"wanted one of {outcomes} and {years}"
        )
    start = a.as_of
    closes = _years_on(start, horizon)
    p = part.p_end[str(horizon)]
    return forecast(
        f"{a.case}/{outcome}/{closes}",
        f"{a.partnership.title}: {part.definition}, by {closes}",
        p.mean,
        as_of=start,
        closes=closes,
        low=p.low,
        high=p.high,
        base_rate=part.p_end_pooled[str(horizon)].mean,
        basis="detente",
        case=a.case,
        case_sha256=a.provenance.case_sha256,
        classes=list(part.classes),
        vintage=a.provenance.vintage,
        version=a.provenance.version,
        seed=a.provenance.seed,
    )


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28) + timedelta(days=1)


def resolution(
    entries: list[Entry], id_: str, *, happened: bool, on: date, source: str, reason: str | None
) -> Entry:
    """Entry of a resolution.

    Parameters
    ----------
    entries : list of dict
        The log so far.
    id_ : str
        Id of the question.
    happened : bool
        Whether the event happened.
    on : date
        Day it happened; if it did not, a day from the closing day on.
    source : str
        Source of the answer.
    reason : str or None
        Why an earlier resolution is corrected; None for the first resolution.

    Returns
    -------
    dict
        To be appended by `detente.backtest.hash_chain.append`.

    Raises
    ------
    DataError
        If there is no such question, it is already resolved, or the day is not possible.
    """
    by_id = {q.id: q for q in questions(entries)}
    if id_ not in by_id:
        raise DataError(f"no forecast '{id_}' in the log; `detente forecast-log list` shows them")
    q = by_id[id_]
    if q.happened is not None and not reason:
        raise DataError(f"'{id_}' is already resolved; a correction needs --correct REASON")
    if happened and not q.opens <= on <= q.closes:
        raise DataError(f"happened on {on}; wanted a day from {q.opens} to {q.closes}")
    if not happened and on < q.closes:
        raise DataError(f"not happened by {on}; that is known only when it closes, on {q.closes}")
    if on > hash_chain.now().date():
        raise DataError(f"resolved on {on}; wanted a day that is not in the future")
    if not source.strip():
        raise DataError("a resolution needs a source")
    return {
        "kind": "resolution",
        "id": id_,
        "happened": happened,
        "on": on.isoformat(),
        "source": source,
        "reason": reason,
    }


def questions(entries: list[Entry]) -> list[Question]:
    """Questions in the order in which they were first forecast; the last resolution counts."""
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        require_whole(entry)
        by_id.setdefault(entry["id"], []).append(entry)
    result = []
    for id_, own in by_id.items():
        forecasts = sorted((e for e in own if e["kind"] == "forecast"), key=_counts_from)
        last = next((e for e in reversed(own) if e["kind"] == "resolution"), None)
        if not forecasts:
            raise DataError(f"entry {own[0]['n']} of the log resolves '{id_}', never forecast")
        result.append(
            Question(
                id=id_,
                text=forecasts[0]["outcome"],
                opens=min(date.fromisoformat(f["as_of"]) for f in forecasts),
                closes=date.fromisoformat(forecasts[0]["closes"]),
                forecasts=tuple(forecasts),
                happened=last["happened"] if last else None,
                on=date.fromisoformat(last["on"]) if last else None,
            )
        )
    return result


def score(entries: list[Entry]) -> dict[str, Any]:
    """Scores of the resolved questions; hindcasts are scored separately from forecasts.

    The Brier and log scores of a question are means over days, each day with the forecast in
    force; those of a group are means over questions.
    """
    logged = questions(entries)
    resolved = [q for q in logged if q.happened is not None]
    return {
        "questions": len(logged),
        "open": len(logged) - len(resolved),
        "forecasts": _group([q for q in resolved if not q.hindcast]),
        "hindcasts": _group([q for q in resolved if q.hindcast]),
    }


def _group(resolved: list[Question]) -> dict[str, Any]:
    group: dict[str, Any] = dict.fromkeys(
        ("brier", "log_score", "brier_base", "log_base", "brier_skill", "log_skill", "reliability")
    )
    group = {"n": len(resolved), "happened": sum(bool(q.happened) for q in resolved), **group}
    if not resolved:
        return group
    event, p, base, weight = (np.array(column, dtype=float) for column in _parts(resolved))
    group["brier"] = scores.brier(event, p, weight)
    group["log_score"] = scores.log_score(event, p, weight)
    group["reliability"] = {
        k: np.round(v, 6).tolist() for k, v in vars(reliability(event, p, 5, weight)).items()
    }
    known = np.isfinite(base)
    if known.any():
        event, p, base, weight = event[known], p[known], base[known], weight[known]
        group["brier_base"] = scores.brier(event, base, weight)
        group["log_base"] = scores.log_score(event, base, weight)
        for name, measure in (("brier", scores.brier), ("log", scores.log_score)):
            against = group[f"{name}_base"]
            own = measure(event, p, weight)
            group[f"{name}_skill"] = scores.skill(own, against) if against else None
    return group


def _parts(resolved: list[Question]) -> tuple[list[float], ...]:
    """Event, probability, base rate and share of its question's days, of every forecast."""
    rows = []
    for q in resolved:
        periods = q.periods()
        days = sum(d for _, _, d in periods)
        for p, base, d in periods:
            rows.append((float(bool(q.happened)), p, np.nan if base is None else base, d / days))
    return tuple(list(column) for column in zip(*rows, strict=True))
