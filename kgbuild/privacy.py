"""Private persons named with medical or similar matters are masked before anything else sees the text.

个人信息保护法 art. 28 counts medical data among sensitive information; 政府信息公开条例 art. 15 keeps
private matters out of published text. A name is masked with as many 某, so that offsets stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kgbuild.model.table import Cell, Document, Row, Run, Span, Table, Text

_SENSITIVE: Final = re.compile(
    r"医药|医疗|药费|报销|住院|病|伤残|残疾|工伤|抚恤|丧葬|去世|遗属|遗孀|信访|赔偿|补偿款|困难补助|救助金|精神|手术"
)
_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况郈有琴归海晋楚闫"
    "涂肖代覃"
)
_NAME: Final = rf"(?P<name>(?:欧阳|司马|上官|诸葛|东方|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}})"
_TITLED: Final = re.compile(rf"{_NAME}(?=等?(?:同志|先生|女士)(?!们))")
_ACTING: Final = re.compile(rf"关于{_NAME}(?=(?:报销|申请|要求|请求|反映|信访|医药费|住院))")
_SURNAME_AND_TWO: Final = rf"(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{2}})"
_PATIENT: Final = re.compile(
    rf"(?<=职工|员工|干部|教师|村民|居民|患者|病人|学生|家属){_SURNAME_AND_TWO}(?=的?(?:住院|医疗费|医药费|药费|手术|工伤|抚恤|丧葬))"
)
"""退休职工 and a name, straight before what was paid for."""
_NO_GIVEN_NAME: Final = re.compile("[属期度性类等及与或的置复急常重大病医全]")
# 党员同志, 相关同志, 高校申请: words, not names
_WORDS: Final = re.compile(".*(?:相关|有关|全体|所有|各位|广大|时任|和谐)|.*[员部工村区市县省者校院局所室司企厅]")
MASK: Final = "某"
_NEAR: Final = 200
"""Characters on each side of a page end that are looked at together."""
_ROWS_BELOW: Final = 3
"""A page end puts a page number and repeated headings between the halves of a row."""
_SENTENCE_ENDS: Final = ("。", "；", ";", "！", "？")

Places = dict[int, list[tuple[int, int]]]
"""Identity of a text → where names stand in it."""


def private_names(text: str) -> set[str]:
    """Names of private persons that stand with a sensitive matter in this text."""
    if not _SENSITIVE.search(text):
        return set()
    found = {match["name"] for pattern in (_TITLED, _ACTING) for match in pattern.finditer(text)}
    patients = {match["name"] for match in _PATIENT.finditer(text)}
    found |= {name for name in patients if not _NO_GIVEN_NAME.search(name[1:])}
    return {name for name in found if not _WORDS.fullmatch(name)}


def redacted(document: Document) -> tuple[Document, list[Span]]:
    """The document with such names masked wherever they stand, and the (masked) cells where they stood."""
    texts = [text for table in document.tables for row in table.rows for text in row.texts]
    if not any(_SENSITIVE.search(text.string) for text in texts):
        return document, []
    names = {name for text in texts for name in private_names(text.string)}
    cuts = [pair for table in document.tables for pair in _cut(table)]
    names |= {name for before, after in cuts for name in private_names(_across(before, after))}
    if not names:
        return document, []
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
    places: Places = defaultdict(list)
    for text in texts:
        for match in pattern.finditer(text.string):
            places[id(text)].append(match.span())
    for before, after in cuts:
        border = min(len(before), _NEAR)
        for match in pattern.finditer(_across(before, after)):
            if match.start() < border < match.end():
                places[id(before)].append((len(before) - border + match.start(), len(before)))
                places[id(after)].append((0, match.end() - border))
    tables = tuple(
        replace(table, rows=tuple(_masked_row(row, places) for row in table.rows)) for table in document.tables
    )
    masked = [
        cell.whole
        for before, cell in zip(_cells(document.tables), _cells(tables), strict=True)
        if cell.raw != before.raw
    ]
    return replace(document, tables=tables), masked


def _cut(table: Table) -> Iterator[tuple[Text, Text]]:
    """Texts that stop inside a sentence, each with those that may go on with it: a page may end inside a name."""
    for at, row in enumerate(table.rows):
        for cell, text in zip(row.cells, row.texts, strict=True):
            if not text or text.string.endswith(_SENTENCE_ENDS):
                continue
            for below in table.rows[at + 1 : at + 1 + _ROWS_BELOW]:
                for other, after in zip(below.cells, below.texts, strict=True):
                    if after and abs(other.column - cell.column) <= 1:
                        yield text, after


def _across(before: Text, after: Text) -> str:
    return before.string[-_NEAR:] + after.string[:_NEAR]


def _cells(tables: tuple[Table, ...]) -> list[Cell]:
    return [cell for table in tables for row in table.rows for cell in row.cells]


def _masked_row(row: Row, places: Places) -> Row:
    if not any(id(text) in places for text in row.texts):
        return row
    cells: list[Cell] = []
    texts: list[Text] = []
    for cell, text in zip(row.cells, row.texts, strict=True):
        found = places.get(id(text), [])
        masked = replace(cell, raw=_masked_raw(cell, text, found))
        string = list(text.string)
        for begin, end in found:
            string[begin:end] = MASK * (end - begin)
        runs = tuple(Run(run.at, run.length, run.start, run.source_length, masked) for run in text.runs)
        cells.append(masked)
        texts.append(Text("".join(string), runs))
    return Row(row.number, tuple(cells), tuple(texts))


def _masked_raw(cell: Cell, text: Text, places: Iterable[tuple[int, int]]) -> str:
    """The cell as printed, masked: also a name that tags or a line end cut, or that is written in entities."""
    raw = list(cell.raw)
    for begin, end in places:
        for run in text[begin:end].runs:
            start = run.start - cell.origin
            raw[start : start + run.source_length] = MASK * run.source_length
    return "".join(raw)
