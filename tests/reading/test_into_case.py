"""Accepted proposals become entries of a case: pointers that hold, no number that nobody chose."""

from dataclasses import replace
from datetime import date

import pytest

from detente.case.load import load as load_case
from detente.case.source_text import verify
from detente.case.template import template
from detente.errors import CaseError, DataError
from detente.reading.into_case import into_case, preview
from detente.reading.proposal import Draft, ProposalPart, proposal
from detente.reading.review import Decision, add_document, decide, load_review, now, review_path
from detente.reading.text import Span, document

TEXT = """**A title**

France could leave the pact if the war with Spain goes on. Germany threatens both.

In May 2019 57 percent of Germans favoured it, up from 47 percent in 2017. A summit meets in
June 2020. London promised ships."""


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


DRAFTS = {
    "hedge": ("could", {"band": "roughly-even"}),
    "conditional": (
        "France could leave the pact if the war with Spain goes on",
        {"form": "if", "negated": False},
    ),
    "threat": ("Germany threatens both", {"actor": "DEU", "to": ("FRA", "GBR")}),
    "survey": (
        "57 percent of Germans favoured it, up from 47 percent in 2017",
        {
            "pollster": None,
            "item": "the pact",
            "public": "DEU",
            "share": 0.57,
            "date": "2019-05-01",
            "earlier_share": 0.47,
            "earlier_date": "2017-01-01",
        },
    ),
    "scheduled": (
        "A summit meets in\nJune 2020",
        {"label": "summit", "date": "2020-06-01", "granularity": "month"},
    ),
    "deed": (
        "London promised ships",
        {"giver": "GBR", "receiver": None, "status": "promised", "form": "verbal"},
    ),
    "tie": ("the war with Spain", {"a": "FRA", "b": "ESP", "sign": "-"}),
    "issue": ("the pact", {"label": "the pact", "sides": ("FRA", "taliban")}),
    "stance": ("could leave", {"leans": "fragile"}),
    "bearing": ("goes on", {"number": "severity", "about": "ESP"}),
    "relation": (
        "Germany threatens",
        {"source": "DEU", "target": "FRA", "directed": True, "quad": "3", "root": "THREATEN"},
    ),
    "attribution": ("London", {"who": "London", "type": "official", "mode": "indirect"}),
    "date": ("May 2019", {"first": "2019-05-01", "last": "2019-05-31", "granularity": "month"}),
    "actor": ("Spain", {"actor": "ESP", "name": "Spain", "type": "state"}),
}


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(template("x", date(2020, 1, 1), "s.json"))
    return path


def reviewed(case, kinds, *, published=date(2019, 12, 1)):
    """A review file in which the proposals of some kinds are accepted."""
    doc = document(TEXT, name="a text.txt", published=published)
    made = {
        kind: proposal(
            doc,
            Draft(
                kind=kind,
                span=span(words),
                fields=fields,
                rule="r",
                reason="",
                parts=(ProposalPart("mention", span(words)),),
            ),
            reader="r",
            version=1,
            p=0.5,
        )
        for kind, (words, fields) in DRAFTS.items()
    }
    add_document(review_path(case), doc, made.values())
    decisions = [Decision(proposal=made[k].id, verdict="accept", at=now()) for k in kinds]
    decide(review_path(case), decisions)
    return made


def test_every_kind_leaves_a_valid_case_and_every_pointer_is_found(case):
    made = reviewed(case, DRAFTS)
    before = case.read_text()
    into_case(case)
    loaded = load_case(case)
    verdicts = list(verify(loaded, TEXT, "read-a-text"))
    assert {v.state for v in verdicts} == {"found"}
    assert len(verdicts) == len(DRAFTS) - 3  # actor, date and hedge make no claim
    assert set(load_review(review_path(case)).states().values()) == {"written"}
    lines = iter(case.read_text().splitlines())
    assert all(line.removesuffix(" []") in lines for line in before.splitlines())  # in order
    assert {c.id for c in loaded.claims} >= {f"c-{made['threat'].id}"}


def test_no_number_is_put_that_only_a_person_may_judge(case):
    reviewed(case, DRAFTS)
    waiting = {s.split()[0].partition(".")[0]: s for s in into_case(case).waiting}
    assert set(waiting) == {"scenarios", "threats", "surveys", "ledger", "ties", "issues"}
    assert "probability" in waiting["scenarios"]
    assert waiting["threats"].startswith("threats.th-deu-")
    assert "since, severity.BBB.power" in waiting["threats"]
    assert "and 4 more" in waiting["threats"]
    assert "waves.0.n, waves.1.n" in waiting["surveys"]
    assert {"cost", "value", "delivered"} <= set(waiting["ledger"].replace(",", "").split())
    assert "positions.0.position" in waiting["issues"]
    case_ = load_case(case)
    assert case_.calendar[-1].adverse is None
    assert {c.credibility for c in case_.claims[1:]} == {"6"}
    assert case_.sources[-1].reliability == "F"


