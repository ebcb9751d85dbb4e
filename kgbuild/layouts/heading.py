"""What stands above a table: title, 部门名称, 单位, and the fiscal year, printed or inferred."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from kgbuild.layouts.account import Account
from kgbuild.layouts.codes import body_name
from kgbuild.layouts.sheet_labels import label_of
from kgbuild.model.records import Heading
from kgbuild.model.table import Row, Text
from kgbuild.text import closed_up, comparable, same_length_folded

_TITLE = re.compile(r"绩效|目标表|自评表|完成情况|指标表|目标申报")
_DEPARTMENT = re.compile(
    r"(?:(?:(?:填\s*报|编\s*报|编\s*制|公\s*开|主\s*管|预\s*算|申\s*报)\s*)?(?:部\s*门|单\s*位)\s*"
    r"(?:\((?:部门|单位)\))?\s*(?:名\s*称)?\s*(?:\(公章\)|\(盖章\))?)\s*:\s*"
)
_PARAGRAPH = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)")
"""What heads a paragraph of a report (十一、绩效情况): a title, unless that of the table follows."""
_SENTENCES = re.compile(r"[;。!?]")
"""What a line of instructions holds, and no title."""
_SEAL = re.compile(r"\((?:盖?章|公章|盖公章|签章)\)\s*")
_MONEY_UNIT = re.compile(r"(?:金\s*额)?单\s*位\s*:?\s*\(?(?:人民币)?(?P<unit>[万亿]?\s*元)\)?")
_ANY_UNIT = re.compile(r"[(（][万亿]?元[)）]")
_COLUMN_UNIT = re.compile(r"[^()]*(?:预算|资金|金额|拨款|总额|合计|总计|执行数)[^()]*\((?P<unit>[万亿]?元)\)")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PRINTED_YEAR = re.compile(rf"{_YEAR}\s*(?:年度|年(?!\s*[-~至到\d]))")
_YEAR_ALONE = re.compile(rf"\(?\s*(?:(?:预算|填报)?年度\s*:)?\s*{_YEAR}\s*(?:年度?)?\s*\)?")
"""2024, 2024年: a line that says nothing but the year is believed before years in other text, as titles are."""
_STATED_YEAR = re.compile(
    rf"\(\s*{_YEAR}\s*年度\s*\)"
    rf"|(?:^|[^\u4e00-\u9fff])(?:预算)?年度\s*:\s*\(?\s*{_YEAR.replace('year', 'labelled')}"
    rf"|^\s*\(\s*{_YEAR.replace('year', 'alone')}\s*年?\s*\)\s*$"
)
"""(2024年度), 预算年度：2024: the year of the table, whatever year its title or a project name holds (2023年奖补资金绩效自评表)."""
_IN_PASSING, _SURE, _STATED = range(3)
_MAX_LINE = 120
_OWNER_AND_UNIT = 2
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:局|厅|委员会|委|办公室|政府|法院|检察院|办事处|中心|总工会|联合会|协会|学院|大学|中学|小学|医院)"
)
"""A line of nothing but the name of a public body."""
_OWNER_IN_TITLE = re.compile(r"(?P<owner>.{2,40}?)(?:19|20)\d\d\s*年")


class HeadingReader:
    """Gathers the lines above a table until the table begins."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._title: Text | None = None
        self._department: Text | None = None
        self._beside_unit: Text | None = None
        self._money_unit: str | None = None
        self._year: int | None = None
        self._year_rank = _IN_PASSING
        self._rows: list[Row] = []

    def offer(self, row: Row) -> bool:
        """Take what the row says; tell whether it said anything that opens a new table."""
        opens = False
        self._rows.append(row)
        for position, text in enumerate(row.texts):
            if not text or len(text) > _MAX_LINE:
                continue
            following = next((other for other in row.texts[position + 1 :] if other), None)
            before = next((other for other in row.texts[:position][::-1] if other), None)
            in_pair = _is_in_pair(text, before, following)
            opens = self._read_line(text, following, may_be_title=not in_pair) or opens
        self._read_owner_beside_unit([text for text in row.texts if text])
        return opens

    def _read_owner_beside_unit(self, filled: list[Text]) -> None:
        """374甲县乙局 | 单位：元: the body whose table it is, without a label, in the row of the unit of money."""
        if self._beside_unit is not None or len(filled) != _OWNER_AND_UNIT:
            return
        first, second = (closed_up(same_length_folded(text.string)) for text in filled)
        owner = body_name(filled[0])
        if _MONEY_UNIT.fullmatch(second) and ":" not in first and _BODY.fullmatch(comparable(owner.string)):
            self._beside_unit = owner
            self._account.use(filled[0])

    def _read_line(self, text: Text, following: Text | None, *, may_be_title: bool) -> bool:
        folded = same_length_folded(text.string)
        money = _MONEY_UNIT.search(folded)
        if money:
            self._money_unit = closed_up(money["unit"])
            self._account.use(text)
        department = _DEPARTMENT.search(folded)
        if department and not (money and money.start() <= department.start()):
            end = money.start() if money and money.start() > department.end() else len(text)
            name = text[department.end() : end].stripped()
            name = name[((seal := _SEAL.match(same_length_folded(name.string))) and seal.end()) or 0 :].stripped()
            if not name and following and not _MONEY_UNIT.search(same_length_folded(following.string)):
                name = following
            if name:
                self._department = body_name(name)
                self._account.use(text, name)
                return True
        line = closed_up(folded)
        known = self._title and not _PARAGRAPH.match(closed_up(same_length_folded(self._title.string)))
        is_title = may_be_title and _TITLE.search(line) and len(line) <= 60 and not _SENTENCES.search(line)
        if is_title and not known:
            if self._title and _PARAGRAPH.match(line):
                return False
            self._title = text
            self._account.use(text)
            owner = _OWNER_IN_TITLE.match(folded)
            if owner and self._department is None and names_organisation(owner["owner"]):
                self._department = body_name(text[: owner.end("owner")].stripped())
            self._read_year(line, _SURE)
            return True
        self._read_year(line, _IN_PASSING)
        return False

    def _read_year(self, folded: str, rank: int) -> None:
        """Of equals the first holds, but of years in passing the last."""
        if len(folded) > 60:
            return
        if stated := _STATED_YEAR.search(folded):
            year, rank = next(filter(None, stated.groups())), _STATED
        elif alone := _YEAR_ALONE.fullmatch(folded.strip()):
            year, rank = alone["year"], _SURE
        elif printed := _PRINTED_YEAR.search(folded):
            year = printed["year"]
        else:
            return
        if rank > self._year_rank or rank == _IN_PASSING == self._year_rank:
            self._year, self._year_rank = int(year), rank

    def read_columns(self, row: Row) -> None:
        """The unit of money where only the headings of columns print it: 预算总额（万元）."""
        units = {match["unit"] for text in row.texts if (match := _COLUMN_UNIT.fullmatch(closed_up(text.string)))}
        if self._money_unit is None and len(units) == 1:
            self._money_unit = units.pop()

    def go_on_from(self, before: HeadingReader) -> None:
        """Without a title of its own, a table keeps the year and the unit that were printed above the one before it."""
        if self._title is not None:
            return
        if self._year is None or before._year_rank > self._year_rank:
            self._year, self._year_rank = before._year, before._year_rank
        if self._money_unit is None and not any(_ANY_UNIT.search(closed_up(text.string)) for text in self._texts()):
            self._money_unit = before._money_unit

    def _texts(self) -> Iterator[Text]:
        return (text for row in self._rows for text in row.texts if text)

    @property
    def rows(self) -> list[Row]:
        """The rows offered so far."""
        return self._rows

    def close(self) -> None:
        """Lines that nobody has used are prose above the table."""
        for row in self._rows:
            self._account.ignore(row, "text above the table")

    def heading(self) -> Heading:
        """What the rows said."""
        return Heading(
            title=self._title,
            department=self._department or self._beside_unit,
            fiscal_year=self._year,
            fiscal_year_basis="printed" if self._year else None,
            money_unit=self._money_unit,
        )


