"""Changing a file on disk: layout survives, and so does the old file whatever happens."""

import difflib
import os
import shutil
import stat
from pathlib import Path

import pytest
from case_kit import ROOT, rich, text, tiny

from detente import files
from detente.case.load import load
from detente.case.rewrite import set_value
from detente.errors import CaseError, DetenteError, FileError, MissingData

HAND = """\
# Written by hand. A comment at the top.

detente: 1
id: tiny
title: 'Two states'   # single quotes
question: "Does it last?"
as_of: 1905-08-12

# before the partnership
partnership:
  start: 1902-01-30    # not in the model's order
  members: [GBR, JPN]
  ideological_adversity: {value: 0.40, low: 0.3, high: 0.5}  # a flow mapping
  geopolitical_adversity:
    value: .3
    low: 2e-1          # exponent
    high: 0.50
  known_on: 1904-05-06
  note: >-
    Folded
    text.

actors:
  # the first
  - id: GBR
    name: "NO"
    kind: state
    state: 200
    known_on: 1904-05-06
  - {id: JPN, name: Japan, kind: state, state: JPN, known_on: 1904-05-06}
sources:
  - id: s1
    title: |-
      A paper
    date: '1904-05-06'
    kind: news
    reliability: B
# the end
"""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "own.yaml"
    made.write_text(HAND)
    return made


def changed(old: str, new: str) -> list[str]:
    rows = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [row for row in rows if row[:1] in "+-" and row[:3] not in ("+++", "---")]


def listing(path: Path) -> list[str]:
    """Names of the files beside a case, but for its lock, which stays."""
    return sorted(name for name in os.listdir(path.parent) if name != f".{path.name}.lock")


# --- layout -----------------------------------------------------------------------


def test_only_the_line_meant_changes(path):
    case = set_value(path, "partnership.ideological_adversity", 0.45)
    assert changed(HAND, path.read_text()) == [
        "-  ideological_adversity: {value: 0.40, low: 0.3, high: 0.5}  # a flow mapping",
        "+  ideological_adversity: {value: 0.45, low: 0.3, high: 0.5}  # a flow mapping",
    ]
    assert case == load(path)
    assert case.partnership.ideological_adversity.value == 0.45


@pytest.mark.parametrize(
    ("place", "to", "row"),
    [
        ("title", "Others", "+title: Others"),
        ("partnership.geopolitical_adversity.high", 0.75, "+    high: 0.75"),
        ("actors.GBR.state", 220, "+    state: 220"),
        ("actors.GBR.name", "null", "+    name: 'null'"),
        ("sources.s1.date", "1904-01-01", "+    date: '1904-01-01'"),
        ("partnership.start", "1902-02-02", "+  start: "),
    ],
)
def test_other_kinds_of_value(path, place, to, row):
    case = set_value(path, place, to)
    rows = changed(HAND, path.read_text())
    assert len(rows) == 2
    assert rows[1].startswith(row)
    assert load(path) == case


def test_the_backup_is_the_old_file_byte_for_byte(path):
    old = path.read_bytes() + "# \u00e9 tail without newline".encode()
    path.write_bytes(old)
    set_value(path, "title", "Others")
    assert path.with_name("own.yaml.bak").read_bytes() == old
    assert listing(path) == ["own.yaml", "own.yaml.bak"]
    second = path.read_bytes()
    set_value(path, "title", "More")
    assert path.with_name("own.yaml.bak").read_bytes() == second


