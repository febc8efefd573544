"""The store is checked when it is read: a file that changed is named, and the next pull heals it."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from data_kit import nmc_csv, zipped

from detente import checksums
from detente.data import pull, store
from detente.errors import DataError
from detente.sources import nmc

pytestmark = pytest.mark.usefixtures("home")

ANY = replace(nmc.CARD, sha256=None)


@pytest.fixture
def held(tmp_path):
    """One source in the store, and its file."""
    (tmp_path / "NMC-70-abridged.csv").write_bytes(nmc_csv())
    [entry] = pull.pull([ANY], tmp_path)
    return entry, store.path(ANY)


def flipped(path, place):
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("place", [0, 500, 1000, -1])
def test_one_flipped_bit_is_found_by_the_next_reader(held, place):
    _, path = held
    assert len(store.read(ANY)[0]) == 400
    flipped(path, place)
    with pytest.raises(DataError, match="changed since it was pulled; run `detente data pull nmc`"):
        store.read(ANY)


def test_a_missing_file_is_one_sentence(held):
    held[1].unlink()
    with pytest.raises(DataError, match="is not there; run `detente data pull nmc`"):
        store.query(ANY)


def test_an_undamaged_file_is_hashed_once(held, monkeypatch):
    store.path(ANY)
    before = checksums._digest.cache_info().misses
    store.read(ANY)
    store.read(ANY)
    assert checksums._digest.cache_info().misses == before


def test_a_pull_heals_what_is_damaged(held, tmp_path):
    entry, path = held
    card = replace(nmc.CARD, sha256=entry.sha256)
    [known] = pull.pull([card], tmp_path)
    assert known.as_known
    assert pull._in_store(card) is not None
    flipped(path, 700)
    assert pull._in_store(card) is None
    pull.pull([card], tmp_path)
    assert len(store.read(card)[0]) == 400


def test_data_status_names_what_is_damaged(held, monkeypatch, capsys):
    from detente.cli.main import main

    flipped(held[1], 700)
    monkeypatch.setattr("sys.argv", ["detente", "data", "status"])
    with pytest.raises(SystemExit) as stop:
        main()
    seen = capsys.readouterr()
    assert stop.value.code == 2
    assert "nmc" in seen.out
    assert "changed since it was pulled" in seen.err


def test_a_store_of_an_earlier_detente_is_read(held, home):
    path = home / "store.json"
    document = json.loads(path.read_text())
    del document["sha256"], document["sources"]["nmc"]["file_sha256"]
    path.write_text(json.dumps(document))
    assert len(store.read(ANY)[0]) == 400


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rows", "many"),
        ("file", "../../x.parquet"),
        ("version", 7),
        ("origin", None),
        ("sha256", 1),
    ],
)
def test_a_damaged_list_is_refused(held, home, field, value):
    path = home / "store.json"
    document = json.loads(path.read_text())
    document["sources"]["nmc"][field] = value
    del document["sha256"]  # as an earlier detente wrote it
    path.write_text(json.dumps(document))
    with pytest.raises(DataError, match="not a list of sources; delete it and pull again"):
        store.status()


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n\n"])
def test_a_list_with_another_last_newline_keeps_its_seal(held, home, end):
    path = home / "store.json"
    whole = path.read_bytes().rstrip()
    path.write_bytes(whole + end)
    assert store.status()["nmc"] == held[0]
    sentence = "store.json: changed since detente wrote it; delete it and pull again"
    laid_out_again = json.dumps(json.loads(whole), indent=2).encode()
    for changed in (whole.replace(b'"rows": 400', b'"rows": 401'), laid_out_again):
        path.write_bytes(changed + end)
        with pytest.raises(DataError, match=sentence):
            store.status()


def test_no_flipped_bit_of_the_list_goes_unseen(held, home):
    path = home / "store.json"
    whole, before = path.read_bytes(), store.status()
    flips = range(0, 8 * len(whole), 61)
    unseen = []
    for place in flips:
        raw = bytearray(whole)
        raw[place // 8] ^= 1 << place % 8
        path.write_bytes(raw)
        with suppress(DataError):  # or the flip is in a name that nothing depends on
            unseen += [place] if store.status() != before else []
    assert flips
    assert unseen == []


def test_what_killed_pulls_left_is_swept_by_the_next(held, home, tmp_path):
    (home / "staging-abc").mkdir()
    (home / "staging-abc" / "rows.csv").write_text("x")
    (home / ".store.json.0123abcd").write_text("x")
    (home / ".keep").write_text("x")
    pull.pull([ANY], tmp_path)
    assert not (home / "staging-abc").exists()
    assert not (home / ".store.json.0123abcd").exists()
    assert (home / ".keep").exists()


def test_a_zip_whose_names_are_not_utf8_is_damaged(tmp_path):
    data = bytearray(zipped(**{"aa.csv": b"1"}))
    for start in (data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")):
        offset = 6 if data[start + 2] == 3 else 8
        data[start + offset + 1] |= 0x08  # the flag of UTF-8 names
    path = tmp_path / "nmc.zip"
    path.write_bytes(bytes(data).replace(b"aa.csv", b"\xff\xfe.csv"))
    with pytest.raises(DataError, match="truncated or damaged zip"):
        pull.pull([ANY], path)
