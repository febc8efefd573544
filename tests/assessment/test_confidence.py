"""Confidence follows its stated rule, is apart from probability, and never rises as things worsen."""

from datetime import date

import pytest

from detente.assessment.assess import assess
from detente.assessment.confidence import NOTHING, RULE, Information, confidence
from detente.case.load import build, load
from detente.case.numbers import Number
from detente.case.template import template
from detente.case.yaml12 import parse
from detente.document.assessment import BeyondPart
from detente.forecast.settings import Settings

ORDER = {"low": 0, "moderate": 1, "high": 2}
GRADE = {"weak": 0, "middling": 1, "strong": 2}
FAST = Settings(draws=100)


@pytest.fixture(scope="module")
def given_parts():
    a = assess("anglo-japanese-1905", settings=FAST)
    return {
        "firm": True,
        "lenses": a.lenses,
        "information": knows(),
        "claims": a.claims,
        "as_of": date(1905, 8, 12),
    }


def knows(missing=0.0, assumed=0.0, **ends):
    known_to = {"rupture": date(1904, 12, 31), **ends}
    return Information(missing=missing, assumed=assumed, known_to=known_to)


def grades(found):
    return {r.id: r.grade for r in found.reasons}


def judged(lenses, share, opposite=0.0):
    """Effects of a lens with a judged weight and of two learned ones, which may cancel."""
    effects = [share, 1 - share - opposite, -opposite]
    effects += [0.0] * (len(lenses) - len(effects))
    return [
        lens.model_copy(update={"effect": effect, "basis": "learned" if k else "judged"})
        for k, (lens, effect) in enumerate(zip(lenses, effects, strict=True))
    ]


def graded(claims, grade, source=None):
    return [
        c.model_copy(update={"grade": grade, "source": source or f"s{k % 9}"})
        for k, c in enumerate(claims)
    ]


def cited(parts):
    """Every lens cites all claims and lies within history."""
    ids = [c.id for c in parts["claims"]]
    return [
        lens.model_copy(update={"claims": ids, "beyond_history": None, "basis": "learned"})
        for lens in parts["lenses"]
    ]


def beyond(lenses, share):
    return [
        lens.model_copy(
            update={
                "beyond_history": BeyondPart(
                    effect=share * lens.effect, low=0, high=0, comparable=None, why="made up"
                )
            }
        )
        for lens in lenses
    ]


def best(parts):
    return parts | {
        "claims": graded(parts["claims"], "A1"),
        "lenses": cited(parts),
    }


def test_all_strong_is_high(given_parts):
    found = confidence(**best(given_parts))
    assert set(grades(found).values()) == {"strong"}
    assert found.level == "high"
    assert found.rule == RULE
    assert found.adds


def test_confidence_follows_the_number_of_weak_and_middling_grounds(given_parts):
    """By hand: two middling are high, three moderate; one weak moderate, three low."""
    parts = best(given_parts)
    steps = [
        ({"information": knows(0.2)}, "high"),
        ({"information": knows(0.2, 0.3)}, "high"),
        ({"as_of": date(1908, 1, 1)}, "moderate"),
        ({"as_of": date(1912, 1, 1)}, "moderate"),
        ({"information": knows(0.5, 0.6)}, "low"),
    ]
    for change, level in steps:
        parts |= change
        assert confidence(**parts).level == level, grades(confidence(**parts))


@pytest.mark.parametrize(
    ("ground", "change", "grade"),
    [
        ("quality-of-evidence", lambda p: {"claims": graded(p["claims"], "B3")}, "weak"),
        ("quality-of-evidence", lambda p: {"claims": graded(p["claims"], "B2")}, "strong"),
        ("quality-of-evidence", lambda p: {"claims": graded(p["claims"], "C1")}, "weak"),
        ("one-source", lambda p: {"claims": graded(p["claims"], "A1", "only")}, "weak"),
        ("one-source", lambda p: {"claims": []}, "weak"),
        ("judged-weights", lambda p: {"lenses": judged(p["lenses"], 0.4)}, "middling"),
        ("judged-weights", lambda p: {"lenses": judged(p["lenses"], 0.6)}, "weak"),
        ("judged-weights", lambda p: {"lenses": judged(p["lenses"], 0.2)}, "strong"),
        ("judged-weights", lambda p: {"lenses": judged(p["lenses"], 0.2, 0.39)}, "strong"),
        ("beyond-history", lambda p: {"lenses": beyond(p["lenses"], 0.3)}, "middling"),
        ("beyond-history", lambda p: {"lenses": beyond(p["lenses"], 0.6)}, "weak"),
        ("age-of-history", lambda p: {"as_of": date(1905, 12, 31)}, "strong"),
        ("missing-information", lambda p: {"information": knows(missing=0.4)}, "weak"),
        ("assumed-ranges", lambda p: {"information": knows(assumed=0.6)}, "weak"),
    ],
)
def test_each_ground_by_its_bounds(given_parts, ground, change, grade):
    parts = best(given_parts)
    assert grades(confidence(**parts | change(parts)))[ground] == grade


