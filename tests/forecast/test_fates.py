"""Four fates that sum to one, the bridge that ends in the forecast, and their coherence."""

import forecast_kit as kit
import numpy as np
import pytest

from detente.assessment.left_out import left_out
from detente.case.edit import at
from detente.case.load import load
from detente.forecast.bridge import bridge
from detente.forecast.fates import chain_of, fates


@pytest.fixture(scope="module", params=["us-russia-2001", "anglo-japanese-1905"])
def f(request):
    return kit.make(load(request.param))


def test_the_fates_sum_to_one_in_every_draw(f):
    assert sum(fates(f).p.values()) == pytest.approx(np.ones(f.settings.draws), abs=1e-12)


def test_ends_are_the_ruptures_of_the_forecast(f):
    p = fates(f).p
    ended = 1 - kit.at_years(kit.survival(f), 10)
    assert p["convenience"] + p["rupture"] == pytest.approx(ended, abs=1e-9)


def test_the_chain_has_the_marginals_of_every_outcome(f):
    chain = chain_of(f, [f.base.odds], [f.coded_shift[:, :80]], [f.case])
    assert pytest.approx(f.survivals["rupture"][:, :81], abs=1e-9) == chain.states.sum(axis=1).T
    assert (1 - f.survivals["strain"][:, 1:81] + 1e-9 >= chain.after_strain[1:].T).all()


def test_each_kind_of_rupture_is_part_of_it_and_both_make_up_all(f):
    rupture, rivalry, force = (1 - f.survivals[o] for o in ("rupture", "rivalry", "force"))
    assert (rivalry <= rupture + 1e-9).all()
    assert (force <= rupture + 1e-9).all()
    assert (rivalry + force >= rupture - 1e-9).all()


def test_between_rivals_no_rivalry_begins_and_every_rupture_is_one_by_force():
    """As on the page of a pair, where history counts rivals as not at risk of a rivalry."""
    case = load("us-russia-2001")
    (old,) = [entry for entry in case.record if entry.kind == "rivalry"]
    goes_on = old.model_copy(update={"end": None})
    record = tuple(goes_on if entry is old else entry for entry in case.record)
    rivals = kit.make(case.model_copy(update={"record": record}))
    assert {"rivalry", "force"} & {*rivals.survivals} == {"force"}
    assert rivals.survivals["force"] == pytest.approx(rivals.survivals["rupture"], abs=1e-12)
    assert "rivals-now" in {silence.id for silence in left_out(rivals, {})}
    assert fates(rivals).p["rupture"].mean() > 0


def test_a_cause_that_hardly_fades_makes_hardly_a_marriage_of_convenience(f):
    lasting = f.case
    for threat in lasting.threats:
        lasting = at(lasting, f"threats.{threat.id}.half_life", 200.0)
    assert fates(kit.make(lasting)).p["convenience"].mean() < 1e-3


def test_the_bridge_ends_in_the_forecast_and_its_moves_add_up(f):
    steps = bridge(f)
    ended = float((1 - kit.at_years(kit.survival(f), 10)).mean())
    assert steps[-1].p.mean == pytest.approx(ended, abs=1e-9)
    assert steps[0].p.mean + sum(s.move for s in steps) == pytest.approx(ended, abs=1e-9)


def test_data_come_first_on_the_bridge_where_they_are_known(f):
    draws = np.full(200, 0.25)
    first, second = bridge(f, draws)[:2]
    assert (first.id, first.p.mean) == ("data", 0.25)
    assert second.move == pytest.approx(second.p.mean - 0.25)


@pytest.mark.parametrize(
    ("fixture", "limited", "convenience", "rupture", "ratio", "label"),
    [
        (0.5, 0.2, 0.1, 0.2, 1.0, "permanent fixture"),
        (0.2, 0.5, 0.1, 0.2, 9.0, "limited partnership"),
        (0.3, 0.3, 0.1, 0.3, 1.0, "rupture"),
        (0.3, 0.3, 0.1, 0.3, 1.5, "marriage of convenience"),
        (0.3, 0.3, 0.1, 0.3, 1.49, "rupture"),
    ],
)
def test_the_label_is_the_likeliest_fate(fixture, limited, convenience, rupture, ratio, label):
    p = {"fixture": fixture, "limited": limited, "convenience": convenience, "rupture": rupture}
    assert kit.label(p, ratio) == label
