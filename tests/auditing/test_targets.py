"""Numbers, operators, percentages, bounds and dates of targets."""

import pytest

from tests.auditing.documents import Audit, goals_table, project


def found(shape, name, value):
    return Audit(goals_table(project("校园经费", "办好2024年教育。", ("产出", name, value)))).found(shape) != []


@pytest.mark.parametrize(
    ("shape", "name", "value", "wrong"),
    [
        ("operator", "新增学位数", "1200个", True),
        ("operator", "新增学位数", "不少于1200个", False),
        ("operator", "新增学位数", "1200个以上", False),
        ("operator", "新增学位数", "=1200个", False),
        ("operator", "优秀率", "达90%", False),
        ("operator", "优秀率", "达标率90%", True),
        ("one-measure", "培训", "培训3场，参加200人", True),
        ("one-measure", "培训", "3场以上(含3场)", False),
        ("one-measure", "1.新建校舍 2.改造校舍", "3所", True),
        ("percentage", "接种率", "≥95%", False),
        ("percentage", "合格率", "00%", True),
        ("percentage", "完成率", "120%", True),
        ("percentage", "税收增长率", "120%", False),
        ("percentage", "安全事故发生率", "0%", False),
        ("attainable", "违纪行为", "<0次", True),
        ("attainable", "违纪行为", "0次", False),
        ("attainable", "气温变化", "-5度", False),
        ("direction", "安全事故发生率", "≥5%", True),
        ("direction", "安全事故发生率", "≤5%", False),
        ("direction", "投诉处理及时率", "≥98%", False),
        ("direction", "隐患整改数量", "≥100处", False),
        ("asks-nothing", "新增学位数", "0个", True),
        ("asks-nothing", "重大安全事故发生数", "0起", False),
        ("year", "完工时间", "2023年10月31日前", True),
        ("year", "完工时间", "2024年10月31日前", False),
        ("year", "水平", "优于2023年水平", False),
        ("year", "活动", "举办2023年中国校园文化节1场", False),
        ("year-printed", "完工时间", "10月31日前", True),
        ("year-printed", "完工时间", "2024年10月31日前", False),
        ("year-printed", "完工时限", "12月", True),
        ("operator", "完工时限", "12月", False),
        ("year", "宣传时间", "2023年全年", True),
        ("year", "宣传时间", "2023年第四季度", True),
        ("year", "宣传时间", "2024年全年", False),
        ("direction", "管网停水次数", "≥6次", True),
        ("direction", "家长投诉率", "≥2%", True),
        ("direction", "检验报告差错率", "≥1%", True),
        ("direction", "案件按时结案率", "≥95%", False),
        ("direction", "处理投诉件数", "≥300件", False),
        ("direction", "报修响应时间", "≥48小时", True),
        ("direction", "开放时间", "≥48小时", False),
        ("direction", "家长满意度", "≤90%", True),
        ("direction", "培训教师人数", "≤200人", True),
        ("direction", "会议人数", "≤200人", False),
        ("asks-nothing", "返修处数", "0处", False),
        ("asks-nothing", "新增学位数", "≥0个", True),
        ("one-measure", "植树任务", "栽植乔木300、灌木2000", True),
        ("one-measure", "植树任务", "栽植乔木和灌木2000株", False),
    ],
)
def test_targets(shape, name, value, wrong):
    assert found(shape, name, value) is wrong


def coded(name, period, annual):
    listed = f"1、1-产出指标;11-数量指标;{name};实施周期指标值:{period};年度指标值:{annual}。"
    return Audit(goals_table(f"校园经费\t办好2024年教育。\t{listed}\n"))


@pytest.mark.parametrize(
    ("period", "annual", "shapes"),
    [
        ("≥5所", "≥5所", set()),
        ("≥3所", "≥5所", {"period-weaker"}),
        ("新建学校数量", "≥5所", {"period-value"}),
        ("完成学校建设", "≥5所", {"period-value"}),
    ],
)
def test_the_period_against_the_year(period, annual, shapes):
    audit = coded("新建学校数量", period, annual)
    assert {one for one in ("period-missing", "period-value", "period-weaker") if audit.found(one)} == shapes


@pytest.mark.parametrize(("annual", "missing"), [("≥5所", False), ("新建若干所", True)])
def test_a_quantity_has_a_number(annual, missing):
    assert (coded("新建学校数量", annual, annual).found("number-missing") != []) is missing


@pytest.mark.parametrize(
    ("codes", "wrong"),
    [
        (("1-产出指标", "11-数量指标"), set()),
        (("1-产出指标", "21-经济效益指标"), {"codes-agree"}),
        (("1-产出指标", "15-数量指标"), {"level-two-code"}),
    ],
)
def test_codes(codes, wrong):
    listed = f"1、{codes[0]};{codes[1]};新建学校数量;实施周期指标值:≥5所;年度指标值:≥5所。"
    audit = Audit(goals_table(f"校园经费\t办好2024年教育。\t{listed}\n"))
    assert {one for one in ("level-one-code", "level-two-code", "codes-agree") if audit.found(one)} == wrong


@pytest.mark.parametrize(
    ("level2", "name", "value", "wrong"),
    [
        ("11-数量指标", "课程开设率", "100%", True),
        ("12-质量指标", "课程开设率", "100%", False),
        ("12-质量指标", "新建学校数量", "5所", True),
        ("13-时效指标", "课程开设率", "60家", True),
        ("11-数量指标", "新建学校数量", "5所", False),
        ("12-质量指标", "校舍完工时间", "2024年8月31日前", True),
        ("13-时效指标", "校舍完工时间", "2024年8月31日前", False),
        ("13-时效指标", "校舍验收合格率", "100%", True),
        ("12-质量指标", "课后服务及时率", "100%", True),
        ("11-数量指标", "单套设备成本", "2万元", True),
        ("12-质量指标", "年度考核得分", "90分", False),
    ],
)
def test_the_second_level_fits_the_measure(level2, name, value, wrong):
    listed = f"1、1-产出指标;{level2};{name};实施周期指标值:{value};年度指标值:{value}。"
    audit = Audit(goals_table(f"校园经费\t办好2024年教育。\t{listed}\n"))
    assert (audit.found("second-level") != []) is wrong
