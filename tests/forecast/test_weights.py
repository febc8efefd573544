"""What a reading weighs: judged weights discounted and bounded, learned ones as history has
them; without evidence its spread."""

import forecast_kit as kit
import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load

RISK = 0.05


@pytest.fixture(scope="module")
def flat():
    """History that says a yearly risk of 5 % and nothing about lenses."""
    return kit.history({("ex-rivals", "rupture"): kit.constant(RISK)})


def judged(patch, flat, *lenses, **settings):
    """The forecast of a case that these lenses alone are read off."""
    kit.only_lenses(patch, *lenses)
    return kit.make(kit.quiet(), history=flat, **settings)


@pytest.mark.parametrize("speaking", [1, 2, 3, 6])
@pytest.mark.parametrize("rho", [0.0, 0.25, 1.0])
def test_judged_lenses_share_a_discount_for_what_they_have_in_common(
    speaking, rho, flat, monkeypatch
):
    """Each keeps 1 / (1 + (K - 1) rho), K counting all lenses: evidence changes no weight."""
    lenses = [kit.made_up(f"lens-{k}", 0.9) for k in range(speaking)]
    silent = kit.made_up("silent", None)
    f = judged(monkeypatch, flat, *lenses, silent, lens_correlation=rho)
    assert kit.discount(f) == pytest.approx(1 / (1 + speaking * rho))


def test_a_judged_lens_without_evidence_may_stand_at_any_degree_of_danger(flat, monkeypatch):
    """Mean odds 1, and the spread of a uniform on -1 to 1: the root of a third of a full step."""
    f = judged(monkeypatch, flat, kit.made_up("silent", None, size=0.6), draws=4000)
    applied = kit.effect(f, "silent")[:, 0]
    assert kit.discount(f) == 1
    assert np.exp(applied).mean() == pytest.approx(1, abs=1e-12)
    assert applied.std() == pytest.approx(0.6 / 3**0.5, rel=0.03)
    assert np.ptp(applied) <= 2 * 0.6 * 1.05


@pytest.mark.parametrize("size", [0.3, 1.5])
def test_lenses_without_evidence_leave_the_mean_risk_of_the_class(size, flat, monkeypatch):
    """They widen the forecast of a year and do not raise it: the class's mean is over all degrees."""
    silent = [kit.made_up(f"lens-{k}", None, size=size) for k in range(5)]
    f = judged(monkeypatch, flat, *silent, draws=4000)
    risks = 1 - kit.at_years(kit.survival(f), 1)
    assert risks.mean() == pytest.approx(RISK, rel=0.04)
    assert risks.std() > 0.2 * size * RISK


def test_lenses_without_evidence_spread_as_much_together_as_correlated_dangers(flat, monkeypatch):
    """Four discounted effects whose dangers correlate by .25 have this variance."""
    silent = [kit.made_up(f"lens-{k}", None, size=0.6) for k in range(4)]
    f = judged(monkeypatch, flat, *silent, lens_correlation=0.25, draws=4000)
    discount, dangers = 1 / 1.75, 4 * (1 + 3 * 0.25) / 3
    expected = (discount * 0.6) ** 2 * dangers
    assert kit.shift(f)[:, 0].var() == pytest.approx(expected, rel=0.1)


def test_a_judged_lens_moves_the_log_odds_by_discount_times_size_times_danger(flat, monkeypatch):
    """Three speak: 1 / (1 + 2 x .25) = 2/3. Steps from neutral, .5 a step: .4, -.8, and 1."""
    f = judged(
        monkeypatch,
        flat,
        kit.made_up("rising", 0.7, size=0.3),
        kit.made_up("falling", 0.9, size=0.6, danger="lower"),
        kit.made_up("full", 1.0, size=0.9),
    )
    expected = {"rising": 2 / 3 * 0.3 * 0.4, "falling": 2 / 3 * 0.6 * -0.8, "full": 2 / 3 * 0.9}
    for name, log_odds in expected.items():
        assert kit.effect(f, name) == pytest.approx(np.full((200, 160), log_odds))
    total = sum(expected.values())
    assert kit.shift(f) == pytest.approx(np.full((200, 160), total))
    yearly = 1 / (1 + RISK / (1 - RISK) * np.exp(total))
    assert kit.at_years(kit.survival(f), 10).mean() == pytest.approx(yearly**10, abs=1e-4)


