"""A document as text: sentences tile it, paragraphs are those of pointers, offsets never move."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.source_text import paragraphs
from detente.reading.text import Span, document

SEED = sorted((Path(__file__).resolve().parents[3] / "shared" / "seed").glob("*.txt"))


def sentences(text):
    doc = document(text, name="x")
    return [doc.quote(s) for s in doc.body]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["A b.", "Mr. C", "\n\n", "\n", " ", "**T**", "# h", "\u0301", "e", "1.5", "?"]
        )
    )
)
def test_sentences_tile_the_text(pieces):
    doc = document("".join(pieces), name="x")
    ends = [0, *(s.end for s in doc.sentences)]
    assert [s.start for s in doc.sentences] == ends[:-1]
    assert ends[-1] in (0, len(doc.text))
    assert (ends[-1] == 0) == (not doc.text.strip())
    assert all(s.start <= s.body.start < s.body.end <= s.end for s in doc.sentences)


@settings(deadline=None)
@given(st.text(alphabet="aB. \n*#", max_size=60))
def test_paragraphs_are_those_that_pointers_count(text):
    doc = document(text, name="x")
    words = [[doc.text[a:b] for a, b in p.words] for p in doc.paragraphs]
    assert words == paragraphs(text)
    assert {s.paragraph for s in doc.body} <= {p.number for p in doc.paragraphs}


def test_a_page_break_cuts_neither_paragraph_nor_sentence():
    assert sentences("It rests on institutions,\n\npersonnel and outlook. So it is.") == [
        "It rests on institutions,\n\npersonnel and outlook.",
        "So it is.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. said no. It left.", 2),
        ("It rose to 57 per cent. Nobody knew.", 2),
        ("Mr. Putin met Gen. Powell. They talked, i.e. Russia listened.", 2),
        ("“It ended.” He left.", 2),
        ("See vol. III and fig. 4 of the report.", 1),
        ("What of NATO? Nothing! Never.", 3),
    ],
)
def test_abbreviations_end_no_sentence_and_plain_words_do(text, expected):
    assert len(sentences(text)) == expected


def test_headings_are_sentences_of_no_paragraph():
    doc = document("# Of pacts\n\n**By A. B.**\n\nOne.", name="x")
    assert [(doc.quote(s), s.paragraph) for s in doc.sentences] == [
        ("# Of pacts", 0),
        ("**By A. B.**", 0),
        ("One.", 1),
    ]


def test_letters_are_composed_once_and_offsets_count_them():
    doc = document("Cafe\u0301 Nord.", name="x", published=date(2001, 1, 1))
    assert doc.text == "Caf\u00e9 Nord."
    assert doc.quote(Span(5, 9)) == "Nord"


def test_a_span_has_letters():
    with pytest.raises(ValueError, match="wanted 0 <= start < end, got 3 and 3"):
        Span(3, 3)


@pytest.mark.skipif(not SEED, reason="the article (../shared/seed) is not on this machine")
def test_the_article_has_its_paragraphs_and_sentences():
    doc = document(SEED[0].read_text(), name="seed")
    assert len(doc.paragraphs) == 16  # fifteen, and the note on the author
    assert len(doc.body) == 60
