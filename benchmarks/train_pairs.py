"""Train the model of pairs (`detente.reading.pair_model`) on texts with known answers.

Every two actors of a sentence are one row; it is right if an answer has the same two and overlaps
by half of the shorter. Only texts that writers of rules may look at are used (train, and the
digests of relations in probes). Scores are of texts held out one at a time.

    python benchmarks/train_pairs.py [--write] [--without NAME ...]
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reading"))

from corpus_kit import GoldText, corpus, overlap

from detente.reading import pair_model
from detente.reading.readers.relations import candidates
from detente.reading.scenes import scenes

WEIGHTS = Path(pair_model.__file__).with_name("_pair_weights.csv")
RIDGE, LEAST = 8.0, 5  # penalty of a weight; how often a feature must be seen


class Row(NamedTuple):
    """A pair of a sentence: text, what makes it one with others, features, answers it may give."""

    text: str
    key: tuple[object, ...]
    seen: dict[str, float]
    answers: tuple[int, ...]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="write the weights")
    parser.add_argument("--without", nargs="*", default=[], help="texts to leave out")
    args = parser.parse_args()
    texts = [t for t in _texts() if not t.name.startswith(tuple(args.without) or ("\0",))]
    rows = [row for text in texts for row in _rows(text)]
    names, x, y = _table(rows)
    answers = sum(len(t.of("relation")) for t in texts)
    print(f"{len(texts)} texts, {len(rows)} pairs, {answers} answers, {len(names)} weights")
    held = _held_out(rows, x, y)
    for least in np.arange(0.25, 0.8, 0.05):
        print(
            f"from {least:.2f}: precision {{:.2f}}, recall {{:.2f}}".format(
                *_score(rows, held, least, answers)
            )
        )
    if args.write:
        WEIGHTS.write_text(_lines(names, fit(x, y)), encoding="utf-8")


def trained() -> str:
    """What the file of weights holds, computed anew."""
    names, x, y = _table([row for text in _texts() for row in _rows(text)])
    return _lines(names, fit(x, y))


def _lines(names: Sequence[str], weights: NDArray[np.float64]) -> str:
    return "".join(f"{name},{w:.3f}\n" for name, w in zip(names, weights, strict=True))


def _table(
    rows: Sequence[Row],
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Names of the features, their values by row, and whether each row is right."""
    counts = Counter(name for row in rows for name in row.seen)
    names = ["", *sorted(name for name, n in counts.items() if n >= LEAST)]
    return names, _matrix(rows, names), np.array([bool(row.answers) for row in rows], dtype=float)


def _texts() -> list[GoldText]:
    probes = [t for t in corpus("probes") if t.name.startswith("relations")]
    return [*corpus("train"), *probes]


def _rows(text: GoldText) -> Iterator[Row]:
    gold = text.of("relation")
    for scene in scenes(text.document, text.as_of):
        for one in candidates(text.document, [scene]):
            pair = {one.source.actor, one.target.actor}
            fits = [
                i
                for i, a in enumerate(gold)
                if pair == {a.fields["source"], a.fields["target"]}
                and overlap(one.span, a.span) >= 0.5
            ]
            seen = dict.fromkeys(one.seen, 1.0) | pair_model.of_sense(one.sense)
            yield Row(text.name, (text.name, *sorted(pair), one.span.end), seen, tuple(fits))


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> NDArray[np.float64]:
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1.0
    for i, row in enumerate(rows):
        for name, value in row.seen.items():
            if name in at:
                x[i, at[name]] = value
    return x


def fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a ridge-penalised logistic regression by Newton's method; the first is free."""
    penalty = RIDGE * np.r_[0.001, np.ones(x.shape[1] - 1)]
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, x.T @ (p - y) + penalty * weights)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _held_out(
    rows: Sequence[Row], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probability of each pair, by weights from all other texts."""
    names = np.array([row.text for row in rows])
    p = np.zeros(len(rows))
    for name in np.unique(names):
        here = names == name
        p[here] = 1 / (1 + np.exp(-x[here] @ fit(x[~here], y[~here])))
    return p


def _score(
    rows: Sequence[Row], p: Iterable[float], least: float, answers: int
) -> tuple[float, float]:
    """Precision and recall of the best of each pair and clause from a probability on."""
    best: dict[tuple[object, ...], tuple[float, Row]] = {}
    for row, sure in zip(rows, p, strict=True):
        if sure >= least and (row.key not in best or best[row.key][0] < sure):
            best[row.key] = (sure, row)
    given: set[tuple[str, int]] = set()
    for _, row in sorted(best.values(), key=lambda pair: -pair[0]):
        free = next((i for i in row.answers if (row.text, i) not in given), None)
        if free is not None:
            given.add((row.text, free))
    return len(given) / max(len(best), 1), len(given) / answers


if __name__ == "__main__":
    main()
