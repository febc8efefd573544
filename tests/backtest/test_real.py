"""The backtest on the real data: a short run end to end, and the floors on a few origins."""

import json

import numpy as np
import pytest

from detente.backtest import report, scores
from detente.backtest.populations import POPULATIONS, TARGETS
from detente.brief.backtest_page import page
from detente.errors import DataError
from detente.history.events import PAIR_OUTCOMES
from detente.history.landmark import fit_landmark_hazards

RUN = ("treaties", "ladder-rupture")  # one of treaties, one of pairs: all would take minutes
RUN_TARGETS = tuple(t for t in TARGETS if t.population in RUN)


@pytest.fixture(scope="module")
def found(real_store):
    steps = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "POPULATIONS", {name: POPULATIONS[name] for name in RUN})
        patch.setattr(report, "TARGETS", RUN_TARGETS)
        result = report.backtest(2003, 2005, (1, 5), draws=20, progress=lambda *s: steps.append(s))
    assert steps[-1][0] == steps[-1][1] == len(steps)
    return result


def test_every_target_is_scored_beside_the_others(found):
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    told = {(t["id"], t["horizon"]) for t in found["targets"]}
    assert told == {(t.id, h) for t in RUN_TARGETS for h in (1, 5)}
    ids = {b["id"] for b in found["baselines"]}
    assert {"constant", "kaplan-meier-by-class", "duration-only", "since-rupture-only"} < ids
    assert {m["id"] for m in found["printed"]} == {
        "as-printed",
        "as-printed-learned",
        "as-printed-classes",
    }
    assert {a["id"] for a in found["ablations"]} >= {"without rivalry dates (hindsight)"}
    assert found["targets"]
    for t in found["targets"]:
        assert {"auc", "brier_skill", "ece"} <= t["intervals"].keys()
        assert {g["group"] for g in t["by"]} == {"era", "class", "region"}
        for by in ("era", "class", "region"):
            assert sum(g["n"] for g in t["by"] if g["group"] == by) == t["n"]


def test_every_outcome_of_the_ladder_is_a_target_beside_the_old_ones():
    ladder = {f"dyad-{outcome}" for outcome in PAIR_OUTCOMES}
    old = {"treaty-any", "treaty-violated", "dyad-broken", "dyad-broken-all"}
    assert {t.id for t in TARGETS} == ladder | old
    assert {t.population for t in TARGETS} == POPULATIONS.keys()


def test_the_page_is_self_contained(found):
    text = page(found)
    assert text == page(found)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert found["targets"]
    for t in found["targets"]:
        assert t["label"] in text


@pytest.mark.parametrize(("target", "least"), [("treaty-any", 0.75), ("dyad-broken", 0.9)])
def test_forecasts_of_a_few_years_tell_who_ends(real_store, target, least):
    """A cheap guard of the floors that `detente backtest` measures over all years."""
    goal = next(t for t in TARGETS if t.id == target)
    population = POPULATIONS[goal.population]()
    event, p = [], []
    for year in (1988, 1991, 1998, 2003):
        model = fit_landmark_hazards(population.rows, year, population.protocol)
        now = population.rows.where(population.rows.year == year)
        now = now.where(goal.test(now))
        end = now.ending(1, 1)
        event.append(end[end >= 0] > 0)
        p.append(model.incidence(now.x)[end >= 0, 0].sum(axis=1))
    assert scores.auc(np.concatenate(event), np.concatenate(p)) > least


def test_a_forecast_of_the_real_rows_needs_nothing_later(real_store):
    """All rows after the origin are deleted, and all later ends unknown: the same forecast."""
    assert POPULATIONS
    for name, build in POPULATIONS.items():
        population, year = build(), 1975
        rows = population.rows
        now = rows.x[rows.year == year]
        whole = fit_landmark_hazards(rows, year, population.protocol).incidence(now)
        cut = fit_landmark_hazards(rows.known(year), year, population.protocol).incidence(now)
        assert np.array_equal(whole, cut), name


def test_years_that_no_target_covers_are_said(real_store):
    with pytest.raises(DataError, match=r"nothing to score from 2012 to 2012: no year of 1985-200"):
        report.backtest(2012, 2012, (10,), draws=20)
