"""Where the time of a build goes: the functions of each stage, timed inside a real build.

A stage's seconds are of its own thread, and exclude those of stages that it calls. What no stage claims is `other`, so
are the threads that the store has of its own.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any, Final

STAGES: Final = {
    "read": ("kgbuild.reading:read_with_tables",),
    "tagging": ("kgbuild.tagging:tagged",),
    "quads": ("kgbuild.rdf.statements:state",),
    "n-quads": ("kgbuild.rdf.notation:sorted_lines", "kgbuild.graph_files:write_nquads"),
    "turtle": (
        "kgbuild.rdf.notation:turtle",
        "kgbuild.rdf.notation:turtle_body",
        "kgbuild.graph_files:write_turtle",
    ),
    "linking": (
        "kgbuild.linking.digest:digest",
        "kgbuild.pipeline:_between",
        "kgbuild.linking.discrepancies:readings",
        "kgbuild.linking.discrepancies:discrepancies",
    ),
    "shacl": ("kgbuild.validate:judge_document", "kgbuild.validate:judge_links"),
    "audit facts": ("kgbuild.auditing:derive", "kgbuild.tallies:tallied"),
    "report": (
        "kgbuild.validate:report_quads",
        "kgbuild.document_build:kept",
        "kgbuild.reporting.document_page:document_page",
        "kgbuild.reporting.graph_page:write_report",
    ),
    "store": ("kgbuild.loading:load", "kgbuild.updating:apply"),
}


class Stages:
    """Processor seconds of each stage since it was installed."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._threads = threading.local()

    def install(self) -> None:
        """Put a clock around each function, wherever kgbuild has imported it to."""
        for stage, names in STAGES.items():
            for name in names:
                if function := found(name):
                    replaced(function, self._timed(stage, function))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            self._turn()
            self._running.append(stage)
            try:
                return function(*arguments, **options)
            finally:
                self._turn()
                self._running.pop()

        return timed

    @property
    def _running(self) -> list[str]:
        """The stages that this thread is in, the innermost last."""
        running: list[str] = self._threads.__dict__.setdefault("running", [])
        return running

    def _turn(self) -> None:
        now = time.thread_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._threads.since
        self._threads.since = now


def without_shacl() -> None:
    """Let every document pass without being judged."""
    for name in STAGES["shacl"]:
        if function := found(name):
            replaced(function, lambda *_arguments, **_options: [])


def without_report() -> None:
    """Leave out what no named query asks for: how each rule came out for each document, and the report page."""
    report_quads = found("kgbuild.validate:report_quads")
    if report_quads:
        whole = report_quads
        replaced(report_quads, lambda findings, minter, _tallies=(): whole(findings, minter, []))
    if page := found("kgbuild.pipeline:_write_page"):
        replaced(page, lambda *_arguments: None)


def found(name: str) -> Callable[..., Any] | None:
    """The function of this name; None if kgbuild has it no more (then its time counts as `other`)."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute, None)


def replaced(function: Callable[..., Any], other: Callable[..., Any]) -> None:
    """Put `other` wherever a module of kgbuild names `function`."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "kgbuild"]
    for module in modules:
        for name, value in list(vars(module).items()):
            if value is function:
                setattr(module, name, other)
