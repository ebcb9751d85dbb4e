"""The server process: how it starts, how it ends, and what it does when the graph under it is built again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

import kgbuild
from tests.conftest import ROOT, SEEDS
from tests.server.conftest import serving
from tests.server.test_limits import FOR_EVER

PROJECTS = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s a kgb:Project }"}


def run(*arguments):
    command = [sys.executable, "-m", "kgbuild", "serve", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


# --- start ---


def test_no_graph(tmp_path):
    ended = run(tmp_path)
    assert ended.returncode == 3
    assert "kgbuild build" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_damaged_store(tmp_path, seed_graph):
    shutil.copytree(seed_graph.path, tmp_path / "kg")
    shutil.rmtree(tmp_path / "kg" / "store")
    ended = run(tmp_path / "kg", "--port", "0")
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    assert "build the graph again" in ended.stderr


def test_port_is_taken(seed_graph):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run(seed_graph.path, "--port", taken.getsockname()[1])
    assert ended.returncode == 2
    assert "--port" in ended.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--port", "99999"),
        ("--host", "no.such.host.invalid"),
        ("--workers", "0"),
        ("--keep", "-1"),
        ("--time-limit", "nan"),
        ("--memory-limit", "inf"),
        ("--cors", "https://a.example/"),
    ],
)
def test_wrong_options(seed_graph, options):
    ended = run(seed_graph.path, *options)
    assert ended.returncode == 2
    assert options[0] in ended.stderr
    assert "Traceback" not in ended.stderr


def test_too_little_memory_for_a_worker(seed_graph):
    ended = run(seed_graph.path, "--memory-limit", "10", "--port", "0")
    assert ended.returncode == 3
    assert "--memory-limit" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_warning_beyond_loopback(seed_graph):
    everywhere = ("--host", "0.0.0.0", "--port", "0")  # noqa: S104
    command = [sys.executable, "-m", "kgbuild", "serve", str(seed_graph.path), *everywhere]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        said = [process.stderr.readline(), process.stderr.readline()]
        process.terminate()
    assert "warning" in said[0]
    assert "serving" in said[1]


# --- end ---


def children(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at /proc")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_ends_at_once_with_a_query_running(seed_graph, stop):
    with serving(seed_graph.path, "--time-limit", "600") as (address, process):
        workers = children(process)
        asked = []

        def ask():
            asked.append(httpx.get(f"{address}/sparql", params={"query": FOR_EVER}, timeout=60).status_code)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for one in threads:
            one.start()
        _until(lambda: any(_runs(one) for one in workers))
        process.send_signal(stop)
        process.wait(20)
        for one in threads:
            one.join()
    assert asked == [503, 503]
    assert not any(Path(f"/proc/{one}").exists() for one in workers)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at /proc")
def test_ctrl_c_is_for_the_server_alone(seed_graph):
    """A terminal says it to all processes; a query must not end before its caller is told why."""
    with serving(seed_graph.path, "--keep", "0") as (address, process):
        workers = children(process)
        for one in workers:
            os.kill(int(one), signal.SIGINT)
        assert [httpx.get(f"{address}/sparql", params=PROJECTS).status_code for _ in range(6)] == [200] * 6
        assert children(process) == workers


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at /proc")
def test_workers_end_with_a_killed_server(seed_graph):
    with serving(seed_graph.path) as (_, process):
        workers = children(process)
        process.kill()
        process.wait()
        _until(lambda: not any(_lives(one) for one in workers))  # each sees the end of its input


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at /proc")
def test_dead_workers_are_replaced(seed_graph):
    with (
        serving(seed_graph.path, "--keep", "0") as (address, process),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        workers = children(process)
        for one in workers:
            os.kill(int(one), signal.SIGKILL)
        _until(lambda: not any(_lives(one) for one in workers))
        answers = {client.get("/sparql", params=PROJECTS).status_code for _ in range(12)}
        assert client.get("/sparql", params=PROJECTS).status_code == 200
    assert answers <= {200, 503}


def _until(true):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end


def _runs(worker):
    """Whether the worker is busy with more than its start."""
    fields = Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK") > 0.6


def _lives(worker):
    try:
        return Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# --- a rebuild under the server ---


def count(client):
    [row] = client.get("/sparql", params=PROJECTS).raise_for_status().json()["results"]["bindings"]
    return int(row["n"]["value"])


def test_rebuild_is_noticed(tmp_path):
    kgbuild.build([SEEDS[1]], tmp_path / "kg")
    with serving(tmp_path / "kg") as (address, _), httpx.Client(base_url=address, timeout=60) as client:
        assert count(client) == 19
        assert SEEDS[2].name not in client.get("/").text
        for seeds, projects in ((SEEDS[1:3], 30), (SEEDS[2:3], 11)):
            kgbuild.build(seeds, tmp_path / "kg")
            assert [count(client) for _ in range(8)] == [projects] * 8
            assert SEEDS[2].name in client.get("/").text


def test_old_graph_is_served_while_there_is_no_new_one(tmp_path, seed_graph):
    shutil.copytree(seed_graph.path, tmp_path / "kg")
    with serving(tmp_path / "kg") as (address, _), httpx.Client(base_url=address, timeout=60) as client:
        assert count(client) == 80
        (tmp_path / "kg").rename(tmp_path / "elsewhere")
        assert [count(client) for _ in range(8)] == [80] * 8
        assert client.get("/").status_code == 200


def test_rebuilds_under_load_give_one_build_or_the_other(tmp_path):
    kgbuild.build([SEEDS[1]], tmp_path / "kg")
    with serving(tmp_path / "kg") as (address, _):
        place = urlsplit(address)
        seen, stop = [], threading.Event()

        def ask():
            with httpx.Client(base_url=f"http://{place.netloc}", timeout=60) as client:
                while not stop.is_set():
                    seen.append(count(client))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for one in threads:
            one.start()
        for seeds in ([SEEDS[2]], [SEEDS[1]], [SEEDS[2]]):
            kgbuild.build(seeds, tmp_path / "kg")
        stop.set()
        for one in threads:
            one.join()
    assert {*seen} == {19, 11}
