"""A pair's events made in code, and the pulse of them."""

import numpy as np

from detente.document.pulse import Pulse, PulseChange, PulseDay, PulsePeriod
from detente.events.agreement import correlations
from detente.events.pulse_feed import Measured, feed_pulse
from detente.events.series import MonthlySeries

NAMES = ("China", "Russia")
JUMP = 48  # the month from which the level is twice as high


def series(n=72, *, feed="made", gap=(10,), quads=True, seed=1):
    """Counts by month: the first acts three times as often; a gap; a jump."""
    rng = np.random.default_rng(seed)
    gap = np.isin(np.arange(n), gap)
    mean = np.array([60.0, 20.0, 12.0, 8.0]) * (1 + (np.arange(n) >= JUMP))[:, None]
    one, two = rng.poisson(0.75 * mean).astype(float), rng.poisson(0.25 * mean).astype(float)
    both = one + two
    for counts in (one, two, both):
        counts[gap] = np.nan
    months = np.datetime64("2018-01") + np.arange(n)
    length = (months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")
    length = length.astype(int)
    return MonthlySeries(
        feed=feed,
        label=f"Events {feed} in code",
        one=365,
        two=710,
        unit="events",
        months=months,
        quads={"one to two": one, "two to one": two, "both": both} if quads else None,
        cooperation=both[:, :2].sum(axis=1),
        conflict=both[:, 2:].sum(axis=1),
        world=np.where(gap, np.nan, 50_000.0),
        days=np.where(gap, 0, length),
        length=length,
        gap=gap,
        notes=("Made in code; nobody reported it.",),
    )


def readings(s):
    """Level, balance and talk of a series, each with an interval."""
    total = s.cooperation + s.conflict
    talk = s.quads["both"][:, [0, 2]].sum(axis=1) / total if s.quads else None
    balance = (s.cooperation - s.conflict) / total
    values = {"level": 1000 * s.conflict / s.world, "balance": balance, "talk": talk}
    return {
        name: np.column_stack([v, v - 0.05 * abs(v), v + 0.05 * abs(v)])
        for name, v in values.items()
        if v is not None
    }


def measured(s, *changes):
    """What is computed of a series, as if the given changes were found."""
    return Measured(
        readings=readings(s),
        changed={"balance": np.linspace(0, 1, s.months.size)},
        recent={"balance": 0.04},
        changes=changes,
    )


def change(**other):
    """The jump of the level, with the days behind it."""
    days = [
        PulseDay(
            day="2022-02-04",
            root="05",
            kind="verbal cooperation",
            events=40,
            mentions=310,
            references=["https://example.org/a?b=1&c=<2>", "Agency: story 7"],
        ),
        PulseDay(day="2022-02-05", root="19", kind=None, events=2, mentions=4, references=[]),
    ]
    about = {
        "of": "level of conflict",
        "month": "2022-01",
        "p": 0.97,
        "known": "2022-03",
        "moved": "conflict",
        "direction": "up",
        "before": PulsePeriod(conflict=0.4, cooperation=1.6, balance=0.6),
        "after": PulsePeriod(conflict=0.8, cooperation=3.2, balance=0.6),
        "days": days,
    }
    return PulseChange(**{**about, **other})


def part(s, **other):
    """One feed's part of the document."""
    return feed_pulse(s, measured(s, change(**other)), NAMES, swapped=True)


def a_pulse(*, feeds=2, view="filtered"):
    """The pulse of one or two feeds; the second tells no quad classes apart."""
    made = [part(series()), part(series(60, feed="other", quads=False, seed=2))][:feeds]
    return Pulse(
        ccodes=[710, 365],
        names=list(NAMES),
        view=view,
        first="2018-01",
        last="2023-12",
        feeds=made,
        correlations=correlations(made),
        notes=[],
    )
