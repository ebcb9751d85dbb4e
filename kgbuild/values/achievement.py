"""Expected against actual: exceeded, met, not met, or undetermined, each with its reason.

Exceeded is better than the target in its good direction; met is equal to it, or inside the band of an approximate
target. The verdict that a document publishes (已完成, a score) is kept beside ours, never read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from kgbuild.model.values import Achievement, Comparator, Direction, Kind, Value, Verdict
from kgbuild.text import comparable
from kgbuild.values.numerals import canonical

ABOUT_BAND: Final = Decimal("0.05")
"""An approximate target (左右, 约) is met within 5 % of it; beyond, it is exceeded or missed."""

_LOWER: Final = re.compile(
    r"投诉|事故|隐患数|故障(?!受理|处理|修复|排除)|差错|失误|发生率|能耗(?!下降|降低)|电耗(?!下降)|成本(?!节约|降低)|排放(?!下降|减少)|"
    r"违法|违规|流失率|死亡|返工|逾期|恢复时间|响应时间|办结时间|时限"
)
_RELIEF: Final = re.compile(
    r"降低|减少|下降|压减|节约|解决|化解|排查|整改|处置|处理|办结|受理|修复|响应及时|查处|满意|调解|拆除|清理|打击|挽回|查办|办理|防治|救治|检[查测]|"
    r"成功率|合格率|达标率|演练|宣传"
)
"""A name that speaks of a bad thing and of its relief (隐患整改率, 降低融资成本家数) counts the relief."""
_DURATION_HAS_NO_SIDE: Final = frozenset({"天", "日", "小时", "分钟", "个月", "个工作日", "工作日", "月"})
_LASTING: Final = re.compile(r"播放|服务|培训|运行|开放|供应|保障|课时|时长")
_GROWTH_RATE: Final = re.compile(r"(?:增长率|增加率|增速|增幅)$")
_GROWTH_WORDS: Final = re.compile(r"(?:同比)?(?:增长|上升|提高|增加|增幅)(?:率|了|约)?$")
_LIKE_LAST_YEAR: Final = re.compile(r"(?:与|同|较)?上年度?(?:基本)?(?:持平|相当)")
_OR_MORE: Final = re.compile(r"略增|略有增|小幅增|稳中有升")
_DONE: Final = re.compile(r"(?:已|全部|均已|按时|按期|如期)?完成|达标|合格|通过|是")
_AVERAGE: Final = re.compile(
    r"(?P<sign>高|低)于全(?P<area>[省国市])平均(?:水平)?(?P<number>[\d.]+)(?P<unit>个百分点|%)"
)
_DAYS: Final[dict[str, Decimal]] = {
    "天": Decimal(1), "日": Decimal(1), "周": Decimal(7), "个月": Decimal(30), "月": Decimal(30), "年": Decimal(365),
}  # fmt: skip

Reader = Callable[[str], Value]


def direction_of(name: str, target: Value | None) -> Direction | None:
    """Which way is better, from the comparator first, then from the words of the name."""
    comparator = target.comparator if target else None
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) and target and not target.date:
        return Direction.LOWER
    if _LOWER.search(name) and not _RELIEF.search(name):
        return Direction.LOWER
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return Direction.HIGHER
    if target is None or target.kind is not Kind.QUANTITATIVE or target.date:
        return None
    if target.unit in _DURATION_HAS_NO_SIDE and not _LASTING.search(name):
        return None
    return Direction.HIGHER


def judge(name: str, expected: Value | None, actual: Value | None, explanation: str | None, read: Reader) -> Verdict:
    """The verdict on one indicator. `read` parses a value (for numbers inside the explanation)."""
    if expected is None or actual is None:
        return _undetermined("缺少预期值或完成值", "the expected or the actual value is missing")
    direction = direction_of(name, expected)
    if expected.kind is Kind.QUALITATIVE:
        return _against_words(name, expected, actual, explanation or "")
    if actual.kind is Kind.QUALITATIVE:
        return _by_explanation(expected, actual, explanation or "", direction, read)
    if expected.kind is Kind.COMPOUND:
        return _undetermined("目标含多项，完成值未逐项给出", "several targets, not answered one by one")
    if actual.kind is Kind.COMPOUND:
        matching = [part for part in actual.parts if part.unit == expected.unit]
        if len(matching) != 1:
            return _undetermined("完成值含多项，无法逐项对应", "several actual values for one target")
        actual = matching[0]
    return _compare(expected, actual, direction)


def _compare(expected: Value, actual: Value, direction: Direction | None) -> Verdict:
    if expected.date or actual.date:
        return _compare_dates(expected, actual)
    pair = _same_unit(expected, actual)
    if pair is None:
        return _undetermined(
            f"单位不同：{expected.unit or '无'} 与 {actual.unit or '无'}",
            f"units differ: {expected.unit or 'none'} and {actual.unit or 'none'}",
        )
    target, result = pair
    shown = f"{_shown(actual)} ↔ {_shown(expected)}"
    if expected.comparator is Comparator.BETWEEN:
        return _in_interval(expected, result, direction, shown)
    if expected.comparator is Comparator.ABOUT and abs(result - target) <= abs(target) * ABOUT_BAND:
        return _met(shown, "在约数范围内", "within the band of an approximate target")
    if result == target:
        strict = expected.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)
        if strict and actual.comparator not in (Comparator.MORE_THAN, Comparator.LESS_THAN):
            return Verdict(
                Achievement.NOT_MET, f"{shown}：须超过而仅相等", f"{shown}: must be passed, is only equalled"
            )
        if actual.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN):
            return _better(actual.comparator is Comparator.MORE_THAN, direction, shown)
        return _met(shown, "等于目标", "equal to the target")
    return _better(result > target, direction, shown)


def _better(higher: bool, direction: Direction | None, shown: str) -> Verdict:
    if direction is None:
        return _undetermined(f"{shown}：方向不明", f"{shown}: which way is better is not known")
    good = higher == (direction is Direction.HIGHER)
    if good:
        return Verdict(Achievement.EXCEEDED, f"{shown}：优于目标", f"{shown}: better than the target")
    return Verdict(Achievement.NOT_MET, f"{shown}：未达目标", f"{shown}: short of the target")


def _in_interval(expected: Value, result: Decimal, direction: Direction | None, shown: str) -> Verdict:
    low, high = expected.number, expected.upper_number
    if low is None or high is None:
        return _undetermined("区间不完整", "the interval is not complete")
    if low <= result <= high:
        return _met(shown, "在区间内", "inside the interval")
    return _better(result > high, direction, shown)


def _compare_dates(expected: Value, actual: Value) -> Verdict:
    """In time or late, judged as far as both dates are printed (2023-11 against 2023-12-31)."""
    if not (expected.date and actual.date) or expected.date.startswith("--") != actual.date.startswith("--"):
        return _undetermined("日期无法比较", "the dates cannot be compared")
    shown = f"{actual.date} ↔ {expected.date}"
    length = min(len(expected.date), len(actual.date))
    due, done = expected.date[:length], actual.date[:length]
    if done > due:
        return Verdict(Achievement.NOT_MET, f"{shown}：逾期", f"{shown}: late")
    if done == due and len(actual.date) < len(expected.date) and not _ends_month(expected.date):
        return _undetermined(f"{shown}：完成日期不够精确", f"{shown}: the date of completion is not precise enough")
    return _met(shown, "按期", "in time")


def _ends_month(date: str) -> bool:
    return date.endswith(("-28", "-29", "-30", "-31"))


def _against_words(name: str, expected: Value, actual: Value, explanation: str) -> Verdict:
    """A target in words: last year's level, an average, or nothing that can be measured."""
    words = comparable(expected.text)
    average = _AVERAGE.search(comparable(actual.text)) or _AVERAGE.search(comparable(explanation))
    if "平均" in words and average:
        above = average["sign"] == "高"
        text = f"{average.group()}"
        return Verdict(
            Achievement.EXCEEDED if above else Achievement.NOT_MET,
            f"{text}", f"the document says: {'above' if above else 'below'} the average by {average['number']}{average['unit']}",
        )  # fmt: skip
    if _GROWTH_RATE.search(name) and _LIKE_LAST_YEAR.search(words):
        return _undetermined("上年增长率未公布", "last year's rate is not published")
    if _LIKE_LAST_YEAR.search(words) and actual.unit == "%" and actual.number is not None:
        return _against_last_year(words, actual, explanation)
    if words == comparable(actual.text):
        return _met(f"{actual.text} ↔ {expected.text}", "文字一致", "the same words")
    return _undetermined("目标为文字，无可比标准", "the target is words without a measure")


