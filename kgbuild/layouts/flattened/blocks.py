"""Blocks above a flattened table whose headings stand in front of all that they head: goals, tasks, money.

Each reader gives how far its block goes and its rows, as pieces with columns; None where none begins. What cannot be
placed stands behind all columns, where the layouts find nothing and report it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from kgbuild.layouts.flattened.dealing import deal
from kgbuild.layouts.flattened.grid import Columns, pages_of
from kgbuild.layouts.flattened.pieces import Parting, Piece, Placed, together, unwrapped
from kgbuild.layouts.flattened.prices import kind_of
from kgbuild.layouts.flattened.words import (
    goal_heading,
    is_block,
    is_source,
    is_task_heading,
    money_role,
    result_label,
    words_of,
)
from kgbuild.layouts.results.wordings import AMOUNTS, MONEY_BLOCK, NOTHING, TASKS
from kgbuild.layouts.sheet_labels import TASK_HEADS, label_of

Block = tuple[int, list[Placed]]
Begins = Callable[[int], bool]
"""Whether a piece begins something else."""

_SUM: Final = re.compile(r"(?:金额|预算|资金)?(?:合计|总计)")
_OVER_SUMS: Final = re.compile(r"(?:预算|申请)?金额(?:\([万亿]?元\))?")
_SOURCES: Final = ("total", "fiscal", "special_account", "other")
_AMOUNT: Final = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元)?%?")
_UNIT: Final = re.compile(r"\([万亿]?元\)")
_MOST_HEADS: Final = 8
_TASK_NUMBER: Final = re.compile(r"任务(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.,:]?")
_MOST_NOTES: Final = 3
"""How many pieces of notes may stand between two rows of money."""


def goals(pieces: Sequence[Piece], at: int, begins: Begins, *, keeps_empty: bool) -> Block | None:
    """长期目标 · 年度目标, or 预期目标 · 实际完成情况, and behind them as many texts."""
    end = at
    while end < min(len(pieces), at + _MOST_HEADS) and pieces[end].string and goal_heading(pieces[end].text):
        end += 1
    heads, kinds = pieces[at:end], [goal_heading(piece.text) for piece in pieces[at:end]]
    has_results = "completion" in kinds[-1:]
    groups = _groups(kinds)
    if len(heads) < 2:
        return None
    wanted = len(heads) - groups
    behind = end
    while behind < len(pieces) and not begins(behind) and not (keeps_empty and behind - end == wanted):
        behind += 1
    texts = unwrapped(pieces[end:behind])
    if len(texts) == wanted or (len(texts) == len(heads) and not has_results):
        return behind, [list(enumerate(heads, 1)), list(enumerate(texts, len(heads) - len(texts) + 1))]
    return behind, [list(enumerate(heads, 1)), *([(len(heads) + 1, text)] for text in texts)]  # whose text is whose?


def _groups(kinds: Sequence[str | None]) -> int:
    """How many headings only stand over the others: 年度总体目标 over 预期目标 and 实际完成情况."""
    if "completion" in kinds[-1:]:
        return max(0, len(kinds) - (3 if kinds[-2:-1] == ["revised"] else 2))
    return kinds.count("group")


def tasks(pieces: Sequence[Piece], at: int, parting: Parting) -> Block | None:
    """任务名称 · 主要内容 · 总额 · 财政拨款, and behind them one task after the other, perhaps with their sum."""
    if not is_task_heading(pieces[at].text):
        return None
    heads = _task_heads(pieces, at)
    roles = tuple(role for role, _ in heads)
    if roles[1:2] != ("project.goal",):
        return None
    begin = pieces.index(heads[-1][1], at) + 1
    end = begin
    while end < len(pieces) and not _ends_tasks(pieces[end]):
        end += 1
    taken = [head for _, head in heads]
    over = [piece for piece in pieces[at:begin] if piece not in taken]
    rows: list[Placed] = [[*enumerate(taken, 1), *enumerate(over, len(heads) + 1)]]
    columns = Columns(roles, tuple(map(kind_of, roles)), of_results=False)
    for row in deal(_with_their_numbers(pieces[begin:end]), columns, pages_of(parting, pieces[begin:end])):
        placed = [(place + 1, together(cell)) for place, cell in row.cells]
        rows.append([*placed, *enumerate(row.loose, len(roles) + 1)])
    behind = _behind_sum(pieces, end)
    return behind, [*rows, _sum_placed(pieces[end:behind], roles)]


def _task_heads(pieces: Sequence[Piece], at: int) -> list[tuple[str, Piece]]:
    """The headings and what each column holds, without the one over the sums."""
    found: list[tuple[str, Piece]] = []
    for piece in pieces[at : at + _MOST_HEADS]:
        words, role = words_of(piece.text), label_of(piece.text)
        if TASK_HEADS["name"].fullmatch(words):
            found.append(("project.name", piece))
        elif TASK_HEADS["content"].fullmatch(words) or (found and TASKS["done"].fullmatch(words)):
            found.append(("project.goal", piece))
        elif role in _SOURCES and not _OVER_SUMS.fullmatch(words):
            found.append((f"project.{role}", piece))
        elif piece.string and not _OVER_SUMS.fullmatch(words):
            break
    return found


def _ends_tasks(piece: Piece) -> bool:
    """Whether a piece stands behind the last task: the sum, the goal of the year, the next block."""
    is_sum = _SUM.fullmatch(words_of(piece.text)) is not None
    return is_sum or label_of(piece.text) == "goal" or is_block(piece.string) or result_label(piece.string) == "goal"


def _with_their_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """任务1 and the name behind it are one piece."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and _TASK_NUMBER.fullmatch(words_of(kept[-1].text)):
            kept[-1] = together((kept[-1], piece))
        else:
            kept.append(piece)
    return kept


