"""Partnerships ranked by their learned risk, and the shipped coefficients, on the real data."""

import json

import numpy as np
import pytest

from detente.errors import DataError, MissingData
from detente.forecast import partnerships
from detente.history import hazard_vintage
from detente.history.dyad_years import dyad_years
from detente.history.landmark import DYADS, LandmarkSettings, fit_landmark_hazards
from detente.history.rows import Rows


@pytest.fixture(scope="module")
def rows(real_store):
    return dyad_years()


@pytest.fixture(scope="module")
def listed(rows):
    return partnerships.partnership_forecasts(rows, 2001)


def test_every_pair_alive_is_ranked(rows, listed):
    assert len(listed) == (rows.year == 2001).sum()
    five = [p.p[5][0] for p in listed]
    assert five == sorted(five, reverse=True)
    for p in listed:
        assert p.ties
        assert p.p[1][0] <= p.p[5][0] <= p.p[10][0]
        for mean, low, high in p.p.values():
            assert 0 <= low <= high <= 1
            assert low - 0.02 <= mean <= high + 0.02


def test_chances_are_those_of_the_learned_model(rows, listed):
    now = rows.where(rows.year == 2001)
    model = fit_landmark_hazards(rows, 2001, DYADS)
    wanted = dict(zip(now.unit.tolist(), model.incidence(now.x)[:, 4, 0], strict=True))
    assert listed
    for p in listed:
        assert p.p[5][0] == pytest.approx(wanted[p.ccodes[0] * 1000 + p.ccodes[1]])


def test_drivers_are_the_largest_terms(rows, listed):
    now = rows.where(rows.year == 2001)
    model = fit_landmark_hazards(rows, 2001, DYADS)
    top = listed[0]
    row = now.x[now.unit == top.ccodes[0] * 1000 + top.ccodes[1]]
    terms = (model.design(row) * model.fits[1].beta[0])[0]
    assert (
        sum(abs(d.effect) for d in top.drivers)
        >= np.sort(np.abs(terms[1 : 1 + len(rows.names)]))[-3:].sum() - 0.5
    )
    assert all(d.name in rows.names for d in top.drivers)


def test_the_order_of_the_states_does_not_matter(rows):
    a = partnerships.pair_forecast(rows, (2, 365), 2001)
    assert a == partnerships.pair_forecast(rows, (365, 2), 2001)


def test_who_never_was_a_pair_is_said(rows):
    with pytest.raises(DataError, match=r"United States and Mongolia: no evidence"):
        partnerships.pair_forecast(rows, (2, 712), 1925)
    with pytest.raises(DataError, match="no partnership alive when 1750 began"):
        partnerships.partnership_forecasts(rows, 1750)


@pytest.mark.parametrize("year", [1900, 1939, 2001, 2018])
def test_shipped_hazards_follow_from_the_data(real_store, year):
    assert hazard_vintage.check_hazard_vintages(range(year, year + 1)) == []


def test_a_change_of_a_coefficient_is_found(real_store, monkeypatch):
    shipped = json.loads(json.dumps(hazard_vintage.load_hazards(1900)))
    shipped["dyads"]["stretches"][0]["beta"][0][3] += 0.1
    monkeypatch.setattr(hazard_vintage, "load_hazards", lambda year: shipped)
    (fault,) = hazard_vintage.check_hazard_vintages(range(1900, 1901))
    assert "dyads stretches" in fault


def test_estimates_of_a_vintage_are_whole():
    found = hazard_vintage.coefficients(2001, "treaties")
    assert len(found) == 3 * 3 * 66
    assert all(e.se > 0 for e in found if e.beta)
    term = next(e for e in found if e.name == "term ends this year" and e.years == (1, 1))
    assert term.cause == "fulfilled"
    assert term.odds_ratio > 1.1


def test_what_is_not_shipped_is_said():
    with pytest.raises(MissingData, match="1900 to 2018"):
        hazard_vintage.load_hazards(1850)
    with pytest.raises(DataError, match="treaties or dyads"):
        hazard_vintage.coefficients(2001, "wars")


def simulated(rng, slope, units=300, years=30):
    """Units seen from 1900 on, each from a year of its own, with log-odds -3.2 + slope x."""
    x, entry = rng.standard_normal(units), rng.integers(0, years, units)
    stop = rng.geometric(1 / (1 + np.exp(3.2 - slope * x))) - 1
    table = [
        (unit, year, min(stop[unit], years), stop[unit] <= years, x[unit])
        for unit in range(units)
        for year in range(entry[unit], min(stop[unit], years) + 1)
    ]
    unit, year, stop, cause, x = np.array(table).T
    return Rows(
        unit=unit.astype(int),
        year=1900 + year.astype(int),
        stop=1900 + stop.astype(int),
        cause=cause.astype(int),
        causes=("rupture",),
        names=("x",),
        x=x[:, None],
    )


def test_intervals_of_chances_hold_the_truth_at_every_horizon():
    """90 % intervals at 1, 5 and 10 years, slopes drawn from the penalty's prior.

    At ten years three stretches are chained whose errors go together: drawn apart they would
    nearly cancel, and the intervals hold less than 80 %.
    """
    rng, protocol = (
        np.random.default_rng(1),
        LandmarkSettings(half_life=1e9, penalty=(30.0,) * 3, level=False),
    )
    inside = {1: [], 5: [], 10: []}
    for seed in range(200):
        slope = rng.standard_normal() / np.sqrt(30)
        rows = simulated(rng, slope)
        model = fit_landmark_hazards(rows, 1931, protocol, errors=True)
        now = rows.where(rng.choice(rows.year.size, 5, replace=False))
        risks = partnerships._risks(model, now, np.random.default_rng(seed))
        for h, (_, low, high) in risks.items():
            truth = 1 - (1 + np.exp(-3.2 + slope * now.x[:, 0])) ** -float(h)
            inside[h] += list((low <= truth) & (truth <= high))
    for h, held in inside.items():
        assert 0.85 < np.mean(held) < 0.96, (h, np.mean(held))
