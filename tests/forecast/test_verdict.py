"""The verdict: its label at every threshold, its words, its type, and where its figures are from."""

import forecast_kit as kit
import pytest

from detente.case.edit import at
from detente.case.load import load

JUST_BELOW = 1e-9


@pytest.mark.parametrize(
    ("p10", "p20", "move", "label"),
    [
        (0.95, 0.80, 0.50, "permanent fixture"),
        (0.95, 0.80 - JUST_BELOW, 0.50, "conditional partnership"),
        (0.40, 0.80, None, "permanent fixture"),
        (0.50, 0.30, 0.10, "conditional partnership"),
        (0.50 - JUST_BELOW, 0.30, 0.10, "marriage of convenience"),
        (0.50, 0.30, 0.10 - JUST_BELOW, "durable but not permanent"),
        (0.50 - JUST_BELOW, 0.30, 0.10 - JUST_BELOW, "fragile partnership"),
        (0.49, 0.30, None, "fragile partnership"),
        (0.51, 0.30, None, "durable but not permanent"),
        (0.51, 0.30, -0.40, "durable but not permanent"),
    ],
)
def test_the_label_changes_at_its_thresholds(p10, p20, move, label):
    assert kit.label(p10, p20, move) == label


@pytest.mark.parametrize(
    ("threshold", "below", "above"),
    [
        ("permanent_at_20", "permanent fixture", "conditional partnership"),
        ("convenience_move_at_10", "conditional partnership", "durable but not permanent"),
        ("convenience_below_at_10", "conditional partnership", "marriage of convenience"),
    ],
)
def test_each_threshold_is_the_one_in_the_settings(threshold, below, above):
    figures = {"permanent_at_20": (0.9, 0.7), "convenience_below_at_10": (0.7, 0.3)}
    p10, p20 = figures.get(threshold, (0.7, 0.3))
    assert kit.label(p10, p20, 0.7, **{threshold: 0.69}) == below
    assert kit.label(p10, p20, 0.7, **{threshold: 0.71}) == above


@pytest.mark.parametrize(
    ("top", "below", "at_or_above"),
    [
        (0.05, "almost no chance", "very unlikely"),
        (0.20, "very unlikely", "unlikely"),
        (0.45, "unlikely", "roughly even chance"),
        (0.55, "roughly even chance", "likely"),
        (0.80, "likely", "very likely"),
        (0.95, "very likely", "almost certain"),
    ],
)
def test_words_of_probability_change_where_icd_203_says(top, below, at_or_above):
    """Intelligence Community Directive 203 (2015), D.6.e.(2).(a)."""
    assert kit.probability_word(top - JUST_BELOW) == below
    assert kit.probability_word(top) == at_or_above


def test_words_of_probability_reach_from_nought_to_one():
    assert kit.probability_word(0.0) == "almost no chance"
    assert kit.probability_word(1.0) == "almost certain"


@pytest.mark.parametrize(
    ("ideological", "geopolitical", "type_"),
    [
        (0.50, 0.50, "alliance of convenience"),
        (0.49, 0.50, "ambivalent alliance"),
        (0.50, 0.49, "ambivalent alliance"),
        (0.49, 0.49, "special relationship"),
    ],
)
def test_the_type_counts_the_adversities_that_are_high(ideological, geopolitical, type_):
    """Resnick (2011), International Security 35 (3), 144-184: both, one or none."""
    case = at(kit.quiet(), "partnership.ideological_adversity", ideological)
    case = at(case, "partnership.geopolitical_adversity", geopolitical)
    assert kit.partnership_type(case) == type_
    assert kit.partnership_type(case, adversity_high=0.3) == "alliance of convenience"
    assert kit.partnership_type(case, adversity_high=0.6) == "special relationship"


@pytest.fixture(scope="module", params=["us-russia-2001", "anglo-japanese-1905"])
def case(request):
    return load(request.param)


def test_its_figures_are_the_mean_survival_after_ten_and_twenty_years(case):
    f = kit.make(case)
    verdict, survival = kit.verdict(f), kit.survival(f)
    p10, p20 = (verdict.p_unbroken[years].mean for years in ("10", "20"))
    assert p10 == pytest.approx(kit.at_years(survival, 10).mean())
    assert p20 == pytest.approx(kit.at_years(survival, 20).mean())
    assert p20 < p10
    assert verdict.type == kit.partnership_type(case)
    assert verdict.label == kit.label(p10, p20, verdict.threat_move_10)


def test_the_move_is_the_forecast_less_that_of_the_case_with_its_threats_gone(case):
    outside = [t for t in case.threats if t.actor not in case.members]
    spared = case
    for threat in outside:
        spared = at(spared, f"threats.{threat.id}.attained", 1.0)
    assert outside
    before, after = (kit.at_years(kit.survival(kit.make(c)), 10).mean() for c in (case, spared))
    verdict = kit.verdict(kit.make(case))
    assert verdict.threat_move_10 == pytest.approx(before - after)
    assert verdict.threat_move_10 > 0
    assert "Without the shared threat the ten-year risk would move by +" in verdict.words


def test_without_a_threat_from_outside_it_is_silent_about_one(case):
    verdict = kit.verdict(kit.make(case.model_copy(update={"threats": ()})))
    assert verdict.threat_move_10 is None
    assert "shared threat the ten-year risk" not in verdict.words


def test_a_threat_from_a_partner_is_none_from_outside():
    case = load("us-russia-2001")
    own = case.threats[0].model_copy(update={"actor": case.members[0]})
    verdict = kit.verdict(kit.make(case.model_copy(update={"threats": (own,)})))
    assert verdict.threat_move_10 is None


def test_the_words_say_the_figures_by_which_the_label_was_given(monkeypatch):
    """A yearly risk of 2 %: .98^10 = 82 % and .98^20 = 67 %, and no lens says otherwise."""
    kit.only_lenses(monkeypatch, kit.made_up("silent", None))
    known = kit.history({("ex-rivals", "rupture"): kit.constant(0.02)})
    verdict = kit.verdict(kit.make(kit.quiet(threats=()), history=known))
    assert verdict.label == "durable but not permanent"
    assert verdict.words == (
        "It is neither a permanent fixture nor a mere marriage of convenience: it will more likely "
        "than not outlast ten years, and does not hang on the shared threat alone. That it is "
        "unbroken in ten years is very likely (82%, 82% to 82%), in twenty years likely "
        "(67%, 67% to 67%)."
    )
