"""Whatever goes wrong on the other side is one clear sentence, exit code 3, and a second push completes the first."""

import http.client
import http.server
import itertools
import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from kgbuild import cli
from kgbuild.errors import RemoteError, UsageError
from kgbuild.remote import Endpoint, Login, RemoteGraph, push
from kgbuild.remote.transport import Call, Transport
from tests.stores import servers
from tests.stores.conftest import endpoint_of
from tests.stores.test_contract import Oxigraph, values
from tests.stores.test_push import graph_of, texts

SECRET = "correct horse battery staple"  # noqa: S105 - of nobody
ADDRESSES = ("query", "update", "graph_store")
EMPTY = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": []}})


@contextmanager
def fake(*answers):
    """A server that gives these answers (status, headers, body), the last one for ever; yields address and requests."""
    asked, left = [], list(answers)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            asked.append((self.command, self.path, dict(self.headers), body))
            status, headers, text = left.pop(0) if len(left) > 1 else left[0]
            if status == 0:  # hang up
                self.close_connection = True
                return
            content = text.encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

        def log_message(self, *_):
            pass

    with listening(Handler) as address:
        yield f"{address}/sparql", asked


@contextmanager
def listening(handler):
    """A server of the standard library on a free port; yields its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def complaint(url, **settings):
    """What is said when a store at this address is asked."""
    endpoint = Endpoint(url, **{"attempts": 2, "pause": 0.0, "timeout": 5, **settings})
    with RemoteGraph(endpoint) as graph, pytest.raises(RemoteError) as caught:
        graph.query("SELECT ?x { ?x a kgb:Project }")
    assert SECRET not in str(caught.value)
    assert url in str(caught.value)
    return str(caught.value)


# --- no store, or no SPARQL ---


def test_server_that_is_down():
    assert "is the store running" in complaint(f"http://127.0.0.1:{servers.free_port()}/sparql")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "text/html"}, "<!doctype html><title>Welcome</title>"),
        ({"Content-Type": "application/sparql-results+json"}, '{"head": {"vars": ["x"]}, "results": {"bindi'),
        ({"Content-Type": "application/json"}, "[]"),
        ({}, ""),
    ],
    ids=["web page", "cut", "other json", "nothing"],
)
def test_answer_that_is_no_sparql(headers, body):
    with fake((200, headers, body)) as (url, _):
        assert "is this the address of the SPARQL endpoint?" in complaint(url)


def test_redirection_is_not_followed_and_gets_no_password():
    challenge = (401, {"WWW-Authenticate": 'Basic realm="x"'}, "")
    with fake((200, {}, EMPTY)) as (other, asked_there):
        with fake(challenge, (302, {"Location": other}, "")) as (url, _):
            assert "redirections are not followed" in complaint(url, login=Login("me", SECRET))
        assert asked_there == []


def test_https_where_there_is_none():
    with fake((200, {}, EMPTY)) as (url, _):
        assert "no safe connection" in complaint(url.replace("http:", "https:"))


@pytest.mark.parametrize(("status", "words"), [(404, "check the path"), (403, "read-only"), (500, "HTTP 500")])
def test_errors_of_the_store(status, words):
    with fake((status, {"Content-Type": "text/html"}, "<h1>No\x1b[31m way</h1>")) as (url, asked):
        said = complaint(url)
    assert words in said
    assert "\x1b" not in said
    assert "<h1>" not in said
    assert len(asked) == 1  # it would say so again


def test_part_of_an_answer_is_no_answer():
    with fake((200, {"X-SQL-State": "S1TAT"}, EMPTY)) as (url, _):
        assert "gave a part" in complaint(url)


# --- broken connections ---


@pytest.mark.parametrize("trouble", [(0, {}, ""), (502, {}, ""), (429, {}, "")], ids=["hang up", "502", "429"])
def test_request_is_sent_again(trouble):
    with fake(trouble, trouble, (200, {}, EMPTY)) as (url, asked):
        waited = []
        with Transport(Endpoint(url, attempts=3, pause=0.5), sleep=waited.append) as transport:
            assert transport.send(Call("POST", url)).status == 200
    assert waited == [0.5, 1.0]
    assert len(asked) == 3


def test_it_ends_after_the_last_attempt():
    with fake((0, {}, "")) as (url, asked):
        assert "the connection broke" in complaint(url, attempts=3)
    assert len(asked) == 3


def test_query_that_took_too_long_is_not_asked_again():
    with fake((503, {}, "time limit")) as (url, asked):
        assert "time limit" in complaint(url)
    assert len(asked) == 1


@contextmanager
def flaky(server, every):
    """A way to a server on which every n-th request is carried out and its answer lost; yields the new address."""
    numbers = itertools.count(1)
    host = urlsplit(server.query).netloc

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            onward = http.client.HTTPConnection(host)
            onward.request(self.command, self.path, body, dict(self.headers))
            answer = onward.getresponse()
            content = answer.read()
            onward.close()
            if next(numbers) % every == 0:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

        def log_message(self, *_):
            pass

    with listening(Handler) as address:
        yield replace(server, **{name: f"{address}{urlsplit(getattr(server, name)).path}" for name in ADDRESSES})


@pytest.mark.parametrize("graph_store", [False, True], ids=["update", "graph-store"])
def test_push_over_a_line_that_breaks(oxigraph_server, graph_store):
    base = f"https://example.org/flaky/{graph_store}/"
    graph = graph_of(base, a=texts("甲", "乙"), b=texts("乙", "丙"))
    with flaky(oxigraph_server, every=3) as server:
        assert len(push(graph, endpoint_of(server, graph_store=graph_store)).written) == 3
    assert push(graph, endpoint_of(oxigraph_server)).written == ()
    with RemoteGraph(endpoint_of(oxigraph_server), base=base) as remote:
        assert values(Oxigraph(remote), "SELECT ?o { ?s ?p ?o } ORDER BY ?o") == [["丙"], ["乙"], ["乙"], ["甲"]]


# --- logins ---


@pytest.mark.parametrize(
    ("scheme", "refusals"),
    [('Basic realm="x"', 1), ('Digest realm="x", nonce="y", qop="auth"', 2)],
    ids=["basic", "digest"],
)
def test_password_goes_only_where_it_is_asked_for(scheme, refusals):
    challenges = [(401, {"WWW-Authenticate": scheme}, "")] * refusals
    with fake(*challenges, (200, {}, EMPTY)) as (url, asked):
        endpoint = Endpoint(url, login=Login("me", SECRET))
        with RemoteGraph(endpoint) as graph:
            assert list(graph.query("SELECT ?x { ?x a kgb:Project }")) == []
    sent = ["Authorization" in headers for _, _, headers, _ in asked]
    assert not any(sent[:refusals])
    assert all(sent[refusals:])
    assert SECRET not in repr(endpoint)


def test_wrong_password(virtuoso_server):
    endpoint = replace(endpoint_of(virtuoso_server), login=Login("dba", SECRET))
    with pytest.raises(RemoteError, match="user 'dba' with this password is not let in") as caught:
        push(graph_of("https://example.org/wrong/", a=texts("甲")), endpoint)
    assert SECRET not in str(caught.value)


def test_no_password(virtuoso_server):
    with pytest.raises(RemoteError, match="wants a login"):
        push(graph_of("https://example.org/none/", a=texts("甲")), replace(endpoint_of(virtuoso_server), login=None))


def test_store_that_may_only_be_read(tmp_path):
    graph = graph_of("https://example.org/", a=texts("甲"))
    with servers.oxigraph(tmp_path / "store") as server:
        push(graph, endpoint_of(server))
    with servers.oxigraph(tmp_path / "store", read_only=True) as server:
        assert push(graph, endpoint_of(server)).written == ()
        for graph_store in (False, True):
            with pytest.raises(RemoteError, match="read-only"):
                push(graph, endpoint_of(server, graph_store=graph_store), again=True)


def test_public_address_of_virtuoso_may_only_be_read(virtuoso_server):
    endpoint = Endpoint(virtuoso_server.query, attempts=1)
    with pytest.raises(RemoteError, match="read-only, or the user has not the right"):
        push(graph_of("https://example.org/public/", a=texts("甲")), endpoint)


def test_update_address_that_was_left_out(oxigraph_server):
    with pytest.raises(RemoteError, match="--update URL"):
        push(graph_of("https://example.org/left-out/", a=texts("甲")), Endpoint(oxigraph_server.query, attempts=1))


@pytest.mark.parametrize("url", ["ftp://x/", "x", "http://", "http://me:pw@x/", "file:///etc/passwd", "http://x:0/"])
def test_address_that_is_none(url):
    with pytest.raises(UsageError):
        Endpoint(url)


# --- killed half-way ---


@pytest.mark.parametrize("start", [servers.oxigraph, servers.virtuoso], ids=lambda start: start.__name__)
@pytest.mark.parametrize("graph_store", [False, True], ids=["update", "graph-store"])
def test_second_push_completes_one_that_was_killed(tmp_path, start, graph_store):
    base = "https://example.org/killed/"
    graph = graph_of(base, a=texts("甲"), b=texts("乙"), c=texts("丙"))
    with start(tmp_path / "store") as server:

        def kill_at_the_second(done, *_):
            if done == 1:
                server.kill()

        with pytest.raises(RemoteError, match=r"is the store (still )?running"):
            push(graph, endpoint_of(server, graph_store=graph_store), progress=kill_at_the_second)
    with start(tmp_path / "store") as server:
        endpoint = endpoint_of(server, graph_store=graph_store)
        with RemoteGraph(endpoint, base=base) as remote:
            _refused_or_unknown(remote)
            pushed = push(graph, endpoint)
            assert {f"{base}graph/b", f"{base}graph/c", f"{base}graph/all"} <= {*pushed.written}
            assert values(Oxigraph(remote), "SELECT ?o { ?s ?p ?o } ORDER BY ?o") == [["丙"], ["乙"], ["甲"]]
        assert push(graph, endpoint).written == ()


def _refused_or_unknown(remote):
    """After a kill the store knows of the open push, or has lost it altogether; it never gives half a graph."""
    try:
        assert list(remote.query("SELECT ?o { ?s a kgb:Project ; ?p ?o }")) == []
    except RemoteError as error:
        assert "run kgbuild push again" in str(error)


# --- on the command line ---


def test_exit_code_and_one_line(capsys, seed_graph):
    url = f"http://127.0.0.1:{servers.free_port()}/sparql"
    for arguments in (["push", str(seed_graph.path), "--endpoint", url], ["query", "--endpoint", url, "vague-targets"]):
        assert cli.main([*arguments, "--timeout", "1"]) == cli.UNREADABLE
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith(f"kgbuild: {url}")
        assert err.count("\n") == 1
