"""A save preserves all other bytes, loses no update, and leaves no half file after a kill."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from app_kit import bundled, changed

from detente import files
from detente.app.save import SaveConflict, encode_like, save
from detente.case.load import load
from detente.errors import CaseError, FileError
from detente.files import locked

TITLE = b"The Anglo-Japanese alliance on the day of its second treaty"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_bytes(bundled())
    return file


def sha(data):
    return hashlib.sha256(data).hexdigest()


def test_the_old_version_is_stored_next_to_the_new(path):
    old = path.read_bytes()
    new = changed(old, TITLE, b"Another title")
    assert save(path, new.decode(), loaded=sha(old)) == sha(new)
    assert path.read_bytes() == new
    assert path.with_name("mine.yaml.bak").read_bytes() == old


def test_a_backup_that_is_a_link_out_of_the_folder_is_replaced(path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "theirs.yaml"
    outside.write_bytes(b"theirs")
    path.with_name("mine.yaml.bak").symlink_to(outside)
    old = path.read_bytes()
    save(path, changed(old, TITLE, b"Another title").decode(), loaded=sha(old))
    assert outside.read_bytes() == b"theirs"
    assert path.with_name("mine.yaml.bak").read_bytes() == old


def test_an_unchanged_text_replaces_nothing(path):
    old = path.read_bytes()
    assert save(path, old.decode(), loaded=sha(old)) == sha(old)
    assert not path.with_name("mine.yaml.bak").exists()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_byte_order_mark_stay(mark, end):
    old = mark + b"a: 1" + end + b"b: 2" + end
    sent = "a: 1\r\nb: 3\r\n"  # as a browser sends it
    assert encode_like(sent, old) == mark + b"a: 1" + end + b"b: 3" + end


def test_a_file_that_changed_since_loading_is_a_conflict(path):
    loaded = path.read_bytes()
    theirs = changed(loaded, TITLE, b"Theirs")
    path.write_bytes(theirs)
    with pytest.raises(SaveConflict) as problem:
        save(path, changed(loaded, TITLE, b"Mine").decode(), loaded=sha(loaded))
    assert problem.value.current == theirs
    assert path.read_bytes() == theirs


def test_a_faulty_text_is_not_saved(path):
    old = path.read_bytes()
    with pytest.raises(CaseError, match="unknown key 'nonsense'"):
        save(path, old.decode() + "nonsense: 1\n", loaded=sha(old))
    assert path.read_bytes() == old


def test_only_one_of_many_editors_of_one_version_saves(path):
    old = path.read_bytes()
    versions = []

    def editor(number):
        try:
            text = changed(old, TITLE, b"Editor %d" % number).decode()
            versions.append(save(path, text, loaded=sha(old)))
        except SaveConflict:
            versions.append(None)

    threads = [threading.Thread(target=editor, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (won,) = [version for version in versions if version]
    assert sha(path.read_bytes()) == won


def test_a_writer_that_does_not_finish_is_an_error(path, monkeypatch):
    monkeypatch.setattr(files, "LOCK_TIMEOUT", 0.1)
    with (
        locked(path) as old,
        pytest.raises(FileError, match="another process is writing it"),
    ):
        save(path, old.decode(), loaded=sha(old))


SETTER = """
import sys
from pathlib import Path
from detente.case.rewrite import set_value
print("ready", flush=True)
for number in range(12):
    set_value(Path(sys.argv[1]), "question", f"Set {number}")
"""


def test_concurrent_saves_and_sets_of_one_case_lose_nothing(path):
    """The app saves titles while ``detente set`` sets questions; a conflict loads and saves anew."""
    saved, title = 0, TITLE
    with subprocess.Popen(
        [sys.executable, "-c", SETTER, str(path)], stdout=subprocess.PIPE, text=True
    ) as setter:
        assert setter.stdout.readline() == "ready\n"
        while setter.poll() is None:
            loaded, new_title = path.read_bytes(), b"Saved %d" % (saved + 1)
            try:
                save(path, changed(loaded, title, new_title).decode(), loaded=sha(loaded))
            except SaveConflict:
                continue
            saved, title = saved + 1, new_title
            time.sleep(0.02)  # the lock is not fair: without a pause the other process starves
    assert setter.returncode == 0
    assert saved > 1
    assert load(path).title == f"Saved {saved}"
    assert load(path).question == "Set 11"


WRITER = """
import hashlib, sys
from pathlib import Path
from detente.app.save import save
path, text = Path(sys.argv[1]), Path(sys.argv[1]).read_text()
print("ready", flush=True)
for number in range(10_000):
    now = path.read_bytes()
    save(path, text.replace("TITLE", f"Round {number}"), loaded=hashlib.sha256(now).hexdigest())
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing(path):
    """Real processes are killed at random moments; the file is whole and at most one save behind."""
    rng = np.random.default_rng(6)
    plain = changed(bundled(), TITLE, b"TITLE")
    for _ in range(8):
        path.write_bytes(plain)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout.readline() == "ready\n"
            time.sleep(rng.uniform(0, 0.5))
            os.kill(writer.pid, signal.SIGKILL)
            printed = writer.stdout.read().split()
        last = int(printed[-1]) if printed else -1
        title = load(path).title
        allowed = ["TITLE" if last < 0 else f"Round {last}", f"Round {last + 1}"]
        assert title in allowed
        whole = changed(plain, b"TITLE", title.encode())
        assert path.read_bytes() == whole
        backup = path.with_name("mine.yaml.bak")
        if backup.exists():
            load(backup.rename(path.with_name("old.yaml")))
        save(path, plain.decode(), loaded=sha(whole))  # a killed process holds no lock
