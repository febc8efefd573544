"""Pulling: every form of a file, and everything that can go wrong with one."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from data_kit import NMC_HEADER, nmc_csv, nmc_rows, serving, zipped

from detente import registry
from detente.data import pull, store
from detente.data.cards import Address
from detente.errors import DataError, DetenteError, FileError, MissingData
from detente.sources import cow_majors, nmc

pytestmark = pytest.mark.usefixtures("home")

COW_ALLIANCES = registry.sources().get("cow-alliances")
ANY = replace(nmc.CARD, sha256=None)  # the card without the checksum of the real rows
CODE = """
import sys
from dataclasses import replace
from detente.data import pull
from detente.sources import nmc
pull.pull([replace(nmc.CARD, sha256=None)], sys.argv[1], wait=float(sys.argv[2]))
print("done", flush=True)
"""


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def pulled(origin, card=ANY, **options):
    return pull.pull([card], origin, **options)[0]


def test_the_same_rows_whatever_the_form(tmp_path):
    """CSV, CSV in a zip, zip in a zip, another case of letters, Parquet, Stata."""
    import duckdb
    import pandas as pd

    text = nmc_csv()
    inner = zipped(**{"NMC-70-abridged.csv": text})
    folder = tmp_path / "in"
    folder.mkdir()
    origins = [
        put(folder, "NMC-70-abridged.csv", text),
        put(
            folder, "NMCv7.zip", zipped(**{"NMCv7/NMC-v7-abridged.zip": inner, "readme.txt": b"x"})
        ),
        put(folder, "small.zip", zipped(**{"a/nmc-70-ABRIDGED.csv": text})),
    ]
    frame = pd.read_csv(origins[0])
    frame.to_stata(folder / "NMC-70-abridged.dta", write_index=False)
    origins.append(folder / "NMC-70-abridged.dta")
    duckdb.sql(
        f"SELECT * REPLACE (CASE WHEN milper <> -9 THEN milper END AS milper) FROM '{origins[0]}'"
    ).write_parquet(str(folder / "nmc.parquet"))
    origins += [folder / "nmc.parquet", folder]
    sums = {str(o): pulled(o).sha256 for o in origins}
    assert len(set(sums.values())) == 1, sums
    rows = store.read(ANY)[0]
    assert len(rows) == 400
    assert sum(r["milper"] is None for r in rows) == 58


def test_a_zip_of_another_data_set_in_the_folder_is_passed_over(tmp_path):
    put(tmp_path, "a.zip", zipped(**{"other.csv": b"a,b\n1,2\n"}))
    put(tmp_path, "b.zip", zipped(**{"NMC-70-abridged.csv": nmc_csv()}))
    assert pulled(tmp_path).rows == 400


def test_the_official_address_is_used_when_nothing_is_said():
    files = {"NMCv7.zip": zipped(**{"NMC-70-abridged.csv": nmc_csv()})}
    with serving(files) as server:
        form = replace(ANY.forms[0], addresses=(Address(url=f"{server.address}/NMCv7.zip"),))
        card = replace(ANY, forms=(form,))
        seen = []
        got = pulled(None, card, progress=lambda *p: seen.append(p))
    assert got.rows == 400
    assert got.origin.endswith("/NMCv7.zip")
    assert seen[-1][0] == "NMCv7.zip"
    assert seen[-1][1] == seen[-1][2] == len(files["NMCv7.zip"])


def test_a_mirror_is_asked_for_the_names_on_the_card():
    with serving({"d/NMC-70-abridged.csv": nmc_csv()}) as server:
        assert pulled(f"{server.address}/d/").rows == 400
    assert [path for path, _ in server.asked] == ["/d/nmc.parquet", "/d/NMC-70-abridged.csv"]


def test_a_broken_download_goes_on_where_it_stopped(home):
    with serving({"NMC-70-abridged.csv": nmc_csv()}, break_after=5000, breaks=1) as server:
        address = f"{server.address}/NMC-70-abridged.csv"
        with pytest.raises(MissingData, match="goes on where it stopped"):
            pulled(address)
        assert store.status() == {}
        assert pulled(address).rows == 400
    assert [r for _, r in server.asked] == [None, "bytes=5000-"]
    assert not list((home / "downloads").rglob("*.part"))


def test_a_file_that_changed_meanwhile_is_fetched_anew():
    with serving({"NMC-70-abridged.csv": nmc_csv()}, break_after=5000, breaks=1) as server:
        address = f"{server.address}/NMC-70-abridged.csv"
        with pytest.raises(MissingData):
            pulled(address)
        server.etag = '"two"'
        server.files["NMC-70-abridged.csv"] = nmc_csv(nmc_rows(300))
        assert pulled(address).rows == 300


def test_what_is_held_as_it_should_be_is_not_fetched_again(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv())
    known = replace(ANY, sha256=pulled(tmp_path).sha256, rows=400)
    with serving({"NMC-70-abridged.csv": nmc_csv()}) as server:
        address = f"{server.address}/NMC-70-abridged.csv"
        assert pulled(address, known).as_known
        assert len(server.asked) == 1
        assert pulled(address, known).as_known
        assert len(server.asked) == 1
        pulled(address, known, again=True)
        assert len(server.asked) == 2


WRONG = {
    "renamed column": (nmc_csv(header=[h.replace("year", "yr") for h in NMC_HEADER]), "no column year"),
    "two missing": (nmc_csv(header=[h + "x" for h in NMC_HEADER]), "no column ccode, year, milex"),
    "twice": (nmc_csv(header=[h.replace("irst", "pec") for h in NMC_HEADER]), ":1: column pec twice"),
    "a word for a number": (
        nmc_csv([*nmc_rows(3), ("ABC", "two", *nmc_rows(1)[0][2:])]),
        ":5: ccode is 'two'; wanted INTEGER",
    ),
    "a short row": (nmc_csv() + b"ABC,2,1999\n", "NMC-70-abridged.csv:402: 3 values; wanted 11"),
    "empty": (b"", ":1: no line"),
    "header only": (nmc_csv([]), "no rows"),
    "not text": (b"\xff\xfe\x00\x01" * 50, "NMC-70-abridged.csv"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_a_faulty_file_is_named_and_the_old_store_stays(fault, tmp_path):
    old = pulled(put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(40))))
    content, message = WRONG[fault]
    put(tmp_path, "NMC-70-abridged.csv", content)
    with pytest.raises(DetenteError) as caught:
        pulled(tmp_path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert store.status() == {"nmc": old}
    assert len(store.read(ANY)[0]) == 40


@pytest.mark.parametrize("kept", [30, 900, -3])
def test_a_truncated_zip_is_refused(kept, tmp_path):
    whole = zipped(**{"NMC-70-abridged.csv": nmc_csv()})
    put(tmp_path, "NMCv7.zip", whole[:kept])
    with pytest.raises(DataError, match=r"NMCv7\.zip: truncated or damaged zip"):
        pulled(tmp_path / "NMCv7.zip")


def test_a_zip_with_a_flipped_byte_is_refused(tmp_path):
    whole = bytearray(zipped(**{"NMC-70-abridged.csv": nmc_csv()}))
    whole[600] ^= 0xFF
    put(tmp_path, "NMCv7.zip", bytes(whole))
    with pytest.raises(DataError, match="truncated or damaged zip"):
        pulled(tmp_path / "NMCv7.zip")


def test_a_truncated_parquet_copy(tmp_path):
    put(tmp_path, "nmc.parquet", b"PAR1 not all of it")
    with pytest.raises(DataError, match=r"nmc\.parquet: "):
        pulled(tmp_path)


def test_another_version_is_refused_unless_accepted(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv())
    with pytest.raises(DataError, match=r"400 rows .* add --accept-changes"):
        pulled(tmp_path, nmc.CARD)
    assert store.status() == {}
    assert not pulled(tmp_path, nmc.CARD, accept_changes=True).as_known


def test_one_bad_source_does_not_lose_the_good_ones(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv())
    with pytest.raises(MissingData, match=r"no cow_majors\.parquet"):
        pull.pull([cow_majors.CARD, ANY], tmp_path)
    assert list(store.status()) == ["nmc"]


def test_sources_read_side_by_side_are_told_in_order_and_all_kept(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv())
    put(tmp_path, "bad.csv", b"not a table")
    bad = replace(ANY, id="bad", file="bad.csv", forms=())
    good = [replace(ANY, id=f"nmc-{n}") for n in range(4)]
    told = []
    with pytest.raises(DetenteError, match="bad"):
        pull.pull([*good[:2], bad, *good[2:]], tmp_path, tell=told.append)
    assert [entry.source for entry in told] == [card.id for card in good]
    assert set(store.status()) == {card.id for card in good}


def test_what_its_maintainer_forbids_is_refused_with_the_reason():
    for origin in (None, "http://127.0.0.1:9/x.csv"):
        with pytest.raises(MissingData, match=r"not fetched by software: .* --from FILE"):
            pulled(origin, COW_ALLIANCES)


def test_an_unreachable_address_is_one_sentence():
    with pytest.raises(MissingData, match=r"cannot be fetched .* or use --from"):
        pulled("http://127.0.0.1:9/NMC-70-abridged.csv")


def test_a_place_that_does_not_exist_is_one_sentence(tmp_path):
    with pytest.raises(MissingData, match="wanted a folder of data files or a file"):
        pulled(tmp_path / "nowhere")


def test_a_store_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "file" / "home"))
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv())
    with pytest.raises(FileError, match="cannot be written"):
        pulled(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_leaves_the_old_store(tmp_path, home):
    """A limit on the size of a file stands for the disk: the system refuses the write."""
    old = pulled(put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(40))))
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(4000)))
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
    done = subprocess.run(
        # with -B: a compiled module that is cut short would break every later import of it
        [sys.executable, "-B", "-c", limit + CODE, str(tmp_path), "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "detente.errors" in done.stderr.splitlines()[-1]
    assert store.status() == {"nmc": old}
    assert len(store.read(ANY)[0]) == 40
    assert not list(home.glob("staging-*"))


def start(origin, wait="60"):
    return subprocess.Popen(
        [sys.executable, "-c", CODE, str(origin), wait],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_kill_in_the_middle_leaves_the_old_store_and_the_next_pull_goes_on(tmp_path, home):
    old = pulled(put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(40))))
    with serving({"NMC-70-abridged.csv": nmc_csv()}, stall_after=6000) as server:
        address = f"{server.address}/NMC-70-abridged.csv"
        process = start(address)
        assert server.stalled.wait(30)
        time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert store.status() == {"nmc": old}
        assert len(store.read(ANY)[0]) == 40
        server.stall_after = None
        assert pulled(address).rows == 400
    assert server.asked[-1][1] is not None, "it began anew"


@pytest.mark.parametrize("delay", [0.15, 0.25, 0.35, 0.45, 0.55])
def test_a_kill_at_any_moment_leaves_one_state_or_the_other(delay, tmp_path):
    pulled(put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(40))))
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(20_000)))
    process = start(tmp_path)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(store.read(ANY)[0]) in (40, 20_000)
    assert pulled(tmp_path).rows == 20_000


def test_two_at_once_both_succeed(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(20_000)))
    both = [start(tmp_path), start(tmp_path)]
    assert [p.communicate()[0] for p in both] == ["done\n", "done\n"]
    assert store.status()["nmc"].rows == 20_000


def test_a_second_one_that_waits_in_vain_is_told(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv())
    with serving({"NMC-70-abridged.csv": nmc_csv()}, stall_after=100) as server:
        process = start(f"{server.address}/NMC-70-abridged.csv")
        assert server.stalled.wait(30)
        with pytest.raises(FileError, match="another detente is pulling"):
            pulled(tmp_path, wait=0.1)
        server.release.set()
        assert process.communicate()[0] == "done\n"


def test_readers_are_never_blocked(tmp_path):
    pulled(put(tmp_path, "NMC-70-abridged.csv", nmc_csv(nmc_rows(40))))
    with serving({"NMC-70-abridged.csv": nmc_csv()}, stall_after=100) as server:
        process = start(f"{server.address}/NMC-70-abridged.csv")
        assert server.stalled.wait(30)
        assert len(store.read(ANY)[0]) == 40
        server.release.set()
        process.communicate()
    assert len(store.read(ANY)[0]) == 400


@pytest.mark.parametrize("text", ["{", "[]", '{"sources": {"nmc": 3}}'])
def test_a_damaged_list_is_said(text, home):
    home.mkdir()
    (home / "store.json").write_text(text)
    with pytest.raises(DataError, match=r"store\.json: not a list of sources"):
        store.status()


def test_names_in_a_zip_cannot_leave_the_folder(tmp_path):
    evil = zipped(**{"../../../out-of-zip/NMC-70-abridged.csv": nmc_csv()})
    assert pulled(put(tmp_path, "x.zip", evil)).rows == 400
    assert not list(Path(tmp_path).parent.rglob("out-of-zip"))


def test_the_cards_own_address_is_never_a_file_of_this_machine():
    with pytest.raises(MissingData, match="wanted a folder"):
        pulled("file:///etc/passwd")


def test_a_file_with_another_delimiter_is_shown_as_it_was_read(tmp_path):
    put(tmp_path, "NMC-70-abridged.csv", nmc_csv().replace(b",", b";"))
    with pytest.raises(DataError, match="all there is: 'stateabb;ccode;year"):
        pulled(tmp_path)
