"""项目支出绩效目标表: one row a project, with money (or without), goal, and indicators in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgbuild.layouts.account import Account
from kgbuild.layouts.codes import body_name, project_name
from kgbuild.layouts.columns import MONEY, PROJECT_GOALS, find_columns, project_in_group
from kgbuild.layouts.completion import completed, funding_of, report_missing
from kgbuild.layouts.fragments import join_indicators, join_prose, numbered_groups
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.heading import names_organisation
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.layouts.listing import begins_listing, read_listing
from kgbuild.layouts.notation import (
    Item,
    begins_with_item,
    first_ordinal,
    is_of_indicators,
    read_passage,
    speaks_of_indicators,
)
from kgbuild.model.issues import Severity
from kgbuild.model.records import (
    Form,
    Funding,
    Heading,
    Indicator,
    Project,
    Section,
)
from kgbuild.model.table import Row, Text, joined
from kgbuild.text import comparable, same_length_folded

_TOTAL = re.compile(r"(?:合计|总计|小计|总合计|项目合计)")
_MONEY = re.compile(r"-?[\d,， ]+(?:\.\d+)?")
_RULER = re.compile(r"[-=_*:|\s]+")
_NOTE = re.compile(
    r"(?:备?注|说明|填表人|审核人|联系人|联系电话|填报日期|打印|关闭|版权|主办|承办|网站|来源|上一篇|下一篇)"
)
_NAME_ENDS = re.compile(r".*(?:经费|项目|专项|资金|费用?|工作|专题|中心|大赛|年会|支出|补助|奖励|活动|工程|[)\d])")


def matches(row: Row) -> Columns | None:
    """The columns, if the row is the header of such a table."""
    columns = find_columns(row, PROJECT_GOALS) | project_in_group(row)
    if "name" in columns and "indicators" in columns:
        return columns
    return None


def more_columns(row: Row) -> Columns:
    """Money headings of a second header row, below a merged heading; empty if it is none."""
    filled = sum(1 for text in row.texts if text)
    columns = find_columns(row, MONEY)
    return columns if columns and len(columns) == filled else {}


@dataclass(slots=True)
class _Block:
    """A project in the making: the pieces of its row, in reading order."""

    name: list[Text] = field(default_factory=list)
    unit: Text | None = None
    group: Text | None = None
    amounts: dict[str, Text] = field(default_factory=dict)
    goal: list[Text] = field(default_factory=list)
    indicators: list[Text] = field(default_factory=list)

    @property
    def only_name(self) -> bool:
        return not (self.amounts or self.goal or self.indicators)

    def absorb(self, other: _Block) -> None:
        """Take the pieces of a fragment that goes on where this block ends."""
        self.name += other.name
        self.amounts = {**other.amounts, **self.amounts}
        self.goal += other.goal
        self.indicators += other.indicators


def read_section(
    rows: list[tuple[Row, Columns]],
    above: list[Row],
    heading: Heading,
    account: Account,
) -> Section:
    """All projects of one table, with totals and issues."""
    columns = rows[0][1] if rows else {}
    blocks = list(_whole_blocks(list(_blocks((row for row, _ in rows), columns, account)), columns, heading))
    scale = heading.money_unit or "万元"
    projects: list[Project] = []
    totals: tuple[Funding, ...] = ()
    unit_totals: list[tuple[Text, tuple[Funding, ...]]] = []
    unit: Text | None = None
    seen: Counter[tuple[str, str]] = Counter()
    for block in blocks:
        name = joined(block.name)
        if not name:
            _report_orphan(block, account)
            continue
        account.use(*block.name, *block.amounts.values())
        funding = funding_of(block.amounts, scale, account)
        if _TOTAL.fullmatch(comparable(name.string)):
            if totals:
                account.report(
                    "L025", Severity.INFO,
                    "另有一行合计，未作核对", "another row of totals; not checked", name,
                )  # fmt: skip
            totals = totals or funding
        elif _is_unit_row(name, block, heading):
            unit = body_name(name)
            unit_totals.append((unit, funding))
        else:
            owner, name = block.unit or unit, project_name(name)
            key = (comparable(owner.string if owner else ""), comparable(name.string))
            seen[key] += 1
            projects.append(_project(name, owner, block, funding, seen[key], account))
    return Section(
        form=Form.PROJECT_GOALS,
        heading=completed(heading, projects, None, unit_totals[0][0] if unit_totals else None, account),
        projects=tuple(projects),
        totals=totals,
        unit_totals=tuple(unit_totals),
    )


# --- rows to blocks ---------------------------------------------------------------------------------


def _blocks(rows: Iterable[Row], columns: Columns, account: Account) -> Iterator[_Block]:
    for row in rows:
        strings = [string for string in row.strings if string]
        if all(_RULER.fullmatch(string) for string in strings):
            account.ignore(row, "ruler")
        elif len(strings) == 1 and _NOTE.match(strings[0]) and len(strings[0]) < 200:
            account.ignore(row, "note below the table")
        else:
            block = _block(row, columns, account)
            if not _is_group(block, account):
                yield block


def _is_group(block: _Block, account: Account) -> bool:
    """Whether a row names a 一级项目 alone, perhaps with its sum; with a goal or indicators it is a project itself."""
    if block.group is None:
        return False
    is_group = not (block.name or block.goal or block.indicators)
    if not block.name and not is_group and block.amounts:
        block.name.append(block.group)
    else:
        account.ignore_text(block.group, "group of projects")
    for amount in block.amounts.values() if is_group else ():
        account.ignore_text(amount, "sum of a group of projects")
    return is_group


def _block(row: Row, columns: Columns, account: Account) -> _Block:
    """Sort the cells of a row by what they hold; the column decides only where the content cannot."""
    block = _Block()
    filled = {cell.column for cell, text in zip(row.cells, row.texts, strict=True) if text}
    in_place = columns.get("indicators") in filled
    whole_row = in_place and columns.get("name") in filled
    roles = {column: role for role, column in columns.items()}
    for cell, text in zip(row.cells, row.texts, strict=True):
        role = roles.get(cell.column, "")
        stands_for_goal = whole_row and role == "goal"
        if not text or (_RULER.fullmatch(text.string) and not stands_for_goal):
            continue
        is_money = bool(_MONEY.fullmatch(same_length_folded(text.string)))
        if role in ("serial", "parent") and _TOTAL.fullmatch(comparable(text.string)):
            role = "name"  # 合计, merged over the column before and the name
        if role == "serial" and len(text) <= 12:
            account.ignore_text(text, "serial number")
            continue
        if role in MONEY and is_money:
            block.amounts[role] = text
        elif role == "goal" and in_place:
            block.goal.append(text)
        elif is_of_indicators(text) or role == "indicators":
            block.indicators.append(text)
        elif role == "parent":
            block.group = text
        elif role == "name":
            block.name.append(text)
        elif role == "unit":
            block.unit = body_name(text)
        else:
            block.goal.append(text)
    return block


def _whole_blocks(blocks: list[_Block], columns: Columns, heading: Heading) -> Iterator[_Block]:
    """Give each fragment to the row that it was cut from: the one before, or the one after."""
    current: _Block | None = None
    waiting: _Block | None = None
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if block.name and (waiting or not _continues_name(current, block, columns, heading)):
            if waiting:
                waiting.absorb(block)
                block, waiting = waiting, None
            if current:
                yield current
            current = block
        elif _opens_next(block, following):
            waiting = block
        elif waiting:
            waiting.absorb(block)
        elif current:
            current.absorb(block)
        else:
            yield block
    if current:
        yield current
    if waiting:
        yield waiting


def _continues_name(before: _Block | None, block: _Block, columns: Columns, heading: Heading) -> bool:
    """Whether the row's first cell is the rest of a name that a page end cut."""
    if not before or not before.name:
        return False
    name, previous = joined(block.name).string, joined(before.name).string
    if block.only_name:
        return (
            not _is_unit_row(joined(block.name), block, heading)
            and not _TOTAL.fullmatch(comparable(name))
            and len(name) <= 16
            and not before.only_name
            and not _NAME_ENDS.fullmatch(same_length_folded(previous))
        )
    if block.indicators and begins_listing(block.indicators[0]):
        return False
    if not MONEY.keys() & columns.keys():
        return _numbering_goes_on(before, block)
    if not before.amounts or block.amounts:
        return False
    if not block.indicators:
        return True
    return not begins_with_item(block.indicators[0]) or first_ordinal(block.indicators[0]) != 1


