"""Clauses: cuts at marks and joining words, by offset."""

from detente.reading.clauses import clauses, short_sentences, word_set
from detente.reading.text import Span, document


def pieces(text):
    doc = document(text, name="x")
    return [(doc.quote(c.span), c.lead) for c in clauses(doc, Span(0, len(text)))]


def test_marks_and_joining_words_cut_a_sentence():
    assert pieces("He left, but they say that it holds; peace \u2013 or war.") == [
        ("He left", ""),
        ("but they say", "but"),
        ("that it holds", "that"),
        ("peace", ""),
        ("or war.", "or"),
    ]


def test_a_list_of_names_is_not_cut():
    assert pieces("Estonia, Latvia and Lithuania joined.") == [
        ("Estonia, Latvia and Lithuania joined.", "")
    ]


def test_words_of_two_parts_lead_a_clause():
    assert [lead for _, lead in pieces("It holds even if Berlin pays, as long as it rains.")] == [
        "",
        "even if",
        "as long as",
    ]


def test_words_of_a_sentence_are_small_and_single():
    assert word_set("If it ENDS, it ends.") == {"if", "it", "ends"}


def test_a_sentence_without_end_is_cut_and_no_word_is_lost():
    doc = document("word " * 1000 + "end", name="x")
    pieces_ = [doc.quote(s) for s in short_sentences(doc)]
    assert len(pieces_) > 5
    assert max(len(p) for p in pieces_) <= 800
    assert " ".join(pieces_).split() == doc.text.split()


def test_a_sentence_of_usual_length_is_left_whole():
    doc = document("He left. They say that it holds.", name="x")
    assert [s.body for s in short_sentences(doc)] == [s.body for s in doc.body]


def test_a_word_without_end_is_cut_too():
    doc = document("x" * 2000, name="x")
    assert [len(doc.quote(s)) for s in short_sentences(doc)] == [800, 800, 400]
