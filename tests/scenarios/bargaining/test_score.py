"""Errors of every model on real issues, against figures computed elsewhere."""

import json

import pytest

from detente.errors import DataError
from detente.scenarios.bargaining.european_union import power
from detente.scenarios.bargaining.read import Seat, StatedIssue
from detente.scenarios.bargaining.report import bargaining_report
from detente.scenarios.bargaining.score import model_labels, predict, scores, seat

# our model and its name in deu_dev_scores.json, where both are defined alike
SAME = {
    "salience-mean": "salience-weighted mean (equal capability)",
    "salience-median": "salience-weighted median (equal capability)",
    "mean": "mean positions (all actors, unweighted)",
    "median": "median position (all actors, unweighted)",
    "states-mean": "mean positions (member states)",
    "states-median": "median position (member states)",
    "constant": "constant 50",
    "reference": "reference point (status quo)",
}


@pytest.fixture(scope="module")
def deu(shared):
    return bargaining_report(shared / "bargaining" / "deu_dev_issues.csv")


@pytest.fixture(scope="module")
def models(deu):
    return {m["model"]: m for m in deu["models"]}


def stated(outcome=None, **seats):
    held = tuple(
        Seat(actor=a, position=x, salience=s, power=c, place="f:1")
        for a, (x, s, c) in seats.items()
    )
    return StatedIssue(id="i", seats=held, scale=(0, 100), outcome=outcome)


@pytest.mark.parametrize("model", SAME)
def test_errors_equal_those_computed_elsewhere(models, shared, model):
    """External: deu_dev_scores.json, made by another program."""
    scored = json.loads((shared / "bargaining" / "deu_dev_scores.json").read_text())
    expected = scored[SAME[model]]
    found = models[model]
    assert found["n"] == expected["n"]
    assert round(found["mae"], 2) == expected["mae"]
    assert round(found["median_abs_err"], 2) == expected["median_abs_err"]
    assert round(found["within_10"], 3) == expected["within_10"]


def test_the_weighted_mean_leads(deu, models):
    """External: README of the data, 23.3 with product as power; here half product, half people."""
    assert deu["lead"] == deu["models"][0]["model"] == "weighted-mean"
    assert models["weighted-mean"]["mae"] == pytest.approx(23.3, abs=0.1)
    assert min(models, key=lambda m: models[m]["mae"]) == "weighted-mean"


def test_the_commission_is_scored_where_it_had_a_position(models):
    """External: 35.9; three of the 155 issues have no position of the Commission."""
    assert models["commission"]["n"] == 152
    assert models["commission"]["mae"] == pytest.approx(35.9, abs=0.05)


def test_no_challenge_variant_beats_the_weighted_mean(models):
    """External: variants 24.3 to 33.9 under powers that are not in the files."""
    errors = [m["mae"] for name, m in models.items() if name.startswith("challenge/")]
    assert len(errors) == 24
    assert 24.2 < min(errors) < max(errors) < 34.0


def test_every_issue_is_scored_or_skipped_with_a_reason(deu):
    assert (deu["issues"], deu["scored"], len(deu["skipped"])) == (166, 155, 11)
    assert {s["reason"] for s in deu["skipped"]} == {"no outcome"}


def test_power_can_be_chosen(shared, tmp_path):
    issues = shared / "bargaining" / "deu_dev_issues.csv"
    votes = bargaining_report(issues, power="votes")["models"][0]
    assert votes["mae"] == pytest.approx(23.6, abs=0.2)
    (tmp_path / "powers.csv").write_text("actor,power\nDE,1\nFR,1\n")
    some = bargaining_report(issues, power=str(tmp_path / "powers.csv"), only="d00032i1")
    assert some["predictions"][0]["no_seat"][0] == {
        "actor": "COM",
        "reason": "not known: its power",
    }


def test_power_in_the_union():
    assert power(["DE", "LU", "EP"]) == {"DE": 17.9973, "LU": 0.2030, "EP": 17.9973}
    everyone = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK UK"
    assert sum(power(everyone.split()).values()) == pytest.approx(100)
    assert sum(power(everyone.split(), "votes").values()) == 352
    assert power(["Norway", "COM"]) == {"COM": 1.0}


def test_unknown_numbers_leave_a_seat_empty():
    issue = stated(a=(0, 1, 1), b=(100, 1, 3), c=(50, None, 1), d=(None, 1, None))
    seats, out = seat(issue)
    assert seats.names == ("a", "b")
    assert out == {"c": "not known: its salience", "d": "not known: its position and power"}
    assert predict(issue).by_model["weighted-mean"] == 75
    assert predict(issue).by_model["mean"] == 50


def test_one_actor_is_no_bargain():
    with pytest.raises(DataError, match=r"f:1: issue 'i': 1 actor.*b has no seat"):
        seat(stated(a=(0, 1, 1), b=(100, 1, None)))


def test_scores_are_those_computed_by_hand():
    """Errors of the weighted mean 10 and 30, of the middle 0 and 0: 20 and -20 against it."""
    told = [
        predict(stated(50.0, a=(0, 1, 0.4), b=(100, 1, 0.6))),
        predict(stated(50.0, a=(0, 1, 0.2), b=(100, 1, 0.8))),
    ]
    found = {s.model: s for s in scores(told)}
    lead, middle = found["weighted-mean"], found["constant"]
    assert (lead.mae, lead.median_abs_err, lead.within_10, lead.n) == (
        pytest.approx(20),
        pytest.approx(20),
        0.5,
        2,
    )
    assert (middle.mae, middle.against_lead) == (0, pytest.approx(-20))


def test_issues_of_one_proposal_go_together():
    """Two issues of one proposal are one draw, so there is no interval."""
    told = [predict(stated(50.0, a=(0, 1, 0.4), b=(100, 1, 0.6)))] * 2
    assert {(s.low, s.high) for s in scores(told) if s.against_lead is not None} == {(None, None)}


def test_every_scored_model_has_a_label(models):
    assert set(models) == set(model_labels())
