"""The labelled cells of a sheet for one project or one department: 项目名称, 主管部门, 资金, 目标, 任务.

A label stands in the cell before its value, or with it in one cell (`资金总额：128.4`), or above it (长期目标 | 年度目标, the
texts in the row below). Money and goals of a period of several years (实施期, 中期) are told from those of the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.codes import body_name, project_name
from kgbuild.layouts.columns import find_columns, headings
from kgbuild.layouts.execution import printed_execution
from kgbuild.layouts.indicator_headings import GROUP_HEAD
from kgbuild.layouts.sheet_money import SheetMoney, Sum
from kgbuild.model.records import FundingSource, Indicator
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable, same_length_folded

_YEARLY: Final = r"(?:年度|本年度?|当年|全年|项目|本级|市级|区级|县级|申请|预算|专项)*"
_LABELS: Final = headings(
    name=r"(?:预算|支出)?项目(?:支出)?名称(?:\(.*\))?|项目\(政策\)名称|政策\(项目\)名称|专项(?:资金|\(项目\))*名称|转移支付\(项目\)名称|\(?项目\)?名称",
    department=r"(?:项目|业务|一级|省级|市级|县级|地方|预算|资金)?主管部门(?:名称)?(?:及其?(?:代码|编码))?|(?:预算|填报|牵头)部门(?:名称)?(?:及代码)?"
    r"|部门(?:\(单位\))?名称|(?:单位|部门)\((?:部门|单位)\)名称",
    unit=r"(?:项目|具体)?(?:实施|用款|资金使用|承担|执行)单位(?:\(.*\))?(?:名称)?",
    budget_unit=r"(?:项目|预算)单位(?:\(.*\))?(?:名称)?",
    period_goal=r".*(?:长期|中期|实施期|项目期|周期).*目标\d{0,2}(?:\(.*\))?|(?:项目)?(?:绩效)?总(?:体绩效)?目标(?:\(长期目标\))?",
    goal=r"年度主要目标(?:和成果)?|(?:本?年度|当年)(?:绩效)?目标\d{1,2}|(?:本?年度|当年|项目|总体|整体|部门|单位|预期|支出|实施期)*(?:绩效)?(?:总体)?(?:绩效)?目标(?:描述|内容)?(?:\(.*\))?",
    period_total=r"(?:实施期|中期|中长期|项目期|周期).*(?:资金|预算|金额|总额).*",
    whole_total=r"项目总(?:预算|额|投资|金额)(?:额|数)?(?:\([万亿]?元\))?",
    carried_over=r"(?:其中:)?(?:上年度?|以前年度|年初)(?:结转|结余)+(?:资金|数)?(?:\([万亿]?元\))?",
    transferred=r"(?:其中:)?(?:中央|上级|省级?)(?:财政)?(?:补助|专项|转移支付|拨款|资金)(?:资金)?(?:\([万亿]?元\))?|该项目支出上级资金",
    own=r"(?:其中:)?(?:本级|市级?|县级?|区级?)(?:财政)?资金(?:\([万亿]?元\))?",
    local=r"(?:其中:)?(?:地方|市级?|县级?|区级?)(?:财政)?(?:配套)?资金(?:\([万亿]?元\))?",
    total=rf"收入(?:预算)?(?:合计|总额)|{_YEARLY}(?:资金|预算资金|预算|经费|投入)?(?:总额|总计|合计|金额|总金额|预算|预算数|预算安排|安排数?)(?:\([万亿]?元\))?"
    r"|预算资金(?:\([万亿]?元\))?",
    fiscal=r"(?:其中:)?(?:当年|本年|年度)?(?:财政拨款|财政性?资金|政府预算资金|一般公共预算(?:拨款|资金)?)(?:收入|数)?(?:\([万亿]?元\))?|本级财政(?:安排|拨款)",
    special_account=r"财政专户(?:管理)?(?:拨款|资金)",
    other=r"(?:其中:)?(?:其他资金|其它资金|单位资金|自有资金|自筹资金|其他收入|其他)(?:\([万亿]?元\))?",
)
TASK_HEADS: Final = headings(name=r"(?:任务|工作任务|重点工作|政策)名称", content=r"(?:主要|任务|工作)内容")
_AMOUNTS: Final = tuple(source.value for source in FundingSource)
_SUMS: Final = (*_AMOUNTS, "period_total", "whole_total", "own")
_TASK_NUMBER: Final = re.compile(r"任务\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.、:]?\s*")
_LONGEST_LABEL: Final = 60
_SUM: Final = re.compile(r"(?:金额|预算|资金)?(?:合计|总计)")
_SUM_COLUMN: Final = re.compile(r"(?:预算|申请)?金额(?:\([万亿]?元\))?|预算数")
_MONEY_TEXT: Final = re.compile(r"-?[\d,， ]+(?:\.\d+)?(?:万元|万|元)?")
_ONE_CELL: Final = re.compile(r"(?P<label>[^:\d]{2,24}?(?:其中:)?[^:\d]{0,16}?)\s*:\s*(?P<value>\S.*)")
_LABEL_AND_SUM: Final = re.compile(r"(?P<label>\D{2,24}?)\s*:?\s*(?P<value>\d[\d,]*(?:\.\d+)?\s*(?:万元|万|元)?)")
_ALL_YEAR: Final = re.compile(r"全年|年度|当年|预算数|金额|数额|小计")
GOAL_GROUP: Final = re.compile(r"(?:项目|总体|绩效|预期|年度)*(?:绩效)?目标(?:描述)?|绩效目标")
_GOAL_COLUMN: Final = re.compile(r"目标(?:名称|说明|内容|描述)")
"""What heads a list of goals: 目标名称 | 目标说明, above 年度绩效目标1 | …."""
OF_THE_YEAR: Final = re.compile(r"(?:本?年度|当年|预期|年初设定)(?:总体|绩效)*目标(?:\(.*\))?|年初设定目标")


@dataclass(slots=True)
class Sheet:
    """One project (or the plan of a department) in the making."""

    name: Text | None = None
    department: Text | None = None
    unit: Text | None = None
    budget_unit: Text | None = None
    goal: list[Text] = field(default_factory=list)
    period_goal: list[Text] = field(default_factory=list)
    money: SheetMoney = field(default_factory=SheetMoney)
    amounts: dict[str, Text] = field(default_factory=dict)
    tasks: list[tuple[Text, Text | None]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    execution: dict[str, Text] = field(default_factory=dict)
    points: Text | None = None
    full_points: Text | None = None


def labelled_sheet(rows: list[Row], account: Account) -> Sheet:
    """What the rows above the indicators say; cells that no record has a place for are ignored."""
    reader = _LabelReader(Sheet(execution=printed_execution(rows, account)), account)
    for row in rows:
        reader.read(row)
    sheet = _settled(reader.sheet, account)
    for row in rows:
        account.ignore(row, "labelled cell that no record has a place for")
    return sheet


def _settled(sheet: Sheet, account: Account) -> Sheet:
    """What only the whole sheet tells: whose money is the year's, which unit is meant, which goal is the only one."""
    for one in sheet.money.of_the_year():
        sheet.amounts.setdefault(one.role, one.value)
        account.use(one.label, one.value)
    if not sheet.goal:
        sheet.goal = sheet.period_goal
        account.use(*sheet.goal)
    if sheet.department is None and sheet.unit is not None:
        sheet.department = sheet.budget_unit
    sheet.unit = sheet.unit or sheet.budget_unit
    return sheet


