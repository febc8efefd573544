"""Lens formulas on small cases worked by hand, and worse inputs that never look safer."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.deeds import signal, worth
from detente.case.draws import Draws
from detente.case.edit import at
from detente.case.load import load
from detente.case.model import Deed, Number
from detente.records import Estimate
from detente.registry import lenses

CASE = load("us-russia-2001")
DAY = date(2001, 10, 1)


def read(name, case):
    found = lenses()[name].read(case, Draws(np.random.default_rng(1), 2))
    assert isinstance(found, Estimate)
    return found


def value(name, case):
    return read(name, case).value


def only(section, items):
    return CASE.model_copy(update={section: tuple(items)})


def issue(position_i, position_j, salience=50, status_quo=50):
    spots = [(CASE.members[0], position_i), (CASE.members[1], position_j)]
    old = CASE.issues[0]
    kind = type(old.positions[0])
    return old.model_copy(
        update={
            "status_quo": status_quo,
            "positions": tuple(
                kind(actor=a, position=p, salience=salience, known_on=DAY) for a, p in spots
            ),
        }
    )


def test_issue_conflict_by_hand():
    """(50*50*40 + 100*100*80) / (100 * (50*50 + 100*100)) = .72."""
    case = only("issues", [issue(10, 50), issue(90, 10, salience=100)])
    assert value("issue-conflict", case) == pytest.approx(0.72)


def test_win_sets_by_hand():
    """Ideal points 70 and 90 around a status quo of 50: [50, 90] and [50, 100] share 40."""
    assert value("two-level", only("issues", [issue(70, 90)])) == pytest.approx(0.40)


@pytest.mark.parametrize(
    ("quo", "edge"), [(0, 80), (10, 70), (30, 50), (40, 40), (60, 40), (70, 40)]
)
def test_win_set_edge_of_romer_and_rosenthal(quo, edge):
    """The setter's problem: a voter with ideal point m accepts up to 2m - q, and no further.

    Romer, T., and H. Rosenthal. 1978. Political resource allocation, controlled agendas, and
    the status quo. Public Choice 33(4): 27-43. A voter at 40, a setter who wants as much as
    there is (100): what both prefer to q is [q, 2m - q] for q < m, and nothing for q >= m.
    """
    overlap = max(edge - quo, 0) / 100
    case = only("issues", [issue(100, 40, status_quo=quo)])
    assert value("two-level", case) == pytest.approx(overlap)


def test_status_quo_between_the_two_leaves_nothing_to_agree():
    assert value("two-level", only("issues", [issue(20, 80)])) == 0


def test_shared_threat_by_hand():
    """One threat, mean severities .8 and .4, a quarter of the aim attained: .75 * .4 = .3."""
    old = next(t for t in CASE.threats if t.actor not in CASE.members and len(t.severity) > 1)
    kind = type(next(iter(old.severity.values())))
    i, j = CASE.members
    flat = {
        i: kind(power=0.8, proximity=0.8, offensive=0.8, intent=0.8),
        j: kind(power=0.2, proximity=0.6, offensive=0.4, intent=0.4),
    }
    threat = old.model_copy(update={"severity": flat, "attained": Number(value=0.25)})
    assert value("shared-threat", only("threats", [threat])) == pytest.approx(0.30)


def test_rivalry_legacy_halves_with_each_half_life():
    record = next(r for r in CASE.record if r.kind == "rivalry")
    ended = record.model_copy(update={"end": date(1991, 11, 12)})
    case = only("record", [ended]).model_copy(update={"legacy": None})
    assert value("rivalry-legacy", case) == pytest.approx(0.5, abs=1e-3)
    pact = record.model_copy(update={"kind": "pact"})
    assert value("rivalry-legacy", only("record", [pact])) == 0


def deed(**given):
    i, j = CASE.members
    base = {
        "id": "d",
        "date": DAY,
        "known_on": DAY,
        "giver": i,
        "receiver": j,
        "what": "x",
        "kind": "material",
        "valence": "cooperation",
        "cost": 10,
        "value": 60,
    }
    return Deed(**(base | given))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, 60),
        ({"kind": "verbal"}, 15),
        ({"delivered": 0.5}, 30),
        ({"pre_decided": 1}, 0),
        ({"valence": "conflict"}, -60),
    ],
)
def test_worth_of_a_deed(given, expected):
    assert worth(deed(**given), Draws(np.random.default_rng(1), 1))[0] == pytest.approx(expected)


def test_what_was_coming_anyway_or_costs_nothing_signals_nothing():
    draw = Draws(np.random.default_rng(1), 1)
    assert signal(deed(pre_decided=1), draw)[0] == pytest.approx(0)
    assert signal(deed(cost=0), draw)[0] == pytest.approx(0)
    assert signal(deed(cost=50), draw)[0] == pytest.approx(np.log(2))


def test_each_threat_fades_with_its_own_half_life():
    found = read("shared-threat", CASE)
    now = found.over(np.array([0.0]))[0, 0]
    parts = {k: (f.part[0], f.half_life[0]) for k, f in found.fading.items()}
    assert now == pytest.approx(found.value)
    mutual = 1 - np.prod([1 - c for c, _ in parts.values()]) - found.value
    for years in (1.0, 6.0, 20.0):
        left = [1 - c * 2 ** (-years / h) for c, h in parts.values()]
        expected = 1 - np.prod(left) - mutual
        assert found.over(np.array([years]))[0, 0] == pytest.approx(expected)


@pytest.mark.parametrize("id_", ["taliban", "al-qaeda"])
def test_a_little_more_of_a_threat_never_leaves_less_of_the_glue_later(id_):
    """The weightiest threat used to lend its half-life to all: a step as they changed places."""
    shares = np.linspace(0, 1, 41)
    later = np.array(
        [
            read("shared-threat", at(CASE, f"threats.{id_}.attained", x)).over(np.arange(20.0))[0]
            for x in shares
        ]
    )
    assert (np.diff(later, axis=0) <= 1e-12).all()
    assert np.abs(np.diff(later, axis=0)).max() < 0.03


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 1), st.floats(0, 1))
def test_a_signal_grows_with_its_cost_and_falls_with_what_was_decided(a, b, p, q):
    draw = Draws(np.random.default_rng(1), 1)
    (cheap, dear), (open_, bound) = sorted((a, b)), sorted((p, q))
    least = signal(deed(cost=cheap, pre_decided=bound), draw)[0]
    most = signal(deed(cost=dear, pre_decided=open_), draw)[0]
    assert 0 <= least <= most + 1e-12


def test_ledger_all_one_way_is_wholly_uneven_and_matched_is_even():
    i, j = CASE.members
    back = deed(id="e", giver=j, receiver=i)
    assert value("reciprocity", only("ledger", [deed()])) == pytest.approx(1)
    assert value("reciprocity", only("ledger", [deed(), back])) == pytest.approx(0)


def test_talk_ratio_counts_what_was_pre_decided_as_talk():
    deeds = [deed(), deed(id="b", kind="verbal"), deed(id="c", pre_decided=1), deed(id="d2")]
    assert value("talk-deeds", only("ledger", deeds)) == pytest.approx(0.5)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_threat_further_spent_never_looks_safer(a, b):
    low, high = sorted((a, b))
    threat = next(t for t in CASE.threats if t.actor not in CASE.members)
    path = f"threats.{threat.id}.attained"
    assert (
        value("shared-threat", at(CASE, path, high))
        <= value("shared-threat", at(CASE, path, low)) + 1e-12
    )


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_wider_gap_never_looks_safer(a, b):
    near, far = sorted((a, b))
    gaps = [value("issue-conflict", only("issues", [issue(0, x)])) for x in (near, far)]
    assert gaps[0] <= gaps[1] + 1e-12


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_promise_better_kept_never_looks_like_more_talk(a, b):
    low, high = sorted((a, b))
    ratios = [value("talk-deeds", only("ledger", [deed(delivered=x)])) for x in (low, high)]
    assert ratios[1] <= ratios[0] + 1e-12
