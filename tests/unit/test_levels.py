"""A department's name tells its level of government, or nothing."""

import pytest

from kgbuild.values.levels import Level, level_of


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("广东省工业和信息化厅", Level.PROVINCE),
        ("内蒙古自治区工信厅", Level.PROVINCE),
        ("云陵市工业和信息化局", Level.CITY),
        ("云陵市青溪区科技局", Level.DISTRICT),
        ("浙江省杭州市西湖区文旅局", Level.DISTRICT),
        ("长沙县财政局", Level.DISTRICT),
        ("广州开发区经济和信息化局", None),
        ("某高新技术产业开发区管委会", None),
        ("市工信局", None),
        ("教育部", None),
    ],
)
def test_level_is_told_by_the_place_at_the_beginning(name, level):
    assert level_of(name) is level
