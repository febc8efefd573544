"""Treaty-years on the real data: who is at risk, and that no later year shows in a row."""

import numpy as np
import pytest

from detente.history.treaty_years import CAUSES, treaty_years


@pytest.fixture(scope="module")
def history(real_store):
    return treaty_years()


def test_one_row_a_treaty_and_year(history):
    keys = np.stack([history.unit, history.year])
    assert np.unique(keys, axis=1).shape == keys.shape
    assert (history.stop >= history.year - 1).all()  # one less: lost from sight in the row's year
    assert set(history.cause) == {0, 1, 2, 3}
    assert len(history.names) == history.x.shape[1]


def test_endings_are_those_of_the_treaty_file(history, real_store):
    """External: the treaties of ATOP that ended in a later year than they began, by ``term``."""
    import duckdb

    from detente.data import store
    from detente.sources import atop_alliance

    wanted = dict(
        duckdb.sql(
            f"SELECT term, count(*) FROM {store.query(atop_alliance.CARD)} "
            "WHERE term > 0 AND ineffect = 0 AND endyr > begyr GROUP BY 1"
        ).fetchall()
    )
    last = history.where((history.stop == history.year) & (history.cause > 0))
    assert {k + 1: int((last.cause == k + 1).sum()) for k in range(len(CAUSES))} == wanted


@pytest.mark.parametrize("origin", [1914, 1939, 1975, 1991])
def test_a_row_says_nothing_of_later_years(history, real_store, origin):
    """Rows built from what was known when the year began are the rows of the whole history."""
    then = treaty_years(origin - 1)
    old, whole = then.where(then.year <= origin), history.where(history.year <= origin)
    assert np.array_equal(old.unit, whole.unit)
    assert np.array_equal(old.year, whole.year)
    off = ~np.isclose(old.x, whole.x, equal_nan=True)
    assert [name for name, bad in zip(history.names, off.any(axis=0), strict=True) if bad] == []


def test_at_risk_in_the_years_that_are_scored(history):
    """Regression: alive on 1 January of 1950 to 2013, and ended within the year."""
    scored = history.where((history.year >= 1950) & (history.year <= 2013))
    end = scored.ending(1, 1)
    assert ((end >= 0).sum(), (end > 0).sum(), (end == 2).sum()) == (11184, 177, 66)


def test_rows_are_the_same_to_the_last_bit(real_store):
    """Means over members do not depend on how threads meet, so a kept fit is found again."""
    one, two = treaty_years(), treaty_years()
    assert np.array_equal(one.x, two.x, equal_nan=True)
