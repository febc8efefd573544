"""Conditionals: the outcome that they speak of is scored, and stands beside the source's words."""

import pytest

from detente.case.load import load
from detente.document.part import Interval
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.scenarios.conditional import conditionals, no_forecast
from detente.scenarios.mixture import draw_mixture
from detente.scenarios.source_and_model import differs_on_scenario, source_on_scenario

CASE = load("us-russia-2001")
WAR = next(s for s in CASE.scenarios if s.id == "s-campaign-widens")


def scored(outcome, **changes):
    """The record of one scenario whose `then` speaks of an outcome, and the forecast."""
    war = WAR.model_copy(update={"outcome": outcome} | changes)
    case = CASE.model_copy(update={"scenarios": (war,), "questions": ()})
    forecast = forecast_case(case, settings=Settings(draws=100))
    return conditionals(draw_mixture(forecast, paths=3200))[0], forecast


def about(mean):
    return Interval(mean=mean, low=mean - 0.01, high=mean + 0.01)


@pytest.mark.parametrize("outcome", ["rupture", "rivalry", "force"])
def test_the_outcome_that_a_conditional_speaks_of_is_the_one_scored(outcome):
    branch, forecast = scored(outcome)
    record, wanted = branch.record(), 1 - forecast.survivals[outcome][:, 12].mean()
    assert record.outcome == outcome
    assert record.p_end == pytest.approx(wanted, abs=1e-4)
    mixed = record.p_if * record.p_end_given_if + (1 - record.p_if) * record.p_end_given_not
    assert mixed == pytest.approx(record.p_end, abs=1e-6)
    assert outcome in record.model_says


def test_an_outcome_that_no_scenario_moves_is_as_probable_with_as_without():
    """How many of a draw's few worlds have the scenario goes by accident with its forecast."""
    record = scored("drift")[0].record()
    assert record.p_end_given_if == pytest.approx(record.p_end_given_not, abs=1e-4)
    assert record.intervals["difference_10"].mean == pytest.approx(0, abs=1e-4)


def test_signposts_stay_about_rupture_whatever_the_conditional_speaks_of():
    assert scored("force")[0].five == scored("rupture")[0].five


def test_an_outcome_without_a_forecast_is_said_and_never_replaced(monkeypatch):
    outcomes = type(scored("rupture")[1].base).outcomes
    monkeypatch.setattr(
        type(scored("rupture")[1].base),
        "outcomes",
        property(lambda base: [o for o in outcomes.fget(base) if o != "strain"]),
    )
    branch, forecast = scored("strain")
    record = branch.record()
    assert (record.p_end, record.p_end_given_if, record.curve_if) == (None, None, [])
    assert record.model_says == "no forecast of this outcome: strain"
    assert no_forecast(forecast) == {
        "conditional/s-campaign-widens": "no forecast of this outcome: strain"
    }
    assert branch.five[0] is not None


def test_the_source_s_words_are_those_coded():
    war = WAR.model_copy(
        update={"outcome": "strain", "source_effect": "more", "source_hedge": "likely"}
    )
    assert source_on_scenario(war) == "makes strain more probable; strain is then likely"
    nothing = war.model_copy(update={"source_effect": None, "source_hedge": None})
    assert source_on_scenario(nothing) is None


@pytest.mark.parametrize(
    ("effect", "hedge", "p", "move", "ratio", "wanted"),
    [
        ("more", None, 0.6, 0.2, 1.5, None),
        ("more", "likely", 0.6, 0.2, 1.5, None),
        ("more", None, 0.6, 0.001, 1.02, "about as probable within ten years, because the coded"),
        ("less", None, 0.6, 0.2, 1.5, "more probable within ten years"),
        ("more", None, 0.6, 0.0, None, "scenarios move rupture and strain alone, not drift"),
        ("more", "very-likely", 0.6, 0.2, 1.5, "the model likely (60%), of which 40%"),
    ],
)
def test_the_difference_is_explained_by_what_the_model_does(effect, hedge, p, move, ratio, wanted):
    war = WAR.model_copy(
        update={
            "outcome": "rupture" if ratio else "drift",
            "source_effect": effect,
            "source_hedge": hedge,
        }
    )
    found = differs_on_scenario(war, about(p), (about(move), about(move)), ratio)
    assert (found is None) if wanted is None else (wanted in found)
