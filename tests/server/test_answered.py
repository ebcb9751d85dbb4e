"""Answers given before: whose they are, and when they are forgotten."""

import socket
from urllib.parse import quote, urlsplit

import httpx
import pytest

from kgbuild.server.answered import Answered
from kgbuild.server.jobs import Answer, Job, Outcome
from tests.server.conftest import serving
from tests.server.test_limits import FOR_EVER

OLD, NEW = (1, 1, 1), (1, 2, 1)
ROOM = 80_000


def job(text="SELECT * {}", **other):
    return Job(text, "text/csv", "text/turtle", **other)


def answer(text="a", size=1):
    return Answer(Outcome.DONE, "text/csv", body=text.encode() * size)


def test_same_question_same_answer():
    answered = Answered(ROOM)
    assert answered.get(OLD, job()) is None
    answered.put(OLD, job(), answer())
    assert answered.get(OLD, job()) == answer()


@pytest.mark.parametrize(
    "other",
    [
        job("SELECT  * {}"),
        job(default_graphs=("https://a.example/",)),
        job(named_graphs=("https://a.example/",)),
        job(most_bytes=5),
        Job("SELECT * {}", "application/sparql-results+json", "text/turtle"),
        Job("SELECT * {}", "text/csv", None),
    ],
)
def test_other_question(other):
    answered = Answered(ROOM)
    answered.put(OLD, job(), answer())
    assert answered.get(OLD, other) is None


def test_another_build_forgets():
    answered = Answered(ROOM)
    answered.put(OLD, job(), answer("old"))
    assert answered.get(NEW, job()) is None
    assert answered.get(None, job()) is None
    answered.put(NEW, job("ASK {}"), answer("new"))
    assert answered.get(NEW, job()) is None
    assert answered.get(NEW, job("ASK {}")) == answer("new")


@pytest.mark.parametrize("text", ["NOW()", "now()", "RAND()", "UUID()", "STRUUID()", "\\u004EOW()"])
def test_what_changes_each_time_is_not_kept(text):
    answered = Answered(ROOM)
    answered.put(OLD, job(f"SELECT ({text} AS ?x) {{}}"), answer())
    assert answered.get(OLD, job(f"SELECT ({text} AS ?x) {{}}")) is None


def test_room_is_bounded_and_the_last_asked_stay():
    answered = Answered(ROOM)
    for number in range(100):
        answered.put(OLD, job(f"ASK {{}} # {number}"), answer(size=7000))
        answered.get(OLD, job("ASK {} # 0"))
    kept = [number for number in range(100) if answered.get(OLD, job(f"ASK {{}} # {number}"))]
    assert kept[0] == 0
    assert kept[1:] == list(range(100 - len(kept) + 1, 100))
    assert 5 < len(kept) <= ROOM // 7000


def test_same_answer_twice_takes_room_once():
    answered = Answered(ROOM)
    answered.put(OLD, job("ASK {} # other"), answer())
    for _ in range(100):
        answered.put(OLD, job(), answer(size=7000))
    assert answered.get(OLD, job("ASK {} # other"))


@pytest.mark.parametrize(("room", "size"), [(0, 1), (ROOM, ROOM // 8)])
def test_no_room(room, size):
    answered = Answered(room)
    answered.put(OLD, job(), answer(size=size))
    assert answered.get(OLD, job()) is None


def test_an_answer_given_before_needs_no_worker(seed_graph):
    """The only worker is held; what was asked before is answered all the same."""
    with serving(seed_graph.path, "--workers", "1", "--time-limit", "600") as (address, _):
        quick = {"query": "SELECT ?l { kgb:Project rdfs:label ?l } ORDER BY ?l", "format": "csv"}
        first = httpx.get(f"{address}/sparql", params=quick)
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port)) as holding:
            query = quote(FOR_EVER)
            holding.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
            with pytest.raises(httpx.ReadTimeout):
                httpx.get(f"{address}/sparql", params={**quick, "query": "ASK {}"}, timeout=1)
            again = httpx.get(f"{address}/sparql", params=quick, timeout=60)
        assert (again.status_code, again.content) == (200, first.content)


def test_changing_answers_change(seed_graph):
    with serving(seed_graph.path) as (address, _):
        rand = {"query": "SELECT (RAND() AS ?x) {}", "format": "csv"}
        assert len({httpx.get(f"{address}/sparql", params=rand).text for _ in range(3)}) == 3
