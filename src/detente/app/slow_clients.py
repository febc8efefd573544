"""Close connections that wait: for the head or body of a request, or for a client that reads.

uvicorn has no option for this (docs/decisions/0008-app.md), so its HTTP protocol is extended.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0  # for the head of a request; the body has a limit in `security`
MOST_CONNECTIONS = 400  # from which on a new one closes the one that has waited longest


class HeadTimeoutProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol with limits for connections that wait.

    Without them, a few hundred half-sent requests, or answers that nobody reads, occupy every
    connection that the server allows.
    """

    _last_cycle: Any = None
    _last_unread = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timer of a new connection, and make room for it."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._timer = self.loop.call_later(HEAD_SECONDS, self._check)
        if len(self.connections) > MOST_CONNECTIONS:
            self._close_longest_wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        self._timer.cancel()
        super().connection_lost(exc)

    def _close_longest_wait(self) -> None:
        """Close the oldest connection that waits for its client to send, or else to read."""
        others = [c for c in self.connections if isinstance(c, HeadTimeoutProtocol)]
        others.remove(self)
        for idle in ([c for c in others if c.waits], [c for c in others if c.unread]):
            if idle:
                oldest = min(idle, key=lambda c: c._since)
                self.connections.discard(oldest)  # `connection_lost` comes a moment later
                oldest.transport.abort()
                return

    @property
    def waits(self) -> bool:
        """Whether the client has yet to send the rest of a request, or the next one."""
        ready = self.cycle is None or self.cycle.response_complete or self.cycle.more_body
        return ready and not self.unread

    @property
    def unread(self) -> int:
        """Bytes of answers that neither the client nor the system has taken."""
        return self.transport.get_write_buffer_size()

    def _check(self) -> None:
        """Close if nothing came since the last check, or nothing of an answer was read."""
        unread = self.unread
        answering = self.cycle is not None and not self.cycle.response_complete
        if unread and unread == self._last_unread:
            self.transport.abort()  # to close, it would wait for the client to read
        elif self.cycle is self._last_cycle and not answering and not unread:
            self.transport.close()
        else:
            self._last_cycle, self._last_unread = self.cycle, unread
            self._timer = self.loop.call_later(HEAD_SECONDS, self._check)
