"""The challenge model in plain loops, and Nash by a general optimiser: no code of detente.

Written from the rules in words (Scholz, Calbert and Smith 2011, with the two readings on which
programs differ), one actor, pair and vote at a time. Makes the expected numbers:

    python plain.py > expected.json        # needs scipy
"""

import json
import random
import sys


def votes(x, w, r, span, i, j):
    """Vote of every actor between i and j; positive favours i."""
    for k in range(len(x)):
        yield w[k] * (abs(x[k] - x[j]) ** r[k] - abs(x[k] - x[i]) ** r[k]) / span ** r[k]


def expected(x, s, span, p, i, j, r):
    """What i may expect from challenging j, for a beholder with risk exponent r."""
    d = abs(x[i] - x[j]) / span
    good, bad, same = (2 - 4 * z**r for z in (0.5 - 0.5 * d, 0.5 + 0.5 * d, 0.5))
    return s[j] * (p[i, j] * good + (1 - p[i, j]) * bad) + (1 - s[j]) * good - same


def chances(x, w, r, span, odds):
    """Votes that favour i over j, over all votes of the same pair or of every ordered pair."""
    n = len(x)
    cast = {(i, j): list(votes(x, w, r, span, i, j)) for i in range(n) for j in range(n) if i != j}
    totals = {pair: sum(abs(v) for v in found) for pair, found in cast.items()}
    everyone = sum(totals.values())
    out = {}
    for pair, found in cast.items():
        total = everyone if odds == "all-pairs" else totals[pair]
        out[pair] = sum(v for v in found if v > 0) / total if total else 0.5
    return out


def one_round(x, s, c, span, odds, compromise):
    n, w = len(x), [a * b for a, b in zip(c, s, strict=True)]
    others = [[j for j in range(n) if j != i] for i in range(n)]
    p = chances(x, w, [1.0] * n, span, odds)
    danger = [sum(expected(x, s, span, p, j, i, 1.0) for j in others[i]) for i in range(n)]
    top, low = max(danger), min(danger)
    spread = top - low
    ratio = [(2 * v - top - low) / spread if spread > 1e-12 else 0 for v in danger]
    r = [(1 - v / 3) / (1 + v / 3) for v in ratio]
    p = chances(x, w, r, span, odds)
    after = list(x)
    for i in range(n):
        kinds = {"confrontation": [], "compromise": [], "capitulation": []}
        for j in others[i]:
            a = expected(x, s, span, p, i, j, r[i])
            b = expected(x, s, span, p, j, i, r[i])
            gap = x[j] - x[i]
            if abs(gap) < 1e-12:
                continue
            if b > a > 0:
                kinds["confrontation"].append((abs(gap), j, x[j]))
            elif b > 0 > a and b > -a:
                step = gap * abs(a / b)
                middle = (-a * x[i] + b * x[j]) / (b - a)
                order = abs(step) if compromise == "least" else middle
                kinds["compromise"].append((order, j, x[i] + step))
            elif b > 0 > a and b < -a:
                kinds["capitulation"].append((abs(gap), j, x[j]))
        offers = next((v for v in kinds.values() if v), None)
        if offers:
            after[i] = min(offers)[2]
    return after, r


def drawn(seed, n):
    """Actors on a scale of 100: position, salience, power."""
    dice = random.Random(seed)  # noqa: S311  (no secret: the tables must come out the same)
    return [
        [round(dice.uniform(low, high), 3) for _ in range(n)]
        for low, high in ((0, 100), (0.05, 1), (1, 20))
    ]


def courses():
    for seed, n in ((2, 5), (10, 8), (30, 12)):
        x, s, c = drawn(seed, n)
        for odds in ("all-pairs", "same-pair"):
            for compromise in ("lowest", "least"):
                place, rounds, risks = x, [], []
                for _ in range(4):
                    place, r = one_round(place, s, c, 100.0, odds, compromise)
                    rounds.append([round(v, 9) for v in place])
                    risks.append([round(v, 9) for v in r])
                yield {
                    "position": x,
                    "salience": s,
                    "power": c,
                    "odds": odds,
                    "compromise": compromise,
                    "rounds": rounds,
                    "risk": risks,
                }


def nash():
    """Maximise the sum of w log((q - x_i)^2 - (x - x_i)^2) by bounded scalar search."""
    from math import log

    from scipy.optimize import minimize_scalar

    for q, ideal, weight in (
        (10.0, [30.0, 60.0, 90.0], [1.0, 2.0, 1.0]),
        (95.0, [20.0, 80.0], [3.0, 1.0]),
        (0.0, [5.0, 100.0, 70.0, 40.0], [0.2, 5.0, 1.0, 2.0]),
    ):
        ends = sorted((q, 2 * min(ideal, key=lambda v, q=q: abs(v - q)) - q))

        def loss(x, q=q, ideal=ideal, weight=weight):
            gains = [(q - i) ** 2 - (x - i) ** 2 for i in ideal]
            return -sum(w * log(max(g, 1e-300)) for w, g in zip(weight, gains, strict=True))

        found = minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-10})
        yield {"status_quo": q, "ideal": ideal, "weight": weight, "nash": round(found.x, 5)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"courses": list(courses()), "nash": list(nash())}) + "\n")
