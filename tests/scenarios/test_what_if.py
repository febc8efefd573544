"""What if: the law of total probability, dated interventions, and what cannot be asked."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.case.path import value_at
from detente.document.part import Interval
from detente.errors import CaseError, DataError, DetenteError
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.forecast.survival_draws import at_year
from detente.history import vintage
from detente.scenarios.conditional import conditionals
from detente.scenarios.effects import effects
from detente.scenarios.interventions import Intervention, parse_intervention, versions
from detente.scenarios.mixture import day_after, draw_mixture
from detente.scenarios.questions import questions
from detente.scenarios.what_if import whatif
from detente.scenarios.with_and_without import WithAndWithout
from detente.scenarios.worlds import stated_probability

CASE = load("us-russia-2001")
FAST = Settings(draws=150)
PATHS = 15_000


def forecast(case=CASE):
    return forecast_case(case, vintage.for_date(case.as_of), FAST)


@pytest.fixture(scope="module")
def branches(quick_forecast):
    """The forecast given each scenario of the worked example."""
    return [b.record() for b in conditionals(draw_mixture(quick_forecast, paths=PATHS))]


@pytest.fixture(scope="module")
def ask(quick_forecast):
    """A what-if of the worked example, or of another case, with few draws and futures."""

    def asked(case=CASE, **what):
        of_case = quick_forecast if case is CASE else forecast(case)
        return whatif(case, settings=FAST, forecast=of_case, paths=PATHS, **what)

    return asked


@pytest.mark.parametrize("name", [s.id for s in CASE.scenarios])
def test_total_probability_holds_for_every_scenario(name, branches):
    c = next(c for c in branches if c.id == name)
    mixed = c.p_if * c.p_end_given_if + (1 - c.p_if) * c.p_end_given_not
    assert mixed == pytest.approx(c.p_end, abs=1e-6)
    assert (
        c.intervals["p_end_given_if"].low <= c.p_end_given_if <= c.intervals["p_end_given_if"].high
    )
    difference = c.intervals["difference"]
    assert difference.low <= difference.mean <= difference.high


def test_a_scenario_is_as_probable_in_assessment_what_if_and_question(
    quick_forecast, branches, ask
):
    asked = {a.question.id: a.p.mean for a in questions(quick_forecast, PATHS)}
    assert len(branches) == len(CASE.scenarios)
    for c in branches:
        assert c.p_if == pytest.approx(asked[c.id], abs=1e-12)
    for c in branches[:4]:
        found = ask(scenarios=[c.id])
        assert c.p_if == pytest.approx(found.p_scenarios.mean, abs=1e-12)


def chance_of_worlds(last, inside, share):
    """Standard error by which the share of worlds in a branch, drawn, moves a mean over them."""
    size = np.maximum(inside.sum(axis=1), 1)
    apart = np.where(inside, last, 0).sum(axis=1) / size - last[inside].mean()
    return np.sqrt((share * (1 - share) * apart**2).sum() / last.shape[1]) / share.sum()


def test_branches_are_the_means_of_their_worlds_but_for_the_chance_of_worlds(
    quick_forecast, branches
):
    run = draw_mixture(quick_forecast, paths=PATHS)
    of_rupture = [c for c in branches if c.outcome == "rupture"]
    assert of_rupture
    for c in of_rupture:
        inside, share = run.worlds.happens[c.id], run.worlds.chance[c.id]
        last = run.paths.at(round(c.horizon_years * 12))
        for p, group, own in (
            (c.p_end_given_if, inside, share),
            (c.p_end_given_not, ~inside, 1 - share),
        ):
            error = chance_of_worlds(last, group, own)
            assert error < 0.003
            assert p == pytest.approx(1 - last[group].mean(), abs=4 * error)


def test_the_mixture_is_the_forecast_of_the_assessment(quick_forecast, branches):
    of_three_years = [c for c in branches if c.horizon_years == 3]
    assert {c.outcome for c in of_three_years} >= {"rupture", "strain"}
    for c in of_three_years:
        survival = quick_forecast.survivals[c.outcome]
        assert c.p_end == pytest.approx(1 - at_year(survival, 3).mean(), abs=1e-6)


@pytest.mark.parametrize("scenarios", [["s-iraq-attack"], ["s-iraq-attack", "s-campaign-widens"]])
def test_total_probability_holds_in_a_what_if(scenarios, quick_forecast, ask):
    found = ask(scenarios=scenarios)
    broken, p = found.outcomes["rupture"], found.p_scenarios.mean
    assert found.unconditional
    for years, whole in found.unconditional.items():
        mixed = p * broken.with_[years].mean + (1 - p) * broken.without[years].mean
        assert mixed == pytest.approx(whole.mean, abs=1e-6)
        assert broken.difference[years].mean == pytest.approx(
            broken.with_[years].mean - broken.without[years].mean, abs=1e-9
        )
        assert whole.mean == pytest.approx(
            1 - at_year(quick_forecast.survivals["rupture"], int(years)).mean(), abs=1e-6
        )


def test_forced_worlds_agree_with_those_that_came_true_by_chance(branches, ask):
    attack = next(c for c in branches if c.id == "s-iraq-attack")
    forced = ask(scenarios=["s-iraq-attack"])
    for year in (1, 5, 10):
        assert forced.curve_with[year].mean == pytest.approx(attack.curve_if[year].mean, abs=0.01)
        assert forced.curve_without[year].mean == pytest.approx(
            attack.curve_not[year].mean, abs=0.01
        )


def test_two_scenarios_are_read_together(ask):
    """Where one scenario undoes the other, the two together do not do the sum of both."""
    number = CASE.scenarios[0].probability.__class__
    one, two = CASE.scenarios[0], CASE.scenarios[1]
    path = "threats.taliban.attained"
    change = one.changes[0].__class__
    up = one.model_copy(
        update={
            "changes": (change(path=path, to=1.0),),
            "probability": number(value=0.5),
            "jump": None,
        }
    )
    down = two.model_copy(
        update={
            "changes": (change(path=path, to=0.3),),
            "probability": number(value=0.5),
            "jump": None,
        }
    )
    case = CASE.model_copy(update={"scenarios": (up, down), "questions": ()})
    both = ask(case, scenarios=[up.id, down.id])
    assert both.outcomes["rupture"].with_["5"].mean == pytest.approx(
        both.unconditional["5"].mean, abs=0.004
    )


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("issues.iraq-action.positions.USA.salience", 100),
        ("regimes.RUS.polity", -5),
        ("capabilities.RUS.share", 0.01),
        ("standing.RUS.accorded", 90),
    ],
)
def test_a_value_set_at_once_is_the_forecast_of_the_edited_case(path, to, ask):
    bare = CASE.model_copy(update={"scenarios": (), "questions": ()})
    found = ask(bare, interventions=[Intervention(path=path, to=to)])
    edited = forecast(at(bare, path, to))
    assert found.outcomes.keys() == edited.survivals.keys()
    for outcome, compared in found.outcomes.items():
        for years, p in compared.with_.items():
            ended = 1 - at_year(edited.survivals[outcome], int(years)).mean()
            assert p.mean == pytest.approx(ended, abs=2e-6), (outcome, years)
    assert found.label_with is not None


def test_a_what_if_says_what_an_assessment_of_the_edited_case_has(quick_forecast, ask):
    """Half of the worlds deny Russia its rank: there the value set is overruled."""
    path = "standing.RUS.accorded"
    found = ask(interventions=[Intervention(path=path, to=90)])
    edited, coded = forecast(at(CASE, path, 90)), quick_forecast
    before, after = (at_year(f.survivals["rupture"], 10).mean() for f in (coded, edited))
    move = f"{100 * (before - after):+.1f} points"
    assert any("assessment" in note and move in note for note in found.notes)
    assert move != f"{100 * found.outcomes['rupture'].difference['10'].mean:+.1f} points"
    bare = CASE.model_copy(update={"scenarios": (), "questions": ()})
    alone = ask(bare, interventions=[Intervention(path=path, to=90)])
    assert not any("assessment" in note for note in alone.notes)


def test_a_value_that_the_case_has_changes_nothing(quick_forecast, ask):
    """A number keeps its range, and every outcome is that of the assessment."""
    path = "standing.RUS.accorded"
    coded = value_at(CASE, path)
    assert coded.low < coded.value < coded.high
    found = ask(interventions=[Intervention(path=path, to=coded.value)])
    for outcome, compared in found.outcomes.items():
        for years, p in compared.with_.items():
            ended = Interval.of(1 - at_year(quick_forecast.survivals[outcome], int(years)))
            for end in ("mean", "low", "high"):
                assert getattr(p, end) == pytest.approx(getattr(ended, end), abs=1e-12), outcome
            assert compared.difference[years].mean == 0
    assert found.label_with == found.label_without


def test_a_question_under_a_scenario_is_the_what_if_of_the_scenario(quick_forecast, ask):
    by, scenario = day_after(CASE, 10), "s-iraq-attack"
    question = CASE.questions[0].model_copy(
        update={"where": scenario, "by": by, "outcome": "rupture", "scenario": None}
    )
    quick = replace(quick_forecast, filed=CASE.model_copy(update={"questions": (question,)}))
    answer = questions(quick, PATHS)[0].p
    found = ask(scenarios=[scenario]).outcomes["rupture"].with_["10"]
    assert answer.mean == pytest.approx(found.mean, abs=1e-9)
    assert (answer.low, answer.high) == pytest.approx((found.low, found.high), abs=1e-9)


def test_every_rule_says_by_itself_what_counts_as_yes(quick_forecast):
    """Whoever resolves a question has its rule, not the program."""
    rules = {a.question.resolves for a in questions(quick_forecast, PATHS)}
    assert len(rules) > 5
    assert not [rule for rule in rules if "detente" in rule]


def test_a_scenario_moves_strain_by_the_coefficients_of_strain():
    """It adds what setting the same value at once adds."""
    path, one = "regimes.RUS.polity", CASE.scenarios[0]
    change = one.changes[0].__class__(path=path, to=-5)
    one = one.model_copy(update={"changes": (change,), "jump": None, "given": None})
    of_case = forecast(CASE.model_copy(update={"scenarios": (one,), "questions": ()}))
    (own,), (of_rupture,) = effects(of_case, 40, outcome="strain"), effects(of_case, 40)
    set_at_once = of_case.version_shift(at(of_case.case, path, -5), 40, "strain")
    assert own.delta == pytest.approx(set_at_once - of_case.shifts["strain"][:, :40], abs=1e-9)
    assert abs(own.delta - of_rupture.delta).max() > 0.01


def test_a_what_if_states_its_sampling_error(quick_forecast):
    """Figures from other futures differ by about as much as the note says."""
    few, many = (
        WithAndWithout(quick_forecast, ("s-iraq-attack",), versions(CASE, ()), paths).pair(
            "rupture"
        )
        for paths in (3_000, 150_000)
    )
    error, exact = few.standard_errors(3_000, 19_200)[0], many.standard_errors(150_000, 19_200)[0]
    assert abs(few.middle[1][10] - many.middle[1][10]) < 3 * error
    assert exact == pytest.approx(error / 50**0.5, rel=0.2)


def test_a_value_set_later_changes_nothing_before(ask):
    found = ask(interventions=[parse_intervention("regimes.RUS.polity=-5@2004-11-12")])
    for year in range(4):
        assert found.curve_with[year].mean == pytest.approx(
            found.curve_without[year].mean, abs=1e-5
        )
    assert found.curve_with[10].mean < found.curve_without[10].mean - 0.005
    assert found.label_with is None
    assert found.interventions[0].model_dump(mode="json", by_alias=True) == {
        "path": "regimes.RUS.polity",
        "from": 6,
        "to": -5,
        "at": "2004-11-12",
    }


def test_a_probability_set_by_hand_weighs_its_scenario_anew(branches, ask):
    scored = next(c for c in branches if c.id == "s-iraq-attack")
    more = ask(interventions=[parse_intervention("scenarios.s-iraq-attack.probability=0.55")])
    moved = more.outcomes["rupture"].difference["5"].mean
    gap = scored.curve_not[5].mean - scored.curve_if[5].mean
    assert moved == pytest.approx((0.55 - scored.p_if) * gap, abs=0.01)


def test_a_dated_change_within_a_scenario_waits_for_its_day(ask):
    change = CASE.scenarios[0].changes[0].__class__
    number = CASE.scenarios[0].probability.__class__
    path = "threats.taliban.attained"
    late = CASE.scenarios[3].model_copy(
        update={
            "changes": (change(path=path, to=1.0, at=date(2006, 11, 12)),),
            "jump": None,
            "given": None,
            "probability": number(value=0.5, low=0.5, high=0.5),
        }
    )
    case = CASE.model_copy(update={"scenarios": (late,), "questions": ()})
    found = ask(case, scenarios=[late.id])
    assert found.curve_with[4].mean == pytest.approx(found.curve_without[4].mean, abs=1e-5)
    assert found.curve_with[10].mean < found.curve_without[10].mean


def test_gains_of_the_fault_lines_make_up_the_difference_of_rupture(ask):
    found = ask(scenarios=["s-abm-exit"])
    gains = sum(line.gain.mean for line in found.fault_lines)
    assert gains == pytest.approx(found.outcomes["rupture"].difference["10"].mean, abs=1e-9)
    divided = [name for name, outcome in found.outcomes.items() if outcome.fault_lines]
    assert divided == ["rupture"]


def test_the_line_that_a_scenario_strikes_gains_most(ask):
    found = ask(scenarios=["s-iraq-attack"])
    assert found.fault_lines[0].id == "iraq-iran-syria"
    total = sum(line.p_first_with.mean for line in found.fault_lines)
    assert total == pytest.approx(1 - found.curve_with[10].mean, abs=1e-3)


def test_same_seed_same_answer_other_seed_another(ask):
    one = ask(scenarios=["s-success"])
    fresh = whatif(CASE, scenarios=["s-success"], settings=FAST, paths=PATHS)
    assert fresh == one
    other = whatif(CASE, scenarios=["s-success"], settings=Settings(draws=150, seed=1), paths=PATHS)
    assert other.curve_with != one.curve_with


@pytest.mark.parametrize("scenarios", [["s-iraq-attack"], ["s-iraq-attack", "s-campaign-widens"]])
def test_a_value_set_to_what_it_is_changes_nothing_of_a_scenario(scenarios, ask):
    same = [parse_intervention("issues.missile-defence.positions.RUS.position=16")]
    plain, beside = ask(scenarios=scenarios), ask(scenarios=scenarios, interventions=same)
    assert beside.without_is == plain.without_is
    assert plain.outcomes
    for name, outcome in plain.outcomes.items():
        for part in ("without", "with_", "difference"):
            assert getattr(outcome, part)
            for year, wanted in getattr(outcome, part).items():
                found = getattr(beside.outcomes[name], part)[year]
                for end in ("mean", "low", "high"):  # numbers lose their range when set
                    assert getattr(found, end) == pytest.approx(getattr(wanted, end), abs=5e-3)


@pytest.mark.parametrize("name", [s.id for s in CASE.scenarios])
def test_every_mean_lies_in_its_interval(name, ask):
    outcomes = ask(scenarios=[name]).outcomes
    assert outcomes
    for outcome in outcomes.values():
        for ranges in (outcome.without, outcome.with_, outcome.difference):
            assert ranges
            assert all(r.low <= r.mean <= r.high for r in ranges.values())


def test_nothing_moves_before_an_event(ask):
    """Decided on 21 November 2002, after the first year."""
    found = ask(scenarios=["s-baltic-invited"])
    assert abs(found.outcomes["rupture"].difference["1"].mean) < 1e-4
    assert found.outcomes["rupture"].difference["2"].low > 0


def test_drawn_probabilities_of_scenarios_are_uncorrelated_with_the_forecast():
    found = forecast(CASE)
    assert CASE.scenarios
    for scenario in CASE.scenarios:
        chance = stated_probability(found, scenario)
        for outcome in ("rupture", "rivalry", "force"):
            for year in (1, 5, 10):
                ended = at_year(found.survivals[outcome], year)
                assert abs(np.corrcoef(chance, ended)[0, 1]) < 1e-3
        raw = Interval.of(chance)
        assert raw.low < scenario.probability.value < raw.high


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("scenarios.s-iraq-attack.probability=0.9", "0.7 cannot be with 0.9 for 's-iraq-attack'"),
        ("scenarios.s-iraq-attack.probability=0.4@2003-01-01", "holds from the start"),
        ("scenarios.s-iraq-attack.horizon_years=2@2003-01-01", "holds from the start"),
    ],
)
def test_chances_that_do_not_go_together_or_begin_late_are_refused(wrong, words, ask):
    with pytest.raises(CaseError, match=words):
        ask(interventions=[parse_intervention(wrong)])


def test_the_treaty_is_left_to_its_base_rate(ask):
    found = ask(scenarios=["s-iraq-attack"]).outcomes["treaty"]
    assert all(d.mean == d.low == d.high == 0 for d in found.difference.values())
    assert found.with_ == found.without


def test_a_sure_scenario_has_no_without_of_its_own(ask):
    number = CASE.scenarios[0].probability.__class__
    sure = CASE.scenarios[0].model_copy(
        update={"probability": number(value=1.0, low=1.0, high=1.0)}
    )
    case = CASE.model_copy(update={"scenarios": (sure,), "questions": ()})
    scored = conditionals(draw_mixture(forecast(case), paths=PATHS))[0].record()
    assert scored.p_end_given_not is None
    assert scored.curve_not == []
    found = ask(case, scenarios=[sure.id])
    assert found.outcomes["rupture"].with_["5"].mean == pytest.approx(
        found.unconditional["5"].mean, abs=5e-6
    )
    assert not np.isnan([r.mean for r in found.curve_without]).any()
    assert "stated as certain" in found.without_is
    assert "where it does not come true" in ask(scenarios=["s-iraq-attack"]).without_is


def test_signs_of_ties_can_be_set():
    assert parse_intervention("ties.usa-uzb.sign=-").to == "-"
    assert parse_intervention("ties.usa-uzb.sign=+@2002-01-01") == Intervention(
        path="ties.usa-uzb.sign", to="+", at=date(2002, 1, 1)
    )


def test_an_impossible_what_if_is_an_error(ask):
    with pytest.raises(DataError, match="no scenario and no value given"):
        ask()
    with pytest.raises(DataError, match="no scenario 'nope' in us-russia-2001"):
        ask(scenarios=["nope"])
    with pytest.raises(CaseError, match=r"threats\.taliban\.attained cannot be 7"):
        ask(interventions=[Intervention(path="threats.taliban.attained", to=7)])
    with pytest.raises(CaseError, match="the case is of 2001-11-12"):
        ask(interventions=[parse_intervention("threats.taliban.attained=1@1999-01-01")])
    with pytest.raises(DetenteError, match="wanted PATH=VALUE"):
        parse_intervention("threats.taliban.attained")
    with pytest.raises(DetenteError, match="got '2001-13-01'; wanted a day"):
        parse_intervention("threats.taliban.attained=1@2001-13-01")
    never = CASE.scenarios[0].model_copy(
        update={"probability": CASE.scenarios[0].probability.__class__(value=0.0)}
    )
    case = CASE.model_copy(update={"scenarios": (never,), "questions": ()})
    with pytest.raises(DataError, match="has probability 0"):
        ask(case, scenarios=[never.id])


def test_a_case_without_scenarios_has_no_conditionals():
    case = CASE.model_copy(update={"scenarios": (), "questions": ()})
    assert conditionals(draw_mixture(forecast(case), paths=1000)) == []


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ([("id", "foo", None)], "id cannot be set in a what-if"),
        ([("record.treaty.both_major", False, None)], "run detente diff"),
        ([("partnership.start", "2001-01-01", None)], "cannot be set in a what-if"),
        ([("threats.taliban.attained", 1, date(2055, 1, 1))], "the futures end 120 months after"),
        (
            [("threats.taliban.attained", 1, None), ("threats.taliban.attained", 0.5, None)],
            "is set twice for one day",
        ),
    ],
)
def test_what_a_what_if_cannot_move_is_refused(sets, words, ask):
    with pytest.raises(CaseError, match=words):
        ask(interventions=[Intervention(path=path, to=to, at=at_) for path, to, at_ in sets])


def test_a_case_may_be_named():
    found = whatif("us-russia-2001", scenarios="s-iraq-attack", settings=FAST, paths=1500)
    assert found.scenarios == ["s-iraq-attack"]


@pytest.mark.parametrize("id_", ["us-russia-2001", "anglo-japanese-1905"])
def test_what_changes_nothing_changes_no_outcome(id_, ask):
    case = load(id_)
    issue = case.issues[0]
    same = Intervention(path=f"issues.{issue.id}.status_quo", to=issue.status_quo)
    outcomes = ask(case, interventions=[same]).outcomes
    assert outcomes
    for name, moved in outcomes.items():
        assert moved.difference
        for years, change in moved.difference.items():
            assert change.mean == pytest.approx(0, abs=2e-5), (name, years)


def test_every_outcome_of_a_scenario_is_a_probability(ask):
    found = ask(load("anglo-japanese-1905"), scenarios=["manchuria-closed"]).outcomes
    assert {"rupture", "rivalry", "force"} <= set(found)
    for moved in found.values():
        for side in (moved.with_, moved.without):
            assert side
            for r in side.values():
                assert 0 <= r.low <= r.mean <= r.high <= 1
    for years, both in found["rupture"].with_.items():
        assert found["rivalry"].with_[years].mean < both.mean


def test_a_scenario_made_impossible_by_hand_cannot_be_asked_for(ask):
    with pytest.raises(DataError, match="has probability 0: no world shows it"):
        ask(
            scenarios=["s-success"],
            interventions=[Intervention(path="scenarios.s-success.probability", to=0)],
        )
