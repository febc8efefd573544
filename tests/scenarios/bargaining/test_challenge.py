"""The challenge model against the published rounds, plain loops, and a table worked by hand."""

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from detente.errors import DataError
from detente.scenarios.bargaining.challenge import Rules, next_round, play, risk_exponents, success
from detente.scenarios.bargaining.table import seat_actors

GOLDEN = json.loads(
    (Path(__file__).parents[2] / "golden" / "bargain" / "expected.json").read_text()
)


def numbers(path):
    with path.open() as file:
        return [row[1:] for row in csv.reader(file)][1:]


def columns(path, *names):
    with path.open() as file:
        rows = list(csv.DictReader(file))
    return [[r[names[0]] for r in rows], *([float(r[n]) for r in rows] for n in names[1:])]


@pytest.fixture(scope="module")
def emission(shared):
    """Ten members of the European Community over emission standards (Bueno de Mesquita 1994)."""
    path = shared / "bargaining" / "emission_1985.csv"
    return seat_actors(*columns(path, "actor", "position", "salience", "capability"))


def test_ten_rounds_of_the_emission_case(emission, shared):
    """External: public replication of Scholz and others 2011; its file has six decimals."""
    expected = np.array(numbers(shared / "bargaining" / "emission_1985_rounds.csv"), dtype=float)
    course = play(emission, rounds=10)
    found = [[*r.position, r.mean, r.median] for r in course.rounds]
    assert np.abs(np.array(found) - expected[1:]).max() < 1e-6
    assert (course.settled, course.period) == (None, None)
    assert course.words == "did not settle in 10 rounds"


def test_risk_exponents_of_the_emission_case(emission, shared):
    expected = np.array(numbers(shared / "bargaining" / "emission_1985_risk.csv"), dtype=float)
    found = np.array([r.risk for r in play(emission, rounds=10).rounds])
    assert np.abs(found - expected).max() < 1e-6


def test_no_one_capitulates_in_the_emission_case(emission):
    kinds = {m.kind for r in play(emission, rounds=10).rounds for m in r.moves}
    assert kinds == {"confrontation", "compromise"}


def test_the_emission_case_cycles_in_the_end(emission):
    course = play(emission, rounds=1000)
    assert course.words == f"cycles with period {course.period}"
    again = course.rounds[-1 - course.period].position
    assert np.abs(course.rounds[-1].position - again).max() <= 6e-4


@pytest.mark.parametrize("case", GOLDEN["courses"])
def test_agrees_with_plain_loops(case):
    """External: golden/bargain/plain.py, written from the rules in words."""
    names = [str(k) for k in range(len(case["position"]))]
    seats = seat_actors(names, case["position"], case["salience"], case["power"], span=100)
    rules = Rules(odds=case["odds"], compromise=case["compromise"])
    place = seats.position
    assert case["rounds"]
    for expected, risk in zip(case["rounds"], case["risk"], strict=True):
        found = next_round(seats, place, rules)
        assert found.position == pytest.approx(expected, abs=1e-8)
        assert found.risk == pytest.approx(risk, abs=1e-8)
        place = found.position


def test_the_golden_tables_tell_the_rules_apart():
    ends = {
        (len(c["power"]), c["odds"], c["compromise"]): str(c["rounds"]) for c in GOLDEN["courses"]
    }
    assert len(set(ends.values())) > len(ends) / 2


def test_capitulation_worked_by_hand():
    """Two actors a whole scale apart: d = 1, so a power of d or of 1 - d stays what it is.

    A: position 0, power 1, salience .9, votes .9. B: position 1, power 3.6, salience 1, votes
    3.6. Over both ordered pairs all votes sum to 2 x 4.5 = 9: P(A beats B) = .9 / 9 = .1 and
    P(B beats A) = 3.6 / 9 = .4, whatever the risk exponents.

    With r = 1: Us = 2, Uf = -2, Uq = 0 and E(i, j) = 2 - 4 s_j (1 - P_ij).
    Danger of A = E(B, A) = 2 - 4 x .9 x .6 = -.16. Danger of B = E(A, B) = 2 - 4 x .9 = -1.6.
    A is the more exposed: R = 1, r = (2/3) / (4/3) = 1/2. B: R = -1, r = 2.

    As A sees it, Uq = 2 - 4 sqrt(1/2) = 2 - 2 sqrt 2, so Us - Uq = 2 sqrt 2:
    a = E(A, B) = 2 sqrt 2 - 4 x 1 x .9 = -.771573; b = E(B, A) = 2 sqrt 2 - 2.16 = .668427.
    b > 0 > a and b < -a: A capitulates and goes all the way to 1.
    As B sees it, Uq = 1: E(B, A) = 1 - 2.16 < 0 and E(A, B) = 1 - 3.6 < 0: B stays. Then both
    stand at 1 and nobody moves.
    """
    course = play(seat_actors(["A", "B"], [0, 1], [0.9, 1], [1, 3.6]))
    (move,) = course.rounds[0].moves
    assert (move.actor, move.towards, move.kind, move.end) == (0, 1, "capitulation", 1.0)
    assert course.rounds[0].risk == pytest.approx([0.5, 2])
    assert course.rounds[0].danger == pytest.approx([-0.16, -1.6])
    assert (course.settled, course.words) == (1, "settles after 1 round")
    assert course.rounds[-1].mean == 1


