"""Tables of months: made a year at a time, stored small, the same when read again."""

from types import SimpleNamespace

import numpy as np
import pytest

from detente.errors import DataError
from detente.events.month_tables import tables

DUCKDB, CLUSTER = SimpleNamespace(together=False), SimpleNamespace(together=True)


@pytest.fixture
def parts(cached_results, tmp_path, monkeypatch):
    """Two parts of December 1999, one of January 2000, which are not read."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    found = [tmp_path / name for name in ("2000-01-a", "1999-12-b", "1999-12-a")]
    for path in found:
        path.write_text("")
    return found


def made(number, calls):
    """What makes a table: two rows a month, of a number and its negative."""

    def make(some):
        calls.append(sorted(path.name for path in some))
        months = sorted({np.datetime64(path.name[:7]).astype(int) for path in some})
        return np.array([(month, sign * number) for month in months for sign in (1, -1)])

    return make


@pytest.mark.parametrize("number", [0, 7, 200, 2**15 - 1, 2**15, 2**31, 2**40])
def test_numbers_of_any_size_come_back(parts, number):
    calls = []
    for _ in range(2):
        found = list(tables(parts, ["x"], DUCKDB, made(number, calls), np.int64))
        assert [table.tolist() for table in found] == [
            [[359, number], [359, -number]],
            [[360, number], [360, -number]],
        ]
    assert calls == [["1999-12-a", "1999-12-b"], ["2000-01-a"]]


def test_a_cluster_makes_all_months_at_once(parts):
    calls = []
    list(tables(parts, ["x"], CLUSTER, made(1, calls), np.int64))
    assert calls == [["1999-12-a", "1999-12-b", "2000-01-a"]]


def test_another_query_or_part_is_another_table(parts):
    calls = []
    for texts, some in ((["x"], parts), (["y"], parts), (["x"], parts[:2])):
        list(tables(some, texts, DUCKDB, made(1, calls), np.int64))
    assert calls[2:] == [["1999-12-a", "1999-12-b"], ["2000-01-a"], ["1999-12-b"]]


def test_a_part_that_is_removed_meanwhile_is_one_sentence(parts):
    parts[1].unlink()
    with pytest.raises(DataError, match=r"1999-12-b: is not there; run `detente events remove"):
        list(tables(parts, ["x"], DUCKDB, made(1, []), np.int64))
