"""Issues from CSV files: one issue or several, with or without outcomes."""

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import DataError, MissingData
from detente.files import only_file

MOST = 20_000_000  # bytes of a file
_ACTORS = ("actor", "position", "salience")
_POWER = ("capability", "power")
_HUGE = 1e12  # largest scale or power; its square is still finite


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One actor on one issue, as in the file. None means unknown, never zero."""

    actor: str
    position: float | None
    salience: float | None
    power: float | None
    place: str  # file and line


@dataclass(frozen=True, kw_only=True)
class StatedIssue:
    """One issue as stated in files. ``scale`` is None where no file gives it."""

    id: str
    seats: tuple[Seat, ...]
    label: str = ""
    scale: tuple[float, float] | None = None
    reference: float | None = None
    outcome: float | None = None
    group: str | None = None  # the proposal that an issue is part of


@dataclass(frozen=True)
class _Row:
    path: Path
    line: int
    values: dict[str, str] = field(repr=False)

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"

    def text(self, column: str) -> str:
        value = self.values.get(column, "")
        if not value:
            raise DataError(f"{self.place}: {column} is empty; wanted a name")
        return value

    def number(self, column: str, low: float = -_HUGE, high: float = _HUGE) -> float | None:
        """A number; None if the field is blank."""
        text = self.values.get(column, "")
        if not text:
            return None
        expected = f"a number from {low:g} to {high:g}" if high < _HUGE else "a number"
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and low <= number <= high):
            raise DataError(f"{self.place}: {column} is '{text[:40]}'; wanted {expected}")
        return number


def read_issues(
    issues: Path, positions: Path | None = None, *, scale: tuple[float, float] | None = None
) -> list[StatedIssue]:
    """Read issues in one of three layouts, identified by the header of ``issues``.

    1. One line for each actor: ``actor, position, salience`` and ``capability`` (or ``power``),
       with ``issue`` if there are several, and ``outcome`` if it is known.
    2. The same with ``position_1, salience_1, position_2 ...``: several issues side by side.
    3. One line for each issue: ``issue`` and ``outcome``, optionally ``reference_point``,
       ``title``, ``proposal``; positions 0-100; and a second file with
       ``issue, actor, position, salience`` and optionally ``capability``. Without ``positions``
       the second is the first's name with "positions" for "issues".

    Salience is in percent, or a share if no value of the file is above 1. A blank is unknown.

    Parameters
    ----------
    issues : Path
        The file of issues, or of actors.
    positions : Path, optional
        The second file of layout 3.
    scale : (float, float), optional
        Ends of the scale of all positions and outcomes.

    Raises
    ------
    MissingData, DataError
        If a file is not there, or something in it is not valid; the message names file and line.
    """
    rows, columns = _rows(issues)
    if "actor" in columns and positions is None:
        return _by_actor(rows, columns, scale)
    if not {"issue", "outcome"} <= set(columns):
        raise DataError(
            f"{issues}:1: no column {' or '.join(_absent(columns, ('issue', 'outcome')))}; wanted "
            "issue and outcome, or actor, capability, position and salience"
        )
    second = positions or issues.with_name(issues.name.replace("issues", "positions"))
    if positions is not None and not positions.is_file():
        raise MissingData(f"{positions}: no such file; wanted the positions of the actors")
    if second == issues or not second.exists():
        raise MissingData(f"{issues}: no positions of the actors; name their file with --positions")
    return _by_issue(rows, second, scale or (0.0, 100.0))


def _absent(columns: Sequence[str], required: Sequence[str]) -> list[str]:
    return [c for c in required if c not in columns]


def _rows(path: Path) -> tuple[list[_Row], list[str]]:
    lines = csv.reader(io.StringIO(_content(path), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        twice = [n for k, n in enumerate(header) if n in header[:k]]
        if twice or not any(header):
            what = f"column {twice[0]} twice" if twice else "empty"
            raise DataError(f"{path}:1: {what}; wanted a header with a name for each column")
        rows = []
        for values in lines:
            if len(values) > len(header) or 0 < len(values) < len(header):
                raise DataError(
                    f"{path}:{lines.line_num}: {len(values)} fields; the header has {len(header)}"
                )
            if any(v.strip() for v in values):
                fields = dict(zip(header, (v.strip() for v in values), strict=True))
                rows.append(_Row(path, lines.line_num, fields))
    except csv.Error as problem:
        raise DataError(f"{path}:{lines.line_num}: not comma-separated text ({problem})") from None
    if not rows:
        raise DataError(f"{path}: no line after the header; wanted one for each actor or issue")
    return rows, header


def _content(path: Path) -> str:
    only_file(path)
    if not path.exists():
        raise MissingData(f"{path}: no such file")
    if path.stat().st_size > MOST:
        raise DataError(f"{path}: larger than {MOST // 1_000_000} MB")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataError(f"{path}: not UTF-8 text (byte {problem.start})") from None


def _by_actor(
    rows: list[_Row], columns: list[str], scale: tuple[float, float] | None
) -> list[StatedIssue]:
    path = rows[0].path
    suffixes = [c.removeprefix("position") for c in columns if re.fullmatch(r"position(_\w+)?", c)]
    required = ["position", "salience"] if not suffixes else [f"salience{s}" for s in suffixes]
    absent = _absent(columns, required)
    if absent or not set(_POWER) & set(columns):
        what = " and ".join(absent) or "capability"
        raise DataError(f"{path}:1: no column {what}; wanted actor, capability, position, salience")
    wide = suffixes != [""]
    if wide and "issue" in columns:
        both = f"issue and position{suffixes[0]}"
        raise DataError(f"{path}:1: columns {both}; wanted one or the other")
    percent = _percent(rows, [f"salience{s}" for s in suffixes])
    out = []
    for suffix in suffixes:
        groups = _grouped(rows, suffix.removeprefix("_") if wide else path.stem)
        out += [_issue(name, group, suffix, percent, scale) for name, group in groups.items()]
    return out


def _grouped(rows: list[_Row], name: str) -> dict[str, list[_Row]]:
    out: dict[str, list[_Row]] = {}
    for row in rows:
        out.setdefault(row.text("issue") if "issue" in row.values else name, []).append(row)
    return out


def _percent(rows: list[_Row], columns: list[str]) -> float:
    """What salience is divided by: 100, or 1 if no value of the file is above 1."""
    salience = [(v, row, c) for row in rows for c in columns if (v := row.number(c, 0, 100))]
    most = max((v for v, _, _ in salience), default=0.0)
    share = next(((v, row, c) for v, row, c in salience if v < 1), None)
    if most > 1 and share:
        value, row, column = share
        raise DataError(
            f"{row.place}: {column} is {value:g}, and {most:g} elsewhere in the file; wanted all "
            "in percent or all as shares"
        )
    return 100.0 if most > 1 else 1.0


def _issue(
    name: str,
    rows: list[_Row],
    suffix: str,
    percent: float,
    scale: tuple[float, float] | None,
) -> StatedIssue:
    low, high = scale or (-_HUGE, _HUGE)
    once = {row.number("outcome", low, high) for row in rows} - {None}
    if len(once) > 1:
        raise DataError(f"{rows[0].place}: issue '{name}' has {len(once)} outcomes; wanted one")
    return StatedIssue(
        id=name,
        seats=_seats(rows, suffix, percent, scale),
        scale=scale,
        outcome=next(iter(once), None),
    )


def _seats(
    rows: list[_Row], suffix: str, percent: float, scale: tuple[float, float] | None
) -> tuple[Seat, ...]:
    low, high = scale or (-_HUGE, _HUGE)
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        actor = row.text("actor")
        if actor.casefold() in seen:
            raise DataError(
                f"{row.place}: actor '{actor}' is already listed, in line "
                f"{seen[actor.casefold()]}; wanted each actor once"
            )
        seen[actor.casefold()] = row.line
        salience = row.number(f"salience{suffix}", 0, 100)
        out.append(
            Seat(
                actor=actor,
                position=row.number(f"position{suffix}", low, high),
                salience=None if salience is None else salience / percent,
                power=_power(row),
                place=row.place,
            )
        )
    return tuple(out)


def _power(row: _Row) -> float | None:
    column = next((c for c in _POWER if c in row.values), None)
    power = row.number(column) if column else None
    if power is not None and power < 0:
        raise DataError(f"{row.place}: {column} is {power:g}; wanted 0 or more")
    return power


def _by_issue(rows: list[_Row], second: Path, scale: tuple[float, float]) -> list[StatedIssue]:
    actors, columns = _rows(second)
    absent = _absent(columns, ("issue", *_ACTORS))
    if absent:
        raise DataError(
            f"{second}:1: no column {' and '.join(absent)}; wanted issue, actor, position, salience"
        )
    percent = _percent(actors, ["salience"])
    by_issue = _grouped(actors, "")
    out: dict[str, StatedIssue] = {}
    for row in rows:
        name = row.text("issue")
        if name in out:
            raise DataError(f"{row.place}: issue '{name}' is listed twice; wanted each issue once")
        out[name] = StatedIssue(
            id=name,
            label=row.values.get("title", ""),
            seats=_seats(by_issue.pop(name, []), "", percent, scale),
            scale=scale,
            reference=row.number("reference_point", *scale),
            outcome=row.number("outcome", *scale),
            group=row.values.get("proposal") or None,
        )
    if by_issue:
        name, stray = next(iter(by_issue.items()))
        raise DataError(f"{stray[0].place}: issue '{name}' is not in {rows[0].path}")
    return list(out.values())


def powers(path: Path) -> dict[str, float]:
    """Power by actor from a file with columns ``actor`` and ``power`` (or ``capability``).

    Raises
    ------
    MissingData, DataError
        If the file is not there, or something in it is not valid; the message names file and line.
    """
    rows, columns = _rows(path)
    if "actor" not in columns or not set(_POWER) & set(columns):
        raise DataError(f"{path}:1: wanted columns actor and power, got {', '.join(columns)[:80]}")
    out: dict[str, float] = {}
    for row in rows:
        actor, power = row.text("actor"), _power(row)
        if actor.casefold() in {other.casefold() for other in out}:
            raise DataError(f"{row.place}: actor '{actor}' is already listed; wanted each once")
        if power is not None:
            out[actor] = power
    return out
