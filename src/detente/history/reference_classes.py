"""Reference classes of a case: the historical spells that it resembles, and why.

A class is a predicate over historical spells with a name and a reason. It applies to a case by the
``record`` of the two partners, and defines the age of the case: years since the treaty, the
coalition, or the last rupture. The classes of informal ties also read rivals of both from
``threats`` and votes from ``alignment``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.document.labels import RUPTURE, OutcomeId
from detente.errors import DetenteError
from detente.history.informal_names import AGREEMENTS, ALIGNED, COMMON_ENEMIES
from detente.history.query import OBLIGATIONS, Query
from detente.records import years_between

if TYPE_CHECKING:  # read by `detente hazards` and others that have no case
    from detente.case.model import Case
    from detente.case.record import Record

OUTCOMES: dict[OutcomeId, str] = {  # the ladder, from the mildest to the headline
    "drift": "their alignment stays below its earlier level for three years",
    "strain": "an incident short of force, sanctions, or a crisis between the two",
    "suspension": "a treaty between them is broken, or one of them leaves it before its time",
    "treaty": "the alliance treaty between them ends: fulfilled, broken or renegotiated",
    "rivalry": "a strategic rivalry between the two begins",
    "force": "a dispute of the two in which both use force or somebody dies",
    RUPTURE: "a strategic rivalry begins, or both use force or somebody dies",
}
OF_PAIRS: tuple[OutcomeId, ...] = (
    RUPTURE,
    "rivalry",
    "force",
    "strain",
)  # counted over the spells of pairs
MEMORY_YEARS = 15
RIVALS_WITHIN = 20

Match = tuple[float, str]  # age in years on the class's clock, reason


@dataclass(frozen=True, kw_only=True)
class ReferenceClass:
    """A named class of spells that some cases belong to."""

    id: str
    label: str
    query: Query
    outcomes: tuple[OutcomeId, ...]
    match: "Callable[[Case], Match | None]"


def _years(since: date, case: "Case") -> float:
    return max(0.0, years_between(since, case.record_day))


def _latest(entries: "Iterable[Record]") -> "Record | None":
    return max(entries, key=lambda r: r.start, default=None)


def _latest_pact(case: "Case") -> "Record | None":
    """The latest pact in force that is not known to have other members.

    Partnerships of treaty partners begin in history with a treaty of two states.
    """
    return _latest(r for r in _pacts(case) if r.bilateral is not False)


def _pacts(case: "Case") -> "list[Record]":
    return [r for r in case.record if r.kind == "pact" and not r.end]


def _of_several(case: "Case") -> Match | None:
    """Match a pair whose only treaties have other members too, by the oldest of them.

    History counts a treaty's age from its signature, which is no later than any day of the case.
    """
    pacts = _pacts(case)
    if not pacts or _latest_pact(case):
        return None
    first = min(p.start for p in pacts)
    return _years(first, case), f"treaty of {first.year}: it has other members"


def treaty_in_force(case: "Case") -> bool:
    """Whether the record has a pact that began by the case's date and has not ended."""
    return any(r.kind == "pact" and not r.end and r.start <= case.as_of for r in case.record)


def rivals_now(case: "Case") -> bool:
    """Whether the record has a rivalry that began by the case's date and goes on."""
    return any(r.kind == "rivalry" and not r.end and r.start <= case.as_of for r in case.record)


def at_risk(case: "Case", outcome: OutcomeId) -> bool:
    """Whether an outcome can come, as history counts who is at risk of it.

    Parameters
    ----------
    case : Case
        Suspension needs a treaty in force, a new rivalry that no other goes on.
    outcome : OutcomeId
        One of the ladder.
    """
    if outcome == "suspension":
        return treaty_in_force(case)
    return outcome != "rivalry" or not rivals_now(case)


def is_rupture(entry: "Record") -> bool:
    """Whether an entry is a rivalry, or a dispute in which both used force or somebody died."""
    return entry.kind == "rivalry" or (entry.kind == "dispute" and entry.force is True)


