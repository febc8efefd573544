"""What readers find in single sentences with known answers (tests/reading/sentences), by kind.

Rules are written looking at the half ``seen``; ``unseen`` has sentences by the same hand, answered
before a reader was run on them and never looked at for rules. What counts as right is as in
tests/reading/corpus/README.md. `--part second`, `third` and `fourth` read the later sets.

    python benchmarks/reading_sentences.py [--part first|second|third|fourth]
    python benchmarks/reading_sentences.py [--part first|second|third|fourth] --misses KIND
"""

import argparse
import sys
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reading"))

from common import table
from corpus_kit import match
from sentence_kit import Half, Part, kinds, sentences

from detente.reading.proposal import ProposalKind
from detente.reading.read import read
from reading import Read, lines_of_misses, score


def main() -> None:
    """Print precision and recall by kind and half, or the misses of the seen half."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=get_args(Part), default="first", help="which set")
    parser.add_argument("--misses", metavar="KIND", help="of the seen half only")
    args = parser.parse_args()
    if args.misses:
        if args.misses not in kinds(args.part):
            parser.error(f"--misses: got {args.misses!r}; wanted {', '.join(kinds(args.part))}")
        lines = lines_of_misses(done(args.misses, "seen", args.part), args.misses)
        print("\n".join(line for line in lines if not line.endswith(" 0 missed, 0 false")))
        return
    rows = [_row(kind, half, args.part) for kind in kinds(args.part) for half in get_args(Half)]
    print(table(["kind", "half", "gold", "proposed", "precision", "recall"], rows))


def done(kind: ProposalKind, half: Half, part: Part) -> list[Read]:
    """The sentences of a kind and half, read."""
    texts = sentences(kind, half, part)
    return [Read(text, read(text.document, text.as_of), 0.0) for text in texts]


def _row(kind: ProposalKind, half: Half, part: Part) -> list[str]:
    found = [match(one.text, one.proposals, kind) for one in done(kind, half, part)]
    made = score(kind, found)
    return [kind, half, str(made.gold), str(made.proposals), str(made.precision), str(made.recall)]


if __name__ == "__main__":
    main()
