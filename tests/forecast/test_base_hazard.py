"""The base hazard: classes from the case's age on, pooled, seen by the panel; kinds are shares of it."""

from datetime import date, timedelta

import forecast_kit as kit
import numpy as np
import pytest
from scipy.special import logit

from detente.case.edit import at
from detente.case.record import Record
from detente.forecast.forecast import forecast_case
from detente.forecast.survival_draws import yearly_hazard, yearly_odds
from detente.history.covariates import (
    A_MAJOR,
    ALIGNMENT,
    BOTH_MAJOR,
    DISTANCE,
    POLYARCHY,
    POWER,
    REACH,
    TIE_COVARIATES,
)
from detente.history.vintage import load_vintage

LEFT_OUT = (DISTANCE, A_MAJOR, BOTH_MAJOR, *POWER, POLYARCHY, *ALIGNMENT)
EX, CONVENIENCE = "ex-rivals", "coalitions-of-convenience"


def former_rivals(days, *more):
    """A case whose one rivalry ended so many days ago, and what else its record holds."""
    case = kit.quiet()
    rivalry = next(r for r in case.record if r.kind == "rivalry")
    ended = rivalry.model_copy(update={"end": case.as_of - timedelta(days=days)})
    return case.model_copy(update={"record": (ended, *more)})


def one_class(risks, at_risk=None, *, days=0, **settings):
    """The forecast from one class with such risks by year of age, of a case that old."""
    at_risk = np.full(len(risks), kit.LARGE) if at_risk is None else np.array(at_risk) * kit.LARGE
    table = kit.life_table(np.array(risks) * at_risk, at_risk)
    known = kit.history({(EX, "rupture"): table})
    return kit.make(former_rivals(days), history=known, **settings)


def mean_at(f, *years):
    return [kit.at_years(kit.base_survival(f), y).mean() for y in years]


def two_classes(low, high, **settings):
    """Former rivals at one risk, coalitions at another; the case is of both."""
    tables = {(EX, "rupture"): kit.constant(low), (CONVENIENCE, "rupture"): kit.constant(high)}
    return kit.make(kit.quiet(), history=kit.history(tables), **settings)


def test_the_clock_of_a_class_starts_at_the_age_of_the_case():
    """1461 days are four years: the risks of years 5, 6, 7 and so on come first."""
    risks = np.linspace(0.30, 0.01, 60)
    alive = np.cumprod(1 - risks[4:])
    assert mean_at(one_class(risks, days=1461), 1, 2, 10, 40) == pytest.approx(
        alive[[0, 1, 9, 39]], rel=1e-3
    )


def test_the_hazard_is_constant_within_a_year_of_age():
    """At age 1600 days = 4.3806 years the present year of age has .6194 years to go."""
    f = one_class([0.02] * 4 + [0.40, 0.10] + [0.02] * 54, days=1600)
    left = 5 - 1600 / 365.25
    expected = [0.6**0.5, 0.6**left * 0.9 ** (1 - left), 0.6**left * 0.9 * 0.98 ** (1 - left)]
    assert mean_at(f, 0.5, 1, 2) == pytest.approx(expected, rel=1e-3)


def test_beyond_the_years_observed_the_pooled_risk_of_the_last_ten_goes_on():
    """Fourteen years observed: seven of 10 % in a full class, then three of 1 % in a small one."""
    risks, at_risk = [0.02] * 4 + [0.10] * 7 + [0.01] * 3, [1.0] * 4 + [0.8] * 7 + [0.1] * 3
    f = one_class(risks, at_risk, days=1461)
    tail = (7 * 0.8 * 0.10 + 3 * 0.1 * 0.01) / (7 * 0.8 + 3 * 0.1)
    last = np.prod([1 - r for r in risks[4:]])
    expected = [last, last * (1 - tail), last * (1 - tail) ** 5, last * (1 - tail) ** 30]
    assert mean_at(f, 10, 11, 15, 40) == pytest.approx(expected, rel=1e-3)


def test_a_case_older_than_its_class_has_the_risk_of_its_last_ten_years():
    risks = [0.02] * 4 + [0.10] * 7 + [0.01] * 3
    f = one_class(risks, days=365 * 30)
    tail = (7 * 0.10 + 3 * 0.01) / 10
    assert mean_at(f, 1, 20) == pytest.approx([1 - tail, (1 - tail) ** 20], rel=1e-3)


