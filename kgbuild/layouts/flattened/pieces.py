"""Pieces of a table printed as text: what was a cell stands between bars, line ends or spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kgbuild.model.table import Cell, Row, Run, Text, joined

_BAR: Final = re.compile(r"\|")
_SPACE_OR_BAR: Final = re.compile(r"[ \u3000\t|]+")
_MOST_PARTS: Final = 4
"""How many lines or words a heading or a label may have been cut into."""
_HALF: Final = re.compile(r"[\u4e00-\u9fffA-Z（）()/%％*\d-]{1,20}[:：]?")
_STUMP: Final = re.compile(r"[\u4e00-\u9fff]{1,3}")
_REST: Final = re.compile(r"指标|目标|[（(].*[）)][:：]?|[及和与].*")
"""What a word that is whole may go on with: 年度指标值 · （A）."""
_WIDEST: Final = 40
_SLACK: Final = 4
_FULL_LINES: Final = 3


class Parting(Enum):
    """How the cells of a flattened table are parted; tried in this order."""

    BARS = "bars between the cells, a row a line"
    BARRED_LINES = "a cell a line, a bar behind it"
    LINES = "a cell a line"
    SPACES = "spaces between the cells, a row a line or all in one"
    NOTHING = "nothing: the cells run together"

    @property
    def of_cells(self) -> bool:
        """Whether a line is a cell."""
        return self in (Parting.LINES, Parting.BARRED_LINES)

    @property
    def keeps_empty(self) -> bool:
        """Whether empty cells are printed."""
        return self in (Parting.BARS, Parting.BARRED_LINES)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One piece: `text` is what `whole` prints between `begin` and `end`.

    `line` is the row of the source. `opens`: it is the first of its line; `goes_on`: and the line before is full, so
    that it may be the rest of the piece before.
    """

    text: Text
    line: int
    opens: bool
    goes_on: bool
    whole: Text
    begin: int
    end: int

    @property
    def string(self) -> str:
        """What it prints."""
        return self.text.string


Cut = tuple[Text, int, int]


def pieces_of(rows: Sequence[Row], parting: Parting, by_words: Callable[[Text], Iterable[Cut]]) -> list[Piece]:
    """The pieces of all rows; `by_words` cuts where nothing is printed between cells."""
    found: list[Piece] = []
    full = _full_lines(rows) if parting is Parting.SPACES else set()
    for before, row in enumerate(rows, -1):
        if parting is Parting.NOTHING:
            cuts = [cut for text in row.texts for cut in by_words(text)]
        elif parting is Parting.SPACES:
            cuts = [cut for text in row.texts for cut in _split(text, _SPACE_OR_BAR) if cut[1] < cut[2]]
        else:
            cuts = _between_bars(row, parting)
        for at, (text, begin, end) in enumerate(cuts):
            found.append(Piece(text[begin:end], row.number, at == 0, at == 0 and before in full, text, begin, end))
    return found


def _between_bars(row: Row, parting: Parting) -> list[Cut]:
    """The cells of a line: without the empty ones that fill it up, or, where a line is a cell, the one."""
    cuts = [cut for text in row.texts for cut in _split(text, _BAR)]
    if parting.of_cells:
        filled = [cut for cut in cuts if cut[1] < cut[2]]
        return filled or (cuts[:1] if parting.keeps_empty else [])
    while cuts and cuts[-1][1] == cuts[-1][2]:
        cuts.pop()
    return cuts


def _split(text: Text, mark: re.Pattern[str]) -> Iterator[Cut]:
    begin = 0
    for match in [*mark.finditer(text.string), None]:
        end = match.start() if match else len(text)
        while begin < end and text.string[begin].isspace():
            begin += 1
        while end > begin and text.string[end - 1].isspace():
            end -= 1
        yield text, begin, end
        begin = match.end() if match else end