def test_a_link_in_place_of_the_backup_is_replaced_not_followed(path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "diary.txt"
    outside.write_text("not a case")
    backup = path.with_name("own.yaml.bak")
    backup.symlink_to(outside)
    old = path.read_bytes()
    set_value(path, "title", "Others")
    assert outside.read_text() == "not a case"
    assert not backup.is_symlink()
    assert backup.read_bytes() == old


def test_a_link_in_place_of_the_lock_is_not_followed(path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "diary.txt"
    outside.write_text("not a case")
    path.with_name(".own.yaml.lock").symlink_to(outside)
    old = path.read_bytes()
    with pytest.raises(FileError, match="cannot be locked"):
        set_value(path, "title", "Others")
    assert (outside.read_text(), path.read_bytes()) == ("not a case", old)


def test_setting_what_is_there_changes_no_byte(path):
    set_value(path, "actors.GBR.state", 200)
    assert path.read_text() == HAND


@pytest.mark.parametrize(
    "value",
    [
        "NO",
        "true",
        "null",
        "1e3",
        ".5",
        ".5e3",
        "0x1F",
        "2001-01-01",
        "a # b",
        "a: b",
        "~",
        "- a",
        "&a",
    ]
    + [
        "*a",
        "!a",
        "'",
        '"',
        "a\nb: c\n",
        "  a  ",
        "%a",
        "@a",
        "\u00e9",
        "x" * 500,
        "=",
        "<<",
        "014",
    ]
    + ["12:30:45", "[a]", "{a}", "|", ">", "?", "---", "...", "\ttab", "+1.", "1_000", "yes"],
)
def test_any_text_comes_back_as_it_was(path, value):
    assert set_value(path, "title", value).title == value
    assert load(path).title == value


def test_an_optional_key_that_is_absent_is_added(path):
    assert set_value(path, "actors.GBR.note", "Added").actors[0].note == "Added"
    assert changed(HAND, path.read_text()) == ["+    note: Added"]
    with pytest.raises(CaseError, match=r"no 'sate' on the path actors\.GBR\.sate"):
        set_value(path, "actors.GBR.sate", 200)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_key_is_added_in_braces_and_whatever_ends_a_line(path, newline):
    path.write_bytes(HAND.replace("\n", newline).encode())
    set_value(path, "actors.JPN.power", 40)
    set_value(path, "partnership.distance_km", 200)
    braces, line = "known_on: 1904-05-06}", "  known_on: 1904-05-06\n  note"
    wanted = HAND.replace(braces, "known_on: 1904-05-06, power: 40}")
    wanted = wanted.replace(line, line.replace("note", "distance_km: 200\n  note"))
    assert path.read_bytes().decode() == wanted.replace("\n", newline)


JPN = "{id: JPN, name: Japan, kind: state, state: JPN, known_on: 1904-05-06}"


@pytest.mark.parametrize(
    ("entry", "last", "with_power"),
    [
        (JPN.replace("state, ", "state,\n     "), "1904-05-06", "1904-05-06, power: 40"),
        (JPN.replace(", ", ",\n     "), "1904-05-06", "1904-05-06, power: 40"),
        (
            JPN.replace(", ", ", # c\n     ").replace("}", " # d\n    }"),
            "1904-05-06",
            "1904-05-06, power: 40",
        ),
        ("\n    " + JPN[1:-1].replace(", ", "\n    "), "1904-05-06", "1904-05-06\n    power: 40"),
    ],
    ids=["two-lines", "a-key-a-line", "comments", "below-its-dash"],
)
def test_a_key_is_added_in_braces_over_several_lines(path, entry, last, with_power):
    path.write_text(HAND.replace(JPN, entry))
    assert set_value(path, "actors.JPN.power", 40).actor("JPN").power.value == 40
    assert path.read_text() == HAND.replace(JPN, entry.replace(last, with_power))


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        (
            (JPN, JPN.replace("}", ", power: 12}")),
            "actors.JPN.power.low",
            "own.yaml:30: actors.1.power: got 12; to add 'low', write {value: 12, low: 5} in its "
            "place in an editor",
        ),
        (
            (
                JPN,
                '{id: "J\\\n   PN", name: "Jap\\\n   an", kind: "st\\\n   ate", state: "J\\\n   PN"}',
            ),
            "actors.JPN.power",
            "own.yaml:30: actors.1: the key 'power' cannot be added here; add it in an editor",
        ),
    ],
)
def test_a_key_that_cannot_be_added_is_one_sentence(path, changes, place, sentence):
    path.write_text(HAND.replace(*changes))
    with pytest.raises(CaseError) as caught:
        set_value(path, place, 5)
    assert len(caught.value.listed) == 1
    assert sentence in caught.value.listed[0]


@pytest.mark.parametrize(
    ("case", "place", "to"),
    [
        ("anglo-japanese-1905", "partnership.ideological_adversity", 0.44),
        ("us-russia-2001", "partnership.ideological_adversity", 0.44),
    ],
)
def test_a_bundled_case_changes_in_one_line(tmp_path, case, place, to):
    source = ROOT / "src" / "detente" / "cases" / f"{case}.yaml"
    path = tmp_path / source.name
    shutil.copy(source, path)
    set_value(path, place, to)
    rows = changed(source.read_text(encoding="utf-8"), path.read_text(encoding="utf-8"))
    assert len(rows) == 2, f"{len(rows) // 2} lines differ, such as {rows[2:4]}"


def test_long_lines_are_not_broken(path):
    long = HAND.replace("Two states", "word " * 40 + "end") + "# " + "word " * 40 + "\n"
    path.write_text(long)
    set_value(path, "actors.GBR.state", 220)
    assert changed(long, path.read_text()) == ["-    state: 200", "+    state: 220"]


def test_lists_without_indent_stay_as_they_are(path):
    """PyYAML and many editors write ``- id`` below its key without indent."""
    source = text(tiny())
    path.write_text(source)
    set_value(path, "title", "Others")
    assert changed(source, path.read_text()) == ["-title: Two states", "+title: Others"]


def test_line_ends_survive(path):
    path.write_bytes(HAND.replace("\n", "\r\n").encode())
    set_value(path, "title", "Others")
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_mode_of_the_file_survives(path):
    path.chmod(0o640)
    set_value(path, "title", "Others")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_private_file_has_a_private_backup(path):
    path.chmod(0o600)
    set_value(path, "title", "Others")
    assert stat.S_IMODE(path.with_name("own.yaml.bak").stat().st_mode) & 0o077 == 0


def test_a_link_stays_a_link(tmp_path, path):
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    set_value(link, "title", "Others")
    assert link.is_symlink()
    assert load(path).title == "Others"


