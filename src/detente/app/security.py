"""What every request passes before it reaches a page, and every answer before it leaves.

In this order: the name in ``Host`` (against DNS rebinding), the token where one is set, the
origin of what would change something (against forged requests), the size of the body, the time
that it may take to arrive. Answers get their security headers here.
"""

import asyncio
import hmac
import ipaddress
import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from detente.files import MAX_BYTES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MAX_BODY = MAX_BYTES + 200_000  # a case file, and what a form adds to it
BODY_SECONDS = 30.0  # until the last byte of a body must be there
COOKIE = "detente_token"
_SAFE = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # without any, a browser sends our forms with no origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Refused(Exception):
    """A request that goes no further."""

    def __init__(self, *, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class Guard:
    """The outermost layer of the app.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    host : str
        Address that the server is bound to; decides which names it answers to.
    token : str or None
        Secret that a request must bring, as cookie, as bearer or once as ``?token=``.
    """

    app: Callable[[Message, Receive, Send], Awaitable[None]]
    host: str
    token: str | None = None
    body_seconds: float = BODY_SECONDS

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        heads = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        sending = _with_headers(send, scope["path"])
        try:
            self._check(scope, heads)
            body = await asyncio.wait_for(_body(receive, heads), self.body_seconds)
        except TimeoutError:
            await _say(sending, scope, 408, "the request took too long to arrive")
        except _Shown as shown:
            await _redirect(sending, shown.location, shown.cookie)
        except Refused as refused:
            await _say(sending, scope, refused.status, refused.reason)
        else:
            await self.app(scope, _replay(body, receive), sending)

    def _check(self, scope: Message, heads: dict[str, str]) -> None:
        name = heads.get("host", "")
        if not answers_to(name, self.host):
            raise Refused(status=421, reason=f"this server does not answer to '{name:.100}'")
        if self.token is not None:
            self._authorise(scope, heads, self.token)
        if scope["method"] not in _SAFE and not _same_origin(heads, name, scope["scheme"]):
            raise Refused(status=403, reason="a request that changes something came from elsewhere")

    def _authorise(self, scope: Message, heads: dict[str, str], token: str) -> None:
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [v for k, v in asked if k == "token"]
        if given and _same(given[-1], token) and scope["method"] in _SAFE:
            rest = urlencode([(k, v) for k, v in asked if k != "token"])
            raise _Shown(location=_path(scope) + (f"?{rest}" if rest else ""), cookie=token)
        bearer = heads.get("authorization", "").removeprefix("Bearer ")
        if not (_same(_cookie(heads), token) or _same(bearer, token)):
            raise Refused(
                status=401, reason="open the address that `detente serve` printed, with its token"
            )


class _Shown(Exception):
    """The token came in the address: it moves to a cookie and out of sight."""

    def __init__(self, *, location: str, cookie: str) -> None:
        self.location, self.cookie = location, cookie
        super().__init__(location)


def _path(scope: Message) -> str:
    """Path to go back to; two slashes at its start would name another host."""
    path: str = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    return "/" + path.lstrip("/\\")


def answers_to(name: str, bound: str) -> bool:
    """Whether a server bound to an address answers to the name in ``Host``.

    A page elsewhere can point a name of its own at this machine, but not a number: numbers are
    accepted where the server listens beyond this machine, ``localhost`` and the name that it
    was bound to always.

    Examples
    --------
    >>> [answers_to(h, "127.0.0.1") for h in ("localhost:8000", "127.0.0.1", "evil.example")]
    [True, True, False]
    >>> answers_to("192.0.2.7:8000", "0.0.0.0"), answers_to("192.0.2.7", "127.0.0.1")
    (True, False)
    """
    bare = _bare(name)
    if bare in ("localhost", _bare(bound)):
        return True
    try:
        number = ipaddress.ip_address(bare)
    except ValueError:
        return False
    return number.is_loopback or not is_loopback(bound)


def _bare(name: str) -> str:
    """Host without port and brackets, in lower case."""
    name = name.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name if name.count(":") > 1 else name.partition(":")[0]


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(_bare(host)).is_loopback
    except ValueError:
        return host == "localhost"


def _same_origin(heads: dict[str, str], name: str, scheme: str) -> bool:
    """What a browser says of where a request came from; other clients say nothing."""
    origin = heads.get("origin")
    if origin is not None and origin.lower() != f"{scheme}://{name}".lower():
        return False
    return heads.get("sec-fetch-site", "same-origin") == "same-origin"


def _cookie(heads: dict[str, str]) -> str:
    try:
        found = SimpleCookie(heads.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


async def _body(receive: Receive, heads: dict[str, str]) -> bytes:
    """The whole body, if it is not too large."""
    too_large = Refused(status=413, reason=f"wanted at most {MAX_BODY / 1e6:.1f} MB")
    told = heads.get("content-length", "0")
    if not told.isascii() or not told.isdigit() or int(told[:12]) > MAX_BODY:
        raise too_large
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(status=400, reason="the request broke off")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            raise too_large
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand the body on once; after it, what the client does."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send, path: str) -> Send:
    """Add the security headers, and say how long an answer may be kept."""
    # a page may be shown again on going back, with what was typed into it, but is asked for anew
    kept = (
        "public, max-age=31536000, immutable"
        if path.startswith("/static/")
        else "private, no-cache"
    )

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {**_HEADERS, "cache-control": kept if message["status"] == 200 else "no-store"}
            theirs = [(k, v) for k, v in message["headers"] if k.decode().lower() not in ours]
            message["headers"] = [*theirs, *((k.encode(), v.encode()) for k, v in ours.items())]
        await send(message)

    return sending


async def _say(send: Send, scope: Message, status: int, reason: str) -> None:
    if scope["path"].startswith("/api/"):
        text, kind = json.dumps({"error": reason, "faults": []}), b"application/json"
    else:
        text, kind = f"detente: {reason}\n", b"text/plain; charset=utf-8"
    await _answer(send, status, text.encode(), [(b"content-type", kind)])


async def _redirect(send: Send, location: str, token: str) -> None:
    cookie = f"{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/"
    heads = [(b"location", location.encode("latin-1")), (b"set-cookie", cookie.encode())]
    await _answer(send, 303, b"", heads)


async def _answer(send: Send, status: int, body: bytes, heads: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [length, *heads]})
    await send({"type": "http.response.body", "body": body})
