"""Interventions: one value changes, all else stays the very same object."""

import re

import pytest
from case_kit import made, rich
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.edit import at
from detente.case.model import Case, Number
from detente.errors import CaseError

CASE = made(rich())


def untouched(before: Case, after: Case, section: str) -> None:
    """Every section but one is the same object in both."""
    for name in Case.model_fields:
        assert (getattr(before, name) is getattr(after, name)) == (name != section), name


def test_a_number_changes_loses_its_range_and_is_exact():
    before = CASE.model_dump_json()
    after = at(CASE, "issues.i1.positions.GBR.salience", 75)
    assert after.issues[0].positions[0].salience == Number(value=75, low=75, high=75)
    assert CASE.model_dump_json() == before
    assert CASE.issues[0].positions[0].salience.bounds == (40, 70)
    untouched(CASE, after, "issues")
    assert after.issues[0].positions[1] is CASE.issues[0].positions[1]
    assert after.issues[0].red_lines is CASE.issues[0].red_lines


def test_a_sign_changes():
    after = at(CASE, "ties.tie1.sign", "+")
    assert (after.ties[0].sign, CASE.ties[0].sign) == ("+", "-")
    untouched(CASE, after, "ties")


def test_a_mapping_of_actors_is_walked():
    after = at(CASE, "threats.t1.severity.JPN.intent", 0.05)
    assert after.threats[0].severity["JPN"].intent.value == 0.05
    assert CASE.threats[0].severity["JPN"].intent.value == 0.9
    assert after.threats[0].severity["GBR"] is CASE.threats[0].severity["GBR"]
    assert list(after.threats[0].severity) == list(CASE.threats[0].severity)
    untouched(CASE, after, "threats")


@pytest.mark.parametrize(
    ("path", "to", "read"),
    [
        ("issues.i1.status_quo", 10, lambda c: c.issues[0].status_quo),
        ("actors.navy.veto", False, lambda c: c.actor("navy").veto),
        ("actors.navy.power", 0, lambda c: c.actor("navy").power.value),
        ("legacy.continuity", 1, lambda c: c.legacy.continuity.value),
        ("hypotheses.evidence", None, None),
        ("surveys.v1.favours", "rupture", lambda c: c.surveys[0].favours),
        ("hypotheses.items.H2.label", "Other", lambda c: c.hypotheses.items[1].label),
        ("partnership.ideological_adversity", 0.9, lambda c: c.partnership.ideological_adversity.value),
        ("partnership.geopolitical_adversity.value", 0.4,
         lambda c: c.partnership.geopolitical_adversity.value),
        ("ledger.d1.externalities.RUS.giver_tie", 0.3,
         lambda c: c.ledger[0].externalities[0].giver_tie.value),
        ("issues.i1.red_lines.JPN.side", "above", lambda c: c.issues[0].red_lines[0].side),
        ("standing.JPN.claimed", 5, lambda c: c.standing[0].claimed.value),
    ],
)  # fmt: skip
def test_every_kind_of_field(path, to, read):
    if read is None:
        with pytest.raises(CaseError, match=f"{path} cannot be None"):
            at(CASE, path, to)
        return
    after = at(CASE, path, to)
    assert read(after) == to
    assert type(read(after)) is type(read(CASE))
    assert read(CASE) != to
    untouched(CASE, after, path.split(".")[0])


def test_a_date_may_be_written_as_text():
    after = at(CASE, "ties.tie1.until", "1905-08-01")
    assert str(after.ties[0].until) == "1905-08-01"


def test_setting_what_is_there_gives_an_equal_case():
    assert at(CASE, "issues.i1.status_quo", 50) == CASE


def test_an_issue_has_actors_with_positions():
    path = "issues.i1.{}.JPN.position"
    assert at(CASE, path.format("actors"), 7) == at(CASE, path.format("positions"), 7)


