"""Learned weights in a case: read from the vintage, signed by theory, counted once."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.special import logit

from detente.assessment.assess import assess
from detente.case.edit import at
from detente.case.load import load
from detente.document.labels import RUPTURE
from detente.forecast import read_lens
from detente.forecast.case_covariates import case_covariates
from detente.forecast.forecast import forecast_case
from detente.forecast.lens_effects import BEYOND_BOUND, LensEffects, draw_effects
from detente.forecast.settings import Settings
from detente.forecast.survival_draws import at_year
from detente.history import lens_weights
from detente.history.covariates import (
    A_MAJOR,
    ALIGNMENT,
    BOTH_MAJOR,
    DISTANCE,
    FAR_STRONG,
    LENS_SPAN,
    POLITY,
    POLYARCHY,
    POWER,
    SINCE_RUPTURE,
    STRAIN,
    TIE_COVARIATES,
)
from detente.history.fit_lens_weights import fit_lens_weights, lens_weights_document
from detente.history.lens_years import lens_years, lenses_with_history
from detente.history.reference_classes import REFERENCE_CLASSES
from detente.history.vintage import for_date
from detente.records import Estimate, Failed
from detente.registry import Lens, lenses

CASE = load("us-russia-2001")
FAST = Settings(draws=200)


def forecast(case=CASE):
    return forecast_case(case, for_date(case.as_of), FAST)


@pytest.fixture(scope="module")
def rows(real_store):
    return lens_years()


def test_rows_known_by_a_year_are_the_same_as_those_of_the_whole_history(rows):
    for year in (1938, 1985):
        early = lens_years(year)
        kept = rows.where(rows.year <= year)
        known = early.where(early.year <= year)
        assert (known.unit == kept.unit).all()
        np.testing.assert_allclose(known.x, kept.x, equal_nan=True)


@pytest.mark.parametrize("change", ["shuffled", "deleted", "ended at once"])
def test_what_comes_after_the_origin_changes_no_weight(rows, change):
    """Weights, errors, usual readings and contradicted lenses of 1985: the whole document."""
    origin, rng = 1985, np.random.default_rng(4)
    late = np.flatnonzero(rows.year >= origin)
    if change == "deleted":
        other = rows.where(rows.year < origin)
    elif change == "shuffled":
        x, order = rows.x.copy(), rng.permutation(late)
        stop, cause = rows.stop.copy(), rows.cause.copy()
        x[late], stop[late], cause[late] = rows.x[order], rows.stop[order], rows.cause[order]
        other = replace(rows, x=x, stop=stop, cause=cause)
    else:
        ends = rows.stop >= origin
        other = replace(
            rows, stop=np.where(ends, origin, rows.stop), cause=np.where(ends, 1, rows.cause)
        )
    before, after = (lens_weights_document(r, origin) for r in (rows, other))
    assert before["against"] == after["against"]
    assert before["usual"] == after["usual"]
    for one, two in zip(before["stretches"], after["stretches"], strict=True):
        assert one["level"] == two["level"]
        np.testing.assert_array_equal(one["beta"], two["beta"])
        np.testing.assert_array_equal(one["se"], two["se"])
        np.testing.assert_array_equal(one["correlations"], two["correlations"])


def test_weights_against_their_theory_are_those_listed_as_contradicted(rows):
    """Lenses stay in the fit: the list is those whose mean over the stretches has the wrong sign."""
    for year in (1905, 2001):
        found = lens_weights.parse_lens_weights(lens_weights_document(rows, year))
        fitted = set(found.names[len(TIE_COVARIATES) :])
        wrong = {
            name
            for name in fitted
            if lenses()[name].card.sign * found.beta[:, 1 + found.names.index(name)].mean() < 0
        }
        assert set(found.contradicted) == wrong
        assert set(found.contradicted) <= set(found.opposed) <= fitted <= set(lenses_with_history())


def test_the_case_is_asked_the_same_model_that_was_learned(rows):
    """A case with the panel's own values gets the panel's own hazard, less what its errors add.

    The error of a hazard's logarithm raises its mean; draws of it have the panel's as their mean.
    """
    model, _ = fit_lens_weights(rows, 2001)
    found = lens_weights.load_lens_weights(2001)
    k = len(found.names)
    effects = draw_effects(found, np.zeros((1, 1 + k)))
    x = found.mean.copy()
    x[: len(TIE_COVARIATES)] = [
        case_covariates(CASE).get(n, m) for n, m in zip(TIE_COVARIATES, found.mean, strict=False)
    ]
    left = 1 - np.r_[0.0, model.incidence(x[None, :])[0, :, 0]]
    raised = (2 * found.state_sd**2 + found.level_variances) / 2 + found.mean_excess
    np.testing.assert_allclose(
        logit(effects.tie_hazard(CASE)[0, :10]),
        logit(1 - left[1:11] / left[:10]) - raised[[0, 1, 1, 1, 1, 2, 2, 2, 2, 2]],
        atol=0.02,
    )


def test_a_reading_moves_the_log_odds_by_its_distance_from_the_mean():
    """Within the range of history as it measures the lens; beyond it at most a quarter more."""
    e = forecast()
    lens, card = e.weights.learned, lenses()["regime-distance"].card
    unseen = e.weights.unseen[card.id]
    j = e.weights.history.names.index(card.id)
    value = np.full(200, e.weights.history.mean[j] + 2 * e.weights.history.scale[j])
    got = lens.effect(card, Estimate(draws=value, claims=()), unseen, None)
    np.testing.assert_allclose(
        got.total.mean(axis=0)[0], 2 * e.weights.history.beta[0, 1 + j], rtol=0.2
    )
    assert got.total.mean() > 0
    assert not got.beyond.any()
    far = lens.effect(card, Estimate(draws=value + 1e6, claims=()), unseen, None)
    assert np.allclose(far.history[:, 0], got.history[:, 0] * LENS_SPAN / 2)
    assert np.abs(far.beyond).max() == BEYOND_BOUND


def test_a_worse_case_never_looks_safer_by_learned_lenses():
    before = at_year(forecast().survivals[RUPTURE], 10).mean()
    for path, to in (
        ("regimes.RUS.polity", -7),
        ("preferences.RUS.ideal_point", -1.0),
        ("standing.RUS.accorded", 20),
        ("institutions.shared_memberships", 0.2),
    ):
        worse = forecast(at(CASE, path, to))
        assert at_year(worse.survivals[RUPTURE], 10).mean() <= before + 1e-9, path


def test_the_parts_that_the_verdict_rests_on_add_up():
    r = assess(CASE, settings=FAST).verdict.rests_on
    assert r.classes + r.learned + r.judged == pytest.approx(r.total)
    silent = ("scenarios", "regimes", "preferences", "standing", "governments", "dependence")
    bare = CASE.model_copy(update=dict.fromkeys(silent, ()))
    moved = assess(bare, settings=FAST).verdict.rests_on
    assert abs(moved.learned / moved.total) < abs(r.learned / r.total)


def test_every_lens_says_where_its_weight_is_from():
    result = assess(CASE, settings=FAST)
    basis = {lens.id: lens.basis for lens in result.lenses}
    assert basis["regime-distance"] == basis["preference-distance"] == "learned"
    assert basis["public-opinion"] == "judged"
    assert basis["competing-hypotheses"] == "none"
    none = [lens for lens in result.lenses if lens.basis in ("contradicted", "none")]
    assert {x for lens in none for x in (lens.effect, lens.effect_low, lens.effect_high)} == {0}
    for lens in result.lenses:
        assert (lens.odds_ratios is None) == (lens.basis in ("judged", "none"))
    contradicted = {s.id for s in result.left_out if s.id.startswith("contradicted/")}
    assert {f"contradicted/{i}" for i, b in basis.items() if b == "contradicted"} <= contradicted


def test_facts_of_a_tie_leave_out_what_the_case_leaves_open():
    bare = CASE.model_copy(update={"record": ()})
    assert case_covariates(bare)[SINCE_RUPTURE[1]] == 0
    assert SINCE_RUPTURE[0] not in case_covariates(bare)
    since = (CASE.as_of - date(1945, 1, 1)).days / 365.25  # the Cold War, the last rupture
    assert case_covariates(CASE)[SINCE_RUPTURE[0]] == pytest.approx(np.log1p(since))
    assert case_covariates(CASE)[STRAIN[1]] == pytest.approx(np.exp(-347 / 365.25 / 5))


def test_facts_of_the_states_are_stated_as_history_measures_them():
    stated = case_covariates(CASE)
    assert stated[DISTANCE] == pytest.approx(np.log1p(80))
    assert stated[A_MAJOR] == stated[BOTH_MAJOR] == 1
    assert [stated[name] for name in POWER] == pytest.approx(np.log([0.14001, 0.05001]))
    assert stated[POLYARCHY] == pytest.approx((0.87 + 0.46) / 2)
    assert [stated[name] for name in ALIGNMENT] == [1, -0.17, 2.1, 2, 0]


def test_a_fact_of_one_state_alone_is_none_of_the_pair():
    one = {"capabilities": CASE.capabilities[:1], "regimes": CASE.regimes[:1], "alignment": None}
    stated = case_covariates(CASE.model_copy(update=one))
    assert stated.keys().isdisjoint({*POWER, POLYARCHY, *ALIGNMENT})
    assert stated[BOTH_MAJOR] == 1  # from a pact of the record


def tie_without(case, **left_out):
    """Log-odds by which leaving out facts moves the hazard of the tie, without their spread."""
    effects = forecast().weights.learned
    exact = LensEffects(effects.weights, effects.drawn, np.zeros_like(effects.anywhere))
    return exact, exact.tie_change(case, case.model_copy(update=left_out), 1)[:, 0]


def test_a_fact_left_out_is_the_mean_of_the_reference_classes():
    """That of all partnerships says less: former rivals are stronger (docs/decisions/0018)."""
    effects, moved = tie_without(CASE, capabilities=())
    own = [r.id for r in REFERENCE_CLASSES if r.id in effects.weights.class_means and r.match(CASE)]
    assert "ex-rivals" in own
    usual = np.mean([effects.weights.class_means[one] for one in own], axis=0)
    stated, expected = case_covariates(CASE), 0
    strongest = usual[TIE_COVARIATES.index(POWER[0])]
    instead = {name: usual[TIE_COVARIATES.index(name)] for name in POWER}
    assert all(instead[n] > effects.weights.mean[TIE_COVARIATES.index(n)] for n in POWER)
    instead[FAR_STRONG] = stated[DISTANCE] * strongest  # from a pact both are major powers
    for name, value in instead.items():
        j = TIE_COVARIATES.index(name)
        change = (value - stated[name]) / effects.weights.scale[j]
        expected = expected + effects.drawn[0, :, 1 + j] * change
    assert moved == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("kilometres", "varies"), [(0.0, False), (80.0, True)])
def test_what_is_unknown_of_the_power_matters_more_from_far_away(kilometres, varies):
    """Times a distance of zero every power is zero, however uncertain it is."""
    partnership = CASE.partnership.model_copy(update={"distance_km": kilometres})
    case = CASE.model_copy(update={"partnership": partnership, "capabilities": ()})
    effects = forecast().weights.learned
    drawn = np.zeros_like(effects.drawn)
    drawn[:, :, 1 + TIE_COVARIATES.index(FAR_STRONG)] = 1
    hazard = LensEffects(effects.weights, drawn, effects.anywhere).tie_hazard(case)
    assert (np.ptp(hazard[:, 0]) > 1e-3) == varies


def test_a_regime_that_no_data_set_knows_is_what_history_has_for_it():
    known = CASE.model_copy(update={"known_to": {"regimes": CASE.as_of}})
    effects, moved = tie_without(known, regimes=())
    stated, expected = case_covariates(CASE), 0
    for name in (POLITY, POLYARCHY):
        j = TIE_COVARIATES.index(name)
        change = (effects.weights.mean[j] - stated[name]) / effects.weights.scale[j]
        expected = expected + effects.drawn[0, :, 1 + j] * change
    assert moved == pytest.approx(expected, abs=1e-9)
    assert abs(moved - tie_without(CASE, regimes=())[1]).max() > 0.01


def broken(read):
    card = lenses()["time-horizon"].card
    return read_lens.read_lens(Lens(card, read), CASE, few_draws())


def few_draws():
    from detente.case.draws import Draws

    return Draws(np.random.default_rng(1), 5)


def test_a_faulty_lens_is_left_out_with_its_reason(monkeypatch):
    def raising(case, draw):
        raise ZeroDivisionError("of a plugin")

    def endless(case, draw):
        while True:
            pass

    monkeypatch.setattr(read_lens, "SECONDS", 0.05)
    faults = {
        "raised ZeroDivisionError: of a plugin": raising,
        "not finite numbers": lambda c, d: Estimate(draws=np.full(5, np.nan), claims=()),
        "off its scale": lambda c, d: Estimate(draws=np.full(5, 7.0), claims=()),
        "shape (3,)": lambda c, d: Estimate(draws=np.zeros(3), claims=()),
        "gave float": lambda c, d: 0.5,
        "longer than 0.05 seconds": endless,
    }
    for reason, read in faults.items():
        found = broken(read)
        assert isinstance(found, Failed)
        assert reason in found.reason


def test_the_rest_of_a_brief_stands_when_a_lens_fails(monkeypatch):
    from detente import registry

    def raising(case, draw):
        raise ValueError("no luck")

    lens = registry.lenses()["time-horizon"]
    monkeypatch.setitem(registry._lenses, "time-horizon", Lens(lens.card, raising))
    result = assess(CASE, settings=FAST)
    assert {s.id: s.reason for s in result.left_out}["lens/time-horizon"] == (
        "raised ValueError: no luck"
    )
    assert "time-horizon" not in {x.id for x in result.lenses} | {s.id for s in result.no_evidence}
