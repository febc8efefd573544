"""One question has one number: assessment, page, table of today, with data and without."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

import detente
from detente.cli.main import command_line
from detente.data import store
from detente.errors import MissingData
from detente.forecast import world_assessment
from detente.forecast.data_case.build import case_document, data_case
from detente.forecast.data_case.request import ask
from detente.forecast.forecast import forecast_case
from detente.forecast.pair_assessment import assessed_pair, rupture_from_data
from detente.forecast.pair_figures import SHOWN, Driver, largest
from detente.forecast.pair_page import pair_page
from detente.forecast.settings import HORIZONS, Settings
from detente.forecast.shipped_forecasts import (
    READ_TO,
    ROUNDING,
    read_forecasts,
    shipped_forecasts,
    shipped_pair,
)
from detente.forecast.world_requests import SharedTables, ask_of
from detente.history.covariates import COALITION, EX_RIVAL, RIVAL, TREATY
from detente.history.vintage import LAST

NEW_YEAR = date(LAST, 1, 1)


def listed(*codes):
    """A table with one pair, which no page compares its own figures with."""
    row = {"ccodes": list(codes), "ties": [TREATY], "p_rupture": {"5": {"mean": 0.5}}}
    return [row]


def same(p):
    return pytest.approx((p.mean, p.low, p.high), abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "codes", "day"),
    [("CHN", "RUS", (365, 710), date(LAST, 11, 30)), ("USA", "RUS", (2, 365), date(2001, 11, 12))],
)
def test_a_page_has_the_numbers_of_the_assessment(real_store, one, other, codes, day):
    page = pair_page(one, other, day, table=listed(*codes))
    whole = detente.assess(one, other, as_of=day)
    assert page.day == whole.as_of
    assert page.forecast.outcomes.keys() == whole.outcomes.keys()
    for outcome, part in whole.outcomes.items():
        for h in SHOWN:
            assert page.forecast.outcomes[outcome][h] == same(part.p_end[str(h)])
    for h in HORIZONS:
        assert page.forecast.p[h] == same(whole.outcomes["rupture"].p_end[str(h)])
    assert (page.rank, page.of) == (1, 1)
    screened = " (a screening from the panel)" if day.year < LAST else ""
    table = f"the table of 1 January {day.year}{screened}"
    assert page.place == f"In {table} it has 50.0% within five years: rank 1 of 1 partnerships"


@pytest.mark.parametrize("day", [NEW_YEAR, date(LAST, 11, 30)])
@pytest.mark.parametrize("names", [("CHN", "RUS"), ("USA", "RUS"), ("FRA", "DEU"), ("TUR", "AZE")])
def test_what_is_shipped_is_the_assessment(real_store, names, day):
    """To the rounding of the file, with drivers and ties; on any day of its year."""
    own = assessed_pair(ask(*names, day))
    shipped = shipped_pair(own.ccodes)
    assert shipped.ties == own.ties
    assert [d.name for d in shipped.drivers] == [d.name for d in own.drivers]
    assert [d.effect for d in shipped.drivers] == pytest.approx(
        [d.effect for d in own.drivers], abs=0.0051
    )
    assert shipped.outcomes.keys() == own.outcomes.keys()
    for outcome, chances in own.outcomes.items():
        for h, p in chances.items():
            away = np.abs(np.subtract(shipped.outcomes[outcome][h], p))
            assert (away <= ROUNDING / 2 + 1e-9).all(), (outcome, h)
    assert shipped.label == own.label
    assert list(shipped.fates) == list(own.fates)
    for fate, p in own.fates.items():  # limited is what the rounded others leave
        assert (np.abs(np.subtract(shipped.fates[fate], p)) <= 2 * ROUNDING).all(), fate
    read, printed = ({r.lens: r for r in f.readings} for f in (own, shipped))
    assert read.keys() == printed.keys()
    for name, reading in read.items():
        there = printed[name]
        assert there.deviations == pytest.approx(reading.deviations, abs=READ_TO[0] / 2 + 1e-9)
        assert there.effect == pytest.approx(reading.effect, abs=READ_TO[1] / 2 + 1e-9)


def test_every_shipped_pair_has_a_tie_and_a_ladder_in_order():
    forecasts = shipped_forecasts()
    assert len(forecasts) > 4000
    five = [f.p[5][0] for f in forecasts]
    assert five == sorted(five, reverse=True)
    for f in forecasts:
        assert {TREATY, EX_RIVAL, COALITION} & set(f.ties), f.ccodes
        assert ("rivalry" in f.outcomes) == (RIVAL not in f.ties)
        for chances in f.outcomes.values():
            assert all(0 <= low <= mean <= high <= 1 for mean, low, high in chances.values())
            assert chances[1][0] <= chances[5][0] <= chances[10][0]
        for h in SHOWN:
            rupture, force = f.p[h][0], f.outcomes["force"][h][0]
            rivalry = f.outcomes["rivalry"][h][0] if "rivalry" in f.outcomes else 0.0
            assert max(rivalry, force) <= rupture + 1e-4
            assert rupture <= rivalry + force + 2e-4


def test_every_shipped_pair_has_fates_that_sum_to_one_and_the_readings_of_its_lenses():
    forecasts = [shipped_pair(f.ccodes) for f in shipped_forecasts()]
    assert len(forecasts) > 4000
    for f in forecasts:
        means = {fate: mean for fate, (mean, _, _) in f.fates.items()}
        assert sum(means.values()) == pytest.approx(1, abs=1e-9)
        assert min(means.values()) >= 0
        assert means["convenience"] + means["rupture"] == pytest.approx(f.p[10][0], abs=1.1e-4)
        assert all(low <= mean <= high for mean, low, high in f.fates.values())
        effects = [abs(reading.effect) for reading in f.readings]
        assert effects == sorted(effects, reverse=True)
    read = [len(f.readings) for f in forecasts]
    assert max(read) == 11
    assert np.mean(np.array(read) == 11) > 0.6


@pytest.mark.parametrize("names", [("CHN", "RUS"), ("USA", "GBR")])
def test_a_page_has_the_fates_and_lenses_of_the_assessment(real_store, names):
    """One answer to one question: the page prints what the whole document prints."""
    day = date(LAST, 11, 30)
    page, whole = pair_page(*names, day, table=listed(2, 20)), detente.assess(*names, as_of=day)
    document = page.document()
    assert document.verdict == whole.verdict.label
    assert [f.id for f in document.fates] == [f.id for f in whole.fates]
    for own, printed in zip(document.fates, whole.fates, strict=True):
        assert (own.p.mean, own.p.low, own.p.high) == same(printed.p)
        assert (own.word, own.meaning) == (printed.word, printed.meaning)
    assert document.words in whole.verdict.words
    learned = {part.id: part for part in whole.lenses if part.deviations is not None}
    assert {r.lens for r in document.readings} == learned.keys()
    for reading in document.readings:
        part = learned[reading.lens]
        assert reading.label == part.label
        assert (reading.deviations, reading.effect) == pytest.approx((part.deviations, part.effect))


def test_the_largest_effects_drive():
    effects = {"a": 0.1, "b": -0.9, "c": 0.4, "d": -0.2}
    drivers = [Driver(name=n, value=1.0, effect=e) for n, e in effects.items()]
    assert [d.name for d in largest(drivers)] == ["b", "c", "d"]


def test_requests_that_share_tables_state_the_same_case(real_store):
    shared = SharedTables(NEW_YEAR)
    for codes in ((710, 365), (2, 20), (651, 666), (432, 435)):  # the last left ECOWAS
        alone = ask(*map(str, codes), NEW_YEAR)
        assert case_document(ask_of(codes, shared)) == case_document(alone)


@pytest.fixture(scope="module")
def americans_and_russians(real_store):
    return forecast_case(data_case(ask("USA", "RUS", date(2001, 11, 12))))


def test_the_bridge_begins_with_the_page(americans_and_russians):
    begins = rupture_from_data(americans_and_russians, 10)
    page = pair_page("USA", "RUS", date(2001, 11, 12), table=listed(2, 365))
    assert begins.shape == (Settings().draws,)
    assert begins.mean() == pytest.approx(page.forecast.p[10][0], abs=1e-9)


def test_a_bridge_that_cannot_begin_with_data_says_why(americans_and_russians, monkeypatch):
    before = americans_and_russians.case.model_copy(update={"as_of": date(1850, 1, 1)})
    with pytest.raises(MissingData, match="no vintage for 1850-01-01"):
        rupture_from_data(replace(americans_and_russians, case=before), 10)
    monkeypatch.setattr(store, "status", dict)
    with pytest.raises(MissingData, match="run `detente data pull` first"):
        rupture_from_data(americans_and_russians, 10)


def test_the_command_writes_what_ships(real_store, tmp_path, monkeypatch):
    """Rivals without a treaty, as Russia and Ukraine, are no partners and left out."""
    pieces = [[(365, 710)], [(365, 369)]]
    monkeypatch.setattr(world_assessment, "world_pairs", lambda: pieces)
    words = ["fit", "--pairs", "--jobs", "1", "--out", str(tmp_path)]
    said = CliRunner().invoke(command_line(), words, catch_exceptions=False).output
    assert "assessed 1 of 2 pairs" in said
    assert "left out: Russia and Ukraine are strategic rivals without a treaty" in said
    (file,) = tmp_path.iterdir()
    (written,) = read_forecasts(file.read_bytes())
    assert written == shipped_pair((365, 710))
