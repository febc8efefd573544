"""Files as they arrive: each fault gets one sentence with source, file and line."""

import gzip
import io
import zipfile
from dataclasses import replace

import duckdb
import pytest
from data_kit import nmc_csv, serving, zipped

from detente.data import download, pull, store, tabular
from detente.data.cards import Address, Form, Release
from detente.errors import DataError, DetenteError, MissingData
from detente.sources import cow_majors, nmc

pytestmark = pytest.mark.usefixtures("home")

ANY = replace(nmc.CARD, sha256=None)
NAME = "NMC-70-abridged.csv"
GOOD = nmc_csv()
LINES = GOOD.decode().splitlines()


def altered(line, old, new):
    """The good file with a text replaced in one line, counted from 1."""
    changed = list(LINES)
    assert old in changed[line - 1]
    changed[line - 1] = changed[line - 1].replace(old, new, 1)
    return ("\n".join(changed) + "\n").encode()


FAULTS = {
    "cut off in a row": (GOOD[:-17], f"{NAME}:401: 8 values; wanted 11"),
    "rows twice": (GOOD + GOOD.split(b"\n", 1)[1], "2 rows for ccode 2, year 1816"),
    "the file twice": (GOOD + GOOD, f"{NAME}:402: ccode is 'ccode'; wanted INTEGER"),
    "semicolons": (GOOD.replace(b",", b";"), "; wanted ',' between values)"),
    "tabs": (GOOD.replace(b",", b"\t"), "no column ccode"),
    "UTF-16": (GOOD.decode().encode("utf-16"), f"{NAME}:1: text in UTF-16; wanted UTF-8"),
    "UTF-16 without a mark": (GOOD.decode().encode("utf-16-le"), ":1: text in UTF-16"),
    "cp1252": (
        altered(6, "ABC,6", "ABC,6\xe9").decode().encode("cp1252"),
        f"{NAME}:6: bytes that are not UTF-8",
    ),
    "two stray quotes": (
        altered(6, "ABC", '"ABC').replace(
            LINES[20].encode(), LINES[20].replace("ABC", 'ABC"').encode()
        ),
        "row 5: the quote that opens in stateabb closes lines later",
    ),
    "a decimal comma in quotes": (altered(6, "4.5", '"4,5"'), ":6: tpop is '4,5'; wanted DOUBLE"),
    "a decimal comma": (altered(6, "4.5", "4,5"), f"{NAME}:6: 12 values; wanted 11"),
    "a footer": (GOOD + b"Source: COW\n", f"{NAME}:402: 1 value; wanted 11"),
    "a footer of another system": (
        GOOD.replace(b"\n", b"\r\n") + b"\nSource: COW\n",
        f"{NAME}:402: a line that ends with LF after lines that end with CRLF",
    ),
    "a thousands mark": (altered(10, ",80,", ',"1,080",'), ":10: milex is '1,080'; wanted BIGINT"),
    "a stray quote": (altered(6, "ABC", '"ABC'), f"{NAME}:6: a quote without its closing one"),
    "a pointer of LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        f"{NAME}:1: a pointer of Git LFS",
    ),
    "a web page": (b"\n<!DOCTYPE html><title>Not here</title>", f"{NAME}:1: a web page"),
    "an undeclared code": (altered(6, "4.5", "-88"), "tpop is -88; wanted no negative number"),
    "a file of another source": (b"ccode,styear,stmonth\n2,1816,1\n", "no column year, milex"),
    "a zip named csv": (zipped(**{NAME: GOOD}), f"{NAME}:1: a zip; wanted text"),
    "a gzip named csv": (gzip.compress(GOOD), f"{NAME}:1: a gzip; wanted text"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_and_the_store_keeps_what_it_had(fault, tmp_path):
    (tmp_path / NAME).write_bytes(GOOD)
    pull.pull([ANY], tmp_path)
    before = store.status()
    content, message = FAULTS[fault]
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(DataError) as caught:
        pull.pull([ANY], tmp_path, accept_changes=True)
    assert str(caught.value).startswith("nmc: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert store.status() == before


READ_ANYWAY = {
    "a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "CRLF": GOOD.replace(b"\n", b"\r\n"),
    "CR": GOOD.replace(b"\n", b"\r"),
    "missing as -9.0": GOOD.replace(b",-9,", b",-9.0,"),
    "missing as nothing": GOOD.replace(b",-9,", b",,"),
}


@pytest.mark.parametrize("habit", READ_ANYWAY)
def test_habits_of_other_programs_change_no_row(habit, tmp_path):
    (tmp_path / NAME).write_bytes(GOOD)
    plain = pull.pull([ANY], tmp_path)[0]
    (tmp_path / NAME).write_bytes(READ_ANYWAY[habit])
    assert pull.pull([ANY], tmp_path)[0].sha256 == plain.sha256


@pytest.mark.parametrize("year", ["2000.5", "2000.4", "1999.9999"])
def test_a_year_that_is_not_whole_is_refused_and_never_rounded(year, tmp_path):
    text = "\n".join([LINES[0], f"ABC,2,{year},1,1,1,1,1,1,0.01,7"]) + "\n"
    (tmp_path / NAME).write_text(text)
    with pytest.raises(DataError, match=rf"{NAME}:2: year is '{year}'; wanted"):
        pull.pull([ANY], tmp_path, accept_changes=True)


def test_a_zip_in_a_zip_is_opened(tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped(**{"y.zip": zipped(**{NAME: GOOD})}))
    assert pull.pull([ANY], tmp_path)[0].rows == 400


@pytest.mark.parametrize("inside", ["{}.zip", "other/{}.zip"])
def test_zips_that_unpack_to_more_than_their_size_allows_are_refused(inside, tmp_path, monkeypatch):
    """A zip of .9 MB became 881 MB in staging."""
    monkeypatch.setattr(download, "_SMALL", 1 << 20)
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as opened:
        opened.writestr("junk", bytes(500_000))
    bomb = zipped(**{inside.format(i): stored.getvalue() for i in range(10)})
    (tmp_path / "x.zip").write_bytes(bomb)
    with pytest.raises(DataError, match=r"x\.zip: more than 1 MiB unpacked; refused"):
        pull.pull([ANY], tmp_path)
    (tmp_path / "x.zip").write_bytes(zipped(**{NAME: GOOD[:100] + bytes(2_000_000)}))
    with pytest.raises(DataError, match="more than 1 MiB unpacked; refused"):
        pull.pull([ANY], tmp_path)


def test_a_sheet_that_unpacks_to_more_than_its_size_allows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(download, "_SMALL", 1 << 20)
    (tmp_path / "x.xlsx").write_bytes(zipped(**{"xl/worksheets/sheet1.xml": bytes(2_000_000)}))
    with pytest.raises(DataError, match=r"x\.xlsx: more than 1 MiB unpacked; refused"):
        pull.pull([ANY], tmp_path / "x.xlsx")


def test_a_zip_of_very_many_zips_is_refused(tmp_path):
    many = {f"{i}.zip": b"" for i in range(101)}
    (tmp_path / "x.zip").write_bytes(zipped(**many))
    with pytest.raises(DataError, match="101 zips in a zip; wanted at most 100"):
        pull.pull([ANY], tmp_path)


def test_a_header_of_very_many_columns_is_refused(tmp_path):
    names = [f"c{i}" for i in range(9_999)]
    for header, message in (
        ([*names, "C5"], "column C5 twice"),
        ([*names, "a", "b"], "10,000 columns; wanted the header of a data set"),
        (["x" * 200] * 5_001, "more than 1,000,000 bytes"),
    ):
        (tmp_path / NAME).write_bytes((",".join(header) + "\n").encode())
        with pytest.raises(DataError, match=message):
            pull.pull([ANY], tmp_path)


def test_a_damaged_zip_of_another_source_is_passed_over(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "b.zip").write_bytes(zipped(**{NAME: GOOD}))
    assert pull.pull([ANY], tmp_path)[0].rows == 400


# --- addresses in order --------------------------------------------------------------


def with_addresses(*addresses):
    return replace(ANY, forms=(replace(ANY.forms[0], addresses=addresses),))


def sha256(content):
    import hashlib

    return hashlib.sha256(content).hexdigest()


def pulled_with_warnings(card, origin=None):
    warnings = []
    (entry,) = pull.pull([card], origin, warn=warnings.append)
    return entry, warnings


def test_the_next_address_is_tried_and_the_failed_one_named():
    with serving({f"copy/{NAME}": GOOD}) as server:
        gone, copy = f"{server.address}/gone/{NAME}", f"{server.address}/copy/{NAME}"
        card = with_addresses(Address(url=gone), Address(url=copy, sha256=sha256(GOOD)))
        entry, warnings = pulled_with_warnings(card)
    assert entry.origin == copy
    assert len(warnings) == 1
    assert f"{gone}: the server answers 404" in warnings[0]


@pytest.mark.parametrize("content", [b"<html>log in</html>", GOOD[:-17], GOOD.replace(b",", b";")])
def test_an_address_that_serves_something_else_is_passed_over(content):
    with serving({f"a/{NAME}": content, f"b/{NAME}": GOOD}) as server:
        card = with_addresses(*(Address(url=f"{server.address}/{x}/{NAME}") for x in "ab"))
        entry, warnings = pulled_with_warnings(card)
    assert entry.rows == 400
    assert len(warnings) == 1


def test_bytes_other_than_those_of_the_card_are_refused():
    with serving({NAME: GOOD}) as server:
        url = f"{server.address}/{NAME}"
        card = with_addresses(Address(url=url, sha256="0" * 64))
        with pytest.raises(DataError, match=r"nmc: http.* bytes with checksum .* the card knows 0"):
            pull.pull([card])
    assert store.status() == {}


def test_if_every_address_fails_each_is_named_with_its_reason():
    with serving({f"a/{NAME}": b"<html>"}) as server:
        card = with_addresses(*(Address(url=f"{server.address}/{x}/{NAME}") for x in "ab"))
        with pytest.raises(DetenteError) as caught:
            pull.pull([card])
    assert "a web page" in str(caught.value)
    assert "; then " in str(caught.value)
    assert "404" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mirror_may_keep_the_paths_of_the_addresses():
    path = f"owner/name/{'0' * 40}/data/x.csv"
    with serving({path: GOOD}) as server:
        card = with_addresses(Address(url=f"https://example.org/{path}", sha256=sha256(GOOD)))
        entry, warnings = pulled_with_warnings(card, f"{server.address}/")
    assert entry.rows == 400
    assert warnings == []


def test_a_folder_may_keep_the_paths_of_the_addresses(tmp_path):
    kept = tmp_path / "owner/name/data"
    kept.mkdir(parents=True)
    (kept / "x.csv").write_bytes(GOOD)
    card = with_addresses(Address(url="https://example.org/owner/name/data/x.csv"))
    assert pull.pull([card], tmp_path)[0].rows == 400


def test_one_file_for_several_sources_is_fetched_once():
    twin = replace(ANY, id="nmc-twin")
    with serving({NAME: GOOD}) as server:
        address = Address(url=f"{server.address}/{NAME}")
        form = replace(ANY.forms[0], addresses=(address,))
        pull.pull([replace(card, forms=(form,)) for card in (ANY, twin)])
    assert len(server.asked) == 1
    assert sorted(store.status()) == ["nmc", "nmc-twin"]


def test_a_silent_host_is_not_tried_for_every_source(monkeypatch):
    monkeypatch.setattr("detente.data.download.TIMEOUT", 0.2)
    with serving({NAME: GOOD}, stall_after=0) as server:
        form = replace(ANY.forms[0], addresses=(Address(url=f"{server.address}/{NAME}"),))
        cards = [replace(card, forms=(form,)) for card in (ANY, replace(ANY, id="twin"))]
        with pytest.raises(MissingData) as caught:
            pull.pull(cards)
    first, second = str(caught.value).splitlines()
    assert "timed out" in first
    assert second.startswith("not tried, since their servers did not answer before: twin;")
    assert len(server.asked) == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_redirect_to_another_host_is_followed_only_to_known_bytes(known):
    with serving({NAME: GOOD}) as target, serving({}) as server:
        other = target.address.replace("127.0.0.1", "localhost")
        server.redirects = {f"/{NAME}": f"{other}/{NAME}"}
        digest = sha256(GOOD) if known else None
        card = with_addresses(Address(url=f"{server.address}/{NAME}", sha256=digest))
        if known:
            assert pull.pull([card])[0].rows == 400
            return
        with pytest.raises(MissingData, match="redirects to the host localhost"):
            pull.pull([card])
    assert store.status() == {}


@pytest.mark.parametrize("known", [True, False])
def test_a_redirect_in_a_circle_is_one_sentence(known):
    with serving({}) as server:
        server.redirects = {f"/{NAME}": f"/{NAME}"}
        digest = sha256(GOOD) if known else None
        card = with_addresses(Address(url=f"{server.address}/{NAME}", sha256=digest))
        with pytest.raises(MissingData, match=r"server answers 302 .* infinite loop") as caught:
            pull.pull([card])
    assert "\n" not in str(caught.value)


def test_one_damaged_file_never_stops_another_source(tmp_path):
    (tmp_path / "cow_majors.parquet").write_bytes(b"PAR1")
    (tmp_path / NAME).write_bytes(GOOD)
    with pytest.raises(DataError, match="cow-majors: "):
        pull.pull([cow_majors.CARD, ANY], tmp_path)
    assert list(store.status()) == ["nmc"]


# --- versions are what they are -----------------------------------------------------------


def test_an_accepted_file_of_an_unknown_release_is_called_so(tmp_path):
    card = replace(nmc.CARD, forms=(replace(ANY.forms[0], release=None),))
    (tmp_path / NAME).write_bytes(GOOD)
    (entry,) = pull.pull([card], tmp_path, accept_changes=True)
    assert entry.version == f"not 7.0: {NAME}"
    assert store.other_releases() == {"nmc": entry.version}


@pytest.mark.parametrize("known", [True, False])
def test_a_known_release_is_read_under_its_own_name(known, tmp_path):
    (tmp_path / NAME).write_bytes(GOOD)
    checksum = pull.pull([ANY], tmp_path)[0].sha256 if known else None
    release = Release(version="8.0", coverage=(1816, 2030), rows=400, sha256=checksum)
    card = replace(nmc.CARD, forms=(replace(ANY.forms[0], release=release),))
    (entry,) = pull.pull([card], tmp_path)
    assert entry.version == "8.0"
    assert store.other_releases(["nmc"]) == {"nmc": "8.0"}


def test_a_release_with_other_rows_than_known_is_refused(tmp_path):
    (tmp_path / NAME).write_bytes(GOOD)
    release = Release(version="8.0", coverage=(1816, 2030), rows=9, sha256="0" * 64)
    card = replace(nmc.CARD, forms=(replace(ANY.forms[0], release=release),))
    with pytest.raises(DataError, match=r"capabilities 8\.0 has 9 with 000"):
        pull.pull([card], tmp_path)


def test_every_document_names_another_release(tmp_path):
    import detente

    (tmp_path / NAME).write_bytes(GOOD)
    pull.pull([nmc.CARD], tmp_path, accept_changes=True)
    assessment = detente.assess("us-russia-2001")
    assert assessment.provenance.other_releases == {"nmc": f"not 7.0: {NAME}"}


class CountedQueries:
    """A connection that counts what it is asked."""

    def __init__(self, connection):
        self.connection, self.asked = connection, 0

    def execute(self, sql):
        self.asked += 1
        return self.connection.execute(sql)


def test_values_of_many_lines_are_searched_in_one_reading_of_all_columns(tmp_path):
    """One reading for each column took minutes with 9,900 columns."""
    columns = ", ".join(f"'1' AS c{n}" for n in range(40))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW raw AS SELECT {columns}")
        counted = CountedQueries(connection)
        tabular.refuse_swallowed_lines(counted, tmp_path / "x.csv", Form(files=("x.csv",)))
    assert counted.asked == 2
