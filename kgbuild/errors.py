"""The exception tree: trouble of the caller's. Trouble inside a document is data (`model.issues`).

KgbuildError
├── UsageError            a wrong argument: unknown query, format, parameter
├── UnreadableInput       a file that cannot be read at all
│   └── UnsupportedFormat a file of a kind no reader knows
└── StoreError            a graph folder that is missing, damaged or of another version
    └── RemoteError       a remote store that does not answer, refuses, or is no SPARQL store
"""

from __future__ import annotations


class KgbuildError(Exception):
    """Root of all errors that kgbuild raises on purpose. The text says what to do."""


class UsageError(KgbuildError):
    """The call itself is wrong; exit code 2."""


class UnreadableInput(KgbuildError):
    """A file cannot be read; exit code 3."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnsupportedFormat(UnreadableInput):
    """No reader knows this kind of file; exit code 3."""


class StoreError(KgbuildError):
    """The built graph is missing or damaged; exit code 3."""


class RemoteError(StoreError):
    """A remote store cannot be asked or written; exit code 3."""
