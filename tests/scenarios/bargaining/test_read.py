"""Files of issues: three layouts, and every fault with its file and line."""

import pytest

from detente.errors import DataError, MissingData
from detente.scenarios.bargaining.read import powers, read_issues

ACTORS = "actor,capability,position,salience\na,1,10,.5\nb,2,90,1\n"
ISSUES = "issue,proposal,title,reference_point,outcome\ni1,p,one,0,50\ni2,p,two,,\n"
POSITIONS = "issue,actor,position,salience\ni1,DE,0,50\ni1,FR,100,\ni2,DE,20,100\ni2,FR,,10\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="issues.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_one_issue_by_actor(file):
    (issue,) = read_issues(file(ACTORS))
    assert [(s.actor, s.position, s.salience, s.power) for s in issue.seats] == [
        ("a", 10, 0.5, 1),
        ("b", 90, 1, 2),
    ]
    assert (issue.id, issue.scale, issue.outcome) == ("issues", None, None)


def test_shares_beside_percent_are_refused(file):
    """.8 beside 60 was read as .8 %."""
    text = "actor,capability,position,salience\na,10,0,0.8\nb,5,100,60\nc,1,50,.5\n"
    with pytest.raises(DataError, match=r":2: salience is 0.8, and 60 elsewhere in the file"):
        read_issues(file(text))
    for good in ("0,60,1", "0,.6,1"):
        values = good.split(",")
        rows = "".join(f"{k},1,{k},{v}\n" for k, v in enumerate(values))
        (issue,) = read_issues(file("actor,capability,position,salience\n" + rows))
        assert issue.seats[1].salience == 0.6


def test_one_actor_in_two_spellings_is_one_actor(file):
    with pytest.raises(DataError, match=":3: actor 'USA' is already listed, in line 2"):
        read_issues(file("actor,capability,position,salience\nusa,1,0,10\nUSA,1,100,10\n"))
    with pytest.raises(DataError, match=":3: actor 'USA' is already listed"):
        powers(file("actor,power\nusa,1\nUSA,2\n"))


def test_several_issues_by_actor_with_outcomes(file):
    text = "issue,actor,power,position,salience,outcome\n"
    text += "x,a,1,10,50,30\ny,a,1,20,80,\nx,b,1,30,1,30\ny,b,1,5,2,\n"
    x, y = read_issues(file(text), scale=(0, 100))
    assert (x.outcome, y.outcome, x.scale) == (30, None, (0, 100))
    assert [s.salience for s in x.seats] == [0.5, 0.01]


def test_issues_side_by_side(file):
    text = "actor,capability,position_1,salience_1,position_tax,salience_tax\n"
    text += "a,1,10,50,1,20\nb,1,30,10,,30\n"
    one, tax = read_issues(file(text))
    assert (one.id, tax.id) == ("1", "tax")
    assert [s.position for s in tax.seats] == [1, None]


def test_issues_with_a_second_file_of_positions(file):
    file(POSITIONS, "positions.csv")
    one, two = read_issues(file(ISSUES))
    assert (one.reference, one.outcome, one.group, one.label) == (0, 50, "p", "one")
    assert (two.reference, two.outcome) == (None, None)
    assert [s.salience for s in one.seats] == [0.5, None]
    assert [s.position for s in two.seats] == [20, None]


