"""Wrong and hostile files: what is rejected is counted with its line; nothing is lost in silence."""

import gzip
import io
import random
import zipfile

import pytest
from feed_rows import gdelt, headed, load_text, stored

from detente.errors import DataError, DetenteError
from detente.events import raw_file
from detente.events.load import load_events

pytestmark = pytest.mark.usefixtures("home")


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return out.getvalue()


def test_every_bad_row_is_counted_with_its_reason_and_first_line(tmp_path):
    """Among good rows, and with a blank line that moves the numbers of the others."""
    good = gdelt(n=30)
    cut = gdelt(GLOBALEVENTID="100").split("\t", 20)
    text = (
        good.encode()  # 1 to 30
        + b"\n"  # 31: blank
        + "\t".join(cut[:20]).encode() + b"\n"  # 32
        + gdelt(GLOBALEVENTID="101").rstrip("\n").encode() + b"\textra\tvalues\n"  # 33
        + gdelt(GLOBALEVENTID="102", Actor1Name="UNITED\0STATES").encode()  # 34
        + gdelt(GLOBALEVENTID="103", SQLDATE="20241345").encode()  # 35
        + gdelt(GLOBALEVENTID="104", SQLDATE="20990101").encode()  # 36
        + gdelt(GLOBALEVENTID="105", EventCode="0x4", EventRootCode="0x").encode()  # 37
        + gdelt(GLOBALEVENTID="106", QuadClass="7").encode()  # 38
        + gdelt(GLOBALEVENTID="107", GoldsteinScale="high").encode()  # 39
        + gdelt(GLOBALEVENTID="108", NumMentions="many").encode()  # 40
        + gdelt(GLOBALEVENTID="109", DATEADDED="today").encode()  # 41
        + gdelt(GLOBALEVENTID="110", Actor1Name='a "quoted name').encode()  # 42: good
        + gdelt(GLOBALEVENTID="x1").encode()  # 43
        + gdelt(GLOBALEVENTID="111", Actor2Name="C\xd4TE").encode("latin-1")  # 44: good
        + gdelt(GLOBALEVENTID="112", SQLDATE="20241346").encode()  # 45
    )  # fmt: skip
    report = load_text(tmp_path, text)
    assert report.fault == ""
    assert report.loaded.rejects == {
        "too few values": (1, 32),
        "too many values": (1, 33),
        "a NUL byte": (1, 34),
        "not a date": (2, 35),
        "a day in the future": (1, 36),
        "not an event code": (1, 37),
        "QuadClass is not 1 to 4": (1, 38),
        "a score that is no number from -10 to 10": (1, 39),
        "mentions that are no number": (1, 40),
        "DATEADDED is not a date": (1, 41),
        "GLOBALEVENTID is not a number": (1, 43),
    }
    assert (report.loaded.lines, report.loaded.rows, report.latin) == (44, 32, 1)
    assert len(stored("gdelt2")) == 32


def test_a_bad_row_does_not_change_what_the_good_ones_give(tmp_path):
    """The fast way and the way line by line store the same."""
    text = gdelt(n=40, Actor2CountryCode=lambda i: ("RUS", "CHN", "EUR", "USA", "")[i % 5])
    load_text(tmp_path, text)
    fast = stored("gdelt2")
    assert len(fast) == 16
    from detente.events import store

    store.remove("gdelt2")
    report = load_text(tmp_path, text + "cut\trow\n")
    assert report.loaded.rejects == {"too few values": (1, 41)}
    assert stored("gdelt2") == fast


def test_a_short_row_of_gdelt_1_is_none_of_its_widths(tmp_path):
    text = gdelt("gdelt1", 10, width=57) + gdelt("gdelt1", 1, width=56, GLOBALEVENTID="99")
    report = load_text(tmp_path, text)
    assert report.loaded.rejects == {"too few values": (1, 11)}
    assert report.loaded.rows == 10


