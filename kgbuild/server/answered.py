"""Answers given before: the same question to the same build has the same answer, and is not worked out twice."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Final

from kgbuild.server.jobs import Answer, Job

_CHANGING: Final = re.compile(r"now|rand|uuid|\\", re.IGNORECASE)
"""Functions that give something else each time, wherever the letters stand; an escape may hide them."""
_SHARE: Final = 8
"""No answer takes more than this part of the room."""

Build = tuple[int, int, int]
"""Which build of the graph: device, inode and time of its manifest."""


class Answered:
    """The answers that were asked for last, in so many bytes (0: none), all of one build."""

    def __init__(self, room: int) -> None:
        self._most = room // _SHARE
        self._room = room
        self._build: Build | None = None
        self._answers: OrderedDict[Job, Answer] = OrderedDict()

    def get(self, build: Build | None, job: Job) -> Answer | None:
        """The answer of this build, if it was given lately."""
        if build != self._build or job not in self._answers:
            return None
        self._answers.move_to_end(job)
        return self._answers[job]

    def put(self, build: Build, job: Job, answer: Answer) -> None:
        """Keep an answer; those that were asked for longest ago make room."""
        size = _size(job, answer)
        if size > self._most or _CHANGING.search(job.query):
            return
        if build != self._build:
            self._answers.clear()
            self._build, self._room = build, self._most * _SHARE
        if job in self._answers:  # two asked at the same time
            return
        self._answers[job] = answer
        self._room -= size
        while self._room < 0:
            self._room += _size(*self._answers.popitem(last=False))


def _size(job: Job, answer: Answer) -> int:
    return len(answer.body) + 4 * len(job.query) + 1000
