"""Forged, oversized and slow requests are refused; every response has security headers."""

import socket
import threading
import time
from contextlib import ExitStack

import httpx
import pytest
from app_kit import bundled, client, csrf_token, folder_with

from detente.app import slow_clients
from detente.app.security import MAX_BODY, accepts_host, is_loopback
from detente.app.server import server
from detente.errors import DetenteError

EVERYWHERE = "0.0.0.0"  # noqa: S104
SECRET = "a-secret-of-20-chars"  # noqa: S105


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return folder_with(tmp_path_factory.mktemp("guard"), mine=bundled())


@pytest.fixture(scope="module")
def web(folder):
    with client(folder) as web:
        yield web


@pytest.mark.parametrize(
    ("name", "bound", "answered"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("rebound.example:8000", "127.0.0.1", False),
        ("localhost.rebound.example", "127.0.0.1", False),
        ("192.0.2.7", "127.0.0.1", False),
        ("192.0.2.7:80", EVERYWHERE, True),
        ("rebound.example", EVERYWHERE, False),
        ("analyst.example:8000", "analyst.example", True),
        ("", "127.0.0.1", False),
        ("[::1", EVERYWHERE, True),
    ],
)
def test_only_names_of_this_machine_are_accepted_as_host(name, bound, answered):
    assert accepts_host(name, bound) is answered


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True)]
    + [(EVERYWHERE, False), ("192.0.2.7", False), ("analyst.example", False)],
)
def test_only_addresses_of_this_machine_are_loopback(host, loopback):
    assert is_loopback(host) is loopback


def test_a_foreign_name_that_resolves_to_this_machine_is_refused(web):
    for path in ("/", "/api/cases", "/static/app.js"):
        assert web.get(path, headers={"host": "rebound.example"}).status_code == 421


def test_every_response_has_security_headers(web):
    for path in ("/", "/api/cases", "/static/app.js", "/nothing", "/cases/folder/mine/edit"):
        heads = web.get(path).headers
        policy = heads["content-security-policy"]
        assert "unsafe" not in policy
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
            assert part in policy
        assert heads["x-content-type-options"] == "nosniff"
        assert heads["referrer-policy"] == "same-origin"
        assert heads["cross-origin-resource-policy"] == "same-origin"
        assert "cache-control" in heads
        assert "server" not in heads
    assert web.get("/", headers={"host": "x"}).headers["content-security-policy"] == policy


