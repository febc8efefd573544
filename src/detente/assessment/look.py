"""One look at a case or a pair: its forecast, its pulse and its votes, as known on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.assessment.cached import CachedAssessment
from detente.assessment.compare import comparable_figures
from detente.cache import digest, program
from detente.case.places import locate
from detente.data import store
from detente.document.assessment import Assessment, Silence
from detente.document.part import Interval
from detente.document.watch import (
    FeedState,
    FigureKind,
    KnownChange,
    Look,
    VoteState,
    WatchFigure,
)
from detente.errors import DetenteError
from detente.files import read_bytes
from detente.states.states import State, resolve, two_states

if TYPE_CHECKING:
    from detente.document.pulse import Pulse

_KINDS: tuple[FigureKind, ...] = ("outcomes", "classes", "effects")
T = TypeVar("T")


@dataclass(kw_only=True)
class Glance:
    """What `watch` looks at on one day; each part is computed when first used.

    Parameters
    ----------
    case : str
        A bundled id, the path of a case file, or a state.
    partner : str or None
        The second state of a pair.
    day : date
        Nothing published later enters; a case has its own date.
    replay : bool
        Whether the day is in the past, so that of events only whole months before it count.
    """

    case: str
    partner: str | None
    day: date
    replay: bool

    def __post_init__(self) -> None:
        self.left_out: list[Silence] = []

    @cached_property
    def path(self) -> Path | None:
        """The case file."""
        return locate(self.case).resolve() if self.partner is None else None

    @cached_property
    def assessment(self) -> Assessment | None:
        """The document; None for a pair without data."""
        if self.partner is None:
            return CachedAssessment.of_file(self.case, {}).document
        if not store.status():
            return None
        return CachedAssessment.of_states(self.case, self.partner, self.day, {}).document

    @cached_property
    def states(self) -> tuple[State, State]:
        """The two, as they were on the day of the forecast."""
        if self.partner is not None:
            return two_states(self.case, self.partner, self.day)
        document = self.assessment
        if document is None:
            raise TypeError("a case always has an assessment")
        one, two = (resolve(code, document.as_of) for code in document.partnership.ccodes)
        return one, two

    @property
    def subject(self) -> str:
        """Key under which the look is stored."""
        if self.path is not None:
            return f"{self.path.stem[:80]}-{digest(str(self.path))[:12]}"
        return "-".join(str(c) for c in sorted(s.ccode for s in self.states))

    @cached_property
    def pulse(self) -> "Pulse | None":
        """The events of the two up to the day; None where there are none."""
        from detente.events.pulse import pulse

        one, two = (str(s.ccode) for s in self.states)
        last = (self.day.replace(day=1) - timedelta(days=1)).replace(day=1) if self.replay else None
        return self._or_silence("pulse", lambda: pulse(one, two, last=last))

    @cached_property
    def votes(self) -> VoteState | None:
        """Alignment in the UN General Assembly as known on the day."""
        return self._or_silence("votes", lambda: _votes(self))

    def look(self) -> Look:
        """Everything as it is stored."""
        assessment = self.assessment
        return Look(
            subject=self.subject,
            day=self.day,
            program=digest(*program()),
            vintage=assessment.provenance.vintage if assessment else None,
            as_of=assessment.as_of if assessment else self.day,
            sources=_sources(assessment, pair=self.partner is not None),
            case_text=read_bytes(self.path).decode() if self.path else None,
            figures=list(_figures(assessment)) if assessment else self._shipped(),
            feeds=list(_feeds(self.pulse)) if self.pulse else [],
            votes=self.votes,
        )

    def _shipped(self) -> list[WatchFigure]:
        """The forecast that detente ships for a pair; empty where it ships none."""
        from detente.forecast.pair_page import pair_page
        from detente.history.outcomes import OUTCOME_CARDS

        page = self._or_silence(
            "forecast", lambda: pair_page(self.case, self.partner or "", self.day)
        )
        if page is None:
            return []
        return [
            WatchFigure(
                kind="outcomes", id=o, label=OUTCOME_CARDS[o].label, value=_interval(*p[10])
            )
            for o, p in page.forecast.outcomes.items()
        ]

    def _or_silence(self, name: str, compute: Callable[[], T]) -> T | None:
        """A part of the look; one that cannot be had is listed with its reason."""
        try:
            return compute()
        except DetenteError as problem:
            self.left_out.append(Silence(id=name, reason=str(problem)))
            return None


def _interval(mean: float, low: float, high: float) -> Interval:
    return Interval(mean=mean, low=low, high=high)


def _figures(a: Assessment) -> Iterator[WatchFigure]:
    every = comparable_figures(a)
    outcomes: dict[str, str] = {id_: part.label for id_, part in a.outcomes.items()}
    for kind in _KINDS:
        for id_, (label, _, value) in every[kind].items():
            named = outcomes[id_] if kind == "outcomes" else label
            yield WatchFigure(kind=kind, id=id_, label=named, value=value)


def _sources(a: Assessment | None, *, pair: bool) -> dict[str, str]:
    """Checksums of what the forecast was computed from."""
    own = {name: pulled.sha256 for name, pulled in store.status().items()} if pair else {}
    return {**(a.provenance.sources if a else {}), **own}


def _feeds(pulse: "Pulse") -> Iterator[FeedState]:
    for feed in pulse.feeds:
        yield FeedState(
            feed=feed.feed,
            label=feed.label,
            last=feed.last,
            recent=feed.changed,
            changes=[KnownChange(of=c.of, month=c.month) for c in feed.changes],
            drift=feed.drift,
        )


def _votes(glance: Glance) -> VoteState | None:
    from detente.forecast.data_case.request import ask
    from detente.forecast.pair_votes import pair_votes

    one, two = (str(s.ccode) for s in glance.states)
    return pair_votes(ask(one, two, glance.day))