def test_a_class_younger_than_ten_years_goes_on_with_the_risk_of_all_its_years():
    f = one_class([0.20, 0.10, 0.03], days=0)
    alive, tail = 0.8 * 0.9 * 0.97, 0.11
    assert mean_at(f, 3, 8) == pytest.approx([alive, alive * (1 - tail) ** 5], rel=1e-3)


def test_few_spells_leave_the_risk_uncertain():
    """Each year's risk is Beta(d + 1/2, n - d + 1/(2m) - 1/2), m = (D + 1/2) / (N + 1)."""
    f = one_class([0.1] * 20, [20 / kit.LARGE] * 20, draws=4000)
    m = (20 * 2 + 0.5) / (20 * 20 + 1)
    a, b = 2.5, 18 + 0.5 / m - 0.5
    first = 1 - kit.at_years(kit.base_survival(f), 1)
    assert first.mean() == pytest.approx(a / (a + b), abs=0.005)
    assert first.var() == pytest.approx(a * b / ((a + b) ** 2 * (a + b + 1)), rel=0.15)


def test_classes_that_disagree_are_mixed_draw_by_draw():
    """Half of the draws at each: the mean of the survivals, not of the hazards (.31)."""
    low, high = 0.98**10, 0.80**10
    result = kit.at_years(kit.base_survival(two_classes(0.02, 0.20)), 10)
    assert result.mean() == pytest.approx((low + high) / 2, abs=1e-3)
    assert np.sort(result)[[0, -1]] == pytest.approx([high, low], abs=1e-3)


def test_lenses_shift_each_class_and_not_the_mean_of_all(monkeypatch):
    """Odds doubled: .04/.98 and .4/.8 a year in either half of the draws."""
    kit.only_lenses(monkeypatch, kit.made_up("loud", 1.0, size=np.log(2)))
    f = two_classes(0.02, 0.20)
    shift = kit.shift(f)[0, 0]
    expected = [(1 + h / (1 - h) * np.exp(shift)) ** -10 for h in (0.20, 0.02)]
    result = kit.at_years(kit.survival(f), 10)
    assert np.sort(result)[[0, -1]] == pytest.approx(expected, rel=1e-3)


def usual_readings(patch, names):
    """Learned lenses read what former rivals usually have; the others see nothing."""
    shipped = kit.lens_weights(2001)
    usual = dict(zip(shipped["names"], shipped["usual"][EX], strict=True))
    for name in kit.cards():
        kit.replace_reading(patch, name, kit.reads(usual[name] if name in names else None))


@pytest.mark.parametrize("lenses", [["regime-distance", "shared-threat"], ["institutions"]])
def test_a_case_with_the_usual_readings_of_its_class_gets_the_class_itself(lenses, monkeypatch):
    """Standardised to mean readings, then shifted by the usual ones: nothing is counted twice.

    Lenses without a reading add their spread, which is no part of the standardisation.
    """
    usual_readings(monkeypatch, lenses)
    known = kit.history({(EX, "rupture"): kit.constant(0.05)}, year=2001)
    f = kit.make(former_rivals(1461), history=known)
    standardised = kit.members(f, kit.RUPTURE)[0]
    shift = sum(kit.effect(f, name) for name in lenses)
    steps = standardised[:, 1:] / standardised[:, :-1]
    odds = (1 - steps**4) / steps**4 * np.exp(shift)
    assert np.abs(standardised[:, 40] - 0.95**10).max() > 1e-3
    assert np.cumprod((1 + odds) ** -0.25, axis=1)[:, 39] == pytest.approx(
        np.full(200, 0.95**10), abs=1e-4
    )


def without_facts_of_the_states(case):
    """The case without distance, capabilities, electoral democracy and votes."""
    near = case.partnership.model_copy(update={"distance_km": None})
    regimes = tuple(r.model_copy(update={"polyarchy": None}) for r in case.regimes)
    bare = {"partnership": near, "regimes": regimes, "capabilities": (), "alignment": None}
    return case.model_copy(update=bare)


def with_reach(facts, names):
    """Facts, shape (..., k), in which each product of the distance is that of its factors."""
    for product, power in REACH.items():
        near, strong, both = (names.index(name) for name in (DISTANCE, power, product))
        facts[..., both] = facts[..., near] * facts[..., strong]
    return facts


