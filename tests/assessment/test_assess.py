"""The main job, end to end, on the bundled cases."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from detente.assessment.assess import assess
from detente.case.edit import at
from detente.case.load import bundled, load
from detente.document.assessment import Assessment
from detente.errors import MissingData
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.scenarios.what_if import whatif

DOCS = Path(__file__).resolve().parents[2] / "docs"
FAST = Settings(draws=300)
HORIZONS = ("1", "2", "5", "10", "20")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Assessments of the bundled cases by their names, without data on disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_HOME", str(tmp_path_factory.mktemp("none") / "home"))
        return {name: assess(name, settings=FAST) for name in bundled()}


@pytest.fixture(params=bundled())
def result(request, results):
    return results[request.param]


def test_keeps_to_its_published_schema(result):
    schema = json.loads((DOCS / "assessment.schema.json").read_text())
    document = json.loads(result.model_dump_json(by_alias=True))
    jsonschema.validate(document, schema)
    again = Assessment.model_validate(document).model_dump_json(by_alias=True)
    assert json.loads(again) == document
    assert list(json.loads(again)) == list(document)


def test_every_key_that_later_work_relies_on_is_there(result):
    d = json.loads(result.model_dump_json(by_alias=True))
    assert {"label", "words", "type"} <= set(d["verdict"])
    for outcome in d["outcomes"].values():
        assert tuple(outcome["p_end"]) == HORIZONS
        assert "median_years" in outcome
    for key, names in {
        "reference_classes": {"id", "n", "ended", "median_years", "weight", "p_end"},
        "lenses": {"id", "value", "low", "high", "unit", "effect", "direction", "basis", "claims"},
        "fault_lines": {"id", "label", "share", "p_first"},
        "conditionals": {"if", "then", "claims", "p_if", "p_end_given_if", "p_end_given_not"},
        "signposts": {"date", "label"},
    }.items():
        assert d[key], key
        assert all(names <= set(row) for row in d[key])
    assert {"version", "seed", "vintage", "settings"} <= set(d["provenance"])
    assert d["flips"]
    assert d["left_out"]


def test_probabilities_hang_together(result):
    for outcome in result.outcomes.values():
        ends = [outcome.p_end[h] for h in HORIZONS]
        means = [r.mean for r in ends]
        assert means == sorted(means)
        assert all(0 <= r.low <= r.mean <= r.high <= 1 for r in ends)
    broken = result.outcomes["rupture"].p_end
    for h in HORIZONS:
        assert result.verdict.p_unbroken[h].mean == pytest.approx(1 - broken[h].mean)


def test_the_two_kinds_of_rupture_make_up_the_whole(result):
    """Each is rarer than rupture of either kind, and the two together are not (union bound)."""
    ends = result.outcomes["rupture"].p_end
    assert ends
    for years, broken in ends.items():
        kinds = [result.outcomes[o].p_end[years].mean for o in ("rivalry", "force")]
        assert max(kinds) < broken.mean < sum(kinds) + 0.005, years


def test_fault_lines_share_the_whole_risk(result):
    assert sum(f.share for f in result.fault_lines) == pytest.approx(1)
    risk = result.outcomes["rupture"].p_end["10"].mean
    assert sum(f.p_first for f in result.fault_lines) == pytest.approx(risk)


def test_forecast_is_the_mixture_of_worlds_with_and_without_each_condition(results):
    case, result = load("us-russia-2001"), results["us-russia-2001"]
    from detente.history import vintage
    from detente.scenarios.mixture import horizon_months, survival_by_month

    forecast = forecast_case(case, vintage.for_date(case.as_of), FAST)
    assert {c.outcome for c in result.conditionals} == {"drift", "rupture", "strain"}
    for c in result.conditionals:
        month = horizon_months(c.horizon_years)
        whole = 1 - survival_by_month(forecast.survivals[c.outcome], [month]).mean()
        mixed = c.p_if * c.p_end_given_if + (1 - c.p_if) * c.p_end_given_not
        assert mixed == pytest.approx(whole, abs=1e-8), c.id
        assert c.p_end == pytest.approx(whole, abs=1e-8), c.id


def test_a_notebook_shows_the_verdict_and_escapes_what_it_shows():
    case = load("us-russia-2001").model_copy(update={"title": "<b>A & B</b>"})
    result = assess(case, settings=FAST)
    shown = result._repr_html_()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in shown
    assert result.verdict.label in shown
    assert f"{result.verdict.p_unbroken['10'].mean:.0%}" in shown
    asked = whatif(case, scenarios=["s-success"], settings=FAST, paths=1000)._repr_html_()
    assert "If: The Taliban lose Kabul and their army within a year (s-success)" in asked


def test_same_seed_same_bytes_and_another_seed_moves_only_the_noise(results, empty_store):
    one, two = results["anglo-japanese-1905"], assess("anglo-japanese-1905", settings=FAST)
    assert one.model_dump_json() == two.model_dump_json()
    other = assess("anglo-japanese-1905", settings=replace(FAST, seed=5))
    p = one.verdict.p_unbroken["10"].mean
    assert other.verdict.p_unbroken["10"].mean == pytest.approx(p, abs=0.03)


def test_local_data_change_nothing(real_store, monkeypatch, tmp_path):
    with_data = assess("anglo-japanese-1905", settings=FAST)
    assert any(lens.panel is not None for lens in with_data.lenses)
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "none"))
    beside = {"panel": None, "panel_year": None}
    bare = [lens.model_copy(update=beside) for lens in with_data.lenses]
    without = assess("anglo-japanese-1905", settings=FAST)
    rests = with_data.verdict.rests_on
    assert rests.with_panel is not None
    verdict = with_data.verdict.model_copy(
        update={"rests_on": rests.model_copy(update={"with_panel": None})}
    )
    same = {"lenses": bare, "verdict": verdict, "tornado": without.tornado}
    assert without == with_data.model_copy(update=same)
    moves = [{t.id: t.move for t in a.tornado if t.kind != "lens"} for a in (with_data, without)]
    shared = moves[0].keys() & moves[1].keys()  # panel values are levers too, where they are known
    assert len(shared) > 10
    assert {id_: moves[0][id_] for id_ in shared} == {id_: moves[1][id_] for id_ in shared}


def test_a_worse_case_never_looks_safer(results):
    case = load("us-russia-2001")
    base = results["us-russia-2001"].verdict.p_unbroken["10"].mean
    third_parties = [t.id for t in case.threats if t.actor not in case.members]
    assert third_parties
    for threat in third_parties:
        worse = at(case, f"threats.{threat}.attained", 1.0)
        gone = assess(worse, settings=FAST).verdict.p_unbroken["10"].mean
        assert gone <= base + 1e-9, threat


def test_the_two_cases_ask_different_history(results):
    russia, japan = (
        {r.id for r in results[name].reference_classes}
        for name in ("us-russia-2001", "anglo-japanese-1905")
    )
    assert {"ex-rivals", "coalitions-of-convenience", "treaty-partners-ex-rivals"} <= russia
    assert "treaty-partners" in japan
    assert not japan & {"ex-rivals", "coalitions-of-convenience"}


def test_the_public_names_stay_functions(results, empty_store):
    import detente

    for _ in range(2):  # the first imports detente.assessment, whose name must not take its place
        found = detente.assess("anglo-japanese-1905", settings=FAST)
        assert found == results["anglo-japanese-1905"]


def test_a_case_that_fits_no_class_is_answered_by_the_learned_hazard_and_says_so():
    case = load("us-russia-2001").model_copy(update={"record": ()})
    result = assess(case, settings=FAST)
    assert [c.id for c in result.reference_classes] == ["panel"]
    assert result.outcomes["rupture"].p_end["10"].mean < 0.5
    reasons = {s.id: s.reason for s in result.left_out}
    assert reasons["reference-classes"].startswith("no reference class fits: no rivalry that ended")
    assert "at a fifth of its odds" in reasons["untied"]


def test_of_an_old_record_it_says_to_which_day_it_is_complete():
    """A crisis of 2015 can stand in a record that is complete to 2010."""
    case = load("us-russia-2001")
    old = case.model_copy(update={"known_to": {**case.known_to, "record": date(1995, 1, 1)}})
    reason = next(s.reason for s in assess(old, settings=FAST).left_out if s.id == "record")
    assert "complete only to 1994-12-31: what came later may be missing" in reason


def test_a_pair_with_a_tie_keeps_the_learned_odds_and_says_nothing_of_a_fifth(result):
    assert not [s for s in result.left_out if s.id == "untied"]


def test_silent_lenses_are_listed_with_their_reason(results):
    result = results["anglo-japanese-1905"]
    found = {s.id: s.reason for s in result.no_evidence}
    assert found["public-opinion"] == "the case holds no survey of either public"
    assert found["preference-distance"] == "the case gives no ideal point of both partners"
    assert "public-opinion" not in {lens.id for lens in result.lenses}


def test_claims_behind_everything_exist(result):
    known = {c.id for c in result.claims}
    rows = [*result.lenses, *result.fault_lines, *result.conditionals]
    assert all(set(row.claims) <= known for row in rows)


def test_outcome_known_in_part_before_1945_says_from_when(results):
    """Before 1966 strain is learned from incidents and crises too, which are known from 1816."""
    early = results["anglo-japanese-1905"]
    assert early.outcomes["strain"].coverage == [1816, 1904]
    assert results["us-russia-2001"].outcomes["strain"].coverage[0] == 1945
    assert all(first <= last for first, last in (o.coverage for o in early.outcomes.values()))


def test_a_bridge_from_data_needs_data(empty_store):
    with pytest.raises(
        MissingData, match=r"the pair from data, and none were pulled: run `detente"
    ):
        assess("us-russia-2001", settings=Settings(from_data=1))