def is_strain(entry: "Record") -> bool:
    """Whether an entry is an incident short of force, sanctions or a crisis."""
    incident = entry.kind == "dispute" and entry.force is not True
    return incident or entry.kind in ("sanctions", "crisis")


def last_rupture(case: "Case") -> date | None:
    """Day on which the last rupture between the partners ended: a rivalry, or force."""
    return max((r.end for r in case.record if is_rupture(r) and r.end), default=None)


def _clock(case: "Case", start: date) -> float:
    """Years since the onset, or since the last rupture if that came later."""
    rupture = last_rupture(case)
    return _years(max(start, rupture) if rupture else start, case)


def _ex_rivals(case: "Case") -> Match | None:
    ended = [r for r in case.record if r.kind == "rivalry" and r.end]
    if not ended:
        return None
    last = max(r.end for r in ended if r.end)
    return _clock(case, last), f"a rivalry between them ended in {last.year}"


def _adversaries(case: "Case", coalition: "Record") -> bool:
    """Whether the two were adversaries before, as the entry says, else by the record."""
    if coalition.adversaries is not None:
        return coalition.adversaries
    start, floor = coalition.start, coalition.start.year - MEMORY_YEARS
    before = [r for r in case.record if r.kind in ("rivalry", "dispute") and r.start < start]
    return any((r.end or case.as_of).year >= floor for r in before)


def _coalition(prior: bool) -> "Callable[[Case], Match | None]":
    def match(case: "Case") -> Match | None:
        coalition = _latest(r for r in case.record if r.kind == "coalition")
        if coalition is None or _adversaries(case, coalition) != prior:
            return None
        enemies = "having been" if prior else "without having been"
        return (
            _clock(case, coalition.start),
            f"on one side since {coalition.start.year}, {enemies} adversaries in the "
            f"{MEMORY_YEARS} years before",
        )

    return match


def _rivals_before(case: "Case", pact: "Record") -> bool:
    floor = pact.start.year - RIVALS_WITHIN
    rivalries = [r for r in case.record if r.kind == "rivalry" and r.start <= pact.start]
    return any((r.end or case.as_of).year >= floor for r in rivalries)


def _pact(
    test: "Callable[[Case, Record], bool]", reason: str, *, rupture_clock: bool = False
) -> "Callable[[Case], Match | None]":
    def match(case: "Case") -> Match | None:
        pact = _latest_pact(case)
        if pact is None or not test(case, pact):
            return None
        clock = _clock if rupture_clock else lambda c, start: _years(start, c)
        return clock(case, pact.start), f"treaty of {pact.start.year}: {reason}"

    return match


def _informal(
    begun: "Callable[[Case], list[date]]", reason: Callable[[date], str]
) -> "Callable[[Case], Match | None]":
    """Match a tie without a treaty by the days on which ties of its kind began; the oldest counts.

    History knows years: age counts from the end of that of the onset.
    """

    def match(case: "Case") -> Match | None:
        rivals = any(r.kind == "rivalry" and not r.end for r in case.record)
        days = [] if rivals or treaty_in_force(case) else begun(case)
        if not days:
            return None
        first = min(days)
        return _clock(case, date(first.year, 12, 31)), reason(first)

    return match


def _common_enemies(case: "Case") -> list[date]:
    """Beginning of each threat to both partners by a third state."""
    states = {a.id for a in case.actors if a.kind == "state"} - set(case.members)
    return [
        t.since for t in case.threats if t.actor in states and set(case.members) <= set(t.severity)
    ]


def _agreements(case: "Case") -> list[date]:
    return [r.start for r in case.record if r.kind == "agreement" and not r.end]


def _aligned(case: "Case") -> list[date]:
    votes = case.alignment
    return [votes.positive_since] if votes and votes.positive_since and votes.level > 0 else []


def _dyad(
    id_: str, label: str, query: Query, match: "Callable[[Case], Match | None]"
) -> ReferenceClass:
    return ReferenceClass(id=id_, label=label, query=query, outcomes=OF_PAIRS, match=match)


