"""A page arrives part by part, complete for every reader, and no part is held back."""

import asyncio
import json
import re
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from app_kit import bundled, client, folder_with
from starlette.middleware.gzip import GZipMiddleware

from detente.app.streaming import PagePart, stream_page
from detente.app.workers import TooBusy, Workers
from detente.case.load import load, locate
from detente.case.yaml12 import parse

US = "/cases/bundled/us-russia-2001"


def texts(response):
    """Text of every chunk of a streamed response."""

    async def read():
        return [chunk async for chunk in response.body_iterator]

    return asyncio.run(read())


def busy():
    raise TooBusy("no answer within 60 seconds")


def part(text, *, ready=True):
    return PagePart(render=lambda: text, ready=ready)


@pytest.fixture
def pool():
    made = Workers(threads=1)
    yield made
    made.close()


def test_a_page_with_all_parts_ready_is_sent_whole(pool):
    response = stream_page(pool, [part("a"), part("b")])
    assert response.body == b"ab"
    assert response.headers["content-length"] == "2"


def test_each_part_can_be_decompressed_before_the_next_is_rendered(pool):
    """The gzip middleware must flush after each part, which Starlette did not always do."""
    reader, shown = zlib.decompressobj(31), []

    def chart():
        shown.append("".join(shown_so_far))
        return "chart"

    shown_so_far = []
    parts = [part("head"), PagePart(render=chart, ready=False), part("tail", ready=False)]
    app = GZipMiddleware(stream_page(pool, parts), minimum_size=1)
    heads = []

    async def send(message):
        if message["type"] == "http.response.start":
            heads.extend(message["headers"])
        else:
            shown_so_far.append(reader.decompress(message["body"]).decode())

    async def receive():
        await asyncio.sleep(60)

    scope = {
        "type": "http",
        "asgi": {"spec_version": "2.4"},
        "method": "GET",
        "headers": [(b"accept-encoding", b"gzip")],
    }
    asyncio.run(app(scope, receive, send))
    assert shown == ["head"]
    assert "".join(shown_so_far) == "headcharttail"
    assert reader.eof
    assert (b"content-encoding", b"gzip") in heads
    assert (b"vary", b"Accept-Encoding") in heads


def test_a_late_part_is_replaced_by_a_sentence_and_the_page_continues(pool):
    parts = [PagePart(render=busy, ready=False), part("tail")]
    text = "".join(texts(stream_page(pool, parts)))
    assert "load the page again" in text
    assert text.endswith("tail")


def test_a_fault_breaks_the_page_off(pool):
    parts = [PagePart(render=lambda: str(1 // 0), ready=False)]
    with pytest.raises(ZeroDivisionError):
        texts(stream_page(pool, parts))


def test_the_first_response_is_streamed_and_equals_the_second(tmp_path):
    with client(folder_with(tmp_path / "cases", mine=bundled())) as web:
        with web.stream("GET", US) as first:
            assert "content-length" not in first.headers
            chunks = list(first.iter_text())
        assert "Computing the forecast" in chunks[0]  # with the title of the case
        assert load("us-russia-2001").title in chunks[0]
        assert 'id="answer"' in chunks[1]  # the form does not wait for charts
        assert "<figure" not in chunks[0] + chunks[1]
        second = web.get(US)
        assert "content-length" in second.headers
        waiting = '<p class="waiting" role="status">Computing the forecast…</p>\n'
        assert "".join(chunks).replace(waiting, "") == second.text


def test_a_case_without_reference_class_says_so_on_its_page(tmp_path):
    values = parse("x", locate("us-russia-2001").read_bytes()).values
    values["record"], values["questions"] = [], []
    data = json.dumps(values, default=str).encode()
    with client(folder_with(tmp_path / "cases", mine=data)) as web:
        for _ in range(2):
            page = web.get("/cases/folder/mine").text
            assert page.count("<h1>") == 1
            assert "no reference class fits" in page
            assert page.rstrip().endswith("</html>")


def test_concurrent_readers_see_the_same_page(tmp_path):
    """Who comes when the forecast is ready is not told that it is being computed."""
    with (
        client(folder_with(tmp_path / "cases", mine=bundled())) as web,
        ThreadPoolExecutor(4) as readers,
    ):
        pages = list(readers.map(lambda _: web.get("/cases/folder/mine").text, range(4)))
    assert len(pages) == 4
    assert len({re.sub(r'<p class="waiting".*</p>\n', "", page) for page in pages}) == 1
    assert pages[0].rstrip().endswith("</html>")
