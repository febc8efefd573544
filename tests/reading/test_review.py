"""The review file: it only grows, survives a kill, and says of every proposal what was decided."""

import json
from datetime import date

import pytest

from detente.errors import DataError, FileError
from detente.reading.proposal import Draft, ProposalPart, proposal
from detente.reading.review import Decision, add_document, decide, load_review, now, review_path
from detente.reading.text import Span, document

TEXT = "Rome warned Vienna. “It may end,” said one.\n\nBoth met in May 1901."


@pytest.fixture
def path(tmp_path):
    return review_path(tmp_path / "my-case.yaml")


@pytest.fixture
def drafts():
    one = document(TEXT, name="a.txt", published=date(1901, 6, 1))
    made = [
        Draft(
            kind="relation",
            span=Span(0, 18),
            fields={"source": "ITA", "target": "AUH", "directed": True, "quad": None},
            rule="sure",
            reason="warned",
            parts=(ProposalPart("source", Span(0, 4)),),
        ),
        Draft(kind="date", span=Span(58, 66), fields={"first": "1901-05-01"}, rule="m", reason="."),
    ]
    return one, [proposal(one, d, reader="r", version=1, p=0.75) for d in made]


def test_what_is_added_is_read_back_the_same(path, drafts):
    doc, made = drafts
    assert add_document(path, doc, made) == 2
    held = load_review(path)
    assert list(held.proposals.values()) == made
    assert held.documents[doc.sha256] == doc
    assert set(held.states().values()) == {"open"}


def test_a_second_run_keeps_decisions_and_adds_nothing(path, drafts):
    doc, made = drafts
    add_document(path, doc, made)
    decide(path, [Decision(proposal=made[0].id, verdict="reject", at=now())])
    before = path.read_bytes()
    assert add_document(path, doc, made) == 0
    assert path.read_bytes() == before
    assert load_review(path).state(made[0].id) == "rejected"


def test_the_last_decision_counts_and_edits_stay(path, drafts):
    doc, made = drafts
    add_document(path, doc, made)
    id_ = made[0].id
    for verdict, fields in [("edit", {"source": "AUH"}), ("unsure", None), ("accept", None)]:
        decide(path, [Decision(proposal=id_, verdict=verdict, fields=fields, at=now())])
    held = load_review(path)
    assert held.state(id_) == "accepted"
    assert held.decided(id_).fields == {"source": "AUH"}
    assert [d.verdict for d in held.decisions] == ["edit", "unsure", "accept"]
    assert decide(path, [Decision(proposal=id_, verdict="reopen", at=now())]).state(id_) == "open"


def test_a_line_that_a_kill_left_unfinished_is_dropped(path, drafts):
    doc, made = drafts
    add_document(path, doc, made)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"decision":{"proposal":"' + made[0].id.encode())
    assert load_review(path).decisions == ()
    decide(path, [Decision(proposal=made[1].id, verdict="accept", at=now())])
    assert path.read_bytes().startswith(whole + b'{"decision":{"proposal":"' + made[1].id.encode())
    assert load_review(path).state(made[1].id) == "accepted"


def test_a_decision_on_nothing_writes_nothing(path, drafts):
    doc, made = drafts
    add_document(path, doc, made)
    before = path.read_bytes()
    good = Decision(proposal=made[0].id, verdict="accept", at=now())
    bad = Decision(proposal="nothing", verdict="accept", at=now())
    with pytest.raises(DataError, match="no proposal 'nothing'"):
        decide(path, [good, bad])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{",
        "7",
        '{"proposals":[{"document":"x"}]}',
        '{"document":{"name":"a"}}',
        '{"decision":{"proposal":"x","verdict":"accept"}}',
        "[" * 100_000,
    ],
    ids=["list", "cut", "number", "no text", "no name", "no proposal", "deep"],
)
def test_a_faulty_line_is_named(path, drafts, line):
    add_document(path, *drafts)
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(DataError, match=r"my-case\.reading\.jsonl:3: not a line of a review file"):
        load_review(path)


def test_a_span_beyond_the_text_is_refused(path, drafts):
    add_document(path, *drafts)
    lines = path.read_text().splitlines()
    items = json.loads(lines[1])
    items["proposals"][0]["span"] = [0, 9999]
    path.write_text(lines[0] + "\n" + json.dumps(items) + "\n")
    with pytest.raises(DataError, match=r":2: .*beyond the text"):
        load_review(path)


def test_a_link_is_not_followed(path, drafts, tmp_path):
    other = tmp_path / "other"
    other.write_text("")
    path.symlink_to(other)
    with pytest.raises(FileError, match="is a link"):
        add_document(path, *drafts)
    assert other.read_text() == ""