def test_the_real_files_are_read(shared):
    folder = shared / "bargaining"
    issues = read_issues(folder / "deu_dev_issues.csv")
    assert (len(issues), sum(i.outcome is None for i in issues)) == (166, 11)
    assert sum(len(i.seats) for i in issues) == 3289
    assert len(read_issues(folder / "ktab_soe_policy.csv")[0].seats) == 26
    assert [len(i.seats) for i in read_issues(folder / "ktab_three_issues.csv")] == [7, 7, 7]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "issues.csv:1: empty"),
        ("\n", "issues.csv:1: empty"),
        ("actor,capability,position,salience\n", "no line after the header"),
        ("actor,position\na,1\n", "issues.csv:1: no column salience"),
        ("actor,position,salience\na,1,1\n", "issues.csv:1: no column capability"),
        ("name,place\na,1\n", "issues.csv:1: no column issue or outcome"),
        ("issue,title\na,1\n", "issues.csv:1: no column outcome"),
        (ACTORS.replace("b,2", "a,2"), "issues.csv:3: actor 'a' is already listed, in line 2"),
        (ACTORS.replace("90", "north"), "issues.csv:3: position is 'north'; wanted a number"),
        (ACTORS.replace("90", "nan"), "issues.csv:3: position is 'nan'"),
        (ACTORS.replace("90", "1e999"), "issues.csv:3: position is '1e999'"),
        (ACTORS.replace(",1\n", ",101\n"), "issues.csv:3: salience is '101'; wanted .* 0 to 100"),
        (ACTORS.replace(".5", "-1"), "issues.csv:2: salience is '-1'"),
        (ACTORS.replace("b,2", "b,-2"), "issues.csv:3: capability is -2; wanted 0 or more"),
        (ACTORS.replace("b,2", ",2"), "issues.csv:3: actor is empty"),
        (ACTORS.replace("b,2,90,1", "b,2,90"), "issues.csv:3: 3 fields; the header has 4"),
        (ACTORS.replace("capability", "actor"), "issues.csv:1: column actor twice"),
        ('actor,capability,position,salience\n"a,1,1,1\n', "issues.csv:2: not comma-separated"),
        (ACTORS.replace("90", "1e13"), "issues.csv:3: position is '1e13'; wanted a number"),
        (b"actor,capability\xff\n", "not UTF-8 text"),
        (
            "issue,actor,power,position,salience,outcome\nx,a,1,1,1,2\nx,b,1,1,1,3\n",
            "issues.csv:2: issue 'x' has 2 outcomes",
        ),
        (
            "issue,actor,capability,position_1,salience_1\nx,a,1,1,1\n",
            "issues.csv:1: columns issue and position",
        ),
    ],
)
def test_faults_name_file_and_line(file, text, words):
    with pytest.raises(DataError, match=words):
        read_issues(file(text))


@pytest.mark.parametrize(
    ("issues", "positions", "words"),
    [
        (ISSUES.replace("i2", "i1"), POSITIONS, "issues.csv:3: issue 'i1' is listed twice"),
        (ISSUES.replace(",50", ",500"), POSITIONS, "issues.csv:2: outcome is '500'; wanted .* 100"),
        (ISSUES, POSITIONS.replace("i2,DE", "i9,DE"), "positions.csv:4: issue 'i9' is not in"),
        (ISSUES, POSITIONS.replace(",actor", ",who"), "positions.csv:1: no column actor"),
        (ISSUES, POSITIONS.replace("i1,DE,0", "i1,DE,-3"), "positions.csv:2: position is '-3'"),
    ],
)
def test_faults_across_two_files(file, issues, positions, words):
    file(positions, "positions.csv")
    with pytest.raises(DataError, match=words):
        read_issues(file(issues))


def test_files_that_are_not_there(tmp_path, file):
    with pytest.raises(MissingData, match="no such file"):
        read_issues(tmp_path / "none.csv")
    with pytest.raises(MissingData, match="--positions"):
        read_issues(file(ISSUES))


def test_positions_off_a_stated_scale(file):
    with pytest.raises(DataError, match=r"issues.csv:3: position is '90'; wanted .* 0 to 50"):
        read_issues(file(ACTORS), scale=(0, 50))


def test_powers_of_a_file(file):
    assert powers(file("actor,power\na,1\nb,\n")) == {"a": 1}
    with pytest.raises(DataError, match="wanted columns actor and power"):
        powers(file("actor,votes\na,1\n"))
    with pytest.raises(DataError, match=r"issues.csv:3: actor 'a'"):
        powers(file("actor,power\na,1\na,1\n"))