def test_the_age_of_the_data_of_every_outcome_is_said(given_parts):
    parts = best(given_parts) | {"information": knows(drift=date(1902, 8, 12))}
    says = next(r.says for r in confidence(**parts).reasons if r.id == "age-of-history")
    assert "drift 3.0" in says


def test_a_base_rate_is_never_called_highly_certain(given_parts):
    assert confidence(**best(given_parts) | {"firm": False}).level == "moderate"


def test_a_case_that_moves_nothing_says_so_and_is_low(given_parts):
    found = confidence(**best(given_parts) | {"lenses": []})
    assert (found.level, found.words, found.adds) == ("low", NOTHING, False)
    assert grades(found)["quality-of-evidence"] == grades(found)["one-source"] == "weak"


def test_only_claims_in_use_count(given_parts):
    parts = best(given_parts)
    idle = [
        c.model_copy(update={"id": f"idle-{k}", "grade": "F6", "source": "idle"})
        for k, c in enumerate(parts["claims"] * 5)
    ]
    assert confidence(**parts | {"claims": [*parts["claims"], *idle]}) == confidence(**parts)


def test_the_order_of_claims_shows_in_no_digit(given_parts):
    parts = best(given_parts)
    moved = [
        lens.model_copy(update={"claims": lens.claims[k:] + lens.claims[:k]})
        for k, lens in enumerate(parts["lenses"])
    ]
    for other in ({"lenses": moved}, {"lenses": parts["lenses"][::-1]}):
        assert confidence(**parts | other) == confidence(**parts)


@pytest.mark.parametrize("missing", [0.0, 0.05, 0.2, 0.5])
@pytest.mark.parametrize("assumed", [0.0, 0.2, 0.6])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
def test_worse_never_looks_surer(given_parts, missing, assumed, share):
    parts = best(given_parts)

    def at(missing, assumed, share):
        change = {"information": knows(missing, assumed), "lenses": beyond(parts["lenses"], share)}
        return confidence(**parts | change)

    good = at(missing, assumed, share)
    bad = at(missing + 0.1, assumed + 0.1, share + 0.1)
    assert ORDER[bad.level] <= ORDER[good.level]
    assert all(GRADE[grades(bad)[g]] <= GRADE[grades(good)[g]] for g in grades(good))


def test_cases_rank_by_what_they_tell():
    """The careful example at least as high as a thinner case; then a template; then nothing.

    A template's record has a treaty and no quarrel, which is what one lens reads of it.
    """
    made = build(parse("mine.yaml", template("mine", date(2018, 6, 1), "schema.json").encode()))
    cases = (
        load("us-russia-2001"),
        load("anglo-japanese-1905"),
        made,
        made.model_copy(update={"record": ()}),
    )
    assessed = [assess(case, settings=FAST) for case in cases]
    labels = [a.verdict.label == "base rate only" for a in assessed]
    assert labels == [False, False, True, True]
    worked, thinner, bare, empty = (a.confidence for a in assessed)
    assert ORDER[worked.level] >= ORDER[thinner.level] > ORDER[bare.level]
    assert worked.information > thinner.information > bare.information > empty.information == 0
    assert empty.words == NOTHING


def test_leaving_out_ranges_lowers_confidence():
    case = load("us-russia-2001")
    bare = [
        s.model_copy(update={k: Number(value=getattr(s, k).value) for k in ("claimed", "accorded")})
        for s in case.standing
    ]
    coded, vague = (
        assess(c, settings=FAST).confidence
        for c in (case, case.model_copy(update={"standing": tuple(bare)}))
    )

    def assumed(c):
        return next(r.value for r in c.reasons if r.id == "assumed-ranges")

    assert assumed(vague) > assumed(coded)