def tie_of_former_rivals(case, shipped, n=50_000):
    """Facts of a case whose record is one rivalry that ended, standardised as in the file.

    Facts of the states that it leaves out are those of former rivals. Returns the design, and n
    draws of what to add where the facts left out vary, shape (n, 1 + k).
    """
    begun = (case.as_of - case.record[0].start).days / 365.25
    ranks = {r.actor: r.polity.value for r in case.regimes}
    facts = {
        "former rivals": 1,
        "log years since rupture": np.log1p(begun),
        "rupture before": 1,
        "recent rupture": np.exp(-begun / 5),
        "log ruptures before": np.log(2),
        "log years since one side": np.nan,  # never: not known, so at the mean
        "neighbours by sea": 1,
        "mean polity": np.mean([ranks[m] for m in case.partnership.members]),
    }
    names = shipped["names"][: len(TIE_COVARIATES)]
    usual = dict(zip(shipped["names"], shipped["usual"][EX], strict=True))
    facts |= {name: usual[name] for name in LEFT_OUT}
    x = with_reach(np.array([facts.get(name, 0.0) for name in names]), names)
    mean, scale = (np.array(shipped[part][: x.size]) for part in ("mean", "scale"))

    def standard(values):
        return np.clip(np.nan_to_num((values - mean) / scale), -4, 4)

    varied = np.isin(names, LEFT_OUT) * scale
    drawn = np.random.default_rng(5).normal(size=(n, x.size))
    apart = standard(with_reach(x + drawn * varied, names)) - standard(x)
    return np.append(1.0, standard(x)), np.insert(apart, 0, 0.0, axis=1)


@pytest.mark.parametrize("outcome", ["rupture", "rivalry", "force", "strain"])
def test_the_panel_joins_the_pool_with_the_risk_of_the_bare_tie(outcome):
    """Log-odds are the outcome's coefficients times the facts, less half of what varies.

    Two states, the level of the years ahead, the coefficients and the facts left out vary; the mean
    hazard of all pairs stays as it was learned.
    """
    shipped, n = kit.lens_weights(2001, outcome), 4000
    case = without_facts_of_the_states(at(former_rivals(1461), "partnership.border", "water"))
    known = kit.history({(EX, "rupture"): kit.constant(0.05)}, year=2001)
    panel = kit.members(kit.make(case, history=known, draws=n), outcome)[-1]
    x, apart = tie_of_former_rivals(case, shipped)
    states = 2 * shipped["state_sd"] ** 2
    for year, stretch in ((0, 0), (1, 1), (4, 1), (5, 2), (30, 2)):
        own = shipped["stretches"][stretch]
        lower = np.zeros((len(own["beta"]),) * 2)
        lower[np.tril_indices(len(lower), -1)] = np.array(own["correlations"]) / 1000
        whole = (lower + lower.T + np.eye(len(lower))) * np.outer(own["se"], own["se"])
        beta, full = np.array(own["beta"])[: x.size], whole[: x.size, : x.size]
        found = logit(1 - panel[:, 4 * year + 4] / panel[:, 4 * year])
        drawn = np.random.default_rng(6).multivariate_normal(beta, full, len(apart))
        left_out = (drawn * apart).sum(axis=1)
        error = (x @ full @ x + states + left_out.var()) ** 0.5
        mean = np.dot(beta, x) - (states + own.get("level_variance", 0)) / 2 - own["mean_excess"]
        mean += left_out.mean() - np.log(np.exp(left_out).mean())  # it raises no mean risk
        assert found.mean() == pytest.approx(mean, abs=4 * error / n**0.5)
        assert found.std() == pytest.approx(error, rel=0.06)


def test_a_kind_of_rupture_is_a_share_of_all_ruptures(monkeypatch):
    """A quarter of ruptures begin as rivalry (.02 to .06); after the others it follows in time."""
    kit.only_lenses(monkeypatch)
    tables = {
        (EX, o): kit.constant(r) for o, r in (("rupture", 0.08), ("rivalry", 0.02), ("force", 0.06))
    }
    f = kit.make(former_rivals(1461), history=kit.history(tables))
    ruptured = 1 - kit.survival(f)
    rivalry, force = (1 - kit.survival(f, kind) for kind in ("rivalry", "force"))
    new, left = np.diff(ruptured, axis=1), np.arange(159, -1, -1)
    for kind, other, first in (("rivalry", rivalry, 0.25), ("force", force, 0.75)):
        stay = (1 - f.ladder.follows[kind][:, None]) ** (left / 4)
        without = (1 - first) * (new * stay).sum(axis=1)
        assert other[:, 160] == pytest.approx(ruptured[:, 160] - without, rel=1e-3)
        assert (other <= ruptured).all()
    assert (rivalry + force >= ruptured - 1e-12).all()


