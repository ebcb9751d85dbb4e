"""The labelled cells above a flattened table, as rows again: a label and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from kgbuild.layouts.indicator_headings import GROUP_HEAD
from kgbuild.layouts.reflow.tasks import ends_tasks, task_rows
from kgbuild.layouts.reflow.tokens import Mode, Token, row_of_tokens, together
from kgbuild.layouts.reflow.words import TITLE, is_label, words_of
from kgbuild.layouts.sheet_labels import GOAL_GROUP, OF_THE_YEAR, TASK_HEADS, label_and_value, label_of
from kgbuild.model.table import Row
from kgbuild.text import same_length_folded

_PROSE: Final = ("goal", "period_goal")
_LINE_OF_HEADING: Final = re.compile(
    r"(?:金额)?单位:?(?:[万亿]?元)?|\(?(?:预算)?(?:年度:)?(?:19|20)\d\d年?度?\)?|.{0,8}(?:填报|申报|编制|编报)?(?:部门|单位)(?:名称)?(?:\(.{1,4}\))?:.*"
)


def label_rows(tokens: Sequence[Token], mode: Mode) -> Iterator[Row]:
    """Rows of label and value. A title, a unit of money, whatever has no label before it: a row of its own."""
    tokens = [token for token in tokens if token.string]
    if mode not in (Mode.PIPED, Mode.SPACED):
        yield from _grouped(list(tokens), mode)
        return
    held: list[Token] = []
    for _, line in groupby(tokens, key=lambda token: token.line):
        held += line
        if not _heads_more(held):
            yield from _grouped(held, mode)
            held = []
    if held:
        yield from _grouped(held, mode)


def _heads_more(tokens: list[Token]) -> bool:
    """Whether lines are only headings so far (长期目标 | 年度目标, 任务名称 | 主要内容): what they head stands in the lines below."""
    if any(TASK_HEADS["name"].fullmatch(words_of(token.text)) for token in tokens):
        return not any(ends_tasks(token) for token in tokens[1:])
    roles = [label_of(token.text) for token in tokens]
    return len(roles) > 1 and all(role in _PROSE for role in roles)


def _grouped(tokens: list[Token], mode: Mode) -> Iterator[Row]:
    at = 0
    while at < len(tokens):
        if found := _goals_below_headings(tokens, at) or task_rows(tokens, at, mode):
            count, rows = found
            yield from rows
            at += count
            continue
        end = at + 1
        if _is_label(tokens[at]):
            while end < len(tokens) and not _stands_alone(tokens[end]):
                end += 1
        yield _labelled(tokens[at:end])
        at = end


def _is_label(token: Token) -> bool:
    return is_label(token.text)


def _stands_alone(token: Token) -> bool:
    """Whether a piece cannot be part of the value before it."""
    folded = same_length_folded(token.string)
    return (
        is_label(token.text)
        or TASK_HEADS["name"].fullmatch(words_of(token.text)) is not None
        or GROUP_HEAD.match(words_of(token.text)) is not None
        or label_and_value(token.text) is not None
        or _LINE_OF_HEADING.fullmatch(words_of(token.text)) is not None
        or TITLE.fullmatch(folded) is not None
    )


def _labelled(tokens: list[Token]) -> Row:
    """One label with its value; words that spaces or line ends parted are one value again."""
    label, *values = tokens
    role = label_of(label.text)
    if values and role in _PROSE:
        values = [together(values)]  # behind a name may stand a label that is not known
    return row_of_tokens(enumerate((label, *values), 1))


def _goals_below_headings(tokens: list[Token], at: int) -> tuple[int, list[Row]] | None:
    """长期目标 · 年度目标 · text · text: as many texts as headings, then the next label."""
    heads = at
    while heads < len(tokens) and _is_label(tokens[heads]) and label_of(tokens[heads].text) in _PROSE:
        heads += 1
    labels = tokens[at:heads]
    if len(labels) < 2:
        return None
    end = heads
    while end < len(tokens) and not _stands_alone(tokens[end]):
        end += 1
    texts = tokens[heads:end]
    groups = sum(
        GOAL_GROUP.fullmatch(words_of(token.text)) is not None and not OF_THE_YEAR.fullmatch(words_of(token.text))
        for token in labels
    )
    if not len(labels) - groups <= len(texts) <= len(labels):
        return end - at, [row_of_tokens([(1, token)]) for token in tokens[at:end]]  # whose text is whose?
    first = len(labels) - len(texts) + 1
    return end - at, [row_of_tokens(enumerate(labels, 1)), row_of_tokens(enumerate(texts, first))]
