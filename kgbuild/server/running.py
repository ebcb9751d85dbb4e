"""A server process: its socket, its signals, its end."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Collection
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from kgbuild.errors import UsageError
from kgbuild.server.app import application
from kgbuild.server.connection import Connection
from kgbuild.server.graph import ServedGraph
from kgbuild.server.limits import Limits

_LAST_PORT = 65535
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def run(
    folder: Path,
    *,
    host: str,
    port: int,
    limits: Limits,
    allowed_hosts: Collection[str] = (),
    origins: Collection[str] = (),
    announce: Callable[[str], None],
) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        folder: a built graph.
        host: address to listen on.
        port: 0 takes a free one.
        limits: of each request.
        allowed_hosts: names by which this server is called, besides those of loopback.
        origins: web origins for CORS.
        announce: called with the address once the server answers.

    Raises:
        StoreError: no graph, or a store that cannot be opened.
        UsageError: the address is taken, or none of this machine.
    """
    graph = ServedGraph(folder, limits)
    names: set[str] | None = None
    if allowed_hosts or is_loopback(host):
        names = {*_LOOPBACK_NAMES, host.lower(), *(name.lower() for name in allowed_hosts)}
    listening = _socket(host, port)
    config = uvicorn.Config(
        application(graph, hosts=names, origins=origins),
        http=Connection,
        lifespan="off", log_level=logging.WARNING, access_log=False, server_header=False, timeout_graceful_shutdown=2,
        proxy_headers=False,
    )  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    server = _Server(config, graph, lambda: announce(address))
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """Says when it answers. At the end it kills the queries first: who waits for them is told, and nothing hangs."""

    def __init__(self, config: uvicorn.Config, graph: ServedGraph, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._graph = graph
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._graph.start()
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._graph.stop()
        await super().shutdown(sockets)


def _socket(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise UsageError(f"--port is 0 to {_LAST_PORT}, not {port}")
    try:
        family, _, _, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(512)
    except OSError as error:
        raise UsageError(
            f"cannot listen on {host}:{port}: {error.strerror or error}; choose another --host or --port"
        ) from None
    return listening
