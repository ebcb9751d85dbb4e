"""Which projects are one: the fields behind their IRIs."""

import pytest

from kgbuild.rdf.iris import Minter, is_one_body
from kgbuild.rdf.statements import document_quads
from kgbuild.reading import read_document

SHEET = (
    "项目支出绩效{title}（2023年度）\n项目名称\t甲经费\n主管部门\t甲市乙局\t实施单位\t{unit}\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t{columns}\n\t产出指标\t数量指标\t培训次数\t≥5次\t6次\n"
)


def projects(title, unit, columns="实际完成值"):
    reading = read_document(SHEET.format(title=title, unit=unit, columns=columns).encode(), "表.txt")
    return {str(quad.subject) for quad in document_quads(reading, Minter()) if "#Project>" in str(quad.object)}


@pytest.mark.parametrize("unit", ["甲市乙局", "甲市乙局（本级）", "甲市乙局本级", "甲市乙局机关", "甲市乙局部门"])
def test_the_office_of_a_department_is_no_other_body(unit):
    assert is_one_body("甲市乙局", unit)
    assert projects("自评表", unit) == projects("自评表", "甲市乙局")


@pytest.mark.parametrize("unit", ["甲市乙局机关服务中心", "甲市丙所", "甲市乙"])
def test_another_body_is_told_apart(unit):
    assert not is_one_body("甲市乙局", unit)
    assert projects("自评表", unit) != projects("自评表", "甲市乙局")


def test_plan_and_report_that_print_the_same_unit_are_one_project():
    plan = projects("目标表", "甲市丙所", columns="备注")
    assert plan == projects("自评表", "甲市丙所")
    assert len(plan) == 1
