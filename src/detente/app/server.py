"""The app put together, and the server that serves it."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from detente import __version__
from detente.app import api, editing, pages
from detente.app.case_files import Shelf
from detente.app.precompute import everything, warm_up
from detente.app.security import Guard, is_loopback
from detente.app.state import Desk
from detente.app.watch import watch
from detente.app.workers import TooBusy
from detente.errors import CaseError, DetenteError, MissingData


@dataclass(frozen=True, kw_only=True)
class Options:
    """Where to serve, what, and who may come in."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    prepare: bool = True  # make ahead what the first to ask would wait for


def application(options: Options) -> Guard:
    """The guarded app. Beyond this machine it is never open: a token is made if none is given.

    Raises
    ------
    MissingData
        If the folder is not there.
    """
    if not options.folder.is_dir():
        raise MissingData(f"{options.folder}: wanted a folder of case files")
    desk = Desk(shelf=Shelf(folder=options.folder.resolve()))
    app = FastAPI(
        title="detente",
        version=__version__,
        description="How long will a partnership between states last, what would break it?",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(desk, prepare=options.prepare),
    )
    app.state.desk = desk
    for part in (api.router, editing.router, pages.router):
        app.include_router(part)
    for kind in (DetenteError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _said)
    token = options.token or (None if is_loopback(options.host) else secrets.token_urlsafe(24))
    return Guard(app=GZipMiddleware(app, minimum_size=1000), host=options.host, token=token)


def _lifespan(desk: Desk, *, prepare: bool) -> Any:
    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(watch(desk)) if prepare else None
        if prepare:
            await desk.workers.soon(warm_up, warm_up, 0)
            desk.workers.later(everything(desk))
        yield
        if watching:
            watching.cancel()
        desk.workers.close()

    return running


def _said(request: Request, problem: Exception) -> Response:
    """One sentence, as page or document."""
    status, words, faults = _told(problem)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words, "faults": faults}, status)
    desk: Desk = request.app.state.desk
    page = desk.page("problem.html.j2", status=status, words=words, faults=faults)
    return HTMLResponse(page, status)


def _told(problem: Exception) -> tuple[int, str, list[str]]:
    if isinstance(problem, CaseError):
        return 422, "the case file has faults", list(problem.faults)
    if isinstance(problem, RequestValidationError):
        wrong = problem.errors()[0]
        return 422, f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}", []
    if isinstance(problem, HTTPException):
        return problem.status_code, str(problem.detail), []
    if isinstance(problem, TooBusy):
        return 503, str(problem), []
    return 404 if isinstance(problem, MissingData) else 422, str(problem), []


def run(options: Options, *, ready: Callable[[str], None]) -> None:
    """Serve until the process is told to stop.

    Parameters
    ----------
    options : Options
        With port 0 a free port is taken.
    ready : callable
        Told the address of the start page, with the token, once the port is held.

    Raises
    ------
    DetenteError
        If the address cannot be served on.
    """
    app = application(options)
    with _listening(options) as held:
        ready(_address(options.host, held.getsockname()[1], app.token))
        server(app).run(sockets=[held])


def server(app: Guard) -> Any:
    """The server of an app: quiet, patient with many who wait, and it trusts no proxy."""
    import uvicorn

    from detente.app.slow_clients import Prompt

    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Prompt,
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            limit_concurrency=500,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=3,
        )
    )


def _listening(options: Options) -> socket.socket:
    """Hold the port before anything else is done, so that one in use is said in a sentence."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        return socket.create_server((options.host, options.port), family=family)
    except OSError as problem:
        raise DetenteError(
            f"{options.host}:{options.port} cannot be served on ({problem.strerror}); "
            "choose another --host or --port"
        ) from None


def _address(host: str, port: int, token: str | None) -> str:
    """Where a browser on this machine finds the start page."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")