def label_of(text: Text) -> str | None:
    """The role of a cell that is a label; None for any other."""
    return _role(text.string) if 0 < len(text) <= _LONGEST_LABEL else None


@lru_cache(maxsize=8192)
def _role(string: str) -> str | None:
    words = _words(string)
    return next((role for role, pattern in _LABELS.items() if pattern.fullmatch(words)), None)


def _words(string: str) -> str:
    return comparable(string).lstrip("*★").rstrip(":")


class _LabelReader:
    """Reads row after row; what a row of headings says holds for the rows below."""

    def __init__(self, sheet: Sheet, account: Account) -> None:
        self.sheet = sheet
        self._account = account
        self._goals: dict[int, str] = {}  # column → goal or period_goal, for the row below
        self._tasks: dict[str, int] = {}
        self._task_money: dict[str, int] = {}
        self._sums: int | None = None

    def read(self, row: Row) -> None:
        texts = [(cell.column, text) for cell, text in zip(row.cells, row.texts, strict=True) if text]
        if self._goals:
            goals, self._goals = self._goals, {}
            for column, text in texts:
                if column in goals:
                    self._take(goals[column], None, text)
            return
        if self._reads_tasks(row, texts) or self._heads_goals(texts):
            return
        self._heads_sums(texts)
        for column, label, value in _pairs(texts):
            self._pair(column, label, value)

    def _heads_goals(self, texts: list[tuple[int, Text]]) -> bool:
        """长期目标 | 年度目标: goals stand below their headings."""
        roles = {column: label_of(text) for column, text in texts}
        heads = {column: role for column, role in roles.items() if role in ("goal", "period_goal")}
        if len(texts) < 2 or len(heads) < len(texts):
            return False
        of_year = [column for column, text in texts if OF_THE_YEAR.fullmatch(_words(text.string))]
        groups = [
            column for column, text in texts if GOAL_GROUP.fullmatch(_words(text.string)) and column not in of_year
        ]
        self._goals = {column: str(role) for column, role in heads.items() if column not in groups}
        return bool(self._goals)

    def _reads_tasks(self, row: Row, texts: list[tuple[int, Text]]) -> bool:
        columns = find_columns(row, TASK_HEADS)
        if len(columns) == len(TASK_HEADS):
            self._tasks = columns
            self._task_money = _money_columns(texts)
            return True
        if not self._tasks:
            return False
        by_column = dict(texts)
        name = by_column.get(self._tasks["name"])
        first = texts[0][1] if texts else None
        if texts and all(label_of(text) in _AMOUNTS for _, text in texts):
            self._task_money = _money_columns(texts)
            return True  # 总额 | 财政拨款 | 其他资金, below 预算金额
        if first is not None and (label_of(first) or _SUM.fullmatch(_words(first.string))):
            self._tasks = {}
            return self._reads_sum(first, by_column)
        if name is not None:
            number = _TASK_NUMBER.match(same_length_folded(name.string))
            content = by_column.get(self._tasks["content"])
            rest = name[number.end() :] if number else name
            self.sheet.tasks.append((rest or name, content))
            self._account.use(name, content)
        return True

    def _reads_sum(self, label: Text, by_column: dict[int, Text]) -> bool:
        """金额合计: the money of all tasks is the money of the department."""
        if not _SUM.fullmatch(_words(label.string)):
            return False
        for role, column in self._task_money.items():
            if column in by_column and _is_money(by_column[column]):
                self._take(role, None, by_column[column])
        return True

    def _heads_sums(self, texts: list[tuple[int, Text]]) -> None:
        """成本构成 | 金额 … 合计 | 194.2: the sum of a list of costs is the money of the project."""
        if self._sums is None and len(texts) > 2:
            headed = [column for column, text in texts[1:] if _SUM_COLUMN.fullmatch(_words(text.string))]
            self._sums = headed[0] if headed and not any(_is_money(text) for _, text in texts) else None
        elif self._sums is not None and any(_SUM.fullmatch(_words(text.string)) for _, text in texts):
            total = dict(texts).get(self._sums)
            if total is not None and _is_money(total):
                self._take("total", None, total)
            self._sums = None

    def _pair(self, column: int, label: Text, value: Text) -> None:
        role = label_of(label)
        if role is None or label_of(value) or _GOAL_COLUMN.fullmatch(_words(value.string)):
            return
        if role in _SUMS and not _is_money(value):
            return
        if role in ("goal", "period_goal") and GROUP_HEAD.fullmatch(_words(value.string)):
            return  # headings beside each other
        self._take(role, label, value, column)

    def _take(self, role: str, label: Text | None, value: Text, column: int = 0) -> None:
        sheet = self.sheet
        if role in _SUMS:
            sheet.money.sums.append(Sum(role, column, label, value))
        elif role == "goal":
            sheet.goal.append(value)
            self._account.use(label, value)
        elif role == "period_goal":
            sheet.period_goal.append(value)
        elif getattr(sheet, role) is None:
            setattr(sheet, role, project_name(value) if role == "name" else body_name(value))
            self._account.use(label, value)


