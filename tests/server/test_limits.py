"""What one caller may take, and that others do not notice."""

import http.client
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest

from tests.server.conftest import SECONDS, serving

FOR_EVER = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED_FOR_EVER = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a LIMIT 1"
QUICK = "SELECT ?l WHERE { kgb:Project rdfs:label ?l }"


@pytest.mark.parametrize("query", [FOR_EVER, f"ASK {{ {{ {FOR_EVER} }} FILTER (?n = 0) }}"])
def test_query_without_end_is_stopped(ask, query):
    response = ask(query, "text/csv")
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert f"{SECONDS} seconds" in response.text


def test_others_are_answered_meanwhile(client, ask):
    with ThreadPoolExecutor(8) as threads:
        long = [threads.submit(ask, FOR_EVER) for _ in range(2)]
        answered = []
        while not all(one.done() for one in long):
            answered.append((ask(QUICK).status_code, client.get("/search?q=5G").status_code))
        assert {one.result().status_code for one in long} == {503}
    assert len(answered) > 1
    assert {*answered} == {(200, 200)}


def test_pages_are_answered_when_every_worker_is_held(client, ask):
    with ThreadPoolExecutor(8) as threads:
        long = [threads.submit(ask, FOR_EVER) for _ in range(3)]
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
        assert {one.result().status_code for one in long} == {503}
    assert ask(QUICK).status_code == 200


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv", "text/html"])
def test_large_answer_is_refused_whole(ask, accept):
    response = ask("SELECT * WHERE { ?s ?p ?o }", accept)
    assert response.status_code == 413
    assert "LIMIT" in response.text
    assert len(response.content) < 5000


def test_page_has_a_limit_of_its_own(seed_graph):
    """A page is written by the process that answers everybody."""
    everything = {"query": "SELECT * WHERE { ?s ?p ?o }"}
    with serving(seed_graph.path) as (address, _):
        program = httpx.get(f"{address}/sparql", params=everything, timeout=60)
        person = httpx.get(f"{address}/sparql", params=everything, headers={"Accept": "text/html"}, timeout=60)
    assert (program.status_code, person.status_code) == (200, 413)
    assert len(program.content) > 4 << 20
    assert "SELECT" in person.text


def test_large_graph_is_refused_whole(ask):
    assert ask("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle").status_code == 413


def test_large_request_is_refused(client):
    body = b"#" + b"x" * (1 << 20)
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=body, headers=headers).status_code == 413
    assert client.post("/sparql", content=iter([body[: 1 << 19]] * 3), headers=headers).status_code == 413


def test_long_address_is_refused(address):
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port)
    connection.request("GET", "/sparql?query=ASK%7B%7D%23" + "x" * 200_000)
    assert connection.getresponse().status == 400
    connection.close()


@pytest.mark.parametrize("pieces", [1, 50])
@pytest.mark.parametrize("head", ["GET /?{long} HTTP/1.1\r\n", "GET / HTTP/1.1\r\nX-Long: {long}\r\n"])
@pytest.mark.parametrize("end", ["Host: localhost\r\n\r\n", ""])
def test_long_head_is_refused_before_it_ends(address, head, pieces, end):
    place = urlsplit(address)
    said = (head.format(long="x" * (1 << 20)) + end).encode()
    step = len(said) // pieces + 1
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        with suppress(OSError):  # the server need not wait for all of it
            for start in range(0, len(said), step):
                connection.sendall(said[start : start + step])
        answer = _said(connection)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")  # b"": refused while more was under way


def _said(connection):
    try:
        return connection.recv(1000)
    except ConnectionResetError:
        return b""


def test_heads_one_after_the_other_are_not_added_up(address):
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port)
    for _ in range(3):
        connection.request("GET", "/sparql?query=ASK%7B%7D%23" + "x" * 40_000)
        response = connection.getresponse()
        assert (response.status, response.read()[:1]) == (200, b"{")
    connection.close()


def test_pipelined_requests_are_answered_in_order(address):
    place = urlsplit(address)
    asked = [f"SELECT ({number} AS ?n) {{}}".replace(" ", "+") for number in range(5)]
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        for query in asked:
            head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n"
            connection.sendall(f"{head}\r\n".encode())
        got = b""
        while got.count(b"HTTP/1.1 200") < len(asked) or not got.endswith(b"4\r\n"):
            got += connection.recv(4096)
    assert [body.split(b"\r\n")[1] for body in got.split(b"\r\n\r\n")[1:]] == [b"%d" % n for n in range(5)]


