"""The verdict: its words, its type, and where its figures are from."""

import forecast_kit as kit
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.document.labels import BASE_RATE

JUST_BELOW = 1e-9


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


def with_adversities(ideological, geopolitical):
    case = at(kit.quiet(), "partnership.ideological_adversity", ideological)
    return at(case, "partnership.geopolitical_adversity", geopolitical)


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
    case = with_adversities(
        *({"value": v, "low": v, "high": v} for v in (ideological, geopolitical))
    )
    assert kit.partnership_types(case)[type_] == 1
    assert kit.partnership_types(case, adversity_high=0.3)["alliance of convenience"] == 1
    assert kit.partnership_types(case, adversity_high=0.6)["special relationship"] == 1


def test_types_are_probabilities_from_the_ranges():
    """Both from .35 to .65 about .5: each is high in half of the draws."""
    wide = {"value": 0.5, "low": 0.35, "high": 0.65}
    types = kit.partnership_types(with_adversities(wide, wide))
    assert types == pytest.approx(
        {
            "special relationship": 0.25,
            "ambivalent alliance": 0.5,
            "alliance of convenience": 0.25,
        },
        abs=0.03,
    )


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
    assert verdict.type == max(verdict.type_p, key=lambda name: verdict.type_p[name])
    assert sum(verdict.type_p.values()) == pytest.approx(1)


def test_the_move_is_the_forecast_less_that_of_the_case_with_its_threats_gone(case):
    """Never towards safety by more than the error of draws: history contradicts shared threats."""
    outside = [t for t in case.threats if t.actor not in case.members]
    spared = case
    for threat in outside:
        spared = at(spared, f"threats.{threat.id}.attained", 1.0)
    assert outside
    before, after = (kit.at_years(kit.survival(kit.make(c)), 10) for c in (case, spared))
    verdict = kit.verdict(kit.make(case))
    assert verdict.threat_move_10 == pytest.approx((before - after).mean())
    assert verdict.threat_move_10 > -4 * (before - after).std() / 200**0.5
    assert "If the shared threat were gone today, the ten-year risk" in verdict.words


def test_without_a_threat_from_outside_it_is_silent_about_one(case):
    verdict = kit.verdict(kit.make(case.model_copy(update={"threats": ()})))
    assert verdict.threat_move_10 is None
    assert "If the shared threat were gone" not in verdict.words


def test_a_threat_from_a_partner_is_none_from_outside():
    case = load("us-russia-2001")
    own = case.threats[0].model_copy(update={"actor": case.members[0]})
    verdict = kit.verdict(kit.make(case.model_copy(update={"threats": (own,)})))
    assert verdict.threat_move_10 is None


def test_the_words_say_the_figures_by_which_the_label_was_given(monkeypatch):
    """A yearly risk of 2 %: .98^10 = 82 % and .98^20 = 67 %, and no lens says otherwise."""
    kit.only_lenses(monkeypatch, kit.made_up("silent", None, size=0.0))
    known = kit.history({("ex-rivals", "rupture"): kit.constant(0.02)})
    verdict = kit.verdict(kit.make(kit.quiet(threats=()), history=known))
    assert verdict.label == "base rate only"
    assert verdict.words.startswith(
        f"{BASE_RATE} By 2011 the likeliest fate is a permanent fixture, without drift, strain "
        "or rupture: very likely (82%, 82% to 82%)."
    )