def test_more_correlation_between_lenses_makes_them_say_less(flat, monkeypatch):
    lenses = [kit.made_up(f"lens-{k}", 1.0, size=0.4) for k in range(4)]
    by_rho = {}
    for rho in (0.0, 0.25, 1.0):
        f = judged(monkeypatch, flat, *lenses, lens_correlation=rho)
        by_rho[rho] = kit.at_years(kit.survival(f), 10).mean()
    alive = {rho: 4 * 0.4 / (1 + 3 * rho) for rho in by_rho}
    expected = {r: (1 / (1 + RISK / (1 - RISK) * np.exp(s))) ** 10 for r, s in alive.items()}
    assert by_rho == pytest.approx(expected, abs=1e-4)
    assert by_rho[0.0] < by_rho[0.25] < by_rho[1.0] < 0.95**10


def test_the_correlation_moves_a_bundled_case_as_well():
    case = load("us-russia-2001")
    strength = {}
    for rho in (0.0, 0.25, 0.9):
        f = kit.make(case.model_copy(update={"calendar": ()}), lens_correlation=rho)
        strength[rho] = kit.shift(f, only=("judged",)).mean()
        assert kit.discount(f) == pytest.approx(1 / (1 + 5 * rho))
    assert strength[0.25] == pytest.approx(strength[0.0] / 2.25)
    assert strength[0.9] == pytest.approx(strength[0.0] / 5.5)


def test_a_judged_weight_stays_between_nothing_and_its_bound(flat, monkeypatch):
    """With a spread of 50 nearly every draw would leave [0, .5]: half stop at either end."""
    wild = kit.made_up("wild", 1.0, size=0.2, spread=50.0, bound=0.5)
    f = judged(monkeypatch, flat, wild, draws=2000)
    applied = kit.effect(f, "wild")[:, 0]
    assert applied == pytest.approx(kit.sizes(f)["wild"])
    assert (applied.min(), applied.max()) == (0.0, 0.5)
    assert (applied == 0).mean() == pytest.approx(0.5, abs=0.05)
    assert (applied == 0.5).mean() == pytest.approx(0.5, abs=0.05)


def test_the_bounds_of_the_shipped_lenses_hold_whatever_is_read():
    case = load("us-russia-2001")
    f = kit.make(case, draws=2000)
    lenses = [n for n in kit.cards() if kit.basis(f, n) == "judged"]
    assert len(lenses) == 6
    for name in lenses:
        bound = kit.cards()[name].weight.bound
        assert 0 <= kit.sizes(f)[name].min() <= kit.sizes(f)[name].max() <= bound
        assert np.abs(kit.effect(f, name)).max() <= kit.discount(f) * bound + 1e-12


def test_a_judged_weight_is_drawn_about_its_size(flat, monkeypatch):
    f = judged(
        monkeypatch, flat, kit.made_up("l", 1.0, size=3.0, spread=0.5, bound=9.0), draws=4000
    )
    assert kit.effect(f, "l")[:, 0].mean() == pytest.approx(3.0, abs=4 * 0.5 / 4000**0.5)
    assert kit.effect(f, "l")[:, 0].std() == pytest.approx(0.5, rel=0.05)


def test_a_judged_reading_fades_with_its_half_life(flat, monkeypatch):
    """Of a value of 1, .4 halves in five years: 1 - .4 (1 - 2^(-t/5)), then in steps of .5."""
    part = {"threat": kit.Fading(part=np.full(200, 0.4), half_life=np.full(200, 5.0))}
    f = judged(monkeypatch, flat, kit.made_up("glue", 1.0, danger="lower", size=0.4, fading=part))
    value = 1 - 0.4 * (1 - 2 ** (-np.arange(160) / 4 / 5))
    assert kit.effect(f, "glue")[0] == pytest.approx(0.4 * -(value - 0.5) / 0.5)


@pytest.mark.parametrize("name", ["regime-distance", "shared-threat", "coalition-change"])
def test_a_learned_lens_adds_its_coefficient_times_the_standardised_reading(name, monkeypatch):
    """The file's coefficients for year 1, years 2-5 and from year 6 on, nil against its theory.

    Draws are symmetric about them, with the file's error.
    """
    shipped = kit.lens_weights(2001)
    column = shipped["names"].index(name)
    mean, scale = shipped["mean"][column], shipped["scale"][column]
    sign = {"higher": 1, "lower": -1}[kit.cards()[name].danger]
    kit.replace_reading(monkeypatch, name, kit.reads(mean + 0.8 * sign * scale))
    f = kit.make(kit.quiet(), draws=4000)
    assert kit.basis(f, name) == "learned"
    found, place = kit.effect(f, name), 1 + column
    for step, stretch in ((0, 0), (3, 0), (4, 1), (19, 1), (20, 2), (159, 2)):
        own = shipped["stretches"][stretch]
        error = own["se"][place]
        expected = 0.8 * max(sign * own["beta"][place], 0)
        assert found[:, step].mean() == pytest.approx(expected, abs=4 * 0.8 * error / 4000**0.5)
        assert found[:, step].std() == pytest.approx(0.8 * error, rel=0.06)


