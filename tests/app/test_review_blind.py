"""Blind mode: which paragraphs are hidden, what shows in them, and the recall that comes of it."""

import re
from datetime import UTC, datetime

import pytest
from app_kit import client, csrf_token
from review_kit import PARAGRAPHS, made, reviewed, small, span_of

from detente.app import review_actions
from detente.app.review_actions import DecisionHistory
from detente.app.review_blind import parse_blind, stamp
from detente.app.review_view import Filter, review_page
from detente.methods.wilson import wilson
from detente.reading.blind import Blind, chosen, recall, unknown
from detente.reading.review import Decision, decide, load_review, now
from detente.reading.text import document

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def place(tmp_path):
    doc, found = small()
    return doc, reviewed(tmp_path / "cases", (doc, found))


def test_a_fifth_of_the_paragraphs_is_chosen_and_always_the_same():
    """Made with: sorted(range(1, 6), key=lambda n: sha256(f"{sha}:{n}".encode()).digest())."""
    doc, _ = small()
    assert chosen(doc) == {1}
    long = document("\n\n".join(f"Paragraph {n} says so." for n in range(50)), name="x")
    assert len(chosen(long)) == 10
    assert chosen(long) == chosen(document(long.text, name="another name"))


def test_a_text_without_paragraphs_hides_nothing():
    assert chosen(document("", name="x")) == frozenset()


def test_nothing_of_a_hidden_paragraph_shows(place):
    doc, (_, file) = place
    built = review_page(
        DecisionHistory.of(load_review(file)), doc, Filter(), Blind(start=START, done={})
    )
    assert built.blind == [1]
    assert {c.entry.paragraph for c in built.cards} == {2, 4, 5}
    (first, *_) = built.blocks
    assert [(x.text, x.classes) for x in first.pieces] == [(PARAGRAPHS[0], "")]
    assert built.without == [3]  # the hidden one is not said to be empty


def test_a_paragraph_that_is_done_shows_all(place):
    doc, (_, file) = place
    built = review_page(
        DecisionHistory.of(load_review(file)), doc, Filter(), Blind(start=START, done={1: START})
    )
    assert (built.blind, built.total) == ([], 14)


def marked(file, doc, kind, words):
    """Mark words by hand; the time at which that was done."""
    review, _ = review_actions.mark(file, doc.sha256, kind, span_of(doc.text, words))
    return review.decisions[-1].at


def test_recall_is_the_share_of_own_marks_that_a_proposal_overlaps(place):
    """By hand: of three marks two meet a proposal of their kind; the one outside does not count."""
    doc, (_, file) = place
    start = now()
    marked(file, doc, "hedge", "may")  # "may well" was proposed
    marked(file, doc, "relation", "warned Vienna")
    last = marked(file, doc, "deed", "Berlin signs")  # a conditional there, no deed
    marked(file, doc, "deed", "Vienna promised aid")  # paragraph 2 is not hidden
    found = recall(load_review(file), doc, Blind(start=start, done={1: last}))
    assert (found.met, found.marks) == (2, 3)
    assert (found.low, found.high) == pytest.approx([float(x) for x in wilson(2 / 3, 3)])


def test_marks_made_when_the_proposals_were_seen_do_not_count(place):
    doc, (_, file) = place
    start = now()
    marked(file, doc, "hedge", "may")
    done = now()
    marked(file, doc, "tie", "Rome warned")  # after the proposals came up
    assert recall(load_review(file), doc, Blind(start=start, done={1: done})).marks == 1
    assert recall(load_review(file), doc, Blind(start=done, done={1: now()})).marks == 0


def test_a_rejected_mark_does_not_count(place):
    doc, (_, file) = place
    start = now()
    marked(file, doc, "hedge", "may")
    id_ = load_review(file).decisions[-1].proposal
    blind = Blind(start=start, done={1: now()})
    assert recall(load_review(file), doc, blind).marks == 1
    decide(file, [Decision(proposal=id_, verdict="reject", at=now())])
    assert recall(load_review(file), doc, blind).marks == 0


def test_a_paragraph_that_was_reviewed_before_is_not_blind(place):
    doc, (_, file) = place
    id_ = next(p.id for p in load_review(file).proposals.values() if p.kind == "hedge")
    decide(file, [Decision(proposal=id_, verdict="accept", at=now())])
    assert unknown(load_review(file), doc, Blind(start=now(), done={})) == frozenset()


def test_other_mentions_of_an_actor_count_as_found(tmp_path):
    doc = document("\n\n".join(f"Rome and Oslo met {n} times." for n in range(5)), name="x")
    (hidden,) = chosen(doc)
    mentions = tuple(("mention", "Rome", n) for n in range(1, 6))
    _, file = reviewed(tmp_path / "c", (doc, [made(doc, "actor", "Rome", parts=mentions)]))
    start = now()
    span = span_of(doc.text, "Rome", hidden)
    review_actions.mark(file, doc.sha256, "actor", span)
    found = recall(load_review(file), doc, Blind(start=start, done={hidden: now()}))
    assert (found.met, found.marks) == (1, 1)


def test_no_mark_is_no_recall(place):
    doc, (_, file) = place
    found = recall(load_review(file), doc, Blind(start=START, done={1: now()}))
    assert (found.marks, found.low, found.high) == (0, 0.0, 1.0)


def test_interval_agrees_with_another_program():
    """SciPy: binomtest(x, n).proportion_ci(method="wilson"), which statsmodels 0.15 agrees with."""
    from scipy.stats import binomtest

    for marks, of in ((0, 4), (7, 9)):
        low, high = binomtest(marks, of).proportion_ci(method="wilson")
        assert wilson(marks / of, of) == pytest.approx((low, high), abs=1e-7)


@pytest.mark.parametrize("done", ["x", "1", "1-", "-1-5", "1-x", "1234567-5", "1-" + "9" * 20])
def test_an_address_that_says_nothing_is_left_out(done):
    assert parse_blind(1000, [done, "4-2000"]).done == {4: datetime.fromtimestamp(2, UTC)}


def test_blind_mode_without_a_share_has_no_start():
    assert parse_blind(0, ["4-2000"]).start is None


def test_a_time_is_rounded_up():
    assert stamp(datetime.fromtimestamp(1.0005, UTC)) == 1001


def test_the_page_leads_from_hidden_to_done_to_recall(place):
    doc, (folder, file) = place
    with client(folder) as web:
        address = f"/cases/folder/mine/review/{doc.sha256}"
        link = re.search(r'href="([^"]*blind=\d+)"', web.get(address).text)[1]
        blind = web.get(link)
        assert "1 paragraph is shown without proposals" in blind.text
        form = {"csrf_token": csrf_token(blind), "kind": "hedge", "words": "may"}
        answer = web.post(f"{address}/mark?{link.partition('?')[2]}", data=form)
        back = answer.headers["location"]
        assert "blind=" in back  # the mode stays
        done = re.search(r'href="([^"]*done=1-\d+)#p-1"', web.get(back).text)[1]
        body = web.get(done.replace("&amp;", "&")).text
    assert "No paragraph is hidden any more" in body
    assert "Recall 100%: the readers had found 1 of the 1 statement that you marked" in body
    assert load_review(file).decisions[-1].verdict == "accept"
