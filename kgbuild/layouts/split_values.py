"""A value that is printed in several cells: 指标性质 · 指标值 · 计量单位 in columns of their own, or all three below one 指标值.

绩效指标描述 | 指标值              |            三级指标 | 指标值           |
抽检批次     | ≥ | 1200 | 批次     |            抽检批次 | 符号 | 值 | 单位  |

A sign is never lost in silence: 1200 read for ≥1200 would be another target.
"""

from __future__ import annotations

import re
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.layout import Columns
from kgbuild.model.issues import Severity
from kgbuild.model.table import Row, Text
from kgbuild.text import same_length_folded

_BOUND: Final = re.compile(
    r"[≥≤><=]{1,2}|大于等于|小于等于|大于或等于|小于或等于|大于|小于|等于|不低于|不超过|不少于|不高于"
)
COMPARATOR: Final = r"(?:绩效|三级|目标)?指标值?(?:性质|符号)|目标值符号|(?:运算|比较|计算)符号?|符号"
"""What heads the column of signs."""
_BESIDE: Final = ("comparator", "direction", "kind")
"""Columns in which the sign of a value is looked for, the surest first."""
_VALUES: Final = ("annual", "period", "later.annual", "revised")
OF_PERIOD: Final = "period."
"""Begins the roles of sign and unit of a value of several years that stands beside one of the year."""
OF_ACTUAL: Final = "actual."
OF_OTHER_TIME: Final = "aside.other."
"""Begins the roles of columns that hold values of other years and of parts of the year."""
_COVERED: Final = "covered."
_LONGEST_UNIT: Final = 12


def covered_columns(row: Row, column: int, of: str = "") -> Columns:
    """The columns that a heading covers beside its own, each under a role of its own that begins with `of`."""
    cell = next(cell for cell in row.cells if cell.column == column)
    headed = {other.column for other, text in zip(row.cells, row.texts, strict=True) if text}
    end = column + cell.column_span
    blank = {other.column for other in row.cells} - headed
    while end in blank:  # CSV and sheets without merged cells leave them empty
        end += 1
    return {f"{of}{_COVERED}{at}": at for at in range(column + 1, end) if at not in headed}


def gather(cells: dict[str, Text]) -> None:
    """What stands below one 指标值 as bound, value and unit; a longer text beside the value is none of it and left open."""
    for value, of in (("annual", ""), ("period", OF_PERIOD), ("actual", OF_ACTUAL)):
        _gather(cells, value, of)


def _gather(cells: dict[str, Text], value: str, of: str) -> None:
    covered = [role for role in cells if role.startswith(of + _COVERED)]
    if not covered:
        return
    begins = value in cells
    covered.sort(key=lambda role: int(role[len(of + _COVERED) :]))
    rest = [cells.pop(role) for role in (value, *covered) if role in cells]
    if len(rest) > 1 and is_bound(rest[0]):
        cells[f"{of}comparator"] = rest.pop(0)
    elif not begins:
        return  # something stands below the heading, and no value
    cells[value] = rest.pop(0)
    if rest and len(rest[0]) <= _LONGEST_UNIT and _lacks_unit(cells[value].string, rest[0].string):
        cells.setdefault(f"{of}unit", rest[0])


def bound_of(cells: dict[str, Text]) -> Text | None:
    """The sign that stands in a column of its own: under 指标性质, or under 指标方向 or 指标值类型."""
    beside = (cells.get(role) for role in _BESIDE)
    return next((text for text in beside if text and is_bound(text)), None)


def settle_bound(row: Row, cells: dict[str, Text], columns: Columns, account: Account) -> None:
    """A sign under a heading that nobody knows is that of the one value; where it may be that of another, none is read."""
    unsigned = [role for role in _VALUES if role in cells and not _BOUND.match(same_length_folded(cells[role].string))]
    signed = {
        "annual": bound_of(cells),
        "period": cells.get(f"{OF_PERIOD}comparator"),
        "later.annual": cells.get("later.comparator"),
        "actual": cells.get(f"{OF_ACTUAL}comparator"),
    }
    unsigned = [role for role in unsigned if not signed.get(role)]
    if not unsigned:
        return
    theirs = {column for role, column in columns.items() if role.startswith((OF_OTHER_TIME, "later.", OF_ACTUAL))}
    stray = [
        text
        for cell, text in zip(row.cells, row.texts, strict=True)
        if text and is_bound(text) and cell.column not in theirs and text not in signed.values()
    ]
    if len(stray) == 1 and unsigned == ["annual"] and not any(role in columns for role in _VALUES[1:]):
        for role in [role for role in cells if cells[role] == stray[0]]:
            del cells[role]  # 备注, and no remark
        cells["comparator"] = stray[0]
    elif stray:
        for role in unsigned:
            account.report(
                "L054", Severity.VIOLATION,
                "无法判断比较符号属于哪个指标值，指标值未读取",
                "to which value a sign belongs cannot be told; the value is not read", cells.pop(role),
            )  # fmt: skip


def is_bound(text: Text) -> bool:
    """Whether a cell holds a comparator and nothing else."""
    return bool(_BOUND.fullmatch(same_length_folded(text.string)))


def assembled(value: Text, bound: Text | None, unit: Text | None) -> Text:
    """≥ 95 % as one text. A bound or unit that the value prints itself is not taken twice."""
    printed = value.string
    if bound and is_bound(bound) and not _BOUND.match(same_length_folded(printed)):
        value = bound + value
    if unit and unit.string != printed and _lacks_unit(printed, unit.string):
        value = value + unit
    return value


def _lacks_unit(value: str, unit: str) -> bool:
    """A number lacks its unit, and so does one that ends in 万 or 亿, unless the unit begins with it."""
    if unit[0].isdigit():
        return False  # a number beside a number is no unit
    return value[-1].isdigit() or (value[-1] in "万亿" and value[-2:-1].isdigit() and unit[0] not in "万亿")