def _behind_sum(pieces: Sequence[Piece], at: int) -> int:
    """Past 金额合计 and its sums; `at` itself if none stands there."""
    if at == len(pieces) or not _SUM.fullmatch(words_of(pieces[at].text)):
        return at
    end = at + 1
    while end < len(pieces) and (not pieces[end].string or _AMOUNT.fullmatch(words_of(pieces[end].text))):
        end += 1
    return end


def _sum_placed(pieces: Sequence[Piece], roles: Sequence[str]) -> Placed:
    """The sums below their columns if each column has one, else only the first, which is the whole."""
    label, sums = pieces[:1], [piece for piece in pieces[1:] if piece.string]
    columns = [place for place, role in enumerate(roles, 1) if role.removeprefix("project.") in _SOURCES]
    sure = sums if len(sums) == len(columns) else sums[:1]
    placed = list(zip(columns, sure, strict=False))
    return [*enumerate(label, 1), *placed, *enumerate(sums[len(placed) :], len(roles) + 1)]


def money(pieces: Sequence[Piece], at: int, begins: Begins, *, keeps_empty: bool) -> Block | None:
    """年初预算数 · 全年预算数 · 全年执行数 · 分值 …, and below them a source with its amounts, one after the other."""
    end, heads = at, dict[str, Piece]()
    while end < min(len(pieces), at + 2 * _MOST_HEADS) and (role := money_role(pieces[end].string)):
        heads.pop(role, None)  # of two the later one counts: the first is the label of the block
        heads[role] = pieces[end]
        end += 1
    if "spent" not in heads or not {"initial", "adjusted", "rate"} & heads.keys():
        return None
    roles, width = list(heads), len(heads) + 1
    labels = [piece for piece in pieces[at:end] if piece not in heads.values()]
    beside = [label for label in labels if _is_of_block(label)]
    rows: list[Placed] = [[(1, label)] for label in labels if label not in beside]
    rows.append(list(enumerate(heads.values(), 2)))
    while (source := _next_source(pieces, end, begins)) is not None:
        notes = pieces[end:source]
        beside += filter(_is_of_block, notes)
        rows.append(list(enumerate((piece for piece in notes if not _is_of_block(piece)), width + 1)))
        end = source + 1
        most = len(roles)
        while end < len(pieces) and end - source <= most and _is_amount(pieces, end, begins, keeps_empty=keeps_empty):
            most += pieces[end].goes_on
            end += 1
        values = pieces[source + 1 : end]
        amounts = list(enumerate(values, 2)) if keeps_empty else _placed_amounts(roles, values)
        rows.append([(1, pieces[source]), *(amounts or enumerate(values, width + 1))])
    return end, [*([[(1, together(beside))]] if beside else []), *rows]


def _next_source(pieces: Sequence[Piece], at: int, begins: Begins) -> int | None:
    """Where the next row of money begins: here, or behind a note."""
    for source in range(at, min(at + _MOST_NOTES, len(pieces))):
        if is_source(pieces[source].string):
            return source
        if begins(source) and not _is_of_block(pieces[source]):
            return None
    return None


def _is_of_block(piece: Piece) -> bool:
    """Whether a piece is the label beside the block, or the rest of it: 项目资金 · （万元）."""
    return MONEY_BLOCK.fullmatch(words_of(piece.text)) is not None or _UNIT.fullmatch(words_of(piece.text)) is not None


def _is_amount(pieces: Sequence[Piece], at: int, begins: Begins, *, keeps_empty: bool) -> bool:
    words = words_of(pieces[at].text)
    if keeps_empty:
        return not begins(at)
    return bool(words and (_AMOUNT.fullmatch(words) or NOTHING.fullmatch(words)))


def _placed_amounts(roles: Sequence[str], values: Sequence[Piece]) -> Placed | None:
    """The amounts of a source below their headings; None if their number fits none, or fits with a number cut and whole."""
    whole = unwrapped(values)
    readings = [values] if len(whole) == len(values) else [values, whole]
    found = [
        list(zip(places, reading, strict=True))
        for reading in readings
        if all(_AMOUNT.fullmatch(words_of(piece.text)) or NOTHING.fullmatch(words_of(piece.text)) for piece in reading)
        and (places := _places(roles, reading))
    ]
    return found[0] if len(found) == 1 else None


def _places(roles: Sequence[str], values: Sequence[Piece]) -> list[int] | None:
    """The columns of values when empty cells are lost: all, all but notes, the amounts, these with the rate or with dashes."""
    kept: tuple[tuple[str, ...], ...] = (tuple(roles), tuple(role for role in roles if role != "method"), AMOUNTS)
    if values and values[-1].string.endswith(("%", "％")):
        kept = (*kept, (*AMOUNTS, "rate"))
    for ones in kept:
        places = [at for at, role in enumerate(roles, 2) if role in ones]
        if len(places) == len(values):
            return places
    amounts = [at for at, role in enumerate(roles, 2) if role in AMOUNTS]
    dashes = [NOTHING.fullmatch(words_of(piece.text)) is not None for piece in values]
    is_first = amounts == list(range(2, 2 + len(amounts))) and len(amounts) < len(values) <= len(roles)
    if is_first and not any(dashes[: len(amounts)]) and all(dashes[len(amounts) :]):
        return list(range(2, 2 + len(values)))  # what the dashes stand for does not matter
    return None