def _money_columns(texts: list[tuple[int, Text]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, text in texts:
        if (role := label_of(text)) in _AMOUNTS:
            found.setdefault(str(role), column)
    return found


def _is_money(text: Text) -> bool:
    return bool(_MONEY_TEXT.fullmatch(same_length_folded(text.string)))


def _pairs(texts: list[tuple[int, Text]]) -> Iterator[tuple[int, Text, Text]]:
    """(column, label, value): two cells beside each other, or the two parts of one cell."""
    for at, (column, text) in enumerate(texts):
        if parts := label_and_value(text):
            yield column, *parts
            continue
        if at + 1 == len(texts):
            continue
        value = texts[at + 1][1]
        if _ALL_YEAR.fullmatch(_words(value.string)) and at + 2 < len(texts) and _is_money(texts[at + 2][1]):
            value = texts[at + 2][1]
        yield column, text, value


def label_and_value(text: Text) -> tuple[Text, Text] | None:
    """资金总额：128.4 or 其中：上级资金18 as label and value; None for a cell that is not both."""
    folded = same_length_folded(text.string)
    for pattern in (_LABEL_AND_SUM, _ONE_CELL):
        match = pattern.fullmatch(folded)
        role = label_of(label := text[: match.end("label")]) if match else None
        if match and role and (role in _SUMS or pattern is _ONE_CELL):  # 年度目标1 is a label with its number
            return label, text[match.start("value") :]
    return None
