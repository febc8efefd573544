"""Rows of every pair by year are cached, and belong to the data they were read from."""

from types import SimpleNamespace

import numpy as np
import pytest

from detente.history import panel_rows as module
from detente.history.rows import Rows

HELD = "detente.history.panel_rows.store.status"


def ladder(first_year):
    """One pair in one year, under two outcomes."""
    rows = Rows(
        unit=np.array([2_365]),
        year=np.array([first_year]),
        stop=np.array([1.0]),
        cause=np.array([0]),
        x=np.zeros((1, 1)),
        causes=("broken",),
        names=("one",),
    )
    return {"rupture": rows, "strain": rows}


@pytest.fixture
def read(empty_store, monkeypatch):
    """Years from which the ladder was read, each reading one year later than the last."""
    years = []

    def ladder_years():
        years.append(1900 + len(years))
        return ladder(years[-1])

    module._ladder.cache_clear()
    module._records.cache_clear()
    monkeypatch.setattr(module, "ladder_years", ladder_years)
    monkeypatch.setattr(module, "records_of_the_time", lambda informal: None)
    monkeypatch.setattr(module, "class_ages", lambda records, unit, year: np.zeros((1, 8)))
    monkeypatch.setattr(HELD, lambda: {"one": SimpleNamespace(sha256="a")})
    yield years
    module._ladder.cache_clear()
    module._records.cache_clear()


def test_all_outcomes_are_read_at_once_and_each_is_kept_on_disk(read):
    for outcome in ("rupture", "strain", "rupture"):
        assert module.panel_rows(outcome).rows.year.tolist() == [1900]
    assert read == [1900]
    module._ladder.cache_clear()
    assert module.panel_rows("strain").rows.year.tolist() == [1900]
    assert read == [1900]


def test_other_data_are_read_anew(read, monkeypatch):
    module.panel_rows()
    monkeypatch.setattr(HELD, lambda: {"one": SimpleNamespace(sha256="b")})
    assert module.panel_rows().rows.year.tolist() == [1901]
    assert read == [1900, 1901]
