"""Frozen records that every layer shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A central value with a 90 % interval."""

    mean: float
    low: float
    high: float

    def about(self, mean: float) -> "Interval":
        """The same ends about another mean, moved out as far as they must be to hold it."""
        return Interval(mean=mean, low=min(self.low, mean), high=max(self.high, mean))

    @classmethod
    def of(cls, draws: Array) -> "Interval":
        """Mean and 5th and 95th percentile of simulated values, shape (n_draws,)."""
        return cls.of_columns(draws[:, None])[0]

    @classmethod
    def of_columns(cls, draws: Array) -> "list[Interval]":
        """One interval for every column of simulated values, shape (n_draws, k)."""
        ordered = np.sort(draws, axis=0)
        place = np.array([0.05, 0.95]) * (draws.shape[0] - 1)
        below = place.astype(int)
        part = (place - below)[:, None]
        above = np.minimum(below + 1, draws.shape[0] - 1)
        ends = ordered[below] * (1 - part) + ordered[above] * part
        means = draws.mean(axis=0)
        return [
            cls(mean=float(m), low=float(a), high=float(b))
            for m, a, b in zip(means, *ends, strict=True)
        ]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A judged weight: log-odds of the yearly hazard per full step of a lens.

    ``size`` is the best guess, ``spread`` its standard deviation and ``bound`` the
    largest shift in either direction that this lens may ever cause.
    """

    size: float
    spread: float
    bound: float
    why: str


@dataclass(frozen=True, kw_only=True)
class LensCard:
    """What a lens measures and on whose authority."""

    id: str
    label: str
    theory: str
    mechanism: str
    references: tuple[str, ...]
    unit: str
    range: tuple[float, float]
    danger: str  # "higher" or "lower": which way of the value is danger
    neutral: float  # the value at which the lens says nothing beyond the base rate
    step: float  # distance from neutral that earns the full judged weight
    weight: Judged
    reads: tuple[str, ...]  # sections of the case that the value depends on
    status: str = "exploratory"
    history: tuple[str, ...] = ()  # measures of the panel that are its counterpart in history
    brings: tuple[str, ...] = ()  # sources of a user's own that its face in history reads
    lag: int = 1  # years after a value's year until it can be used: 2 if published a year later

    def danger_steps(self, value: Array) -> Array:
        """Signed distance from neutral in steps, clipped to [-1, 1]; positive is danger."""
        sign = 1.0 if self.danger == "higher" else -1.0
        return np.clip(sign * (value - self.neutral) / self.step, -1.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Fading:
    """A part of a reading, 0 to 1, that halves in so many years; both of shape (n_draws,)."""

    part: Array
    half_life: Array

    def left(self, time: Array) -> Array:
        """What is left of it at times from now, shape (n_draws, k)."""
        return np.asarray(self.part[:, None] * np.exp2(time * (-1 / self.half_life)[:, None]))


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What one lens reads off one case.

    ``draws`` has shape (n_draws,): entry 0 is the value at the coded numbers, the rest
    spread over the coder's stated ranges. ``fading`` are parts of the value, by the entry of the
    case that they come from, that together add 1 - prod(1 - part) to it and fade each by itself;
    without any the value lasts.
    """

    draws: Array
    claims: tuple[str, ...]
    detail: Callable[[], Mapping[str, object]] = dict  # worked out only when it is shown
    parts: Mapping[str, float] = field(default_factory=dict)  # element id -> share of the value
    fading: Mapping[str, Fading] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """The measure at the coded numbers."""
        return float(self.draws[0])

    def over(self, time: Array) -> Array:
        """The value at times from now in years, shape (n_draws, k); (n_draws, 1) if it lasts."""
        fading = [f for f in self.fading.values() if f.part.any()]
        if not fading:
            return self.draws[:, None]
        now, later = np.ones(self.draws.size), np.ones((self.draws.size, time.size))
        for f in fading:
            now *= 1 - f.part
            later *= 1 - f.left(time)
        return np.asarray((self.draws + now)[:, None] - later)

    @property
    def interval(self) -> tuple[float, float]:
        """5th and 95th percentile over the coder's ranges, always spanning the value."""
        spread = Interval.of(self.draws)
        return min(spread.low, self.value), max(spread.high, self.value)


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
class NoEvidence:
    """A lens that has nothing to say about this case, and why. Never a neutral number."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Failed(NoEvidence):
    """A lens that could not be read: it raised, gave no number, or took too long."""
