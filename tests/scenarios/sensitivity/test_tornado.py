"""The tornado: every kind of input, changed alone, moves the answer as a forecast of its own."""

from datetime import date, timedelta

import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.case.ranges import ranged_numbers
from detente.case.record import Record
from detente.document.part import Interval
from detente.forecast.forecast import forecast_case
from detente.forecast.settings import Settings
from detente.forecast.survival_draws import at_year
from detente.history.vintage import load_vintage
from detente.records import Estimate
from detente.scenarios.conditional import conditionals
from detente.scenarios.mixture import draw_mixture
from detente.scenarios.sensitivity.changed_numbers import number_inputs
from detente.scenarios.sensitivity.changed_record import record_inputs
from detente.scenarios.sensitivity.changed_weights import lens_inputs
from detente.scenarios.sensitivity.levers import by_class, unbroken_at_10, with_few_draws
from detente.scenarios.sensitivity.tornado import tornado

CASE = load("us-russia-2001")
SOME = Settings(draws=60)


def inputs_of(forecast, panel=None, most=20):
    branches = conditionals(draw_mixture(forecast, paths=6_000))
    return tornado(forecast, with_few_draws(forecast), panel or {}, branches, most=most)


def broken(case, settings=SOME):
    return 1 - at_year(forecast_case(case, settings=settings).survivals["rupture"], 10)


def with_record(case, *entries):
    return case.model_copy(update={"record": entries})


def dispute(name, start):
    return Record(id=name, kind="dispute", label=name, start=start, end=start, known_on=start)


def by_id(parts):
    return {part.id: part for part in parts}


@pytest.fixture(scope="module")
def some():
    return forecast_case(CASE, settings=SOME)


@pytest.fixture(scope="module")
def parts(some):
    """Every input of the worked example that moves anything, with a panel value of one lens."""
    return inputs_of(some, {"structural-balance": (2000, 0.02)}, most=1000)


def test_every_kind_of_input_is_there(parts):
    kinds = {part.kind for part in parts}
    assert kinds == {"record", "border", "class", "lens", "number", "scenario", "event"}


def test_inputs_are_sorted_by_how_far_they_move_the_answer(parts, some):
    moves = [abs(part.move) for part in parts]
    assert moves == sorted(moves, reverse=True)
    base = float((1 - at_year(some.survivals["rupture"], 10)).mean())
    assert parts
    for part in parts:
        farthest = max(part.ends, key=lambda e: abs(e.move))
        assert (part.change, part.move, part.p_if) == (
            farthest.words,
            farthest.move,
            farthest.p.mean,
        )
        assert part.move == pytest.approx(part.p_if - base, abs=1e-12)


def test_a_short_list_keeps_the_first_of_each_kind_and_every_class(parts, some):
    short = inputs_of(some, {"structural-balance": (2000, 0.02)}, most=3)
    classes = {p.id for p in parts if p.kind == "class"}
    levers = [p for p in parts if p.id not in classes]
    assert [p.id for p in short if p.id not in classes][:3] == [p.id for p in levers[:3]]
    first = {kind: next(p.id for p in parts if p.kind == kind) for kind in {p.kind for p in parts}}
    kept = {p.id for p in levers[:3]} | set(first.values()) | classes
    assert {p.id for p in short} == kept


def test_without_an_entry_is_the_forecast_of_the_case_without_it(parts):
    found = by_id(parts)
    moving = [r for r in CASE.record if f"record.{r.id}" in found]
    assert len(moving) >= 3
    for entry in moving:
        without = with_record(CASE, *(r for r in CASE.record if r is not entry))
        end = found[f"record.{entry.id}"].ends[0]
        assert end.words == "without it"
        assert end.p.mean == pytest.approx(broken(without).mean(), abs=1e-9)


def test_entries_of_one_kind_are_left_out_together_too(parts):
    disputes = [r for r in CASE.record if r.kind == "dispute"]
    rest = with_record(CASE, *(r for r in CASE.record if r not in disputes))
    all_ = by_id(parts)["record.all-disputes"]
    assert all_.label == f"All {len(disputes)} disputes"
    assert all_.p_if == pytest.approx(broken(rest).mean(), abs=1e-9)
    single = [p.move for p in parts if p.id in {f"record.{r.id}" for r in disputes}]
    assert abs(all_.move) > max(map(abs, single), default=0)