def test_only_static_files_are_cached_by_the_browser(web):
    assert web.get("/").headers["cache-control"] == "private, no-cache"
    assert "immutable" in web.get("/static/app.css").headers["cache-control"]
    assert web.get("/static/none.css").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "heads",
    [
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_changes_from_another_origin_are_refused(web, heads):
    for path, sent in (
        ("/cases", {"data": {"id": "new", "csrf_token": csrf_token(web.get("/"))}}),
        ("/cases/folder/mine/edit", {"data": {"do": "save"}}),
        ("/api/validate", {"json": {"text": "x"}}),
    ):
        assert web.post(path, headers=heads, **sent).status_code == 403


FOREIGN = ("cross-site", "same-site")  # another port of this machine is the same site
LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize("site", FOREIGN)
def test_another_site_makes_this_machine_work_by_no_request(web, site):
    """An image, a script, a frame or a fetch of another site, and links with a question."""
    page, shown = "/cases/folder/mine", {"sec-fetch-site": site}
    ways = [
        ("/", {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}),
        (page, {"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}),
        (page, {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}),
        (page + "?scenario=x", LINK),
        (page + "?seed=7", LINK),
        (page + "?slider.issues.0=3", LINK),
        (page + "/whatif", LINK),
        (page + "/download/brief.pdf", LINK),
        ("/world?of=USA", LINK),
        ("/compare?a=folder/mine&b=folder/mine", LINK),
        ("/api/cases", LINK),
        ("/api/cases/folder/mine/assessment", {"sec-fetch-mode": "cors"}),
    ]
    for path, heads in ways:
        for ask in (web.get, web.head):
            reply = ask(path, headers=shown | heads)
            assert reply.status_code == 403, path
    assert "press Enter in the address bar" in web.get("/api/cases", headers=shown).text
    other = {"origin": "http://elsewhere.example"}  # a browser without Sec-Fetch headers
    assert web.get("/api/cases", headers=other).status_code == 403


@pytest.mark.parametrize("site", [*FOREIGN, "none"])
def test_a_link_from_another_site_opens_a_page(web, site):
    assert web.get("/", headers={"sec-fetch-site": site} | LINK).status_code == 200


def test_an_address_that_the_user_types_is_answered(web):
    typed = {"sec-fetch-site": "none"} | LINK
    assert web.get("/api/cases", headers=typed).status_code == 200
    assert web.get("/compare?a=&b=", headers=typed).status_code == 200


def test_a_form_without_the_csrf_token_changes_nothing(web, folder):
    ours = str(web.base_url).rstrip("/")
    for given in ("", "wrong", "é"):
        reply = web.post(
            "/cases", data={"id": "new", "csrf_token": given}, headers={"origin": ours}
        )
        assert reply.status_code == 422
    assert not (folder / "new.yaml").exists()
    reply = web.post("/cases/folder/mine/edit", data={"do": "save", "text": "my words"})
    assert reply.status_code == 403
    assert "my words" in reply.text  # nothing that was typed is lost
    assert (folder / "mine.yaml").read_bytes() == bundled()


def test_a_body_that_is_too_large_is_refused(web):
    assert web.post("/api/validate", content=b"x" * (MAX_BODY + 1)).status_code == 413
    browser = {"accept": "text/html,*/*", "origin": str(web.base_url).rstrip("/")}
    page = web.post("/new", content=b"x" * (MAX_BODY + 1), headers=browser)
    assert page.status_code == 413
    assert "<h1>That did not work</h1>" in page.text
    assert "too large; wanted at most 2.2 MB in all" in page.text
    parts = (b"x" * 100_000 for _ in range(MAX_BODY // 100_000 + 2))
    assert web.post("/api/validate", content=parts).status_code == 413  # no declared length
    for length in ("-1", "99999999999999999999", "²"):
        request = (
            f"POST /api/validate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n"
        )
        assert b" 4" in _raw(web, request)[:13]


def _raw(web, request):
    with socket.create_connection((web.base_url.host, web.base_url.port), 10) as line:
        line.sendall(request.encode())
        return line.recv(4096)


def test_a_body_that_does_not_arrive_times_out(folder):
    with client(folder, body_seconds=0.2) as web:
        request = "POST /api/validate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx"
        assert b"408" in _raw(web, request)[:13]


def test_a_connection_without_a_complete_head_is_closed(folder, monkeypatch):
    """Otherwise a few hundred half-sent requests occupy all connections."""
    monkeypatch.setattr(slow_clients, "HEAD_SECONDS", 0.3)
    with client(folder) as web:
        place = (web.base_url.host, web.base_url.port)
        with socket.create_connection(place, timeout=10) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
            assert line.recv(100) == b""  # closed
        for _ in range(3):  # repeated requests over one connection are served
            assert web.get("/static/app.css").status_code == 200
            time.sleep(0.2)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: ",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
    ],
    ids=["nothing", "half a head", "no body"],
)
def test_connections_that_wait_make_room_for_others(folder, monkeypatch, sent):
    """600 of them were answered with 503 until their time was over."""
    monkeypatch.setattr(slow_clients, "MOST_CONNECTIONS", 20)
    with client(folder) as web, ExitStack() as lines:
        for _ in range(60):
            line = lines.enter_context(
                socket.create_connection((web.base_url.host, web.base_url.port), 10)
            )
            line.sendall(sent)
        assert httpx.get(f"{web.base_url}/static/app.css").status_code == 200


async def _large_answer(scope, receive, send):
    """An app that answers with more than the buffers of the system hold."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": bytes(30_000_000)})


def test_an_answer_that_nobody_reads_does_not_hold_its_connection(monkeypatch):
    monkeypatch.setattr(slow_clients, "HEAD_SECONDS", 0.1)
    one = server(_large_answer)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=one.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with socket.create_connection(listener.getsockname(), timeout=10) as line:
                line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert line.recv(12) == b"HTTP/1.1 200"
                assert _until(lambda: not one.server_state.connections)
        finally:
            one.should_exit = True
            thread.join()


def test_answers_that_nobody_reads_make_room_for_others(monkeypatch):
    """The new connection was closed itself, as the only one that had yet to ask for something."""
    monkeypatch.setattr(slow_clients, "MOST_CONNECTIONS", 5)
    one = server(_large_answer)
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as lines:
        thread = threading.Thread(target=one.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            for _ in range(9):
                line = socket.create_connection(listener.getsockname(), timeout=10)
                lines.enter_context(line).sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert line.recv(12) == b"HTTP/1.1 200"
                assert len(one.server_state.connections) <= 5
        finally:
            one.should_exit = True
            lines.close()
            thread.join()


def _until(holds, seconds=10):
    for _ in range(seconds * 50):
        if holds():
            return True
        time.sleep(0.02)
    return False


def test_a_token_is_required_and_moves_into_a_cookie(folder):
    with client(folder, token=SECRET) as web:
        for path in ("/", "/api/cases", "/static/app.js", "/?token=wrong", "/?token="):
            assert web.get(path).status_code == 401
        shown = web.get(f"/world?of=USA&token={SECRET}")
        assert shown.status_code == 303
        assert shown.headers["location"] == "/world?of=USA"
        cookie = shown.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
        assert web.get("/").status_code == 200
        web.cookies.clear()
        bearer = {"authorization": f"Bearer {SECRET}"}
        assert web.get("/api/cases", headers=bearer).status_code == 200
        for sent in (SECRET, f"Basic {SECRET}", "Bearer", f"Bearer  {SECRET}", f"bearer{SECRET}"):
            reply = web.get("/api/cases", headers={"authorization": sent})
            assert reply.status_code == 401, sent
        assert web.post(f"/cases?token={SECRET}", data={"id": "x"}).status_code == 401


@pytest.mark.parametrize(
    "weak", ["", " ", "x", "\n", "fifteen-letters", SECRET + "\n", SECRET + ";"]
)
def test_a_weak_token_is_refused_before_anything_is_served(folder, weak):
    from detente.app.server import Options, application

    for host in ("127.0.0.1", EVERYWHERE):
        with pytest.raises(DetenteError, match=r"--token: got \d+ characters; wanted 16 to 200"):
            application(Options(folder=folder, host=host, token=weak))


def test_a_token_in_the_address_never_redirects_to_another_host(folder):
    with client(folder, token=SECRET) as web:
        reply = httpx.get(f"{web.base_url}//elsewhere.example/?token={SECRET}")
        assert reply.headers["location"] == "/elsewhere.example/"


def test_an_address_that_others_can_reach_always_has_a_token(folder):
    from detente.app.server import Options, application

    made = [application(Options(folder=folder, host=EVERYWHERE)).token for _ in range(2)]
    assert all(len(token) >= 32 for token in made)
    assert made[0] != made[1]
    assert application(Options(folder=folder)).token is None
