"""Order never matters: a case in another order gives the same values, or says one thing twice."""

from datetime import date
from itertools import combinations
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest
from case_kit import faulty, known, made, rich

from detente import registry
from detente.case import contradictions, model
from detente.case.draws import Draws
from detente.case.load import bundled, load
from detente.case.model import Case
from detente.case.numbers import Entry
from detente.records import Estimate, NoEvidence

# pairs of dates without a rule of their own, with the reason
NO_RULE = {
    ("Case", "as_of", "known_to"): "days by section: test_a_section_is_not_known_to_a_day_to_come",
    ("Event", "date", "known_on"): "an event is ahead of as_of, and known before it",
    ("Tie", "known_on", "until"): "the end of a treaty is known when it is signed, and earlier",
}


def _kinds(kind: type[Entry]) -> set[type[Entry]]:
    out = {kind}
    for hint in get_type_hints(kind).values():
        out |= {k for inner in _leaves(hint) if inner is not kind for k in _kinds(inner)}
    return out


def _leaves(hint: Any) -> set[type[Entry]]:
    if isinstance(hint, type) and issubclass(hint, Entry):
        return {hint}
    return {leaf for inner in get_args(hint) for leaf in _leaves(inner)}


def _dates(kind: type[Entry]) -> list[str]:
    hints = get_type_hints(kind)
    return sorted(name for name, hint in hints.items() if date in (hint, *get_args(hint)))


def test_every_pair_of_dates_has_a_rule_or_a_reason():
    pairs = {
        (kind.__name__, *pair)
        for kind in _kinds(model.Case)
        for pair in combinations(_dates(kind), 2)
    }
    ruled = {
        (kind.__name__, *sorted(pair))
        for kind, rules in contradictions.IN_ORDER.items()
        for pair in rules
    }
    assert len(pairs) > 8
    assert pairs == ruled | set(NO_RULE)


@pytest.mark.parametrize(
    ("section", "first", "last"),
    [
        ("record", "start", "end"),
        ("record", "start", "known_on"),
        ("ties", "since", "until"),
        ("threats", "since", "known_on"),
        ("governments", "since", "known_on"),
        ("attitudes", "since", "known_on"),
        ("ledger", "date", "known_on"),
    ],
)
def test_dates_in_the_wrong_order_are_refused(section, first, last):
    days = {first: "1904-05-05", "known_on": "1904-05-06", last: "1904-05-04"}
    _, found = faulty(lambda v: v[section][0].update(days))
    assert f"{section}.0.{last}: 1904-05-04 is before `{first}`, 1904-05-05" in found[0]


def test_a_section_is_not_known_to_a_day_to_come():
    _, found = faulty(lambda v: v["known_to"].update(threats="1906-01-01"))
    assert "known_to.threats: 1906-01-01 is after the case's as_of, 1905-08-12" in found[0]


def test_a_change_beyond_the_horizon_is_refused():
    _, found = faulty(lambda v: v["scenarios"][1].update(horizon_years=1))
    assert any("1907-01-01 is beyond the scenario's horizon of 1 y" in fault for fault in found)


def _again(section: str, **other: Any) -> Any:
    def change(values: dict[str, Any]) -> None:
        first = values[section][0]
        values[section].append({**first, "id": "again", **other})

    return change


def _same_pair(values: dict[str, Any]) -> None:
    values["ties"].append(
        known(id="t9", a="RUS", b="GBR", sign="+", kind="pact", since="1904-01-01")
    )


