"""Partnerships ranked by their learned risk, and the shipped coefficients, on the real data."""

import json

import pytest

from detente.errors import DataError, MissingData
from detente.forecast import partnerships
from detente.history import hazard_coefficients, hazard_vintage
from detente.history.panel_rows import panel_rows


@pytest.fixture(scope="module")
def panel(real_store):
    return panel_rows()


@pytest.fixture(scope="module")
def listed(panel):
    return partnerships.partnership_forecasts(panel, 2001)


def test_every_pair_alive_is_ranked(panel, listed):
    assert len(listed) == (panel.rows.year == 2001).sum()
    five = [p.p[5][0] for p in listed]
    assert five == sorted(five, reverse=True)
    for p in listed:
        assert p.ties
        assert p.p[1][0] <= p.p[2][0] <= p.p[5][0] <= p.p[10][0] <= p.p[20][0]
        for mean, low, high in p.p.values():
            assert 0 <= low <= high <= 1
            assert low <= mean <= high


def test_drivers_are_the_largest_terms(listed):
    assert listed
    for p in listed[:50]:
        sizes = [abs(d.effect) for d in p.drivers]
        assert sizes == sorted(sizes, reverse=True)
        assert all(d.effect == 0 for d in p.drivers if d.value is None)


def test_a_pair_has_the_figures_that_it_has_in_the_list(panel, listed):
    by_pair = {p.ccodes: p for p in listed}
    (alone,) = partnerships.partnership_forecasts(panel.of_pair((365, 2)), 2001)
    assert [alone] == partnerships.partnership_forecasts(panel.of_pair((2, 365)), 2001)
    assert alone.drivers == by_pair[2, 365].drivers
    for h, figures in by_pair[2, 365].p.items():
        assert alone.p[h] == pytest.approx(figures)


def test_a_year_without_pairs_is_said(panel):
    with pytest.raises(DataError, match="no partnership alive when 1750 began"):
        partnerships.partnership_forecasts(panel, 1750)


def test_shipped_hazards_follow_from_the_data(real_store):
    assert hazard_vintage.check_hazard_vintages([1900, 1939, 2001, 2018]) == []


def test_a_change_of_a_coefficient_is_found(monkeypatch):
    text = json.dumps(hazard_vintage.load_hazards(1900))
    monkeypatch.setattr(hazard_vintage, "fit_hazard_vintages", lambda years: [(1900, text)])
    assert hazard_vintage.check_hazard_vintages([1900]) == []
    changed = json.loads(text)
    changed["dyads"]["stretches"][0]["beta"][0][3] += 0.1
    monkeypatch.setattr(hazard_vintage, "load_hazards", lambda year: changed)
    (fault,) = hazard_vintage.check_hazard_vintages([1900])
    assert "dyads stretches" in fault


def test_estimates_of_a_vintage_are_whole():
    found = hazard_coefficients.coefficients(2001, "treaties")
    assert len(found) == 3 * 3 * 66
    assert all(e.se > 0 for e in found if e.beta)
    term = next(e for e in found if e.name == "term ends this year" and e.years == (1, 1))
    assert term.cause == "fulfilled"
    assert term.odds_ratio > 1.1


def test_what_is_not_shipped_is_said():
    with pytest.raises(MissingData, match="1900 to 2026"):
        hazard_vintage.load_hazards(1850)
    with pytest.raises(DataError, match="treaties or dyads"):
        hazard_coefficients.coefficients(2001, "wars")
