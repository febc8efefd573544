"""The frustration index against published and independently computed values."""

import csv
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.lenses._signed import _program, frustration, simple, triads_through

NETWORKS = [
    "highland_tribes.csv",
    "slovene_parties_1994.csv",
    "bank_wiring.csv",
    "bales.csv",
    "sampson_affect_t2.csv",
    "cow_46-49.csv",
    "cow_96-99.csv",
]


def edges(path):
    with path.open() as file:
        rows = [list(r.values()) for r in csv.DictReader(file)]
    return [(a, b, 1 if float(w) > 0 else -1) for a, b, w, *_ in rows if float(w) != 0]


@pytest.mark.parametrize("name", NETWORKS)
def test_agrees_with_expected_values(shared, name):
    """Highland tribes, 7: Read (1954) as in Aref and Wilson; the rest by integer program."""
    folder = shared / "bargaining" / "signed"
    with (folder / "expected.csv").open() as file:
        expected = {r["file"]: r for r in csv.DictReader(file)}
    found = frustration(edges(folder / name))
    assert found.exact
    assert found.index == int(expected[name]["frustration_index"])
    assert found.normalised == pytest.approx(
        float(expected[name]["frustration_normalised"]), abs=1e-4
    )


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
    assert frustration(graph).index == best


def test_integer_program_finds_what_elimination_finds():
    graph = simple(
        [
            (a, b, 1 if (i * j) % 3 else -1)
            for i, a in enumerate("abcdefgh")
            for j, b in enumerate("abcdefgh")
            if i < j
        ]
    )
    assert _program(graph, 10).index == frustration(graph).index
    assert _program(graph, 10).exact


def test_balanced_graph_has_no_frustration():
    assert frustration([("a", "b", 1), ("b", "c", -1), ("a", "c", -1)]).index == 0
    assert frustration([]).normalised == 1.0


def test_contradictory_pairs_and_loops_are_left_out():
    assert simple([("a", "b", 1), ("b", "a", -1), ("c", "c", 1), ("a", "c", 1)]) == [("a", "c", 1)]


def test_triads_take_the_product_of_their_signs():
    graph = [("a", "b", 1), ("a", "c", 1), ("c", "b", -1), ("a", "d", -1), ("b", "d", -1)]
    assert triads_through(graph, "a", "b") == [("c", -1), ("d", 1)]
