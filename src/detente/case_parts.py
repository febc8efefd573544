"""The parts of an assessment that are told as the case has them."""

from math import exp
from typing import Any

from detente.case.model import Case
from detente.document import ActorPart, ClaimPart, Signpost, SourcePart, TiePart


def signposts(case: Case) -> list[Signpost]:
    """The calendar of the case in order of dates."""
    return [
        Signpost(
            date=e.date.isoformat(),
            label=e.label,
            id=e.id,
            fault_line=e.fault_line,
            p_adverse=e.adverse.value if e.adverse else None,
            odds_if_adverse=exp(e.jump.value) if e.jump else None,
        )
        for e in sorted(case.calendar, key=lambda e: e.date)
    ]


def network(case: Case) -> dict[str, list[Any]]:
    """The signed network of the case as it stands."""
    live = [t for t in case.ties if t.until is None or t.until >= case.as_of]
    tied = {x for t in live for x in (t.a, t.b)} | set(case.members)
    return {
        "actors": [
            ActorPart(id=a.id, name=a.name, kind=a.kind) for a in case.actors if a.id in tied
        ],
        "ties": [
            TiePart(a=t.a, b=t.b, sign=t.sign, kind=t.kind, strength=t.strength.value) for t in live
        ],
    }


def claims(case: Case) -> list[ClaimPart]:
    """Every claim of the case with its grade."""
    reliability = {s.id: s.reliability for s in case.sources}
    return [
        ClaimPart(
            id=c.id,
            says=c.says,
            source=c.source,
            paragraph=c.quote.paragraph if c.quote else None,
            locator=c.locator,
            kind=c.kind,
            grade=f"{reliability[c.source]}{c.credibility}",
            hedge=c.hedge,
            known_on=c.known_on.isoformat(),
        )
        for c in case.claims
    ]


def sources(case: Case) -> list[SourcePart]:
    """Every source of the case."""
    return [
        SourcePart(
            id=s.id,
            title=s.title,
            author=s.author,
            outlet=s.outlet,
            date=s.date.isoformat(),
            kind=s.kind,
            reliability=s.reliability,
            stance=s.stance,
        )
        for s in case.sources
    ]
