"""Lists that print in columns what other tables print above them: department, year, money by source, execution."""

from tests.robust.documents import graves, issues, names, record
from tests.robust.formats import as_csv, as_html

LEVELS = ["一级指标", "二级指标", "三级指标"]
FLAT = [
    "项目名称",
    "主管部门",
    "年度",
    "预算总额（万元）",
    "财政拨款（万元）",
    "其他资金（万元）",
    "年度绩效目标",
    *LEVELS,
    "指标值",
]
FERRY = ["渡口改造", "甲市交通局", "2025", "80.00", "70.00", "10.00", "改造渡口4处。"]
ROADS = ["乡道养护", "甲市交通局", "2025", "30.00", "30.00", "0.00", "养护乡道90公里。"]
PLAN = [
    FLAT,
    [*FERRY, "产出指标", "数量指标", "改造渡口", "≥4处"],
    [*FERRY, "满意度指标", "服务对象满意度指标", "船员满意度", "≥90%"],
    [*ROADS, "产出指标", "数量指标", "养护里程", "≥90公里"],
]


def amounts(read_record):
    return [
        tuple(project["amounts"][key] for key in ("total", "fiscal", "other")) for project in read_record["projects"]
    ]


def test_department_year_and_unit_of_money_stand_in_columns():
    read_record = record(as_csv(PLAN), "表.csv")
    document = read_record["document"]
    assert (document["department"], document["fiscal_year"], document["money_unit"]) == ("甲市交通局", 2025, "万元")
    assert names(read_record) == ["渡口改造", "乡道养护"]
    assert amounts(read_record) == [("80.00", "70.00", "10.00"), ("30.00", "30.00", "0.00")]
    assert issues(read_record) == []


def test_two_years_in_one_list_are_not_guessed_at():
    other = [[one if one != "2025" else "2024" for one in row] for row in PLAN[3:]]
    read_record = record(as_csv([*PLAN[:3], *other]), "表.csv")
    assert read_record["document"]["fiscal_year"] is None
    assert issues(read_record) == ["L001", "L001", "L001", "L031"]


def test_money_headings_below_a_merged_one():
    page = as_html(
        [
            ["部门名称：甲市交通局"],
            ["单位：万元"],
            ["项目名称", "预算金额", "", "", "年度绩效目标", *LEVELS, "指标值"],
            ["", "总额", "财政拨款", "其他资金", "", "", "", "", ""],
            ["渡口改造", "80.00", "70.00", "10.00", "2025年改造渡口4处。", "产出指标", "数量指标", "改造渡口", "≥4处"],
        ]
    )
    read_record = record(page, "表.html")
    assert amounts(read_record) == [("80.00", "70.00", "10.00")]
    assert graves(read_record) == []


def test_a_flat_list_of_self_evaluations():
    paid = ["80.00", "78.40", "98.00%", "10", "9.80"]
    whole = ["渡口改造", "甲市交通局", "2025", *paid, "改造渡口4处。", "改造渡口5处。"]
    rows = [
        [
            "项目名称", "主管部门", "年度", "全年预算数（万元）", "全年执行数（万元）", "执行率",
            "预算执行分值", "预算执行得分", "年度预期目标", "实际完成情况",
            *LEVELS, "年度指标值", "实际完成值", "分值", "得分",
        ],
        [*whole, "产出指标", "数量指标", "改造渡口", "≥4处", "5处", "90", "90"],
        [*whole, "总分", "", "", "", "", "100", "99.80"],
    ]  # fmt: skip
    read_record = record(as_csv(rows), "表.csv")
    (project,) = read_record["projects"]
    evaluation = project["evaluation"]
    said = {key: evaluation[key] for key in ("rate", "weight", "score", "total", "total_weight", "completion")}
    assert list(said.values()) == ["98.00%", "10", "9.80", "99.80", "100", "改造渡口5处。"]
    (indicator,) = project["indicators"]
    assert (indicator["actual_value"]["number"], indicator["weight"], indicator["score"]) == ("5", "90", "90")
    assert issues(read_record) == []