def test_a_key_of_digits_is_reached(path):
    values = rich()
    values["actors"].append(dict(values["actors"][1], id="740"))
    values["threats"][0]["severity"]["740"] = dict(values["threats"][0]["severity"]["JPN"])
    path.write_text(text(values).replace("'740':", "740:"))
    assert load(path)
    case = set_value(path, "threats.t1.severity.740.power", 0.25)
    assert case.threats[0].severity["740"].power.value == 0.25


def test_nested_numbers_of_the_rich_case(path):
    path.write_text(text(rich()))
    case = set_value(path, "threats.t1.severity.GBR.intent", 0.6)
    assert case.threats[0].severity["GBR"].intent.bounds == (0.4, 0.7)
    case = set_value(path, "scenarios.sc1.if", "peace")
    assert case.scenarios[0].if_ == "peace"


# --- what must change nothing -----------------------------------------------------

BAD = [
    ("partnership.ideological_adversity", 0.6),
    ("partnership.ideological_adversity.low", 0.45),
    ("partnership.ideological_adversity", 7),
    ("partnership.ideological_adversity", "much"),
    ("partnership.geopolitical_adversity", float("nan")),
    ("partnership.geopolitical_adversity", float("inf")),
    ("partnership.members", "GBR"),
    ("partnership", 3),
    ("actors", 3),
    ("actors.GBR", 3),
    ("actors.FRA.state", 220),
    ("actors.GBR.id", "FRA"),
    ("actors.GBR.state", "Atlantis"),
    ("actors.GBR.kind", "public"),
    ("actors.GBR.sate", 220),
    ("actors.GBR.state.x", 220),
    ("title", 5),
    ("title", ""),
    ("title", "a\ud800"),
    ("title", "x" * 2001),
    ("as_of", "1901-01-01"),
    ("as_of", True),
    ("nothing.at.all", 1),
    ("typo", 1),
    ("", 1),
    (".", 1),
    ("detente", 2),
    ("sources.s1.date", "2001-01-01"),
]


@pytest.mark.parametrize(("place", "to"), BAD)
def test_an_invalid_value_changes_nothing(path, place, to):
    with pytest.raises(CaseError):
        set_value(path, place, to)
    assert path.read_text() == HAND
    assert listing(path) == ["own.yaml"]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "- a\n",
        "word\n",
        "a: [\n",
        "a: &x 1\nb: *x\n",
        "a: !!python/object:os.system x\n",
        "a: 1\na: 2\n",
        HAND.replace("1902-01-30", "1902-02-30"),
        HAND + "<<: 1\n",
        HAND + "true: 1\nTrue: 2\n",
        HAND + "1: a\n01: b\n",
        HAND + "x: 1\n---\ny: 2\n",
        HAND.replace("id: tiny", "id: [1, 2]"),
        HAND.replace("actors:", "actors: 3\nothers:"),
        "\x00",
    ],
)
def test_a_broken_file_is_a_case_error_and_stays_as_it_is(path, broken):
    path.write_text(broken)
    with pytest.raises(CaseError):
        set_value(path, "title", "Others")
    assert path.read_text() == broken
    assert listing(path) == ["own.yaml"]


def test_a_file_that_is_not_utf8_stays_as_it_is(path):
    path.write_bytes(HAND.encode() + b"# \xff\n")
    with pytest.raises(CaseError, match="not UTF-8"):
        set_value(path, "title", "Others")
    assert path.read_bytes().endswith(b"\xff\n")
    assert listing(path) == ["own.yaml"]


def test_a_missing_file_and_a_folder(tmp_path):
    for name, error in (("none.yaml", MissingData), (".", FileError)):
        with pytest.raises(error, match="wanted a file"):
            set_value(tmp_path / name, "title", "x")
    assert os.listdir(tmp_path) == []


# --- interrupted ------------------------------------------------------------------


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["replace", "fsync", "chmod"])
@pytest.mark.parametrize("good_calls", [0, 1], ids=["backup", "file"])
def test_an_interrupted_write_leaves_the_old_file_whole(
    path, monkeypatch, problem, step, good_calls
):
    true, calls = getattr(os, step), []

    def fails(*args, **options):
        calls.append(args)
        if len(calls) > good_calls:
            raise problem
        return true(*args, **options)

    monkeypatch.setattr(os, step, fails)
    with pytest.raises((DetenteError, type(problem))):
        set_value(path, "title", "Others")
    monkeypatch.undo()
    assert path.read_text() == HAND
    assert set(listing(path)) <= {"own.yaml", "own.yaml.bak"}
    if "own.yaml.bak" in listing(path):
        assert path.with_name("own.yaml.bak").read_text() == HAND


def test_a_full_disk_is_said_without_a_traceback(path, monkeypatch):
    """``DetenteError`` is "anything a user can mend": a full disk is."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DetenteError, match="No space left on device"):
        set_value(path, "title", "Others")


def test_a_folder_that_cannot_be_written_is_said(path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "_create", refuse)
    with pytest.raises(FileError, match=r"cannot be written \(Permission denied\)"):
        set_value(path, "title", "Others")
    assert path.read_text() == HAND