def _numbering_goes_on(before: _Block, block: _Block) -> bool:
    """Whether the indicators of a row begin inside the last item of the row before, or with the one after it."""
    if not before.indicators or not block.indicators:
        return False
    end, begin = before.indicators[-1], block.indicators[0]
    first = first_ordinal(begin) if begins_with_item(begin) else None
    if first == 1:
        return False
    last = read_passage(end).items[-1:]
    if first is None:
        return not end.string.endswith(("。", "；", ";")) or not all(item.complete for item in last)
    return any(first == item.ordinal + 1 for item in last)


def _opens_next(fragment: _Block, after: _Block | None) -> bool:
    """Whether a row without a name is the upper part of the row that follows.

    It is, when it starts a numbering at 1 while the row that follows starts in the middle of one, or when it holds
    nothing but the money that the row that follows lacks.
    """
    if not after or not after.name:
        return False
    if not fragment.indicators:
        only_money = bool(fragment.amounts) and not fragment.goal
        return only_money and not after.amounts and not after.only_name
    if not begins_with_item(fragment.indicators[0]) or first_ordinal(fragment.indicators[0]) != 1:
        return False
    if after.only_name:
        return False
    if not after.indicators:
        return True
    starts_inside = not begins_with_item(after.indicators[0])
    return starts_inside or first_ordinal(after.indicators[0]) != 1


