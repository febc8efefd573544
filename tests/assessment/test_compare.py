"""Two cases beside each other, and two versions of one: every figure is that of the assessment."""

import json

import pytest

from detente.assessment.assess import assess
from detente.assessment.compare import changed_values, compare_assessments, difference
from detente.case.edit import at
from detente.case.load import load
from detente.errors import DataError
from detente.forecast.settings import Settings

CASE = load("us-russia-2001")
OTHER = load("anglo-japanese-1905")
FAST = Settings(draws=120)


def test_rows_are_the_figures_of_both_assessments():
    a, b = (assess(c, settings=FAST) for c in (CASE, OTHER))
    found = compare_assessments(a, b)
    rows = {(g.id, r.id): r for g in found.groups for r in g.rows}
    assert rows["unbroken", "10"].a == a.verdict.p_unbroken["10"]
    assert rows["unbroken", "10"].b == b.verdict.p_unbroken["10"]
    assert rows["readings", "preference-distance"].b is None  # no votes in 1905
    assert rows["effects", "shared-threat"].a.mean == pytest.approx(
        next(n.effect for n in a.lenses if n.id == "shared-threat")
    )
    assert {r.id for g in found.groups if g.id == "fault-lines" for r in g.rows} == {
        c.id for x in (a, b) for c in x.fault_lines
    }


def test_every_value_that_was_changed_is_named():
    new = at(at(CASE, "threats.taliban.attained", 0.5), "ties.usa-uzb.sign", "-")
    new = new.model_copy(update={"title": "Another", "calendar": new.calendar[1:]})
    found = {c.path: (c.before, c.after) for c in changed_values(CASE, new)}
    gone = {p for p in found if p.startswith("calendar.")}
    assert {p.split(".")[1] for p in gone} == {CASE.calendar[0].id}
    assert all(found[p][1] is None for p in gone)
    assert {p: v for p, v in found.items() if p not in gone} == {
        "title": (CASE.title, "Another"),
        "threats.taliban.attained.value": (0.3, 0.5),
        "threats.taliban.attained.low": (0.15, 0.5),  # set by hand: exact; so high stays .5
        "ties.usa-uzb.sign": ("+", "-"),
    }


def test_a_section_moves_as_the_forecast_does_with_it_alone():
    new = at(CASE, "threats.taliban.attained", 1.0)
    found = difference(CASE, new, FAST)
    assert [m.section for m in found.sections] == ["threats"]
    ten = [1 - assess(c, settings=FAST).verdict.p_unbroken["10"].mean for c in (CASE, new)]
    assert found.move_10 == pytest.approx(ten[1] - ten[0])
    assert found.sections[0].move_10 == pytest.approx(found.move_10, abs=2e-3)


def test_the_same_case_differs_in_nothing():
    found = difference(CASE, CASE, FAST)
    assert found.changes == found.sections == []
    assert found.move_10 == 0
    assert all(r.same for g in found.comparison.groups for r in g.rows)


@pytest.mark.parametrize("section", ["record", "partnership"])
def test_the_only_section_that_changed_moves_all(section):
    """History chooses the reference classes: they are chosen anew for each section's changes."""
    new = CASE.model_copy(update={"record": CASE.record[1:]})
    if section == "partnership":
        new = at(CASE, "partnership.start", "1999-01-01")
    found = difference(CASE, new, FAST)
    assert [s.section for s in found.sections] == [section]
    assert found.sections[0].move_10 == pytest.approx(found.move_10, abs=1e-9)
    assert section == "partnership" or found.move_10 != 0


def test_two_cases_are_not_two_versions():
    with pytest.raises(DataError, match=r"differ in members.*detente compare"):
        difference(CASE, OTHER, FAST)


def test_compare_and_diff_print_the_documents(capsys, monkeypatch, cached_results):
    from detente.cli.main import main

    for words in (
        ["compare", "us-russia-2001", "anglo-japanese-1905"],
        ["diff", "us-russia-2001", "us-russia-2001"],
    ):
        monkeypatch.setattr("sys.argv", ["detente", *words, "--json"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        assert json.loads(capsys.readouterr().out)
