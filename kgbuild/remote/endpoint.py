"""Where a remote store is, and who we are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kgbuild.errors import UsageError

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Login:
    """A user with a password, which is never shown."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of one store, and how patient we are with it.

    Attributes:
        query: address of SPARQL queries.
        update: address of SPARQL Update; the same as `query` where it is not given.
        graph_store: address of the SPARQL 1.1 Graph Store Protocol; "" = write by SPARQL Update.
        login: sent only when the store asks for it (basic or digest), and only to these addresses.
        timeout: seconds for one answer, from the first byte to the last.
        attempts: how often a request is sent when the connection breaks or the store is busy.
        pause: seconds before the second attempt; doubled before each further one.

    Raises:
        UsageError: an address that is not http or https, or that holds a password.
    """

    query: str
    update: str = ""
    graph_store: str = ""
    login: Login | None = None
    timeout: float = 60
    attempts: int = 5
    pause: float = 0.5

    def __post_init__(self) -> None:
        for url in self.addresses:
            _check(url)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses that are given."""
        return tuple(url for url in (self.query, self.update, self.graph_store) if url)

    @property
    def is_local(self) -> bool:
        """Whether no request leaves this machine (then no proxy is asked)."""
        return all(host(url) in _LOOPBACK for url in self.addresses)

    @property
    def is_readable_on_the_way(self) -> bool:
        """Whether a password could be read on the network."""
        return not self.is_local and any(urlsplit(url).scheme == "http" for url in self.addresses)


def host(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).hostname or ""


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known:
        raise UsageError(f"'{url}' is no address of a store: http or https, host, port and path are needed")
    if parts.username is not None or parts.password is not None:
        raise UsageError("no user or password in an address; use --auth USER and KGBUILD_PASSWORD")
