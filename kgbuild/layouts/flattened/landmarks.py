"""What a piece of a flattened table begins: a row of money, a block, the goals, the total, a note, the next sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.layouts.flattened.headings import Headers, role_at
from kgbuild.layouts.flattened.writing import joined_piece
from kgbuild.layouts.results.wordings import (
    COMPLETION,
    GOAL,
    GOAL_REVISED,
    INDICATOR_BLOCK,
    INLINE,
    LABELS,
    MONEY_BLOCK,
    NO_RECORD,
    NOTHING,
    PART,
    SOURCES,
    TAIL,
    TOTAL_ROW,
)
from kgbuild.model.table import Text
from kgbuild.text import comparable

_NUMBER: Final = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元)?")
POINTS: Final = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_TITLE: Final = re.compile(r".*(?:自评|监控|绩效评价|完成情况).*表(?:\(.*\))?")


def is_money(found: Headers) -> bool:
    """Whether headings are those of the block of money: an amount that was spent, and what it is set against."""
    return "spent" in found.roles and bool({"initial", "adjusted", "rate"} & found.roles.keys())


def is_amount(piece: Text) -> bool:
    """An amount, a rate or points, or a dash in their place."""
    words = comparable(piece.string)
    return bool(words and (_NUMBER.fullmatch(words.rstrip("%")) or NOTHING.fullmatch(words)))


def source_at(pieces: list[Text], at: int) -> int | None:
    """The piece behind the label of a row of money that starts here."""
    found = role_at(pieces, at, SOURCES) or role_at(pieces, at, {"found": PART})
    return found[1] if found else None


def is_source(line: list[Text], at: int) -> bool:
    """Whether this piece alone is the label of a row of money."""
    words = comparable(line[at].string).rstrip(":")
    return bool(PART.fullmatch(words)) or any(pattern.fullmatch(words) for pattern in SOURCES.values())


def no_record_at(pieces: list[Text], at: int) -> tuple[str, int] | None:
    """A label whose value no record has a place for, and the piece behind it."""
    words = comparable(pieces[at].string).rstrip(":")
    return ("", at + 1) if 1 < len(words) <= 16 and NO_RECORD.fullmatch(words) else None


def block_at(pieces: list[Text], at: int) -> int | None:
    """The piece behind the label of a block: 项目资金（万元）, 绩效指标."""
    found = role_at(pieces, at, {"found": MONEY_BLOCK}) or role_at(pieces, at, {"found": INDICATOR_BLOCK})
    return found[1] if found else None


def goal_at(pieces: list[Text], at: int) -> list[tuple[int, int]] | None:
    """预期目标 · 实际完成情况 one after the other, perhaps with the goal as revised between them."""
    spans: list[tuple[int, int]] = []
    while found := role_at(pieces, at, {"goal": GOAL, "revised": GOAL_REVISED}):
        spans.append((at, found[1]))
        at = found[1]
    done = role_at(pieces, at, {"found": COMPLETION}) if spans and at < len(pieces) else None
    if done is None:
        return None
    spans = spans[-2:] if len(spans) > 1 and "调整" in pieces[spans[-1][0]].string else spans[-1:]
    return [*spans, (at, done[1])]


def total_at(pieces: list[Text], at: int) -> int | None:
    """The piece behind 总分 or 合计."""
    found = role_at(pieces, at, {"found": TOTAL_ROW})
    return found[1] if found else None


def is_of_total(piece: Text) -> bool:
    """Whether a piece belongs to the row of the total: points, 自评得分：93.75."""
    words = comparable(piece.string)
    return bool(POINTS.fullmatch(words)) or any(pattern.fullmatch(words) for pattern in INLINE.values())


def begins_sheet(pieces: list[Text], at: int) -> bool:
    """Whether another sheet begins: a title, or 项目名称."""
    found = role_at(pieces, at, LABELS)
    return bool(found and found[0] == "name") or bool(_TITLE.fullmatch(comparable(pieces[at].string)))


def ends_table(pieces: list[Text], at: int) -> bool:
    """Whether the table of indicators is over: a total, a note below it, or the next sheet."""
    piece = pieces[at]
    if not piece:
        return False
    if total_at(pieces, at) or begins_sheet(pieces, at):
        return True
    found = role_at(pieces, at, {"found": TAIL})
    return bool(found) or bool(re.match(r"(?:注|备注|说明):", comparable(piece.string)))


def total_row(pieces: list[Text], label: tuple[int, int], end: int, roles: list[str]) -> Iterator[Text | None]:
    """The row of the total: the points below their columns, if there are as many as columns of points."""
    rest = [piece for piece in pieces[label[1] : end] if piece]
    points = [piece for piece in rest if POINTS.fullmatch(piece.string)]
    columns = [place for place, role in enumerate(roles) if role.partition("#")[0] in ("weight", "score")]
    cells: list[Text | None] = [None] * len(roles)
    cells[0] = joined_piece(pieces, label)
    others = [piece for piece in rest if piece not in points]
    if len(points) == len(columns):
        for place, piece in zip(columns, points, strict=True):
            cells[place] = piece
    else:
        others = rest
    yield from [*cells, *others]
