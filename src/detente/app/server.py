"""Assemble the app and run its server."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from detente import __version__
from detente.app import (
    api,
    downloads,
    downloads_answers,
    downloads_world,
    editing,
    new_case_pages,
    pages,
    pulse_pages,
    question_pages,
    review_forms,
    review_pages,
    search_pages,
    world_pages,
)
from detente.app.case_files import CaseFiles
from detente.app.precompute import all_pages, warm_up
from detente.app.security import SecurityMiddleware, check_token, is_loopback
from detente.app.state import AppState
from detente.app.watch import watch_folder
from detente.app.workers import TooBusy
from detente.errors import CaseError, DetenteError, MissingData

if TYPE_CHECKING:
    import uvicorn


_ROUTES = (
    api,
    downloads,
    downloads_answers,
    downloads_world,
    editing,
    new_case_pages,
    pages,
    pulse_pages,
    question_pages,
    review_forms,
    review_pages,
    search_pages,
    world_pages,
)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What to serve, where, and to whom.

    Parameters
    ----------
    folder : Path
        Folder of case files.
    host : str
        Address to listen on.
    port : int
        Port to listen on; 0 takes a free one.
    token : str or None
        Secret that every request must carry.
    precompute : bool
        Whether to prepare pages at the start, and case files that another program writes.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    precompute: bool = True


def application(options: Options) -> SecurityMiddleware:
    """Create the app behind its security checks.

    An address that other machines can reach is never served without a token: one is created if
    none is given.

    Raises
    ------
    MissingData
        If the folder does not exist.
    DetenteError
        If the token is too short or cannot be sent.
    """
    if not options.folder.is_dir():
        raise MissingData(f"{options.folder}: wanted a folder of case files")
    state = AppState(files=CaseFiles(folder=options.folder.resolve()))
    app = FastAPI(
        title="detente",
        version=__version__,
        description="How long will a partnership between states last, what would break it?",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(state, precompute=options.precompute),
    )
    app.state.detente = state
    for module in _ROUTES:
        app.include_router(module.router)
    for kind in (DetenteError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _error_response)
    token = None if is_loopback(options.host) else secrets.token_urlsafe(24)
    if options.token is not None:
        token = check_token(options.token)
    compressed = GZipMiddleware(app, minimum_size=1000, compresslevel=6)
    page = partial(_problem_page, state)
    return SecurityMiddleware(app=compressed, host=options.host, token=token, page=page)


def _lifespan(
    state: AppState, *, precompute: bool
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks = []
        if precompute:
            await state.workers.run_shared(warm_up, warm_up, seconds=0)
            await state.workers.schedule(all_pages(state))
            tasks.append(asyncio.create_task(watch_folder(state)))
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        state.results.close()
        state.workers.close()

    return lifespan


def _error_response(request: Request, problem: Exception) -> Response:
    """Describe a failed request as a page, or as JSON below ``/api/``."""
    status, message, faults = _describe(problem)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": message, "faults": faults}, status)
    state: AppState = request.app.state.detente
    return HTMLResponse(_problem_page(state, status, message, faults), status)


def _problem_page(state: AppState, status: int, message: str, faults: Sequence[str] = ()) -> str:
    return state.render("problem.html.j2", status=status, message=message, faults=faults)


def _describe(problem: Exception) -> tuple[int, str, list[str]]:
    """HTTP status, message and faults of the case file."""
    if isinstance(problem, CaseError):
        return 422, "the case file has faults", list(problem.faults)
    if isinstance(problem, RequestValidationError):
        first = problem.errors()[0]
        return 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", []
    if isinstance(problem, HTTPException):
        return problem.status_code, str(problem.detail), []
    if isinstance(problem, TooBusy):
        return 503, str(problem), []
    return 404 if isinstance(problem, MissingData) else 422, str(problem), []


def run(options: Options, *, ready: Callable[[str], None]) -> None:
    """Serve until the process is stopped.

    Parameters
    ----------
    options : Options
        What to serve, where, and to whom.
    ready : callable
        Called with the address of the start page, token included, once the port is bound.

    Raises
    ------
    DetenteError
        If the address cannot be bound.
    """
    app = application(options)
    with _bind(options) as listener:
        ready(_address(options.host, listener.getsockname()[1], app.token))
        server(app).run(sockets=[listener])


def server(app: SecurityMiddleware) -> "uvicorn.Server":
    """Configure uvicorn for the app: no access log, no trust in proxies, bounded connections."""
    import uvicorn

    from detente.app.slow_clients import HeadTimeoutProtocol

    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=HeadTimeoutProtocol,
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            limit_concurrency=500,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=3,
        )
    )


def _bind(options: Options) -> socket.socket:
    """Bind the port first, so a port in use gives a clear error."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        return socket.create_server((options.host, options.port), family=family)
    except OSError as problem:
        raise DetenteError(
            f"{options.host}:{options.port} cannot be served on ({problem.strerror}); "
            "choose another --host or --port"
        ) from None


def _address(host: str, port: int, token: str | None) -> str:
    """Address of the start page for a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")
