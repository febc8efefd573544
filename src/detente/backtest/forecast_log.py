"""A ledger of forecasts: append-only, hashed, resolved later, scored.

The file has one JSON object a line. Each holds the SHA-256 of the line before and of itself, so
that a line that was altered, removed, reordered or torn is found at the next reading. Nothing is
ever rewritten: a new forecast of the same question and a corrected resolution are lines of their
own. A forecast counts from the day it was recorded, never from an earlier one it names: what was
recorded when the answer could be known is a hindcast and is scored apart.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from detente.backtest import scores
from detente.document.assessment import Assessment
from detente.errors import DataError, FileError

Entry = dict[str, Any]
LARGEST = 50_000_000  # bytes
_GENESIS = "0" * 64


def _now() -> datetime:
    return datetime.now(UTC)


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
        """Was its first forecast recorded when the answer could be known already?"""
        return _recorded(self.forecasts[0]) >= self.end

    @property
    def end(self) -> date:
        """The day it happened, else the day it closes."""
        return self.on if self.happened and self.on else self.closes

    def stand(self) -> list[tuple[float, float | None, int]]:
        """Probability, base rate and days of each forecast while it stood."""
        starts = [
            date.fromisoformat(f["as_of"]) if self.hindcast else _recorded(f)
            for f in self.forecasts
        ]
        ends = [*starts[1:], self.end]
        found = [
            (f["probability"], f["base_rate"], max(0, (min(stop, self.end) - start).days))
            for f, start, stop in zip(self.forecasts, starts, ends, strict=True)
        ]
        kept = [part for part in found if part[2]]
        return kept or [(found[0][0], found[0][1], 1)]  # it happened on the very first day


def _recorded(entry: Entry) -> date:
    """The day from which a forecast counts."""
    made = datetime.fromisoformat(entry["at"]).date()
    return max(made, date.fromisoformat(entry["as_of"]))


def read(path: Path) -> list[Entry]:
    """All entries of a ledger, each checked against the one before; none if there is no file.

    Raises
    ------
    DataError
        If a line is not what was written, with its number.
    """
    if not path.exists():
        return []
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path}: {path.stat().st_size} bytes; a ledger has at most {LARGEST}")
        data = path.read_bytes()
    except OSError as problem:
        raise FileError(f"{path}: cannot be read ({problem.strerror})") from None
    entries: list[Entry] = []
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        before = entries[-1]["sha256"] if entries else _GENESIS
        entries.append(_checked(path, number, line, before))
    return entries


def _checked(path: Path, number: int, line: bytes, before: str) -> Entry:
    where = f"{path}, line {number}"
    if not line.endswith(b"\n"):
        raise DataError(
            f"{where}: cut off in the middle; remove this last line, it was never recorded whole"
        )
    try:
        entry = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise DataError(f"{where}: not a JSON object; wanted one entry a line") from None
    if not isinstance(entry, dict) or entry.get("n") != number:
        came = entry.get("n") if isinstance(entry, dict) else "no entry"
        raise DataError(f"{where}: entry {came}; wanted entry {number}: a line is missing or moved")
    if entry.get("previous") != before:
        raise DataError(f"{where}: does not follow from line {number - 1}; it was moved or changed")
    if entry.get("sha256") != _hash(entry):
        raise DataError(f"{where}: was changed after it was written: its hash does not fit")
    return entry


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _hash(entry: Entry) -> str:
    rest = {k: v for k, v in entry.items() if k != "sha256"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def append(path: Path, make: Callable[[list[Entry]], Iterable[Entry]]) -> list[Entry]:
    """Add what ``make`` returns for the entries so far, all of it or nothing; one writer at a time.

    Raises
    ------
    DataError, FileError
        If the ledger was tampered with, or cannot be written.
    """
    from filelock import FileLock

    path = Path(os.path.realpath(path))
    try:
        with FileLock(f"{path}.lock"):
            entries = read(path)
            added = _chained(make(entries), entries)
            _write(path, b"".join(json.dumps(e).encode() + b"\n" for e in added))
            return added
    except OSError as problem:
        raise FileError(f"{path}: cannot be written ({problem.strerror})") from None


def _chained(made: Iterable[Entry], entries: list[Entry]) -> list[Entry]:
    added: list[Entry] = []
    for fields in made:
        last = (entries + added)[-1:]
        entry = {
            "n": len(entries) + len(added) + 1,
            "at": _now().isoformat(timespec="seconds"),
            **fields,
            "previous": last[0]["sha256"] if last else _GENESIS,
        }
        added.append(entry | {"sha256": _hash(entry)})
    return added


def _write(path: Path, data: bytes) -> None:
    """Append bytes and force them to disk; a full disk leaves the file as it was."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(handle).st_size
        try:
            if os.write(handle, data) != len(data):
                raise OSError(28, "No space left on device")
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def forecast(
    id_: str, text: str, probability: float, *, as_of: date, closes: date, **rest: Any
) -> Entry:
    """A forecast as an entry. ``rest``: base_rate, low, high and where they come from.

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
    """The forecast that an assessment makes of one outcome by one horizon.

    Raises
    ------
    DataError
        If the assessment does not speak of that outcome or horizon.
    """
    found = a.outcomes.get(outcome)
    if found is None or str(horizon) not in found.p_end:
        told = ", ".join(a.outcomes)
        years = ", ".join(a.outcomes[next(iter(a.outcomes))].p_end)
        raise DataError(
            f"no forecast of '{outcome}' within {horizon} years; wanted one of {told} and {years}"
        )
    start = a.as_of
    closes = _years_on(start, horizon)
    p = found.p_end[str(horizon)]
    return forecast(
        f"{a.case}/{outcome}/{closes}",
        f"{a.partnership.title}: {found.definition}, by {closes}",
        p.mean,
        as_of=start,
        closes=closes,
        low=p.low,
        high=p.high,
        base_rate=found.p_end_pooled[str(horizon)].mean,
        basis="detente",
        case=a.case,
        case_sha256=a.provenance.case_sha256,
        classes=list(found.classes),
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
    """How a question came out, as an entry. ``reason`` is that of a correction.

    Raises
    ------
    DataError
        If there is no such question, it is resolved already, or the day cannot be.
    """
    asked = {q.id: q for q in questions(entries)}
    if id_ not in asked:
        raise DataError(f"no forecast '{id_}' in the ledger; `detente record list` shows them")
    q = asked[id_]
    if q.happened is not None and not reason:
        raise DataError(f"'{id_}' is resolved already; a correction needs --correct REASON")
    if happened and not q.opens <= on <= q.closes:
        raise DataError(f"happened on {on}; wanted a day from {q.opens} to {q.closes}")
    if not happened and on < q.closes:
        raise DataError(f"not happened by {on}; that is known only when it closes, on {q.closes}")
    if on > _now().date():
        raise DataError(f"resolved on {on}; wanted a day that is not in the future")
    if not source.strip():
        raise DataError("a resolution needs a source: who says so, and where")
    return {
        "kind": "resolution",
        "id": id_,
        "happened": happened,
        "on": on.isoformat(),
        "source": source,
        "reason": reason,
    }


def questions(entries: list[Entry]) -> list[Question]:
    """Questions in the order in which they were first forecast; the last resolution stands."""
    found = []
    for id_ in dict.fromkeys(e["id"] for e in entries):
        own = [e for e in entries if e["id"] == id_]
        forecasts = sorted((e for e in own if e["kind"] == "forecast"), key=_recorded)
        last = next((e for e in reversed(own) if e["kind"] == "resolution"), None)
        found.append(
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
    return found


def score(entries: list[Entry]) -> dict[str, Any]:
    """Scores of the resolved questions; hindcasts apart from forecasts.

    The Brier and log scores of a question are means over the days on which each of its
    forecasts stood, and those of the group are means over questions.
    """
    asked = questions(entries)
    resolved = [q for q in asked if q.happened is not None]
    return {
        "questions": len(asked),
        "open": len(asked) - len(resolved),
        "forecasts": _group([q for q in resolved if not q.hindcast]),
        "hindcasts": _group([q for q in resolved if q.hindcast]),
    }


def _group(resolved: list[Question]) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(
        ("brier", "log_score", "brier_base", "log_base", "brier_skill", "log_skill", "reliability")
    )
    found = {"n": len(resolved), "happened": sum(bool(q.happened) for q in resolved), **found}
    if not resolved:
        return found
    event, p, base, weight = (np.array(column, dtype=float) for column in _parts(resolved))
    found["brier"] = scores.brier(event, p, weight)
    found["log_score"] = scores.log_score(event, p, weight)
    found["reliability"] = {
        k: np.round(v, 6).tolist() for k, v in vars(scores.reliability(event, p, 5, weight)).items()
    }
    known = np.isfinite(base)
    if known.any():
        event, p, base, weight = event[known], p[known], base[known], weight[known]
        found["brier_base"] = scores.brier(event, base, weight)
        found["log_base"] = scores.log_score(event, base, weight)
        for name, measure in (("brier", scores.brier), ("log", scores.log_score)):
            against = found[f"{name}_base"]
            own = measure(event, p, weight)
            found[f"{name}_skill"] = scores.skill(own, against) if against else None
    return found


def _parts(resolved: list[Question]) -> tuple[list[float], ...]:
    """Event, probability, base rate and share of its question's days, of every forecast."""
    rows = []
    for q in resolved:
        stood = q.stand()
        days = sum(d for _, _, d in stood)
        for p, base, d in stood:
            rows.append((float(bool(q.happened)), p, np.nan if base is None else base, d / days))
    return tuple(list(column) for column in zip(*rows, strict=True))
