"""The ladder of outcomes: what each means for a case and in history, and the years it is known.

The one place that names the outcomes. ``first`` and ``last`` are the first and the last year in
which history knows all that the definition counts; see `detente.history.events`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.data.as_of import last_covered
from detente.document.labels import RUPTURE, OutcomeId
from detente.history.rows import Ints
from detente.sources import (
    atop_alliance,
    atop_member,
    gml_disputes,
    icb_actors,
    ties_sanctions,
    tss_rivalries,
    un_roll_calls,
    un_votes,
)

_TREATIES = atop_alliance.CARD.coverage
_DISPUTES = gml_disputes.CARD.coverage
_SANCTIONS = ties_sanctions.CARD.coverage
_CRISES = icb_actors.CARD.coverage
_OF_DISPUTES = (gml_disputes.CARD, ties_sanctions.CARD, icb_actors.CARD, tss_rivalries.CARD)
_OF_TIES = (atop_alliance.CARD, atop_member.CARD, un_votes.CARD, un_roll_calls.CARD)
_SOURCES = {card.id: card for card in (*_OF_DISPUTES, *_OF_TIES)}  # not all that detente knows
_LAST_RIVALRY = 2015  # the last one that began; the list itself goes on to 2020
ENOUGH_YEARS = 20  # complete ones, from which on earlier years are left out


@dataclass(frozen=True, kw_only=True)
class OutcomeCard:
    """One outcome.

    ``code`` is its name in older documents, ``case`` says what it means for a case and ``history``
    what is counted; ``first`` and ``last`` are complete years. ``partly_from`` is the first year
    of which a part of what is counted is known, None if ``first`` is.
    """

    id: OutcomeId
    code: str
    label: str
    case: str
    history: str
    sources: tuple[str, ...]
    first: int
    last: int
    partly_from: int | None = None

    def first_learned(self, origin: int) -> int:
        """First year of the history used for fitting when the year ``origin`` begins."""
        if self.partly_from is None or self._has_enough(origin):
            return self.first
        return self.partly_from

    def last_known(self, cutoff: int | None) -> int:
        """Last complete year that is published at a cutoff (`detente.data.as_of`)."""
        return last_covered(self.last, (_SOURCES[name] for name in self.sources), cutoff)

    def covered(self, year: Ints, origin: int) -> NDArray[np.bool_]:
        """Which years are used for fitting when the year ``origin`` begins, shape (n,).

        Those after the first complete one; all, as long as these are fewer than `ENOUGH_YEARS`, so
        that partly known years are used until there are enough complete ones.
        """
        return (year > self.first) | (not self._has_enough(origin))

    def _has_enough(self, origin: int) -> bool:
        """Whether there are complete years enough to leave the others out."""
        return origin > self.first + ENOUGH_YEARS


_CARDS = (
    OutcomeCard(
        id=RUPTURE,
        code="O2 or O4",
        label="Rupture",
        case="A strategic rivalry begins between the two, or both use force or somebody dies.",
        history="The first of rivalry and force.",
        sources=("tss-rivalries", "gml-disputes"),
        first=_DISPUTES[0],
        last=_DISPUTES[1],
    ),
    OutcomeCard(
        id="rivalry",
        code="O2",
        label="Rivalry",
        case="Experts date a strategic rivalry between the two: competitors, a threat, enemies.",
        history=(
            "A strategic rivalry begins (Thompson, Sakuwa and Suhas); the last known began in "
            f"{_LAST_RIVALRY}."
        ),
        sources=("tss-rivalries",),
        first=1816,
        last=_LAST_RIVALRY,
    ),
    OutcomeCard(
        id="force",
        code="O4",
        label="Force",
        case="In a dispute of the two, both use armed force or somebody of either dies.",
        history=(
            "First year of a militarised dispute with both as originators in which both reached "
            "hostility level 4, use of force, or somebody of either died (Gibler, Miller and "
            "Little)."
        ),
        sources=("gml-disputes",),
        first=_DISPUTES[0],
        last=_DISPUTES[1],
    ),
    OutcomeCard(
        id="strain",
        code="O1",
        label="Strain",
        case=(
            "Open quarrel short of force: a militarised incident, sanctions of one against the "
            "other, or an international crisis in which one sees the other as the threat."
        ),
        history=(
            "A militarised dispute of hostility level 3 or more with both as originators that is "
            f"not force ({_DISPUTES[0]}-{_DISPUTES[1]}), a sanction imposed by one on the other as "
            f"primary sender (TIES, {_SANCTIONS[0]}-{_SANCTIONS[1]}), or a crisis in which one "
            "names the other as the source of the threat (ICB, "
            f"{_CRISES[0]}-{_CRISES[1]}). Before {_SANCTIONS[0]} only incidents and crises are "
            "known."
        ),
        sources=("gml-disputes", "ties-sanctions", "icb-actors"),
        first=_SANCTIONS[0],
        last=_SANCTIONS[1],
        partly_from=_DISPUTES[0],
    ),
    OutcomeCard(
        id="suspension",
        code="O3",
        label="Suspension",
        case=(
            "A treaty or joint body at the core of the partnership is suspended, denounced or left "
            "before its time."
        ),
        history=(
            "An alliance treaty of the two is violated or abrogated, or one of them leaves it "
            "before its scheduled end (ATOP). Renegotiation is not counted."
        ),
        sources=("atop-alliance", "atop-member"),
        first=1816,
        last=_TREATIES[1],
    ),
    OutcomeCard(
        id="treaty",
        code="O5",
        label="Treaty end",
        case="The alliance treaty between them ends: fulfilled, broken or renegotiated.",
        history="The end of an alliance treaty (ATOP term 1, 2 or 3).",
        sources=("atop-alliance",),
        first=_TREATIES[0],
        last=_TREATIES[1],
    ),
    OutcomeCard(
        id="drift",
        code="O6",
        label="Drift",
        case="Alignment stays below its earlier level for three years.",
        history=(
            "Agreement in the UN General Assembly, relative to each partner's own mean with the "
            "world, stays below its level of three to seven years before by more than one "
            "standard deviation of yearly changes, three years in a row."
        ),
        sources=("un-votes", "un-roll-calls"),
        first=1951,  # five years of votes before it
        last=un_votes.CARD.coverage[1],
    ),
)
OUTCOME_CARDS = {card.id: card for card in _CARDS}
