"""Camps of a dense signed graph that the integer program has no time to prove."""

import numpy as np
import pytest

from detente.errors import DetenteError
from detente.methods import frustration_child
from detente.methods.frustration import _eliminate, _packed, frustration
from detente.methods.frustration_reduction import ReducedGraph
from detente.methods.frustration_search import energy, search_camps


def planted(nodes, flipped, rng):
    """A complete graph of two camps, each tie with the wrong sign with a probability; and how many have."""
    camp = rng.choice((-1, 1), nodes)
    signs = np.where(rng.random((nodes, nodes)) < flipped, -1, 1)
    pairs = [(i, j) for i in range(nodes) for j in range(i)]
    ties = [(f"n{i}", f"n{j}", int(camp[i] * camp[j] * signs[i, j])) for i, j in pairs]
    return ties, sum(int(signs[pair]) < 0 for pair in pairs)


def test_without_time_for_a_proof_the_camps_are_still_good():
    ties, wrong = planted(24, 0.2, np.random.default_rng(1))
    found = frustration(ties, seconds=0)
    assert found.method == "reduction and integer program"
    assert found.bound <= found.index <= wrong
    assert sum((found.camps[a] != found.camps[b]) == (s > 0) for a, b, s in ties) == found.index


@pytest.mark.parametrize("seed", range(5))
def test_the_search_finds_what_elimination_proves(seed):
    rng = np.random.default_rng(seed)
    ties = [(f"n{i}", f"n{j}", int(rng.choice((-1, 1)))) for i in range(13) for j in range(i)]
    near = ReducedGraph(ties).near
    camps, least = _eliminate(near)
    assert energy(near, search_camps(near)) == pytest.approx(least) == energy(near, camps)


@pytest.mark.parametrize("seed", range(5))
def test_triangles_without_a_common_tie_bound_what_elimination_proves(seed):
    rng = np.random.default_rng(seed)
    ties = [(f"n{i}", f"n{j}", int(rng.choice((-1, 1)))) for i in range(13) for j in range(i)]
    near = ReducedGraph(ties).near
    negative = sum(w for row in near.values() for w in row.values() if w < 0) / 2
    assert 0 < _packed(near, np.inf) <= _eliminate(near)[1] - negative + 1e-9


def test_a_single_triangle_is_its_own_bound():
    near = {"a": {"b": 3.0, "c": 2.0}, "b": {"a": 3.0, "c": -5.0}, "c": {"a": 2.0, "b": -5.0}}
    assert _packed(near, np.inf) == 2
    near["b"]["c"] = near["c"]["b"] = 5.0
    assert _packed(near, np.inf) == 0


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put another program in the place of that which calls HiGHS."""

    def put(text):
        path = tmp_path / "other.py"
        path.write_text(text)
        monkeypatch.setattr(frustration_child, "__file__", str(path))

    return put


def test_a_step_of_the_solver_that_does_not_end_is_stopped(program):
    program("import time; time.sleep(3600)")
    ties, wrong = planted(24, 0.4, np.random.default_rng(1))
    found = frustration(ties, seconds=1)
    assert 0 < found.bound < found.index <= wrong


def test_a_solver_that_fails_is_no_missing_proof(program):
    program("raise MemoryError('no room')")
    ties, _ = planted(24, 0.2, np.random.default_rng(1))
    with pytest.raises(DetenteError, match=r"(?s)ended with code 1 .*no room"):
        frustration(ties)


def test_a_graph_too_dense_for_elimination_is_proved_by_the_program():
    rng = np.random.default_rng(4)
    ties = [(f"n{i}", f"n{j}", int(rng.choice((-1, 1)))) for i in range(18) for j in range(i)]
    found = frustration(ties)
    near = ReducedGraph(ties).near
    negative = sum(w for row in near.values() for w in row.values() if w < 0) / 2
    assert found.method == "reduction and integer program"
    assert found.exact
    assert _packed(near, np.inf) < energy(near, search_camps(near)) - negative