def _full_lines(rows: Sequence[Row]) -> set[int]:
    """The lines that reach the edge of the page, if several do: what stands in them may go on in the next.

    Programs wrap lines by characters or by their width, in which a Han character counts two.
    """
    strings = ["".join(row.strings) for row in rows]
    full: set[int] = set()
    for sizes in ([2 * len(string) for string in strings], [_width(string) for string in strings]):
        longest = max(sizes, default=0)
        at_edge = {at for at, size in enumerate(sizes) if size >= longest - _SLACK}
        if longest >= _WIDEST and len(at_edge) >= _FULL_LINES:
            full |= at_edge
    return full


def _width(string: str) -> int:
    return sum(2 if char > "\u2e7f" else 1 for char in string)


def together(pieces: Iterable[Piece]) -> Piece:
    """Several pieces as one cell again: as printed where they stand in one line, else one after the other."""
    first, *others = pieces
    for piece in others:
        if piece.whole is first.whole and piece.begin >= first.end:
            text, whole, begin, end = first.whole[first.begin : piece.end], first.whole, first.begin, piece.end
        else:
            text = whole = joined((first.text, piece.text))
            begin, end = 0, len(text)
        first = Piece(text, first.line, first.opens, first.goes_on, whole, begin, end)
    return first


def with_whole_words(pieces: list[Piece], is_word: Callable[[Text], bool]) -> list[Piece]:
    """The pieces with the words of the form whole again that line ends or spaces cut: 可持续影响 · 指标, 项目起 · 止时间."""
    kept: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _end_of_word(pieces, at, is_word)
        kept.append(pieces[at] if end == at + 1 else together(pieces[at:end]))
        at = end
    return kept


def _end_of_word(pieces: list[Piece], at: int, is_word: Callable[[Text], bool]) -> int:
    """Past the last piece of the word of the form that begins at a piece; of parts none is a word of its own."""
    if not _HALF.fullmatch(pieces[at].string):
        return at + 1
    text = pieces[at].text
    end = at + 1 if is_word(text) else 0
    for behind in range(at + 1, min(at + _MOST_PARTS, len(pieces))):
        part = pieces[behind]
        if not part.string or len(part.string) > 30:
            break
        is_rest = part.goes_on and _STUMP.fullmatch(pieces[at].string)  # 项 · 目资金（万元）
        if end and not _REST.fullmatch(part.string) and not (part.goes_on and (is_rest or not is_word(part.text))):
            break
        if not end and (not _HALF.fullmatch(part.string) or (is_word(part.text) and not is_rest)):
            break
        text = joined((text, part.text))
        if is_word(text):
            end = behind + 1
        elif end:
            break
    return end or at + 1


def unwrapped(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with those as one that only the end of a full line parts."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and piece.goes_on:
            kept[-1] = together((kept[-1], piece))
        else:
            kept.append(piece)
    return kept


Placed = list[tuple[int, Piece]]
"""Pieces with their columns."""


def row_of(placed: Iterable[tuple[int, Piece]]) -> Row:
    """A row of cells at the given columns. Each is a cell of its own, with the characters it was printed with."""
    cells: list[Cell] = []
    texts: list[Text] = []
    for column, piece in sorted((one for one in placed if one[1].string), key=lambda one: one[0]):
        cell, text = _own_cell(piece.text, column)
        cells.append(cell)
        texts.append(text)
    return Row(cells[0].row, tuple(cells), tuple(texts))


def _own_cell(text: Text, column: int) -> tuple[Cell, Text]:
    """The text in a cell of its own; one over several lines keeps the place of its first."""
    own: dict[int, Cell] = {}
    for run in text.runs:
        if id(run.cell) not in own:
            old = run.cell
            end = max(one.start + one.source_length for one in text.runs if one.cell is old)
            raw = old.raw[run.start - old.origin : end - old.origin]
            own[id(old)] = Cell(old.table, old.row, column, raw, run.start)
    runs = tuple(Run(run.at, run.length, run.start, run.source_length, own[id(run.cell)]) for run in text.runs)
    return own[id(text.runs[0].cell)], Text(text.string, runs)
