"""`python -m bench.floor KG`: uvicorn alone, which says the answers of `bench.serving` by heart.

What HTTP in Python takes when nothing else is done: no look at the request but for its address, no query, no worker.
"""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path
from urllib.parse import quote

import uvicorn
from pyoxigraph import QueryResultsFormat, Store
from starlette.types import Receive, Scope, Send

from bench.serving import QUERIES


def main(graph: Path) -> None:
    """Serve until somebody ends it; the address goes to stderr."""
    store = Store.read_only(str(graph / "store"))
    answers = {
        b"query=" + quote(text).encode(): store.query(text).serialize(format=QueryResultsFormat.JSON)
        for text in QUERIES.values()
    }

    async def said(scope: Scope, _: Receive, send: Send) -> None:
        body = answers[scope["query_string"]]
        headers = [(b"content-type", b"application/sparql-results+json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    config = uvicorn.Config(said, http="httptools", lifespan="off", log_level=logging.WARNING, access_log=False)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}/", file=sys.stderr, flush=True)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
