"""What readers find in texts with known answers (tests/reading/corpus), by kind.

A proposal is right as tests/reading/corpus/README.md says; actors count by mention. Shares have
Wilson's interval (95 %). ECE is the mean distance, over ten bins, of `p` from the share that was
right: on check it is flattered, as `p` was counted there (and on unseen sentences). `answers` is
the share of proposals with p of .5 or more, and how many of those were right. Of a relation the
pair counts; direction and quad
are scored on the pairs found, quad where both the answer and the proposal have one. Milliseconds
are of the processor, after a first sentence of the same day, sentences cut before. Of check, test
and third-test only scores are shown. `--speed` times mentions, dates and each reader apart, and
the whole: the least of several rounds, every round on texts that no cache holds.

    python benchmarks/reading.py [--only KIND] [--half HALF] [--json]
    python benchmarks/reading.py --misses KIND
    python benchmarks/reading.py --speed [--half train] [--repeat 5]
    python benchmarks/reading.py --write
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import process_time
from typing import get_args

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reading"))

from common import table
from corpus_kit import HALVES, Answer, GoldText, Half, Item, Match, corpus, match
from sentence_kit import Part, kinds, sentences

from detente.backtest.reliability import ece
from detente.methods.wilson import wilson
from detente.reading import calibration, clauses, date_tense, poll_words, pollster_homes, pollsters
from detente.reading.dates import dates
from detente.reading.mentions import mentions
from detente.reading.proposal import PROPOSAL_KINDS, Fields, Proposal, ProposalKind
from detente.reading.read import read
from detente.reading.reader import readers
from detente.reading.scenes import scenes
from detente.reading.text import Document, Span, document

SURE = 0.5
SEEN: tuple[Half, ...] = ("train", "probes", "second", "third")  # rules may look at these
CALIBRATION = Path(calibration.__file__).with_name("calibration.json")


@dataclass(frozen=True)
class Share:
    """``right`` of ``of``, with Wilson's interval; all empty where there is nothing."""

    right: int
    of: int
    share: float | None = None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.share is None:
            return "-"
        return f"{self.share:.2f} ({self.low:.2f}-{self.high:.2f})"


@dataclass(frozen=True)
class Score:
    """One kind on one part."""

    kind: ProposalKind
    gold: int
    proposals: int
    precision: Share
    recall: Share
    ece: float | None
    sure: Share  # proposals with p >= SURE, of all
    sure_right: Share  # right ones, of those


@dataclass(frozen=True)
class RelationScore:
    """Relations whose pair was found: what else is right of them."""

    direction: Share
    quad: Share
    quad_answered: Share


@dataclass(frozen=True)
class Read:
    """A text, what the readers proposed, and how long they took."""

    text: GoldText
    proposals: tuple[Proposal, ...]
    seconds: float


def main() -> None:
    """Print scores, misses, or write the counts behind ``p``."""
    parser = _parser()
    args = parser.parse_args()
    if args.misses and args.half not in (None, *SEEN):
        parser.error(f"--misses shows texts, and those of {args.half} stay unseen")
    if args.misses:
        done = [one for half in SEEN for one in read_all(half)]
        print("\n".join(lines_of_misses(done, args.misses)))
    if args.write:
        parts: tuple[Part, ...] = get_args(Part)
        unseen = [_read(one) for p in parts for k in kinds(p) for one in sentences(k, "unseen", p)]
        write([*read_all("check"), *unseen])
    if args.speed:
        print(speed_table(args.half or "train", args.repeat))
    if args.misses or args.write or args.speed:
        return
    asked = [args.only] if args.only else list(PROPOSAL_KINDS)
    halves = [args.half] if args.half else list(HALVES)
    found = {half: scores(read_all(half), asked) for half in halves}
    print(
        json.dumps(found, indent=1)
        if args.json
        else "\n\n".join(map(_shown, halves, found.values()))
    )


def _parser() -> argparse.ArgumentParser:
    first, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=first, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=PROPOSAL_KINDS, metavar="KIND", help="one kind")
    parser.add_argument("--half", choices=HALVES, help="one part; all by default")
    parser.add_argument(
        "--misses",
        choices=PROPOSAL_KINDS,
        metavar="KIND",
        help="missed and false ones, of the parts that rules may look at",
    )
    parser.add_argument("--speed", action="store_true", help="ms a sentence by reader")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="rounds of --speed")
    parser.add_argument("--json", action="store_true", help="scores as JSON")
    parser.add_argument(
        "--write",
        action="store_true",
        help="write calibration.json: counts by rule, on check and unseen sentences",
    )
    return parser


