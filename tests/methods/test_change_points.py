"""Change points against all segmentations, without later months, and on series with known changes."""

from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, gamma

from detente.errors import DataError
from detente.methods.change_points import filtered_changes, reported_changes, smoothed_changes
from detente.methods.segments import joint_segments, level_segments, share_segments

NAN = np.nan
COUNT = np.array([3, 1, 2, NAN, 14, 9, 17, 12, 2.5, 0])
WORLD = np.array([900, 1100, 800, 900, 1000, 1300, 1200, 700, 900, 1000.0])
OTHER = np.array([30, 22, 41, 19, NAN, 20, 16, 22, 60, 55.0])
THETA, RHO = (1.0, 0.3), (0.5, 0.05)


def poisson_months(y, e, theta):
    """Log density of one segment, months as a plain list: gamma of shape .1 and mean 1."""
    seen = [(a, b) for a, b in zip(y, e, strict=True) if np.isfinite(a)]
    total = 0.0
    for a, b in seen:
        own = a * log(a) if a else 0.0
        total += min(a, 1) * log(theta) / 2 + theta * (a * log(b) - lgamma(a + 1))
        total += (1 - theta) * (own - a - lgamma(a + 1))
    k, rate = 0.1 + theta * sum(a for a, _ in seen), 0.1 + theta * sum(b for _, b in seen)
    return total + 0.1 * log(0.1) - lgamma(0.1) + lgamma(k) - k * log(rate)


def binomial_months(y, n, rho):
    seen = [(a, b) for a, b in zip(y, n, strict=True) if np.isfinite(a + b)]
    total, inside, outside = 0.0, 0.0, 0.0
    for a, b in seen:
        theta = 1 / (1 + (b - 1) * rho)
        own = sum(x * log(x / b) for x in (a, b - a) if x)
        ways = lgamma(b + 1) - lgamma(a + 1) - lgamma(b - a + 1)
        total += min(a, b - a, 1) * log(theta) / 2 + ways + (1 - theta) * own
        inside, outside = inside + theta * a, outside + theta * (b - a)
    return total + lgamma(inside + 1) + lgamma(outside + 1) - lgamma(inside + outside + 2)


def segmentations(n, shortest=3):
    """First months of the segments of n months; only the last may be short."""
    yield (0,)
    for last in range(shortest, n):
        for earlier in segmentations(last, shortest):
            if last - earlier[-1] >= shortest:
                yield (*earlier, last)


def by_enumeration(evidence, grid, n, every=60.0):
    """Density of each segmentation, summed over the grid: closed sums over all of them."""
    h = 1 / (every - 2)
    found = {}
    for starts in segmentations(n):
        ends = (*starts[1:], n)
        lengths = [b - a for a, b in zip(starts, ends, strict=True)]
        prior = sum(log(h) + (x - 3) * log(1 - h) for x in lengths[:-1])
        prior += max(lengths[-1] - 3, 0) * log(1 - h)
        found[starts] = sum(
            exp(prior + sum(evidence(a, b, g) for a, b in zip(starts, ends, strict=True)))
            for g in grid
        ) / len(grid)
    return found


