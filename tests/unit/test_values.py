"""Numbers, amounts and dates, one by one."""

from decimal import Decimal

import pytest

from kgbuild.understanding import value_reader
from kgbuild.values.dates import find_dates, with_arabic_dates
from kgbuild.values.money import read_money, wan_of
from kgbuild.values.numerals import canonical, read_arabic, read_chinese


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("80.00", "80.00"),
        ("132,735.81", "132735.81"),
        ("1，030", "1030"),
        ("1, 030.5", "1030.5"),
        ("８０．５", "80.5"),
        ("0", "0"),
        ("-12.50", "-12.50"),
        ("(12.50)", "-12.50"),
        ("−3", "-3"),
        (" 80 ", "80"),
        ("1,03", None),
        ("1,0300", None),
        ("12.3.4", None),
        ("八十", None),
        ("80万元", None),
        ("", None),
        ("-", None),
        (".5", None),
        ("5.", None),
    ],
)
def test_amounts(printed, amount):
    read = read_money(printed)
    assert read == (None if amount is None else Decimal(amount))
    assert amount is None or str(read) == amount


def test_amounts_of_other_units_are_exact():
    assert wan_of(Decimal("1234567.80"), "元") == Decimal("123.456780")
    assert wan_of(Decimal("1.5"), "亿元") == Decimal(15000)
    assert str(wan_of(Decimal("80.00"), "万元")) == "80.00"
    assert wan_of(None, "元") is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("十", 10),
        ("两", 2),
        ("二十四", 24),
        ("一百零五", 105),
        ("一千二百", 1200),
        ("百千", None),
        ("十十", None),
        ("一二", 12),
    ],
)
def test_chinese_numbers(printed, number):
    assert read_chinese(printed) == number


def test_spellings_of_a_number():
    assert read_arabic("1,030") == read_arabic("1，030") == read_arabic("1, 030") == 1030
    assert canonical(Decimal("1030.50")) == "1030.5"
    assert canonical(Decimal("1E+9")) == "1000000000"
    assert canonical(Decimal("100")) == "100"


@pytest.mark.parametrize(
    ("text", "date", "comparator"),
    [
        ("2025年12月31日前", "2025-12-31", "<="),
        ("2023年底前", "2023-12-31", "<="),
        ("2023年12月前", "2023-12", "<="),
        ("12月31日前", "--12-31", "<="),
        ("2023-10-31", "2023-10-31", "="),
        ("2024年2月底", "2024-02-29", "<="),
        ("二〇二四年十二月三十一日前", "2024-12-31", "<="),
        ("2025年7月1日后", "2025-07-01", ">="),
    ],
)
def test_dates(text, date, comparator):
    (found,) = find_dates(with_arabic_dates(text))
    assert (found.date, found.comparator) == (date, comparator)


@pytest.mark.parametrize("text", ["2022年发展水平", "2023年13月前", "24小时"])
def test_what_is_no_date(text):
    assert list(find_dates(text)) == []


@pytest.mark.parametrize("text", ["2023年4月31日前", "2023年2月30日前", "2023-02-29"])
def test_a_day_that_its_month_has_not(text):
    assert list(find_dates(text)) == []


def test_a_large_count_is_no_phone_number():
    value = value_reader().read("≥13800000000元")
    assert (value.number, value.unit) == (13800000000, "元")
