"""Confidence follows its stated rule, is apart from probability, and never rises as things worsen."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.assessment.assess import assess
from detente.assessment.confidence import RULE, confidence
from detente.forecast.settings import Settings

ORDER = {"low": 0, "moderate": 1, "high": 2}
GRADE = {"weak": 0, "middling": 1, "strong": 2}


@pytest.fixture(scope="module")
def given_parts():
    a = assess("anglo-japanese-1905", settings=Settings(draws=100))
    return {
        "verdict": a.verdict,
        "classes": [c for c in a.reference_classes if c.outcome == "rupture"],
        "lenses": a.lenses,
        "silent": 0,
        "fault_lines": a.fault_lines,
        "claims": a.claims,
        "known_to": date(1904, 12, 31),
        "as_of": date(1905, 8, 12),
    }


def grades(found):
    return {r.id: r.grade for r in found.reasons}


def verdict(v, *, width=0.1, learned=0.3, judged=0.0):
    ten = v.p_unbroken["10"].model_copy(
        update={"mean": 0.5, "low": 0.5 - width / 2, "high": 0.5 + width / 2}
    )
    rests = v.rests_on.model_copy(update={"learned": learned, "judged": judged})
    return v.model_copy(update={"p_unbroken": {**v.p_unbroken, "10": ten}, "rests_on": rests})


def graded(claims, grade, source=None):
    return [
        c.model_copy(update={"grade": grade, "source": source or f"s{k % 9}"})
        for k, c in enumerate(claims)
    ]


def agreed(classes, distance=0.0):
    return [
        c.model_copy(
            update={
                "p_end": {
                    **c.p_end,
                    "10": c.p_end["10"].model_copy(update={"mean": 0.3 + distance * k}),
                }
            }
        )
        for k, c in enumerate(classes[:2])
    ]


def best(parts):
    return parts | {
        "verdict": verdict(parts["verdict"]),
        "classes": agreed(parts["classes"]),
        "claims": graded(parts["claims"], "A1"),
    }


def test_all_strong_is_high(given_parts):
    found = confidence(**best(given_parts))
    assert set(grades(found).values()) == {"strong"}
    assert found.level == "high"
    assert found.rule == RULE


def test_the_rule_counts(given_parts):
    """By hand: two middling are high, three moderate; one weak moderate, three low."""
    parts = best(given_parts)
    steps = [
        ({"silent": 3}, "high"),
        ({"verdict": verdict(parts["verdict"], width=0.3)}, "high"),
        ({"as_of": date(1908, 1, 1)}, "moderate"),
        ({"as_of": date(1912, 1, 1)}, "moderate"),
        ({"classes": agreed(parts["classes"], 0.5)}, "moderate"),
        ({"claims": graded(parts["claims"], "C3")}, "low"),
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
        ("judged-weights", lambda p: {"verdict": verdict(p["verdict"], judged=0.3)}, "middling"),
        ("judged-weights", lambda p: {"verdict": verdict(p["verdict"], judged=-0.31)}, "weak"),
        ("judged-weights", lambda p: {"verdict": verdict(p["verdict"], judged=0.1)}, "strong"),
        ("width-of-interval", lambda p: {"verdict": verdict(p["verdict"], width=0.41)}, "weak"),
        ("disagreement-of-classes", lambda p: {"classes": p["classes"][:1]}, "middling"),
        ("age-of-history", lambda p: {"as_of": date(1905, 12, 31)}, "strong"),
        ("silent-lenses", lambda p: {"silent": 100}, "weak"),
    ],
)
def test_each_ground_by_its_bounds(given_parts, ground, change, grade):
    parts = best(given_parts)
    assert grades(confidence(**parts | change(parts)))[ground] == grade


def test_no_evidence_at_all_is_no_strength(given_parts):
    parts = best(given_parts) | {"claims": [], "lenses": []}
    found = grades(confidence(**parts))
    assert [found[g] for g in ("quality-of-evidence", "one-source", "silent-lenses")] == [
        "weak"
    ] * 3


def test_only_claims_in_use_count(given_parts):
    parts = best(given_parts)
    idle = [
        c.model_copy(update={"id": f"idle-{k}", "grade": "F6", "source": "idle"})
        for k, c in enumerate(parts["claims"] * 5)
    ]
    assert confidence(**parts | {"claims": [*parts["claims"], *idle]}) == confidence(**parts)


def test_the_probability_itself_is_no_ground(given_parts):
    parts = best(given_parts)
    v = parts["verdict"]
    ten = v.p_unbroken["10"].model_copy(update={"mean": 0.9, "low": 0.85, "high": 0.95})
    moved = v.model_copy(update={"p_unbroken": {**v.p_unbroken, "10": ten}})
    assert confidence(**parts | {"verdict": moved}).level == confidence(**parts).level


@settings(max_examples=60, deadline=None)
@given(
    width=st.floats(0, 0.9),
    wider=st.floats(0, 0.09),
    silent=st.integers(0, 40),
    more=st.integers(0, 10),
    distance=st.floats(0, 0.5),
    further=st.floats(0, 0.2),
)
def test_worse_never_looks_surer(given_parts, width, wider, silent, more, distance, further):
    parts = best(given_parts)

    def at(w, s, d):
        change = {"verdict": verdict(parts["verdict"], width=w), "silent": s}
        return confidence(**parts | change | {"classes": agreed(parts["classes"], d)})

    good, bad = at(width, silent, distance), at(width + wider, silent + more, distance + further)
    assert ORDER[bad.level] <= ORDER[good.level]
    assert all(GRADE[grades(bad)[g]] <= GRADE[grades(good)[g]] for g in grades(good))
