"""The server's end of the socket to a worker: frames in any pieces, and what happens when none comes."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from kgbuild.server.jobs import Answer, Job, Outcome, frame
from kgbuild.server.line import Line, TooSlow, WorkerLost

JOB = Job("SELECT * {} # 项目", "text/csv", None, default_graphs=("https://a.example/",), most_bytes=5)
ANSWER = Answer(Outcome.DONE, "text/csv", body="项目\r\n".encode() * 1000)


def run(coroutine):
    """In a thread, since a browser of other tests leaves this one a loop that runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


async def opened():
    ours, theirs = socket.socketpair()
    _, line = await asyncio.get_running_loop().create_unix_connection(Line, sock=ours)
    return line, theirs


@pytest.mark.parametrize("size", [1, 7, 8, 9, 100, 1 << 20])
def test_frames_in_pieces(size):
    async def asked():
        line, theirs = await opened()
        with theirs:
            said = ANSWER.packed()
            answers = []
            for _ in range(2):
                coming = line.asked(b"job", 60)
                for start in range(0, len(said), size):
                    line.data_received(said[start : start + size])
                answers.append(Answer.unpacked(*await coming))
            assert theirs.recv(100).startswith(b"job")
            return answers

    assert run(asked()) == [ANSWER, ANSWER]


def test_a_job_on_the_wire():
    line = JOB.packed()
    assert Job.unpacked(line[8:]) == JOB


def test_worker_that_ends():
    async def asked():
        line, theirs = await opened()
        coming = line.asked(b"job", 60)
        theirs.close()
        with pytest.raises(WorkerLost):
            await coming
        assert line.is_lost
        with pytest.raises(WorkerLost):
            await line.asked(b"job", 60)

    run(asked())


def test_worker_that_does_not_answer():
    async def asked():
        line, theirs = await opened()
        with theirs, pytest.raises(TooSlow):
            await line.asked(b"job", 0)

    run(asked())


def test_answer_for_a_caller_who_went_away():
    async def asked():
        line, theirs = await opened()
        with theirs:
            line.asked(b"job", 60).cancel()
            line.data_received(ANSWER.packed())
            assert not line.is_lost

    run(asked())


def test_what_the_worker_says_first():
    async def heard():
        line, theirs = await opened()
        with theirs:
            theirs.sendall(frame([1, 2, 3]))
            return await line.heard(60)

    assert run(heard()) == (b"[1, 2, 3]", b"")