def _against_last_year(words: str, actual: Value, explanation: str) -> Verdict:
    """与上年度持平 answered by a growth rate, if the detail shows that it is one."""
    number = actual.number
    assert number is not None  # noqa: S101
    detail = comparable(explanation)
    spelled = {canonical(number), f"{number:f}"}
    is_growth = any(
        _GROWTH_WORDS.search(detail[: match.start()])
        for match in re.finditer(r"\d+(?:\.\d+)?(?=%)", detail)
        if canonical(Decimal(match.group())) in spelled or match.group() in spelled
    )
    shown = f"{actual.text} ↔ {words}"
    if not is_growth:
        return _undetermined("上年基期值未公布", "last year's value is not published")
    if number < 0:
        return Verdict(Achievement.NOT_MET, f"{shown}：低于上年", f"{shown}: below last year")
    if number == 0 or _OR_MORE.search(words):
        return _met(shown, "与上年持平或略增", "level with last year or a little more, as expected")
    return Verdict(
        Achievement.EXCEEDED,
        f"{shown}：说明列为同比增长", f"{shown}: the detail calls it growth on last year",
    )  # fmt: skip


def _by_explanation(
    expected: Value, actual: Value, explanation: str, direction: Direction | None, read: Reader
) -> Verdict:
    """A status (已完成) instead of a value: the detail may give the number, plainly and once."""
    if not _DONE.search(actual.text):
        return _undetermined("完成值为文字", "the actual value is words")
    stated = _in_detail(expected, explanation, read)
    if stated:
        verdict = _compare(expected, stated, direction)
        return Verdict(verdict.achievement, f"据具体完成情况：{verdict.zh}", f"by the detail: {verdict.en}")
    return _undetermined(f"“{actual.text}”是状态，不是数值", f"「{actual.text}」 is a status, not a value")


