"""What is judged for lack of data does what it says: dates to watch."""

from datetime import timedelta

import forecast_kit as kit
import numpy as np
import pytest

from detente.case.load import load
from detente.case.numbers import Number

RISK = 0.05
ODDS = RISK / (1 - RISK)


def event(days=0):
    """Bad with exactly .3, and then log-odds of exactly 1.2 for two years."""
    case = load("us-russia-2001")
    model = next(e for e in case.calendar if e.adverse and e.jump)
    return model.model_copy(
        update={
            "id": "e-one",
            "date": case.as_of + timedelta(days=days),
            "adverse": Number(value=0.3, low=0.3, high=0.3),
            "jump": Number(value=1.2, low=1.2, high=1.2),
            "window_months": 24,
            "fault_line": None,
        }
    )


def forecast(patch, *lenses, events=(), draws=400, **settings):
    """A yearly risk of 5 %, these lenses (or one that adds nothing) and dates."""
    kit.only_lenses(patch, *(lenses or (kit.made_up("neutral", 0.5),)))
    case = kit.quiet(calendar=events)
    known = kit.history({("ex-rivals", "rupture"): kit.constant(RISK)})
    return kit.make(case, history=known, draws=draws, **settings)


def alive(*years):
    """P(still unbroken) after years whose log-odds are shifted by so much."""
    return float(np.prod([1 / (1 + ODDS * np.exp(shift)) for shift in years]))


def bits_of(table):
    """Mutual information of a two-by-two table of probabilities."""
    outer = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    return (table * np.log2(table / outer)).sum()


def test_a_date_tells_the_difference_that_its_turn_makes(monkeypatch):
    """Two years of log-odds 1.2 x (1 - .3) or 1.2 x (0 - .3), then three as ever."""
    (found,) = kit.signposts(forecast(monkeypatch, events=[event()])).values()
    if_bad, if_not = (1 - alive(s, s, 0, 0, 0) for s in (1.2 * 0.7, 1.2 * -0.3))
    assert found.p == pytest.approx(0.3)
    assert found.odds == pytest.approx(np.exp(1.2))
    assert found.p_end_if == pytest.approx(if_bad, abs=1e-3)
    assert found.p_end_if_not == pytest.approx(if_not, abs=1e-3)


def test_the_expected_move_is_the_mean_change_of_the_forecast_on_learning_the_turn(monkeypatch):
    (found,) = kit.signposts(forecast(monkeypatch, events=[event()])).values()
    if_bad, if_not = (1 - alive(s, s, 0, 0, 0) for s in (1.2 * 0.7, 1.2 * -0.3))
    before = 0.3 * if_bad + 0.7 * if_not
    expected = 0.3 * abs(if_bad - before) + 0.7 * abs(if_not - before)
    assert expected > 0.03
    assert found.expected_move == pytest.approx(expected, rel=5e-3)


def test_the_bits_of_a_date_are_those_it_shares_with_the_end(monkeypatch):
    (found,) = kit.signposts(forecast(monkeypatch, events=[event()])).values()
    ends = [1 - alive(s, s, 0, 0, 0) for s in (1.2 * 0.7, 1.2 * -0.3)]
    table = np.array([[p * e, p * (1 - e)] for p, e in zip((0.3, 0.7), ends, strict=True)])
    assert found.bits == pytest.approx(bits_of(table), rel=1e-2)


def test_a_date_beyond_five_years_tells_nothing_of_them(monkeypatch):
    (found,) = kit.signposts(forecast(monkeypatch, events=[event(2000)])).values()
    assert found.expected_move == pytest.approx(0)
    assert found.bits == pytest.approx(0)


def test_a_date_that_nobody_judged_has_no_figures(monkeypatch):
    open_ = event().model_copy(update={"adverse": None})
    (found,) = kit.signposts(forecast(monkeypatch, events=[open_])).values()
    assert (found.p, found.p_end_if, found.expected_move, found.bits) == (None,) * 4
