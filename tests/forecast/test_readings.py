"""What the lenses read: every one, once for each state of its sections, with the same chance."""

import sys

import forecast_kit as kit
import numpy as np
import pytest

from detente.case.edit import at
from detente.case.load import load
from detente.case.ranges import ranged_numbers

PATHS = {
    "horizons": ("horizons.RUS.discount", 0.7),
    "regimes": ("regimes.RUS.polity", 0),
    "issues": ("issues.nato-enlargement.positions.RUS.salience", 12),
    "threats": ("threats.{first}.attained", 0.9),
    "ledger": ("ledger.{first}.delivered", 0.4),
    "ties": ("ties.{first}.strength", 0.35),
    "legacy": ("legacy.continuity", 0.5),
    "institutions": ("institutions.shared_memberships", 0.2),
    "preferences": ("preferences.RUS.ideal_point", -1.0),
    "calendar": ("calendar.{first}.adverse", 0.11),
    "scenarios": ("scenarios.{first}.probability", 0.11),
}


@pytest.fixture(scope="module")
def case():
    return load("us-russia-2001")


@pytest.fixture(scope="module")
def coded(case):
    return kit.make(case)


def changed(case, section):
    path, value = PATHS[section]
    if "{first}" in path:
        path = path.format(first=getattr(case, section)[0].id)
    return at(case, path, value)


def same(one, two):
    if isinstance(one, kit.NoEvidence):
        return one == two
    return np.array_equal(one.draws, two.draws)


@pytest.mark.parametrize("name", ["us-russia-2001", "anglo-japanese-1905"])
def test_every_lens_reads_something_or_says_why_not(name):
    found = kit.readings(kit.make(load(name)))
    assert set(found) == set(kit.cards())
    assert len(found) >= 18
    assert all(isinstance(r, kit.Estimate) or r.reason for r in found.values())


@pytest.mark.parametrize("section", PATHS)
def test_a_change_is_read_again_only_by_the_lenses_of_its_section(section, case, monkeypatch):
    calls = kit.count_readings(monkeypatch)
    f = kit.make(case)
    before = kit.readings(f)
    assert sorted(calls) == sorted(kit.cards())
    calls.clear()
    after = kit.read(f, changed(case, section))
    concerned = {name for name, card in kit.cards().items() if section in card.reads}
    assert sorted(calls) == sorted(concerned)
    others = set(before) - concerned
    assert others
    assert all(same(after[name], before[name]) for name in others)


def test_every_lens_reads_again_when_the_partnership_itself_changes(case, monkeypatch):
    calls = kit.count_readings(monkeypatch)
    f = kit.make(case)
    kit.readings(f)
    calls.clear()
    kit.read(f, at(case, "partnership.border", "none"))
    assert sorted(calls) == sorted(kit.cards())


@pytest.mark.parametrize("section", PATHS)
def test_a_version_is_read_like_a_case_of_its_own(section, case, coded):
    """Whatever a forecast remembers of the case, and with the same random numbers."""
    version = changed(case, section)
    remembered, fresh = kit.read(coded, version), kit.readings(kit.make(version))
    assert set(remembered) == set(fresh)
    assert all(same(remembered[name], fresh[name]) for name in fresh)


def _of_russia(case):
    return next(one for one in case.horizons if one.actor == "RUS")


def test_a_version_meets_the_same_random_numbers(case, monkeypatch):
    kit.replace_reading(
        monkeypatch,
        "time-horizon",
        lambda c, draw: kit.Estimate(draws=draw(_of_russia(c).discount), claims=()),
    )
    wide = at(at(case, "horizons.RUS.discount.high", 0.82), "horizons.RUS.discount.low", 0.78)
    f = kit.make(wide)
    before = kit.readings(f)["time-horizon"].draws
    moved = case
    for path, value in (("low", 0.48), ("value", 0.5), ("high", 0.52)):
        moved = at(moved, f"horizons.RUS.discount.{path}", value)
    after = kit.read(f, moved)["time-horizon"].draws
    assert before.std() > 0
    assert before - after == pytest.approx(np.full(200, 0.3))