def test_names_in_latin_1_and_windows_line_ends(tmp_path):
    text = gdelt(n=3, Actor1Name="C\xd4TE").encode("latin-1").replace(b"\n", b"\r\n")
    report = load_text(tmp_path, text)
    assert (report.loaded.rows, report.loaded.rejects) == (3, {})
    assert stored("gdelt2", "reference") == [("https://example.org/a",)] * 3


def test_bad_rows_of_several_files_are_counted_for_each(tmp_path):
    (tmp_path / "a").write_text(gdelt(n=20) + "cut\n" * 5)
    (tmp_path / "b").write_text(gdelt(n=20, GLOBALEVENTID=lambda i: str(50 + i)) + "cut\n" * 2)
    (tmp_path / "c").write_text(gdelt(n=20, GLOBALEVENTID=lambda i: str(80 + i)))
    reports = list(load_events([tmp_path / name for name in "abc"]))
    assert [report.loaded.rejects.get("too few values") for report in reports] == [
        (5, 21),
        (2, 21),
        None,
    ]
    assert [report.loaded.rows for report in reports] == [20, 20, 20]


def test_a_stray_carriage_return_does_not_break_a_row(tmp_path):
    text = gdelt(n=3, Actor1Name="UNITED\rSTATES") + gdelt(GLOBALEVENTID="4")
    report = load_text(tmp_path, text.encode())
    assert (report.loaded.lines, report.loaded.rows, report.loaded.rejects) == (4, 4, {})


