"""What names ask for and values give, in the words of schools, hospitals, roads and villages."""

import pytest

from kgbuild.auditing.measures import Measure, asked
from tests.auditing.documents import Audit, goals_table, project


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("疫苗接种率", Measure.RATE),
        ("空气质量优良天数比例", Measure.RATE),
        ("地方税收增速", Measure.RATE),
        ("家长满意度", Measure.RATE),
        ("新增学位数", Measure.COUNT),
        ("培训教师人次", Measure.COUNT),
        ("公共厕所改造数量（座）", Measure.COUNT),
        ("完成时限", Measure.TIME),
        ("志愿服务时长", Measure.TIME),
        ("高标准农田建设面积", Measure.EXTENT),
        ("招商引资金额", Measure.MONEY),
        ("群众健康水平", None),
        ("设备使用效率", None),
        ("广告播放频率", None),
        ("空气质量指数", None),
        ("项目投入资金", None),
    ],
)
def test_what_a_name_asks_for(name, measure):
    assert asked(name) is measure


@pytest.mark.parametrize(
    ("name", "value", "answers"),
    [
        ("疫苗接种率", "≥95%", True),
        ("疫苗接种率", "≥3000人", False),
        ("工程按期完工率", "2024年12月底前", False),
        ("教师培训覆盖率", "有效提升", False),
        ("税收增长率", "与上年持平", True),
        ("家长满意度", "满意", True),
        ("完成时间", "年度内完成", True),
        ("运维服务时间", "12个", False),
        ("新增学位数", "不少于1200个", True),
        ("校舍改造面积", "3所", False),
        ("校舍改造面积", "≥5000平方米", True),
    ],
)
def test_whether_a_value_answers_its_name(name, value, answers):
    audit = Audit(goals_table(project("校园经费", "办好2024年教育。", ("产出", name, value))))
    assert (audit.found("answers-name") == []) == answers


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("资助学校企业家数", "≥5家", True),
        ("参与企业数量", "≥100人", False),
        ("资助贫困学生人数", "≥500人", True),
        ("义诊活动场次", "20场", True),
        ("义诊活动场次", "20人次", False),
        ("精品课程项目数量", "8项", True),
        ("精品课程项目数量", "8家", False),
        ("政务数据归集数量", "100万条", True),
        ("政务数据归集数量", "10家", False),
        ("是否通过验收", "10份", False),
        ("开设课程数", "8门", True),
        ("抽查站点数及桩位数", "≥600个", False),
        ("抽查站点数及桩位数", "站点≥600个，桩位≥900个", True),
    ],
)
def test_whether_the_counting_word_fits(name, value, fits):
    audit = Audit(goals_table(project("校园经费", "办好2024年教育。", ("产出", name, value))))
    assert (audit.found("counter") == []) == fits


@pytest.mark.parametrize(
    ("name", "value", "source"),
    [
        ("新建幼儿园数量", "≥5所", "UnitInValue"),
        ("新建幼儿园数量（所）", "≥5", "UnitInName"),
        ("家访次数", "≥5", "UnitImplied"),
        ("新建幼儿园数量", "≥5", "NoUnit"),
        ("节约资金", "≥300万", "NoUnit"),
        ("拥堵", "高峰拥堵指数下降0.1", None),
        ("安全事故", "零事故", None),
        ("课程建设", "完成", None),
    ],
)
def test_where_the_unit_is_printed(name, value, source):
    audit = Audit(goals_table(project("校园经费", "办好2024年教育。", ("产出", name, value))))
    assert audit.facts().get((name, "unitSource"), [None]) == [source]
    assert audit.found("unit") == ([name] if source == "NoUnit" else [])
    assert audit.found("unit-with-number") == ([name] if source == "UnitImplied" else [])
