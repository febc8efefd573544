"""Fault lines: shares of the risk in the worlds drawn, and what feeds them."""

import pytest

from detente.case.load import load
from detente.case.model import FaultLine
from detente.case.numbers import Number
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.forecast.survival_draws import at_year
from detente.scenarios.sensitivity.fault_lines import UNNAMED, fault_lines

CASE = load("us-russia-2001")
FEW = ("middle-east", "iraq-iran-syria", "chechnya")


def lines_of(case, ids):
    return tuple(line for line in case.fault_lines if line.id in ids)


def with_lines(*lines, **changes):
    """The worked example with few fault lines, so that shares are exact and quick."""
    named = {line.id for line in lines}
    scenarios = tuple(s for s in CASE.scenarios if s.fault_line in named)
    update = {"fault_lines": lines, "scenarios": scenarios, "calendar": (), "questions": ()}
    return CASE.model_copy(update=update | changes)


def line(id_, **feeding):
    return FaultLine(id=id_, label=id_, known_on=CASE.as_of, **feeding)


def parts(case, **settings):
    forecast = forecast_case(case, settings=Settings(**{"draws": 100, **settings}))
    return {part.id: part for part in fault_lines(forecast)}, forecast


def scaled(scenario, factor):
    jump = Number(value=factor * scenario.jump.value)
    return scenario.model_copy(update={"jump": jump})


@pytest.fixture(scope="module")
def few():
    return parts(with_lines(*lines_of(CASE, FEW)))


def test_shares_and_the_remainder_sum_to_the_risk_of_ten_years(few):
    found, forecast = few
    risk = 1 - at_year(forecast.survivals["rupture"], 10).mean()
    assert sum(p.p_first for p in found.values()) == pytest.approx(risk, abs=1e-9)
    assert sum(p.share for p in found.values()) == pytest.approx(1, abs=1e-9)
    assert list(found)[-1] == UNNAMED


def test_a_larger_jump_of_a_scenario_raises_the_share_of_its_line(few):
    case = with_lines(*lines_of(CASE, FEW))
    more = tuple(scaled(s, 3) if s.id == "s-iraq-attack" else s for s in case.scenarios)
    found, _ = parts(case.model_copy(update={"scenarios": more}))
    assert found["iraq-iran-syria"].share > few[0]["iraq-iran-syria"].share + 0.05


def test_a_scenario_alone_can_give_a_line_most_of_the_risk():
    war = next(s for s in CASE.scenarios if s.id == "s-iraq-attack").model_copy(
        update={
            "fault_line": "war",
            "given": None,
            "probability": Number(value=0.9),
            "jump": Number(value=4),
            "horizon_years": 2,
        }
    )
    found, _ = parts(with_lines(line("war"), scenarios=(war,)))
    assert found["war"].share > 0.7


def test_a_scenario_that_does_nothing_gives_its_line_nothing():
    idle = CASE.scenarios[0].model_copy(
        update={"fault_line": "idle", "changes": (), "jump": Number(value=0), "event": None}
    )
    found, _ = parts(with_lines(line("idle"), scenarios=(idle,)))
    assert found["idle"].share == pytest.approx(0, abs=1e-6)
    assert found[UNNAMED].share == pytest.approx(1, abs=1e-6)


def test_lines_fed_by_the_same_entries_have_equal_shares():
    both = {"issues": ("missile-defence", "iraq-action"), "legacy": True}
    found, _ = parts(with_lines(line("one", **both), line("two", **both)))
    assert found["one"].share > 0.01
    assert found["one"].share == pytest.approx(found["two"].share, abs=1e-12)


def test_a_part_counts_in_the_line_that_it_is_part_of():
    issues = ("iraq-action", "syria")
    found, _ = parts(
        with_lines(line("whole", issues=issues), line("iraq", issues=issues[:1], part_of="whole"))
    )
    alone, _ = parts(with_lines(line("whole", issues=issues)))
    assert found["iraq"].part_of == "whole"
    assert 0 < found["iraq"].share < found["whole"].share
    assert found["whole"].share == pytest.approx(alone["whole"].share, rel=1e-6)
    assert found["whole"].share + found[UNNAMED].share == pytest.approx(1)


def test_an_issue_on_which_the_two_agree_feeds_no_risk():
    issue = next(i for i in CASE.issues if i.id == "missile-defence")
    agreed = issue.model_copy(
        update={
            "positions": tuple(
                p.model_copy(update={"position": Number(value=40)}) for p in issue.positions
            )
        }
    )
    issues = tuple(agreed if i.id == agreed.id else i for i in CASE.issues)
    found, _ = parts(with_lines(line("shield", issues=(issue.id,)), issues=issues))
    assert found["shield"].share == pytest.approx(0, abs=1e-6)


def test_an_event_that_nobody_decided_feeds_its_line():
    event = next(e for e in CASE.calendar if e.adverse and e.jump).model_copy(
        update={"fault_line": "day", "adverse": Number(value=0.5), "jump": Number(value=2)}
    )
    found, _ = parts(with_lines(line("day"), calendar=(event,)))
    assert found["day"].share > 0.02


def test_a_case_without_fault_lines_has_no_shares():
    assert parts(with_lines())[0] == {}


def test_the_source_and_the_model_stand_side_by_side_with_the_reason():
    ranked = tuple(
        x.model_copy(update={"source_rank": 1, "source_says": "it divides them most"})
        if x.id == "middle-east"
        else x
        for x in lines_of(CASE, FEW)
    )
    found, _ = parts(with_lines(*ranked))
    part = found["middle-east"]
    assert part.source_says == "ranks it first; it divides them most"
    assert part.model_says.startswith("third of 3, with ")
    assert part.differs.startswith(
        "the source ranks it first; the model third, because its largest"
    )
    assert "‘America attacks Iraq" in part.differs
    assert found["chechnya"].differs is None


def test_a_line_that_both_rank_alike_differs_in_nothing():
    ranked = tuple(
        x.model_copy(
            update={"source_rank": 1} if x.id == "iraq-iran-syria" else {"source_rank": None}
        )
        for x in lines_of(CASE, FEW)
    )
    found, _ = parts(with_lines(*ranked))
    assert found["iraq-iran-syria"].source_says == "ranks it first"
    assert [p.differs for p in found.values()] == [None] * 4
