"""Entries of a forecast log: forecasts, resolutions, and what each must agree with.

Lines of the log are never rewritten (`detente.backtest.hash_chain`): a new forecast of the same
question, or a corrected resolution, is an entry of its own. `detente.backtest.log_questions` reads
them as questions, `detente.backtest.log_scores` scores these.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.backtest import hash_chain
from detente.backtest.log_questions import logged_questions, question_key
from detente.backtest.whole_entries import Entry
from detente.document.labels import OutcomeId
from detente.errors import DataError

if TYPE_CHECKING:
    from detente.document.assessment import Assessment

_LONGEST_TAG = 64


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
        ``base_rate``, ``low`` and ``high`` (90 % interval), each from 0 to 1, ``tags`` and
        provenance.

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
    for tag in rest.get("tags", ()):
        if not tag.strip() or len(tag) > _LONGEST_TAG or not tag.isprintable():
            raise DataError(
                f"tag {tag!r:.80}; wanted a word or a few, at most {_LONGEST_TAG} signs"
            )
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


def of_assessment(a: "Assessment", outcome: OutcomeId, horizon: int) -> Entry:
    """Entry of the forecast that an assessment makes of one outcome.

    Parameters
    ----------
    a : Assessment
        Result of `detente.assess`.
    outcome : OutcomeId
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
    entries: list[Entry],
    id_: str,
    *,
    happened: bool | None,
    on: date,
    source: str,
    reason: str | None,
) -> Entry:
    """Entry of a resolution.

    Parameters
    ----------
    entries : list of dict
        The log so far.
    id_ : str
        Id of the question.
    happened : bool or None
        Whether the event happened; None if the question is void: it cannot be answered as it is
        put, and is not scored.
    on : date
        Day it happened; if it did not, a day from the closing day on; if it is void, the day on
        which that was known.
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
    by_id = {q.id: q for q in logged_questions(entries)}
    if id_ not in by_id:
        raise DataError(f"no forecast '{id_}' in the log; `detente forecast-log list` shows them")
    q = by_id[id_]
    if q.resolved and not reason:
        raise DataError(f"'{id_}' is already resolved; a correction needs --correct REASON")
    if happened and not q.opens <= on <= q.closes:
        raise DataError(f"happened on {on}; wanted a day from {q.opens} to {q.closes}")
    if happened is False and on < q.closes:
        raise DataError(f"not happened by {on}; that is known only when it closes, on {q.closes}")
    if happened is None and on < q.opens:
        raise DataError(f"void on {on}; wanted a day from {q.opens} on")
    now = hash_chain.entry_time()
    if on > max(now.date(), now.astimezone().date()):  # today here, or where the clock is set
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


def agreeing(entries: Sequence[Entry], made: Sequence[Entry]) -> Sequence[Entry]:
    """The forecasts to append, if each id has the question it had before and no two ids share one.

    Parameters
    ----------
    entries : sequence of dict
        The log so far.
    made : sequence of dict
        Forecasts to append.

    Raises
    ------
    DataError
        If an id is in the log with other words, or the same question under another id.
    """
    forecasts = [entry for entry in reversed(entries) if entry.get("kind") == "forecast"]
    new_ids, days = {entry["id"] for entry in made}, {entry["closes"] for entry in made}
    first = {entry["id"]: entry for entry in forecasts if entry["id"] in new_ids}
    ids = {question_key(entry): entry["id"] for entry in forecasts if entry["closes"] in days}
    for entry in made:
        known = first.setdefault(entry["id"], entry)
        if question_key(known) != question_key(entry):
            raise DataError(
                f"'{entry['id']}' is in the log as \"{known['outcome']:.120}\" by "
                f"{known['closes']}; wanted the same words: another question needs another id"
            )
        same = ids.setdefault(question_key(entry), entry["id"])
        if known is entry and same != entry["id"]:
            raise DataError(
                f"'{entry['id']}' asks what '{same}' asks in the log; add the forecast to '{same}'"
            )
    return made