# --- reading and scoring ----------------------------------------------------------


def read_all(half: Half) -> list[Read]:
    """Every text of a part, read once."""
    return [_read(text) for text in corpus(half)]


def _read(text: GoldText) -> Read:
    """Read a text; what is made once for a day, not for a sentence, is made before."""
    first = document("France met Germany on 3 May 1901.", name="first", published=text.as_of)
    read(first, text.as_of)
    _ = text.document.sentences, text.document.paragraphs
    start = process_time()
    proposals = read(text.document, text.as_of)
    return Read(text, proposals, process_time() - start)


def speed_table(half: Half, repeat: int) -> str:
    """Milliseconds of the processor a sentence, by reader: the least of some rounds."""
    rounds = [_round(half, n) for n in range(repeat)]
    least = {name: min(one[name] for one in rounds) for name in rounds[0]}
    rows = [[name, f"{ms:.3f}"] for name, ms in sorted(least.items(), key=lambda x: -x[1])]
    return f"{half}, ms a sentence\n\n" + table(["what", "ms"], rows)


def _round(half: Half, n: int) -> dict[str, float]:
    """One round over the texts of a part, each with a new last line."""
    total: Counter[str] = Counter()
    sentences = 0
    for text in corpus(half):
        _read(text)  # what is made once for a day
        sentences += len(text.document.body)
        for whole in (True, False):
            _forget()
            again = f"{text.document.text}\n\nRound {n}, {whole}."
            origin = document(again, name=text.name, published=text.document.published)
            _ = origin.body, origin.paragraphs
            for name, act in _acts(origin, text.as_of, whole=whole):
                start = process_time()
                act()
                total[name] += process_time() - start
    return {name: 1000 * seconds / sentences for name, seconds in total.items()}


def _acts(
    origin: Document, as_of: date, *, whole: bool
) -> Iterator[tuple[str, Callable[[], object]]]:
    """The whole, or what readers share (names, dates, sentences with both), then each reader."""
    if whole:
        yield "all, as proposals", lambda: read(origin, as_of)
        return
    yield "(mentions)", lambda: mentions(origin, as_of)
    yield "(dates)", lambda: dates(origin)
    yield "(sentences)", lambda: scenes(origin, as_of)
    for name, one in readers().items():
        yield name, lambda one=one: list(one.read(origin, as_of))  # type: ignore[misc]


def _forget() -> None:
    """Empty what is kept by sentence: the next text has other sentences."""
    for module in (clauses, poll_words, pollster_homes, pollsters, date_tense):
        for one in vars(module).values():
            if hasattr(one, "cache_clear") and one.__module__ == module.__name__:
                one.cache_clear()


def matches(done: Iterable[Read], kind: ProposalKind) -> list[Match]:
    return [match(one.text, one.proposals, kind) for one in done if kind in one.text.kinds]


def scores(done: Sequence[Read], kinds: Sequence[ProposalKind]) -> dict[str, object]:
    """Scores by kind and the time, as they are printed."""
    by_kind = {kind: matches(done, kind) for kind in kinds}
    sentences = sum(len(one.text.document.body) for one in done)
    relations = by_kind.get("relation")
    return {
        "texts": len(done),
        "sentences": sentences,
        "ms_per_sentence": 1000 * sum(x.seconds for x in done) / sentences if sentences else None,
        "kinds": [asdict(score(kind, found)) for kind, found in by_kind.items()],
        "ece": overall_ece(by_kind.values()),
        "relation": asdict(of_relations(relations)) if relations else None,
    }


def score(kind: ProposalKind, found: Sequence[Match]) -> Score:
    items = [item for one in found for item in one.items]
    right = sum(ok for _, ok in items)
    gold = sum(len(one.pairs) + len(one.missed) for one in found)
    sure = [ok for item, ok in items if item.p >= SURE]
    return Score(
        kind=kind,
        gold=gold,
        proposals=len(items),
        precision=share(right, len(items)),
        recall=share(right, gold),
        ece=ece([int(ok) for _, ok in items], [i.p for i, _ in items], 10) if items else None,
        sure=share(len(sure), len(items)),
        sure_right=share(sum(sure), len(sure)),
    )


