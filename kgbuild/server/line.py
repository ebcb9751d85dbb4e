"""The server's end of the socket to one worker: a frame goes out, a frame comes back."""

from __future__ import annotations

import asyncio
from typing import cast

from kgbuild.server.jobs import LENGTHS

Frame = tuple[bytes, bytes]
"""A word in JSON, and a body."""


class WorkerLost(Exception):
    """The worker died of the query, or was ended by somebody."""


class TooSlow(Exception):
    """The worker did not answer in its time."""


class Line(asyncio.Protocol):
    """One frame at a time, handed on in the turn of the loop in which its last byte comes."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.WriteTransport | None = None
        self._came = bytearray()
        self._awaited: asyncio.Future[Frame] = self._loop.create_future()
        self._end: asyncio.TimerHandle | None = None

    @property
    def is_lost(self) -> bool:
        """Whether nobody is at the other end any more."""
        return self._transport is None

    def heard(self, seconds: float) -> asyncio.Future[Frame]:
        """The first frame, which the worker says by itself. Raises TooSlow, WorkerLost."""
        self._end = self._loop.call_later(seconds, self._fail, TooSlow())
        return self._awaited

    def asked(self, frame: bytes, seconds: float) -> asyncio.Future[Frame]:
        """The frame that the worker says to this one. Raises TooSlow, WorkerLost."""
        self._awaited = self._loop.create_future()
        if self._transport is None:
            self._fail(WorkerLost())
        else:
            self._end = self._loop.call_later(seconds, self._fail, TooSlow())
            self._transport.write(frame)
        return self._awaited

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is open."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """A frame, or a piece of one."""
        self._came += data
        if len(self._came) < LENGTHS.size:
            return
        word, body = LENGTHS.unpack_from(self._came)
        end = LENGTHS.size + word
        if len(self._came) < end + body:
            return
        frame = bytes(self._came[LENGTHS.size : end]), bytes(self._came[end:])
        self._came.clear()
        if not self._awaited.done():  # else nobody waits any more: the caller went away
            self._awaited.set_result(frame)
        self._stop_clock()

    def connection_lost(self, error: Exception | None) -> None:
        """The worker ended."""
        self._transport = None
        self._fail(WorkerLost())

    def _fail(self, why: Exception) -> None:
        self._stop_clock()
        if not self._awaited.done():
            self._awaited.set_exception(why)

    def _stop_clock(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None