def _is_in_pair(text: Text, before: Text | None, following: Text | None) -> bool:
    """Whether a cell is a label or its value (项目名称 | 绩效管理经费): no title, though it may speak as one."""
    if before and label_of(before):
        return True
    beside_unit = following is not None and _MONEY_UNIT.search(same_length_folded(following.string))
    return following is not None and not beside_unit and label_of(text) is not None


def opens_table(row: Row) -> bool:
    """Whether a line announces another table (a title or a 部门名称 line), not data of this one."""
    filled = [text for text in row.texts if text]
    if len(filled) > 2 or len(filled[0]) > _MAX_LINE:
        return False
    folded = same_length_folded(filled[0].string)
    line = closed_up(folded)
    is_title = bool(re.search(r"(?:目标|自评|情况|指标|申报)表", line)) and "绩效" in line
    return (is_title and len(line) <= 60) or bool(_DEPARTMENT.match(folded))


_OTHER_TABLE = re.compile(
    r"(?:附?表\s*[\d一二三四五六七八九十]{1,3}[-\d]*\s*[:、.]?\s*)?[^,;。]{2,40}表(?:\([^()]{1,20}\))?"
)


def names_performance(row: Row) -> bool:
    """Whether a row speaks of performance, as titles of our tables do."""
    return any(_TITLE.search(closed_up(text.string)) for text in row.texts)


