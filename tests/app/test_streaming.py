"""A page arrives part by part, whole for every reader, and nothing is held back."""

import asyncio
import json
import threading
import zlib

import pytest
from app_kit import bundled, client, folder_with
from starlette.requests import Request

from detente.app.streaming import Part, flowing
from detente.app.workers import TooBusy, Workers
from detente.case.load import load
from detente.case.yaml12 import parse

US = "/cases/bundled/us-russia-2001"


def request(encoding):
    heads = [(b"accept-encoding", encoding.encode())]
    return Request({"type": "http", "headers": heads})


def gathered(parts, encoding="gzip", threads=1):
    """Chunks of an answer as they come."""

    async def read():
        crew = Workers(threads=threads)
        answer = flowing(request(encoding), crew, parts)
        found = [chunk async for chunk in answer.body_iterator]
        crew.close()
        return answer, found

    return asyncio.run(read())


def busy():
    raise TooBusy("no answer within 60 seconds")


def test_what_is_there_is_sent_whole():
    answer = flowing(request("gzip"), Workers(), [Part(make=lambda: "a"), Part(make=lambda: "b")])
    assert answer.body == b"ab"
    assert answer.headers["content-length"] == "2"


def test_each_part_can_be_read_before_the_next_is_made():
    parts = [Part(make=lambda: "head"), Part(make=lambda: "chart", ready=False)]
    answer, chunks = gathered(parts)
    reader = zlib.decompressobj(31)
    assert [reader.decompress(c) for c in chunks[:2]] == [b"head", b"chart"]
    reader.decompress(chunks[2])
    assert reader.eof
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"


def test_who_takes_no_compression_gets_none():
    answer, chunks = gathered([Part(make=lambda: "é", ready=False)], encoding="identity")
    assert b"".join(chunks) == "é".encode()
    assert "content-encoding" not in answer.headers


def test_a_part_that_is_late_is_said_and_the_page_goes_on():
    parts = [Part(make=busy, ready=False), Part(make=lambda: "tail")]
    text = b"".join(gathered(parts, encoding="")[1]).decode()
    assert "load the page again" in text
    assert text.endswith("tail")


def test_a_fault_breaks_the_page_off():
    with pytest.raises(ZeroDivisionError):
        gathered([Part(make=lambda: str(1 // 0), ready=False)])


def test_the_first_look_flows_and_says_what_the_second_says(tmp_path):
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        with web.stream("GET", US) as first:
            assert "content-length" not in first.headers
            chunks = list(first.iter_text())
        assert "The forecast is being worked out" in chunks[0]  # the name of the case is there
        assert load("us-russia-2001").title in chunks[0]
        assert 'id="answer"' in chunks[1]  # the form and its answer need not wait for charts
        assert not any("<figure" in chunk for chunk in chunks[:2])
        second = web.get(US)
        assert "content-length" in second.headers
        waiting = '<p class="waiting" role="status">The forecast is being worked out…</p>\n'
        assert "".join(chunks).replace(waiting, "") == second.text


def test_a_case_that_no_history_fits_says_so_below_its_name(tmp_path):
    values = parse("x", bundled()).values
    values["record"], values["questions"] = [], []
    data = json.dumps(values, default=str).encode()
    with client(folder_with(tmp_path / "cases", mine=data)) as web:
        for _ in range(2):
            page = web.get("/cases/folder/mine").text
            assert page.count("<h1>") == 1
            assert "no reference class fits the case" in page
            assert page.rstrip().endswith("</html>")


def test_two_who_look_at_once_see_the_same(tmp_path):
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        seen = []
        crowd = [
            threading.Thread(target=lambda: seen.append(web.get("/cases/folder/mine").text))
            for _ in range(4)
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        assert len(seen) == 4
        assert len(set(seen)) == 1
        assert seen[0].rstrip().endswith("</html>")