def test_another_seed_gives_other_draws_of_the_same_coded_value(case, coded):
    other = kit.readings(kit.make(case, seed=7))["issue-conflict"]
    mine = kit.readings(coded)["issue-conflict"]
    assert other.draws[0] == mine.draws[0]
    assert not np.array_equal(other.draws, mine.draws)


def test_one_more_lens_changes_the_reading_of_no_other(case, coded, monkeypatch):
    kit.add_lens(monkeypatch, kit.made_up("aaa", 0.7))
    found = kit.readings(kit.make(case))
    assert found["aaa"].value == 0.7
    before = kit.readings(coded)
    assert before
    assert all(same(found[name], reading) for name, reading in before.items())


@pytest.mark.parametrize("name", ["us-russia-2001", "anglo-japanese-1905"])
def test_the_first_draw_is_the_value_as_coded(name):
    """It is what the lens reads where no number has a range."""
    case = load(name)
    spots = list(ranged_numbers(case))
    plain = case
    for spot in spots:
        plain = at(plain, spot.path, spot.number.value)
    assert spots
    assert not list(ranged_numbers(plain))
    wide, bare = kit.readings(kit.make(case)), kit.readings(kit.make(plain))
    speaking = [n for n, r in wide.items() if isinstance(r, kit.Estimate)]
    assert len(speaking) >= 10
    assert [wide[n].draws[0] for n in speaking] == pytest.approx(
        [bare[n].draws[0] for n in speaking]
    )
    assert any(wide[n].draws.std() > 0 for n in speaking)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (lambda c, d: 1 / 0, "raised ZeroDivisionError: division by zero"),
        (lambda c, d: sys.exit(3), "raised SystemExit: 3"),
        (lambda c, d: 0.5, "gave float; wanted an Estimate or NoEvidence"),
        (kit.reads(np.nan), "gave values that are not finite numbers"),
        (kit.reads(7.0), "off its scale of 0 to 1"),
    ],
)
@pytest.mark.parametrize("name", ["time-horizon", "plug-in"])  # a lens of our own and another's
def test_a_faulty_lens_is_left_out_with_its_reason(name, fault, reason, case, monkeypatch):
    good = kit.readings(kit.make(case))
    assert good
    kit.add_lens(monkeypatch, kit.made_up("plug-in", 0.5))
    kit.replace_reading(monkeypatch, name, fault)
    f = kit.make(case)
    found = kit.readings(f)
    assert isinstance(found[name], kit.Failed)
    assert reason in found[name].reason
    pull = kit.effect(f, name)[:, 0]
    assert abs(pull.mean()) < 4 * pull.std() / pull.size**0.5  # as without evidence
    assert all(same(found[other], good[other]) for other in set(good) - {name})


def test_a_lens_without_evidence_widens_and_moves_no_middle(monkeypatch):
    """Neither in itself nor by a discount of those that speak."""
    case, flat = kit.quiet(), kit.history({("ex-rivals", "rupture"): kit.constant(0.05)})
    speaks, silent = kit.made_up("speaks", 1.0), kit.made_up("silent", None, size=0.9)
    kit.only_lenses(monkeypatch, speaks)
    alone = kit.survival(kit.make(case, history=flat))
    kit.only_lenses(monkeypatch, speaks, silent)
    f = kit.make(case, history=flat)
    assert kit.readings(f)["silent"] == kit.NoEvidence(reason="nothing coded")
    pull = kit.effect(f, "silent")[:, 0]
    assert pull.std() > 0.05
    assert abs(pull.mean()) < 4 * pull.std() / pull.size**0.5
    assert kit.at_years(kit.survival(f), 10).std() > kit.at_years(alone, 10).std()