def test_compromise_worked_by_hand():
    """As above with A's salience .4: votes .4 and 3.6 of 2 x 4 = 8, P = .05 and .45.

    As A sees it a = 2 sqrt 2 - 4 x .95 = -.971573 and b = 2 sqrt 2 - 4 x .4 x .55 = 1.948427,
    so b > -a and A moves by a share |a / b| = .498645 of the way.
    """
    (move,) = play(seat_actors(["A", "B"], [0, 1], [0.4, 1], [1, 3.6])).rounds[0].moves
    root = 2 * math.sqrt(2)
    assert move.kind == "compromise"
    assert move.end == pytest.approx((3.8 - root) / (root - 0.88), abs=1e-12)


def test_odds_of_the_same_pair_sum_to_one():
    rng = np.random.default_rng(4)
    apart = np.abs(np.subtract.outer(place := rng.random(6), place))
    risk, weight = rng.uniform(0.5, 2, 6), rng.random(6)
    chance = success(apart, weight, risk, Rules(odds="same-pair"))
    assert chance + chance.T == pytest.approx(np.ones((6, 6)))


def test_actors_at_one_place_do_not_move():
    course = play(seat_actors(["a", "b", "c"], [40, 40, 40], [1, 0.5, 0.2], [1, 2, 3], span=100))
    assert (course.settled, course.words, course.rounds[0].moves) == (0, "nobody moves", ())


def test_equal_danger_gives_neutral_risk():
    assert risk_exponents(np.array([0.3, 0.1 + 0.2])) == pytest.approx([1, 1])


@pytest.mark.parametrize("odds", ["all-pairs", "same-pair"])
def test_the_least_compromise_does_not_depend_on_which_end_is_zero(odds):
    case = GOLDEN["courses"][0]
    names = list("abcde")
    rules = Rules(odds=odds, compromise="least")
    here = play(seat_actors(names, case["position"], case["salience"], case["power"]), rules=rules)
    turned = [100 - x for x in case["position"]]
    there = play(seat_actors(names, turned, case["salience"], case["power"]), rules=rules)
    assert here.rounds[-1].position == pytest.approx(100 - there.rounds[-1].position, abs=1e-9)


def test_units_of_scale_and_power_do_not_matter():
    case = GOLDEN["courses"][4]
    names = [str(k) for k in range(8)]
    here = play(seat_actors(names, case["position"], case["salience"], case["power"]))
    longer = [1000 + 7 * x for x in case["position"]]
    there = play(seat_actors(names, longer, case["salience"], [9 * c for c in case["power"]]))
    assert 1000 + 7 * here.rounds[-1].position == pytest.approx(there.rounds[-1].position)


def test_positions_stay_where_someone_started():
    rng = np.random.default_rng(11)
    for _ in range(50):
        n = int(rng.integers(2, 12))
        place = rng.uniform(0, 100, n)
        seats = seat_actors([str(k) for k in range(n)], place, rng.random(n), rng.random(n) + 0.01)
        rounds = play(seats, rounds=30).rounds
        assert rounds
        for r in rounds:
            assert place.min() - 1e-9 <= r.position.min() <= r.position.max() <= place.max() + 1e-9
            assert (r.risk >= 0.5 - 1e-12).all()
            assert (r.risk <= 2 + 1e-12).all()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((["a"], [1], [1], [1]), "1 actor; a bargain needs two"),
        (([str(k) for k in range(201)], *3 * [[0.5] * 201]), "201 actors; wanted 200 at most"),
        ((["a", "a"], [1, 2], [1, 1], [1, 1]), "actor 'a' is listed twice"),
        ((["a", "b"], [1, 2], [1, 1.5], [1, 1]), "salience of 'b' is 1.5"),
        ((["a", "b"], [1, math.nan], [1, 1], [1, 1]), "position of 'b' is nan"),
        ((["a", "b"], [1, 2], [1, 1], [-1, 1]), "power of 'a' is -1"),
        ((["a", "b"], [1, 2], [0, 1], [1, 0]), "nobody bargains"),
        ((["a", "b"], [1, 2], [1], [1, 1]), "salience of"),
    ],
)
def test_a_faulty_table_is_named(given, words):
    with pytest.raises(DataError, match=words):
        seat_actors(*given)
