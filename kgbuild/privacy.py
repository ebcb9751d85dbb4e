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
    r"医药|医疗|药费|报销|住院|病|伤残|残疾|工伤|抚恤|丧葬|去世|遗属|遗孀|信访|上访|赔偿|补偿款|困难补助|救助|精神|手术|"
    r"治疗|透析|化疗|尿毒症|癌"
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
_LINKED: Final = r"(?:的|因患?|身?患|罹患|确诊|20\d\d年(?:度)?的?)?"
_ILLNESS: Final = (
    r"手术|重病|大病|慢性病|尿毒症|\S{0,3}癌|工伤|伤残|致残|重症|脑卒中|脑梗|脑出血|脑瘫|中风|心梗|心肌梗|冠心病|心脏病|糖尿病|高血压|白血病|肾病|肾衰|"
    r"肝炎|肝硬化|肺炎|肺结核|尘肺|精神病|抑郁症|癫痫|骨折|肿瘤|瘫痪|截瘫|截肢|罕见病|血友病|帕金森|艾滋病"
)
_MEDICAL: Final = rf"{_LINKED}(?:住院|医疗|医药|药费|治疗|透析|化疗|{_ILLNESS}|抚恤|丧葬|去世|死亡)"
_OTHER_MATTER: Final = rf"{_LINKED}(?:救助|困难补助|补助|补偿款|赔偿|信访|上访|报销)"
_PERSON: Final = (
    "职工|员工|干部|教师|村民|居民|患者|病人|学生|家属|工人|老人|儿童|孤儿|民警|司机|战士|遗属|户主|伤者|死者|党员|"
    "低保户|五保户|贫困户|困难户|特困人员|残疾人|申请人|当事人|信访人|上访人|军人"
)
_PATIENT: Final = re.compile(
    rf"(?<!家)(?:{_PERSON})(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?={_MEDICAL})|[{_SURNAMES}][\u4e00-\u9fff]{{2}}(?={_OTHER_MATTER}))"
)
"""退休职工 and a name, straight before what was paid for."""
_WORKER: Final = re.compile(
    rf"(?:[\u4e00-\u9fff]员|护工|技工|帮工|雇工|民工|清洁工|环卫工|临时工|[医教技厨]师|医生|护士|保安|学徒)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{2}})(?={_MEDICAL})"
)
"""护工 and a name: what people are called by what they do, straight before a medical matter."""
_FALLEN_ILL: Final = re.compile(
    rf"(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{2}})(?=(?:因患?|身患|罹患|确诊|患)(?:{_ILLNESS}))"
)
"""A name and an illness, whoever it is."""
_PAID_FOR: Final = re.compile(
    rf"(?:支付|处理|解决|报销|承担|补发|发放|垫付|用于|给予|为|给)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=的?(?:住院|医疗费|医药费|药费|丧葬|抚恤))"
)
"""支付 and a name, without a word that says who it is."""
_NO_GIVEN_NAME: Final = re.compile(
    "[因患庭属期度性类等及与或的置复急常重病医全障费额均次付续节规功危元位民警家住员工众部人童区关后部省市县房业车船]"
)
_NO_NAMES: Final = re.compile(
    "关爱|关注|关怀|关心|明显|明确|文体|文化|文明|马上|安康|安排|安全|安置|平安|平时|平稳|时常|时间|时任|尤其|何时|包括|包含|常见|常用|常年|成人|成年|成功|高龄|高温|高校|"
    "高血|白血|乌头|全面|全程|全年|经济|经过|经常|通过|通用|应用|应对|应急|应该|应当|相应|相对|相继|管理|管护|强化|强制|方便|方式|方法|水平|陆续|温馨|花费|乐观|于是|康复|"
    "康养|和睦|和谐|纪念|祝贺|项目|项下|古稀|易发|易地|广泛|广大|国内|国际|东西|融合|那些|简易|空巢|空白|后期|红色|权益|公益|公布|公司|公共|公务|农村|农忙|充分|连续|连带|"
    "都是|满意|满足|向上|从事|从业|双方|双拥|双职|党政|党组|单独|单病|计划|计生|成本|谈心|路面|路途|夏季|凌晨|解决|解困|宣传|宣讲|诸多|左右|程序|荣誉|荣获|养老|养护|养育|"
    "喻为|城乡|符合|万民|终身|终末|尿毒|申请|燃油|燃气|危重|冷链|游客|扶持|扶助|支付|支出|支持|施行|严重|严格|严禁|金额|安葬"
)
"""Words that begin with a surname and may stand between a person and a medical matter."""
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
    patients = {
        match["name"] for pattern in (_PATIENT, _WORKER, _FALLEN_ILL, _PAID_FOR) for match in pattern.finditer(text)
    }
    found |= {name for name in patients if not _NO_GIVEN_NAME.search(name[1:]) and not _NO_NAMES.fullmatch(name)}
    return {name for name in found if not _WORDS.fullmatch(name)}


def redacted(document: Document) -> tuple[Document, list[Span]]:
    """The document with such names masked wherever they stand, and the (masked) cells where they stood."""
    texts = [text for table in document.tables for row in table.rows for text in row.texts]
    if not any(_SENSITIVE.search(text.string) for text in texts):
        return document, []
    names = {name for text in texts for name in private_names(text.string)}
    cuts = [*(pair for table in document.tables for pair in _cut(table)), *_cut_by_pages(document)]
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


def _cut_by_pages(document: Document) -> Iterator[tuple[Text, Text]]:
    """The texts of cells that go on behind a page end, each with what follows."""
    places: dict[tuple[int, int, int], Text] = {}
    for row in (row for table in document.tables for row in table.rows):
        for cell, text in zip(row.cells, row.texts, strict=True):
            places[cell.table, cell.row, cell.column] = text
            if cell.part_of in places and text:
                yield places[cell.part_of], text


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
    return replace(row, cells=tuple(cells), texts=tuple(texts))


def _masked_raw(cell: Cell, text: Text, places: Iterable[tuple[int, int]]) -> str:
    """The cell as printed, masked: also a name that tags or a line end cut, or that is written in entities."""
    raw = list(cell.raw)
    for begin, end in places:
        for run in text[begin:end].runs:
            start = run.start - cell.origin
            raw[start : start + run.source_length] = MASK * run.source_length
    return "".join(raw)
