"""The forecasts of a log as CSV."""

import csv
import io
from collections.abc import Iterable

from detente.backtest.log_questions import LoggedQuestion

_COLUMNS = (
    "id", "tags", "outcome", "opens", "closes", "as_of", "logged", "probability", "low", "high",
    "base_rate", "days", "answer", "answered_on", "hindcast", "same_as",
)  # fmt: skip


def csv_text(questions: Iterable[LoggedQuestion]) -> str:
    """One line for each forecast, by question and in the order in which they stand.

    ``days`` is how long the forecast was in force; an unknown value is an empty field. A text that
    a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for q in questions:
        for forecast, days in zip(q.forecasts, q.days, strict=True):
            rows.writerow(_row(q, forecast, days))
    return text.getvalue()


def _row(q: LoggedQuestion, f: dict[str, object], days: int) -> list[object]:
    return [
        _plain(q.id),
        _plain(" ".join(q.tags)),
        _plain(q.text),
        q.opens,
        q.closes,
        f["as_of"],
        f["at"],
        f["probability"],
        f.get("low"),
        f.get("high"),
        f["base_rate"],
        days,
        q.answer,
        q.on,
        "yes" if q.hindcast else "no",
        _plain(q.same_as or ""),
    ]


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
