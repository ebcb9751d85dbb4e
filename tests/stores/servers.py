"""Real SPARQL servers for the tests, each its own process on a free port of the loopback interface."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

WAIT = 60
"""Seconds until a server must answer."""

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
LiteMode = 0
NumberOfBuffers = 8000
MaxDirtyBuffers = 6000
MaxCheckpointRemap = 2000
CheckpointInterval = 0
DirsAllowed = {folder}
VectorSize = 1000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 8
MaxKeepAlives = 8
KeepAliveTimeout = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {max_rows}
MaxQueryExecutionTime = 60
[Zero Config]
ServerName = none
"""


@dataclass(frozen=True)
class Server:
    """A running server: where it is asked, where it is written, who may write."""

    name: str
    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""
    process: subprocess.Popen | None = None

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def program(name):
    """The path of a program; without it the test is skipped, or fails where all must be there."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        reason = f"no {name} on this machine"
        (pytest.fail if os.environ.get("KGBUILD_REQUIRE_ALL") == "1" else pytest.skip)(reason)
    return found


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def running(command, server, cwd):
    """The process behind a server, from its first answer to its end."""
    with (Path(cwd) / "server.out").open("ab") as out:
        process = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        _wait_for(server.query, process, Path(cwd) / "server.out")
        yield replace(server, process=process)
    finally:
        process.kill()
        process.wait()


def _wait_for(url, process, log):
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text('utf-8', errors='replace')[-2000:]}")
        try:
            httpx.get(url, params={"query": "ASK {}"}, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{url} did not answer within {WAIT} s")


@contextmanager
def oxigraph(folder, *, read_only=False):
    """The Oxigraph server over a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    verb = "serve-read-only" if read_only else "serve"
    command = [program("oxigraph"), verb, "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    server = Server("oxigraph", f"{root}/query", f"{root}/update", f"{root}/store")
    with running(command, server, folder.parent) as started:
        yield started


@contextmanager
def virtuoso(folder, *, max_rows=10000):
    """Debian's Virtuoso over a folder; everybody may read, dba may write."""
    binary = program("virtuoso-t")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    ini = VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port(), max_rows=max_rows)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    root = f"http://127.0.0.1:{port}"
    server = Server(
        "virtuoso", f"{root}/sparql", f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth", "dba", "dba"
    )  # fmt: skip
    command = [binary, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with running(command, server, folder) as started:
        yield started