def test_a_learned_reading_that_fades_keeps_the_coefficient_of_the_first_year(monkeypatch):
    shipped = kit.lens_weights(2001)
    column = shipped["names"].index("shared-threat")
    mean, scale = shipped["mean"][column], shipped["scale"][column]
    glue = kit.Fading(part=np.full(200, 0.2), half_life=np.full(200, 5.0))
    kit.replace_reading(monkeypatch, "shared-threat", kit.reads(0.3, fading={"glue": glue}))
    found = kit.effect(kit.make(kit.quiet()), "shared-threat")
    z = (0.3 - 0.2 * (1 - 2 ** (-np.arange(160) / 4 / 5)) - mean) / scale
    drawn = found[:, 0] != 0
    assert drawn.mean() > 0.5
    assert found[drawn] / found[drawn, :1] == pytest.approx(
        np.broadcast_to(z / z[0], (int(drawn.sum()), 160))
    )


def test_a_lens_without_weight_moves_nothing(monkeypatch):
    shifts, name = [], "competing-hypotheses"
    for extreme in (0.0, 1.0):
        kit.replace_reading(monkeypatch, name, kit.reads(extreme))
        f = kit.make(load("us-russia-2001"))
        assert kit.basis(f, name) == "none"
        assert (kit.effect(f, name) == 0).all()
        shifts.append(kit.shift(f))
    assert np.array_equal(*shifts)


@pytest.mark.parametrize("sd", [-2.0, 2.0])
def test_a_contradicted_lens_moves_no_mean_but_keeps_its_error(sd, monkeypatch):
    """In 1905 history gave shared threats the other sign in every stretch of years."""
    shipped, name = kit.lens_weights(1905), "shared-threat"
    column = shipped["names"].index(name)
    assert max(shipped["against"][name]["posterior"]) < 0
    reading = shipped["mean"][column] + sd * shipped["scale"][column]
    kit.replace_reading(monkeypatch, name, kit.reads(reading))
    f = kit.make(kit.quiet("anglo-japanese-1905"), draws=4000)
    assert kit.basis(f, name) == "learned"
    found, place = kit.effect(f, name), 1 + column
    for step, own in zip((0, 10, 30), shipped["stretches"], strict=True):
        error = abs(sd) * own["se"][place]
        assert found[:, step].mean() == pytest.approx(0, abs=4 * error / 4000**0.5)
        assert found[:, step].std() == pytest.approx(error, rel=0.06)


def test_the_shift_is_the_sum_of_its_lenses_and_of_the_calendar():
    f = kit.make(load("us-russia-2001"))
    parts = {b: np.zeros((200, 160)) for b in ("learned", "judged", "contradicted", "none")}
    for name in kit.cards():
        parts[kit.basis(f, name)] += kit.effect(f, name)
    judged = parts["judged"] + kit.calendar(f)
    assert kit.shift(f, only=("learned",)) == pytest.approx(parts["learned"])
    assert kit.shift(f, only=("judged",)) == pytest.approx(judged)
    assert kit.shift(f) == pytest.approx(parts["learned"] + judged)


def test_a_version_is_shifted_like_a_case_of_its_own():
    case = load("us-russia-2001")
    version = at(at(case, "regimes.RUS.polity", -5), "horizons.RUS.discount", 0.4)
    moved, fresh = kit.shift(kit.make(case), version=version), kit.shift(kit.make(version))
    assert np.abs(fresh - kit.shift(kit.make(case))).max() > 0.01
    assert moved == pytest.approx(fresh)


def test_a_lens_that_falls_silent_in_a_version_leaves_the_others_their_effects():
    case = load("us-russia-2001")
    version = case.model_copy(update={"horizons": ()})
    f, fresh = kit.make(case), kit.make(version)
    assert kit.shift(f, version=version) == pytest.approx(kit.shift(fresh))
    assert kit.effect(f, "two-level") == pytest.approx(kit.effect(fresh, "two-level"))
