"""A producer's files over loopback HTTP: by its list, checked, loaded; what is missing is said."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from data_kit import serving, zipped
from feed_rows import gdelt, stored

from detente.errors import DataError, DetenteError, MissingData
from detente.events import pull, store

pytestmark = pytest.mark.usefixtures("home")

START = datetime(2024, 1, 15, tzinfo=UTC)
STEP = timedelta(minutes=15)


def name_of(number):
    return (START + number * STEP).strftime("%Y%m%d%H%M%S.export.CSV.zip")


def published(numbers, bad_md5=()):
    """The files of a producer's folder and its list, for these quarters of an hour of the day."""
    files, lines = {}, []
    for n in numbers:
        content = zipped(
            **{name_of(n)[:-4]: gdelt(GLOBALEVENTID=str(n), DATEADDED=name_of(n)[:14])}
        )
        files["v2/" + name_of(n)] = content
        md5 = "0" * 32 if n in bad_md5 else hashlib.md5(content, usedforsecurity=False).hexdigest()
        lines.append(f"{len(content)} {md5} http://data.example.org/v2/{name_of(n)}")
        lines.append(f"9 {'1' * 32} http://data.example.org/v2/{name_of(n)[:14]}.mentions.CSV.zip")
    files["v2/masterfilelist.txt"] = "\n".join(["", "not a line", *lines]).encode()
    return files


def pulled(server, **options):
    return pull.pull("gdelt", "2024-01-15", "2024-01-15", mirror=server.address + "/v2", **options)


def breaking(monkeypatch, number, breaks):
    """Do something to the server just before the download of that number."""
    normal, calls = pull.download, []

    def download(address, folder, **options):
        calls.append(address)
        if len(calls) == number:
            breaks()
        return normal(address, folder, **options)

    monkeypatch.setattr(pull, "download", download)


def ids():
    return {event for (event,) in stored("gdelt2", "event")}


def test_a_day_is_fetched_by_the_list_and_its_gaps_are_reported(home):
    there = [n for n in range(96) if n not in (10, 11, 12, 95)]
    with serving(published(there)) as server:
        del server.files["v2/" + name_of(40)]
        done = pulled(server)
        assert [span.words() for span in done.missing] == [
            "2024-01-15 02:30 to 2024-01-15 03:00 UTC, 3 files, not in the producer's list",
            "2024-01-15 10:00 UTC, 1 file, not on the server",
            "2024-01-15 23:45 UTC, 1 file, not in the producer's list",
        ]
        assert ids() == {str(n) for n in there if n != 40}
        assert len(store.parts("gdelt2", date(2024, 1, 15))) == 1
        server.asked.clear()
        again = pulled(server)
        assert again.reports == []
        assert again.missing == done.missing
        assert [path for path, _ in server.asked] == [
            "/v2/masterfilelist.txt",
            "/v2/" + name_of(40),
        ]
    assert list((home / "events/.downloads/gdelt2").glob("*.zip")) == []


def test_a_transfer_that_breaks_off_is_reported_and_resumed(monkeypatch):
    with serving(published(range(3))) as server:
        breaking(monkeypatch, 3, lambda: vars(server).update(break_after=50, breaks=1))
        (fault,) = [report.fault for report in pulled(server).reports if report.fault]
        assert name_of(1) in fault
        assert ids() == {"0", "2"}
        assert [r.loaded.rows for r in pulled(server).reports] == [1]
        assert ids() == {"0", "1", "2"}
        assert ("/v2/" + name_of(1), "bytes=50-") in server.asked


def test_a_pull_whose_server_goes_away_stops_and_goes_on(monkeypatch):
    monkeypatch.setattr(pull, "_AT_ONCE", 2)
    with serving(published(range(5))) as server:
        breaking(monkeypatch, 5, lambda: (server.shutdown(), server.server_close()))
        first = pulled(server)
    assert "try again, it goes on where it stopped" in first.stopped
    assert ids() == {"0", "1", "2"}
    with serving(published(range(5))) as server:
        assert pulled(server).stopped == ""
    assert ids() == {"0", "1", "2", "3", "4"}
    assert store.summary("gdelt2").files == 5


def test_a_file_with_other_bytes_than_listed_is_refused():
    with serving(published(range(3), bad_md5=(1,))) as server:
        done = pulled(server)
        faults = [report.fault for report in done.reports if report.fault]
    assert len(faults) == 1
    assert name_of(1) in faults[0]
    assert "wanted 00000000000000000000000000000000" in faults[0]
    assert ids() == {"0", "2"}


def test_gdelt_1_by_its_own_list():
    content = zipped(**{"20240115.export.CSV": gdelt("gdelt1", 2)})
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    listing = f"{md5}  20240115.export.CSV.zip\n{'2' * 32}  1982.zip\n".encode()
    files = {"e/md5sums": listing, "e/20240115.export.CSV.zip": content}
    with serving(files) as server:
        done = pull.pull("gdelt1", "2024-01-14", "2024-01-15", mirror=server.address + "/e/")
    assert [(m.first.day, m.files) for m in done.missing] == [(14, 1)]
    assert len(stored("gdelt1")) == 2


@pytest.mark.parametrize(
    ("name", "first", "last", "sentence"),
    [
        ("icews", "2018-01", "2018-02", "no files to fetch for 'icews'; wanted one of gdelt, "),
        ("gdelt", "2024-13", "2024-02", "--from: got '2024-13'; wanted a month or a day"),
        ("gdelt", "2024-03", "2024-02", "--to 2024-02 is before --from 2024-03"),
        ("gdelt", "2011-01", "2012-12", "gdelt2 begins on 2015-02-18"),
    ],
)
def test_a_span_that_cannot_be(name, first, last, sentence):
    with pytest.raises(DetenteError, match=sentence):
        pull.pull(name, first, last, mirror="http://127.0.0.1:9/")


def test_a_list_that_is_none_and_a_server_that_is_not_there():
    with serving({"v2/masterfilelist.txt": b"<html>moved</html>"}) as server:
        with pytest.raises(DataError, match="no line of a list of gdelt2"):
            pulled(server)
        address = server.address
    with pytest.raises(MissingData, match="cannot be fetched"):
        pull.pull("gdelt", "2024-01", "2024-01", mirror=address)


def test_days_to_come_are_not_missing():
    today = datetime.now(UTC).date()
    card = pull.PUBLISHED["gdelt2"]
    assert pull._intervals(card, (today + timedelta(days=2), today + timedelta(days=9))) == []
    month = pull._intervals(card, (date(2024, 2, 1), date(2024, 2, 29)))
    assert len(month) == 29 * 96
    assert month[0] == datetime(2024, 2, 1, tzinfo=UTC)
