"""The servers, started when a test first needs them, and the seeds in each of them."""

from dataclasses import replace

import pytest

from kgbuild.remote import Endpoint, Login, RemoteGraph, push
from tests.stores import servers


def endpoint_of(server, *, graph_store=False, **settings):
    """The endpoint of a server; `graph_store` chooses the Graph Store Protocol."""
    login = Login(server.user, server.password) if server.user else None
    settings = {"timeout": 60, "attempts": 2, "pause": 0.01, **settings}
    way = server.graph_store if graph_store else ""
    return Endpoint(server.query, server.update, way, login=login, **settings)


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory):
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph") / "store") as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory):
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso") / "store") as server:
        yield server


@pytest.fixture(scope="session")
def oxigraph_seeds(oxigraph_server, seed_graph):
    """The seeds in the Oxigraph server."""
    yield from _pushed(seed_graph, endpoint_of(oxigraph_server, graph_store=True))


@pytest.fixture(scope="session")
def virtuoso_seeds(virtuoso_server, seed_graph):
    """The seeds in Virtuoso."""
    yield from _pushed(seed_graph, endpoint_of(virtuoso_server, graph_store=True))


def _pushed(graph, endpoint):
    assert push(graph, endpoint).changes == ()
    with RemoteGraph(replace(endpoint, graph_store="")) as remote:
        yield remote


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request):
    """Each of the two servers."""
    return request.getfixturevalue(f"{request.param}_server")
