"""What the document tells as the case has it: nobody is lost, nothing is changed."""

import pytest

from detente.assessment import case_parts, deed_ledger
from detente.case.evidence_matrix import ach_report
from detente.case.load import load


@pytest.fixture(scope="module", params=["us-russia-2001", "anglo-japanese-1905"])
def case(request):
    return load(request.param)


def test_issues_hold_every_position(case):
    found = case_parts.issues(case)
    assert [i.id for i in found] == [i.id for i in case.issues]
    for told, issue in zip(found, case.issues, strict=True):
        assert (told.zero, told.hundred, told.status_quo) == (
            issue.zero,
            issue.hundred,
            issue.status_quo,
        )
        for p, q in zip(told.positions, issue.positions, strict=True):
            assert (p.actor, p.name) == (q.actor, case.name(q.actor))
            assert (p.position.value, p.position.low, p.position.high) == (
                q.position.value,
                *q.position.bounds,
            )
            assert p.salience.value == q.salience.value
            power = case.actor(q.actor).power
            assert (p.power is None) == (power is None)
        assert [(r.at, r.side) for r in told.red_lines] == [(r.at, r.side) for r in issue.red_lines]


def test_the_worked_example_has_its_red_line():
    (line,) = [r for i in case_parts.issues(load("us-russia-2001")) for r in i.red_lines]
    assert (line.actor, line.at, line.side) == ("RU-defence-establishment", 50.0, "above")


def test_the_ledger_is_that_of_the_command(case):
    told, found = case_parts.ledger(case), deed_ledger.ledger_document(case)
    assert [d.id for d in told.deeds] == [line["id"] for line in found["lines"]]
    assert [d.balance for d in told.deeds] == [line["balance"] for line in found["lines"]]
    assert told.balance == found["balance"]
    assert told.in_debt == (case.name(found["in_debt"]) if found["in_debt"] else None)
    claims = {d.id: d.claims for d in case.ledger}
    assert all(d.claims == list(claims[d.id]) for d in told.deeds)
    assert [d.date for d in told.deeds] == sorted(d.date for d in told.deeds)


def test_alternatives_are_those_of_the_command(case):
    told, found = case_parts.alternatives(case), ach_report(case)
    scores = found["scores"]["weighted_inconsistency"]
    assert {h.id: h.weighted_inconsistency for h in told.hypotheses} == scores
    assert [h.id for h in told.hypotheses if h.leads] == found["leading"]
    assert {e.claim: e.would_lead for e in told.evidence if e.would_lead} == found["pivots"]
    assert [e.ratings for e in told.evidence] == [i["ratings"] for i in found["items"]]


def test_a_case_without_them_has_none(case):
    bare = case.model_copy(
        update={"issues": (), "ledger": (), "hypotheses": type(case.hypotheses)()}
    )
    assert case_parts.issues(bare) == []
    assert case_parts.ledger(bare).deeds == []
    assert case_parts.ledger(bare).in_debt is None
    assert case_parts.alternatives(bare).hypotheses == []
