"""Tables that a page or a converter flattened into text, brought back into rows and columns.

What was a table of indicators comes as bars with the merged cells left out, as a cell a line, as a row a line with spaces,
or as one paragraph. It is known by its headings standing one after the other (一级指标 二级指标 三级指标 指标值 …); what stands
above them is labels and values, what stands below is aligned with the columns. A document whose tables are whole is
returned as it is. Each piece stays where it is printed: the row of a cell is the line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.layouts.columns import find_columns
from kgbuild.layouts.indicator_headings import GROUP_HEAD, INDICATORS, NAMES, OF_THE_PERIOD, is_heading, matches
from kgbuild.layouts.layout import Columns
from kgbuild.layouts.reflow.alignment import align
from kgbuild.layouts.reflow.glued import by_words
from kgbuild.layouts.reflow.sheets import label_rows
from kgbuild.layouts.reflow.tokens import (
    Mode,
    Token,
    by_bars,
    by_lines,
    by_spaces,
    row_of_tokens,
    together,
    without_breaks,
)
from kgbuild.layouts.reflow.words import LEVEL1, LEVEL2, NOTE, TABLE_NUMBER, TITLE, is_known, is_label, words_of
from kgbuild.layouts.sheet_labels import label_of
from kgbuild.model.table import Cell, Document, Row, Table

MAX_PIECES: Final = 80_000
"""A longer text is left as it is: no flattened table has a tenth of it."""
_MAX_CHARACTERS: Final = 2_000_000
_SIGNS: Final = re.compile(r"(?:指标|目标|实现)(?:目标)?值|预期实现")
"""Some heading of a column of values; a text without one holds no flattened table."""
_MIN_HEADINGS: Final = 3
_LEVEL1_HEAD: Final = {"level1": INDICATORS["level1"]}


def reflowed(document: Document, has_header: Callable[[Row], bool]) -> Document:
    """The document with flattened tables in rows and columns; `has_header` knows the headers of whole tables."""
    tables = tuple(_reflowed(table, has_header) for table in document.tables)
    return (
        replace(document, tables=tables)
        if any(new is not old for new, old in zip(tables, document.tables, strict=True))
        else document
    )


def _reflowed(table: Table, has_header: Callable[[Row], bool]) -> Table:
    texts = [text.string for row in table.rows for text in row.texts]
    pieces = sum(text.count(" ") + text.count("|") + text.count("指标") + 1 for text in texts)
    if (
        sum(map(len, texts)) > _MAX_CHARACTERS
        or len(table.rows) > MAX_PIECES
        or not any(_SIGNS.search(_squeezed(text)) for text in texts)
    ):
        return table
    if any(map(has_header, table.rows)) and not _is_ragged(table.rows):
        return table
    for mode in Mode:
        if mode not in (Mode.BARRED, Mode.LINES) and pieces > MAX_PIECES:
            continue
        tokens = _tokens(table.rows, mode)
        headers = list(_headers(tokens, mode))
        if headers:
            return replace(table, rows=tuple(_rows(tokens, headers, mode)))
    return table


def _squeezed(text: str) -> str:
    return text.replace(" ", "") if " " in text else text


def _tokens(rows: Sequence[Row], mode: Mode) -> list[Token]:
    if mode is Mode.PIPED:
        return [token for row in rows for token in by_bars(row)]
    if mode in (Mode.BARRED, Mode.LINES):
        tokens = [token for row in rows for token in by_lines(row, keep_empty=mode is Mode.BARRED)]
    elif mode is Mode.GLUED:
        tokens = [token for row in rows for token in by_words(row)]
    else:
        tokens = [token for row in rows for token in by_spaces(row)]
    return without_breaks(tokens, is_known)


# --- headings -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Header:
    """Headings that stand one after the other, and the columns that they head."""

    start: int
    end: int
    tokens: tuple[tuple[int, Token], ...]
    columns: Columns


def _headers(tokens: list[Token], mode: Mode) -> Iterator[_Header]:
    at = 0
    while at < len(tokens):
        end = at
        while (
            end < len(tokens)
            and tokens[end].string
            and is_heading(tokens[end].text)
            and _goes_on(tokens, at, end, mode)
        ):
            end += 1
        if end - at >= _MIN_HEADINGS and (header := _header(tokens, at, end)) and _is_of_mode(tokens, header, mode):
            yield header
        at = max(end, at + 1)


def _goes_on(tokens: list[Token], start: int, at: int, mode: Mode) -> bool:
    """Whether a heading belongs to those before it: bars and spaces keep them in few lines, else each has its own."""
    apart = tokens[at].line - tokens[start].line
    return apart <= 3 if mode not in (Mode.BARRED, Mode.LINES) else True


def _is_of_mode(tokens: list[Token], header: _Header, mode: Mode) -> bool:
    """Whether the headings stand as this mode has them."""
    lines = {token.line for token in tokens[header.start : header.end]}
    count = header.end - header.start
    if mode in (Mode.LINES, Mode.BARRED):
        parted = sum("|" in cell.raw for cell in _cells(tokens[header.start : header.end]))
        return len(lines) == count and (mode is Mode.LINES or parted * 2 > count)
    if len(lines) * 2 > count:
        return False
    if mode is Mode.GLUED:
        inner = {role for role in header.columns if not role.startswith(("aside.", "level"))}
        rest = tokens[header.end : header.end + 1]
        begins = bool(rest) and LEVEL1.fullmatch(words_of(rest[0].text)) is not None
        return inner == {"indicator", "annual"} and begins  # a third column could not be told from the value
    following = tokens[header.end].line if header.end < len(tokens) else -1
    return mode is not Mode.SPACED or following != tokens[header.end - 1].line


def _cells(tokens: Sequence[Token]) -> list[Cell]:
    return [run.cell for token in tokens for run in token.text.runs[:1]]


def _header(tokens: list[Token], start: int, end: int) -> _Header | None:
    """The columns of a run of headings, without those that only stand over others."""
    kept = [token for token in tokens[start:end] if not _is_over_others(token, tokens[start:end])]
    placed: list[tuple[int, Token]] = []
    column = 0
    for token in kept:
        column += 1
        placed.append((column, token))
        if words_of(token.text) == "评价内容":
            column += 1  # 投入 and 时效目标 stand below one heading
    row = row_of_tokens(placed)
    columns = matches(row)
    if columns is None or any(role.startswith("group.") for role in columns):
        return None
    return _Header(start, end, tuple(placed), columns)


def _is_over_others(token: Token, run: Sequence[Token]) -> bool:
    words = words_of(token.text)
    if OF_THE_PERIOD.fullmatch(words):
        return False  # it marks the whole table
    others = [words_of(other.text) for other in run if other is not token]
    if GROUP_HEAD.fullmatch(words) and "指标" in words and any(map(_names_indicators, others)):
        return True
    if words == "年度绩效目标表":
        return True
    behind = [words_of(other.text) for other in run[run.index(token) + 1 :][:1]]
    return words == "指标值" and behind in (["前年"], ["上年"])


def _names_indicators(words: str) -> bool:
    return (
        any(pattern.fullmatch(words) for pattern in (INDICATORS["indicator"], NAMES[0]["indicator"])) or words == "指标"
    )


# --- rows -------------------------------------------------------------------------------------------------


def _rows(tokens: list[Token], headers: list[_Header], mode: Mode) -> Iterator[Row]:
    position = 0
    for number, header in enumerate(headers):
        following = headers[number + 1].start if number + 1 < len(headers) else len(tokens)
        yield from label_rows(tokens[position : header.start], mode)
        yield row_of_tokens(header.tokens)
        position = _end_of_data(tokens, header, following, mode)
        yield from _data(tokens[header.end : position], header, mode)
    for token in tokens[position:]:
        if token.string:
            yield row_of_tokens([(1, token)])


def _end_of_data(tokens: list[Token], header: _Header, following: int, mode: Mode) -> int:
    """Where the table ends: at a note, a title, or the first label of the next sheet."""
    lists = "project.name" in header.columns
    for at in range(header.end, following):
        token = tokens[at]
        if not token.string or (mode in (Mode.PIPED, Mode.SPACED) and not token.opens):
            continue
        words = words_of(token.text)
        if NOTE.fullmatch(words) or TITLE.fullmatch(words) or TABLE_NUMBER.fullmatch(words):
            return at
        if not lists and (
            label_of(token.text) == "name" or (words != "" and is_label(token.text) and label_of(token.text))
        ):
            return at
    return following


def _data(tokens: list[Token], header: _Header, mode: Mode) -> Iterator[Row]:
    by_column = {column: role for role, column in header.columns.items() if column}
    last = max(max(by_column), header.tokens[-1][0])
    numbers = list(range(1, last + 1))
    roles = [by_column.get(number, f"aside.{number}") for number in numbers]
    if numbers_end := _numbered_columns(tokens):
        yield row_of_tokens(enumerate(tokens[:numbers_end], 1))
        tokens = tokens[numbers_end:]
    by_place = {column: words_of(token.text) for column, token in header.tokens}
    headings = [by_place.get(number, "") for number in numbers]
    aligned = align(tokens, roles, headings, mode)
    if mode is Mode.BARRED:
        filled = align([token for token in tokens if token.string], roles, headings, Mode.LINES)
        aligned = min(aligned, filled, key=lambda rows: sum(row.flaws for row in rows))
    for row in aligned:
        if not row.pieces:
            continue
        if row.doubtful:
            loose = [piece for _, pieces in row.pieces for piece in pieces]
            yield row_of_tokens(enumerate(loose, last + 1))
        else:
            placed = [(numbers[at], together(pieces)) for at, pieces in row.pieces]
            yield row_of_tokens([*placed, *enumerate(row.unsure, last + 1)])


def _numbered_columns(tokens: Sequence[Token]) -> int:
    """How many pieces number the columns (1, 2, 3, …)."""
    count = 0
    while count < len(tokens) and tokens[count].string == str(count + 1):
        count += 1
    return count if count > 3 else 0


def _is_ragged(rows: Sequence[Row]) -> bool:
    """Whether rows between bars have lost their merged cells: categories stand left or right of their column."""
    level1 = 0
    for row in rows:
        found = find_columns(row, _LEVEL1_HEAD)
        if found and _is_barred(row):
            level1 = found["level1"]
            continue
        for cell, text in zip(row.cells, row.texts, strict=True) if level1 else ():
            words = words_of(text)
            if LEVEL1.fullmatch(words) and not LEVEL2.fullmatch(words) and cell.column != level1:
                return True
            if LEVEL2.fullmatch(words) and not LEVEL1.fullmatch(words) and cell.column <= level1:
                return True
    return False


def _is_barred(row: Row) -> bool:
    """Whether the cells of a row stood between bars: spaces part them from the bars."""
    filled = [cell for cell, text in zip(row.cells, row.texts, strict=True) if text]
    return sum(cell.raw != cell.raw.strip(" ") for cell in filled) * 2 > len(filled)
