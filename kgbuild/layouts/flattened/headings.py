"""The headings of a flattened table: which pieces, one after the other, name its columns. A heading may be cut in pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.layouts.columns import Headings
from kgbuild.layouts.results.wordings import LEVELS, MARKS, NAMES, VALUES
from kgbuild.model.table import Text
from kgbuild.text import comparable

_LONGEST: Final = 4
"""How many pieces a heading or a label may have been cut into."""
_COLUMNS: Final[Headings] = {
    **LEVELS,
    **VALUES,
    "mark": re.compile(r"完成目标可能性"),
    "indicator": re.compile(f"{VALUES['indicator'].pattern}|{NAMES['indicator'].pattern}"),
}
_REST: Final = re.compile(r"\(.*\):?|[及和与].*")


@dataclass(frozen=True, slots=True)
class Headers:
    """Headings one after the other: role → first piece and piece behind the last, in the order of the columns."""

    roles: dict[str, tuple[int, int]]
    others: list[tuple[int, int]]
    end: int


def role_at(pieces: list[Text], at: int, wordings: Headings) -> tuple[str, int] | None:
    """The role of the heading that starts at a piece, and the piece behind it. A heading may be cut: 年度 · 指标值 · （A）."""
    word = ""
    for behind in range(at + 1, min(at + _LONGEST, len(pieces)) + 1):
        piece = comparable(pieces[behind - 1].string)
        if not piece or len(piece) > 30:
            return None
        word += piece
        role = next((role for role, pattern in wordings.items() if pattern.fullmatch(word.rstrip(":"))), None)
        if role:
            return role, _with_rest(pieces, behind, word, wordings[role])
    return None


def _with_rest(pieces: list[Text], behind: int, word: str, pattern: re.Pattern[str]) -> int:
    """Past what a cut heading goes on with: a bracket, or 及改进措施."""
    if behind < len(pieces):
        rest = comparable(pieces[behind].string)
        if _REST.fullmatch(rest) and pattern.fullmatch((word + rest).rstrip(":")):
            return behind + 1
    return behind


def header_of(pieces: list[Text], at: int) -> Headers | None:
    """The headings of the table of indicators, if they start at this piece."""
    first = headings_at(pieces, at, _COLUMNS)
    if "indicator" not in first.roles and "annual" in first.roles:
        return None
    reached = "actual" in first.roles or {"weight", "score"} <= first.roles.keys()
    if "indicator" not in first.roles or not reached or len(first.roles) < 3:
        return None
    marks = headings_at(pieces, first.end, {"explanation": MARKS["explanation"], "mark": MARKS["mark"]})
    return _under_one_row(_with_marks(first, marks))


def _under_one_row(found: Headers) -> Headers:
    """Headings over two rows: 年度指标值 … 得分, then 一级指标 … 指标性质 · 指标值 · 度量单位, which stand to the left."""
    roles = list(found.roles)
    left = next((at for at, role in enumerate(roles) if role == "level1"), 0)
    return replace(found, roles={role: found.roles[role] for role in (*roles[left:], *roles[:left])})


def _with_marks(found: Headers, marks: Headers) -> Headers:
    """A second row of headings under 偏差原因分析 and 完成目标可能性: kinds of cause, 原因说明, how likely."""
    if "explanation" not in marks.roles or "explanation" not in found.roles:
        return found
    causes = list(marks.roles)
    split = causes.index("explanation") + 1
    roles: dict[str, tuple[int, int]] = {}
    for role, span in found.roles.items():
        if role == "explanation":
            roles |= {cause: marks.roles[cause] for cause in causes[:split]}
        elif role == "mark":
            roles |= {cause: marks.roles[cause] for cause in causes[split:]}
        else:
            roles[role] = span
    others = [*found.others, *(found.roles[role] for role in ("explanation", "mark") if role in found.roles)]
    return Headers(roles, others, marks.end)


def headings_at(pieces: list[Text], at: int, wordings: Headings) -> Headers:
    """The headings from this piece on, as far as one follows the other; of two of a role the later one counts."""
    roles: dict[str, tuple[int, int]] = {}
    others: list[tuple[int, int]] = []
    while at < len(pieces) and (found := role_at(pieces, at, wordings)):
        role, behind = found
        if role in roles and role in ("weight", "method", "coefficient", "mark"):
            role = f"{role}#{at}"
        if role in roles:
            others.append(roles.pop(role))
        roles[role] = (at, behind)
        at = behind
    return Headers(_points_behind_name(roles), others, at)


def _points_behind_name(roles: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Of several columns of points the one behind the indicator's name is its own; the others are those of branches."""
    names = list(roles)
    points = [role for role in names if role.partition("#")[0] == "weight"]
    behind = [role for role in points if "indicator" in names and names.index(role) > names.index("indicator")]
    if not behind or behind[0] == "weight":
        return roles
    renamed = {behind[0]: "weight", "weight": f"weight#{roles['weight'][0]}"}
    return {renamed.get(role, role): span for role, span in roles.items()}