def opens_other_table(row: Row, *, is_first: bool) -> bool:
    """Whether a line outside all grids, or the first row of a sheet, is the title of another kind of table (政府采购预算表)."""
    if not (row.is_outside or (is_first and len(row) == 1)):
        return False
    folded = closed_up(row.strings[0].strip())
    return bool(_OTHER_TABLE.fullmatch(folded)) and not _TITLE.search(folded)


# How a year inside the text speaks for the year of the budget, the strongest first.
_DEADLINE = re.compile(
    rf"{_YEAR}\s*(?:年\s*(?:年?[底末]|\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日|[底末])?)\s*(?:之?前|以前)|-\d{{1,2}}-\d{{1,2}})"
)
_TAGGED = re.compile(rf"[(\[【〔]\s*{_YEAR}\s*(?:年度?)?\s*[)\]】〕]\s*$")
_BASELINE = re.compile(rf"(?:优于|高于|超过|不低于|较|比)\s*{_YEAR}\s*年")
_RANGE = re.compile(r"(?:19|20)\d\d\s*年?\s*[-~—至到]\s*(?:19|20)?\d{2,4}\s*年?")
_NAMED = re.compile(rf"{_YEAR}\s*年?(?!\s*[\d号/])")


def infer_year(names: Iterable[str], texts: Iterable[str]) -> tuple[int | None, str | None]:
    """The budget year that the text itself speaks of, with the reason; (None, None) when it does not.

    Deadlines decide (「2023年底前」), then a year in brackets behind a project name, then the year after
    a baseline (「优于2022年」), then the latest single year named.
    """
    names, texts = list(names), list(texts)
    deadlines = _counted(_DEADLINE, texts)
    if deadlines:
        year, printed = _most(deadlines)
        return year, f"inferred: deadline 「{printed}」, {len(deadlines)} of this kind"
    tagged = _counted(_TAGGED, [same_length_folded(name) for name in names])
    if tagged:
        year, printed = _most(tagged)
        return year, f"inferred: 「{printed}」 behind a project name"
    baselines = _counted(_BASELINE, texts)
    if baselines:
        year, printed = _most(baselines)
        return year + 1, f"inferred: the year after the baseline 「{printed}」"
    single = [_RANGE.sub("", text) for text in [*names, *texts]]
    named = [found for found in _counted(_NAMED, single) if 2000 <= found[0] <= 2099]
    if named:
        year = max(found[0] for found in named)
        return year, f"inferred: the latest year named in the text is {year}"
    return None, None


def _counted(pattern: re.Pattern[str], texts: Iterable[str]) -> list[tuple[int, str]]:
    return [
        (int(match["year"]), match.group().strip())
        for text in texts
        for match in pattern.finditer(same_length_folded(text))
    ]


def _most(found: list[tuple[int, str]]) -> tuple[int, str]:
    """The most frequent year (the later of equals) and how it was first printed."""
    counts = Counter(year for year, _ in found)
    year = max(counts, key=lambda candidate: (counts[candidate], candidate))
    return year, next(printed for candidate, printed in found if candidate == year)


_ORGANISATION = re.compile(
    r".*(?:局|委员会|委|办公室|办|中心|站|院|所|处|科|队|学校|中学|小学|幼儿园|大学|学院|医院|馆|厅|部|署|公司|协会|"
    r"集团|社|校|园|本级|机关|政府|街道|镇|乡|法院|检察院|人大|政协|总工会|妇联|团委|监测站|基地)(?:\(.*\))?"
)


def names_organisation(name: str) -> bool:
    """Whether a row heading is the name of a department or unit, judged by how such names end."""
    return bool(_ORGANISATION.fullmatch(comparable(name)))
