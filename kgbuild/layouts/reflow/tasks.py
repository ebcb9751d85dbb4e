"""The tasks of a department's year in flattened text: 任务名称 · 主要内容 · 总额 · 财政拨款, then one task after the other."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.layouts.reflow.alignment import align
from kgbuild.layouts.reflow.tokens import Mode, Token, row_of_tokens, together
from kgbuild.layouts.reflow.words import words_of
from kgbuild.layouts.sheet_labels import TASK_HEADS, label_of
from kgbuild.model.table import Row

_SUM: Final = re.compile(r"(?:金额|预算|资金)?(?:合计|总计)")
_OVER_SUMS: Final = re.compile(r"(?:预算|申请)?金额(?:\([万亿]?元\))?")
_MONEY: Final = ("total", "fiscal", "special_account", "other")
_AMOUNT: Final = re.compile(r"-?[\d,]+(?:\.\d+)?")
_MOST_HEADS: Final = 8
_NUMBER: Final = re.compile(r"任务\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、:：]?")


def ends_tasks(token: Token) -> bool:
    """Whether a piece stands behind the last task: the sum, or the goal of the year."""
    return bool(_SUM.fullmatch(words_of(token.text))) or label_of(token.text) == "goal"


def task_rows(tokens: list[Token], at: int, mode: Mode) -> tuple[int, list[Row]] | None:
    """How many pieces the table of tasks takes, and its rows; None if none begins here."""
    if not TASK_HEADS["name"].fullmatch(words_of(tokens[at].text)):
        return None
    heads = _heads(tokens, at)
    if len(heads) < 2 or heads[1][0] != "project.goal":
        return None
    begin = tokens.index(heads[-1][1]) + 1
    end = begin
    while end < len(tokens) and not ends_tasks(tokens[end]):
        end += 1
    roles = [role for role, _ in heads]
    taken = [head for _, head in heads]
    over = [token for token in tokens[at:begin] if token not in taken]
    rows = [row_of_tokens([*enumerate(taken, 1), *enumerate(over, len(heads) + 1)])]
    for aligned in align(_numbered(tokens[begin:end]), roles, [""] * len(roles), mode):
        placed = [(place + 1, together(pieces)) for place, pieces in aligned.pieces]
        placed += enumerate(aligned.unsure, len(roles) + 1)
        if placed:
            rows.append(row_of_tokens(placed))
    behind = _behind_sum(tokens, end)
    if behind > end:
        rows.append(row_of_tokens(_sum_placed(tokens[end:behind], roles)))
    return behind - at, rows


def _behind_sum(tokens: list[Token], at: int) -> int:
    """Past 金额合计 and its sums; `at` itself if none stands there."""
    if at == len(tokens) or not _SUM.fullmatch(words_of(tokens[at].text)):
        return at
    end = at + 1
    while end < len(tokens) and _AMOUNT.fullmatch(tokens[end].string):
        end += 1
    return end


def _sum_placed(tokens: list[Token], roles: list[str]) -> list[tuple[int, Token]]:
    """The sums below their columns if each column has one, else only the first, which is the whole."""
    label, *sums = tokens
    columns = [place for place, role in enumerate(roles, 1) if role.removeprefix("project.") in _MONEY]
    sure = sums if len(sums) == len(columns) else sums[:1]
    unsure = enumerate(sums[len(sure) :], len(roles) + 1)
    return [(1, label), *zip(columns, sure, strict=False), *unsure]


def _numbered(tokens: list[Token]) -> list[Token]:
    """任务1 and the name behind it are one piece."""
    kept: list[Token] = []
    for token in tokens:
        if kept and _NUMBER.fullmatch(kept[-1].string):
            kept[-1] = together((kept[-1], token))
        else:
            kept.append(token)
    return kept


def _heads(tokens: list[Token], at: int) -> list[tuple[str, Token]]:
    """The headings and what each column holds, without the one over the sums."""
    found: list[tuple[str, Token]] = []
    for token in tokens[at : at + _MOST_HEADS]:
        words = words_of(token.text)
        role = label_of(token.text)
        if TASK_HEADS["name"].fullmatch(words):
            found.append(("project.name", token))
        elif TASK_HEADS["content"].fullmatch(words):
            found.append(("project.goal", token))
        elif role in _MONEY and not _OVER_SUMS.fullmatch(words):
            found.append((f"project.{role}", token))
        elif not _OVER_SUMS.fullmatch(words):
            break
    return found
