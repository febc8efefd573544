"""Atomic writes, and the lock of a case file between real processes."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import filelock
import pytest
from case_kit import rich, text

from detente import files
from detente.case.load import load
from detente.case.rewrite import set_value
from detente.errors import CaseError, DataError, FileError, MissingData, UnknownState
from detente.files import locked, replacing, write_atomically, write_new

NUMBERS = [
    "partnership.ideological_adversity",
    "threats.t1.attained",
    "issues.i1.positions.GBR.position",
    "issues.i1.red_lines.JPN.at",
    "ledger.d1.cost",
    "legacy.continuity",
    "institutions.shared_memberships",
    "dependence.de1.share",
]

SETTER = """
import sys
from pathlib import Path
from detente.case.rewrite import set_value
print("ready", flush=True)
sys.stdin.readline()
for part in range(1, 6):
    set_value(Path(sys.argv[1]), sys.argv[2], part / 8)
"""

HOLDER = """
import sys, time
from pathlib import Path
from detente.files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "own.yaml"
    made.write_text(text(rich()))
    return made


def started(source, *words):
    """Start a Python program and wait until it has said its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", source, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline()
    return process


@pytest.fixture
def holder(path):
    process = started(HOLDER, path)
    yield process
    process.kill()
    process.communicate()


def test_eight_processes_that_set_eight_numbers_lose_none(path):
    setters = [started(SETTER, path, number) for number in NUMBERS]
    for setter in setters:
        setter.stdin.write("go\n")
        setter.stdin.flush()
    for setter in setters:
        setter.communicate()
    assert [s.returncode for s in setters] == [0] * 8
    expected = path.with_name("one-by-one.yaml")
    expected.write_text(text(rich()))
    for number in NUMBERS:
        set_value(expected, number, 5 / 8)
    assert path.read_bytes() == expected.read_bytes()
    load(path.with_name("own.yaml.bak").rename(path.with_name("before.yaml")))


def test_a_killed_holder_blocks_nobody(path, holder, monkeypatch):
    holder.kill()  # SIGKILL
    holder.wait()
    monkeypatch.setattr(files, "LOCK_TIMEOUT", 0)
    set_value(path, "title", "Others")
    assert load(path).title == "Others"


def test_set_waits_then_says_who_is_in_the_way(path, holder, monkeypatch):
    old = path.read_bytes()
    monkeypatch.setattr(files, "LOCK_TIMEOUT", 0.2)
    with pytest.raises(FileError, match=r"own\.yaml: another process is writing it; try again$"):
        set_value(path, "title", "Others")
    assert path.read_bytes() == old


def test_set_waits_for_as_long_as_others_save(path, monkeypatch):
    monkeypatch.setattr(files, "LOCK_TIMEOUT", 0.001)
    acquire, refusals = filelock.FileLock.acquire, []

    def acquire_while_others_save(lock, *args, **options):
        try:
            return acquire(lock, *args, **options)
        except filelock.Timeout:
            refusals.append(os.utime(path, ns=(0, len(refusals))))  # as a save does
            if len(refusals) == 3:
                other.release()
            raise

    with filelock.FileLock(path.with_name(".own.yaml.lock")) as other:
        monkeypatch.setattr(filelock.FileLock, "acquire", acquire_while_others_save)
        set_value(path, "title", "Others")
    assert len(refusals) == 3
    assert load(path).title == "Others"


def test_the_command_says_it_in_one_line_and_exits_with_2(path, holder):
    command = "from detente import files; files.LOCK_TIMEOUT = 0.2\nfrom detente.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "set", path, "title", "Others"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"{path}: another process is writing it; try again" in done.stderr


def test_a_link_has_the_lock_of_what_it_points_to(path, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LOCK_TIMEOUT", 0.1)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.yaml"
    link.symlink_to(path)
    with locked(path), pytest.raises(FileError, match="another process"), locked(link):
        pass


def test_a_file_that_is_not_there_leaves_no_lock(tmp_path):
    with pytest.raises(MissingData, match="found nothing"), locked(tmp_path / "none.yaml"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_that_cannot_be_made_is_said(path):
    Path(path.with_name(".own.yaml.lock")).mkdir()
    with pytest.raises(FileError, match=r"own\.yaml: cannot be locked \(Is a directory\)"):
        set_value(path, "title", "Others")


def test_write_atomically_makes_and_replaces(tmp_path):
    path = tmp_path / "new.bin"
    write_atomically(path, b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    write_atomically(path, b"two\r\n\x00")
    assert path.read_bytes() == b"two\r\n\x00"
    assert os.listdir(tmp_path) == ["new.bin"]


def test_write_atomically_into_no_folder(tmp_path):
    with pytest.raises(FileError, match="cannot be written"):
        write_atomically(tmp_path / "no" / "new.bin", b"x")


def test_of_many_who_write_a_new_file_one_succeeds(tmp_path):
    path = tmp_path / "new.yaml"

    def attempt(number):
        try:
            write_new(path, b"%d" % number * 50_000)
        except FileExistsError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        found = [n for n in pool.map(attempt, range(8)) if n is not None]
    assert len(found) == 1
    assert path.read_bytes() == b"%d" % found[0] * 50_000
    assert [p.name for p in tmp_path.iterdir()] == ["new.yaml"]


def test_a_new_file_is_written_where_there_are_no_links(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "new.yaml", b"one")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "new.yaml", b"two")
    assert (tmp_path / "new.yaml").read_bytes() == b"one"


def test_a_folder_is_no_file_to_replace(tmp_path):
    with pytest.raises(FileError, match="wanted a file, found a folder"):
        write_atomically(tmp_path, b"x")
    assert not list(tmp_path.iterdir())


def test_an_exception_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "table.bin"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as part:
        part.write_bytes(b"%d" % (1 // 0))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["table.bin"]


def test_a_private_file_is_never_readable_by_others(tmp_path):
    path = tmp_path / "private.yaml"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with replacing(path) as part:
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_file_follows_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        write_atomically(tmp_path / "new.bin", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.bin").stat().st_mode) == 0o600


def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    target, link = tmp_path / "target.bin", tmp_path / "link.bin"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_long_name_of_wide_letters_is_written(tmp_path):
    path = tmp_path / ("ü" * 120)
    write_atomically(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("error", [CaseError, DataError, UnknownState])
def test_a_wrong_value_is_a_value_error(error):
    assert issubclass(error, ValueError)


def test_what_a_killed_writer_left_is_swept_by_the_next(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("x")
    (tmp_path / ".own.yaml.0123abcd").write_text("left")
    (tmp_path / ".own.yaml.bak.0123abcd").write_text("left")
    (tmp_path / ".other.yaml.0123abcd").write_text("theirs")
    with files.locked(path):
        names = sorted(p.name for p in tmp_path.glob(".*.0123abcd"))
    assert names == [".other.yaml.0123abcd"]


def test_only_old_temporary_files_are_swept(tmp_path):
    for name in (".a.0123abcd", ".b.0123abcd", ".keep", "c.0123abcd"):
        (tmp_path / name).write_text("x")
    os.utime(tmp_path / ".a.0123abcd", (0, 0))
    files.sweep(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".b.0123abcd", ".keep", "c.0123abcd"]


@pytest.mark.parametrize("write", [files.write_atomically, files.write_new])
def test_whoever_writes_a_file_removes_what_was_left_in_its_place(tmp_path, write):
    """A brief or a panel has no lock: only what is old is surely left by a killed process."""
    for name in (".a.md.0123abcd", ".a.md.4567abcd", ".b.md.0123abcd"):
        (tmp_path / name).write_text("left")
    for name in (".a.md.0123abcd", ".b.md.0123abcd"):
        os.utime(tmp_path / name, (0, 0))
    write(tmp_path / "a.md", b"x")
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == [".a.md.4567abcd", ".b.md.0123abcd", "a.md"]


def test_a_file_that_vanishes_while_it_is_replaced_is_no_pipe(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    exists = Path.exists

    def vanishing(self, **options):
        seen = exists(self, **options)
        if self == path:
            path.unlink(missing_ok=True)  # what another process may do after any look
        return seen

    monkeypatch.setattr(Path, "exists", vanishing)
    files.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="wanted a file, found a pipe or a device"):
        files.write_atomically(pipe, b"x")
    assert pipe.is_fifo()
