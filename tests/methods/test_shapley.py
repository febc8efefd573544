"""Shapley values against their definition: every order, efficiency, symmetry."""

from itertools import permutations

import numpy as np
import pytest

from detente.methods.shapley import EXACT, coalitions_needed


def worth_of(game, sizes):
    """A game that is far from additive: the square of what the members bring, by two draws."""
    total = game.members @ np.array(sizes)
    return np.stack([total**2, np.sqrt(total)], axis=1)


def test_few_players_get_the_mean_over_all_orders():
    sizes = [1.0, 2.0, 4.0]
    game = coalitions_needed(3, np.random.default_rng(1))
    wanted = np.zeros(3)
    for order in permutations(range(3)):
        so_far = 0.0
        for k in order:
            wanted[k] += ((so_far + sizes[k]) ** 2 - so_far**2) / 6
            so_far += sizes[k]
    assert game.values(worth_of(game, sizes))[:, 0] == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("players", [1, 2, EXACT, EXACT + 1, 15])
def test_values_sum_to_the_worth_of_all_less_that_of_none(players):
    game = coalitions_needed(players, np.random.default_rng(players))
    worth = worth_of(game, np.arange(1.0, players + 1))
    assert not game.members[0].any()
    assert game.members[-1].all()
    assert game.values(worth).sum(axis=0) == pytest.approx(worth[-1] - worth[0], abs=1e-9)


@pytest.mark.parametrize("players", [4, EXACT + 2])
def test_a_player_who_brings_nothing_gets_nothing(players):
    game = coalitions_needed(players, np.random.default_rng(3))
    values = game.values(worth_of(game, [0.0, *range(1, players)]))
    assert values[0] == pytest.approx(0, abs=1e-12)
    assert (values[1:, 0] > 0).all()


def test_equal_players_get_equal_values_where_it_is_exact():
    game = coalitions_needed(5, np.random.default_rng(4))
    values = game.values(worth_of(game, [2.0, 2.0, 1.0, 5.0, 2.0]))
    assert values[0] == pytest.approx(values[1], abs=1e-12)
    assert values[0] == pytest.approx(values[4], abs=1e-12)


def test_drawn_orders_come_near_the_exact_values():
    players = EXACT + 2
    sizes = np.arange(1.0, players + 1)
    game = coalitions_needed(players, np.random.default_rng(5), orders=200)
    exact = sizes * sizes.sum()  # of the square of a sum
    assert game.values(worth_of(game, sizes))[:, 0] == pytest.approx(exact, rel=0.1)
