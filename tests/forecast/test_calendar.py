"""Scheduled events: a turn for the better or the worse, for a while, and on average neither."""

from datetime import timedelta

import forecast_kit as kit
import numpy as np
import pytest

from detente.case.load import load
from detente.case.numbers import Number

N = 4000


def event(days=183, *, adverse=0.3, jump=1.0, months=12.0, id_="e-one"):
    """A dated event so many days ahead; ``adverse`` or ``jump`` may be left uncoded."""
    case = load("us-russia-2001")
    model = next(e for e in case.calendar if e.adverse and e.jump)
    return model.model_copy(
        update={
            "id": id_,
            "date": case.as_of + timedelta(days=days),
            "adverse": None if adverse is None else number(adverse),
            "jump": None if jump is None else number(jump),
            "window_months": months,
            "fault_line": None,
        }
    )


def number(value):
    return value if isinstance(value, Number) else Number(value=value, low=value, high=value)


def forecast(*events, draws=N, scenarios=()):
    case = kit.quiet(calendar=events, scenarios=scenarios)
    known = kit.history({("ex-rivals", "rupture"): kit.constant(0.05)})
    return kit.make(case, history=known, draws=draws)


def steps_of(f):
    """Quarters of a year in which events move the hazard."""
    return np.flatnonzero((kit.calendar(f) != 0).any(axis=0)).tolist()


def test_the_two_turns_of_an_event_weigh_each_other_out():
    """Bad with .3: jump x (1 - .3) = .7 there, else -.3; the mean of the two is nil."""
    found = kit.calendar(forecast(event()))[:, 4]
    assert set(np.round(found, 12)) == {0.7, -0.3}
    assert (found > 0).mean() == pytest.approx(0.3, abs=4 * (0.21 / N) ** 0.5)
    assert found.mean() == pytest.approx(0, abs=4 * (0.21 / N) ** 0.5)


def test_so_do_the_turns_of_an_event_whose_numbers_are_uncertain():
    chance = Number(value=0.3, low=0.1, high=0.6)
    jump = Number(value=0.8, low=0.2, high=1.6)
    found = kit.calendar(forecast(event(adverse=chance, jump=jump)))[:, 4]
    assert found.std() > 0.3
    assert found.mean() == pytest.approx(0, abs=4 * found.std() / N**0.5)


def test_all_the_events_of_a_bundled_case_are_centred():
    case = load("us-russia-2001").model_copy(update={"scenarios": (), "questions": ()})
    found = kit.calendar(kit.make(case, draws=N))
    error = found.std(axis=0) / N**0.5
    assert (found.std(axis=0) > 0.1).any()
    assert (np.abs(found.mean(axis=0)) <= 4.5 * error).all()


@pytest.mark.parametrize(
    ("days", "months", "steps"),
    [
        (0, 12, [0, 1, 2, 3]),
        (183, 12, [3, 4, 5, 6]),  # .501 years ahead: from the quarter that begins at .75
        (182, 12, [2, 3, 4, 5]),
        (365, 6, [4, 5]),
        (1461, 3, [16]),
        (-100, 12, [0, 1, 2]),  # .274 years ago: until .726
    ],
)
def test_an_event_moves_the_quarters_that_begin_in_its_window(days, months, steps):
    found = kit.calendar(forecast(event(days, months=months), draws=50))
    assert steps_of(forecast(event(days, months=months), draws=50)) == steps
    assert (found[:, steps] == found[:, steps[:1]]).all()


@pytest.mark.parametrize("days", [-366, -4000, 14_700])
def test_an_event_that_is_over_or_beyond_the_horizon_moves_nothing(days):
    assert steps_of(forecast(event(days), draws=50)) == []


@pytest.mark.parametrize("uncoded", ["adverse", "jump"])
def test_an_event_without_a_probability_or_a_jump_moves_nothing(uncoded):
    assert steps_of(forecast(event(**{uncoded: None}), draws=50)) == []


def test_an_event_that_a_scenario_decides_is_left_to_it():
    one, two = event(id_="e-one"), event(900, id_="e-two")
    scenario = load("us-russia-2001").scenarios[0].model_copy(update={"event": "e-one"})
    free, decided = forecast(one, two), forecast(one, two, scenarios=(scenario,))
    assert steps_of(free) == [3, 4, 5, 6, 10, 11, 12, 13]
    assert steps_of(decided) == [10, 11, 12, 13]
    assert np.array_equal(kit.calendar(free)[:, 10:], kit.calendar(decided)[:, 10:])


def test_events_turn_out_independently_and_add_up():
    one, two = event(id_="e-one"), event(id_="e-two", adverse=0.6)
    both = kit.calendar(forecast(one, two))[:, 4]
    first, second = (kit.calendar(forecast(e))[:, 4] for e in (one, two))
    assert both == pytest.approx(first + second)
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0, abs=4 / N**0.5)


def test_the_calendar_is_a_judgement():
    f = forecast(event(), draws=200)
    silent = kit.shift(forecast(draws=200), only=("judged",))
    assert kit.shift(f, only=("judged",)) - silent == pytest.approx(kit.calendar(f))
    assert (kit.shift(f, only=("learned",)) == 0).all()


def test_survival_follows_the_turn_of_the_event(monkeypatch):
    """Four quarters of odds .05/.95 times e^.7 or e^-.3, all others as they were."""
    kit.only_lenses(monkeypatch, kit.made_up("silent", None, size=0.0))
    f = forecast(event(), draws=500)
    odds, bad = 0.05 / 0.95, kit.calendar(f)[:, 4] > 0
    moved = np.where(bad, np.exp(0.7), np.exp(-0.3))
    expected = (1 + odds * moved) ** -1.0 * 0.95**2
    assert 0.1 < bad.mean() < 0.5
    assert kit.at_years(kit.survival(f), 3) == pytest.approx(expected, rel=1e-3)