def _in_detail(expected: Value, explanation: str, read: Reader) -> Value | None:
    """The one value in the detail that answers the target; None where there is none, or more than one."""
    if expected.kind is not Kind.QUANTITATIVE or not expected.unit or expected.number is None:
        return None
    increase = re.search(r"新增\s*([\d.,]+\s*[万亿]?\s*[\u4e00-\u9fff]{1,2})", explanation)
    candidates = [read(increase[1])] if increase else []
    if not candidates:
        parsed = read(explanation)
        candidates = list(parsed.parts or (parsed,))
    usable = [one for one in candidates if one.unit == expected.unit and one.number is not None]
    return usable[0] if len(usable) == 1 else None


def result_against(
    expected: Value | None, actual: Value | None, explanation: str, read: Reader
) -> tuple[Decimal, Decimal] | None:
    """(target, result) as numbers of one unit, from the detail where the result is only a status; None if there are none."""
    if expected is None or actual is None or expected.comparator is Comparator.BETWEEN:
        return None
    if actual.kind is Kind.QUALITATIVE:
        stated = _in_detail(expected, explanation, read) if _DONE.search(actual.text) else None
        return _same_unit(expected, stated) if stated else None
    return _same_unit(expected, actual)


def _same_unit(expected: Value, actual: Value) -> tuple[Decimal, Decimal] | None:
    target, result = expected.number, actual.number
    if target is None or result is None:
        return None
    if expected.unit == actual.unit:
        return target, result
    if expected.unit in _DAYS and actual.unit in _DAYS:
        return target * _DAYS[expected.unit], result * _DAYS[actual.unit]
    return None


def _shown(value: Value) -> str:
    return re.sub(r"\s", "", value.text)


def _met(shown: str, zh: str, en: str) -> Verdict:
    return Verdict(Achievement.MET, f"{shown}：{zh}", f"{shown}: {en}")


def _undetermined(zh: str, en: str) -> Verdict:
    return Verdict(Achievement.UNDETERMINED, zh, en)