def test_a_kind_that_moves_as_one_of_its_entries_alone_is_not_listed_twice(some):
    """A pact that ended in 1820 says nothing beyond the one in force."""
    over = date(1820, 1, 1)
    old = Record(id="old", kind="pact", label="old", start=over, end=over, known_on=over)
    twice = forecast_case(with_record(CASE, *CASE.record, old), settings=SOME)
    found = by_id(record_inputs(twice, twice))
    bound = next(r.id for r in CASE.record if r.kind == "pact")
    assert abs(found[f"record.{bound}"].ends[0].move) > 0.002
    assert "record.all-pacts" not in found
    assert "record.all-disputes" in by_id(record_inputs(some, some))


def test_another_border_and_a_pact_that_ended_are_forecasts_of_their_own(parts):
    found = by_id(parts)
    land = next(e for e in found["partnership.border"].ends if "land" in e.words)
    changed = at(CASE, "partnership.border", "land")
    assert land.p.mean == pytest.approx(broken(changed).mean(), abs=1e-9)
    pact = next(r for r in CASE.record if r.kind == "pact")
    over = at(CASE, f"record.{pact.id}.end", CASE.as_of)
    ended = next(e for e in found[f"record.{pact.id}"].ends if e.words.startswith("ended"))
    assert ended.p.mean == pytest.approx(broken(over).mean(), abs=1e-9)


def test_a_line_added_to_the_record_is_listed_with_its_full_move():
    """Guards shoot at a poacher's boat: one dispute in a case that had none."""
    pact, rivalry = (next(r for r in CASE.record if r.kind == kind) for kind in ("pact", "rivalry"))
    calm = with_record(CASE, rivalry, pact)
    shots = dispute("poacher", CASE.as_of - timedelta(days=200))
    added = with_record(CASE, rivalry, pact, shots)
    parts = inputs_of(forecast_case(added, settings=SOME))
    lever = by_id(parts)["record.poacher"]
    assert -lever.move == pytest.approx((broken(added) - broken(calm)).mean(), abs=1e-9)
    assert lever.move < -0.005


def test_of_many_entries_those_that_move_the_answer_are_found_by_screening():
    entries = [dispute(f"d{year}", date(year, 5, 1)) for year in range(1970, 1999)]
    case = with_record(CASE, *CASE.record, *entries)
    found = by_id(inputs_of(forecast_case(case, settings=SOME), most=1000))
    assert {"record.all-disputes", "record.arctic-bombers-2000", "record.charter-1992"} <= set(
        found
    )


def test_an_entry_without_which_no_class_fits_is_listed_last():
    pact = next(r for r in CASE.record if r.kind == "pact")
    unlearned = load_vintage(1900)  # by then history had not taught a hazard of rupture
    parts = inputs_of(forecast_case(with_record(CASE, pact), unlearned, settings=SOME))
    last = parts[-1]
    assert last.id == f"record.{pact.id}"
    assert last.change == "without it no reference class would fit"
    assert (last.p_if, last.move) == (None, None)


def test_without_its_only_class_a_pair_has_the_learned_hazard():
    pact = next(r for r in CASE.record if r.kind == "pact")
    parts = inputs_of(forecast_case(with_record(CASE, pact), settings=SOME))
    (part,) = [p for p in parts if p.id == f"record.{pact.id}"]
    assert 0 < part.p_if < 1


def test_leaving_out_a_class_is_near_the_weighted_mean_of_the_others_alone(forecast):
    """History as learned keeps its stacked weight; the classes that remain share the rest alike."""
    alone = {name: 1 - p for name, (p, _) in by_class(forecast).items()}
    found = {p.id: p for p in inputs_of(forecast, most=1000) if p.kind == "class"}
    assert len(found) >= 3
    learned = forecast.base.weight("rupture", "panel")
    listed = [name for name in alone if f"classes.{name}" in found]
    assert listed
    for name in listed:
        classes = [p for other, p in alone.items() if other not in (name, "panel")]
        kept = learned if name != "panel" else 0.0
        rest = kept * alone["panel"] + (1 - kept) * np.mean(classes)
        assert found[f"classes.{name}"].p_if == pytest.approx(rest, abs=0.03)


