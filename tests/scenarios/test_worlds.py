"""Worlds: the stated probabilities, the stated dependence, and worlds that are forced."""

from datetime import date

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.case.dependence import joint, odds_ratio
from detente.case.load import load
from detente.case.model import Change
from detente.case.numbers import Number
from detente.case.path import value_at
from detente.errors import CaseError, DataError
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.history import vintage
from detente.scenarios.effects import apply_scenario
from detente.scenarios.worlds import draw_worlds

CASE = load("us-russia-2001")
MANY = 200_000


def scenario(name, **change):
    found = next(s for s in CASE.scenarios if s.id == name)
    return found.model_copy(update=change)


def exactly(p):
    """A probability that the coder is sure of."""
    return Number(value=p, low=p, high=p)


def condition(share):
    """P(attack on Iraq | wider campaign) set to another value."""
    stated = next(s for s in CASE.scenarios if s.id == "s-iraq-attack").given
    return stated.model_copy(update={"probability": share})


def forecast(*scenarios, draws=200):
    case = CASE.model_copy(update={"scenarios": scenarios, "questions": ()})
    return forecast_case(case, vintage.for_date(case.as_of), Settings(draws=draws))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0, 1))
@example(0.01, 0.01, 0.9999)
def test_plackett_keeps_the_stated_conditional_and_its_odds_ratio(p, q, share):
    low, high = max(0.0, p + q - 1) / q, min(p, q) / q
    given_ = low + share * (high - low)
    both = joint(np.array(p), np.array(q), odds_ratio(p, q, given_))
    assert both / q == pytest.approx(given_, abs=1e-6)


def test_joint_stays_within_frechet_bounds_for_other_margins():
    p, q = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 1, 21))
    for theta in (0.0, 0.2, 1.0, 7.0, np.inf):
        both = joint(p, q, theta)
        assert (both >= np.maximum(0, p + q - 1) - 1e-9).all()
        assert (both <= np.minimum(p, q) + 1e-9).all()


def test_worlds_come_true_as_often_as_stated():
    worlds = draw_worlds(forecast(*CASE.scenarios), MANY)
    assert CASE.scenarios
    for s in CASE.scenarios:
        assert worlds.happens[s.id].mean() == pytest.approx(
            worlds.chance[s.id].mean(), abs=4 * (0.25 / MANY) ** 0.5
        )


def test_stated_dependence_is_in_the_worlds():
    attack = scenario("s-iraq-attack", probability=exactly(0.35), given=condition(0.6))
    wide = scenario("s-campaign-widens", probability=exactly(0.5))
    worlds = draw_worlds(forecast(attack, wide), MANY)
    a, b = worlds.happens[attack.id], worlds.happens[wide.id]
    assert a[b].mean() == pytest.approx(0.6, abs=0.005)
    assert a[~b].mean() == pytest.approx((0.35 - 0.3) / 0.5, abs=0.005)
    assert a.mean() == pytest.approx(0.35, abs=0.005)


def test_what_is_part_of_something_never_comes_without_it():
    attack = scenario("s-iraq-attack", probability=exactly(0.35), given=condition(0.7))
    wide = scenario("s-campaign-widens", probability=exactly(0.5))
    worlds = draw_worlds(forecast(attack, wide), MANY)
    assert not (worlds.happens[attack.id] & ~worlds.happens[wide.id]).any()


def test_weights_of_forced_worlds_are_the_probability_of_all_of_them():
    found = forecast(*CASE.scenarios)
    plain = draw_worlds(found, MANY)
    wanted = ("s-iraq-attack", "s-campaign-widens", "s-success")
    share = np.logical_and.reduce([plain.happens[s] for s in wanted]).mean()
    forced = draw_worlds(found, MANY, forced=wanted)
    assert all(forced.happens[s].all() for s in wanted)
    assert forced.weight.mean() == pytest.approx(share, abs=0.004)


def test_a_child_forced_tells_on_its_parent():
    """Bayes: P(B | A) = P(A | B) P(B) / P(A)."""
    attack = scenario("s-iraq-attack", probability=exactly(0.35), given=condition(0.6))
    wide = scenario("s-campaign-widens", probability=exactly(0.5))
    worlds = draw_worlds(forecast(attack, wide), MANY, forced=[attack.id])
    weighed = (worlds.weight * worlds.happens[wide.id]).sum() / worlds.weight.sum()
    assert weighed == pytest.approx(0.6 * 0.5 / 0.35, abs=0.005)


def test_onsets_are_spread_over_the_horizon_or_fall_on_the_event():
    worlds = draw_worlds(forecast(*CASE.scenarios), MANY)
    months = worlds.onset["s-campaign-widens"]
    assert months.min() == 0
    assert months.max() == 35
    assert months.mean() == pytest.approx(17.5, abs=0.1)
    assert worlds.onset["s-baltic-invited"] == 12  # 21 November 2002, from 12 November 2001


