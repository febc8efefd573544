"""The forecasts of a log as CSV."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from detente.backtest.log_questions import LoggedQuestion
from detente.document.csv_text import csv_text

_COLUMNS = (
    "id", "tags", "outcome", "opens", "closes", "as_of", "logged", "probability", "low", "high",
    "base_rate", "days", "answer", "answered_on", "hindcast", "same_as",
)  # fmt: skip


def log_csv(questions: Iterable[LoggedQuestion]) -> str:
    """One line for each forecast, by question and in the order in which they stand.

    ``days`` is how long the forecast was in force; an unknown value is an empty field.
    """
    rows = (
        _row(q, forecast, days)
        for q in questions
        for forecast, days in zip(q.forecasts, q.days, strict=True)
    )
    return csv_text(_COLUMNS, rows)


@lru_cache(1 << 16)
def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _row(q: LoggedQuestion, f: dict[str, object], days: int) -> list[object]:
    return [
        q.id,
        " ".join(q.tags),
        q.text,
        _text(q.opens),
        _text(q.closes),
        f["as_of"],
        f["at"],
        f["probability"],
        f.get("low"),
        f.get("high"),
        f["base_rate"],
        days,
        q.answer,
        _text(q.on),
        "yes" if q.hindcast else "no",
        q.same_as or "",
    ]
