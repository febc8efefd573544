"""No rule is lost to its first look: a pattern that matches a sentence has one of its beginnings.

Sentences are those of the texts that writers of rules may see, and those that the model of
relations was trained on.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from corpus_kit import corpus

from detente.reading import deed_words, poll_words, relation_stand_ins, tie_words
from detente.reading.clauses import beginnings, small
from detente.reading.poll_words import POLL, is_poll
from detente.reading.readers import bearing, deeds, issues, stance, threats

Rule = tuple[str, frozenset[str], re.Pattern[str]]


def _rules() -> Iterator[Rule]:
    yield from ((f"threats {name}", begins, p) for name, begins, p, _ in threats._RULES)
    yield from ((f"issues {name}", begins, p) for name, begins, p in issues._PATTERNS)
    yield from ((f"bearing {name}", begins, p) for name, _, begins, p in bearing._RULES)
    yield from ((f"deeds {name}", begins, p) for _, name, begins, p in deeds._RULES)
    yield "received", deed_words.RECEIVED_BEGINS, deed_words.RECEIVED
    yield "bond", stance._BONDS, stance._BOND
    yield "both", relation_stand_ins._BOTH_BEGINS, relation_stand_ins._BOTH
    yield from (("state", tie_words.STATES_BEGINS, p) for p, _ in tie_words.STATES)


@cache
def _sentences() -> tuple[str, ...]:
    texts = [t.document for half in ("train", "probes") for t in corpus(half)]
    found = [small(d.quote(s)) for d in texts for s in d.body]
    for path in sorted(Path(__file__).with_name("quad_sentences").glob("[a-z]*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            found += [re.sub(r"</?[st]>", "", row["sentence"]).lower() for row in rows]
    return tuple(found)


@pytest.mark.parametrize(("name", "begins", "pattern"), list(_rules()))
def test_a_pattern_that_matches_has_one_of_its_beginnings(name, begins, pattern):
    hits = [words for words in _sentences() if pattern.search(words)]
    assert [words for words in hits if begins.isdisjoint(beginnings(words))] == []


def test_most_rules_match_and_most_sentences_are_ruled_out():
    rules = list(_rules())
    matched = [any(p.search(words) for words in _sentences()) for _, _, p in rules]
    tried = [not b.isdisjoint(beginnings(words)) for _, b, _ in rules for words in _sentences()]
    assert sum(matched) > 0.9 * len(rules)
    assert sum(tried) < 0.25 * len(tried)


def test_a_survey_is_told_as_by_its_pattern_alone():
    plain = [bool(POLL.search(poll_words._NO_POLL.sub(" ", words))) for words in _sentences()]
    assert [is_poll(words) for words in _sentences()] == plain
    assert 50 < sum(plain) < 0.5 * len(plain)
