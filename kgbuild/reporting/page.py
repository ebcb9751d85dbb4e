"""The report as one self-contained HTML page: opens offline, reads without JavaScript, prints, and asks for nothing.

Everything a document prints is escaped by the template engine; the one style sheet and the one script are named by
their hash in the page's Content-Security-Policy, so nothing else can run.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import kgbuild
from kgbuild.reporting import words
from kgbuild.reporting.excerpt import Window, excerpts
from kgbuild.reporting.grouping import by_document
from kgbuild.reporting.located import Located
from kgbuild.reporting.report import Report
from kgbuild.reporting.summary import Line, closing, summary
from kgbuild.reporting.words import Language
from kgbuild.whereabouts import Place

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES: Final = Path(__file__).parent / "templates"
_MARKED: Final = 400
_AROUND: Final = 60
_OTHERS: Final = 24
_CHUNK: Final = 200
"""Pieces of the template written at once."""


@dataclass(frozen=True, slots=True)
class _Figure:
    file: str
    address: str
    place: Place
    windows: tuple[Window, ...]


def as_page(report: Report, language: Language = "zh", *, home: str = "") -> str:
    """The page as text; `home` is the address of a page above it, if there is one."""
    return "".join(_pieces(report, language, home))


def write_page(report: Report, path: Path, language: Language = "zh") -> None:
    """The page as a file, piece by piece."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_pieces(report, language, ""))


def _pieces(report: Report, language: Language, home: str) -> Iterator[str]:
    yield from rendered("page.html.jinja", {**_known(report), "language": language, "home": home}, "page.js")


def rendered(template: str, known: Mapping[str, Any], script: str) -> Iterator[str]:
    """A template with our style sheet and one of our scripts, piece by piece."""
    style, code = _source("page.css"), _source("shared.js") + _source(script)
    own = {"version": kgbuild.__version__, "style": style, "style_hash": _digest(style)}
    own |= {"script": code, "script_hash": _digest(code)}
    stream = _environment().get_template(template).stream({**known, **own})
    stream.enable_buffering(_CHUNK)
    yield from stream


@cache
def _source(name: str) -> str:
    return _TEMPLATES.joinpath(name).read_text("utf-8")


def _known(report: Report) -> dict[str, Any]:
    """What the template is given."""
    lines = summary(report)
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in report.findings:
        places[one.rule.id].append(
            (one.fingerprint, f"{one.file or '—'}:{one.place.row}" if one.place else one.file or "—")
        )
    return {
        "report": report,
        "groups": list(by_document(report)),
        "lines": lines,
        "rule_groups": rule_groups(lines),
        "closing": list(closing(report)),
        "places": places,
        "found_in": Counter(one.document for one in report.findings),
        "excerpts": _figures,
    }


def rule_groups(lines: Iterable[Line]) -> list[tuple[tuple[str, str], list[Line]]]:
    """Lines of a summary under the names of their groups."""
    return [(label, list(group)) for label, group in groupby(lines, key=lambda line: line.group)]


def _figures(one: Located) -> list[_Figure]:
    known = {shown.place: shown for shown in one.shown}
    return [
        _Figure(known[excerpt.place].file, known[excerpt.place].address, excerpt.place, excerpt.windows)
        for excerpt in excerpts(one, marked=_MARKED, around=_AROUND, others=_OTHERS)
    ]


def _digest(text: str) -> str:
    """A hash as a Content-Security-Policy names it."""
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["severities"] = {severity.value: pair for severity, pair in words.SEVERITY.items()}
    environment.globals["status"] = words.status
    return environment
