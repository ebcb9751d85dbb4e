"""`kgbuild inspect --stage tags`: the texts with their terms in colour, the tags, and the near-misses with reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from kgbuild.model.evidence import IndustryTag, Role, Term
from kgbuild.model.records import Project, Task
from kgbuild.model.table import Text
from kgbuild.reading import read_document
from kgbuild.tagging import tagged
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.points import points
from kgbuild.tagging.roles import rejected_terms
from kgbuild.tagging.sightings import read

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as Shown

_STYLES: Final = {Role.FOCUS: "bold magenta", Role.MENTION: "cyan"}
_REJECTED: Final = "red strike"
_PIPE_COLUMNS: Final = 200


def print_tags(data: bytes, name: str) -> None:
    """Every undertaking: name, tags, goal, the indicators that hold a term, near-misses. Colours on a terminal only."""
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_COLUMNS)
    for section in tagged(read_document(data, name)).sections:
        undertakings: list[Project | Task] = [*section.projects, *(section.plan.tasks if section.plan else ())]
        for one in undertakings:
            _print_undertaking(console, one)


def _print_undertaking(console: Console, one: Project | Task) -> None:
    roles = {tag.industry: tag.role for tag in one.tags}
    console.print(_marked(one.name.string, roles))
    for tag in one.tags:
        console.print(_line(tag), markup=False, soft_wrap=True)
        console.print(_reasons(tag), style="dim", markup=False, soft_wrap=True)
    if one.goal:
        console.print(_marked(one.goal.text.string, roles))
    for text in _indicators_with_terms(one):
        console.print(_marked(text.string, roles, "  · "))
    for term in rejected_terms(one.name, one.goal, one.indicators):
        console.print(_near_miss(term), style="dim", markup=False, soft_wrap=True)


def _line(tag: IndustryTag) -> str:
    words = ", ".join(sorted({_said(term) for term in tag.terms}))
    return _plain(f"  {tag.role:8}{tag.score:.2f}  {lexicon().names[tag.industry]}: {words}")


def _reasons(tag: IndustryTag) -> str:
    """The points of a tag, what it needs, and its signs in both languages, the weightiest first."""
    known = points()
    weighty = sorted(tag.signs, key=lambda sign: (-abs(known.signs[sign].points), sign))
    signs = "; ".join(f"{known.signs[one].points:+d} {known.signs[one].en} {known.signs[one].zh}" for one in weighty)
    return f"            {known.of(tag.signs)} points of {known.needed}: {known.base:+d} base 起点; {signs}"


def _said(term: Term) -> str:
    return f"{term.text.string} ({term.part}{', ' if term.aside else ''}{term.aside})"


def _near_miss(term: Term) -> str:
    return _plain(f"  rejected {term.text.string} ({term.part}, {lexicon().names[term.industry]}): {term.verdict}")


def _indicators_with_terms(one: Project | Task) -> Iterator[Text]:
    for indicator in one.indicators:
        for text in (indicator.name, indicator.annual):
            if text and read(text.string):
                yield text


def _marked(text: str, roles: dict[str, Role], before: str = "") -> Shown:
    """The text with its terms: of a Focus, else of a mention, else rejected; the longer over the shorter."""
    from rich.text import Text as Shown

    styles = [""] * len(text)
    for seen in sorted(read(text), key=lambda found: found.match.length):
        role = None if seen.spoiled else roles.get(seen.match.industry)
        for place in range(seen.match.begin, seen.match.end):
            if role is Role.FOCUS or styles[place] in ("", _REJECTED):
                styles[place] = _STYLES[role] if role else styles[place] or _REJECTED
    shown = Shown(before)
    for style, run in groupby(zip(text, styles, strict=True), key=itemgetter(1)):
        shown.append(_plain("".join(character for character, _ in run)), style=style)
    return shown


def _plain(text: str) -> str:
    """Without control characters: a document must not speak to the terminal."""
    return "".join(character for character in text if character.isprintable() or character == "\n")
