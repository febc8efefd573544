"""The app in a real process: foreign pages, malformed requests, slow clients, load, hostile cases."""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from urllib.parse import quote

from detente.case.template import template
from detente.case.yaml12 import parse

from ..kit.arena import Arena
from ..kit.attack import attack
from ..kit.hostile import DATES, NUMBERS, TEXTS
from ..kit.mutate import mutated_bytes
from ..kit.web import Web, served, status
from .cases import mutant

SLOW = 60.0  # seconds for an answer that is no forecast, on a busy machine
HALF_OPEN = (100, 600)  # the server allows 500 connections
AT_ONCE = 32
PATHS = (
    "/",
    "/static/app.js",
    "/compare",
    "/api",
    "/api/cases",
    "/api/openapi.json",
    "/api/cases/bundled/{}",
    "/api/cases/folder/{}",
    "/api/cases/folder/{}/whatif",
    "/cases/folder/{}",
    "/cases/folder/{}/edit",
    "/cases/folder/{}/review",
    "/cases/bundled/{}/whatif",
    "/world",
    "/pair/{}/{}",
    "/api/dyads",
    "/api/compare",
    "/api/diff",
    "/static/{}",
)
QUERIES = ("set", "scenario", "at", "seed", "a", "b", "old", "new", "year", "token", "as_of", "top")
FOREIGN = (
    "rebound.example",
    "localhost.rebound.example",
    "192.0.2.7",
    "127.0.0.1.nip.io",
    "\x1b[31m",
)


@attack(
    "app",
    "the app: foreign pages, malformed requests, slow clients, load, hostile cases",
    share=1.5,
)
def app(arena: Arena) -> None:
    """Serve a folder, send one request after the other, then look at the server."""
    cases = arena.folder / "cases"
    cases.mkdir()
    text = template("mine", date(2026, 1, 1), "s.json").encode()
    (cases / "mine.yaml").write_bytes(text)
    errors = arena.folder / "errors"
    with served(cases, arena.folder / "home", errors) as web:
        for half_open in HALF_OPEN:
            _slow_clients(arena, web, half_open)
        _at_once(arena, web)
        for rng in arena.tries():
            ask = rng.choice(
                (_foreign, _malformed, _hostile_request, _hostile_request, _hostile_case)
            )
            ask(arena, web, rng, text)
        _end(arena, web, cases, text)


def _count(arena: Arena, answer: bytes, seconds: float, *, sent: object, refusal: bool) -> None:
    """Count one answer; a refusal that was wanted and did not come is wrong."""
    code = status(answer)
    if code >= 500 and code != 503:
        kind, signature = "crashed", f"status {code}"
    elif seconds > SLOW:
        kind, signature = "slow", "an answer"
    elif refusal and code < 400:
        kind, signature = "wrong", f"status {code} where a refusal is due: {_kind(sent)}"
    else:
        kind, signature = ("accepted" if 0 < code < 400 else "refused"), ""
    arena.figures.notes[f"status {code or 'none: closed'}"] += 1
    arena.figures.add(kind, signature)
    arena.figures.slowest = max(arena.figures.slowest, seconds)
    if arena.is_new(kind, signature):
        arena.keep(signature, {"answer": answer[:5000]}, None, sent=repr(sent)[:20_000])


def _kind(sent: object) -> str:
    return sent[0] if isinstance(sent, tuple) else "?"


def _timed(function, *given, **more) -> tuple[bytes, float]:
    start = time.monotonic()
    try:
        answer = function(*given, **more)
    except TimeoutError:
        answer = b""
    return answer, time.monotonic() - start


