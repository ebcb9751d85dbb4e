"""Pieces of flattened text: what was a cell of a table stands between bars, line ends or spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kgbuild.model.table import Cell, Row, Run, Text, joined

_BARS: Final = re.compile(r"\|")
_SPACES_OR_BARS: Final = re.compile(r"[ \u3000\t|]+")
_RESTS: Final = ("指标", "目标", "（万元）", "(万元)", "（元）", "(元)")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{1,12}")


class Mode(Enum):
    """How the cells of a flattened table are parted."""

    PIPED = "bars, a row a line"
    BARRED = "a cell a line, a bar behind it"
    LINES = "a cell a line"
    SPACED = "spaces, a row a line"
    RUNNING = "spaces, all of it in one paragraph"
    GLUED = "nothing"


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One piece; `line` is the number of its row in the source, `opens` whether it is the first of its line.

    `whole` is the text that it was cut from, between `begin` and `end`.
    """

    text: Text
    line: int
    opens: bool
    whole: Text
    begin: int
    end: int

    @property
    def string(self) -> str:
        """What it prints."""
        return self.text.string


def by_bars(row: Row) -> list[Token]:
    """The cells of a line with bars, also empty ones between others."""
    pieces = [piece for text in row.texts for piece in _split(text, _BARS)]
    while pieces and pieces[-1][1] == pieces[-1][2]:
        pieces.pop()
    return pieces_of(pieces, row)


def by_spaces(row: Row) -> list[Token]:
    """The words of a line between spaces or bars."""
    return pieces_of(
        [piece for text in row.texts for piece in _split(text, _SPACES_OR_BARS) if piece[1] < piece[2]], row
    )


def by_lines(row: Row, *, keep_empty: bool) -> list[Token]:
    """The line as one piece without the bar behind it; a bar alone is an empty cell."""
    pieces = [piece for text in row.texts for piece in _split(text, _BARS)]
    filled = [piece for piece in pieces if piece[1] < piece[2]]
    return pieces_of(filled or (pieces[:1] if keep_empty else []), row)


Piece = tuple[Text, int, int]


def _split(text: Text, mark: re.Pattern[str]) -> Iterator[Piece]:
    begin = 0
    for match in [*mark.finditer(text.string), None]:
        end = match.start() if match else len(text)
        while begin < end and text.string[begin].isspace():
            begin += 1
        while end > begin and text.string[end - 1].isspace():
            end -= 1
        yield text, begin, end
        begin = match.end() if match else end


def pieces_of(pieces: Iterable[Piece], row: Row) -> list[Token]:
    """Stretches of the texts of one row as tokens."""
    return [
        Token(text[begin:end], row.number, at == 0, text, begin, end) for at, (text, begin, end) in enumerate(pieces)
    ]


def together(tokens: Iterable[Token]) -> Token:
    """Several pieces as one cell again: as printed where they stand in one line, else one after the other."""
    first, *others = tokens
    for token in others:
        if token.whole is first.whole and token.begin >= first.end:
            text = first.whole[first.begin : token.end]
            first = Token(text, first.line, first.opens, first.whole, first.begin, token.end)
        else:
            text = joined((first.text, token.text))
            first = Token(text, first.line, first.opens, text, 0, len(text))
    return first


def without_breaks(tokens: list[Token], is_word: Callable[[Text], bool]) -> list[Token]:
    """Words that a line end or a space cut (可持续影响 | 指标, 项目起 | 止时间) are whole again."""
    kept: list[Token] = []
    for token in tokens:
        if kept and kept[-1].string and (token.string in _RESTS or _may_go_on(kept[-1], token, is_word)):
            whole = joined((kept[-1].text, token.text))
            if is_word(whole):
                kept[-1] = Token(whole, kept[-1].line, kept[-1].opens, whole, 0, len(whole))
                continue
        kept.append(token)
    return kept


def _may_go_on(before: Token, token: Token, is_word: Callable[[Text], bool]) -> bool:
    """Two halves that are no words of their own."""
    both_words = _HAN.fullmatch(before.string) and _HAN.fullmatch(token.string)
    return bool(both_words) and not is_word(before.text) and not is_word(token.text)


def row_of_tokens(placed: Iterable[tuple[int, Token]]) -> Row:
    """A row of cells at the given columns. Each is a cell of its own, with the characters it was printed with."""
    cells: list[Cell] = []
    texts: list[Text] = []
    for column, token in sorted(placed, key=lambda one: one[0]):
        cell, text = _own_cell(token.text, column)
        cells.append(cell)
        texts.append(text)
    return Row(cells[0].row, tuple(cells), tuple(texts))


def _own_cell(text: Text, column: int) -> tuple[Cell, Text]:
    first, last = text.runs[0], text.runs[-1]
    source = first.cell
    if all(run.cell is source for run in text.runs):
        end = last.start + last.source_length
        raw = source.raw[first.start - source.origin : end - source.origin]
        cell = Cell(source.table, source.row, column, raw, first.start)
    else:  # a cell over several lines keeps the places of its first line
        end = max(run.start + run.source_length for run in text.runs if run.cell is source)
        raw = source.raw[first.start - source.origin : end - source.origin]
        cell = Cell(source.table, source.row, column, raw, first.start)
    runs = tuple(
        Run(run.at, run.length, run.start, run.source_length, cell if run.cell is source else run.cell)
        for run in text.runs
    )
    return cell, Text(text.string, runs)
