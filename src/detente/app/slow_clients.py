"""Connections must ask for something: who holds one open without a whole request is let go."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0  # for the head of a request; the guard gives its body a time of its own


class Prompt(H11Protocol):
    """HTTP as uvicorn speaks it, with a limit on the time that the head of a request may take.

    Without it a few hundred half-sent requests hold all connections that the server allows.
    """

    _seen: Any = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch a new connection."""
        super().connection_made(transport)
        self._later = self.loop.call_later(HEAD_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """End the watch."""
        self._later.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close if no request has come since the last look and none is being answered."""
        answering = self.cycle is not None and not self.cycle.response_complete
        if self.cycle is self._seen and not answering:
            self.transport.close()
            return
        self._seen = self.cycle
        self._later = self.loop.call_later(HEAD_SECONDS, self._look)
