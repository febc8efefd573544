"""Train the model of what is between two actors, and measure it on sentences it has not seen.

    python benchmarks/train_quad.py            # train, cross-validate, print the scores
    python benchmarks/train_quad.py --write    # and ship the weights

It is trained on tests/reading/quad_sentences, written for detente, with the verb patterns of CAMEO
2.0 (MIT). The PLV sentences are for measuring only: nothing is trained on them. Their half of even
number has been looked at for kinds of errors; the other half gives the figure to report.
"""

import argparse
import csv
import itertools
import re
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from detente.reading import quad_model
from detente.reading.quad_model import CLASSES, QUADS, QuadModel, sentence_features
from detente.reading.quad_words import Lexicon, stem
from detente.reading.text import Span

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "tests" / "reading" / "quad_sentences"
EVENTS = ROOT / ".." / "shared" / "data" / "events"
SHIPPED = Path(quad_model.__file__).with_name("_quad_model.npz")
PENALTY = 10.0  # scikit-learn's C, the same within noise from 3 to 30
SEEN = 2  # sentences in which a feature must stand
ANSWERED = 0.6  # of the pairs between which there is something, so many are to be answered
QUAD_OF = np.array([QUADS.get(root, 0) for root in CLASSES])
CAMEO_ROOTS = {  # by the first figures of a CAMEO code, longest first
    **dict.fromkeys(("0813", "0814"), "RETREAT"),
    **dict.fromkeys(("080", "081", "082", "083"), "CONCEDE"),
    **dict.fromkeys(("057",), "AGREE"),  # signing an agreement
    **dict.fromkeys(("163",), "SANCTION"),
    **dict.fromkeys(("1712", "175", "201"), "ASSAULT"),
    **dict.fromkeys(("191", "192"), "COERCE"),
    **{"02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE"},
    **{"07": "AID", "08": "RETREAT", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE"},
    **{"12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION"},
    **{"17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"},
}


def sentences() -> list[tuple[str, Span, Span, str]]:
    """Text, source, target and event of every training sentence, in the order of the files."""
    found = []
    for path in sorted(SENTENCES.glob("[a-z]*.tsv")):
        with path.open() as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append((*unmark(row["sentence"]), row["root"]))
    return found


def unmark(marked: str) -> tuple[str, Span, Span]:
    """A sentence without its marks, and the spans of source and target."""
    text, edges, done = "", {}, 0
    for mark in re.finditer(r"</?[st]>", marked):
        text += marked[done : mark.start()]
        done = mark.end()
        edges[mark[0]] = len(text)
    text += marked[done:]
    return (
        text,
        Span(edges["<s>"], edges["</s>"]),
        Span(edges["<t>"], edges["</t>"]),
    )


def triggers() -> dict[str, list[str]]:
    """Events by stem, of our own list."""
    found: dict[str, list[str]] = {}
    for line in (SENTENCES / "_words.tsv").read_text().splitlines()[1:]:
        root, words = line.split("\t")
        for word in dict.fromkeys(stem(w) for w in words.split()):
            found.setdefault(word, []).append(root)
    return found


def cameo_root(code: str) -> str:
    """PLOVER event of a CAMEO code, "-" if it names none."""
    for figures in (4, 3, 2):
        if code[:figures] in CAMEO_ROOTS:
            return CAMEO_ROOTS[code[:figures]]
    return "-"


def cameo_blocks(path: Path) -> list[str]:
    """Lines of blocks of `Lexicon.loads` from the dictionary: verbs that share patterns."""
    synonyms, blocks = {}, []
    current, block = None, None
    for line in path.read_text(errors="replace").splitlines():
        body = line.split("#")[0].strip()
        if body.startswith("---"):
            code = re.search(r"\[(.*?)\]", body)
            block = {
                "alone": cameo_root(code[1] if code else ""),
                "verbs": {},
                "patterns": {},
                "own": {},
            }
            blocks.append(block)
        elif block is None and body.startswith("&"):
            current = synonyms.setdefault(body.strip("&").rstrip("_"), [])
        elif block is None and body.startswith("+") and current is not None:
            current.append(body[1:].rstrip("_"))
        elif block is not None and body.startswith("-"):
            pattern(block, body, synonyms)
        elif block is not None and body:
            verb(block, body)
    own = {word: root for one in blocks for word, root in one["own"].items() if root != "-"}
    lines = [f"{word}\t{root}" for word, root in sorted(own.items())]
    return lines + [line for one in blocks if (line := block_line(one))]


def verb(block: dict, body: str) -> None:
    """Add a verb and its irregular forms to a block, and its own event if it has one."""
    names = re.sub(r"\[.*?\]|[{}]", " ", body).split()
    stems = [stem(n.rstrip("_").lower()) for n in names if not re.search(r"[+\d]|_[A-Z]", n)]
    block["verbs"].update(dict.fromkeys(stems))
    code = re.search(r"\[(.*?)\]", body)
    if code:
        block["own"].update(dict.fromkeys(stems, cameo_root(code[1])))


def pattern(block: dict, body: str, synonyms: dict[str, list[str]]) -> None:
    """Add a pattern to a block: every choice of its synonyms, but no more than a hundred."""
    match = re.match(r"-\s*(.*?)\s*\[(.*?)\]", body)
    if not match:
        return
    root = cameo_root(match[2])
    names = [n.rstrip("_") for n in re.findall(r"&?[A-Z0-9_'-]+", match[1])]
    names = [n for n in names if n not in ("OF", "THE", "A", "TO", "IN", "ON")]
    choices = [synonyms.get(n[1:], []) if n.startswith("&") else [n] for n in names]
    if not choices or np.prod([len(c) for c in choices]) > 100:
        return
    for chosen in itertools.product(*choices):
        stems = sorted({stem(w) for name in chosen for w in name.lower().split("_") if w})
        block["patterns"].setdefault("+".join(stems), root)


def block_line(block: dict) -> str:
    """One line of `Lexicon.loads`; empty if the block names no event."""
    by_root: dict[str, list[str]] = {}
    for stems, root in block["patterns"].items():
        by_root.setdefault(root, []).append(stems)
    if not block["verbs"] or {block["alone"], *by_root} == {"-"}:
        return ""
    parts = [f"{root}:{' '.join(sorted(stems))}" for root, stems in sorted(by_root.items())]
    return "\t".join([" ".join(sorted(block["verbs"])), block["alone"], *parts])


def lexicon_text(cameo: Path) -> str:
    """What `Lexicon.loads` reads."""
    ours = [f"{word}\t{' '.join(roots)}" for word, roots in sorted(triggers().items())]
    return "\n".join(ours) + "\n\n" + "\n".join(cameo_blocks(cameo))


def vocabulary(found: list[list[str]]) -> list[str]:
    """Features of at least `SEEN` sentences, by name."""
    counts = Counter(name for names in found for name in names)
    return sorted(name for name, count in counts.items() if count >= SEEN)


def matrix(found: list[list[str]], names: list[str]) -> sparse.csr_matrix:
    """One row a sentence, of length one."""
    column = {name: i for i, name in enumerate(names)}
    kept = [[column[n] for n in row if n in column] for row in found]
    values = [1 / max(len(row), 1) ** 0.5 for row in kept for _ in row]
    ends = np.cumsum([0, *map(len, kept)])
    return sparse.csr_matrix((values, list(itertools.chain(*kept)), ends), (len(kept), len(names)))


def quads(p: np.ndarray) -> np.ndarray:
    """Probabilities of quads 1 to 4, given an event."""
    sums = np.stack([p[:, k == QUAD_OF].sum(axis=1) for k in range(1, 5)], axis=1)
    return sums / sums.sum(axis=1, keepdims=True)


def calibrated(p: np.ndarray, root: np.ndarray) -> tuple[float, float]:
    """Temperature and threshold, from probabilities of sentences left out of the fit."""
    event = root > 0
    right = QUAD_OF[root[event]] - 1
    heat = np.arange(0.3, 3.01, 0.02)
    loss = []
    for t in heat:
        q = quads(np.maximum(p[event], 1e-12) ** (1 / t))
        loss.append(-np.log(q[np.arange(len(right)), right]).mean())
    best = float(heat[int(np.argmin(loss))])
    q = quads(np.maximum(p[event], 1e-12) ** (1 / best))
    hit, sure = q.argmax(axis=1) == right, q.max(axis=1)
    threshold = float(np.quantile(sure, 1 - ANSWERED))
    said = hit[sure >= threshold].mean()
    print(
        f"temperature {best:.2f}; left out: quad {hit.mean():.3f}, surest {ANSWERED:.0%} {said:.3f}"
    )
    return best, round(threshold, 3)


def table(text: str) -> tuple[list[str], sparse.csr_matrix, np.ndarray]:
    """Names of the features, their values by sentence, and the event of each sentence."""
    lexicon = Lexicon.loads(text)
    data = sentences()
    found = [sentence_features(lexicon.scan(words), one, two) for words, one, two, _ in data]
    names = vocabulary(found)
    return names, matrix(found, names), np.array([CLASSES.index(name) for *_, name in data])


def unfitted() -> LogisticRegression:
    """The model before it has seen a sentence."""
    return LogisticRegression(C=PENALTY, max_iter=1000)


def fitted(cameo: Path) -> dict[str, np.ndarray]:
    """Arrays that `QuadModel` reads, but what is chosen by cross-validation."""
    text = lexicon_text(cameo)
    names, x, root = table(text)
    fit = unfitted().fit(x, root)
    print(f"{len(root)} sentences, {len(names)} features")
    return {
        "names": np.frombuffer("\n".join(names).encode(), np.uint8),
        "weights": fit.coef_.T.astype(np.float16),
        "bias": fit.intercept_.astype(np.float16),
        "lexicon": np.frombuffer(text.encode(), np.uint8),
    }


def train(cameo: Path) -> dict[str, np.ndarray]:
    """Arrays that `QuadModel` reads."""
    _, x, root = table(lexicon_text(cameo))
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    left_out = cross_val_predict(unfitted(), x, root, cv=folds, method="predict_proba")
    temperature, threshold = calibrated(left_out, root)
    return fitted(cameo) | {
        "temperature": np.array(temperature),
        "threshold": np.array(threshold),
    }


def plv(path: Path) -> tuple[list[tuple[str, Span, Span, int, str]], ...]:
    """Sentences of even and of odd number: text, source, target, quad and event."""
    with path.open() as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if marked_once(r)]
    numbers = {text: i for i, text in enumerate(dict.fromkeys(r["sentence"] for r in rows))}
    halves: tuple[list, list] = ([], [])
    for row in rows:
        known = int(row["gold_penta"]), row["gold_root"]
        half = halves[numbers[row["sentence"]] % 2]
        half.append((*unmark(row["marked_sentence"]), *known))
    return halves


