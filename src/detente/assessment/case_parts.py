"""The parts of an assessment that are copied from the case."""

from typing import Any

from detente.assessment import deed_ledger
from detente.case.evidence_matrix import ach_report
from detente.case.model import Case, Issue, Position
from detente.case.numbers import Number
from detente.case.survey_tests import survey_report
from detente.document.case import (
    ActorPart,
    AlternativesPart,
    ClaimPart,
    Coded,
    DeedPart,
    EvidencePart,
    HypothesisPart,
    IssuePart,
    LedgerPart,
    NetworkPart,
    PositionPart,
    RedLinePart,
    SourcePart,
    SurveyPart,
    TiePart,
)


def parts_of_case(case: Case) -> dict[str, Any]:
    """These parts by their names in the document."""
    return {
        "issues": issues(case),
        "ledger": ledger(case),
        "alternatives": alternatives(case),
        "surveys": [SurveyPart.model_validate(report) for report in survey_report(case)],
        "network": network(case),
        "claims": claims(case),
        "sources": sources(case),
    }


def network(case: Case) -> NetworkPart:
    """The signed network of the case as it stands."""
    live = [t for t in case.ties if t.until is None or t.until >= case.as_of]
    tied = {x for t in live for x in (t.a, t.b)} | set(case.members)
    return NetworkPart(
        actors=[ActorPart(id=a.id, name=a.name, kind=a.kind) for a in case.actors if a.id in tied],
        ties=[
            TiePart(a=t.a, b=t.b, sign=t.sign, kind=t.kind, strength=t.strength.value) for t in live
        ],
    )


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
            known_on=c.known_on,
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
            date=s.date,
            kind=s.kind,
            reliability=s.reliability,
            stance=s.stance,
        )
        for s in case.sources
    ]


def issues(case: Case) -> list[IssuePart]:
    """Every issue with the positions of all its actors, as coded."""
    return [
        IssuePart(
            id=i.id,
            label=i.label,
            zero=i.zero,
            hundred=i.hundred,
            status_quo=i.status_quo,
            indivisible=i.indivisible,
            positions=[_position(case, p) for p in i.positions],
            red_lines=_red_lines(case, i),
            salience_trend=_coded(i.salience_trend) if i.salience_trend else None,
            claims=list(i.claims),
        )
        for i in case.issues
    ]


def _position(case: Case, p: Position) -> PositionPart:
    actor = case.actor(p.actor)
    return PositionPart(
        actor=actor.id,
        name=actor.name,
        kind=actor.kind,
        position=_coded(p.position),
        salience=_coded(p.salience),
        power=_coded(actor.power) if actor.power else None,
    )


def _red_lines(case: Case, issue: Issue) -> list[RedLinePart]:
    return [
        RedLinePart(actor=r.actor, name=case.name(r.actor), at=r.at, side=r.side)
        for r in issue.red_lines
    ]


def _coded(number: Number) -> Coded:
    low, high = number.bounds
    return Coded(value=number.value, low=low, high=high, basis=number.basis)


def ledger(case: Case) -> LedgerPart:
    """The ledger in order of dates, as in ``detente ledger``."""
    report = deed_ledger.ledger_document(case)
    claims = {d.id: list(d.claims) for d in case.ledger}
    return LedgerPart(
        deeds=[_deed(case, line, claims[line["id"]]) for line in report["lines"]],
        balance=report["balance"],
        in_debt=case.name(report["in_debt"]) if report["in_debt"] else None,
        basis=report["basis"],
    )


def _deed(case: Case, line: dict[str, Any], claims: list[str]) -> DeedPart:
    names = {
        "giver_name": case.name(line["giver"]),
        "receiver_name": case.name(line["receiver"]),
        "externalities": {case.name(x): effect for x, effect in line["externalities"].items()},
    }
    return DeedPart(**{**line, **names, "claims": claims})


_SCORES = ("inconsistency", "weighted_inconsistency", "squared_inconsistency")


def alternatives(case: Case) -> AlternativesPart:
    """The competing hypotheses, as in ``detente ach``."""
    report = ach_report(case)
    says = {c.id: c.says for c in case.claims}
    return AlternativesPart(
        hypotheses=[
            HypothesisPart(
                id=h["id"],
                label=h["label"],
                fate=h["fate"],
                **{score: report["scores"][score][h["id"]] for score in _SCORES},
                leads=h["id"] in report["leading"],
            )
            for h in report["hypotheses"]
        ],
        evidence=[_evidence(i, says, report["pivots"]) for i in report["items"]],
        note=report["note"],
    )


def _evidence(
    item: dict[str, Any], says: dict[str, str], pivots: dict[str, list[str]]
) -> EvidencePart:
    claim = item["id"]
    fields = ("credibility", "relevance", "ratings", "diagnosticity", "inconsistency_dealt")
    rest = {k: item[k] for k in fields}
    return EvidencePart(claim=claim, says=says[claim], would_lead=pivots.get(claim, []), **rest)