def _foreign(arena: Arena, web: Web, rng: random.Random, text: bytes) -> None:
    """What another site may send through a browser, or a name that leads here."""
    path = rng.choice(("/", "/api/cases", "/cases/folder/mine", "/api/cases/folder/mine"))
    site = rng.choice(("cross-site", "same-site"))
    kind, method, heads = rng.choice(
        (
            ("a foreign Host", "GET", (f"Host: {rng.choice(FOREIGN)}",)),
            ("a foreign Origin", "POST", (f"Origin: http://{rng.choice(FOREIGN)}",)),
            ("a cross-site POST", "POST", (f"Sec-Fetch-Site: {site}",)),
            (
                "a cross-site GET of a script",
                "GET",
                (f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: no-cors"),
            ),
        )
    )
    target = "/api/validate" if method == "POST" else path
    body = json.dumps({"text": "x"}).encode() if method == "POST" else b""
    answer, seconds = _timed(web.get, target, *heads, method=method, body=body)
    _count(arena, answer, seconds, sent=(kind, target, heads), refusal=True)


def _malformed(arena: Arena, web: Web, rng: random.Random, text: bytes) -> None:
    """A request whose bytes are damaged."""
    request = (
        f"POST /api/validate HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: 12\r\n\r\n"
    ).encode() + b'{"text":"x"}'
    sent = mutated_bytes(request, rng)
    answer, seconds = _timed(web.ask, sent, half_close=True)
    _count(arena, answer, seconds, sent=sent, refusal=False)


def _hostile_request(arena: Arena, web: Web, rng: random.Random, text: bytes) -> None:
    """A path, a query, a method or a body with hostile values."""
    values = [*TEXTS, *map(str, NUMBERS), *DATES, "mine", "mine", "us-russia-2001"]
    short = [v for v in values if len(v) < 5000]

    def value():
        return quote(rng.choice(short), safe="", errors="surrogatepass")

    path = rng.choice(PATHS)
    path = path.format(*[rng.choice(("mine", value()))] * 2)
    query = "&".join(f"{rng.choice(QUERIES)}={value()}" for _ in range(rng.choice((0, 0, 1, 3))))
    method = rng.choice(("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "X"))
    body = b""
    if method in ("POST", "PUT"):
        inner = {rng.choice(("text", "id", "do", "x")): rng.choice(values)}
        body = rng.choice((json.dumps(inner).encode(), b"{" * 5000, b"[" * 100_000, b"\xff", text))
    heads = (f"Content-Type: {rng.choice(('application/json', 'text/plain', 'x', ''))}",)
    sent = (method, path + (f"?{query}" if query else ""))
    answer, seconds = _timed(web.get, sent[1], *heads, method=method, body=body)
    _count(arena, answer, seconds, sent=(*sent, body[:200]), refusal=False)


def _hostile_case(arena: Arena, web: Web, rng: random.Random, text: bytes) -> None:
    """A mutated case in the folder: its page, and the list of cases."""
    path = arena.folder / "cases" / f"{rng.choice(('hostile', 'x y', 'ü', '-'))}.yaml"
    path.write_bytes(mutant(text, parse("mine", text).values, rng))
    for target in (f"/cases/folder/{quote(path.stem)}", "/", "/api/cases"):
        answer, seconds = _timed(web.get, target)
        _count(arena, answer, seconds, sent=(target, path.read_bytes()), refusal=False)
    path.unlink()


def _slow_clients(arena: Arena, web: Web, number: int) -> None:
    """Connections that never finish their request; how long others wait for a page."""
    with ExitStack() as lines:
        for _ in range(number):
            line = lines.enter_context(web.line())
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        start, busy, code = time.monotonic(), 0, 0
        while code != 200 and time.monotonic() - start < 60:
            code = status(web.get("/api/cases"))
            busy += code == 503
            time.sleep(0.5 if code != 200 else 0)
    seconds = time.monotonic() - start
    arena.figures.notes[f"{number} half-open connections: a page after {seconds:.0f} s"] += 1
    arena.figures.add("accepted" if code == 200 and not busy else "slow", f"{number} slow clients")


def _at_once(arena: Arena, web: Web) -> None:
    """Many requests at the same time."""
    paths = ["/", "/api/cases", "/cases/folder/mine", "/static/app.js"] * AT_ONCE
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda path: _timed(web.get, path), paths))
    for answer, seconds in answers:
        _count(arena, answer, seconds, sent="one of many at once", refusal=False)


def _end(arena: Arena, web: Web, cases, text: bytes) -> None:
    """The server still answers, has printed no traceback, and ends when it is asked to."""
    alive = status(web.get("/api/cases")) == 200
    arena.figures.add("accepted" if alive else "crashed", "the server does not answer any more")
    arena.figures.megabytes = web.memory()
    arena.figures.notes[f"processor of the server: {web.processor():.0f} s"] += 1
    seconds = web.stop()
    arena.figures.add("accepted" if seconds < 15 else "slow", "the server does not end")
    printed = web.errors.read_text(errors="replace")
    for _ in range(printed.count("Traceback (most recent call last)")):
        arena.figures.faults["crashed: a traceback of the server"] += 1
    if "Traceback" in printed and arena.terms.keep:
        arena.keep("server", {"errors": printed[-20_000:].encode()}, None)
    if (cases / "mine.yaml").read_bytes() != text:
        arena.figures.faults["wrong: a case was changed"] += 1
