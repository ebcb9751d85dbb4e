"""The labelled cells above a flattened table, as rows again: a label and what stands behind it, up to the next label.

Some labels are headings: what they head stands behind all of them (长期目标 · 年度目标 · text · text; 年初预算数 · 执行数 · a row
of money after the other; 任务名称 · 主要内容 · a task after the other).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.layouts.flattened.blocks import Block, goals, money, tasks
from kgbuild.layouts.flattened.pieces import Parting, Piece, Placed, together, unwrapped
from kgbuild.layouts.flattened.words import (
    TITLE,
    goal_heading,
    is_block,
    is_goal_label,
    is_source,
    is_task_heading,
    money_role,
    result_label,
    words_of,
)
from kgbuild.layouts.indicator_headings import GROUP_HEAD
from kgbuild.layouts.sheet_labels import label_and_value, label_of
from kgbuild.text import same_length_folded

_PROSE: Final = ("goal", "period_goal")
_ONE_PIECE: Final = ("total", "rate", "adjusted", "spent", "grade")
_LINE_OF_HEADING: Final = re.compile(
    r"(?:金额)?单位:?(?:[万亿]?元)?|\(?(?:预算)?(?:年度:)?(?:19|20)\d\d年?度?\)?|.{0,8}(?:填报|申报|编制|编报)?(?:部门|单位)(?:名称)?(?:\(.{1,4}\))?:.*"
)


class Sheet:
    """What stands above one header; the header tells whether its words are those of a result table."""

    def __init__(self, pieces: Sequence[Piece], parting: Parting, *, of_results: bool) -> None:
        self.pieces = pieces
        self.parting = parting
        self.of_results = of_results

    def rows(self) -> Iterator[Placed]:
        """Rows of label and value; a title, a unit of money, whatever has no label before it is a row of its own."""
        at = 0
        while at < len(self.pieces):
            at, rows = self._block(at) or self._labelled(at)
            yield from rows

    def _block(self, at: int) -> Block | None:
        pieces, keeps_empty = self.pieces, self.parting.keeps_empty
        return (
            (money(pieces, at, self.begins, keeps_empty=keeps_empty) if self.of_results else None)
            or goals(pieces, at, self.begins, keeps_empty=keeps_empty)
            or tasks(pieces, at, self.parting)
        )

    def _labelled(self, at: int) -> Block:
        label = self.pieces[at]
        end = self._end_of_value(at) if self.is_label(label) else at + 1
        values = [piece for piece in self.pieces[at + 1 : end] if piece.string]
        if values and self._is_text(label):
            values = [together(values)]  # behind a name may stand a label that is not known
        return end, [list(enumerate((label, *unwrapped(values)), 1))]

    def is_label(self, piece: Piece) -> bool:
        """Whether a value stands behind the piece."""
        return result_label(piece.string) is not None if self.of_results else is_goal_label(piece.text)

    def _is_text(self, label: Piece) -> bool:
        """Whether spaces and line ends in the value of a label are its own."""
        if self.of_results:
            return result_label(label.string) not in _ONE_PIECE
        return label_of(label.text) in _PROSE

    def _end_of_value(self, at: int) -> int:
        """Past the value of a label: the pieces of its line, and of those behind it while a text goes on."""
        end = at + 1
        is_open = self.parting.of_cells or self._is_text(self.pieces[at])
        while end < len(self.pieces) and not self.begins(end):
            piece = self.pieces[end]
            if piece.opens and not ((is_open and end > at + 1) or piece.goes_on or self.parting.of_cells):
                break
            end += 1
        return end

    def begins(self, at: int) -> bool:
        """Whether a piece cannot be part of the value before it."""
        piece = self.pieces[at]
        words = words_of(piece.text)
        if not words or len(piece.string) > 60:
            return False
        if self.is_label(piece) or is_task_heading(piece.text):
            return True
        if self.of_results:
            return (
                is_block(piece.string)
                or is_source(piece.string)
                or goal_heading(piece.text) is not None
                or self._heads_money(at)
                or TITLE.fullmatch(words) is not None
            )
        return (
            GROUP_HEAD.match(words) is not None
            or label_and_value(piece.text) is not None
            or _LINE_OF_HEADING.fullmatch(words) is not None
            or TITLE.fullmatch(same_length_folded(piece.string)) is not None
        )

    def _heads_money(self, at: int) -> bool:
        """Whether headings of the block of money stand here, one beside the other: 年初预算数 · 全年预算数."""
        return all(money_role(piece.string) is not None for piece in self.pieces[at : at + 2])
