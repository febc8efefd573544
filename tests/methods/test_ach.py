"""Competing hypotheses: the three published scorings on known matrices, and on the worked case."""

import json

import numpy as np
import pytest

from detente.case.draws import Draws
from detente.case.evidence_matrix import ach_report, evidence_matrix
from detente.case.load import load
from detente.lenses.competing_hypotheses import competing_hypotheses
from detente.methods.ach import Item, Matrix
from detente.records import NoEvidence

RATING = {"CC": 2, "C": 1, "N": 0, "NA": None, "I": -1, "II": -2}


def cases(shared):
    return json.loads((shared / "bargaining" / "ach_cases.json").read_text())["cases"]


def coded(case):
    return Matrix(
        hypotheses=tuple(case["hypotheses"]),
        items=tuple(
            Item(
                id=e["id"],
                ratings={h: RATING[r] for h, r in e["ratings"].items()},
                credibility=e["credibility"],
                relevance=e["relevance"],
            )
            for e in case["evidence"]
        ),
    )


def test_the_published_scorings_agree(shared):
    found = cases(shared)
    assert len(found) >= 2
    for case in found:
        m, expected = coded(case), case["expected"]
        mine = {
            "inconsistency_score": m.inconsistency(),
            "weighted_inconsistency_score": m.weighted(),
            "squared_inconsistency": m.squared(),
            "diagnosticity_pstdev": m.diagnosticity(),
            "diagnosticity_sum_of_inconsistency": m.against(),
        }
        rules = [rule for rule in expected if rule in mine]
        assert rules
        for rule in rules:
            assert mine[rule] == pytest.approx(expected[rule], abs=1e-4), (case["title"], rule)


def test_evidence_that_fits_all_tells_nothing_apart():
    items = tuple(Item(id=str(k), ratings={"A": 1, "B": 1}) for k in range(3))
    m = Matrix(hypotheses=("A", "B"), items=items)
    assert m.leading() == ("A", "B")
    assert set(m.diagnosticity().values()) == {0.0}
    assert m.pivots() == {}


def test_an_item_that_decides_is_named():
    m = Matrix(
        hypotheses=("A", "B"),
        items=(
            Item(id="weak", ratings={"A": -1, "B": 0}, relevance="L"),
            Item(id="strong", ratings={"A": 0, "B": -2}),
        ),
    )
    assert m.leading() == ("A",)
    assert m.pivots() == {"strong": ("B",)}


def test_the_worked_case_weighs_its_four_hypotheses_and_gives_no_probability():
    found = ach_report(load("us-russia-2001"))
    assert [h["id"] for h in found["hypotheses"]] == ["H1", "H2", "H3", "H4"]
    assert found["leading"] == ["H2", "H3"]
    assert "probab" in found["note"]
    assert not any("prob" in key for key in found)


def test_a_less_reliable_source_weighs_less():
    case = load("us-russia-2001")
    worse = tuple(s.model_copy(update={"reliability": "E"}) for s in case.sources)
    before = {i.id: i.weight for i in evidence_matrix(case).items}
    after = {
        i.id: i.weight for i in evidence_matrix(case.model_copy(update={"sources": worse})).items
    }
    assert all(after[k] <= before[k] for k in before)
    assert sum(after.values()) < sum(before.values())


def test_no_two_hypotheses_is_no_evidence():
    case = load("us-russia-2001")
    one = case.hypotheses.model_copy(update={"items": case.hypotheses.items[:1]})
    found = competing_hypotheses(
        case.model_copy(update={"hypotheses": one}), Draws(np.random.default_rng(1), 2)
    )
    assert isinstance(found, NoEvidence)
