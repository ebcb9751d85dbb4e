"""Work for a caller who may go away: then the work ends too, and its worker is free for others."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from starlette.requests import ClientDisconnect, Request

_T = TypeVar("_T")

_WATCH_AFTER: Final = 0.25
"""Seconds: most work is done before it is worth looking whether somebody still waits."""


async def unless_gone(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """The result of the work. Raises ClientDisconnect when the caller goes away before."""
    loop = asyncio.get_running_loop()
    watching: list[asyncio.Task[None]] = []
    patience = asyncio.timeout(None)
    start = loop.call_later(_WATCH_AFTER, lambda: watching.append(loop.create_task(_watch(request, patience))))
    try:
        async with patience:
            return await work
    except TimeoutError:
        raise ClientDisconnect from None
    finally:
        start.cancel()
        for task in watching:
            task.cancel()


async def _watch(request: Request, patience: asyncio.Timeout) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    patience.reschedule(asyncio.get_running_loop().time())
