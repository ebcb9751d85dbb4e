"""The rows of a flattened document: for each header what stands above it, the headings, the rows below, and what ends them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.layouts.flattened.dealing import deal
from kgbuild.layouts.flattened.grid import Columns, pages_of
from kgbuild.layouts.flattened.headers import Header
from kgbuild.layouts.flattened.pieces import Parting, Piece, Placed, together
from kgbuild.layouts.flattened.prices import kind_of
from kgbuild.layouts.flattened.sheet import Sheet
from kgbuild.layouts.flattened.words import ends_goals, ends_results, is_goal_label, words_of
from kgbuild.layouts.indicator_headings import GROUP_HEAD
from kgbuild.layouts.results.wordings import INLINE, TOTAL_ROW
from kgbuild.layouts.sheet_labels import label_of

_OF_NUMBERS: Final = re.compile(r"权重|率|比例|分值")
_SATISFACTION: Final = re.compile(r"满意度?(?:类)?(?:指标|目标)?(?:\(?\d[\d-]*分?\)?分?)?")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_FEWEST_NUMBERED: Final = 4
_HEADINGS_BELOW: Final = 3
"""How many lines above its headings an upright label may begin."""
_BOUND: Final = re.compile(r"[≥≤><=]{1,2}")
_NUMBER: Final = re.compile(r"\d[\d,.]*")
_UNIT: Final = re.compile(r"[%‰]|(?!.*指标)[\u4e00-\u9fff/]{1,4}")


@dataclass(slots=True)
class _Region:
    """One table: its header, the pieces above, the pieces of its rows and of its total.

    `again` is what page ends print again; it goes to the headings that stand over others, and so parts no rows.
    """

    header: Header
    above: list[Piece]
    known: frozenset[str]  # the words above
    data: list[Piece] = field(default_factory=list)
    total: list[Piece] = field(default_factory=list)
    again: list[Piece] = field(default_factory=list)

    def is_continued_by(self, header: Header, between: Sequence[Piece]) -> bool:
        """Whether headings only go on with this table: they are its own, and nothing new stands before them."""
        return header.words <= self.header.words and all(words_of(piece.text) in self.known for piece in between)

    def rows(self, parting: Parting) -> Iterator[Placed]:
        """All rows."""
        header = replace(self.header, over=(*self.header.over, *self.again))
        yield from Sheet(self.above, parting, of_results=header.of_results).rows()
        yield from header.rows()
        yield from _data(self.data, header, parting)
        yield _total(self.total, header)


def placed_rows(
    pieces: list[Piece], headers: Sequence[Header], parting: Parting, beside: Sequence[Piece]
) -> Iterator[Placed]:
    """All pieces in rows, each with its column; what is printed `beside` a table goes to its headings."""
    regions: list[_Region] = []
    position = 0
    ends = [*(header.start for header in headers[1:]), len(pieces)]
    for header, following in zip(headers, ends, strict=True):
        between = pieces[position : header.start]
        if regions and regions[-1].is_continued_by(header, between):
            regions[-1].again += [*between, *header.pieces]
        else:
            regions.append(_Region(header, between, frozenset(words_of(piece.text) for piece in between)))
        end = _end_of_data(pieces, header, following, parting)
        position = _end_of_total(pieces, end) if end < following else end
        regions[-1].data += pieces[header.end : end]
        regions[-1].total += pieces[end:position]
    for piece in beside:
        _beside(regions, piece).again.append(piece)
    for region in regions:
        yield from region.rows(parting)
    for piece in pieces[position:]:
        yield [(1, piece)]


def _beside(regions: Sequence[_Region], piece: Piece) -> _Region:
    """The table whose headings stand nearest above a piece, or right below it."""
    above = [region for region in regions if region.header.pieces[0].line <= piece.line + _HEADINGS_BELOW]
    return above[-1] if above else regions[0]


def _end_of_data(pieces: Sequence[Piece], header: Header, following: int, parting: Parting) -> int:
    """Where the rows end: at a note, a title, a total, or the first label of the next sheet."""
    data = pieces[header.end : following]
    anywhere = not all(piece.opens for piece in data[:1]) or any(piece.goes_on for piece in data)
    for at in range(header.end, following):
        piece = pieces[at]
        if piece.string and (piece.opens or anywhere) and _ends(piece, header):
            return at
    return following


def _ends(piece: Piece, header: Header) -> bool:
    if header.of_results:
        return ends_results(piece.string)
    if ends_goals(piece.text):
        return True
    is_total = TOTAL_ROW.fullmatch(words_of(piece.text)) is not None
    return not header.lists_projects and (is_total or (is_goal_label(piece.text) and label_of(piece.text) is not None))


def _data(pieces: Sequence[Piece], header: Header, parting: Parting) -> Iterator[Placed]:
    numbered = _numbered_columns(pieces)
    if numbered:
        yield list(enumerate(pieces[:numbered], 1))
        pieces = pieces[numbered:]
    if _lacks_columns(pieces, header):
        yield list(enumerate(pieces, header.width + 1))
        return
    for row in deal(pieces, _columns(pieces, header), pages_of(parting, pieces)):
        cells = [(place + 1, together(cell)) for place, cell in row.cells]
        yield [*cells, *enumerate(row.loose, header.width + 1)]


def _lacks_columns(pieces: Sequence[Piece], header: Header) -> bool:
    """Whether sign, number and unit stand in cells of their own below one heading: what follows would move to the left."""
    if {"comparator", "direction", "unit"} & set(map(kind_of, header.roles)):
        return False
    strings = [words_of(piece.text) for piece in pieces if piece.string]
    signs = [at for at, string in enumerate(strings[:-2]) if _BOUND.fullmatch(string)]
    apart = [at for at in signs if _NUMBER.fullmatch(strings[at + 1]) and _UNIT.fullmatch(strings[at + 2])]
    return len(apart) > 1 and len(apart) * 2 > len(signs)


def _columns(pieces: Sequence[Piece], header: Header) -> Columns:
    """What the cells of each column hold. Without a branch of its own, satisfaction is a branch."""
    has_branch = any(_SATISFACTION.fullmatch(words_of(piece.text)) for piece in pieces)
    kinds = (_kind(header, *column) for column in zip(header.roles, header.headings, strict=True))
    return Columns(
        header.roles, tuple(kinds), header.of_results, satisfaction_is_level1=not (has_branch or header.of_results)
    )


def _kind(header: Header, role: str, heading: str) -> str:
    if not role.startswith("aside."):
        return kind_of(role)
    if GROUP_HEAD.fullmatch(heading) and not header.lists_projects:
        return "phase"  # it stands beside the block: a column without cells
    return "number" if _OF_NUMBERS.search(heading) else "aside"


def _numbered_columns(pieces: Sequence[Piece]) -> int:
    """How many pieces number the columns (1, 2, 3, …)."""
    count = 0
    while count < len(pieces) and pieces[count].string == str(count + 1):
        count += 1
    return count if count >= _FEWEST_NUMBERED else 0


def _end_of_total(pieces: Sequence[Piece], at: int) -> int:
    """Past 总分 or 合计 and its points; `at` itself if no total stands there."""
    if not TOTAL_ROW.fullmatch(words_of(pieces[at].text)):
        return at
    end = at + 1
    while end < len(pieces) and (not pieces[end].string or _is_of_total(pieces[end])):
        end += 1
    return end


def _is_of_total(piece: Piece) -> bool:
    words = words_of(piece.text)
    return bool(_POINTS.fullmatch(words)) or any(pattern.fullmatch(words) for pattern in INLINE.values())


def _total(pieces: Sequence[Piece], header: Header) -> Placed:
    """The row of the total: the points below their columns, if there are as many as columns of points."""
    columns = [at for at, role in enumerate(header.roles, 1) if role.partition("#")[0] in ("weight", "score")]
    points = [piece for piece in pieces[1:] if _POINTS.fullmatch(words_of(piece.text))]
    placed = list(zip(columns, points, strict=True)) if len(points) == len(columns) else []
    taken = [piece for _, piece in placed]
    others = [piece for piece in pieces[1:] if piece not in taken]
    return [*enumerate(pieces[:1], 1), *placed, *enumerate(others, header.width + 1)]
