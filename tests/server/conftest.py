"""A real server process over the graph of the seeds, on a free loopback port."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import httpx
import pytest

from tests.conftest import ROOT

SECONDS = 2
"""The time limit of the server under test."""


@contextmanager
def serving(graph, *options):
    """A running `kgbuild serve`: (address, process)."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(graph), "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ})
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if line.startswith("serving "):
                break
        else:
            raise AssertionError("".join(said))
        yield line.rsplit(" ", 1)[1].strip().rstrip("/"), process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        process.stderr.close()


@pytest.fixture(scope="session")
def address(seed_graph):
    """Where the server of this test run listens."""
    options = ("--time-limit", str(SECONDS), "--result-limit", "1", "--workers", "3", "--keep", "0")
    options += ("--cors", "https://app.example")
    with serving(seed_graph.path, *options) as (found, _):
        yield found


@pytest.fixture(scope="session")
def client(address):
    """A client that shows what it is answered, and follows nothing by itself."""
    with httpx.Client(base_url=address, timeout=30) as found:
        yield found


@pytest.fixture
def ask(client):
    """Ask by GET: `ask(query, accept=…)`."""

    def asked(query, accept="application/sparql-results+json", **fields):
        return client.get("/sparql", params={"query": query, **fields}, headers={"Accept": accept})

    return asked
