"""Whether the 90 % intervals of the learned hazards hold: simulated pairs, and counts in history.

Simulated: the partnerships of a random share of the states keep their years and the covariates of
one of their years. As many ruptures are drawn anew, with slopes as the data have them without a
penalty, and effects of states and of years (a first-order autoregression) as large as those that
are left in the data. The truth of a pair is its own probability, its states and the years that
follow included.

Beside all pairs stand the tenth with the highest forecasts and the tenth with the highest truths.
Nobody can tell beforehand which pairs the latter are: they are high because what no forecast knows
is high, so that intervals that hold cover fewer of them. The last figure says how many, if the
model's own draws were the truth.

In history: ruptures of all pairs within 1, 5 and 10 years, against the range of the counts that the
model drew when the year began. Needs the data on disk.

    python benchmarks/coverage.py [--share 1] [--fits 20] [--every 3]
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from detente.history.covariates import STRETCHES
from detente.history.fit_lens_weights import fit_lens_weights
from detente.history.landmark import DYADS, LandmarkHazards, fit_landmark_hazards
from detente.history.lens_years import lens_years
from detente.history.rows import UNKNOWN, Rows

HORIZONS = (1, 5, 10)
FIRST, LAST = 1951, 2008
ORIGIN, BEGIN = 2001, 1870  # of the simulated panel: forecast from, first year
DRAWS = 300
TAILS = (0.05, 0.95)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--share", type=float, default=1.0, help="of the states, simulated")
    parser.add_argument("--fits", type=int, default=20, help="simulated panels")
    parser.add_argument("--every", type=int, default=3, help="years between origins in history")
    options = parser.parse_args()
    rows, rng = lens_years(), np.random.default_rng(20011112)
    if options.fits:
        simulated(rows, rng, options.share, options.fits)
    if options.every:
        historical(rows, rng, options.every)


def simulated(rows: Rows, rng: np.random.Generator, share: float, fits: int) -> None:
    loose = replace(DYADS, penalty=(1.0, 1.0, 1.0))
    truth = fit_landmark_hazards(rows, int(rows.stop.max()) + 1, loose, errors=True)
    assert truth.shared is not None
    again = _persistence(truth, rows)
    state_sd, year_sd = truth.shared.state_sd, truth.shared.year_sd
    print(f"simulated with sd of states {state_sd:.2f}, of years {year_sd:.2f}, their", end=" ")
    print(
        f"autocorrelation {again:.2f}, mean |slope| {np.abs(truth.fits[0].beta[0, 1:]).mean():.2f}"
    )
    inside = []
    for _ in range(fits):
        panel, hazard = _panel(rows, truth, rng, share, again)
        inside.append(_covered(panel, hazard, rng))
    for h, found, told, risky, own in zip(HORIZONS, *np.mean(inside, axis=0), strict=True):
        print(
            f"{h:2} y  pairs covered {found:.3f}, of the tenth with the highest forecasts "
            f"{told:.3f}, with the highest truths {risky:.3f} (if draws were true {own:.3f})"
        )


def _persistence(truth: LandmarkHazards, rows: Rows) -> float:
    """First-order autocorrelation of the years' effects, by moments."""
    expected = truth.fits[0].hazard(truth.design(rows.x))[:, 0] / truth.levels[0]
    year = rows.year - int(rows.year.min())
    ended = (rows.cause > 0) & (rows.stop == rows.year)
    o, e = np.bincount(year, ended), np.bincount(year, expected)
    r = o - e
    joint = (r[1:] * r[:-1]).sum() / (e[1:] * e[:-1]).sum()
    alone = ((r**2).sum() - (ended - expected) @ (ended - expected)) / (e**2).sum()
    return float(np.clip(joint / alone, 0, 0.95))