def test_changes_commute_where_they_do_not_meet():
    one, two = ("ties.tie1.sign", "+"), ("issues.i1.status_quo", 5)
    assert at(at(CASE, *one), *two) == at(at(CASE, *two), *one)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "no ''"),
        ("nothing", "no 'nothing' on the path nothing"),
        ("issues", "issues cannot be 1: "),
        ("issues.i1", "the path issues.i1 ends in an entry; wanted one of its fields"),
        (
            "issues.i9.status_quo",
            "no 'i9' on the path issues.i9.status_quo; wanted a field of one of i1",
        ),
        ("issues.i1.positions.RUS.salience", "wanted a field of one of GBR, JPN"),
        ("threats.t1.severity.RUS.power", "wanted one of GBR, JPN"),
        ("threats.t1.severity.GBR", "ends in an entry; wanted one of its fields"),
        ("legacy", "ends in an entry; wanted one of its fields"),
        ("issues.i1.nothing", "wanted one of known_on, claims, note, id, label, "),
        ("issues.i1.label.x", "no 'x' on the path issues.i1.label.x"),
        ("issues.i1.", "no '' on the path issues.i1."),
        (".issues", "no '' on the path .issues"),
        ("issues.0.status_quo", "no '0' on the path"),
        ("claims.c1.elements.1", "no '1' on the path"),
        ("claims.c1.elements.1.x", "no '1' on the path"),
        ("surveys.v1.waves.None.share", "no 'None' on the path"),
        ("case.members", "no 'case' on the path"),
        ("members", "no 'members' on the path members"),
        ("model_config.extra", "no 'model_config' on the path"),
        ("__dict__", "no '__dict__' on the path"),
        ("surveys.v1.cross.share", "no 'share' on the path"),
    ],
)
def test_a_wrong_path_says_where_it_ends(path, words):
    with pytest.raises(CaseError, match=re.escape(words)):
        at(CASE, path, 1)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("issues.i1.status_quo", 101),
        ("issues.i1.status_quo", -0.1),
        ("issues.i1.status_quo", float("nan")),
        ("issues.i1.status_quo", float("inf")),
        ("issues.i1.positions.GBR.salience", 101),
        ("issues.i1.positions.GBR.salience", float("nan")),
        ("issues.i1.positions.GBR.salience", "x"),
        ("issues.i1.positions.GBR.salience", True),
        ("threats.t1.severity.GBR.power", 1.5),
        ("threats.t1.half_life", 0),
        ("scenarios.sc1.jump", float("inf")),
        ("scenarios.sc1.jump", float("nan")),
        ("calendar.e1.jump", float("-inf")),
        ("surveys.v1.deff", float("inf")),
        ("ties.tie1.sign", "?"),
        ("ties.tie1.sign", 1),
        ("ties.tie1.strength", "-"),
        ("ties.tie1.a", "two words"),
        ("actors.GBR.kind", "kingdom"),
        ("detente", 2),
        ("title", ""),
        ("title", 4),
        ("as_of", "soon"),
    ],
)
def test_a_wrong_value_is_named_with_its_path(path, to):
    with pytest.raises(CaseError, match=re.escape(f"{path} cannot be {to!r}: ")):
        at(CASE, path, to)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("threats.t1.severity.GBR.intent.value", 0.8),
        ("threats.t1.severity.GBR.intent.value", 0.1),
        ("threats.t1.severity.GBR.intent.low", 0.6),
        ("threats.t1.severity.GBR.intent.low", -3),
        ("threats.t1.severity.GBR.intent.high", 1.2),
        ("threats.t1.severity.JPN.intent.value", 4),
        ("issues.i1.positions.JPN.salience.value", 1000),
        ("calendar.e1.adverse.value", -1),
    ],
)
def test_a_number_stays_ordered_and_on_its_scale(path, to):
    """The limits of a number hold for the whole of it, also when one part is set."""
    with pytest.raises(CaseError):
        at(CASE, path, to)


def test_true_does_not_become_one():
    with pytest.raises(CaseError):
        at(CASE, "issues.i1.status_quo", True)


def test_an_id_with_a_dot_can_be_reached():
    """Ids may hold dots; a path must still find them."""
    values = rich()
    values["assets"][0]["id"] = "as.1"
    after = at(made(values), "assets.as.1.usefulness", 0.1)
    assert after.assets[0].usefulness.value == 0.1


def test_the_name_in_the_file_is_the_name_on_the_path():
    assert at(CASE, "scenarios.sc1.if", "peace").scenarios[0].if_ == "peace"


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(["issues", "i1", "positions", "GBR", "salience", "value", "claims", "c1"]
                            + ["elements", "threats", "t1", "severity", "scenarios", "sc1", "changes"]
                            + ["hypotheses", "evidence", "fits", "H1", "members", "partnership", "", "0"]),
            max_size=6,
        ).map(".".join),
    ),
    st.one_of(st.floats(), st.text(max_size=5), st.booleans()),
)  # fmt: skip
def test_any_path_and_value_is_a_case_or_a_case_error(path, to):
    before = CASE.model_dump_json()
    try:
        assert isinstance(at(CASE, path, to), Case)
    except CaseError as problem:
        assert str(problem)
    assert CASE.model_dump_json() == before


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 100))
def test_every_value_on_the_scale_is_taken_and_nothing_else_changes(to):
    after = at(CASE, "issues.i1.positions.JPN.position", to)
    assert after.issues[0].positions[1].position == Number(value=to, low=to, high=to)
    back = (
        after.issues[0]
        .positions[1]
        .model_copy(update={"position": CASE.issues[0].positions[1].position})
    )
    issue = after.issues[0].model_copy(update={"positions": (after.issues[0].positions[0], back)})
    assert after.model_copy(update={"issues": (issue, *after.issues[1:])}) == CASE
