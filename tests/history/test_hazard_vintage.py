"""Vintages fitted on a made-up history: a run that was stopped goes on to the same files."""

import numpy as np
import pytest

from detente.history import hazard_vintage
from detente.history.class_ages import PairRecord
from detente.history.covariates import EX_RIVAL, RIVAL, TIE_COVARIATES, TREATY
from detente.history.events import PAIR_OUTCOMES
from detente.history.hazard_files import hazard_file
from detente.history.hazard_vintage import FitHistory, fit_hazard_vintages
from detente.history.lens_years import lenses_with_history
from detente.history.packed_json import read_packed, write_packed
from detente.history.rows import Rows
from detente.history.treaty_years import CAUSES

FIRST, LAST = 1900, 1972
PAIRS = 1000 * np.repeat(np.arange(2, 10), 4) + 20 + np.tile(np.arange(4), 8)
YEARS = [1964, 1966, 1971]  # pools learn from forecasts five years old or more


def rows_of(causes, names, random):
    """Rows of every pair and year; endings recur, and come sooner where the fifth is high."""
    unit, year = np.repeat(PAIRS, LAST - FIRST), np.tile(np.arange(FIRST, LAST), PAIRS.size)
    x = random.normal(size=(unit.size, len(names)))
    x[:, :4] = [1, 0, 1, 0]  # a treaty, no rivals now, former rivals, on no side together
    ends = random.random(unit.size) < 0.06 * np.exp(0.8 * x[:, 4])
    ends &= year > FIRST
    place = np.arange(unit.size)
    following = np.minimum.accumulate(np.where(ends, place, unit.size)[::-1])[::-1]
    found = np.minimum(following, unit.size - 1)
    happened = (following < unit.size) & (unit[found] == unit)
    return Rows(
        unit=unit,
        year=year,
        stop=np.where(happened, year[found], LAST - 1),
        cause=np.where(happened, 1 + found % len(causes), 0),
        causes=causes,
        names=names,
        x=x,
    )


@pytest.fixture(scope="module")
def history():
    random = np.random.default_rng(22)
    assert TIE_COVARIATES[:3] == (TREATY, RIVAL, EX_RIVAL)
    names = (*TIE_COVARIATES, *lenses_with_history())
    ladder = {name: rows_of((name,), names, random) for name in PAIR_OUTCOMES}
    return FitHistory(
        populations={
            "treaties": rows_of(CAUSES, TIE_COVARIATES, random),
            "dyads": rows_of(("rupture",), TIE_COVARIATES, random),
        },
        ladder=ladder,
        events={name: (r.unit[r.cause > 0], r.stop[r.cause > 0]) for name, r in ladder.items()},
        records={
            (u // 1000, u % 1000): PairRecord(rivalries=((1890, 1899),)) for u in PAIRS.tolist()
        },
        wide=None,
        checksums={"made-up": "0"},
    )


def write(history, folder, years):
    for year, text in fit_hazard_vintages(years, 1, history=history, folder=folder):
        write_packed(hazard_file(year, folder), text)
        yield year


def contents(folder):
    return {file.name: file.read_bytes() for file in (folder / "hazards").iterdir()}


@pytest.fixture(scope="module")
def whole(history, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    assert list(write(history, folder, YEARS)) == YEARS
    return contents(folder)


def test_a_stopped_fit_goes_on_to_the_same_files(history, whole, tmp_path):
    for year in write(history, tmp_path, YEARS):
        if year == 1966:
            break
    missing = hazard_vintage.unwritten(tmp_path, YEARS)
    assert missing == [1971]
    before = contents(tmp_path)
    assert list(write(history, tmp_path, missing)) == missing
    assert before.items() <= contents(tmp_path).items()
    assert contents(tmp_path) == whole
    assert not hazard_vintage.unwritten(tmp_path, YEARS)


def test_pools_are_learned_from_the_folder_and_not_from_what_is_shipped(history, whole, tmp_path):
    ((_, text),) = fit_hazard_vintages([1971], 1, history=history, folder=tmp_path)
    write_packed(hazard_file(1971, tmp_path), text)
    alone = read_packed(tmp_path / "hazards" / "1971.json.bz2")
    (tmp_path / "hazards" / "1971.json.bz2").write_bytes(whole["1971.json.bz2"])
    together = read_packed(tmp_path / "hazards" / "1971.json.bz2")
    assert together["pool"]["rupture"] != alone["pool"]["rupture"]
    assert {**together, "pool": 0} == {**alone, "pool": 0}
