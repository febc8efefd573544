"""The command that bargains, by hand: over a case, over files, and over faulty ones."""

import json

import pytest
import typer.testing

from detente.cli.main import app
from detente.errors import DetenteError

RUNNER = typer.testing.CliRunner()
TWO = "actor,capability,position,salience\nA,1,0,.9\nB,3.6,1,1\n"


def run(*args):
    return RUNNER.invoke(app, ["bargain", *map(str, args)], catch_exceptions=False).output


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(TWO)
    return path


def test_a_case_in_words():
    found = run("us-russia-2001")
    assert "nato-enlargement" in found
    assert "The weighted mean is the main forecast" in found


def test_one_issue_round_by_round():
    found = run("us-russia-2001", "--issue", "baltic-membership")
    for words in ("RU-putin", "Challenge model:", "Most exposed:", "No seat: USA; it speaks"):
        assert words in found
    assert "nato-enlargement" not in found


def test_a_case_as_json():
    found = json.loads(run("anglo-japanese-1905", "--json", "--rounds", 3))
    assert found["case"] == "anglo-japanese-1905"
    first = found["issues"][0]
    assert {"weighted_mean", "nash", "challenge", "partnership_effect"} <= first.keys()
    assert all(len(i["challenge"]["rounds"]) <= 4 for i in found["issues"])


def test_a_file_in_words(two):
    found = run(two)
    for words in ("weighted-mean 0.80", "settles after 1 round", "Not scored, no outcome: 1 (two)"):
        assert words in found


def test_a_file_as_json(two):
    found = json.loads(run(two, "--json"))
    (issue,) = found["predictions"]
    assert issue["by_model"]["weighted-mean"] == pytest.approx(0.8)
    assert issue["challenge"]["moves"] == [
        {"round": 1, "actor": "A", "towards": "B", "kind": "capitulation", "from": 0, "to": 1}
    ]
    assert found["models"] == []


def test_the_emission_case_by_the_command(shared):
    found = json.loads(run(shared / "bargaining" / "emission_1985.csv", "--json"))
    course = found["predictions"][0]["challenge"]
    assert len(course["rounds"]) == 11
    assert course["means"][-1] == pytest.approx(7.242131, abs=1e-6)


def test_real_issues_by_the_command(shared):
    issues = shared / "bargaining" / "deu_dev_issues.csv"
    positions = shared / "bargaining" / "deu_dev_positions.csv"
    found = run(issues, "--positions", positions)
    assert "166 issues, 155 scored" in found
    assert "Not scored, no outcome: 11" in found
    assert found.index("Weighted mean, salience x power") < found.index("Challenge model")


@pytest.mark.parametrize("name", ["ktab_soe_policy.csv", "ktab_three_issues.csv"])
def test_the_challenge_model_settles_or_cycles_on_the_ktab_files(shared, name):
    found = run(shared / "bargaining" / name, "--scale", "0:100", "--rounds", 100)
    assert "Challenge model: " in found
    assert "did not settle" not in found


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("us-russia-2001", "--issue", "moon"), "no issue 'moon'"),
        (("us-russia-2001", "--scale", "0:1"), "go with a .csv file"),
        (("{two}", "--scale", "9"), "--scale got '9'"),
        (("{two}", "--scale", "9:1"), "--scale got '9:1'"),
        (("{two}", "--scale", "nan:1"), "--scale got 'nan:1'"),
        (("{two}", "--issue", "moon"), "no issue 'moon' in the file; wanted one of two"),
        (("{two}", "--power", "none.csv"), "none.csv: no such file"),
        (("{one}",), "one.csv:2: issue 'one': 1 actor; a bargain needs two or more"),
        (("none.csv",), "none.csv: no such file"),
    ],
)
def test_mistakes_are_one_sentence(two, tmp_path, args, words):
    one = tmp_path / "one.csv"
    one.write_text(TWO.rpartition("B,")[0])
    given = [a.format(two=two, one=one) for a in args]
    with pytest.raises(DetenteError) as problem:
        run(*given)
    assert words in str(problem.value)
    assert "\n" not in str(problem.value)
