"""Frozen records that every layer shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.document.part import Interval
from detente.document.percent import MOST_LOG_ODDS
from detente.errors import DataError

Array = NDArray[np.float64]
Danger = Literal["higher", "lower"]  # the direction of a lens's value that means danger
Status = Literal["exploratory", "established"]
DAYS_PER_YEAR = 365.25


def years_between(first: date, last: date) -> float:
    """Years from one day to another, negative if it is earlier: days / 365.25.

    Parameters
    ----------
    first, last : date
        The two days.

    Examples
    --------
    >>> round(years_between(date(1999, 1, 1), date(2001, 1, 1)), 3)
    2.001
    """
    return (last - first).days / DAYS_PER_YEAR


def require_choice(place: str, value: object, choices: Any) -> None:
    """Check at run time that a value is one of a closed set.

    Parameters
    ----------
    place : str
        What the value belongs to, as the message names it.
    value : object
        The value to check.
    choices : a ``Literal`` type of strings
        The closed set.

    Raises
    ------
    DataError
        If the value is not in the set; names the nearest one that is.
    """
    known = get_args(choices)
    if value in known:
        return
    close = get_close_matches(str(value), known, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    raise DataError(f"{place}: {value!r}; wanted one of {', '.join(known)}{hint}")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A judged weight: log-odds of the yearly hazard per full step of a lens.

    Attributes
    ----------
    size : float
        Best guess of the weight.
    spread : float
        Standard deviation of the weight.
    bound : float
        Largest shift of the log-odds, in either direction, that the lens may cause.
    why : str
        The grounds for the three numbers.
    """

    size: float
    spread: float
    bound: float
    why: str


