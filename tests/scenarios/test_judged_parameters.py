"""What is judged for lack of data does what it says: dates to watch, fault lines, unnamed causes."""

from datetime import timedelta

import forecast_kit as kit
import numpy as np
import pytest
from scipy.stats import norm

from detente.case.load import load
from detente.case.numbers import Number

RISK = 0.05
ODDS = RISK / (1 - RISK)
LINE_PARTS = {"issue-a": 2.0, "issue-b": 1.0}


def event(days=0, *, line=None):
    """Bad with .3, and then log-odds of 1.2 for two years."""
    case = load("us-russia-2001")
    model = next(e for e in case.calendar if e.adverse and e.jump)
    return model.model_copy(
        update={
            "id": "e-one",
            "date": case.as_of + timedelta(days=days),
            "adverse": Number(value=0.3),
            "jump": Number(value=1.2),
            "window_months": 24,
            "fault_line": line,
        }
    )


def line(id_, *issues):
    """A fault line made of issues alone."""
    fields = ("threats", "ties", "actors", "surveys", "deeds", "claims")
    model = load("us-russia-2001").fault_lines[0]
    return model.model_copy(
        update={"id": id_, "issues": issues, "legacy": False} | dict.fromkeys(fields, ())
    )


def forecast(patch, *lenses, events=(), lines=(), draws=400, **settings):
    """A yearly risk of 5 %, these lenses, dates and fault lines."""
    kit.only_lenses(patch, *(lenses or (kit.made_up("silent", None),)))
    case = kit.quiet(calendar=events, fault_lines=lines)
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


def lined(patch, lines=None, **settings):
    """Two fault lines, to which one lens gives two thirds and one third."""
    lens = kit.made_up("conflict", 0.5, parts=LINE_PARTS)
    lines = lines or (line("a", "issue-a"), line("b", "issue-b"))
    return kit.fault_lines(forecast(patch, lens, lines=lines, **settings))


def shares(found):
    return {name: share.mean for name, share in found.items()}


@pytest.mark.parametrize("unnamed", [0.0, 0.2, 0.5])
def test_the_causes_that_nobody_named_keep_their_judged_share(unnamed, monkeypatch):
    found = lined(monkeypatch, unnamed_share=unnamed, fault_spread=0.0)
    named = 1 - unnamed
    assert shares(found) == pytest.approx(
        {"a": named * 2 / 3, "b": named / 3, kit.UNNAMED: unnamed}, abs=1e-5
    )
    assert list(found)[-1] == kit.UNNAMED


def test_one_fifth_is_kept_for_them_unless_told_otherwise(monkeypatch):
    found = lined(monkeypatch, fault_spread=0.0)
    assert shares(found) == pytest.approx({"a": 8 / 15, "b": 4 / 15, kit.UNNAMED: 0.2}, abs=1e-5)


def test_the_fault_lines_and_the_rest_make_up_the_risk_of_ten_years(monkeypatch):
    found = lined(monkeypatch)
    assert sum(share.p_first for share in found.values()) == pytest.approx(1 - 0.95**10, abs=1e-4)
    assert sum(shares(found).values()) == pytest.approx(1)


@pytest.mark.parametrize("spread", [0.1, 0.3, 0.8])
def test_shares_are_as_uncertain_as_their_log_normal_weights(spread, monkeypatch):
    """The log of the ratio of two weights is normal about log 2, with spread x root 2."""
    found = lined(monkeypatch, fault_spread=spread, draws=8000)["a"]
    reach = norm.ppf(0.95) * spread * 2**0.5
    low, high = (0.8 / (1 + np.exp(-np.log(2) - d)) for d in (-reach, reach))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.012)


def test_the_spread_is_three_tenths_unless_told_otherwise(monkeypatch):
    usual, stated = (lined(monkeypatch, **s) for s in ({}, {"fault_spread": 0.3}))
    assert usual == stated
    assert usual["a"].high - usual["a"].low > 0.1


def test_a_lens_counts_by_its_weight(monkeypatch):
    """a: .4 x 2 + .2 x 0 = .8, b: .4 x 1 + .2 x 4 = 1.2."""
    lenses = (
        kit.made_up("one", 0.5, size=0.4, parts=LINE_PARTS),
        kit.made_up("two", 0.5, size=0.2, parts={"issue-b": 4.0}),
        kit.made_up("weightless", 0.5, size=0.0, parts={"issue-a": 100.0}),
    )
    lines = (line("a", "issue-a"), line("b", "issue-b"))
    found = kit.fault_lines(forecast(monkeypatch, *lenses, lines=lines, fault_spread=0.0))
    assert shares(found) == pytest.approx({"b": 0.48, "a": 0.32, kit.UNNAMED: 0.2}, abs=1e-5)
    assert list(found) == ["b", "a", kit.UNNAMED]


def test_what_fades_presses_more_and_more(monkeypatch):
    """The part of a threat that has gone by t, 1 - 2^(-t/5), beside a constant .5."""
    fading = {"issue-a": kit.Fading(part=np.full(400, 0.1), half_life=np.full(400, 5.0))}
    lens = kit.made_up("glue", 0.5, parts={"issue-a": 1.0, "issue-b": 0.5}, fading=fading)
    lines = (line("a", "issue-a"), line("b", "issue-b"))
    f = forecast(monkeypatch, lens, lines=lines, fault_spread=0.0)
    gone = 1 - 2 ** (-np.arange(40) / 4 / 5)
    ends = -np.diff(kit.survival(f)[:, :41].mean(axis=0))
    expected = 0.8 * (ends * gone / (gone + 0.5)).sum() / ends.sum()
    assert kit.fault_lines(f)["a"].mean == pytest.approx(expected, abs=1e-3)


def test_an_event_presses_on_its_line_while_its_window_lasts(monkeypatch):
    """Times e^(.3 x 1.2) for two years; the event's own turn is left out of the hazard here."""
    lines = (line("a", "issue-a"), line("b", "issue-b"))
    lens = kit.made_up("conflict", 0.5, parts=LINE_PARTS)
    f = forecast(monkeypatch, lens, lines=lines, events=[event(line="a")], fault_spread=0.0)
    survival = kit.survival(f)[:, :41]
    ends, factor = survival[:, :-1] - survival[:, 1:], np.ones(40)
    factor[:8] = np.exp(0.36)
    share = 0.8 * (ends * 2 * factor / (2 * factor + 1)).sum(axis=1) / ends.sum(axis=1)
    assert kit.fault_lines(f)["a"].mean == pytest.approx(share.mean(), abs=1e-4)


def test_a_case_without_fault_lines_has_no_shares(monkeypatch):
    assert kit.fault_lines(forecast(monkeypatch, kit.made_up("l", 0.5))) == {}