def _is_unit_row(name: Text, block: _Block, heading: Heading) -> bool:
    if block.goal or block.indicators:
        return False
    department = heading.department
    is_department = department and comparable(department.string) == comparable(name.string)
    return bool(is_department) or names_organisation(name.string)


def _report_orphan(block: _Block, account: Account) -> None:
    for text in [*block.goal, *block.indicators, *block.amounts.values()]:
        account.use(text)
        account.report(
            "L011", Severity.VIOLATION,
            "此片段前后都没有可归属的项目", "this fragment belongs to no project before or after it", text,
        )  # fmt: skip


# --- blocks to records ------------------------------------------------------------------------------


def _project(
    name: Text,
    unit: Text | None,
    block: _Block,
    funding: tuple[Funding, ...],
    occurrence: int,
    account: Account,
) -> Project:
    account.use(block.unit)
    goal = None
    if block.goal:
        account.use(block.goal[0])
        goal = read_goal(join_prose(block.goal, account))
    items, head = join_indicators(block.indicators, account)
    if not any(item.annual or item.period for item in items):
        listing = read_listing(joined(block.indicators))
        if any(item.complete for item in listing.items):
            items, head = list(listing.items), listing.head
    if head:
        account.report(
            "L016", Severity.VIOLATION,
            "绩效指标开头有无法识别的文字", "words before the first indicator cannot be read", head,
        )  # fmt: skip
    report_missing(name, goal, bool(items), occurrence, account)
    return Project(
        name=name,
        spending_unit=unit,
        goal=goal,
        funding=funding,
        indicators=tuple(_indicator(group, item, account) for group, item in numbered_groups(items)),
        occurrence=occurrence,
    )


def _indicator(group: int, item: Item, account: Account) -> Indicator:
    if not item.complete:
        account.report(
            "L017", Severity.VIOLATION,
            "指标缺少名称或年度指标值", "the indicator lacks its name or its annual value", item.whole,
        )  # fmt: skip
    if item.glued:
        account.report(
            "L018", Severity.WARNING,
            "指标值与下一编号粘连，按编号顺序拆分",
            "the value before runs into the number; split by the expected number", item.whole,
        )  # fmt: skip
    return Indicator(
        group=group,
        ordinal=item.ordinal,
        numbered=item.numbered,
        level1=item.level1,
        level2=item.level2,
        name=item.name,
        period=item.period,
        annual=item.annual,
        whole=item.whole,
    )


LAYOUT = Layout(
    matches=matches,
    read_section=read_section,
    more_columns=more_columns,
    is_data=lambda row: sum(map(bool, row.texts)) > 2 or any(map(speaks_of_indicators, row.texts)),
)
