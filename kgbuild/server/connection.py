"""One connection: uvicorn's own over httptools, with a bound on heads, and with answers that leave in one piece."""

from __future__ import annotations

import asyncio
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_MOST_HEAD: Final = 1 << 16
"""Bytes that a request may say before its body: address and headers."""
_TOO_LONG: Final = "The head of the request is too long."


class Connection(HttpToolsProtocol):
    """The parser in C has no bound for a head, so it is counted here: 400 for one that passes it."""

    _head: int | None = None
    """Bytes of a head that has not ended; None between heads."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(cast("asyncio.Transport", _InOnePiece(transport, self.loop)))

    def data_received(self, data: bytes) -> None:
        """Read on."""
        super().data_received(data)
        if self._head is None or self.transport.is_closing():
            return
        self._head += len(data)
        if self._head > _MOST_HEAD:
            self.send_400_response(_TOO_LONG)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head ends. It may have come in one piece, so it is looked at as a whole."""
        self._head = None
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > _MOST_HEAD:
            raise ValueError(_TOO_LONG)  # the parser makes it an error of its own: 400
        super().on_headers_complete()


class _InOnePiece:
    """A transport that sends two writes of one turn of the loop as one.

    uvicorn writes head and body of an answer one after the other. Each write wakes the client, who can do nothing with
    a head alone.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._kept = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Keep a first piece until the second comes, or the turn is over."""
        if self._kept:
            self._kept += data
            self._send()
        else:
            self._kept = data
            self._loop.call_soon(self._send)

    def close(self) -> None:
        """Send what is kept, then close."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._kept:
            kept, self._kept = self._kept, b""
            self._transport.write(kept)