def _treaty(
    id_: str, label: str, query: Query, test: "Callable[[Case, Record], bool]", reason: str
) -> ReferenceClass:
    return ReferenceClass(
        id=id_, label=label, query=query, outcomes=("treaty",), match=_pact(test, reason)
    )


_OBLIGATION = {
    "defense": "defence pacts",
    "offense": "offensive pacts",
    "neutral": "neutrality pacts",
    "nonagg": "non-aggression pacts",
    "consul": "consultation pacts",
}

REFERENCE_CLASSES: tuple[ReferenceClass, ...] = (
    _dyad("ex-rivals", "Former strategic rivals", Query(family="ex-rivals"), _ex_rivals),
    _dyad(
        "coalitions-of-convenience",
        "Coalitions of recent adversaries",
        Query(family="coalitions", prior_adversaries=True),
        _coalition(True),
    ),
    _dyad(
        "coalitions-of-friends",
        "Coalitions of states that were no adversaries",
        Query(family="coalitions", prior_adversaries=False),
        _coalition(False),
    ),
    _dyad(
        "treaty-partners-ex-rivals",
        "Treaty partners that had been rivals",
        Query(family="pact-partners", rivals_within=RIVALS_WITHIN),
        _pact(_rivals_before, "rivals within 20 years before it", rupture_clock=True),
    ),
    _dyad(
        "treaty-partners",
        "Treaty partners",
        Query(family="pact-partners"),
        _pact(
            lambda c, p: not _rivals_before(c, p),
            "no rivals within 20 years before it",
            rupture_clock=True,
        ),
    ),
    _dyad(
        COMMON_ENEMIES,
        "Common enemies without a treaty",
        Query(family=COMMON_ENEMIES),
        _informal(_common_enemies, lambda day: f"a rival of both since {day.year}, and no treaty"),
    ),
    _dyad(
        AGREEMENTS,
        "Defence cooperation without a treaty of alliance",
        Query(family=AGREEMENTS),
        _informal(
            _agreements,
            lambda day: f"agreement on defence cooperation of {day.year}, and no treaty",
        ),
    ),
    _dyad(
        ALIGNED,
        "Alike in UN votes, without a treaty",
        Query(family=ALIGNED),
        _informal(
            _aligned,
            lambda day: f"votes more alike than with the world since {day.year}, and no treaty",
        ),
    ),
    _treaty(
        "pacts-ex-rivals",
        "Treaties between recent rivals",
        Query(family="pacts", rivals_within=RIVALS_WITHIN),
        _rivals_before,
        "rivals within 20 years before it",
    ),
    _treaty(
        "pacts-both-major",
        "Treaties between two major powers",
        Query(family="pacts", both_major=True),
        lambda c, p: p.both_major is True,
        "both are major powers",
    ),
    _treaty(
        "pacts-threat",
        "Treaties that name a threat",
        Query(family="pacts", bilateral=True, threat_named=True),
        lambda c, p: p.threat_named is True,
        "it names a threat",
    ),
    _treaty(
        "pacts-no-threat",
        "Treaties that name no threat",
        Query(family="pacts", bilateral=True, threat_named=False),
        lambda c, p: p.threat_named is False,
        "it names no threat",
    ),
    ReferenceClass(
        id="pacts-multilateral",
        label="Treaties of several states",
        query=Query(family="pacts", bilateral=False),
        outcomes=("treaty",),
        match=_of_several,
    ),
    *(
        _treaty(
            f"pacts-{name}",
            f"Bilateral {_OBLIGATION[name]}",
            Query(family="pacts", bilateral=True, obligation=name),
            lambda c, p, name=name: name in p.obligations,  # type: ignore[misc]
            _OBLIGATION[name].removesuffix("s"),
        )
        for name in OBLIGATIONS
    ),
)


def reference_class(id_: str) -> ReferenceClass:
    """The reference class of an id.

    Raises
    ------
    DetenteError
        If there is none.
    """
    for candidate in REFERENCE_CLASSES:
        if candidate.id == id_:
            return candidate
    raise DetenteError(
        f"no reference class '{id_}'; wanted one of {[r.id for r in REFERENCE_CLASSES]}"
    )