def test_other_scenarios_stay_as_they_were_when_one_is_forced():
    found = forecast(*CASE.scenarios)
    plain, forced = draw_worlds(found, 6000), draw_worlds(found, 6000, forced=["s-success"])
    assert (plain.happens["s-saudi-cost"] == forced.happens["s-saudi-cost"]).all()
    assert (plain.onset["s-saudi-cost"] == forced.onset["s-saudi-cost"]).all()


def test_an_unknown_scenario_is_named():
    with pytest.raises(DataError, match="no scenario 'nope'; wanted one of s-abm-exit"):
        draw_worlds(forecast(*CASE.scenarios), 1000, forced=["nope"])


FAULTS = {
    "ring": (
        "    changes:\n      - {path: threats.taliban.attained, to: 0.95}",
        "    given: {scenario: s-iraq-attack, probability: 0.4}\n"
        "    changes:\n      - {path: threats.taliban.attained, to: 0.95}",
        None,
    ),
    "bound": (
        "{scenario: s-campaign-widens, probability: 0.7}",
        "{scenario: s-campaign-widens, probability: 0.8}",
        r"0\.8 cannot be with 0\.35 for 's-iraq-attack'.*wanted 0 to 0\.7",
    ),
    "unknown": (
        "{scenario: s-campaign-widens, probability: 0.7}",
        "{scenario: s-campaign-wides, probability: 0.6}",
        "no entry 's-campaign-wides' in scenarios; did you mean 's-campaign-widens'",
    ),
    "self": (
        "{scenario: s-campaign-widens, probability: 0.7}",
        "{scenario: s-iraq-attack, probability: 0.6}",
        "depend on each other in a cycle",
    ),
    "event": (
        "    event: e-prague\n",
        "    event: e-duma\n",
        "'e-duma' is beyond the horizon of 1.1 y",
    ),
    "past": (
        "{path: threats.taliban.half_life, to: 5}",
        "{path: threats.taliban.half_life, to: 5, at: 2001-01-01}",
        "2001-01-01 is past; wanted a day from 2001-11-12 on",
    ),
    "far": (
        "    by: 2003-06-30",
        "    by: 2090-01-01",
        "2090-01-01 is more than 40 years after 2001-11-12",
    ),
    "question": (
        "    outcome: rupture\n    where",
        "    outcome: rupture\n    scenario: s-success\n    where",
        "wanted either an outcome or a scenario",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faulty_scenarios_are_named_with_their_line(tmp_path, name):
    from importlib import resources

    text = (resources.files("detente") / "cases/us-russia-2001.yaml").read_text()
    old, new, wanted = FAULTS[name]
    assert text.count(old) == 1
    path = tmp_path / "case.yaml"
    path.write_text(text.replace(old, new))
    if wanted is None:
        assert load(path).scenarios
        return
    with pytest.raises(CaseError, match=rf"case\.yaml:\d+: .*{wanted}"):
        load(path)


def test_worlds_are_spread_evenly_over_every_scenario():
    """Of w worlds of a draw the share that shows a scenario is within 1/w of its chance."""
    worlds = draw_worlds(forecast(*CASE.scenarios, draws=150), 150 * 64, even=True)
    assert CASE.scenarios
    for scenario in CASE.scenarios:
        share, chance = worlds.happens[scenario.id].mean(axis=1), worlds.chance[scenario.id]
        if scenario.given is None:
            assert np.abs(share - chance).max() <= 1 / 64 + 1e-6
        else:  # even within each group of worlds that it is conditional on, as far as few points can be
            assert np.abs(share - chance).max() < 4 / 64
        months = worlds.onset[scenario.id]
        if not isinstance(months, int):
            last = scenario.horizon_years * 12
            assert months.mean() == pytest.approx(last / 2 - 0.5, abs=0.02 * last)
    ids = [s.id for s in CASE.scenarios if s.given is None]
    pairs = [(a, b) for a in ids for b in ids if a < b]
    assert pairs
    for a, b in pairs:  # independent: over the draws they meet as often as their chances say
        meet = (worlds.happens[a] & worlds.happens[b]).mean()
        assert meet == pytest.approx((worlds.chance[a] * worlds.chance[b]).mean(), abs=0.02)


def test_of_two_changes_of_one_value_that_of_the_later_day_stays():
    """Whatever the order of the file, and though the later value is the smaller one."""
    case = load("us-russia-2001")
    first, last = (
        Change(path="threats.taliban.attained", to=to, at=date(year, 6, 1))
        for to, year in ((0.9, 2002), (0.2, 2004))
    )
    for changes in ((first, last), (last, first)):
        after = apply_scenario(case, case.scenarios[0], changes)
        assert value_at(after, "threats.taliban.attained").value == 0.2
