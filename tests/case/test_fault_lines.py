"""What feeds a fault line, and a case without the danger of some entries."""

import pytest
from case_kit import faulty

from detente.case.check import faults
from detente.case.feeds import feeding_entries, own_feeds
from detente.case.load import load
from detente.case.model import FaultLine
from detente.case.neutral import Neutral

CASE = load("us-russia-2001")


def line(**feeding):
    return FaultLine(**{"id": "made", "label": "Made", "known_on": CASE.as_of} | feeding)


def messages(*lines):
    """Faults of the case when these are its fault lines and nothing else names one."""
    calm = {"fault_lines": lines, "scenarios": (), "calendar": (), "questions": ()}
    return [message for _, message in faults(CASE.model_copy(update=calm))]


def test_a_line_that_nothing_feeds_is_refused_by_file_and_line():
    def change(values):
        values["fault_lines"].append({"id": "empty", "label": "Empty", "known_on": "1904-05-06"})

    source, (message,) = faulty(change)
    number = source[: source.index("id: empty")].count("\n") + 1
    assert message.startswith(
        f"made.yaml:{number}: fault_lines.1: nothing feeds the fault line 'empty'; wanted an issue"
    )


def test_a_line_of_actors_that_bear_on_nothing_is_refused():
    bystander = CASE.actors[0].model_copy(update={"id": "NOWHERE", "kind": "organisation"})
    case = CASE.model_copy(update={"actors": (*CASE.actors, bystander)})
    assert feeding_entries(case, line(actors=("NOWHERE",))) == frozenset()
    assert messages(line())[0].startswith("nothing feeds the fault line 'made'")


@pytest.mark.parametrize(
    ("feeding", "wanted"),
    [
        ({"issues": ("missile-defence",)}, ("issues", "missile-defence")),
        ({"threats": ("taliban",)}, ("threats", "taliban")),
        ({"threats": ("american-power",)}, ("threats", "american-power")),
        ({"ties": ("usa-irq",)}, ("ties", "usa-irq")),
        ({"actors": ("IRQ",)}, ("ties", "rus-irq")),
        ({"deeds": ("d-alliance-arms",)}, ("ledger", "d-alliance-arms")),
        ({"ties": ("isr-palestinians",)}, None),
        ({"actors": ("palestinians",)}, None),
        ({"legacy": True}, ("legacy", "")),
    ],
)
def test_an_entry_feeds_a_line_if_it_bears_on_the_partnership(feeding, wanted):
    found = feeding_entries(CASE, line(**feeding))
    assert (wanted in found) if wanted else (found == frozenset())


def test_a_scenario_and_an_undecided_event_feed_the_line_that_they_name():
    found = feeding_entries(CASE, next(x for x in CASE.fault_lines if x.id == "nato-enlargement"))
    assert ("scenarios", "s-baltic-invited") in found
    assert ("calendar", "e-prague") not in found  # its scenario decides it


def test_what_a_part_feeds_is_not_fed_twice():
    whole = line(id="whole", issues=("syria", "iraq-action"))
    part = line(id="part", issues=("syria",), part_of="whole")
    own = own_feeds(CASE.model_copy(update={"fault_lines": (whole, part)}))
    assert own == {
        "whole": frozenset({("issues", "iraq-action")}),
        "part": frozenset({("issues", "syria")}),
    }


def test_a_line_fed_by_its_part_alone_passes_and_one_inside_itself_does_not():
    whole, part = line(id="whole"), line(id="part", issues=("syria",), part_of="whole")
    assert messages(whole, part) == []
    round_ = whole.model_copy(update={"part_of": "part"})
    assert messages(round_, part) == ["'whole' is part of itself", "'part' is part of itself"]


def test_without_its_danger_an_issue_divides_nobody_and_a_threat_stays():
    gone = frozenset({("issues", "missile-defence"), ("threats", "taliban"), ("legacy", "")})
    found = Neutral(CASE).without(gone)
    shield = next(x for x in found.issues if x.id == "missile-defence")
    taliban = next(x for x in found.threats if x.id == "taliban")
    assert len({p.position.value for p in shield.positions}) == 1
    assert (taliban.attained.value, taliban.half_life.value) == (0, 200)
    assert found.legacy.continuity.value == 0
    untouched = [x for x in CASE.issues if x.id != "missile-defence"]
    assert [x for x in found.issues if x.id != "missile-defence"] == untouched
    assert found.ties is CASE.ties


def test_without_the_danger_of_both_its_ties_a_triad_is_balanced_once():
    irq = {("ties", "usa-irq"), ("ties", "rus-irq")}
    signs = {t.id: t.sign for t in CASE.ties}
    for gone in (irq, {("ties", "rus-irq")}):
        found = {t.id: t.sign for t in Neutral(CASE).without(frozenset(gone)).ties}
        assert signs["usa-irq"] != signs["rus-irq"]
        assert found["usa-irq"] == found["rus-irq"]


def test_nothing_gone_is_the_case_itself():
    assert Neutral(CASE).without(frozenset()) is CASE
