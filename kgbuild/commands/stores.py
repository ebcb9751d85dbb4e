"""The remote store that was named on the command line, and how we get in."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from kgbuild.errors import UsageError
from kgbuild.remote.endpoint import Endpoint
from kgbuild.remote.login import login_of


def endpoint_of(options: argparse.Namespace) -> Endpoint:
    """The endpoint that the options describe.

    Raises:
        UsageError: an address or a time limit that is none, or no password.
    """
    if not 0 < options.timeout <= 86_400:
        raise UsageError(f"--timeout {options.timeout:g}: seconds, more than 0 and at most a day")
    endpoint = Endpoint(
        options.endpoint, getattr(options, "update", "") or "", getattr(options, "graph_store", "") or "",
        timeout=options.timeout,
    )  # fmt: skip
    if not options.auth:
        return endpoint
    if endpoint.is_readable_on_the_way:
        warn("the address is http, not https: the password can be read on the way (digest hides it, basic does not)")
    return replace(endpoint, login=login_of(options.auth, endpoint.query))


def warn(message: str) -> None:
    """Something the user should know, on standard error."""
    print(f"kgbuild: {message}", file=sys.stderr)
