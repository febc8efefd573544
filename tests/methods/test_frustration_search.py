"""Camps that a local search improves where no proof came in time."""

import numpy as np

from detente.methods.frustration import frustration


def test_an_index_without_proof_is_no_worse_than_camps_that_are_easy_to_find():
    """It was what the integer program had when its time was up: 263 of 580 ties, not 196."""
    rng = np.random.default_rng(5)
    side = {f"{n:02}": rng.choice((1, -1)) for n in range(44)}
    pairs = [(a, b) for a in side for b in side if a < b and rng.random() < 0.5]
    noise = {pair for pair in pairs if rng.random() < 0.25}
    graph = [(a, b, side[a] * side[b] * (-1 if (a, b) in noise else 1)) for a, b in pairs]
    result = frustration(graph, seconds=0.01)
    assert not result.exact
    assert result.index <= len(noise)
    left = sum(s * result.camps[a] * result.camps[b] < 0 for a, b, s in graph)
    assert left == result.index
