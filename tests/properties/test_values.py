"""What holds for every printed value: nothing raises, nothing is lost, numbers come back as they went in."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.layouts.notation import read_passage
from kgbuild.linking.discrepancies import discrepancies, readings
from kgbuild.model.table import Cell, Syntax, clean
from kgbuild.model.values import Achievement, Kind
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import document_quads
from kgbuild.reading import read_document
from kgbuild.understanding import value_reader
from kgbuild.values.achievement import direction_of, judge
from kgbuild.values.money import read_money
from kgbuild.values.numerals import canonical, read_arabic, read_chinese
from tests.robust.documents import lines

BOUNDS = [
    "不少于",
    "不低于",
    "超过",
    "约",
    "预计",
    "以上",
    "（含）以上",
    "以内",
    "左右",
    "≥",
    "≤",
    "<",
    ">",
    "=",
    "±",
    "+",
]
UNITS = ["个", "家", "家次", "人次", "万", "亿", "亿元", "万元", "平方米", "天", "个月", "%", "‰"]
NUMBERS = ["1", "00", "1,030", "2.8", "3", "5G", "一", "十", "百", "两", "零", "百分之", "点", "1:1", "2-3", "60~80"]
DATES = ["2025年", "12月31日", "前", "底", "第", "届", "十四五"]
MARKS = ["（", "）", "“", "”", "、", "，", "。", "；", "/", "-", "~", "及", "且", "至"]
WORDS = ["完成", "提升", "与上年度持平", "高于全省平均", "全年", "每", "各", "已完成"]
PIECES = [*BOUNDS, *UNITS, *NUMBERS, *DATES, *MARKS, *WORDS]
values = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
years = st.one_of(st.none(), st.integers(2000, 2099))
numbers = st.decimals(min_value=0, max_value=10**12, places=2)


@given(values, years)
def test_any_value_is_read_and_keeps_its_text(text, year):
    value = value_reader().read(text, year)
    assert value.text == text
    assert (value.kind is Kind.COMPOUND) == (len(value.parts) > 1)
    for part in value.parts or (value,):
        if part.kind is Kind.QUANTITATIVE:
            assert part.number is not None or part.date is not None
            assert part.comparator is not None
        if part.number is not None and part.upper_number is not None:
            assert part.number <= part.upper_number


@given(st.integers(0, 10**10), st.sampled_from(["家", "次", "%", "人次", "元"]))
def test_a_number_is_read_in_each_of_its_spellings(number, unit):
    for spelled in (str(number), f"{number:,}", f"{number:,}".replace(",", "，")):
        value = value_reader().read(f"≥{spelled}{unit}")
        assert (value.number, value.unit, value.comparator) == (number, unit, ">=")


@given(numbers)
def test_canonical_numbers_are_exact_and_short(number):
    spelled = canonical(number)
    assert Decimal(spelled) == number
    assert "E" not in spelled
    assert not ("." in spelled and spelled.endswith("0"))
    assert canonical(Decimal(spelled)) == spelled


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_scales_are_multiplied_out(number, scale):
    word, factor = scale
    assert value_reader().read(f"{number}{word}户").number == number * factor
    assert value_reader().read(f"{number / 100}{word}元").number == Decimal(str(number / 100)) * factor


def chinese(number):
    """1 … 9999 in Chinese words."""
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return words.removeprefix("一") if words.startswith("一十") else words


def test_chinese_numbers_to_9999():
    assert [number for number in range(1, 10_000) if read_chinese(chinese(number)) != number] == []


@given(st.text("零〇一二两三四五六七八九十百千", min_size=1, max_size=8))
def test_any_chinese_numerals_are_a_number_or_none(text):
    number = read_chinese(text)
    assert number is None or number >= 0


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_amounts_are_read_back(amount):
    assert read_money(f"{amount:,}") == read_money(str(amount)) == amount
    assert str(read_money(f"{amount:,}")) == str(amount)
    assert read_arabic(f"{amount:,}") == amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_none(text):
    amount = read_money(text)
    assert amount is None or amount.is_finite()


@given(
    st.text(max_size=12),
    st.one_of(st.none(), values),
    st.one_of(st.none(), values),
    st.one_of(st.none(), values),
    years,
)
def test_every_pair_of_values_is_judged(name, expected, actual, explanation, year):
    read = value_reader().read
    target = read(expected, year) if expected is not None else None
    result = read(actual, year) if actual is not None else None
    verdict = judge(name, target, result, explanation, read)
    assert verdict.achievement in Achievement
    assert verdict.zh
    assert verdict.en
    direction_of(name, target)


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_more_is_better_and_equal_is_met(expected, actual):
    read = value_reader().read
    verdict = judge("服务企业数", read(f"≥{expected}家"), read(f"{actual}家"), None, read)
    assert verdict.achievement is (
        Achievement.EXCEEDED if actual > expected else Achievement.MET if actual == expected else Achievement.NOT_MET
    )


# --- indicators in running text ---------------------------------------------------------------------

plain = st.text("培训次数企业满意率举办活动", min_size=2, max_size=10)
amount = st.builds("{}{}".format, st.integers(1, 999), st.sampled_from(["次", "家", "%", "人次"]))


@given(
    st.lists(st.tuples(plain, amount), min_size=1, max_size=15),
    st.booleans(),
    st.sampled_from(["。", "；", "", "。。"]),
)
def test_indicators_are_read_back(items, narrow, end):
    text = "".join(f"{at}、产出指标：{name}，年度指标值：{value}{end}" for at, (name, value) in enumerate(items, 1))
    text = text.translate(str.maketrans("：，", ":,")) if narrow else text
    passage = read_passage(clean(Cell(1, 1, 1, text, 0), Syntax.MARKUP))
    assert not passage.head
    assert [(item.ordinal, item.name.string, item.annual.string) for item in passage.items] == [
        (at, name, value) for at, (name, value) in enumerate(items, 1)
    ]


@given(st.text(max_size=200))
def test_any_passage_is_kept_whole(text):
    source = clean(Cell(1, 1, 1, text, 0), Syntax.MARKUP)
    passage = read_passage(source)
    kept = passage.head.string + "".join(item.whole.string for item in passage.items)
    assert "".join(kept.split()) == "".join(source.string.split())


# --- linking ----------------------------------------------------------------------------------------


def printed_by(name, number):
    text = lines(f"{name}经费\t做好工作{number}。\t1、产出指标：次数，年度指标值：{number}次。")
    quads = document_quads(read_document(text.encode(), f"{number}.txt"), Minter())
    return readings(quads)


@given(st.permutations([("甲", 1), ("甲", 2), ("甲", 3), ("乙", 1), ("乙", 1)]))
def test_the_order_of_documents_does_not_matter(order):
    known = {one: printed_by(*one) for one in set(order)}
    found = discrepancies([known[one] for one in order], Minter())
    expected = discrepancies([known[one] for one in sorted(order)], Minter())
    assert set(found) == set(expected)
    assert found
