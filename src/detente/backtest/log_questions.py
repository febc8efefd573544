"""Questions of a forecast log: their forecasts in order, days in force, and answers.

A forecast counts from the day it was logged, never from an earlier day that it states: a question
whose first forecast was logged when the answer could already be known is a *hindcast* and is scored
separately. Hindcasts stand from the days that they state, in whatever order they were logged.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from detente.backtest.whole_entries import Entry
from detente.errors import DataError

_DAYS = 1 << 16  # days of entries that are read once: those of 180 years


class LoggedQuestion(NamedTuple):  # 100,000 are made in a third of a frozen dataclass's time
    """One question, its forecasts in the order in which they stand, and its answer if any.

    Parameters
    ----------
    id : str
        Identifies it in the log.
    text : str
        Definition of the outcome.
    opens, closes : date
        First and last day on which the event counts.
    forecasts : tuple of dict
        Entries of the log.
    starts : tuple of date
        Day from which each forecast stands, ascending.
    hindcast : bool
        Whether the first forecast was logged when the answer could already be known.
    resolved : bool
        Whether the log holds an answer.
    happened : bool or None
        The answer; None if it is open or void.
    on : date or None
        Day it happened, or of the resolution.
    same_as : str or None
        Id of an earlier question with the same words and closing day: this one is not scored.
    tags : tuple of str
        Those of any of its forecasts, sorted.
    """

    id: str
    text: str
    opens: date
    closes: date
    forecasts: tuple[Entry, ...]
    starts: tuple[date, ...]
    hindcast: bool
    resolved: bool
    happened: bool | None
    on: date | None
    same_as: str | None
    tags: tuple[str, ...]

    @property
    def answer(self) -> str:
        """In one word: open, yes, no or void."""
        if not self.resolved:
            return "open"
        return "void" if self.happened is None else "yes" if self.happened else "no"

    @property
    def end(self) -> date:
        """The day it happened, else the day it closes."""
        return _end(self.happened, self.on, self.closes)

    @property
    def days(self) -> tuple[int, ...]:
        """Days on which each forecast is in force; they add up to the days from first to end."""
        end = self.end
        if len(self.starts) == 1:
            return (max(1, (end - self.starts[0]).days),)
        stops = [*self.starts[1:], end]
        days = tuple(
            max(0, (min(stop, end) - start).days)
            for start, stop in zip(self.starts, stops, strict=True)
        )
        return days if any(days) else (1, *days[1:])  # it happened on the very first day


def question_key(entry: Entry) -> tuple[str, str]:
    """What makes two forecasts ask the same: the words, spaces and case apart, and the last day."""
    return " ".join(entry["outcome"].split()).casefold(), entry["closes"]


def logged_questions(entries: Iterable[Entry]) -> list[LoggedQuestion]:
    """Questions in the order in which they were first forecast; the last resolution counts.

    Raises
    ------
    DataError
        If an entry resolves what was never forecast.
    """
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry["id"], []).append(entry)
    first_ids: dict[tuple[str, str], str] = {}
    return [_question(id_, own, first_ids) for id_, own in by_id.items()]


def _question(id_: str, own: list[Entry], first_ids: dict[tuple[str, str], str]) -> LoggedQuestion:
    answers = [e for e in own if e["kind"] == "resolution"]
    forecasts = [e for e in own if e["kind"] == "forecast"] if answers else own
    if not forecasts:
        raise DataError(f"entry {own[0]['n']} of the log resolves '{id_}', never forecast")
    first = forecasts[0]
    happened, on = (answers[-1]["happened"], _day(answers[-1]["on"])) if answers else (None, None)
    closes = _day_of(first["closes"])
    stated = [_day_of(f["as_of"]) for f in forecasts]
    counts = [max(_logged(f["at"]), day) for f, day in zip(forecasts, stated, strict=True)]
    hindcast = min(counts) >= _end(happened, on, closes)
    starts = stated if hindcast else counts
    if len(starts) > 1 and starts != sorted(starts):
        order = sorted(range(len(starts)), key=starts.__getitem__)
        starts, forecasts = [starts[k] for k in order], [forecasts[k] for k in order]
    other = first_ids.setdefault(question_key(first), id_)
    return LoggedQuestion(
        id=id_,
        text=first["outcome"],
        opens=min(stated),
        closes=closes,
        forecasts=tuple(forecasts),
        starts=tuple(starts),
        hindcast=hindcast,
        resolved=bool(answers),
        happened=happened,
        on=on,
        same_as=None if other == id_ else other,
        tags=_tags(forecasts),
    )


def _tags(forecasts: list[Entry]) -> tuple[str, ...]:
    tagged = [f["tags"] for f in forecasts if "tags" in f]
    return tuple(sorted(set().union(*tagged))) if tagged else ()


@lru_cache(_DAYS)
def _day_of(text: str) -> date:
    return date.fromisoformat(text)


def _logged(at: str) -> date:
    """The day of a time, which alone is alike in many entries."""
    usual = at[4:5] == "-" and at[10:11] == "T"  # 2020-01-31T...
    return _day_of(at[:10]) if usual else datetime.fromisoformat(at).date()


def _day(text: str | None) -> date | None:
    return None if text is None else _day_of(text)


def _end(happened: bool | None, on: date | None, closes: date) -> date:
    return on if happened and on else closes
