"""Pages sent in parts: the head is shown while the rest is still being computed.

Each part is appended below the last, so nothing moves on the page and no script is needed.
`GZipMiddleware` flushes after every part.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from fastapi import Response
from fastapi.responses import HTMLResponse, StreamingResponse

from detente.app.workers import TooBusy, Workers

_LATE = '<p class="alarm">The server is busy: load the page again for this part.</p>'


@dataclass(frozen=True, kw_only=True)
class PagePart:
    """A part of a page: ``render`` returns its HTML, at once if the part is ``ready``."""

    render: Callable[[], str]
    ready: bool = True


def stream_page(
    workers: Workers, parts: Iterable[PagePart], *, status: int = 200, large: bool = False
) -> Response:
    """Answer with the parts of a page: whole if all are ready, else part by part.

    Parameters
    ----------
    workers : Workers
        Renders the parts that are not ready.
    parts : iterable of PagePart
        Consumed lazily: a part is requested when the one before it is rendered, so the iterable
        may depend on earlier parts.
    status : int
        HTTP status.
    large : bool
        As `Workers.run` takes it.
    """
    parts, head = iter(parts), ""
    for part in parts:
        if not part.ready:
            content = _rendered(head, part, parts, partial(workers.run, large=large))
            return StreamingResponse(content, status, media_type="text/html")
        head += part.render()
    return HTMLResponse(head, status)


async def _rendered(
    head: str,
    part: PagePart | None,
    rest: Iterator[PagePart],
    run: Callable[[Callable[[], str]], Awaitable[str]],
) -> AsyncIterator[str]:
    yield head
    while part is not None:
        try:
            yield await run(part.render)
        except TooBusy:
            yield _LATE
        part = next(rest, None)
