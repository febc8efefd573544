"""`detente read`: what it prints, what it keeps, and every wrong input in one sentence."""

import io
import json
import sys
from datetime import date

import pytest

from detente.case.template import template
from detente.cli.main import main
from detente.reading.review import Decision, decide, load_review, now, review_path
from detente.reading.summary import in_use

TEXT = """# A pact under strain

# By Ann Other, 3 May 2019

Washington could leave the pact if Iran attacks Israel. In March 2019, 57 percent of Germans told
the pollster Emnid that they favoured the pact, up from 47 percent in 2017.

Nobody came. The summit of NATO in Madrid in June 2020 will be decisive.
"""
FRENCH = """Le gouvernement de la France a dit que les accords avec Berlin ne sont pas dans son
intérêt et qu'il ne les signera pas au cours de cette année, mais que les entretiens continuent."""


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "x.yaml").write_text(template("x", date(2020, 1, 1), "s.json"))

    def run(*words, code=0, text=b""):
        monkeypatch.setattr(sys, "argv", ["detente", "read", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        with pytest.raises(SystemExit) as stop:
            main()
        assert (stop.value.code or 0) == code
        got = capsys.readouterr()
        return got.err if code else got.out

    return run


def test_the_summary_names_origin_kinds_and_what_was_missed(run):
    shown = run("a.txt")
    assert "a.txt: 2 paragraphs, 4 sentences (A pact under strain, Ann Other, 2019-05-03)" in shown
    assert all(f" {kind}" in shown for kind in ("actor", "survey", "conditional", "hedge"))


def test_every_quote_of_the_json_is_in_the_text_at_its_place(run):
    made = json.loads(run("a.txt", "--json"))
    assert made["documents"][0]["published"] == "2019-05-03"
    assert len(made["proposals"]) > 8
    for p in made["proposals"]:
        assert TEXT[slice(*p["span"])] == p["quote"]
    judged = {"probability", "position", "salience", "severity", "adversity"}
    assert not judged & {k for p in made["proposals"] for k in p["fields"] if k != "number"}


def test_a_second_run_keeps_decisions_and_adds_nothing(run, tmp_path):
    run("a.txt", "--case", "x.yaml")
    kept = review_path(tmp_path / "x.yaml")
    first = next(iter(load_review(kept).proposals))
    decide(kept, [Decision(proposal=first, verdict="reject", at=now())])
    before = kept.read_bytes()
    assert ", 0 of them new" in run("a.txt", "--case", "x.yaml")
    assert kept.read_bytes() == before


def test_facts_accepted_in_bulk_go_into_the_case_and_nothing_else(run, tmp_path):
    run("a.txt", "--case", "x.yaml")
    run("--case", "x.yaml", "--accept", "actor", "--min-p", 0, "--put")
    text = (tmp_path / "x.yaml").read_text()
    assert "state: IRN" in text
    review = load_review(review_path(tmp_path / "x.yaml"))
    states = review.states()
    assert {states[p.id] for p in review.proposals.values() if p.kind == "actor"} == {"written"}
    assert {states[p.id] for p in review.proposals.values() if p.kind != "actor"} == {"open"}


def test_the_report_counts_decisions_by_reader(run, tmp_path):
    run("a.txt", "--case", "x.yaml")
    kept = review_path(tmp_path / "x.yaml")
    actors = [p for p in load_review(kept).proposals.values() if p.kind == "actor"]
    verdicts = ["accept", "reject", "edit", "unsure"]
    for p, verdict in zip(actors, verdicts, strict=False):
        fields = {"actor": "USA"} if verdict == "edit" else None
        decide(kept, [Decision(proposal=p.id, verdict=verdict, fields=fields, at=now())])
    (use,) = [u for u in in_use(load_review(kept)) if u.kind == "actor"]
    assert (use.accepted, use.edited, use.rejected, use.unsure) == (1, 1, 1, 1)
    assert use.precision == pytest.approx(1 / 3)
    shown = next(
        line for line in run("--case", "x.yaml", "--report").splitlines() if "actor" in line
    )
    assert "0.33" in shown


def test_standard_input_with_its_day(run):
    assert "standard input: 1 paragraph," in run(
        "-", "--date", "2001-01-01", text=b"Russia warned Norway."
    )


def test_another_language_gets_actors_and_dates_only(run, tmp_path):
    (tmp_path / "f.txt").write_text(FRENCH)
    assert "The text is in French: only actors and dates are proposed." in run(
        "f.txt", "--date", "2001-01-01"
    )
    made = json.loads(run("f.txt", "--date", "2001-01-01", "--json"))
    kinds = {p["kind"] for p in made["proposals"]}
    assert "actor" in kinds
    assert kinds <= {"actor", "date"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "nothing to read: name a file, or give --put or --report with --case"),
        (("b.txt",), "b.txt: wanted a file, found nothing"),
        (("n.txt",), "n.txt: no date found; give its day with --date 2001-11-12"),
        (("n.txt", "--date", "yesterday"), "--date"),
        (("a.txt", "--accept", "actor"), "--accept, --put and --report need the case file"),
        (("--case", "x.yaml", "--accept", "conditional"), "only plain facts can be"),
        (("a.txt", "--case", "y.yaml"), "y.yaml: wanted a file, found nothing"),
        (("l.txt", "--case", "x.yaml"), "l.txt is of 2021-01-01; wanted one of 2020-01-01"),
    ],
    ids=str,
)
def test_a_wrong_input_is_one_sentence_and_leaves_nothing(run, tmp_path, words, message):
    (tmp_path / "n.txt").write_text("Nobody knows. It may end soon.")
    (tmp_path / "l.txt").write_text("# 1 January 2021\n\nNobody knows.")
    said = run(*words, code=2)
    assert message in said
    assert said.count("\n") == 1
    assert not review_path(tmp_path / "x.yaml").exists()
