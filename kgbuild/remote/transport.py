"""HTTP with a remote store: login, patience, limits, and errors that say what to do.

Redirections are not followed: the answer could come from anywhere, and the password would go there.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

import httpx

import kgbuild
from kgbuild.errors import RemoteError
from kgbuild.remote.endpoint import Endpoint, Login

MAX_BYTES: Final = 1 << 29
"""The largest answer that is read."""
_BUSY_TO_WRITERS: Final = frozenset({429, 502, 503, 504})
_BUSY_TO_READERS: Final = frozenset({429, 502})
"""503 and 504 answer a query that took too long: asked again, it would take as long again."""
_NO_PERMISSION: Final = re.compile(r"SR186|SQ110|[Pp]ermission denied|No permission", re.ASCII)
_MARKUP: Final = re.compile(r"<[^<>]*>")
_SHOWN: Final = 300


class Refused(RemoteError):
    """The store understood and says no."""

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status = status
        self.said = said


@dataclass(frozen=True, slots=True)
class Call:
    """One request; `writes` says whether it changes the store. All of ours may be repeated: none adds up."""

    method: str
    url: str
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: httpx.Headers
    body: bytes
    url: str

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """What the store says, for people: one line, short, without markup and control characters."""
        words = _MARKUP.sub(" ", self.body[:10_000].decode("utf-8", "replace")).split()
        line = "".join(char for char in " ".join(words) if char.isprintable())
        return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


class Transport:
    """The connection to one store. Use it in a `with` block, or close it."""

    def __init__(self, endpoint: Endpoint, sleep: Callable[[float], None] = time.sleep) -> None:
        self.endpoint = endpoint
        self._sleep = sleep
        self._has_answered = False
        self._client = httpx.Client(
            auth=_OnDemand(endpoint.login) if endpoint.login else None,
            timeout=httpx.Timeout(endpoint.timeout, connect=min(10.0, endpoint.timeout)),
            headers={"User-Agent": f"kgbuild/{kgbuild.__version__}"},
            follow_redirects=False,
            trust_env=not endpoint.is_local,
        )

    def __enter__(self) -> Transport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def send(self, call: Call) -> Answer:
        """The answer to a request, after as many attempts as the endpoint allows.

        Raises:
            Refused: the store answered with an error.
            RemoteError: it did not answer.
        """
        busy = _BUSY_TO_WRITERS if call.writes else _BUSY_TO_READERS
        for attempt in range(1, self.endpoint.attempts + 1):
            last = attempt == self.endpoint.attempts
            try:
                answer = self._once(call)
            except httpx.TransportError as error:
                if last or not self._may_pass(error, call):
                    raise RemoteError(f"{call.url}: {_reason(error, self.endpoint.timeout)}") from None
            except (httpx.InvalidURL, UnicodeError) as error:
                raise RemoteError(f"{call.url}: no address: {error}") from None
            else:
                if last or answer.status not in busy:
                    return self._accepted(answer, call)
            self._sleep(self.endpoint.pause * 2 ** (attempt - 1))
        raise RemoteError(f"{call.url}: not asked; attempts must be at least 1")

    def _once(self, call: Call) -> Answer:
        until = time.monotonic() + self.endpoint.timeout
        url = httpx.URL(call.url).copy_merge_params(dict(call.parameters))
        with self._client.stream(call.method, url, content=call.content, headers=dict(call.headers)) as response:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MAX_BYTES:
                    raise RemoteError(f"{call.url}: more than {MAX_BYTES >> 20} MiB in one answer; ask for less")
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the answer takes too long")
            self._has_answered = True
            return Answer(response.status_code, response.headers, bytes(body), call.url)

    def _may_pass(self, error: httpx.TransportError, call: Call) -> bool:
        """Whether another attempt may help: not where nothing ever answered, nor for a query that takes too long."""
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) and not self._has_answered:
            return False
        if isinstance(error, httpx.ReadTimeout):
            return call.writes
        return not (isinstance(error, httpx.UnsupportedProtocol | httpx.ProxyError) or _is_tls(error))

    def _accepted(self, answer: Answer, call: Call) -> Answer:
        if 200 <= answer.status < 300:
            return answer
        guessed = call.writes and not (self.endpoint.update or self.endpoint.graph_store)
        hint = "; many stores take updates at another address: --update URL" if guessed else ""
        raise Refused(f"{answer.url}: {self._why(answer, call)}{hint}", answer.status, answer.text)

    def _why(self, answer: Answer, call: Call) -> str:
        login, status = self.endpoint.login, answer.status
        if 300 <= status < 400:
            target = "".join(char for char in answer.headers.get("location", "?") if char.isprintable())
            return f"redirects to {target}; redirections are not followed: give that address if you trust it"
        if status == 401 and login:
            return f"user '{login.user}' with this password is not let in (HTTP 401)"
        if status == 401:
            return "wants a login (HTTP 401); use --auth USER with the password in KGBUILD_PASSWORD"
        if status in (403, 405) or _NO_PERMISSION.search(answer.text):
            doing = "written" if call.writes else "asked"
            return f"may not be {doing} by us (HTTP {status}): read-only, or the user has not the right. {answer.text}"
        if status == 404:
            return "nothing there (HTTP 404); check the path of the address"
        return f"HTTP {status}: {answer.text or 'no reason given'}"


class _OnDemand(httpx.Auth):
    """Basic or digest, as the store asks for it; without a challenge the password is not sent."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            self._chosen = self._answer_to(response.headers.get("www-authenticate", ""))
            if self._chosen is None:
                return
        yield from self._chosen.auth_flow(request)

    def _answer_to(self, challenge: str) -> httpx.Auth | None:
        if re.search(r"\bdigest\b", challenge, re.IGNORECASE):
            return httpx.DigestAuth(self._login.user, self._login.password)
        if re.search(r"\bbasic\b", challenge, re.IGNORECASE):
            return httpx.BasicAuth(self._login.user, self._login.password)
        return None


def _is_tls(error: Exception) -> bool:
    return bool(re.search(r"SSL|CERTIFICATE", str(error)))


def _reason(error: httpx.TransportError, timeout: float) -> str:
    if _is_tls(error):
        return f"no safe connection: {error}; is the address https, and is its certificate known to this machine?"
    if isinstance(error, httpx.TimeoutException):
        return f"no answer within {timeout:g} s; ask for less, or give more time with --timeout"
    if isinstance(error, httpx.ConnectError):
        return f"cannot connect ({error}); is the store running, and is the address right?"
    return f"the connection broke ({error}); is the store still running? A second push goes on where this one ended"