def test_deep_query_kills_nobody_else(ask, client):
    deep = "SELECT * WHERE {" + "{" * 100_000 + "}" * 100_000 + "}"
    response = client.post("/sparql", data={"query": deep})
    assert response.status_code == 503
    assert ask(QUICK).status_code == 200


def test_memory_is_bounded(seed_graph):
    with serving(seed_graph.path, "--memory-limit", "700", "--time-limit", "60", "--workers", "1") as (address, _):
        heavy = httpx.get(f"{address}/sparql", params={"query": SORTED_FOR_EVER}, timeout=90)
        assert heavy.status_code == 503
        assert "700 MiB" in heavy.text
        assert httpx.get(f"{address}/sparql", params={"query": QUICK}).status_code == 200


def test_queue_is_short(seed_graph):
    options = ("--workers", "1", "--queue", "1", "--time-limit", "2")
    with serving(seed_graph.path, *options) as (address, _), ThreadPoolExecutor(6) as threads:

        def asked(_):
            return httpx.get(f"{address}/sparql", params={"query": FOR_EVER}, timeout=60)

        answers = list(threads.map(asked, range(6)))
    assert {one.status_code for one in answers} == {503}
    assert all(one.headers["retry-after"] for one in answers)
    assert sum("waiting" in one.text for one in answers) >= 4


def test_caller_who_goes_away_frees_the_worker(seed_graph):
    with serving(seed_graph.path, "--workers", "1", "--time-limit", "600") as (address, _):
        place = urlsplit(address)
        for _ in range(3):
            with socket.create_connection((place.hostname, place.port)) as gone:
                query = FOR_EVER.replace(" ", "+").replace("?", "%3F")
                gone.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        assert httpx.get(f"{address}/sparql", params={"query": QUICK}, timeout=60).status_code == 200


# --- what leaves this machine: nothing ---


@pytest.fixture
def elsewhere():
    """A server that would notice being asked: its port, and whether somebody came."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)

        def visited():
            try:
                listening.accept()[0].close()
            except BlockingIOError:
                return False
            return True

        yield listening.getsockname()[1], visited


def test_service_is_refused(client, ask, elsewhere):
    port, visited = elsewhere
    server = f"<http://127.0.0.1:{port}/sparql>"
    queries = [
        f"SELECT * {{ SERVICE {server} {{ ?s ?p ?o }} }}",
        f"PREFIX : {server} SELECT * {{ service:{{}} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE SILENT {server} {{}} }} }}",
        f"SELECT * {{ \\u0053ERVICE {server} {{}} }}",
    ]
    assert {ask(one).status_code for one in queries} == {403}
    assert {client.post("/sparql", data={"query": one}).status_code for one in queries} == {403}
    assert not visited()


def test_nothing_else_fetches(ask, elsewhere):
    port, visited = elsewhere
    there = f"<http://127.0.0.1:{port}/x>"
    everything = "WHERE { ?s ?p ?o } LIMIT 1"
    ask(" ".join(("SELECT * FROM", there, everything)))
    ask(" ".join(("SELECT * FROM NAMED", there, everything)))
    ask("ASK {}", **{"default-graph-uri": there.strip("<>")})
    ask(f"LOAD {there}")
    ask(f"DESCRIBE {there}")
    assert not visited()


def test_a_worker_has_no_way_out(seed_graph, elsewhere):
    """The second wall: a worker that is handed such a query all the same cannot open a socket."""
    import subprocess
    import sys

    from kgbuild.server.jobs import LENGTHS, Job

    port, visited = elsewhere
    query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    job = Job(query, "text/csv", "text/turtle").packed()
    command = [sys.executable, "-m", "kgbuild.server.worker", str(seed_graph.path), "20", "1000000", str(2 << 30)]
    out = subprocess.run(command, input=job, capture_output=True, check=True).stdout
    answer = out[LENGTHS.size + sum(LENGTHS.unpack_from(out)) :]
    assert b'"failed"' in answer
    assert b"os error 13" in answer
    assert not visited()


# --- names and headers ---


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.evil"])
def test_other_names_of_this_server_are_refused(address, host):
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port)
    connection.putrequest("GET", "/sparql?query=ASK%7B%7D", skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    assert connection.getresponse().status in (400, 421)
    connection.close()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"])
def test_names_of_loopback_are_taken(client, host):
    assert client.get("/queries", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/queries", "/nowhere", "/style.css", "/id/x"])
def test_headers_of_every_answer(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_slow_request_does_not_hold_others(address, ask):
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port)) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
        slow.sendall(b"Content-Length: 100\r\n\r\nSELECT")
        started = time.monotonic()
        assert ask(QUICK).status_code == 200
        assert time.monotonic() - started < 60
