"""R files: what rdata reads from a file, our faster reader must read too."""

import bz2
import gzip
import lzma

import numpy as np
import pandas as pd
import pytest
import rdata

from detente.data import r_files
from detente.errors import DataError

TEXT = pd.StringDtype("python")


def frame():
    """Every kind of column that the files of our sources have, with missing values."""
    return pd.DataFrame(
        {
            "name": pd.array(["a", "Côte d’Ivoire", None, "a", ""] * 3, dtype=TEXT),
            "count": pd.array([1, 2, None, 4, -(2**31) + 1] * 3, dtype="Int32"),
            "whole": np.arange(15, dtype=np.int32),
            "share": [1.5, np.nan, 3, 0.1, 1e300] * 3,
            "kind": pd.Categorical(
                ["v", "u", "u", "u", "v"] * 3, categories=pd.Index(["u", "v"], dtype=TEXT)
            ),
            "is": pd.array([True, False, None, True, True] * 3, dtype="boolean"),
        }
    )


@pytest.fixture
def written(tmp_path):
    """The path of a file that rdata wrote."""

    def write(name="x.rda", **options):
        if name.endswith("rds"):
            rdata.write_rds(tmp_path / name, frame(), **options)
        else:
            rdata.write_rda(tmp_path / name, {"x": frame()}, **options)
        return tmp_path / name

    return write


def values(column):
    """As Python objects, None where missing."""
    return [None if pd.isna(v) else v for v in column.astype(object)]


@pytest.mark.parametrize("name", ["x.rda", "x.rds"])
@pytest.mark.parametrize("version", [2, 3])
def test_a_frame_is_as_rdata_reads_it(name, version, written):
    path = written(name, format_version=version)
    expected = rdata.read_rds(path) if name.endswith("rds") else rdata.read_rda(path)["x"]
    found = r_files.read_frame(path)
    assert list(found.columns) == list(expected.columns)
    assert len(found.columns) == 6
    for column in expected:
        assert values(found[column]) == values(expected[column]), column


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_every_compression_of_r_is_read(compress, written):
    path = written(compression=None)
    path.write_bytes(compress(path.read_bytes()))
    assert values(r_files.read_frame(path)["name"]) == values(frame()["name"])


def test_codes_for_missing_values_become_missing(written):
    found = r_files.read_frame(written(), ("", "a", "4"))
    assert values(found["name"])[:5] == [None, "Côte d’Ivoire", None, None, None]
    assert values(found["count"])[:5] == [1, 2, None, None, -(2**31) + 1]


def test_dates_are_days_since_1970():
    days = np.array([0.0, np.nan, -56248.0, 20088.9])
    found = pd.Series(r_files.r_dates(days))
    assert [None if pd.isna(d) else str(d.date()) for d in found] == [
        "1970-01-01",
        None,
        "1816-01-01",
        "2024-12-31",
    ]


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused_by_name(share, written):
    path = written(compression=None)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DataError, match=r"x\.rda: not a readable \.rda file"):
        r_files.read_frame(path)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"RDX3\nX\n", b"RDA3\nA\n3\n", b"\x1f\x8b\x08"]
)
def test_what_is_no_r_file_is_refused_by_name(content, tmp_path):
    path = tmp_path / "x.rda"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"x\.rda: not a readable \.rda file"):
        r_files.read_frame(path)


@pytest.mark.parametrize(("objects", "count"), [({"x": 1}, 0), ({"x": frame(), "y": frame()}, 2)])
def test_a_file_with_one_data_frame_is_wanted(objects, count, tmp_path):
    rdata.write_rda(tmp_path / "x.rda", objects)
    with pytest.raises(DataError, match=f"{count} data frames; wanted one"):
        r_files.read_frame(tmp_path / "x.rda")


HEADER = b"RDX3\nX\n"


def sequence(length, times=1):
    """A file of R that lists sequences from 1 on, of which R stores the length only."""
    import struct

    def symbol(name):
        text = struct.pack(">ii", 0x00040009, len(name)) + name
        return struct.pack(">i", 1) + text

    def ints(*numbers):
        return struct.pack(f">{len(numbers)}i", *numbers)

    pairs = ints(0x02) + symbol(b"compact_intseq")
    pairs += ints(0x02) + symbol(b"base") + ints(0x02) + ints(13, 1, 13) + ints(0xFE)
    state = ints(14, 3) + struct.pack(">3d", length, 1, 1)
    one = ints(238) + pairs + state + ints(0xFE)
    return HEADER + ints(3, 0x040203, 0x030500, 5) + b"UTF-8" + ints(19, times) + one * times


def xz(*dictionaries):
    """An xz stream for each size of dictionary."""
    filters = [[{"id": lzma.FILTER_LZMA2, "dict_size": size}] for size in dictionaries]
    return b"".join(lzma.compress(HEADER, filters=of) for of in filters)


BOMBS = {
    "zeros": lambda: bz2.compress(b"\0" * (4 << 20)),
    "zeros after the header": lambda: bz2.compress(HEADER + b"\0" * (4 << 20)),
    "a sequence": lambda: sequence(100_000_000),
    "sequences": lambda: sequence(500, times=5),
    "a dictionary": lambda: xz(4 << 20),
    "a second dictionary": lambda: xz(1 << 16, 4 << 20),
}
SAID = {
    "zeros": "it begins with",
    "zeros after the header": "more than 1,048,576 bytes in",
    "a sequence": "sequences of 100,000,000 numbers in",
    "sequences": "sequences of 1,000 numbers in",
    "a dictionary": "[Mm]emory",
    "a second dictionary": "more follows the first xz stream",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_file_takes_little_memory(bomb, tmp_path, monkeypatch):
    """The limits are smaller than they are, so that the test is fast."""
    import tracemalloc

    monkeypatch.setattr(r_files, "_SMALL", 1 << 20)
    monkeypatch.setattr(r_files, "_DICTIONARY", 1 << 20)
    path = tmp_path / "x.rda"
    path.write_bytes(BOMBS[bomb]())
    tracemalloc.start()
    with pytest.raises(DataError, match=SAID[bomb]):
        r_files.read_frame(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size < 1000
    assert peak < 4 << 20


def test_a_sequence_as_long_as_its_file_is_read(tmp_path):
    path = tmp_path / "x.rda"
    path.write_bytes(sequence(50))
    with pytest.raises(DataError, match="an R file with 0 data frames"):
        r_files.read_frame(path)