def marked_once(row: dict[str, str]) -> bool:
    """Whether source and target of a sentence are marked, each once."""
    return all(row["marked_sentence"].count(mark) == 1 for mark in ("<s>", "<t>"))


def measure(model: QuadModel, half: list[tuple[str, Span, Span, int, str]], name: str) -> None:
    """Print quad accuracy of all, of the surer half, and of those that the model answers.

    The PLV sentences join CONCEDE and RETREAT under YIELD, material; *joined* counts so.
    """
    senses, p = [], []
    for text, one, two, *_ in half:
        scan = model.scan(text)
        senses.append(model.sense(scan, one, two))
        p.append(model.between([(scan, one, two)])[0][0])
    right = np.array([quad for *_, quad, _ in half])
    table = np.stack(p)
    joined = table.copy()
    joined[:, CLASSES.index("RETREAT")] += joined[:, CLASSES.index("CONCEDE")]
    joined[:, CLASSES.index("CONCEDE")] = 0
    for label, one in (("", table), (" joined", joined)):
        q = quads(one)
        hit = q.argmax(axis=1) + 1 == right
        sure = np.argsort(-q.max(axis=1), kind="stable")[: len(right) // 2]
        print(
            f"{name}{label}: {len(right)} pairs, quad {hit.mean():.3f}, half {hit[sure].mean():.3f}"
        )
    said = [(s.quad == str(r)) for s, r in zip(senses, right, strict=True) if s.quad]
    print(f"{name} as proposed: answers {len(said) / len(right):.2f}, right {np.mean(said):.3f}")


def main() -> None:
    """Train, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=Path, default=EVENTS, help="folder of event data")
    parser.add_argument("--write", action="store_true", help="ship the weights")
    parser.add_argument("--final", action="store_true", help="measure on the half not looked at")
    options = parser.parse_args()
    arrays = train(options.events / "dictionaries" / "CAMEO.2.0.txt")
    if options.write:
        np.savez_compressed(SHIPPED, **arrays)
        print(f"{SHIPPED.name}: {SHIPPED.stat().st_size / 1000:.0f} kB")
    model = QuadModel(arrays)
    even, odd = plv(options.events / "plv_train.tsv")
    measure(model, even, "PLV, looked at")
    if options.final:
        measure(model, odd, "PLV, not looked at")


if __name__ == "__main__":
    main()
