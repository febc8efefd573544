"""Shapley shares, pairs of levers, signposts, questions."""

import math
from itertools import permutations

import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.case.model import Question
from detente.errors import DataError
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.forecast.survival_draws import at_year
from detente.forecast.verdict import verdict
from detente.records import Estimate
from detente.scenarios.conditional import conditionals
from detente.scenarios.mixture import draw_mixture
from detente.scenarios.questions import questions
from detente.scenarios.sensitivity.levers import (
    rank_levers,
    turn_levers,
    with_few_draws,
)
from detente.scenarios.sensitivity.pairs import pairs
from detente.scenarios.sensitivity.shapley import _averages, _ended, shapley_values
from detente.scenarios.signposts import information, signposts

CASE = load("us-russia-2001")


@pytest.fixture(scope="module")
def thinned(quick_forecast):
    """The forecast with the few draws that levers are ranked with."""
    return with_few_draws(quick_forecast)


@pytest.fixture(scope="module")
def strongest(thinned):
    """The levers that move the forecast most."""
    return rank_levers(thinned)


@pytest.fixture(scope="module")
def scored(quick_forecast):
    """The forecast given each scenario of the worked example."""
    return conditionals(draw_mixture(quick_forecast, paths=15_000))


def test_shapley_values_are_the_mean_over_all_orders():
    rng = np.random.default_rng(1)
    moves, start = rng.normal(0, 1, (4, 5, 8)), rng.normal(2, 0.5, (5, 8))
    exact = np.zeros((4, 5))
    for order in permutations(range(4)):
        so_far = np.zeros((5, 8))
        for lens in order:
            exact[lens] += _ended(start, so_far + moves[lens]) - _ended(start, so_far)
            so_far = so_far + moves[lens]
    sampled = _averages(moves, start, rng, 2000)
    assert sampled == pytest.approx(exact / math.factorial(4), abs=0.004)


def test_shares_sum_to_what_the_lenses_do_together(quick_forecast):
    few = forecast_case(CASE, quick_forecast.vintage, Settings(draws=100))
    moved = 1 - at_year(few.survivals["rupture"], 10).mean()
    plain = 1 - at_year(few.survival("rupture", few.calendar[:, :40]), 10).mean()
    assert sum(p.points.mean for p in shapley_values(few)) == pytest.approx(moved - plain, abs=1e-9)


def test_a_lens_that_moves_nothing_has_no_share(quick_forecast):
    names = {p.id for p in shapley_values(quick_forecast)}
    assert not names & {
        n
        for n in quick_forecast.readings.coded
        if quick_forecast.weights.basis[n] in ("contradicted", "none")
    }
    assert names <= {n for n, r in quick_forecast.readings.coded.items() if isinstance(r, Estimate)}


def test_a_pair_flips_where_neither_lever_does(quick_forecast, thinned, strongest):
    single = turn_levers(quick_forecast, strongest, most=12)
    lone = {lever.lever for lever in single if not lever.flips}
    before = verdict(quick_forecast).label
    found = pairs(quick_forecast, thinned, single, most=6)
    assert found
    for pair in found:
        assert set(pair.levers) <= lone
        case = CASE
        for path, end in zip(pair.paths, pair.ends, strict=True):
            case = at(case, path, end)
        full = verdict(forecast_case(case, quick_forecast.vintage, quick_forecast.settings))
        assert pair.p_unbroken_10 == pytest.approx(full.p_unbroken["10"].mean, abs=0.01)
        assert pair.flips == (pair.label != before)
        assert (pair.smallest_turn is None) == (not pair.flips)


def test_information_of_an_observation():
    assert information(0.5, 1.0, 0.0) == 1
    assert information(0.3, 0.4, 0.4) == pytest.approx(0, abs=1e-12)
    assert information(0.2, 0.9, 0.1) == pytest.approx(
        sum(
            joint * math.log2(joint / (p * q))
            for joint, p, q in (
                (0.18, 0.2, 0.26),
                (0.02, 0.2, 0.74),
                (0.08, 0.8, 0.26),
                (0.72, 0.8, 0.74),
            )
        )
    )


def mixed(s):
    return s.p * s.p_end_if + (1 - s.p) * s.p_end_if_not