MODELS = {
    "level": (
        lambda: level_segments(COUNT, WORLD, dispersion=THETA),
        lambda a, b, g: poisson_months(COUNT[a:b], WORLD[a:b], g),
        THETA,
    ),
    "share": (
        lambda: share_segments(COUNT, COUNT + OTHER, correlation=RHO),
        lambda a, b, g: binomial_months(COUNT[a:b], COUNT[a:b] + OTHER[a:b], g),
        RHO,
    ),
    "joint": (
        lambda: joint_segments(
            level_segments(COUNT, WORLD, dispersion=THETA),
            level_segments(OTHER, WORLD, dispersion=THETA),
        ),
        lambda a, b, g: (
            poisson_months(COUNT[a:b], WORLD[a:b], g[0])
            + poisson_months(OTHER[a:b], WORLD[a:b], g[1])
        ),
        [(a, b) for a in THETA for b in THETA],
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_posterior_is_that_of_all_segmentations(name):
    """Missing months, a fraction and a zero among them; every prefix, and all in hindsight."""
    segments, evidence, grid = MODELS[name][0](), *MODELS[name][1:]
    filtered = filtered_changes(segments)
    for t in range(len(COUNT)):
        every = by_enumeration(evidence, grid, t + 1)
        expected = np.zeros(len(COUNT))
        for starts, density in every.items():
            expected[starts[-1]] += density
        np.testing.assert_allclose(filtered.last[t], expected / expected.sum(), atol=1e-10)
    smoothed = np.zeros(len(COUNT))
    for starts, density in every.items():
        smoothed[list(starts[1:])] += density / sum(every.values())
    np.testing.assert_allclose(smoothed_changes(segments), smoothed, atol=1e-10)


def test_the_evidence_of_a_segment_is_the_integral_over_its_rate_and_over_its_share():
    """Without over-dispersion it is a Poisson and a binomial, integrated by quadrature."""
    y, e, n = np.array([3, 0, 5.0]), np.array([10, 20, 15.0]), np.array([8, 4, 9.0])
    level = level_segments(y, e, dispersion=(1.0,), shape=2.0, scale=0.5)
    share = share_segments(y, n, correlation=(0.0,), prior=(2.0, 3.0))
    run = (np.array([0]), np.array([2]))

    def poisson(rate):
        logs = [a * log(rate * b) - rate * b - lgamma(a + 1) for a, b in zip(y, e, strict=True)]
        return exp(sum(logs)) * gamma.pdf(rate, 2.0, scale=0.25)

    def binomial(p):
        ways = [exp(lgamma(b + 1) - lgamma(a + 1) - lgamma(b - a + 1)) for a, b in zip(y, n, strict=True)]  # fmt: skip
        return np.prod(ways) * p ** y.sum() * (1 - p) ** (n - y).sum() * beta.pdf(p, 2.0, 3.0)

    assert exp(level.evidence(*run)[0, 0]) == pytest.approx(quad(poisson, 0, 5)[0], rel=1e-8)
    assert exp(share.evidence(*run)[0, 0]) == pytest.approx(quad(binomial, 0, 1)[0], rel=1e-8)


@pytest.mark.parametrize(("mean", "theta"), [(0.01, 0.1), (0.3, 0.03), (3, 0.2), (300, 0.01)])
def test_the_months_of_a_level_are_nearly_a_distribution_however_few_their_events(mean, theta):
    """Over all counts the density sums to 1 to 1.5, so that zeros do not speak for any dispersion.

    The rate is known beforehand: a gamma distribution of shape a million.
    """
    y = np.arange(20_000.0)
    level = level_segments(
        y, np.full(y.size, 100.0), dispersion=(theta,), shape=1e6, scale=mean / 100
    )
    each = np.exp(level.evidence(np.arange(y.size), np.arange(y.size)))
    assert 0.98 < each.sum() < 1.5


@settings(max_examples=15, deadline=None)
@given(
    data=st.lists(
        st.tuples(st.one_of(st.just(NAN), st.floats(0, 500)), st.floats(0, 500)),
        min_size=3,
        max_size=30,
    ),
    cut=st.integers(1, 29),
)
def test_hiding_later_months_changes_nothing_that_was_said_of_a_month(data, cut):
    one, two = np.array(data).T
    cut = min(cut, len(data))
    thetas = {"dispersion": (1.0, 0.1, 0.01)}

    def said(y, c):
        level = level_segments(y, np.full(y.size, 1e4), **thetas)
        both = joint_segments(level, level_segments(c, np.full(y.size, 1e4), **thetas))
        found = {"level": level, "share": share_segments(y, y + c), "joint": both}
        return {name: filtered_changes(segments) for name, segments in found.items()}

    all_months, then = said(one, two), said(one[:cut], two[:cut])
    for name in ("level", "share", "joint"):
        whole, part = all_months[name], then[name]
        np.testing.assert_allclose(part.last, whole.last[:cut, :cut], rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(part.grid, whole.grid[:cut], rtol=1e-9, atol=1e-12)
        points, early = reported_changes(whole, least=0.6), reported_changes(part, least=0.6)
        known = [(p.began, p.known) for p in points if p.known < cut]
        assert [(p.began, p.known) for p in early] == known


def test_a_tenfold_rise_is_reported_once_when_it_has_lasted():
    y = np.r_[np.tile([18, 25, 21, 16], 8), np.tile([190, 230], 6)]
    filtered = filtered_changes(level_segments(y, np.full(y.size, 1e5)))
    (point,) = reported_changes(filtered, held=3)
    assert (point.began, point.known) == (32, 34)
    assert point.probability > 0.99
    assert filtered.recent(1)[32] > 0.9 > filtered.recent(1)[31]
    assert smoothed_changes(level_segments(y, np.full(y.size, 1e5)))[32] > 0.99


def test_a_doubled_world_is_no_change_of_the_pair():
    world = np.r_[np.full(30, 1e4), np.full(30, 4e4)]
    rng = np.random.default_rng(3)
    y = rng.poisson(0.003 * world)
    assert not reported_changes(filtered_changes(level_segments(y, world)), held=1)


def test_a_change_in_missing_months_begins_with_the_next_value():
    y = np.r_[np.full(20, 20.0), np.full(6, NAN), np.full(10, 200.0)]
    (point,) = reported_changes(filtered_changes(level_segments(y, np.full(36, 1e5))))
    assert (point.began, point.known) == (26, 27)


def test_an_outlier_before_missing_months_is_no_change_that_lasts():
    """What has not been seen to last is not reported because time passes without data."""
    rng = np.random.default_rng(2)
    counts = rng.negative_binomial(4, 4 / 44, 70).astype(float)
    for after in ([], [np.nan], [np.nan] * 3):
        observed = np.r_[counts, 250.0, after]
        segments = level_segments(observed, np.full(observed.size, 20_000.0))
        late = [c for c in reported_changes(filtered_changes(segments)) if c.began >= 69]
        assert late == []
    lasting = np.r_[counts, 250.0, 250.0, 250.0]
    segments = level_segments(lasting, np.full(lasting.size, 20_000.0))
    assert any(c.began >= 69 for c in reported_changes(filtered_changes(segments)))


def test_missing_months_at_the_start_are_no_change():
    y = np.r_[np.full(6, NAN), np.tile([18.0, 25], 10)]
    assert not reported_changes(filtered_changes(level_segments(y, np.full(26, 1e5))), least=0.5)


def test_probabilities_come_true_as_often_as_they_say():
    """60 series from the model itself; external: NumPy's draws of lengths, rates and counts."""
    rng, n = np.random.default_rng(24), 60
    said, true = [], []
    for _ in range(60):
        begins = np.cumsum(3 + rng.geometric(1 / 18, n // 3) - 1)
        segment = np.searchsorted(begins, np.arange(n), side="right")
        rates = rng.gamma(0.5, 0.02, n)
        y = rng.poisson(rates[segment] * 1000)
        level = level_segments(y, np.full(n, 1e3), dispersion=(1.0,), shape=0.5, scale=0.01)
        said.extend(filtered_changes(level, every=20.0).recent(3))
        true.extend(np.isin(np.arange(n)[:, None] - np.arange(3), begins).any(axis=1))
    said, true = np.array(said), np.array(true)
    for low, high in ((0, 0.05), (0.05, 0.3), (0.3, 0.7), (0.7, 0.95), (0.95, 1.01)):
        among = (said >= low) & (said < high)
        error = 3 * np.sqrt((said[among] * (1 - said[among])).sum() * 3) / among.sum()
        assert abs(said[among].mean() - true[among].mean()) < error + 0.005


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: level_segments([1, -2], [5, 5]), r"count\[1\] is -2; wanted"),
        (lambda: level_segments([1, 2], [5]), r"count \(2,\), exposure \(1,\); wanted one length"),
        (lambda: share_segments([1, 7], [5, 5]), r"part\[1\] is 7; wanted at most its whole, 5"),
        (
            lambda: filtered_changes(level_segments([1], [5]), every=3),
            r"a change every 3 months, none under 3",
        ),
    ],
)
def test_what_is_no_series_is_one_sentence(make, sentence):
    with pytest.raises(DataError, match=sentence):
        make()
