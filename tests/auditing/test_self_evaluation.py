"""Self-evaluations: weights, scores, grade and rate of one sheet, and categories in columns."""

import pytest

from kgbuild.auditing.categories import names_respondent
from kgbuild.text import comparable
from tests.auditing.documents import Audit, goals_table, project

SHEET = """项目支出绩效自评表
（2023年度）
项目名称	校车更新
主管部门	临江市教育局	实施单位	临江市教育局	自评等级	{grade}
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额	200.00	200.00	180.00	10	{rate}	9.00
	其中：当年财政拨款	150.00	150.00	{spent}	—		—
	其他资金	50.00	50.00	50.00	—		—
年度总体目标	预期目标	实际完成情况
	2023年更新校车12辆。	更新校车12辆，{done}。
绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
	产出指标	{second}	更新校车数量	≥12辆	{result}	{weight}	50
	效益指标	社会效益指标	受益学生人数	≥900人	960人	30	30
	满意度指标	服务对象满意度指标	学生家长满意度	≥90%	95%	10	{score}
总分						{full}	{total}
"""
USUAL = {
    "grade": "优", "rate": "90.00%", "done": "按期完成", "second": "数量指标", "result": "12辆",
    "weight": "50", "score": "10", "full": "100", "total": "99.00", "spent": "130.00",
}  # fmt: skip


def sheet(**other):
    return Audit(SHEET.format(**{**USUAL, **other}))


def shapes(audit):
    return {one.shape.rpartition("/audit-")[2] for one in audit.findings if "/audit-" in one.shape}


def test_the_usual_sheet_is_right():
    assert shapes(sheet()) == set()


@pytest.mark.parametrize(
    ("other", "shape", "words"),
    [
        ({"weight": "60"}, "weight-sum", ["100"]),
        ({"full": "98"}, "total-weight", ["98"]),
        ({"total": "96.00"}, "total-score", ["96.00"]),
        ({"total": "99.00", "grade": "良"}, "grade", ["良"]),
        ({"rate": "80.00%"}, "execution-rate", ["80.00%"]),
        ({"score": "12", "total": "101.00"}, "score-over-weight", ["12"]),
        ({"second": "社会效益指标"}, "levels-agree", ["社会效益指标"]),
        ({"second": "质量指标"}, "second-level", ["更新校车数量"]),
        ({"result": "-"}, "placeholder", ["-"]),
        ({"result": "12个车库"}, "comparable", ["12个车库"]),
        ({"result": "10辆"}, "score-earned", ["50"]),
        ({"spent": "170.00"}, "source-sums", ["180.00"]),
    ],
)
def test_an_error_is_shown_at_its_cell(other, shape, words):
    audit = sheet(**other)
    assert shape in shapes(audit)
    assert audit.printed(shape) == words


def test_a_name_is_reported_where_no_record_is_made_of_the_cell():
    audit = sheet(done="其中救助患白血病学生贺小川的住院医疗费")
    assert "privacy" in shapes(audit)
    assert "贺小川" not in "".join(audit.printed("privacy"))


def test_a_project_without_indicators_lacks_outputs():
    assert Audit(goals_table(project("甲经费", "改造校舍3所。"))).found("few-outputs") == ["甲经费"]


@pytest.mark.parametrize(
    ("name", "named"),
    [
        *(
            (name, True)
            for name in ("读者满意度", "渔民满意度", "求职人员满意度", "入住老年人满意度", "参训单位满意度")
        ),
        *(
            (name, True)
            for name in ("茶农满意度", "受援人满意度", "学校满意度", "社会组织满意度", "居民对保洁的满意度")
        ),
        *((name, False) for name in ("服务对象满意度", "单位满意度", "活动满意度", "服务对象对项目的满意度")),
        *((name, False) for name in ("施工满意度", "民生满意度", "公园满意度", "服务满意度", "满意度")),
    ],
)
def test_respondents_are_told_by_their_kind(name, named):
    assert names_respondent(comparable(name)) is named
