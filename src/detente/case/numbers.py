"""Types of the fields of a case: ids, texts, days, numbers with ranges."""

import math
import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    AllowInfNan,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    model_validator,
)

from detente.document.labels import NumberBasis
from detente.document.percent import MOST_LOG_ODDS
from detente.document.shown import COMMANDS, TURNS

ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
SHA256 = r"^[0-9a-f]{64}$"
Id = Annotated[str, Field(pattern=ID)]
Ids = Annotated[tuple[Id, ...], Field(max_length=1000)]
_CONTROL = re.compile(f"[{COMMANDS}]")  # a terminal would obey some of them
_TURN = re.compile(f"[{TURNS}]")
_SEPARATOR = re.compile("[\u2028\u2029]")  # line breaks of word processors


def _readable(given: str) -> str:
    control = _CONTROL.search(given)
    if control:
        raise ValueError(
            f"wanted a text to read, got the control character #x{ord(control[0]):04x}"
        )
    turn = _TURN.search(given)
    if turn:
        raise ValueError(
            f"got the character U+{ord(turn[0]):04X}, which turns the order in which what follows "
            "is shown; wanted a text without it"
        )
    return _SEPARATOR.sub(" ", given)


Text = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_readable)]


def plain_number(given: Any) -> Any:
    """Refuse true and false, which Python counts as 1 and 0."""
    if isinstance(given, bool):
        raise ValueError(f"wanted a number, got {str(given).lower()}")
    return given


def two(noun: str) -> BeforeValidator:
    """Refuse a list that does not have two entries, in words."""

    def check(given: Any) -> Any:
        if isinstance(given, list | tuple) and len(given) != 2:
            entries = "entry" if len(given) == 1 else "entries"
            raise ValueError(f"got {len(given)} {entries}; wanted two {noun}")
        return given

    return BeforeValidator(check)


def _plain_day(given: Any) -> Any:
    if isinstance(given, date) or (isinstance(given, str) and _ISO_DAY.fullmatch(given)):
        return given
    raise ValueError(f"got {given!r:.60}; wanted a valid date such as 2001-11-12")


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Real = Annotated[float, Strict(), AllowInfNan(False)]  # true is no number, "1" is a text
Count = Annotated[int, Strict()]
Day = Annotated[date, BeforeValidator(_plain_day)]
Share = Annotated[Real, Field(ge=0, le=1)]


class Entry(BaseModel):
    """Base of all entries of a case file: unknown keys are errors, instances are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


class Fact(Entry):
    """An entry with the date on which it could first be known, and the claims behind it."""

    known_on: Day = Field(description="Day on which this could first be known")
    claims: tuple[Id, ...] = Field(
        default=(), max_length=200, description="Ids of the claims behind it"
    )
    note: Text | None = None


ASSUMED_PART = 0.2  # of the scale: three quarters of the ranges in the bundled cases are within it
ASSUMED_RATIO = 0.5  # of the value, where the scale has no end


class Number(Entry):
    """A number with the coder's 90 % range; a bare number has none.

    A judged number without a range is uncertain all the same: it is simulated with an assumed one
    (`assumed_range`). A measured one, one at an end of its scale, or one whose ``low`` and
    ``high`` equal its ``value``, is exact.
    """

    value: Real
    low: Real | None = None
    high: Real | None = None
    basis: NumberBasis = "judged"

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, given: Any) -> Any:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"value": given}
        if not isinstance(given, dict | Number):
            raise ValueError(
                f"got {given!r:.60}; wanted a number such as 0.5, or value with low and high"
            )
        return given

    @model_validator(mode="after")
    def _ordered(self) -> "Number":
        low, high = self.bounds
        if not low <= self.value <= high:
            raise ValueError(f"wanted low <= value <= high, got {low}, {self.value}, {high}")
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """The 90 % range; the value itself where none was given."""
        low = self.value if self.low is None else self.low
        return low, self.value if self.high is None else self.high

    @property
    def without_range(self) -> bool:
        """Whether it is a judgement to which no range was given."""
        return self.basis == "judged" and self.low is None and self.high is None

    def assumed_range(self, low: float, high: float) -> tuple[float, float]:
        """The 90 % range used in simulations: the coder's, or the assumed one if there is none.

        Parameters
        ----------
        low, high : float
            Ends of the scale; infinite where it has none.

        Examples
        --------
        >>> Number(value=50).assumed_range(0, 100)
        (30.0, 70.0)
        """
        if not self.without_range or not low < self.value < high:
            return self.bounds
        scale = high - low
        half = ASSUMED_PART * scale if math.isfinite(scale) else ASSUMED_RATIO * abs(self.value)
        return max(low, self.value - half), min(high, self.value + half)


class Within(NamedTuple):
    """Refuses a number that lies, or whose range lies, beyond its scale."""

    low: float
    high: float

    def __call__(self, number: Number) -> Number:
        """The number, if its scale holds it."""
        first, last = number.bounds
        if first < self.low or last > self.high:
            spread = f" ({first:g} to {last:g})" if first < last else ""
            raise ValueError(
                f"wanted a number between {self.low:g} and {self.high:g}, "
                f"got {number.value:g}{spread}"
            )
        return number


def _within(low: float, high: float) -> Any:
    check: Any = Within(low, high)
    return AfterValidator(check)


Unit = Annotated[Number, _within(0, 1)]
Signed = Annotated[Number, _within(-1, 1)]
Percent = Annotated[Number, _within(0, 100)]
Years = Annotated[Number, _within(0.01, 200)]
Polity = Annotated[Number, _within(-10, 10)]
Point = Annotated[Number, _within(-5, 5)]
Coordination = Annotated[Number, _within(0, 2)]

LogOdds = Annotated[Number, _within(-MOST_LOG_ODDS, MOST_LOG_ODDS)]