def test_states_of_the_case_are_met_under_its_own_ids_and_others_added(case):
    reviewed(case, ["threat", "tie", "issue"])
    into_case(case)
    added = {a.id: (a.kind, a.state) for a in load_case(case).actors[3:]}
    assert added == {
        "DEU": ("state", "DEU"),
        "ESP": ("state", "ESP"),
        "taliban": ("non-state", None),
    }
    assert "severity:\n      BBB:" in case.read_text()  # France is BBB in the template


def test_a_claim_carries_the_hedge_within_it(case):
    made = reviewed(case, ["conditional", "threat"])
    into_case(case)
    hedges = {c.id: c.hedge for c in load_case(case).claims[1:]}
    assert hedges == {
        f"c-{made['conditional'].id}": "roughly-even",
        f"c-{made['threat'].id}": None,
    }


def test_a_rejected_hedge_marks_nothing(case):
    made = reviewed(case, ["conditional"])
    decide(
        review_path(case),
        [Decision(proposal=made["hedge"].id, verdict="reject", at=now())],
    )
    into_case(case)
    assert load_case(case).claims[-1].hedge is None


def test_the_author_s_sentences_stay_out(case):
    reviewed(case, DRAFTS)
    into_case(case)
    new = case.read_text()
    assert "could leave the pact" not in new
    assert "promised ships" not in new


def test_a_second_time_adds_nothing(case):
    reviewed(case, ["threat"])
    into_case(case)
    once = case.read_text()
    assert into_case(case).entries == 0
    assert case.read_text() == once


def test_a_kill_between_the_two_files_puts_nothing_in_twice(case):
    made = reviewed(case, ["threat"])
    into_case(case)
    once = case.read_text()
    decide(review_path(case), [Decision(proposal=made["threat"].id, verdict="accept", at=now())])
    into_case(case)
    assert case.read_text() == once


def test_edited_words_are_the_claim(case):
    made = reviewed(case, [])
    fields = {**DRAFTS["threat"][1], "says": "The old fear of the East"}
    decide(
        review_path(case),
        [Decision(proposal=made["threat"].id, verdict="edit", fields=fields, at=now())],
    )
    assert "says: The old fear of the East" in preview(case).new


def test_a_judged_number_completes_the_entry(case):
    reviewed(case, ["conditional"])
    into_case(case)
    text = case.read_text()
    for old, new in (("if: null", "if: war"), ("then: null", "then: end"), ("y: null", "y: 0.3")):
        text = text.replace(old, new)
    case.write_text(text)
    assert load_case(case).waiting == ()
    assert load_case(case).scenarios[-1].probability.value == 0.3


def test_a_text_later_than_the_case_is_refused(case):
    reviewed(case, ["threat"], published=date(2020, 1, 2))
    before = case.read_text()
    with pytest.raises(DataError, match=r"a text\.txt is of 2020-01-02; wanted one of 2020-01-01"):
        into_case(case)
    assert case.read_text() == before


def test_a_faulty_case_is_left_alone(case):
    reviewed(case, ["threat"])
    case.write_text(case.read_text().replace("detente: 1", "detente: 2"))
    before = case.read_text()
    with pytest.raises(CaseError, match="detente"):
        into_case(case)
    assert case.read_text() == before


def test_a_name_with_a_control_character_is_a_fault_of_the_case(case):
    made = reviewed(case, [])
    fields = {"actor": "xx", "name": "a\x01b", "type": "movement"}
    decide(
        review_path(case),
        [Decision(proposal=made["actor"].id, verdict="edit", fields=fields, at=now())],
    )
    with pytest.raises(CaseError, match="control character"):
        preview(case)


def test_a_source_that_the_case_has_by_title_and_day_is_met(case):
    text = case.read_text().replace("title: The document that you read", "title: A TITLE")
    case.write_text(text.replace("    date: 2020-01-01\n", "    date: 2019-12-01\n"))
    made = reviewed(case, ["threat"])
    doc = load_review(review_path(case)).documents[made["threat"].document]
    assert doc.title is None
    entitled = document(TEXT + " Again.", name="b.txt", published=date(2019, 12, 1))
    entitled = replace(entitled, title="A title")
    one = proposal(
        entitled,
        Draft(kind="stance", span=Span(11, 20), fields={"leans": "open"}, rule="r", reason="x"),
        reader="r",
        version=1,
        p=0.5,
    )
    add_document(review_path(case), entitled, [one])
    decide(review_path(case), [Decision(proposal=one.id, verdict="accept", at=now())])
    into_case(case)
    loaded = load_case(case)
    assert [s.id for s in loaded.sources] == ["main", "read-a-text"]
    assert {c.id: c.source for c in loaded.claims}[f"c-{one.id}"] == "main"
