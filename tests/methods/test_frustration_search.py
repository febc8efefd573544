"""Camps of a dense signed graph that the integer program has no time to prove."""

import numpy as np
import pytest

from detente.methods.frustration import _eliminate, frustration
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
