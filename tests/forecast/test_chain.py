"""The chain over the ladder: exact marginals, against a simulation of single partnerships."""

import numpy as np
import pytest

from detente.forecast.chain import Ratios, run_chain, share_with

N, STEPS = 5, 40


def ratios(strain=1.0, drift=1.0, after=1.0, n=N):
    one = np.ones(n)
    return Ratios(
        strain=strain * one,
        drift=drift * one,
        strain_after_drift=after * one,
        rivalry=0.01 * one,
        force=0.05 * one,
    )


def hazards(seed=1, top=0.3):
    rng = np.random.default_rng(seed)
    return [rng.uniform(0, top, (N, STEPS)) for _ in range(3)]


def surviving(hazard):
    return np.cumprod((1 - hazard) ** 0.25, axis=1)


@pytest.mark.parametrize("ratio", [1.0, 3.0, 0.4])
def test_the_marginal_of_rupture_is_the_hazard_that_was_given(ratio):
    rupture, strain, drift = hazards()
    chain = run_chain(rupture, strain, drift, ratios(ratio, 1 / ratio, ratio))
    alive = chain.states.sum(axis=1)
    assert pytest.approx(surviving(rupture), abs=1e-12) == alive[1:].T
    assert (chain.states >= 0).all()


def test_the_marginal_holds_even_where_one_state_loses_all():
    rupture = np.full((N, STEPS), 0.99)
    chain = run_chain(rupture, np.full((N, STEPS), 0.3), None, ratios(strain=50))
    assert pytest.approx(surviving(rupture), abs=1e-12) == chain.states.sum(axis=1)[1:].T
    assert (chain.states >= -1e-15).all()


def test_without_ratios_the_outcomes_are_independent():
    rupture, strain, drift = hazards()
    states = run_chain(rupture, strain, drift, ratios()).states[-1]
    r, s, d = (surviving(h)[:, -1] for h in (rupture, strain, drift))
    assert states[0] == pytest.approx(r * s * d)
    assert states[3] == pytest.approx(r * (1 - s) * (1 - d))


def test_a_rupture_after_a_strain_is_never_likelier_than_the_strain():
    rupture, strain, drift = hazards()
    chain = run_chain(rupture, strain, drift, ratios(4, 2, 3))
    ended, strained, drifted = (1 - surviving(h).T for h in (rupture, strain, drift))
    assert (chain.after_strain[1:] <= strained + 1e-9).all()
    assert (chain.after_drift[1:] <= drifted + 1e-9).all()
    assert (chain.after_strain[1:] <= ended + 1e-9).all()


def test_what_history_does_not_show_never_comes():
    rupture, strain, _ = hazards()
    states = run_chain(rupture, strain, None, ratios(3, 3, 3)).states
    assert not states[:, [1, 3]].any()


def test_versions_that_run_together_are_what_each_is_alone():
    drawn = ratios(strain=50, drift=2, after=3)
    alone = [hazards(seed=1), hazards(seed=2, top=0.99), hazards(seed=3)]  # the second saturates
    together = run_chain(*map(np.concatenate, zip(*alone, strict=True)), drawn)
    for k, version in enumerate(alone):
        chain, own = run_chain(*version, drawn), slice(k * N, (k + 1) * N)
        assert (together.states[:, :, own] == chain.states).all()
        assert (together.ruptured[:, :, own] == chain.ruptured).all()


def test_the_chain_is_that_of_single_partnerships():
    """200,000 partnerships, one by one, with the hazards of each state as the module states them."""
    rng, n = np.random.default_rng(3), 200_000
    p_rupture, p_strain, p_drift, up_s, up_d, up_c = 0.03, 0.05, 0.04, 4.0, 2.0, 3.0
    yearly = [np.full((1, 8), 1 - (1 - p) ** 12) for p in (p_rupture, p_strain, p_drift)]
    one = np.ones(1)
    drawn = Ratios(strain=up_s * one, drift=up_d * one, strain_after_drift=up_c * one,
                   rivalry=one * 0.1, force=one * 0.1)  # fmt: skip
    states = run_chain(*yearly, drawn).states[:, :, 0]
    strained, drifted, alive = (np.zeros(n, bool), np.zeros(n, bool), np.ones(n, bool))
    for _ in range(24):
        drifted |= rng.random(n) < p_drift
        weight = np.where(drifted, up_c, 1.0)
        free = alive & ~strained
        strained |= free & (rng.random(n) < p_strain * weight / weight[free].mean())
        danger = np.where(strained, up_s, 1.0) * np.where(drifted, up_d, 1.0)
        alive &= rng.random(n) >= p_rupture * danger / danger[alive].mean()
    counted = [
        (alive & (strained == s) & (drifted == d)).mean()
        for s, d in ((False, False), (False, True), (True, False), (True, True))
    ]
    assert states[-1] == pytest.approx(counted, abs=0.005)


def test_shares_of_the_two_kinds_add_up_to_at_least_all_ruptures():
    rng = np.random.default_rng(5)
    rivalry, force = rng.uniform(0.001, 0.05, (2, N, STEPS))
    ruptured = 1 - np.concatenate([np.ones((N, 1)), surviving(rivalry + force)], axis=1)
    one, other = (
        share_with(a, b, np.full(N, 0.1), ruptured) for a, b in ((rivalry, force), (force, rivalry))
    )
    assert (one + other >= 1 - 1e-9).all()
    assert (one <= 1 + 1e-12).all()
    assert (np.diff(one * ruptured, axis=1) >= -1e-12).all()


def test_the_share_of_a_kind_that_never_follows_is_its_part_of_the_hazard():
    rivalry, force = np.full((N, STEPS), 0.01), np.full((N, STEPS), 0.03)
    ruptured = 1 - np.concatenate([np.ones((N, 1)), surviving(rivalry + force)], axis=1)
    assert share_with(rivalry, force, np.zeros(N), ruptured) == pytest.approx(0.25)
