"""The small list of pacts after ATOP: its rows, and that a forecast of today reads them."""

from datetime import date

import numpy as np
import pytest

from detente.forecast.data_case.build import data_case
from detente.forecast.data_case.request import ask
from detente.history.covariates import DUTIES, TREATY
from detente.history.left_treaties import remaining_treaties
from detente.history.panel_rows import panel_of_year
from detente.history.recent_pacts import known_on, recent_pacts
from detente.panel.tables import Tables


def test_every_row_has_a_source_and_lies_after_the_list_of_treaties():
    assert len(recent_pacts()) > 100
    assert all(p.says and p.name and p.day > date(2018, 12, 31) for p in recent_pacts())
    assert all(p.codes[0] < p.codes[1] for p in recent_pacts())


def test_a_group_stands_for_its_members_of_the_day():
    """Finland joined before Sweden: Sweden joins Finland, not the other way round."""
    nordic = [p for p in recent_pacts() if p.codes == (375, 380)]
    assert [p.begin for p in nordic] == [date(2024, 3, 7)]
    assert (2, 375) not in known_on(date(2023, 4, 3))
    assert known_on(date(2023, 4, 4))[2, 375].duties == {"defence", "consultation"}


def test_what_was_left_is_no_treaty_and_what_was_signed_is_one(real_store):
    rows = panel_of_year(2026).rows
    signed = rows.x[rows.unit == 365731][0]  # Russia and North Korea, 2024
    assert signed[rows.names.index(TREATY)] == 1
    assert signed[rows.names.index(DUTIES[0])] == 1
    left = rows.x[rows.unit == 365369][0]  # Russia and Ukraine, 2019: rivals now
    assert not np.any([left[rows.names.index(name)] for name in (TREATY, *DUTIES)])


def test_leaving_a_treaty_ends_that_one_alone(real_store):
    """Mali left ECOWAS in 2025; the pacts of the African Union go on binding it to Senegal.

    The two have been bound since 1977, which leaving one of their treaties does not change.
    """
    remaining = remaining_treaties(Tables())
    assert (365, 369) not in remaining
    assert remaining[432, 433] == {"defence", "non-aggression"}
    row = panel_of_year(2026).of_pair((432, 433)).rows
    facts = dict(zip(row.names, row.x[0].tolist(), strict=True))
    assert [facts[name] for name in (TREATY, *DUTIES)] == [1, 1, 0, 1, 0]
    case = data_case(ask("MLI", "SEN", date(2026, 1, 1)))
    (pact,) = [r for r in case.record if r.kind == "pact"]
    assert (pact.start.year, pact.obligations) == (1977, ("defense", "nonagg"))


def test_what_was_left_stands_in_the_list_of_treaties(real_store):
    (members,) = Tables().read("atop-member")
    held = {(row["atopid"], row["member"]) for row in members if not row["yrexit"]}
    left = [(treaty, code) for p in recent_pacts() for treaty in p.left for code in p.codes]
    joined = [pair for pair in left if pair in held]
    assert len(left) > 70
    assert len(joined) > 60  # Cabo Verde and others never signed the protocol of 1981
    assert all(bool(p.left) == (p.begin is None) for p in recent_pacts())


def test_two_states_that_only_a_recent_pact_ties_are_listed(real_store):
    rows = panel_of_year(2026).rows
    assert {666696, 900947} <= set(
        rows.unit.tolist()
    )  # Israel and the Emirates, the Falepili Union


@pytest.mark.parametrize(("day", "found"), [(date(2024, 6, 1), 0), (date(2026, 6, 1), 1)])
def test_a_case_names_the_pact_and_who_says_so(real_store, day, found):
    case = data_case(ask("RUS", "PRK", day))
    recent = [r for r in case.record if r.id == "recent-pact-2024"]
    assert len(recent) == found
    assert all("says: President of Russia" in r.label for r in recent)
    (carried,) = [r for r in case.record if r.kind == "pact" and r not in recent]
    assert carried.label.endswith("carried forward from 2018")