def test_an_outcome_without_a_class_follows_the_panel_alone():
    tables = {(EX, o): kit.constant(0.05) for o in ("rupture", "rivalry")}
    f = kit.make(former_rivals(1461), history=kit.history(tables, year=2001))
    assert {o: len(kit.members(f, o)) for o in kit.outcomes(f)} == {
        o: 2 if o in ("rupture", "rivalry") else 1
        for o in kit.OUTCOMES
        if o not in (kit.LEGAL, "suspension")  # there is no treaty
    }
    for outcome in ("strain", "force"):
        assert kit.base_survival(f, outcome) == pytest.approx(kit.members(f, outcome)[0])


def test_the_legal_end_follows_its_classes_alone(monkeypatch):
    kit.only_lenses(monkeypatch, kit.made_up("loud", 1.0, size=0.9))
    tables = {(EX, "rupture"): kit.constant(0.05), ("pacts-nonagg", kit.LEGAL): kit.constant(0.03)}
    f = kit.make(kit.quiet(), history=kit.history(tables))
    assert kit.survival(f, kit.LEGAL) == pytest.approx(kit.base_survival(f, kit.LEGAL))
    assert kit.at_years(kit.survival(f, kit.LEGAL), 10).mean() == pytest.approx(0.97**10, rel=1e-3)
    assert kit.at_years(kit.survival(f), 10).mean() < 0.95**10 - 0.05


def test_survival_starts_at_one_and_never_rises():
    f = kit.make(kit.quiet("anglo-japanese-1905"))
    curves = [kit.survival(f, o) for o in kit.outcomes(f)] + [kit.base_survival(f)]
    assert set(kit.outcomes(f)) == set(kit.OUTCOMES) - {"drift"}  # no UN to vote in
    assert all(np.allclose(c[:, 0], 1) and (np.diff(c) <= 0).all() for c in curves)
    assert all(c.shape == (200, 161) for c in curves)


def test_a_case_without_any_class_has_the_learned_hazard_alone():
    assert kit.make(kit.quiet(record=())).base.pools["rupture"] == ("panel",)


@pytest.mark.parametrize("known", [("rupture", "strain"), ()])
def test_a_pair_that_only_votes_alike_has_a_fifth_of_the_learned_odds(known):
    """No such pair was among those from which the hazard was learned; the class has no say."""
    since = {"level": 0.1, "positive_since": date(1990, 1, 1)}
    alike = kit.quiet().alignment.model_copy(update=since)
    case = kit.quiet(record=(), threats=(), alignment=alike)
    tables = {("aligned", o): kit.constant(0.05) for o in known}
    f = kit.make(case, history=kit.history(tables, year=2001))
    assert f.base.pools["rupture"] == (*(["aligned"] if known else []), "panel")
    learned = f.ladder.panel(case)
    for outcome, shift in (("rupture", -1.6), ("strain", -1.6), ("drift", 0.0)):
        odds = yearly_odds(yearly_hazard(kit.base_survival(f, outcome)))
        fitted = yearly_odds(yearly_hazard(learned[outcome].survival))
        assert np.log(odds / fitted) == pytest.approx(shift, abs=1e-6), outcome


def past(kind, start, end=None, **more):
    days = {"start": date(start, 1, 1), "end": end and date(end, 1, 1)}
    return Record.model_construct(
        id=f"{kind}-{start}",
        kind=kind,
        label=kind,
        **days,
        obligations=(),
        **{"force": None} | more,
    )


@pytest.mark.parametrize(
    ("kind", "end"), [("pact", None), ("agreement", None), ("rivalry", 1990), ("dispute", 1981)]
)
def test_a_tie_or_a_rupture_keeps_the_learned_odds_whatever_the_vintage_knows(kind, end):
    """A vintage without a life table for the tie, or a later treaty that ended, is no reason."""
    entry = past(kind, 1980, end, force=True if kind == "dispute" else None)
    case = kit.quiet(record=(entry, past("pact", 1990, 1991)), threats=())
    f = kit.make(case, history=kit.history({}, year=2001))
    odds = yearly_odds(yearly_hazard(kit.base_survival(f, "rupture")))
    fitted = yearly_odds(yearly_hazard(f.ladder.panel(case)["rupture"].survival))
    assert odds == pytest.approx(fitted, rel=1e-9)


def test_without_a_class_and_a_learned_hazard_it_says_what_its_record_needs():
    bare = kit.quiet(record=())
    with pytest.raises(kit.DataError, match=r"no reference class fits .* needs a rivalry that"):
        forecast_case(bare, load_vintage(1900))
