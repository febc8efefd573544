"""Pointers into a text: paragraphs, digests, and what verify says of them."""

import hashlib

import pytest
from case_kit import made, refused, rich, text
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.case.evidence import Quote
from detente.case.model import Case
from detente.case.source_text import paragraphs, verify, words_digest

BODY = """**A heading
over two lines**

First one ends here.

# Another heading

Second goes on over

a page break and ends.
Third line, same paragraph.

Fourth says "quoted."

Last
"""


CASE = made(rich())


def case_with(*quotes: Quote, source: str = "s1") -> Case:
    claims = tuple(
        CASE.claims[0].model_copy(update={"id": f"q{n}", "quote": quote, "source": source})
        for n, quote in enumerate(quotes)
    )
    return CASE.model_copy(update={"claims": claims})


def pointer(body: list[list[str]], number: int, first: int, last: int) -> Quote:
    """Point at words first-last of a paragraph, both counted from 1."""
    words = body[number - 1][first - 1 : last]
    return Quote(paragraph=number, words=(first, last), sha256=words_digest(words))


TYPESET = """\u201cThey don\u2019t \u2018trust\u2019 it,\u201d she said of the co-operation
treaty, which neighbouring states (\u201cof the second rank\u201d) resent."""


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (TYPESET, ""),
        (TYPESET.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}), "curly quotes"),
        (TYPESET.replace("neighbouring", "neigh-\nbouring"), "hyphen divides"),
        (TYPESET.replace("states", "sta\u00ad\ntes").replace("\u2019", "'"), "and with curly"),
    ],
)
@pytest.mark.parametrize("straight", [False, True])
def test_a_pointer_holds_however_the_text_is_set(other, words, straight):
    """Quotes straight or curly on either side, words divided at the end of a line."""
    original = TYPESET.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    body = paragraphs(original if straight else TYPESET)
    quote = pointer(body, 1, 1, len(body[0]))
    (verdict,) = verify(case_with(quote), other)
    assert verdict.state == "found"
    assert straight or words in verdict.message
    assert next(verify(case_with(quote), other.replace("resent", "hate"))).state == "missing"


# --- paragraphs -------------------------------------------------------------------


def test_headings_are_left_out_and_page_breaks_joined():
    assert [" ".join(words) for words in paragraphs(BODY)] == [
        "First one ends here.",
        "Second goes on over a page break and ends. Third line, same paragraph.",
        'Fourth says "quoted."',
        "Last",
    ]


@pytest.mark.parametrize(
    "end",
    [".", "!", "?", ":", '."', ".'", ".)", ".]", ".*", ".**", ".\u201d", ".\u2019", '.")', "?)*"],
)
def test_these_end_a_paragraph(end):
    assert len(paragraphs(f"One{end}\n\nTwo.")) == 2


@pytest.mark.parametrize("end", ["", ",", ";", "-", "(", "x)", '"'])
def test_a_paragraph_without_a_final_stop_continues_in_the_next(end):
    assert paragraphs(f"One{end}\n\nTwo.") == [[f"One{end}", "Two."]]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n", "\n\u00a0\n"])
def test_blank_lines_however_written(gap):
    assert paragraphs(f"One.{gap}Two.") == [["One."], ["Two."]]


def test_white_space_within_a_paragraph_does_not_count():
    assert paragraphs("One  two\n three\tfour\u00a0five.") == [
        ["One", "two", "three", "four", "five."]
    ]


def test_a_heading_between_two_halves_does_not_part_them():
    assert paragraphs("One\n\n**Page 2**\n\ntwo.") == [["One", "two."]]


def test_bold_words_are_no_heading_unless_all_are():
    assert paragraphs("**Bold** start.\n\nEnds **bold**.") == [
        ["**Bold**", "start."],
        ["Ends", "**bold**."],
    ]
    assert paragraphs("**All bold**\n\n**Two\nlines**\n\n# Sign\n\nText.") == [["Text."]]


@pytest.mark.parametrize("empty", ["", " \n\n \t", "**only a heading**", "# a\n\n# b"])
def test_an_empty_text_has_no_paragraphs(empty):
    assert paragraphs(empty) == []


