"""The command ``watch``: its exit code for cron, what it prints and what it stores."""

import sys

import pytest
import typer.testing

from detente.cli.main import app, main
from detente.cli.watch import _votes
from detente.document.watch import MeanAgreement, VoteState, WatchReport


def run(*words):
    """The command ``watch`` in this process; an error of it is raised."""
    asked = ["watch", *map(str, words)]
    return typer.testing.CliRunner().invoke(app, asked, catch_exceptions=False)


def test_a_change_that_became_known_is_exit_code_one(event_store):
    done = run("CHN", "IND", "--since", "2018-04-15", "--as-of", "2018-08-01")
    assert done.exit_code == 1
    alerts = [line for line in done.output.splitlines() if line.startswith("! ")]
    assert alerts[0].startswith("! GDELT 1.0: conflict up from 2018-05 on, probability")
    assert len(alerts) == 3
    assert "GDELT 1.0 to 2018-07: P(changed in its last three months): level" in done.output
    assert not (event_store / "watch").exists()  # a look on a past day is not stored


def test_nothing_new_is_exit_code_zero(event_store):
    done = run("CHN", "IND", "--since", "2018-09-01", "--as-of", "2018-12-01")
    assert done.exit_code == 0
    assert "Nothing beyond the thresholds." in done.output


def test_the_votes_say_which_years_are_compared_and_who_moved():
    now = VoteState(
        year=2025,
        alignment=-0.24,
        earlier=0.21,
        earlier_years=[2018, 2019],
        drifted=None,
        moved={"India": 0.12, "China": 0.03},
        with_others={"India": MeanAgreement(now=0.5, earlier=0.7)},
        all_pairs=MeanAgreement(now=0.87, earlier=0.81),
    )
    then = VoteState(year=2019, alignment=0.1, earlier=0.2, drifted=False, moved={})
    assert _votes(now, then) == (
        "Votes of 2025: agreement -0.24 relative to each state's mean with the world, +0.21 "
        "earlier (2018, 2019), +0.10 at the last look (votes of 2019). Too few years of votes to "
        "say whether they drifted. Mean agreement with all other states: India 0.50, earlier 0.70; "
        "all pairs 0.87, earlier 0.81. Mean change towards each of them, less that of all pairs: "
        "India 0.12; China 0.03."
    )
    assert _votes(then, None) == (
        "Votes of 2019: agreement +0.10 relative to each state's mean with the world, +0.20 earlier."
    )


def test_the_json_is_the_report(event_store):
    text = run("CHN", "IND", "--since", "2018-04-15", "--as-of", "2018-08-01", "--json").output
    report = WatchReport.model_validate_json(text)
    assert [n.change.known for n in report.changes] == ["2018-06"] * 3
    assert len({a.says for a in report.alerts}) == 3  # each says in which measure
    assert {s.id for s in report.left_out} == {"votes", "forecast"}
    assert "2018" in next(s.reason for s in report.left_out if s.id == "forecast")


def test_a_mistake_is_exit_code_two_and_one_sentence(event_store, monkeypatch, capsys):
    for words, sentence in (
        (("CHN", "CHN"), "'CHN' and 'CHN' are one state; wanted two"),
        (("CHN", "IND", "--since", "soon"), "--since got 'soon'; wanted a day"),
        (("nothing",), "no case 'nothing'"),
    ):
        monkeypatch.setattr(sys, "argv", ["detente", "watch", *words])
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("detente: ")
        assert sentence in said.err
        assert said.err.count("\n") == 1