def _two_changes(values: dict[str, Any]) -> None:
    path = values["scenarios"][0]["changes"][0]["path"]
    values["scenarios"][0]["changes"].append({"path": path, "to": 60})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_same_pair, "ties.1: a tie of these two in force on 1905-08-12 is already stated by"),
        (_again("influence"), "influence.1: this is already stated by entry 1"),
        (_again("dependence", share=0.5), "dependence.1: this dependence is already stated"),
        (_again("governments", label="x"), "governments.1: a change of that day is already"),
        (_two_changes, "scenarios.0.changes.1: a change of this value on that day is already"),
        (
            lambda v: v["hypotheses"]["evidence"].append(known(claim="c1", fits={"H1": -2})),
            "hypotheses.evidence.1: this claim is already stated by entry 1",
        ),
        (
            lambda v: v["issues"][0]["red_lines"].append(
                {"actor": "JPN", "at": 5, "side": "below"}
            ),
            "issues.0.red_lines.1: a red line on this side is already stated",
        ),
        (
            lambda v: v["surveys"][0]["waves"].append({"date": "1904-05-06", "share": 0.1, "n": 9}),
            "surveys.0.waves.1: a wave of that day is already stated",
        ),
        (
            lambda v: v["ledger"][0]["externalities"].append({"actor": "RUS", "giver_tie": 0.9}),
            "ledger.0.externalities.1: an effect on this actor is already stated",
        ),
    ],
    ids=lambda x: x.split(".")[0] if isinstance(x, str) else "",
)
def test_one_thing_said_twice_is_refused(change, words):
    _, found = faulty(change)
    assert any(words in fault for fault in found), found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"regimes": [known(actor="GBR")]},
            "regimes.0: wanted `polity`, `polyarchy` or `trend`, got none of them",
        ),
        (
            {"alignment": known(level=0.2, drifted=True)},
            "alignment: got `sessions_below` or `drifted` without `fall`; wanted all of them",
        ),
    ],
)
def test_parts_that_need_each_other(change, words):
    _, found = faulty(lambda values: values.update(change))
    assert any(words in fault for fault in found), found


def test_a_part_may_be_unknown():
    case = made(rich() | {"alignment": known(level=0.2), "regimes": [known(actor="GBR", trend=1)]})
    assert case.alignment.fall is None
    assert case.regimes[0].polity is None


def test_a_tie_that_ended_leaves_room_for_the_next():
    values = rich()
    values["ties"][0]["until"] = "1904-12-01"
    values["ties"].append(
        known(id="t9", a="RUS", b="GBR", sign="+", kind="pact", since="1904-05-06")
    )
    assert len(made(values).ties) == 2


def test_waves_count_by_their_date():
    values = rich()
    waves = [{"date": f"1904-0{m}-01", "share": m / 10, "n": 900} for m in (3, 1, 2)]
    values["surveys"][0]["waves"] = waves
    assert [w.share for w in made(values).surveys[0].waves] == [0.1, 0.2, 0.3]


def _shuffled(case: Case, rng: np.random.Generator) -> Case:
    """The case with every list of entries in another order, and the lists within issues too."""
    sections = {
        name: _other_order(value, rng)
        for name in type(case).model_fields
        if isinstance(value := getattr(case, name), tuple)
    }
    sections["issues"] = tuple(
        i.model_copy(update={"positions": _other_order(i.positions, rng)})
        for i in sections["issues"]
    )
    return case.model_copy(update=sections)


def _other_order(entries: tuple[Any, ...], rng: np.random.Generator) -> tuple[Any, ...]:
    return tuple(entries[k] for k in rng.permutation(len(entries)))


def _readings(case: Case) -> dict[str, float | str]:
    """The coded value of every lens, or why there is none."""
    out: dict[str, float | str] = {}
    for name, lens in registry.lenses().items():
        reading = lens.read(case, Draws(np.random.default_rng(1), 1))
        if isinstance(reading, NoEvidence):
            out[name] = reading.reason
        elif isinstance(reading, Estimate):
            out[name] = reading.value
    return out


@pytest.mark.parametrize("name", [*bundled(), "rich"])
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_entries_changes_no_reading(name, seed):
    case = made(rich()) if name == "rich" else load(name)
    before, after = _readings(case), _readings(_shuffled(case, np.random.default_rng(seed)))
    assert len(before) > 15
    assert before.keys() == after.keys()
    words = {k: v for k, v in before.items() if isinstance(v, str)}
    assert {k: after[k] for k in words} == words
    numbers = {k: v for k, v in before.items() if not isinstance(v, str)}
    assert {k: after[k] for k in numbers} == pytest.approx(numbers, abs=1e-9)