@pytest.mark.parametrize("seed", range(3))
def test_of_a_mutated_file_every_line_is_stored_counted_or_rejected(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    data = bytearray((gdelt(n=60) if seed % 2 else headed("icews", 60)).encode())
    for _ in range(4):
        place = chance.randrange(3000, len(data))
        what = chance.choice([b"\0", b"\t", b"\n", b"\r", b'"', b"\xe9", b"\x1f", b"\x1a", b""])
        data[place : place + chance.randrange(3)] = what
    report = load_text(tmp_path, bytes(data))
    lines = sum(bool(line.strip()) for line in bytes(data).split(b"\n")) - (seed % 2 == 0)
    rejected = sum(rows for rows, _ in report.loaded.rejects.values())
    assert report.loaded.lines == lines
    assert report.loaded.rows + sum(report.loaded.counts.values()) + rejected == lines


def test_codes_that_were_read_as_numbers_are_refused(tmp_path):
    text = gdelt(n=30) + gdelt(n=3, GLOBALEVENTID=lambda i: f"9{i}", EventCode="42")
    text = text.replace("\t42\t042\t04\t", "\t42\t42\t4\t")
    report = load_text(tmp_path, text, "a.csv")
    assert report.loaded is None
    assert "a.csv:31: an event code without its leading zero (in 3 of 33 rows)" in report.fault
    with pytest.raises(DetenteError, match="no events of gdelt2"):
        stored("gdelt2")


def test_a_file_of_mostly_bad_rows_is_refused(tmp_path):
    text = gdelt(n=120) + gdelt(n=150, SQLDATE="0", GLOBALEVENTID=lambda i: f"9{i}")
    report = load_text(tmp_path, text, "a.csv")
    assert "a.csv:121: not a date (150 of 270 rows are rejected)" in report.fault


@pytest.mark.parametrize(
    ("content", "form", "sentence"),
    [
        (b"", "auto", "a.csv: empty; wanted rows of events"),
        (b"\n\n", "auto", "a.csv: empty"),
        (b"a,b\n1,2\n", "auto", "a.csv:1: 2 columns by comma, the first 'a'; wanted a file of"),
        (gdelt("gdelt1"), "gdelt2", "58 columns by tab, .*wanted GDELT 2.0: 61 columns.*gdelt1"),
        (headed("icews"), "gdelt1", "20 columns .*57 to 58 columns, no header; it looks like icew"),
        (gdelt(), "icews", "61 columns .*wanted ICEWS: 20 columns, a header; .*like gdelt2"),
        (
            gdelt(SQLDATE="2015-10-27"),
            "auto",
            "a.csv:1: 61 columns .*SQLDATE is '2015-10-27', and m",
        ),
        (gdelt().encode("utf-16"), "auto", "UTF-16; wanted UTF-8"),
        (b"\x1f\x8b\x08 not gzip", "auto", "truncated or damaged gzip"),
        (b"PK\x03\x04 not zip", "auto", "truncated or damaged zip"),
        (gzip.compress(gdelt(n=2000).encode())[:-20], "auto", "truncated or damaged gzip"),
        (zipped(a="", b=""), "auto", "holds 2 files; wanted one"),
        (zipped(a=zipped(b=gdelt())), "auto", "a zip inside a packed file"),
    ],
    ids=lambda value: None,
)
def test_a_file_that_is_none_is_refused_in_one_sentence(tmp_path, content, form, sentence):
    import re

    report = load_text(tmp_path, content, "a.csv", form)
    assert report.loaded is None
    assert re.search(sentence, report.fault)
    assert "\n" not in report.fault


def test_a_zip_bomb_is_refused_before_it_fills_the_disk(tmp_path, monkeypatch, home):
    monkeypatch.setattr(raw_file, "_FREE", 1 << 20)
    bomb = zipped(a=gdelt() + "0" * (8 << 20))
    assert len(bomb) < 20_000
    report = load_text(tmp_path, bomb, "a.zip")
    assert "unpacks to more than" in report.fault
    assert [p for p in home.rglob("*") if p.is_file() and p.stat().st_size] == []


def test_a_line_without_an_end_is_one_reject(tmp_path):
    """Of eight and of 1.2 MiB: DuckDB drops the first in silence, and takes the second."""
    text = gdelt(n=5) + "x" * (8 << 20) + "\n" + "x" * 1_300_000 + "\n" + gdelt(GLOBALEVENTID="9")
    report = load_text(tmp_path, text)
    assert report.loaded.rejects == {"a line of more than 1 MiB": (2, 6)}
    assert report.loaded.rows == 6


def test_a_refused_file_does_not_hold_back_the_others(tmp_path):
    (tmp_path / "a").write_text(gdelt())
    (tmp_path / "b").write_text("nonsense\n")
    (tmp_path / "c").write_text(gdelt(GLOBALEVENTID="2"))
    reports = {
        r.path.name: r for r in load_events([tmp_path / n for n in "abc"] + [tmp_path / "none"])
    }
    assert [reports[n].loaded.rows for n in "ac"] == [1, 1]
    assert "1 column, " in reports["b"].fault
    assert "found nothing" in reports["none"].fault


def test_hostile_names_and_values_stay_text(tmp_path, home):
    """A name that is a pattern or SQL, and values that are SQL."""
    hostile = "'; COPY (SELECT 1) TO 'x"
    name = "a[1]*' {b}?.csv"
    text = gdelt(Actor2CountryCode=hostile) + gdelt(GLOBALEVENTID="2", SOURCEURL=hostile)
    report = load_text(tmp_path, text, name)
    assert (report.loaded.rows, report.loaded.counts) == (1, {"one state": 1})
    assert stored("gdelt2", "reference") == [(hostile,)]
    header = headed("polecat").replace("Version", 'Version\t"; DROP TABLE events; --\t')
    rows = header.splitlines()
    text = "\n".join([rows[0], rows[1] + "\t\t"]) + "\n"
    assert load_text(tmp_path, text, "p.txt").loaded.rows == 1


def test_too_many_codes_of_countries_are_another_column(tmp_path):
    text = gdelt(n=6000, Actor2CountryCode=lambda i: f"X{i}")
    with pytest.raises(DataError, match="6,001 different country codes"):
        load_text(tmp_path, text)