def _panel(
    rows: Rows, truth: LandmarkHazards, rng: np.random.Generator, share: float, again: float
) -> tuple[Rows, np.ndarray]:
    """Rows of some states with new ruptures, and the true hazard of each row's year."""
    states = np.unique(np.concatenate([rows.unit // 1000, rows.unit % 1000]))
    kept = rng.random(states.size) < share
    a, b = (np.searchsorted(states, s) for s in (rows.unit // 1000, rows.unit % 1000))
    inside = np.flatnonzero(kept[a] & kept[b] & (rows.year >= BEGIN))
    inside = inside[np.lexsort((rows.year[inside], rows.unit[inside]))]
    part, a, b = rows.where(inside), a[inside], b[inside]
    _, start, count = np.unique(part.unit, return_index=True, return_counts=True)
    frozen = np.repeat(start + (rng.random(start.size) * count).astype(int), count)
    part = replace(part, x=part.x[frozen])
    assert truth.shared is not None
    effects = _effects(truth, rng, states.size, int(part.year.max()) - BEGIN + 1, again)
    eta = truth.design(part.x) @ truth.fits[0].beta[0] - np.log(truth.levels[0])
    eta = eta + effects[0][a] + effects[0][b] + effects[1][part.year - BEGIN]
    seen = ((rows.cause > 0) & (rows.stop == rows.year))[inside].sum()
    eta = eta + np.log(seen / (1 / (1 + np.exp(-eta))).sum())
    hazard = 1 / (1 + np.exp(-eta))
    return _ended(part, rng.random(eta.size) < hazard), hazard


def _effects(
    truth: LandmarkHazards, rng: np.random.Generator, states: int, years: int, again: float
) -> tuple[np.ndarray, np.ndarray]:
    """Effects of states and of years on the log-odds, with a mean hazard ratio of 1."""
    assert truth.shared is not None
    s, y = truth.shared.state_sd, truth.shared.year_sd
    of_state = s * rng.standard_normal(states) - s**2 / 2
    path = np.empty(years)
    path[0] = y * rng.standard_normal()
    for t in range(1, years):
        path[t] = again * path[t - 1] + y * np.sqrt(1 - again**2) * rng.standard_normal()
    return of_state, path - y**2 / 2


def _ended(part: Rows, ended: np.ndarray) -> Rows:
    """The rows, by unit and year, with their next ending within years without a gap."""
    stop, cause = part.year.copy(), ended.astype(int)
    for i in range(stop.size - 2, -1, -1):
        goes_on = part.unit[i + 1] == part.unit[i] and part.year[i + 1] == part.year[i] + 1
        if goes_on and not ended[i]:
            stop[i], cause[i] = stop[i + 1], cause[i + 1]
    return replace(part, stop=stop, cause=cause)


def _covered(panel: Rows, hazard: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Share of pairs whose truth is in its interval, by horizon.

    Of all pairs, of the tenth with the highest forecasts, of the tenth with the highest truths, and
    of the latter if the model's own draws were the truth; shape (4, horizons).
    """
    model, _ = fit_lens_weights(panel, ORIGIN)
    followed = _followed(panel)
    now = panel.where(followed)
    x = now.x[:, [panel.names.index(name) for name in model.names]]
    risks = _risks(model, model.design(x), rng)
    owns = _survival(model, now, rng)
    out = np.empty((4, len(HORIZONS)))
    for j, (h, risk, own) in enumerate(zip(HORIZONS, risks, owns, strict=True)):
        truth = 1 - np.prod([1 - hazard[followed + k] for k in range(h)], axis=0)
        ends = np.quantile(risk, TAILS, axis=1)
        inside = _inside(ends, truth)
        forecast = _inside_top(ends, truth, risk.mean(axis=1))
        drawn = np.mean([_inside_top(ends, one, one) for one in 1 - own.T])
        out[:, j] = inside.mean(), forecast, _inside_top(ends, truth, truth), drawn
    return out


def _followed(panel: Rows) -> np.ndarray:
    """Places of the pairs of the origin that are there for all years ahead."""
    now = np.flatnonzero(panel.year == ORIGIN)
    now = now[now + HORIZONS[-1] - 1 < panel.year.size]
    last = now + HORIZONS[-1] - 1
    return now[(panel.unit[last] == panel.unit[now]) & (panel.year[last] == ORIGIN + 9)]


def _inside(ends: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return (ends[0] <= truth) & (truth <= ends[1])


def _inside_top(ends: np.ndarray, truth: np.ndarray, by: np.ndarray) -> float:
    """Share inside their intervals of the tenth that is highest by some value."""
    return float(_inside(ends, truth)[by >= np.quantile(by, 0.9)].mean())


def _risks(
    model: LandmarkHazards, design: np.ndarray, rng: np.random.Generator
) -> Iterator[np.ndarray]:
    """Drawn probabilities of single pairs by the end of each stretch, shape (n, draws)."""
    normal = rng.standard_normal((DRAWS, design.shape[1]))
    left = np.ones((design.shape[0], DRAWS))
    for (first, last), drawn in zip(STRETCHES, model.coefficients(normal), strict=True):
        left = left * (1 + np.exp(design @ drawn.T)) ** -float(last - first + 1)
        yield 1 - left


def historical(rows: Rows, rng: np.random.Generator, every: int) -> None:
    inside: dict[int, list[bool]] = {h: [] for h in HORIZONS}
    for origin in range(FIRST, LAST + 1, every):
        model, _ = fit_lens_weights(rows, origin)
        now = rows.where(rows.year == origin)
        counts = _counts(model, now, rng)
        words = []
        for h, found in zip(HORIZONS, counts, strict=True):
            if origin + h - 1 > rows.stop.max():
                continue
            seen = now.ending(1, h) != UNKNOWN
            actual = int((now.ending(1, h) > 0).sum())
            low, high = np.quantile(found[seen].sum(axis=0), TAILS)
            inside[h].append(bool(low <= actual <= high))
            words.append(f"{h} y {actual} ({low:.0f}-{high:.0f}){'' if inside[h][-1] else ' *'}")
        print(origin, *words, sep="   ", flush=True)
    for h, values in inside.items():
        print(f"{h:2} y  counts in their range {np.mean(values):.2f} of {len(values)}")


def _counts(model: LandmarkHazards, now: Rows, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Drawn ruptures of every pair by the end of each stretch, shape (n, draws)."""
    fate = rng.random((now.unit.size, DRAWS))
    yield from (fate > left for left in _survival(model, now, rng))


def _survival(model: LandmarkHazards, now: Rows, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Drawn survival of every pair by the end of each stretch, shape (n, draws).

    A draw has one effect of each state, which its pairs share.
    """
    assert model.shared is not None
    design = model.design(now.x[:, [now.names.index(name) for name in model.names]])
    states, place = np.unique(
        np.concatenate([now.unit // 1000, now.unit % 1000]), return_inverse=True
    )
    sd = model.shared.state_sd
    effect = sd * rng.standard_normal((states.size, DRAWS)) - sd**2 / 2
    a, b = place.reshape(2, -1)
    normal = rng.standard_normal((DRAWS, design.shape[1]))
    left = np.ones((a.size, DRAWS))
    coefficients = model.coefficients(normal, of_pair=False)
    for (first, last), drawn in zip(STRETCHES, coefficients, strict=True):
        eta = design @ drawn.T + effect[a] + effect[b]
        left = left * (1 + np.exp(eta)) ** -float(last - first + 1)
        yield left


if __name__ == "__main__":
    main()