@dataclass(frozen=True, kw_only=True)
class LensCard:
    """What a lens measures, and the literature it rests on.

    Attributes
    ----------
    id : str
        Lower-case name, unique among all lenses.
    label, theory, mechanism : str
        Heading, name of the theory, and one sentence on why it makes a partnership last or break.
    references : tuple of str
        Where the theory and the measure were published.
    unit : str
        What the value counts.
    range : (float, float)
        Smallest and largest possible value.
    danger : {"higher", "lower"}
        Direction of the value that means danger.
    neutral : float
        Value that leaves the base rate unchanged.
    step : float
        Distance from ``neutral`` that earns the full judged weight. Positive.
    weight : Judged
        Weight where no weight was learned from history.
    reads : tuple of str
        Every section of the case that the value depends on; what only ``detail`` shows is not one.
    status : {"exploratory", "established"}
        ``established`` if the measure is its authors' own and its learned weight was backtested.
    history : tuple of str
        Ids of the panel's measures that are the lens's historical counterpart.
    sources : tuple of str
        Ids of the data sets that the historical counterpart queries directly, if the measures do
        not name them already.
    user_sources : tuple of str
        Ids of such data sets that users must supply themselves. A lens with any has no learned
        weight.

    Raises
    ------
    DataError
        If ``danger`` or ``status`` is not one of its values, ``neutral`` lies outside ``range``
        or ``step`` is not positive.
    """

    id: str
    label: str
    theory: str
    mechanism: str
    references: tuple[str, ...]
    unit: str
    range: tuple[float, float]
    danger: Danger
    neutral: float
    step: float
    weight: Judged
    reads: tuple[str, ...]
    status: Status = "exploratory"
    history: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    user_sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        place = f"card of the lens '{self.id}'"
        require_choice(f"{place}, danger", self.danger, Danger)
        require_choice(f"{place}, status", self.status, Status)
        low, high = self.range
        if not low <= self.neutral <= high:
            raise DataError(
                f"{place}, neutral: {self.neutral:g}; wanted a value within {low:g} to {high:g}"
            )
        if not (self.weight.spread >= 0 and 0 <= self.weight.bound <= MOST_LOG_ODDS):
            raise DataError(
                f"{place}, weight: spread {self.weight.spread:g}, bound {self.weight.bound:g}; "
                f"wanted a spread of at least 0 and a bound of 0 to {MOST_LOG_ODDS:g} log-odds"
            )
        if not self.step > 0:
            raise DataError(f"{place}, step: {self.step:g}; wanted a number above 0")

    @property
    def sign(self) -> int:
        """1 if a higher value means danger, -1 if a lower one does."""
        return 1 if self.danger == "higher" else -1

    def danger_steps(self, value: Array) -> Array:
        """Distance of values from ``neutral`` in steps, clipped to [-1, 1]; positive is danger."""
        steps: Array = self.sign * (value - self.neutral) / self.step
        return steps.clip(-1.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Lever:
    """A value of the case and the end to which a sensitivity analysis moves it.

    Attributes
    ----------
    path : str
        Path of the value in the case, such as ``"threats.t-terror.attained"``.
    subject : str
        What the value is.
    words : str
        What moving it to ``end`` means.
    start, end : float or str
        The coded value, and the one at the end. A number can also be moved part of the way.
    """

    path: str
    subject: str
    words: str
    start: float | str
    end: float | str


@dataclass(frozen=True, kw_only=True)
class Fading:
    """A part of a reading that decays exponentially.

    Attributes
    ----------
    part : array of float, shape (n_draws,)
        The part today, 0 to 1.
    half_life : array of float, shape (n_draws,)
        Years in which it halves. Positive.
    """

    part: Array
    half_life: Array

    def remaining(self, time: Array) -> Array:
        """The part that remains at ``time`` years from now, shape (n_draws, n_times)."""
        return np.asarray(self.part[:, None] * np.exp2(time * (-1 / self.half_life)[:, None]))


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """The value that one lens reads from one case.

    Attributes
    ----------
    draws : array of float, shape (n_draws,)
        The value. Entry 0 is that at the coded numbers; the others vary over the ranges that the
        coder stated.
    claims : tuple of str
        Ids of the claims that the value rests on.
    detail : callable returning a mapping
        Further results by name. Called only when they are shown.
    fading : mapping of str to Fading
        Id of an element of the case -> its part of the value. Together the parts add
        1 - prod(1 - part) to the value, and each fades independently. If empty, the value is
        constant in time.
    comparable : Estimate, NoEvidence or None
        The same quantity restricted to what the lens's history measures: its actors and its kinds
        of ties. A learned weight applies to it; what the value adds beyond it counts as judged.
        None if the value itself is that quantity, `NoEvidence` if the case has nothing of it.
    """

    draws: Array
    claims: tuple[str, ...]
    detail: Callable[[], Mapping[str, object]] = dict
    fading: Mapping[str, Fading] = field(default_factory=dict)
    comparable: "Estimate | NoEvidence | None" = None

    @property
    def value(self) -> float:
        """The value at the coded numbers."""
        return float(self.draws[0])

    def over(self, time: Array) -> Array:
        """The value at times from now.

        Parameters
        ----------
        time : array of float, shape (n_times,)
            Years from now.

        Returns
        -------
        array of float, shape (n_draws, n_times)
            Shape (n_draws, 1) if the value is constant.
        """
        fading = [f for f in self.fading.values() if f.part.any()]
        if not fading:
            return self.draws[:, None]
        now, later = np.ones(self.draws.size), np.ones((self.draws.size, time.size))
        for f in fading:
            now *= 1 - f.part
            later *= 1 - f.remaining(time)
        return np.asarray((self.draws + now)[:, None] - later)

    @property
    def on_ruler(self) -> "Estimate | NoEvidence":
        """The reading as history measures it: `comparable`, or this one where they are one."""
        return self if self.comparable is None else self.comparable

    def lasting(self) -> "Estimate":
        """The reading, and what is comparable of it, as if no part faded."""
        fading = {
            id_: Fading(part=f.part, half_life=np.full_like(f.part, np.inf))
            for id_, f in self.fading.items()
        }
        comparable = self.comparable
        if isinstance(comparable, Estimate):
            comparable = comparable.lasting()
        return replace(self, fading=fading, comparable=comparable)

    @property
    def interval(self) -> tuple[float, float]:
        """5th and 95th percentile of the draws, widened to include the value if necessary."""
        spread = Interval.of(self.draws)
        return min(spread.low, self.value), max(spread.high, self.value)


@dataclass(frozen=True, kw_only=True)
class NoEvidence:
    """The result of a lens for which the case has no evidence, with the reason.

    Never a neutral number: no evidence is not evidence of no effect.
    """

    reason: str


@dataclass(frozen=True, kw_only=True)
class Failed(NoEvidence):
    """The result of a lens that raised, returned no valid number or exceeded its time limit."""
