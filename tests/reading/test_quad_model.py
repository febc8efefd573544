"""The model of relations: its weights are the fit of its sentences, and what it makes of pairs."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from detente.reading.quad_model import CLASSES, QUADS, QuadModel, quad_model, sentence_features
from detente.reading.quad_words import is_passive, words_of
from detente.reading.text import Span

SENTENCES = Path(__file__).parent / "quad_sentences"
PENALTY = 10.0  # of benchmarks/train_quad.py


def unmark(marked):
    """Text, source and target of a marked sentence."""
    text = re.sub(r"</?[st]>", "", marked)
    spans = []
    for mark in "st":
        match = re.search(rf"<{mark}>(.*?)</{mark}>", marked)
        start = len(re.sub(r"</?[st]>", "", marked[: match.start()]))
        spans.append(Span(start, start + len(match[1])))
    return text, *spans


@cache
def training():
    rows = []
    for path in sorted(SENTENCES.glob("[a-z]*.tsv")):
        with path.open() as file:
            rows += csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple((row["sentence"], row["root"], int(row["quad"])) for row in rows)


@cache
def training_features():
    model = quad_model()
    found = []
    for marked, *_ in training():
        text, one, two = unmark(marked)
        found.append(tuple(sentence_features(model.scan(text), one, two)))
    return tuple(found)


def sense(marked):
    text, one, two = unmark(marked)
    return quad_model().sense(quad_model().scan(text), one, two)


def test_sentences_are_as_many_and_as_marked_as_promised():
    roots = Counter(root for _, root, _ in training())
    assert len(training()) >= 1600
    assert roots.pop("") >= 200
    assert set(roots) == set(QUADS)
    assert min(roots.values()) >= 80
    assert all(quad == QUADS.get(root, 0) for _, root, quad in training())
    assert all(len(re.findall(r"</?[st]>", marked)) == 4 for marked, *_ in training())
    assert len({marked for marked, *_ in training()}) == len(training())


def test_vocabulary_is_that_of_the_sentences():
    counts = Counter(name for found in training_features() for name in found)
    assert quad_model().names == sorted(name for name, n in counts.items() if n >= 2)


def test_weights_are_the_fit_of_the_sentences():
    """At the optimum the penalised likelihood has no slope: no second fit is needed.

    Slope of the weights: X'(P - Y) + W / C, compared with that of a model that knows nothing.
    """
    model = quad_model()
    y = np.array([CLASSES.index(root) for _, root, _ in training()])
    rows = [[model.rows[n] for n in found if n in model.rows] for found in training_features()]
    logits = np.stack([model.weights[r].sum(axis=0) / len(r) ** 0.5 for r in rows]) + model.bias
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    fitted = p / p.sum(axis=1, keepdims=True)
    slopes = []
    for guess, weights in ((fitted, model.weights), (np.full_like(fitted, 1 / 17), 0.0)):
        left = guess - np.eye(len(CLASSES))[y]
        slope = np.zeros(model.weights.shape)
        for r, one in zip(rows, left, strict=True):
            slope[r] += one / len(r) ** 0.5
        slopes.append(np.linalg.norm(slope + weights / PENALTY))
    assert slopes[0] < 0.01 * slopes[1]


@pytest.mark.parametrize(
    ("marked", "quad"),
    [
        ("<s>Oman</s> and <t>Yemen</t> signed a border treaty on Monday.", "1"),
        ("<s>The Greek premier</s> met <t>his Bulgarian colleague</t> for talks.", "1"),
        ("<s>Latvia</s> welcomed <t>Georgia</t>'s reforms and praised its courage.", "1"),
        ("<s>Austria</s> donated ambulances and medicine to <t>Moldova</t>.", "2"),
        ("<s>Senegal</s> released <t>the Gambian soldiers</t> on Friday.", "2"),
        ("<s>Portugal</s> accused <t>Spain</t> of polluting the river.", "3"),
        ("<s>Niger</s> rejected <t>Benin</t>'s offer of mediation.", "3"),
        ("<s>Slovenia</s> urged <t>Croatia</t> to open the crossing.", "3"),
        ("<s>Burmese troops</s> attacked <t>a Thai post</t> and killed four soldiers.", "4"),
        ("<s>Tunisian police</s> arrested <t>two Libyan businessmen</t>.", "4"),
        ("<s>The Commonwealth</s> imposed sanctions on <t>Fiji</t>.", "4"),
    ],
)
def test_plain_sentences_have_their_quad_class(marked, quad):
    assert sense(marked).quad == quad


@pytest.mark.parametrize(
    ("deed", "talk"),
    [
        (
            "<s>Austria</s> donated ambulances to <t>Moldova</t>.",
            "<s>Austria</s> will donate ambulances to <t>Moldova</t>.",
        ),
        (
            "<s>Turkey</s> attacked positions in <t>Syria</t>.",
            "<s>Turkey</s> may attack positions in <t>Syria</t>.",
        ),
    ],
)
def test_modal_and_future_verbs_are_talk(deed, talk):
    assert int(sense(deed).quad) - int(sense(talk).quad) == 1


def test_two_that_only_stand_in_one_sentence_have_no_event():
    assert sense("<s>Norway</s> is larger than <t>Denmark</t>.").event < 0.5
    assert sense("<s>Norway</s> bombed <t>Denmark</t>.").event > 0.5


def test_unsure_has_neither_quad_nor_root():
    low = [sense(marked) for marked, *_ in training()[::20]]
    unsure = [s for s in low if s.p_quad < quad_model().threshold]
    assert unsure
    assert {(s.quad, s.root) for s in unsure} == {("", "")}


@pytest.mark.parametrize(
    ("between", "passive"),
    [
        ("was attacked by", True),
        ("has been condemned in strong words by", True),
        ("attacked", False),
        ("stands by", False),
        ("met, by chance,", False),
    ],
)
def test_a_passive_verb_is_recognised(between, passive):
    assert is_passive(words_of("x " + between)[1:]) is passive


def test_order_of_the_actors_does_not_matter_and_a_reversed_span_is_refused():
    text, one, two = unmark("<s>Chad</s> accused <t>Sudan</t> of arming rebels.")
    scan = quad_model().scan(text)
    assert quad_model().sense(scan, one, two) == quad_model().sense(scan, two, one)
    with pytest.raises(ValueError, match="wanted 0 <= start < end"):
        quad_model().sense(scan, Span(9, 4), two)


def test_the_weights_stay_below_300_kilobytes():
    path = Path(__file__).parents[2] / "src" / "detente" / "reading" / "_quad_model.npz"
    assert path.stat().st_size < 300_000


def test_weights_of_another_make_are_refused():
    with pytest.raises(KeyError, match="names"):
        QuadModel({})
