"""Bargains over the issues of a case: seats, outcomes, and what they do to the partnership."""

import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.document.labels import RUPTURE
from detente.errors import DataError
from detente.forecast.forecast import forecast_case
from detente.forecast.survival_draws import at_year
from detente.records import NoEvidence
from detente.scenarios.bargaining.issues import (
    bargains_over,
    issue_bargains,
    no_bargain,
    seat_issue,
)

CASE = load("us-russia-2001")


@pytest.fixture(scope="module")
def parts(forecast):
    return issue_bargains(forecast)


def issue(name, case=CASE):
    return next(i for i in case.issues if i.id == name)


def without_power(*actors):
    changed = [a.model_copy(update={"power": None}) if a.id in actors else a for a in CASE.actors]
    return CASE.model_copy(update={"actors": tuple(changed)})


def test_every_issue_is_bargained_over_or_has_a_reason(parts):
    assert [p.id for p in parts] + list(no_bargain(CASE)) == [i.id for i in CASE.issues]


def test_voices_of_a_state_split_its_power(parts):
    assert parts
    for part in parts:
        for member in CASE.members:
            own = [s.power for s in part.actors if CASE.actor(s.id).within == member]
            assert sum(own) == pytest.approx(CASE.actor(member).power.value)
            assert all(s.id != member for s in part.actors)


def test_a_state_without_voices_speaks_for_itself():
    voices = {a.id for a in CASE.actors if a.within == "USA"}
    found = seat_issue(without_power(*voices), issue("nato-enlargement"))
    power = dict(zip((p.actor for p in found.positions), found.power, strict=True))
    assert power["USA"] == CASE.actor("USA").power.value
    assert dict(found.no_seat)["US-democrats"] == "its power is not coded"


def test_missing_power_is_neither_zero_nor_an_average(forecast):
    case = without_power("EST", "LVA")
    bargains = issue_bargains(forecast_case(case, forecast.vintage, forecast.settings))
    baltic = next(p for p in bargains if p.id == "baltic-membership")
    silent = {s.id: s.reason for s in baltic.no_seat}
    positions = issue("baltic-membership", case).positions
    unrated = [p for p in positions if case.actor(p.actor).power is None]
    assert [p.actor for p in unrated] == ["EST", "LVA"]
    assert all(silent[p.actor] == "its power is not coded" for p in unrated)
    top = max(s.power for s in baltic.actors)
    weight = [s.power * s.salience for s in baltic.actors]
    place = [s.position for s in baltic.actors]
    weight += [top * p.salience.value for p in unrated]
    place += [p.position.value for p in unrated]
    assert baltic.weighted_mean_with_unseated == pytest.approx(np.average(place, weights=weight))


def test_without_power_of_a_partner_there_is_no_bargain():
    voices = [a.id for a in CASE.actors if a.within == "RUS" or a.id == "RUS"]
    bare = without_power(*voices)
    found = seat_issue(bare, issue("missile-defence", bare))
    assert isinstance(found, NoEvidence)
    assert found.reason == "no position with power of Russia is coded on this issue"
    assert no_bargain(bare)["missile-defence"] == found.reason


def test_power_of_the_state_is_needed_for_its_factions():
    found = seat_issue(without_power("RUS"), issue("missile-defence"))
    assert "Russia" in found.reason


def test_the_weighted_mean_of_a_case(parts):
    assert parts
    for part in parts:
        weight = [s.power * s.salience for s in part.actors]
        mean = np.average([s.position for s in part.actors], weights=weight)
        assert part.weighted_mean.mean == pytest.approx(mean)
        assert part.weighted_mean.low < mean < part.weighted_mean.high
        assert part.challenge.means[0] == pytest.approx(mean)


@pytest.mark.parametrize("name", ["missile-defence", "nato-enlargement"])
def test_the_effect_is_that_of_the_full_forecast(parts, name, forecast):
    """A second forecast, from the changed case alone, under the same seed."""
    part = next(p for p in parts if p.id == name)
    outcome = part.weighted_mean.mean
    agreed = CASE
    for p in issue(name).positions:
        if (CASE.actor(p.actor).within or p.actor) in CASE.members:
            agreed = at(agreed, f"issues.{name}.positions.{p.actor}.position", outcome)
    imposed = at(CASE, f"issues.{name}.status_quo", outcome)
    for version, found in (
        (agreed, part.partnership_effect.accepted),
        (imposed, part.partnership_effect.imposed),
    ):
        changed = forecast_case(version, forecast.vintage, forecast.settings)
        for years in (5, 10):
            change = at_year(forecast.survivals[RUPTURE], years) - at_year(
                changed.survivals[RUPTURE], years
            )
            shown = found[str(years)]
            assert shown.mean == pytest.approx(change.mean(), abs=1e-9)
            assert (shown.low, shown.high) == pytest.approx(np.quantile(change, [0.05, 0.95]))


def test_agreement_never_looks_more_dangerous(parts):
    assert parts
    for part in parts:
        assert part.partnership_effect.accepted["10"].mean <= 0


def test_the_course_of_a_case(parts):
    assert parts
    for part in parts:
        course = part.challenge
        assert len(course.rounds) == len(course.means)
        assert all(len(r) == len(part.actors) for r in course.rounds)
        assert [e.danger for e in course.exposed] == sorted(
            (e.danger for e in course.exposed), reverse=True
        )
        start, end = (
            dict(zip((s.id for s in part.actors), course.rounds[k], strict=True)) for k in (0, -1)
        )
        assert {m.id: m.to for m in course.movers} == {
            a: x for a, x in end.items() if x != start[a]
        }


def test_the_same_seed_gives_the_same_bargains(parts, forecast):
    again = issue_bargains(forecast_case(CASE, forecast.vintage, forecast.settings))
    assert again == parts


def test_an_issue_that_is_unknown_or_without_power_is_an_error(parts):
    assert [p.id for p in bargains_over(parts, CASE, "syria")] == ["syria"]
    assert bargains_over(parts, CASE, None) is parts
    with pytest.raises(DataError, match="no issue 'moon'"):
        bargains_over(parts, CASE, "moon")
    bare = without_power("RUS")
    with pytest.raises(DataError, match="no bargain over 'syria': no position with power"):
        bargains_over([], bare, "syria")
