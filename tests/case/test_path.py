"""One grammar of paths: what is listed can be read, and ids may contain dots."""

import pytest
from case_kit import made, rich

from detente.case.load import load
from detente.case.numbers import Number
from detente.case.path import leaves, resolve_path, value_at
from detente.case.yaml12 import parse
from detente.errors import CaseError
from detente.forecast.settings import Settings
from detente.scenarios.interventions import parse_intervention
from detente.scenarios.what_if import whatif


def with_issue(name):
    values = rich()
    values["issues"].append(values["issues"][0] | {"id": name})
    return values


def test_an_id_with_a_dot_is_one_step():
    case = made(with_issue("iraq.2001"))
    place, value = resolve_path(case, "issues.iraq.2001.status_quo")
    assert (place, value) == (("issues", 1, "status_quo"), 50)
    assert value_at(case, "issues.iraq.2001.positions.GBR.salience").bounds == (40, 70)


def test_of_two_ids_that_fit_the_longer_counts():
    values = with_issue("i1.b")
    values["issues"][1]["status_quo"] = 7
    case = made(values)
    assert value_at(case, "issues.i1.b.status_quo") == 7
    assert value_at(case, "issues.i1.status_quo") == 50


def test_a_key_of_a_mapping_may_contain_dots():
    assert value_at({"severity": {"a.b": {"intent": 1}}}, "severity.a.b.intent") == 1


def test_a_case_and_the_values_of_its_file_have_the_same_paths():
    values = with_issue("iraq.2001")
    for path in ("scenarios.sc1.if", "issues.iraq.2001.positions.JPN.position", "title"):
        assert resolve_path(made(values), path)[0] == resolve_path(values, path)[0]


@pytest.mark.parametrize("name", ["us-russia-2001", "anglo-japanese-1905"])
def test_every_value_that_is_listed_can_be_read(name):
    case = load(name)
    listed = dict(leaves(case.model_dump(mode="json", by_alias=True)))
    assert len(listed) > 1000
    for path in list(listed)[::11]:
        value = value_at(case, path)
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        assert str(shown) == str(listed[path])


def test_no_two_values_are_listed_under_one_path():
    """Two red lines of one actor have no name of their own: their position tells them apart."""
    values = rich()
    values["issues"][0]["red_lines"].append({"actor": "JPN", "at": 90, "side": "above"})
    paths = [path for path, _ in leaves(values)]
    assert len(set(paths)) == len(paths)
    assert value_at(made(values), "issues.i1.red_lines.1.at") == 90


def test_an_empty_optional_field_reads_as_none():
    assert value_at(made(rich()), "ties.tie1.until") is None


def test_a_number_is_read_with_its_range():
    assert isinstance(value_at(made(rich()), "threats.t1.half_life"), Number)


def test_what_is_not_there_is_named():
    document = parse("x.yaml", b"issues: [{id: a, label: x}]")
    with pytest.raises(
        CaseError, match=r"no 'b' on the path issues.b.label; wanted a field of one"
    ):
        value_at(document.values, "issues.b.label")


def test_a_what_if_reports_the_old_value_under_an_id_with_a_dot():
    case = load("us-russia-2001")
    issue = next(i for i in case.issues if i.id == "iraq-action")
    dotted = case.model_copy(
        update={"issues": (*case.issues, issue.model_copy(update={"id": "iraq.2001"}))}
    )
    sets = [parse_intervention("issues.iraq.2001.positions.RUS.position=80")]
    result = whatif(dotted, interventions=sets, settings=Settings(draws=100), paths=1000)
    position = next(p.position for p in issue.positions if p.actor == "RUS")
    assert result.interventions[0].from_ == position.value
