"""Single sentences with known answers: the format, and what rules got right that saw them."""

import re

import pytest
from corpus_kit import CorpusError, match
from sentence_kit import FOLDER, _text, kinds, sentences

from detente.reading.proposal import proposal
from detente.reading.reader import readers

FLOORS = {  # precision and recall of the seen half, a little below what was measured
    "attribution": (0.95, 0.88),
    "deed": (0.90, 0.85),
    "scheduled": (0.95, 0.88),
    "survey": (0.92, 0.91),
}
SECOND = {
    "actor": (0.94, 0.90),
    "attribution": (0.90, 0.84),
    "conditional": (0.90, 0.90),
    "scheduled": (0.90, 0.86),
    "survey": (0.80, 0.80),
}
THIRD = {"attribution": (0.95, 0.79), "scheduled": (0.95, 0.89), "survey": (0.95, 0.92)}
FOURTH = {
    "attribution": (0.95, 0.90),
    "conditional": (0.93, 0.95),
    "scheduled": (0.93, 0.94),
    "survey": (0.92, 0.87),
}
FLOORS_OF = {"first": FLOORS, "second": SECOND, "third": THIRD, "fourth": FOURTH}
READERS = {
    "actor": "actors",
    "conditional": "conditionals",
    "attribution": "attribution",
    "deed": "deeds",
    "scheduled": "scheduled",
    "survey": "surveys",
}


def test_all_kinds_have_floors():
    assert all(set(kinds(part)) == set(floors) for part, floors in FLOORS_OF.items())


@pytest.mark.parametrize("kind", FLOORS)
def test_no_sentence_stands_twice(kind):
    lines = (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    plain = [re.sub(r"[][]|\|[^]]*\]", "", line[13:]) for line in lines]
    assert len(set(plain)) == len(lines)


def test_a_hash_parts_the_lines_of_the_fourth_set():
    parts = kinds("fourth")
    assert len(parts) == 4
    for kind in parts:
        lines = (FOLDER / "fourth" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
        assert 120 <= len(set(lines)) - 1 == len(lines) - 1
        assert 50 < lines.index("---") < 80


@pytest.mark.parametrize(
    ("part", "kind"), [(part, kind) for part, floors in FLOORS_OF.items() for kind in floors]
)
def test_seen_sentences_are_read(part, kind):
    right = said = gold = 0
    reader = readers()[READERS[kind]]
    for text in sentences(kind, "seen", part):
        drafts = reader.read(text.document, text.as_of)
        made = [proposal(text.document, d, reader=kind, version=1, p=0.5) for d in drafts]
        one = match(text, made, kind)
        right, said = right + len(one.pairs), said + len(one.items)
        gold += len(text.of(kind))
    precision, recall = FLOORS_OF[part][kind]
    assert right >= precision * said
    assert right >= recall * gold


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("survey", "2001-11-12 | [57 percent|57 USA] agreed."),
        ("scheduled", "2001-11-12 | [They meet on 3 May|soon]."),
        ("deed", "2001-11-12 | [Rome gave aid|ITA]."),
        ("deed", "2001-11-12 | Rome gave aid]."),
    ],
)
def test_a_damaged_line_is_refused(kind, line):
    with pytest.raises(CorpusError, match=f"{kind}:7"):
        _text(kind, 7, line)