def test_signposts_are_ranked_and_leave_the_forecast_as_it_is_on_average(quick_forecast, scored):
    found = signposts(quick_forecast, scored)
    bits = [s.information_bits for s in found if s.information_bits is not None]
    assert bits == sorted(bits, reverse=True)
    five = 1 - at_year(quick_forecast.survivals["rupture"], 5).mean()
    stated = [s for s in found if s.p is not None and s.kind == "scenario"]
    events = [s for s in found if s.p is not None and s.kind == "event"]
    assert stated
    assert events
    for s in stated:
        assert mixed(s) == pytest.approx(five, abs=1e-5)
    for s in events:
        assert mixed(s) == pytest.approx(five, abs=0.01)
        assert s.expected_move >= 0


def test_an_event_that_a_scenario_decides_stands_once(quick_forecast, scored):
    found = signposts(quick_forecast, scored)
    ids = [s.id for s in found]
    assert len(ids) == len(set(ids))
    assert "e-prague" in ids
    assert "s-baltic-invited" not in ids


def test_questions_agree_with_the_forecast(quick_forecast):
    found = {a.question.id: a for a in questions(quick_forecast, 15_000)}
    five = 1 - at_year(quick_forecast.survivals["rupture"], 5).mean()
    assert found["rupture-5y"].p.mean == pytest.approx(five, abs=1e-4)
    assert found["rupture-5y"].base == pytest.approx(
        1 - at_year(quick_forecast.base.survival("rupture"), 5).mean(), abs=1e-4
    )
    assert found["q-iraq-2003"].p.mean < found["s-iraq-attack"].p.mean
    assert found["q-broken-if-iraq"].p.mean > found["q-broken-2004"].p.mean
    assert found["q-iraq-2003"].coded
    assert not found["s-iraq-attack"].coded
    assert found["s-iraq-attack"].question.asks.endswith("by 2004-11-12?")
    assert found["rupture-5y"].question.asks.endswith("by 2006-11-12?")


def test_a_scenario_without_a_rule_cannot_be_resolved(quick_forecast):
    bare = CASE.scenarios[0].model_copy(update={"resolves": None})
    case = CASE.model_copy(update={"questions": (), "scenarios": (bare, CASE.scenarios[1])})
    found = {
        a.question.id: a
        for a in questions(forecast_case(case, quick_forecast.vintage, quick_forecast.settings))
    }
    assert not found[bare.id].can_resolve
    assert "no rule" in found[bare.id].question.resolves
    assert all(a.can_resolve for name, a in found.items() if name != bare.id)


def test_a_scenario_is_as_probable_by_its_day_as_the_part_of_the_horizon(quick_forecast):
    half = Question(id="q", asks="?", by="2003-05-12", resolves="?", scenario="s-campaign-widens")
    sure = Question(
        id="r",
        asks="?",
        by="2004-11-12",
        resolves="?",
        scenario="s-campaign-widens",
        where="s-iraq-attack",
    )
    number = CASE.scenarios[0].probability.__class__
    fixed = {"s-iraq-attack": 0.35, "s-campaign-widens": 0.5}
    scenarios = tuple(
        s.model_copy(update={"probability": number(value=fixed[s.id], basis="measured")})
        for s in CASE.scenarios
        if s.id in fixed
    )
    case = CASE.model_copy(update={"questions": (half, sure), "scenarios": scenarios})
    found = questions(forecast_case(case, quick_forecast.vintage, quick_forecast.settings), 60_000)[
        :2
    ]
    assert found[0].p.mean == pytest.approx(0.5 / 2, abs=1e-9)
    assert found[1].p.mean == pytest.approx(0.7 * 0.5 / 0.35, abs=1e-6)


def test_a_question_about_an_outcome_without_a_class_is_named(quick_forecast):
    asked = CASE.questions[0].model_copy(update={"id": "q", "outcome": "treaty"})
    bare = tuple(r for r in CASE.record if r.kind != "pact")
    case = CASE.model_copy(update={"questions": (asked,), "record": bare})
    forecast = forecast_case(case, quick_forecast.vintage, quick_forecast.settings)
    assert "treaty" not in forecast.base.outcomes
    with pytest.raises(DataError, match="question 'q' of us-russia-2001 asks for treaty"):
        questions(forecast, 3_000)