def overall_ece(found: Iterable[Sequence[Match]]) -> float | None:
    """Calibration error of all proposals together."""
    items = [item for kind in found for one in kind for item in one.items]
    return ece([int(ok) for _, ok in items], [i.p for i, _ in items], 10) if items else None


def of_relations(found: Sequence[Match]) -> RelationScore:
    """Direction and quad of the relations whose pair was found."""
    pairs = [pair for one in found for pair in one.pairs]
    asked = [(i.fields.get("quad"), a.fields.get("quad")) for i, a in pairs if a.fields.get("quad")]
    answered = [(said, true) for said, true in asked if said]
    return RelationScore(
        direction=share(sum(_same_way(i.fields, a.fields) for i, a in pairs), len(pairs)),
        quad=share(sum(said == true for said, true in answered), len(answered)),
        quad_answered=share(len(answered), len(asked)),
    )


def _same_way(said: Fields, true: Fields) -> bool:
    if bool(said.get("directed")) != bool(true.get("directed")):
        return False
    return not true.get("directed") or said.get("source") == true["source"]


def share(right: int, of: int) -> Share:
    if not of:
        return Share(right, of)
    low, high = (float(x) for x in wilson(right / of, of))
    return Share(right, of, right / of, low, high)


# --- printing ---------------------------------------------------------------------


def _shown(half: Half, found: dict[str, object]) -> str:
    ms = found["ms_per_sentence"]
    speed = "" if ms is None else f", {ms:.2f} ms a sentence"
    head = f"{half}: {found['texts']} texts, {found['sentences']} sentences{speed}"
    header = ["kind", "gold", "proposed", "precision", "recall", "ECE", "answers", "right there"]
    rows = [_row(one) for one in found["kinds"]]  # type: ignore[attr-defined]
    total = "" if found["ece"] is None else f"ECE of all proposals: {found['ece']:.3f}"
    return "\n\n".join([head, table(header, rows), total, *_relation_line(found["relation"])])


def _row(one: dict[str, object]) -> list[str]:
    def of(name: str) -> str:
        return str(Share(**one[name]))  # type: ignore[arg-type]

    counts = [str(one["kind"]), str(one["gold"]), str(one["proposals"])]
    error = "-" if one["ece"] is None else f"{one['ece']:.2f}"
    return [*counts, of("precision"), of("recall"), error, of("sure"), of("sure_right")]


def _relation_line(found: object) -> Iterator[str]:
    if isinstance(found, dict):
        parts = {name: Share(**values) for name, values in found.items()}
        yield (
            f"relations whose pair was found: direction {parts['direction']}, quad "
            f"{parts['quad']} where answered, answered {parts['quad_answered']}"
        )


def lines_of_misses(done: Iterable[Read], kind: ProposalKind) -> Iterator[str]:
    """Answers that no proposal gave, and proposals that no answer supports, by text."""
    for one in (x for x in done if kind in x.text.kinds):
        found = match(one.text, one.proposals, kind)
        yield f"# {one.text.name}: {len(found.missed)} missed, {len(found.false)} false"
        both: list[tuple[Span, str, Answer | Item]] = [
            *((a.span, "missed", a) for a in found.missed),
            *((i.span, f"false  {i.reader}/{i.rule}", i) for i in found.false),
        ]
        for span, what, it in sorted(both, key=lambda x: (x[0], x[1])):
            yield f"  {what}: {_around(one.text.document, span)}  {_said(it.fields)}"


def _around(origin: Document, span: Span) -> str:
    text = origin.text
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
    return f"{before}[{origin.quote(span)}]{after}".replace("\n", " ")


def _said(fields: Fields) -> str:
    return ", ".join(f"{k}={v}" for k, v in fields.items() if v is not None)


def write(done: Sequence[Read]) -> None:
    """Count right and all by reader and rule, and write them where `hit_rate` reads them."""
    counts: dict[str, dict[str, list[int]]] = {}
    for kind in PROPOSAL_KINDS:
        for found in matches(done, kind):
            for item, ok in found.items:
                seen = counts.setdefault(item.reader, {}).setdefault(item.rule, [0, 0])
                seen[0] += ok
                seen[1] += 1
    lines = [
        f" {json.dumps(reader)}: {json.dumps(rules, sort_keys=True)}"
        for reader, rules in sorted(counts.items())
    ]
    CALIBRATION.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{sum(map(len, counts.values()))} rules of {len(counts)} readers")


if __name__ == "__main__":
    np.seterr(all="raise")
    main()
