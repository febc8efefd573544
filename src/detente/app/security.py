"""Checks that every request passes before it reaches a route, and headers of every response.

In this order: the ``Host`` header (against DNS rebinding), the site that a request comes from
(against cross-site request forgery, and against pages of other sites that make this machine work),
the token if one is set, the size of the body and the time it takes to arrive.
"""

import asyncio
import hmac
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.errors import DetenteError
from detente.files import MAX_BYTES

MAX_BODY = MAX_BYTES + 200_000  # bytes: a case file and what a form adds to it
BODY_SECONDS = 30.0  # time limit for the body of a request to arrive
COOKIE = "detente_token"
_TOKEN = re.compile(r"[A-Za-z0-9._~-]{16,200}")  # what a cookie and an address can hold
_TOO_LARGE = f"what was sent is too large; wanted at most {MAX_BODY / 1e6:.1f} MB in all"
_OF_BODIES = (408, 413)  # refused after host, site and token were checked
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no referrer, browsers send our forms without origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Refusal(Exception):
    """A request is answered here and goes no further."""

    def __init__(self, *, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class SecurityMiddleware:
    """The outermost layer of the app.

    Parameters
    ----------
    app : ASGI application
        The app to protect.
    host : str
        Address that the server is bound to; determines which ``Host`` headers are accepted.
    token : str or None
        Secret that a request must carry, as cookie, as bearer token or once as ``?token=``.
    page : callable
        HTML of a status and a message, for a form whose body is refused.
    body_seconds : float
        Time limit for the body of a request to arrive.
    """

    app: ASGIApp
    host: str
    page: Callable[[int, str], str]
    token: str | None = None
    body_seconds: float = BODY_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, send = Request(scope, receive), _with_headers(send, scope["path"])
        try:
            self._check_host_and_origin(request)
            response = self._check_token(request)
            body = await asyncio.wait_for(_read_body(request), self.body_seconds)
        except TimeoutError:
            response = self._refuse(request, 408, "the request took too long to arrive")
        except ClientDisconnect:
            return
        except Refusal as refusal:
            response = self._refuse(request, refusal.status, refusal.reason)
        if response is not None:
            await response(scope, receive, send)
        else:
            await self.app(scope, _with_body(body, receive), send)

    def _check_host_and_origin(self, request: Request) -> None:
        name = request.headers.get("host", "")
        if not accepts_host(name, self.host):
            raise Refusal(status=421, reason=f"this server does not answer to '{name:.100}'")
        if _same_origin(request):
            return
        if request.method not in _SAFE_METHODS:
            raise Refusal(status=403, reason="a request that changes something came from elsewhere")
        if not _opens_a_page(request):
            raise Refusal(
                status=403,
                reason="the request came from another site; "
                "to open the address, press Enter in the address bar",
            )

    def _refuse(self, request: Request, status: int, reason: str) -> Response:
        if request.scope["path"].startswith("/api/"):
            return JSONResponse({"error": reason, "faults": []}, status)
        if status in _OF_BODIES and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(self.page(status, reason), status)
        return PlainTextResponse(f"detente: {reason}\n", status)

    def _check_token(self, request: Request) -> Response | None:
        """Redirect a token in the address into a cookie; refuse a request without token."""
        if self.token is None:
            return None
        given = request.query_params.get("token", "")  # the last one, if there are several
        if given and _equal(given, self.token) and request.method in _SAFE_METHODS:
            return _move_to_cookie(request, self.token)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        by_header = scheme.lower() == "bearer" and _equal(bearer, self.token)
        if not (by_header or _equal(request.cookies.get(COOKIE, ""), self.token)):
            raise Refusal(
                status=401, reason="open the address that `detente serve` printed, with its token"
            )
        return None


def _move_to_cookie(request: Request, token: str) -> Response:
    rest = urlencode([(k, v) for k, v in request.query_params.multi_items() if k != "token"])
    raw_path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    # two slashes at the start of a path would name another host
    path = "/" + raw_path.decode("latin-1").lstrip("/\\")
    response = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return response


def accepts_host(name: str, bound: str) -> bool:
    """Whether a server accepts a ``Host`` header.

    A malicious page can resolve a name of its own to this machine, but not a number. Accepted
    are ``localhost``, the name that the server is bound to, loopback addresses and, if other
    machines can reach the server, every IP address.

    Parameters
    ----------
    name : str
        Value of the header, with or without port.
    bound : str
        Address that the server is bound to.

    Examples
    --------
    >>> [accepts_host(h, "127.0.0.1") for h in ("localhost:8000", "127.0.0.1", "evil.example")]
    [True, True, False]
    >>> accepts_host("192.0.2.7:8000", "0.0.0.0"), accepts_host("192.0.2.7", "127.0.0.1")
    (True, False)
    """
    bare = _without_port(name)
    if bare in ("localhost", _without_port(bound)):
        return True
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return False
    return address.is_loopback or not is_loopback(bound)


def _without_port(name: str) -> str:
    """Host without port and brackets, in lower case."""
    name = name.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name if name.count(":") > 1 else name.partition(":")[0]


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    try:
        return ipaddress.ip_address(_without_port(host)).is_loopback
    except ValueError:
        return host == "localhost"


def _same_origin(request: Request) -> bool:
    """Whether a request comes from a page of this server, or from a client that is no browser.

    An address that the user types ("none") may show something, but not change it.
    """
    headers: Mapping[str, str] = request.headers
    own = f"{request.scope['scheme']}://{headers.get('host', '')}"
    if headers.get("origin", own).lower() != own.lower():
        return False
    sites = ("same-origin", "none") if request.method in _SAFE_METHODS else ("same-origin",)
    return headers.get("sec-fetch-site", "same-origin") in sites


def _opens_a_page(request: Request) -> bool:
    """Whether a request from another site follows a link to a page as it stands.

    A link with a question (a what-if, a comparison, a seed), to the API or to a download costs
    seconds of computation each, and another site can follow any number of them.
    """
    headers = request.headers
    navigates = headers.get("sec-fetch-mode") == "navigate"
    if not navigates or headers.get("sec-fetch-dest", "document") != "document":
        return False
    path = request.scope["path"]
    asks = set(request.query_params) - {"token"} or path.endswith("/whatif")
    return not asks and not path.startswith("/api/") and "/download/" not in path


def check_token(token: str) -> str:
    """The secret that a user chose, if it can serve as one.

    Raises
    ------
    DetenteError
        If it is short, or holds a character that a cookie or an address cannot.
    """
    if not _TOKEN.fullmatch(token):
        raise DetenteError(
            f"--token: got {len(token)} characters; wanted 16 to 200 letters, digits, '-', '.', "
            "'_' or '~' that nobody can guess (without --token one is created where it is needed)"
        )
    return token


def _equal(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


async def _read_body(request: Request) -> bytes:
    """Read the whole body, up to the limit."""
    too_large = Refusal(status=413, reason=_TOO_LARGE)
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit() or int(declared[:12]) > MAX_BODY:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise too_large
    return bytes(body)


def _with_body(body: bytes, receive: Receive) -> Receive:
    """Replay a body that was read; later messages come from the client."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


def _with_headers(send: Send, path: str) -> Send:
    """Add the security headers and the cache policy to a response."""
    # static addresses change with their content; the browser may show a page again on going
    # back, with what was typed into it, but requests it again otherwise
    static = path.startswith("/static/")
    success = "public, max-age=31536000, immutable" if static else "private, no-cache"

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers["cache-control"] = success if message["status"] == 200 else "no-store"
        await send(message)

    return send_with_headers
