"""Where a password comes from: an environment variable, ~/.netrc, or a prompt; never the command line."""

from __future__ import annotations

import getpass
import netrc
import os
import sys
from pathlib import Path
from typing import Final

from kgbuild.errors import UsageError
from kgbuild.remote.endpoint import Login, host

VARIABLE: Final = "KGBUILD_PASSWORD"


def login_of(user: str, url: str) -> Login:
    """The user with the password for the host of `url`.

    Raises:
        UsageError: the password stands in the user's name, or there is none.
    """
    if ":" in user:
        raise UsageError(
            f"--auth takes the user alone: others can read the command line. Put the password in {VARIABLE}"
        )
    password = os.environ.get(VARIABLE) or _from_netrc(user, host(url)) or _asked(user, host(url))
    if not password:
        raise UsageError(f"no password for '{user}': set {VARIABLE}, or add the host to ~/.netrc")
    return Login(user, password)


def _from_netrc(user: str, machine: str) -> str:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return ""
    try:
        known = netrc.netrc(str(path)).authenticators(machine)
    except (netrc.NetrcParseError, OSError) as error:
        place = f", line {error.lineno}" if isinstance(error, netrc.NetrcParseError) else ""
        raise UsageError(f"{path}{place}: cannot be read; each entry is machine … login … password …") from None
    return known[2] or "" if known and known[0] == user else ""


def _asked(user: str, machine: str) -> str:
    """A prompt, where somebody is there to answer it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    return getpass.getpass(f"password of {user} at {machine}: ", stream=sys.stderr)