def test_a_lens_that_moves_nothing_is_not_listed(parts, some):
    still = {n for n, basis in some.weights.basis.items() if basis in ("contradicted", "none")}
    read = {n for n, r in some.readings.coded.items() if isinstance(r, Estimate)}
    assert still & read
    assert not {f"lenses.{name}" for name in still} & {p.id for p in parts}


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("preferences", "preference-distance"),
        ("standing", "power-status"),
        ("influence", "sphere-of-influence"),
        ("surveys", "public-opinion"),
    ],
)
def test_without_its_reading_the_forecast_is_that_of_a_case_without_the_evidence(
    section, name, some
):
    bare = CASE.model_copy(update={section: ()})
    silent = by_id(lens_inputs(some, {}))[f"lenses.{name}"].ends[0]
    assert silent.words == "as if it had no evidence"
    assert silent.p.mean == pytest.approx(broken(bare).mean(), abs=1e-9)


def test_a_panel_value_replaces_the_coding(some):
    name = "regime-distance"
    reading = some.readings.coded[name]
    ends = {
        value: by_id(lens_inputs(some, {name: (1999, value)}))[f"lenses.{name}"].ends[1]
        for value in (reading.value, 0.0)
    }
    assert ends[0.0].words == f"panel value 0.00 of 1999 in place of {reading.value:.2f}"
    assert ends[0.0].move < -2 * abs(ends[reading.value].move)


def test_a_lens_without_evidence_in_the_case_can_take_the_panel_value(some):
    bare = CASE.model_copy(update={"preferences": ()})
    forecast = forecast_case(bare, settings=SOME)
    assert not isinstance(forecast.readings.coded["preference-distance"], Estimate)
    (end,) = by_id(lens_inputs(forecast, {"preference-distance": (1999, 3.5)}))[
        "lenses.preference-distance"
    ].ends
    assert end.words == "panel value 3.50 of 1999 in place of no evidence"
    assert end.move > 0


def test_scenarios_and_their_absence_mix_to_the_answer(parts, some):
    base = float((1 - at_year(some.survivals["rupture"], 10)).mean())
    records = [b.record() for b in conditionals(draw_mixture(some, paths=6_000))]
    found = by_id(parts)
    assert records
    for record in records:
        comes, stays = (e.p.mean for e in found[f"scenarios.{record.id}"].ends)
        assert record.p_if * comes + (1 - record.p_if) * stays == pytest.approx(base, abs=1e-4)


def test_events_turn_either_way(parts):
    events = [p for p in parts if p.kind == "event"]
    assert events
    for event in events:
        bad, good = event.ends
        assert good.move < 0 < bad.move


def test_numbers_are_the_forecast_at_the_ends_of_their_ranges(quick_forecast):
    bars = number_inputs(quick_forecast, 4)
    assert len(bars) == 4
    for bar in bars:
        number = next(r.number for r in ranged_numbers(CASE) if r.path == bar.id)
        assert [e.value for e in bar.ends] == list(number.bounds)
        for end in bar.ends:
            drawn = 1 - unbroken_at_10(quick_forecast, at(CASE, bar.id, end.value))
            assert end.p == Interval.of(drawn)


@pytest.mark.parametrize("name", ["us-russia-2001", "anglo-japanese-1905"])
def test_numbers_are_the_widest_of_all_numbers_of_the_case(name):
    """Beside every number worked out one by one: what the screen misses is no wider than a bar."""
    case = load(name)
    forecast = forecast_case(case)
    widths = {
        r.path: abs(
            np.diff(
                [unbroken_at_10(forecast, at(case, r.path, end)).mean() for end in r.number.bounds]
            )
        )[0]
        for r in ranged_numbers(case)
    }
    widest = sorted(widths, key=lambda path: -widths[path])
    bars = number_inputs(forecast, 24)
    found = [b.id for b in sorted(bars, key=lambda b: -abs(b.ends[0].p.mean - b.ends[1].p.mean))]
    assert found[:4] == widest[:4]
    missed = [widths[path] for path in widest[:12] if path not in found]
    assert len(missed) <= 1
    assert max(missed, default=0) < 0.01
