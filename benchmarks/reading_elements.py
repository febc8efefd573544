"""What of the worked example's elements the readers find by themselves.

The bundled case us-russia-2001 points, claim by claim, to the words of its source, and each claim
names the elements of docs/elements.md that it holds. An element comes out if a proposal of a kind
that makes a claim covers half of the words of one of its claims (or lies half within them). Needs
the source's text, which is not part of detente:

    python benchmarks/reading_elements.py ../shared/seed/*.txt
"""

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from detente.case.load import load
from detente.case.source_text import verify
from detente.reading.open_file import open_document
from detente.reading.read import read
from detente.reading.text import Span

ELEMENTS = range(1, 56)
NO_CLAIM = ("actor", "date", "hedge")


def spans(case, document):
    """Span of every claim whose pointer holds, with its elements."""
    good = {v.claim for v in verify(case, document.text) if v.state == "found"}
    for claim in case.claims:
        if claim.id in good and claim.quote is not None:
            words = document.paragraphs[claim.quote.paragraph - 1].words
            first, last = claim.quote.words
            yield Span(words[first - 1][0], words[last - 1][1]), claim.elements


def half(a, b):
    """Whether two spans share half of the shorter one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared >= min(a.end - a.start, b.end - b.start)


def kinds(case, document, as_of):
    """Kinds of proposals by element."""
    proposals = [p for p in read(document, as_of) if p.kind not in NO_CLAIM]
    found = {n: Counter() for n in ELEMENTS}
    pointed = set()
    for span, elements in spans(case, document):
        for n in elements:
            pointed.add(n)
            found[n].update(p.kind for p in proposals if half(p.span, span))
    return found, pointed


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("text", type=Path, help="the source of us-russia-2001")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    case = load("us-russia-2001")
    found, pointed = kinds(case, open_document(given.text), date(2001, 11, 12))
    out = {n: dict(found[n].most_common()) for n in ELEMENTS}
    if given.json:
        print(json.dumps({"pointed": sorted(pointed), "kinds": out}, indent=1))
        return
    for n in ELEMENTS:
        state = ", ".join(f"{c} {k}" for k, c in out[n].items()) if n in pointed else "no words"
        print(f"{n:>3}  {state or '-'}")
    come = [n for n in pointed if out[n]]
    print(f"\n{len(come)} of the {len(pointed)} elements that the case points to in the text")


if __name__ == "__main__":
    main()
