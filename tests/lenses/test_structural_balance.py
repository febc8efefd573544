"""The frustration index against published and independently computed values."""

import csv
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.methods.frustration import _eliminate, frustration, simple, triads_through
from detente.methods.frustration_child import solve


def edges(path):
    with path.open() as file:
        rows = [list(r.values()) for r in csv.DictReader(file)]
    return [(a, b, 1 if float(w) > 0 else -1) for a, b, w, *_ in rows if float(w) != 0]


def test_every_network_agrees_with_its_expected_value(shared):
    """Highland tribes, 7: Read (1954) as in Aref and Wilson; the rest by integer program."""
    folder, checked = shared / "bargaining" / "signed", 0
    with (folder / "expected.csv").open() as file:
        expected = list(csv.DictReader(file))
    for row in expected:
        if not (folder / row["file"]).is_file():
            continue
        graph = edges(folder / row["file"])
        found = frustration(graph)
        assert found.exact, row["file"]
        assert found.index == int(row["frustration_index"]), row["file"]
        normal = float(row["frustration_normalised"])
        assert found.normalised == pytest.approx(normal, abs=1e-4)
        assert frustrated(simple(graph), found.camps) == found.index
        checked += 1
    assert checked >= 25


def frustrated(graph, camps):
    """Ties that a partition leaves frustrated."""
    return sum((camps[a] != camps[b]) == (s > 0) for a, b, s in graph)


signed = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.sampled_from([1, -1])),
    max_size=25,
)


@given(signed)
def test_elimination_finds_what_trying_every_partition_finds(graph):
    kept = simple(graph)
    nodes = sorted({n for e in kept for n in e[:2]})
    best = min(
        sum((camp[a] != camp[b]) == (s > 0) for a, b, s in kept)
        for camp in (dict(zip(nodes, c, strict=True)) for c in product((0, 1), repeat=len(nodes)))
    )
    found = frustration(graph)
    assert found.index == found.bound == best
    assert frustrated(kept, found.camps) == best


def test_integer_program_finds_what_elimination_finds():
    graph = simple(
        [
            (a, b, 1 if (i * j) % 3 else -1)
            for i, a in enumerate("abcdefgh")
            for j, b in enumerate("abcdefgh")
            if i < j
        ]
    )
    weights = {}
    for a, b, sign in graph:
        weights.setdefault(a, {})[b] = weights.setdefault(b, {})[a] = float(sign)
    camps, least = _eliminate(weights)
    solved = solve(weights, 1e12)
    negative = sum(s < 0 for *_, s in graph)
    assert solved["proved"]
    assert solved["bound"] == pytest.approx(least + negative)
    assert frustrated(graph, camps) == frustrated(graph, solved["camps"]) == solved["bound"]


def test_balanced_graph_has_no_frustration():
    assert frustration([("a", "b", 1), ("b", "c", -1), ("a", "c", -1)]).index == 0
    assert frustration([]).normalised == 1.0


def test_contradictory_pairs_and_loops_are_left_out():
    assert simple([("a", "b", 1), ("b", "a", -1), ("c", "c", 1), ("a", "c", 1)]) == [("a", "c", 1)]


def test_triads_take_the_product_of_their_signs():
    graph = [("a", "b", 1), ("a", "c", 1), ("c", "b", -1), ("a", "d", -1), ("b", "d", -1)]
    assert triads_through(graph, "a", "b") == [("c", -1), ("d", 1)]
