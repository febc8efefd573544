"""The texts with known answers hold together, and what is right is judged as their README says."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from corpus_kit import (
    CORPUS,
    HALVES,
    Answer,
    CorpusError,
    GoldText,
    corpus,
    load,
    match,
    occurrences,
    strip_marks,
)

from detente.reading.proposal import PROPOSAL_KINDS, Fields, Proposal, ProposalKind, ProposalPart
from detente.reading.text import Span
from detente.states.states import all_states, to_iso3

TEXTS = [text for half in HALVES for text in corpus(half)]
IDS = ("actor", "source", "target", "a", "b", "giver", "receiver", "sides", "to", "about", "public")
every_text = pytest.mark.parametrize("text", TEXTS, ids=lambda t: f"{t.half}-{t.name}")


# --- the texts --------------------------------------------------------------------


def test_every_part_has_texts():
    assert len(corpus("train")) >= 12
    assert len(corpus("check")) >= 5
    assert len(corpus("test")) >= 5
    assert len(corpus("third")) == len(corpus("third-test")) == 6


def test_every_text_has_answers_and_every_file_of_answers_a_text():
    files = {path.relative_to(CORPUS) for path in CORPUS.glob("*/*") if path.is_file()}
    assert {f.with_suffix(".json") for f in files} <= files
    assert {f.with_suffix(".txt") for f in files} <= files


@every_text
def test_has_the_length_of_an_article(text: GoldText):
    least = 240 if text.half == "second" else 300
    assert least <= sum(len(p.words) for p in text.document.paragraphs) <= 1500


@every_text
def test_no_state_is_named_that_did_not_exist(text: GoldText):
    """An id of three capitals is an ISO-3 code of the day, or one of a few organisations."""
    codes = {to_iso3(s.ccode, text.as_of) for s in all_states(text.as_of)}
    organisations = {
        a.fields["actor"] for a in text.of("actor") if a.fields["type"] == "organisation"
    }
    named = {i for a in text.answers for i in _ids(a)}
    assert {i for i in named if re.fullmatch("[A-Z]{3}", i)} - organisations <= codes


@every_text
def test_a_state_is_never_written_as_a_name(text: GoldText):
    wrong = [
        a.fields
        for a in text.of("actor")
        if a.fields["type"] not in ("organisation", "movement")
        and not re.fullmatch("[A-Z]{3}", str(a.fields["actor"]))
    ]
    assert wrong == []


@every_text
def test_every_answer_lies_in_one_paragraph_and_is_given_once(text: GoldText):
    where = [text.document.paragraph_of(a.span) for a in text.answers]
    ends = [text.document.paragraph_of(Span(a.span.end - 1, a.span.end)) for a in text.answers]
    assert 0 not in where
    assert where == ends
    assert max(Counter(map(repr, text.answers)).values()) == 1


@pytest.mark.parametrize("text", corpus("train"), ids=lambda t: t.name)
def test_a_name_that_is_marked_once_is_marked_everywhere(text: GoldText):
    """But for capitals, which are also places; the test half has seas and airlines of that name."""
    marked = [a.span for a in text.of("actor")]
    names = {text.document.quote(s) for s in marked}
    capitals = {text.document.quote(a.span) for a in text.of("actor") if _is_government(a)}
    bare = [
        (name, text.document.text[max(0, s.start - 20) : s.end + 10])
        for name in names - capitals
        for s in occurrences(text.document.text, name)
        if text.document.paragraph_of(s) and not any(s.overlaps(m) for m in marked)
    ]
    assert bare == []


@pytest.mark.parametrize("kind", PROPOSAL_KINDS)
def test_every_kind_has_answers_to_train_on(kind: ProposalKind):
    assert sum(len(text.of(kind)) for text in corpus("train")) >= 8


# --- what is right ----------------------------------------------------------------


def test_marks_are_stripped_and_leave_offsets():
    text, found = strip_marks("The {US|USA.state}-{Russian|RUS.state} pact.", "x")
    assert text == "The US-Russian pact."
    assert [(text[a.span.start : a.span.end], a.fields["actor"]) for a in found] == [
        ("US", "USA"),
        ("Russian", "RUS"),
    ]


def test_may_is_not_found_in_mayor():
    assert occurrences("The mayor may go.", "may") == [Span(10, 13)]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ({"kind": "hedge", "quote": "might"}, r"t\.txt: not in the text: 'might'"),
        ({"kind": "hedge", "quote": "may"}, r"t\.txt: stands there 2 times, give nth: 'may'"),
        ({"kind": "hedge", "quote": "may", "nth": 3}, r"t\.txt: nth is 3 of 2: 'may'"),
        ({"kind": "guess", "quote": "may", "nth": 1}, "no kind to answer: 'guess'"),
    ],
)
def test_a_bad_answer_is_an_error_that_names_file_and_quote(tmp_path, statement, message):
    with pytest.raises(CorpusError, match=message):
        load(_written(tmp_path, "He may go, or he may stay.", [statement]))


def test_a_bad_mark_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match=r"unknown type of actor in '\{Rome\|ITA\.city\}'"):
        load(_written(tmp_path, "{Rome|ITA.city} waits.", []))
    with pytest.raises(CorpusError, match="a mark that is none"):
        load(_written(tmp_path, "{Rome|ITA} waits.", []))


def test_a_text_without_proposals_is_all_missed():
    text = corpus("train")[0]
    found = match(text, [], "conditional")
    assert (found.pairs, found.false) == ((), ())
    assert found.missed == text.of("conditional")


@every_text
def test_the_answers_themselves_are_all_right(text: GoldText):
    proposals = [_proposal(a.kind, a.span, a.fields) for a in text.answers]
    found = [match(text, proposals, kind) for kind in PROPOSAL_KINDS]
    assert [(f.kind, f.missed, f.false) for f in found if f.missed or f.false] == []


def test_half_of_the_shorter_span_is_enough_and_less_is_not(tmp_path):
    text = load(
        _written(
            tmp_path,
            "They will probably go.",
            [{"kind": "hedge", "quote": "probably", "fields": {"band": "likely"}}],
        )
    )
    near = _proposal("hedge", Span(14, 21), {"band": "very-likely"})  # 4 of 7 letters
    far = _proposal("hedge", Span(15, 22), {"band": "likely"})  # 3 of 7
    wrong = _proposal("hedge", Span(10, 18), {"band": "almost-certain"})  # two bands away
    assert len(match(text, [near], "hedge").pairs) == 1
    assert len(match(text, [far], "hedge").false) == 1
    assert len(match(text, [wrong], "hedge").false) == 1
    assert len(match(text, [near, near], "hedge").false) == 1  # the answer is taken


def test_as_many_as_can_be_right_are(tmp_path):
    """The first proposal fits both answers, the second only the first: both are right."""
    text = load(
        _written(
            tmp_path,
            "It may rain or it might snow.",
            [
                {"kind": "hedge", "quote": "may", "fields": {"band": "roughly-even"}},
                {"kind": "hedge", "quote": "might", "fields": {"band": "roughly-even"}},
            ],
        )
    )
    both = _proposal("hedge", Span(0, 29), {"band": "roughly-even"})
    first = _proposal("hedge", Span(3, 6), {"band": "roughly-even"})
    assert len(match(text, [both, first], "hedge").pairs) == 2


def test_an_actor_counts_by_mention(tmp_path):
    text = load(_written(tmp_path, "{France|FRA.state} waits. {Paris|FRA.government} acts.", []))
    parts = (
        ProposalPart("mention", Span(0, 6)),
        ProposalPart("mention", Span(14, 19)),
        ProposalPart("mention", Span(20, 24)),
    )
    one = _proposal("actor", Span(0, 6), {"actor": "FRA"}, parts)
    found = match(text, [one], "actor")
    assert (len(found.pairs), len(found.false), len(found.missed)) == (2, 1, 0)


@pytest.mark.parametrize(
    ("kind", "said", "right"),
    [
        ("survey", {"share": 0.415, "earlier_share": None, "public": "TUR"}, True),
        ("survey", {"share": 0.42, "earlier_share": None, "public": "TUR"}, False),
        ("survey", {"share": 0.41, "earlier_share": 0.3, "public": "TUR"}, False),
        ("relation", {"source": "RUS", "target": "TUR", "directed": True}, True),
        ("relation", {"source": "RUS", "target": "GRC"}, False),
        ("issue", {"sides": ("RUS", "TUR", "GRC")}, True),
        ("issue", {"sides": ("RUS",)}, False),
        ("threat", {"to": ("GRC", "TUR")}, True),
        ("threat", {"to": ("GRC",)}, False),
        ("tie", {"a": "RUS", "b": "TUR", "sign": "+"}, True),
        ("tie", {"a": "RUS", "b": "TUR", "sign": "-"}, False),
        ("scheduled", {"date": "2016-12-24"}, True),
        ("scheduled", {"date": "2017-12-09"}, False),
    ],
)
def test_the_fields_that_must_agree(tmp_path, kind: ProposalKind, said: Fields, right: bool):
    true = {
        "survey": {"share": 0.41, "earlier_share": None, "public": "TUR"},
        "relation": {"source": "TUR", "target": "RUS", "directed": True},
        "issue": {"sides": ["RUS", "TUR"]},
        "threat": {"to": ["TUR"]},
        "tie": {"a": "RUS", "b": "TUR", "sign": "+"},
        "scheduled": {"date": "2016-12-09"},
    }
    answer = {"kind": kind, "quote": "They met", "fields": true[kind]}
    text = load(_written(tmp_path, "They met again.", [answer]))
    assert len(match(text, [_proposal(kind, Span(0, 8), said)], kind).pairs) == int(right)


@pytest.mark.parametrize("part", ["check", "test"])
def test_the_benchmark_does_not_show_what_must_stay_unseen(part):
    """It says why before it reads anything."""
    script = Path(__file__).resolve().parents[2] / "benchmarks" / "reading.py"
    done = subprocess.run(
        [sys.executable, str(script), "--misses", "date", "--half", part],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"those of {part} stay unseen" in done.stderr


# --- helpers ----------------------------------------------------------------------


def _ids(answer: Answer) -> set[str]:
    values = [answer.fields.get(name) for name in IDS]
    flat = [x for v in values for x in (v if isinstance(v, tuple) else [v])]
    return {str(x) for x in flat if x}


def _is_government(answer: Answer) -> bool:
    return answer.fields["type"] == "government"


def _written(folder: Path, text: str, statements: list[dict[str, object]]) -> Path:
    path = folder / "t.txt"
    path.write_text(text, encoding="utf-8")
    day = date(2016, 10, 18).isoformat()
    gold = {"genre": "test", "published": day, "as_of": day, "statements": statements}
    path.with_suffix(".json").write_text(json.dumps(gold))
    return path


def _proposal(
    kind: ProposalKind, span: Span, fields: Fields, parts: tuple[ProposalPart, ...] = ()
) -> Proposal:
    return Proposal(
        document="",
        id="x",
        kind=kind,
        span=span,
        fields=fields,
        parts=parts,
        rule="rule",
        reason="",
        reader="reader",
        version=1,
        p=0.5,
    )
