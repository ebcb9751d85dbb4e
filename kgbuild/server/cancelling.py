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
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=_WATCH_AFTER)
        if not task.done():
            await _either(task, request)
    except BaseException:
        task.cancel()
        raise
    return await task


async def _either(task: asyncio.Future[_T], request: Request) -> None:
    gone = asyncio.ensure_future(_gone(request))
    both: set[asyncio.Future[Any]] = {task, gone}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        gone.cancel()
    else:
        raise ClientDisconnect


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