def test_digest_is_that_of_the_words_with_single_spaces():
    assert (
        words_digest(["caf\u00e9", "au", "lait"])
        == hashlib.sha256("caf\u00e9 au lait".encode()).hexdigest()
    )
    # NIST FIPS 180-2, appendix B.1
    assert (
        words_digest(["abc"]) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


# --- verify -----------------------------------------------------------------------


def test_found_moved_and_missing():
    body = paragraphs(BODY)
    good = pointer(body, 2, 3, 5)
    moved = good.model_copy(update={"paragraph": 1})
    gone = Quote(paragraph=2, words=(3, 5), sha256=words_digest(["not", "in", "here"]))
    assert [(v.claim, v.state, v.message) for v in verify(case_with(good, moved, gone), BODY)] == [
        ("q0", "found", "paragraph 2, words 3-5"),
        ("q1", "moved", "not in paragraph 1, words 3-5, but in paragraph 2, words 3-5"),
        ("q2", "missing", "the words of paragraph 2, words 3-5 are not in this text"),
    ]


def test_a_paragraph_beyond_the_text_is_searched_for():
    body = paragraphs(BODY)
    far = pointer(body, 1, 1, 2).model_copy(update={"paragraph": 99})
    gone = Quote(paragraph=99, words=(1, 1), sha256="0" * 64)
    assert [v.state for v in verify(case_with(far, gone), BODY)] == ["moved", "missing"]
    assert [v.state for v in verify(case_with(far, gone), "")] == ["missing", "missing"]


def test_the_last_word_belongs_to_the_span():
    body = paragraphs("one two three.")
    (verdict,) = verify(case_with(pointer(body, 1, 3, 3)), "one two three.")
    assert verdict.state == "found"
    short = Quote(paragraph=1, words=(1, 2), sha256=words_digest(["one", "two", "three."]))
    assert [v.state for v in verify(case_with(short), "one two three.")] == ["missing"]


def test_one_changed_letter_is_missing():
    quote = pointer(paragraphs(BODY), 1, 1, 4)
    assert [v.state for v in verify(case_with(quote), BODY.replace("First", "first"))] == [
        "missing"
    ]


def test_only_the_claims_of_one_source_are_checked():
    case = case_with(pointer(paragraphs(BODY), 1, 1, 1))
    assert len(list(verify(case, BODY, "s1"))) == len(list(verify(case, BODY))) == 1
    assert list(verify(case, BODY, "s2")) == []


def test_claims_without_a_pointer_are_passed_over():
    assert list(verify(made(rich()), BODY)) == []


def test_a_span_longer_than_its_paragraph_is_not_found():
    """Words 3-999 of a paragraph of 4 are no place, whatever the hash."""
    quote = Quote(paragraph=1, words=(3, 999), sha256=words_digest(["ends", "here."]))
    assert [v.state for v in verify(case_with(quote), BODY)] != ["found"]


@pytest.mark.parametrize("words", [(5, 2), (0, 3), (0, 0), (-3, 2), (1, 0), (2, -1), (0, 4)])
def test_a_span_that_is_none_is_refused_at_the_door(words):
    """Words are counted from 1 and the last does not stand before the first."""
    values = rich()
    values["claims"][0]["quote"] = {
        "paragraph": 1,
        "words": list(words),
        "sha256": words_digest([]),
    }
    refused(text(values))


@pytest.mark.parametrize("sha", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n", 0])
def test_a_hash_is_64_small_hexadecimal_digits(sha):
    values = rich()
    values["claims"][0]["quote"] = {"paragraph": 1, "words": [1, 2], "sha256": sha}
    refused(text(values))


def test_two_hundred_lost_pointers_in_a_long_text_are_missing():
    long = "\n\n".join("word " * 99 + "end." for _ in range(10))
    lost = [Quote(paragraph=1, words=(1, 10), sha256=f"{n:064x}") for n in range(200)]
    case = case_with(*lost)
    assert {v.state for v in verify(case, long)} == {"missing"}


@pytest.mark.parametrize(
    "unit", ["\n", " \n", "\n ", ".)", "**", "#\n\n", "a.\n\n", "a\n\n", "\t", "\u2028"]
)
def test_long_odd_texts_keep_their_last_word(unit):
    words = [w for body in paragraphs(unit * 20_000 + "x") for w in body]
    assert any("x" in w for w in words)


# --- any text ---------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            ["one", "two.", "a,", '"b."', "\n\n", "\n", " ", "**", "# h", "\r\n", "\u2028", "\x1c"]
        ),
        max_size=60,
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_a_pointer_made_from_any_span_is_found(source, data):
    body = paragraphs(source)
    assume(body)
    number = data.draw(st.integers(1, len(body)))
    first = data.draw(st.integers(1, len(body[number - 1])))
    last = data.draw(st.integers(first, len(body[number - 1])))
    (verdict,) = verify(case_with(pointer(body, number, first, last)), source)
    assert (verdict.state, verdict.claim) == ("found", "q0")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_paragraphs_hold_words_and_words_hold_no_space(source):
    body = paragraphs(source)
    assert all(words for words in body)
    assert all(word == "".join(word.split()) != "" for words in body for word in words)
    kept = [word for words in body for word in words]
    assert len(kept) <= len(source.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c,"]), min_size=1, max_size=6), min_size=1))
def test_a_new_first_paragraph_moves_every_pointer(rows):
    """Insertion above shifts the paragraph only: the same words are found one further down."""
    source = "\n\n".join(" ".join([f"p{n}", *row, "end."]) for n, row in enumerate(rows))
    body = paragraphs(source)
    quote = pointer(body, len(body), 1, 2)
    (verdict,) = verify(case_with(quote), f"New one.\n\n{source}")
    assert verdict.state == "moved"
    assert verdict.message.endswith(f"but in paragraph {len(body) + 1}, words 1-2")
