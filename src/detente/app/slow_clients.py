"""Close connections that do not complete a request head in time.

uvicorn has no option for this (docs/decisions/0008-app.md), so its HTTP protocol is extended.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0  # for the head of a request; the body has a limit in `security`


class HeadTimeoutProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol with a time limit for the head of a request.

    Without it, a few hundred half-sent requests occupy every connection that the server allows.
    """

    _last_cycle: Any = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timer of a new connection."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(HEAD_SECONDS, self._check)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._timer.cancel()
        super().connection_lost(exc)

    def _check(self) -> None:
        """Close if no request arrived since the last check and none is being answered."""
        answering = self.cycle is not None and not self.cycle.response_complete
        if self.cycle is self._last_cycle and not answering:
            self.transport.close()
            return
        self._last_cycle = self.cycle
        self._timer = self.loop.call_later(HEAD_SECONDS, self._check)
