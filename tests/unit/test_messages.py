"""Values behind messages."""

from decimal import Decimal

import pytest

from kgbuild.messages import readable, with_values


@pytest.mark.parametrize(
    ("value", "shown"),
    [("414.5", "415"), ("46.7", "46.7"), ("71", "71"), ("1234567", "1,234,567"), ("-1", "-1"), ("1E+3", "1,000")],
)
def test_numbers_have_no_more_digits_than_they_need(value, shown):
    assert readable(Decimal(value)) == shown


def test_text_is_cut():
    assert readable("长" * 41) == "长" * 40 + "…"
    assert readable("2101") == "2101"


def test_message_takes_values_in_its_language():
    values = [Decimal(3), Decimal("4.5")]
    assert with_values("金额相差太大", "zh", "{}倍", values) == "金额相差太大：3倍、4.5倍"
    assert with_values("Too far (元)", "en", "{} times", values) == "Too far (元): 3 times, 4.5 times"
    assert with_values("没有值", "zh", "{}", []) == "没有值"
