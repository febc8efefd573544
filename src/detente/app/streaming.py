"""A page sent part by part: its head is read while what follows is still being made.

Nothing moves on the page and no script is needed, as every part is put below the last.
"""

import zlib
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from detente.app.workers import TooBusy, Workers

_GZIP = 31  # window bits by which zlib writes the head and tail of gzip
_LATE = '<p class="alarm">The server is busy: load the page again for this part.</p>'


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a page, and whether it is there already, so that making it takes no time."""

    make: Callable[[], str]
    ready: bool = True


def flowing(
    request: Request, workers: Workers, parts: Iterable[Part], *, status: int = 200
) -> Response:
    """Answer with all parts that are ready at once, and with the others as they are made.

    A part is asked for when the one before it is made, so that it may follow from it.
    """
    parts, first = iter(parts), ""
    for part in parts:
        if not part.ready:
            plain = _made(first, chain([part], parts), workers)
            break
        first += part.make()
    else:
        return HTMLResponse(first, status)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return StreamingResponse(plain, status, media_type="text/html")
    heads = {"content-encoding": "gzip", "vary": "Accept-Encoding"}
    return StreamingResponse(_compressed(plain), status, heads, "text/html")


async def _made(first: str, rest: Iterable[Part], workers: Workers) -> AsyncIterator[bytes]:
    yield first.encode()
    for part in rest:
        try:
            yield (await workers.run(part.make)).encode()
        except TooBusy:
            yield _LATE.encode()


async def _compressed(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Compress with nothing held back, which the middleware would do until the end."""
    packed = zlib.compressobj(wbits=_GZIP)
    async for part in parts:
        yield packed.compress(part) + packed.flush(zlib.Z_SYNC_FLUSH)
    yield packed.flush()
