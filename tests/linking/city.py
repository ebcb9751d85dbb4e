"""An invented city: plans of three years, a report of the first, and the links that a careful reader draws."""

HERE, OTHER = "云州市工业和信息化局", "云州市商务局"
OUTPUT, EFFECT, PLEASED = "产出指标", "效益指标", "满意度指标"


def plan(year, department, projects):
    """A goal table, its indicators numbered inside the cell."""
    rows = [
        f"{name}\t做好{year}年工作。\t"
        + "".join(
            f"{at}、{level}：{label}，年度指标值：{target}。" for at, (level, label, target) in enumerate(indicators, 1)
        )
        for name, indicators in projects.items()
    ]
    head = (f"{year}年项目支出绩效目标表", f"部门名称：{department}", "项目名称（资金使用单位）\t绩效目标\t绩效指标")
    return "\n".join((*head, *rows)) + "\n"


def report(year, department, projects):
    """A self-evaluation in columns, without numbers."""
    rows = [
        "\t".join((name, level, label, target, actual, ""))
        for name, indicators in projects.items()
        for level, label, target, actual in indicators
    ]
    columns = "项目名称\t一级指标\t三级指标\t年度指标值\t全年完成值\t偏差原因分析"
    return "\n".join((f"{year}年项目支出绩效自评表", f"部门名称：{department}", columns, *rows)) + "\n"


GREEN, CLEVER, INVEST = "绿色制造体系建设专项资金", "智能制造体系建设专项资金", "招商引资工作经费"

DOCUMENTS = (
    plan(2021, HERE, {
        GREEN: [
            (OUTPUT, "创建绿色工厂数量", "≥20家"), (OUTPUT, "开展节能诊断企业数", "50家"),
            (EFFECT, "绿色工厂产值", "≥100亿元"), (PLEASED, "服务对象满意度", "≥90%"),
        ],
        INVEST: [
            (OUTPUT, "举办招商推介活动", "4场"), (OUTPUT, "签约项目数量", "30个"), (PLEASED, "服务对象满意度", "≥85%"),
        ],
        "档案管理经费": [(OUTPUT, "整理档案数量", "500卷"), (OUTPUT, "整理完成时间", "2021年12月底前")],
    }),
    report(2021, HERE, {
        GREEN: [
            (OUTPUT, "创建绿色工厂数量", "≥20家", "35家"),
            (OUTPUT, "开展节能诊断企业数", "40家", "48家"),  # was 50 in the plan
            (EFFECT, "绿色工厂总体产值", "≥100亿元", "120亿元"),  # another name, and another category node
            (PLEASED, "服务对象满意度", "≥90%", "95%"),
        ],
        INVEST: [
            (OUTPUT, "举办招商推介活动", "4场", "4场"),
            (PLEASED, "服务对象满意度", "≥85%", "90%"),  # 签约项目数量 has vanished
        ],
        "档案管理经费": [
            (OUTPUT, "档案整理入库卷数", "500卷", "520卷"),  # renamed: only target and category tell
            (OUTPUT, "整理完成时间", "2021年12月底前", "2021年11月"),
        ],
    }),
    plan(2022, HERE, {
        GREEN: [
            (OUTPUT, "全年创建绿色工厂数量", "≥25家"), (OUTPUT, "开展节能诊断企业数", "50家次"),
            (EFFECT, "绿色工厂产值", "≥100亿元"), (PLEASED, "服务对象满意度", "≥90%"),
        ],
        "招商引资工作专项经费": [
            (OUTPUT, "举办招商推介活动", "4场"), (OUTPUT, "签约项目数量", "25个"), (PLEASED, "服务对象满意度", "≥85%"),
        ],
        "档案管理经费": [(OUTPUT, "整理完成时间", "2022年12月底前")],
        "市容提升经费": [(PLEASED, "服务对象满意度", "≥80%")],  # satisfaction of other people with another thing
        CLEVER: [(OUTPUT, "创建智能工厂数量", "≥10家")],  # other factories
        "培训经费": [(OUTPUT, "举办活动", "2场"), (OUTPUT, "举办活动", "3场")],  # no name to be known by
        "工业博览会经费": [(OUTPUT, "博览会参会企业家数", "30家"), (OUTPUT, "展位面积", "按组委会要求")],
    }),
    plan(2022, OTHER, {
        INVEST: [
            (OUTPUT, "举办招商推介活动", "9场"), (OUTPUT, "签约项目数量", "90个"), (PLEASED, "服务对象满意度", "≥85%"),
        ],
    }),
    plan(2023, HERE, {
        GREEN: [
            (OUTPUT, "创建绿色工厂数量", "≥25家"),
            (OUTPUT, "创建省级绿色工厂数量", "≥5家"),  # another level
            (EFFECT, "绿色工厂产值增长率", "≥8%"),
            (PLEASED, "服务对象满意度", "≥90%"),
        ],
        CLEVER: [(OUTPUT, "创建智能工厂数量", "≥10家")],
        "培训经费": [(OUTPUT, "举办活动", "2场"), (OUTPUT, "举办活动", "3场")],
        "市容提升经费": [(PLEASED, "服务对象满意度", "≥80%")],
        "企业服务经费": [
            (OUTPUT, "节能诊断企业家数", "60家次"),  # the measure moved to another project
            (PLEASED, "服务对象满意度", "≥95%"),
        ],
        "工业博览会经费": [(OUTPUT, "博览会参会人数", "500人"), (OUTPUT, "展位面积", "不少于300平方米")],
    }),
)  # fmt: skip

BELOW, AT, ABOVE = "PlannedBelowReached", "PlannedAtReached", "PlannedAboveReached"
RAISED, LOWERED, KEPT, RESTATED = "TargetRaised", "TargetLowered", "TargetKept", "TargetRestated"
UNIT, MEASURE = "UnitChanged", "MeasureChanged"

IN_ONE_YEAR = {
    ("2021", "创建绿色工厂数量", "2021", "创建绿色工厂数量", KEPT, ""),
    ("2021", "开展节能诊断企业数", "2021", "开展节能诊断企业数", LOWERED, ""),
    ("2021", "绿色工厂产值", "2021", "绿色工厂总体产值", KEPT, ""),
    ("2021", "服务对象满意度", "2021", "服务对象满意度", KEPT, ""),
    ("2021", "举办招商推介活动", "2021", "举办招商推介活动", KEPT, ""),
    ("2021", "整理档案数量", "2021", "档案整理入库卷数", KEPT, ""),
    ("2021", "整理完成时间", "2021", "整理完成时间", KEPT, ""),
}
"""From plan to report. Two projects have a 服务对象满意度; the set holds both as one."""

OVER_YEARS = {
    ("2021", "创建绿色工厂数量", "2022", "全年创建绿色工厂数量", RAISED, BELOW),
    ("2021", "开展节能诊断企业数", "2022", "开展节能诊断企业数", UNIT, ""),
    ("2021", "绿色工厂产值", "2022", "绿色工厂产值", KEPT, BELOW),
    ("2021", "服务对象满意度", "2022", "服务对象满意度", KEPT, BELOW),
    ("2021", "举办招商推介活动", "2022", "举办招商推介活动", KEPT, AT),
    ("2021", "签约项目数量", "2022", "签约项目数量", LOWERED, ""),
    ("2021", "整理完成时间", "2022", "整理完成时间", KEPT, ""),
    ("2022", "全年创建绿色工厂数量", "2023", "创建绿色工厂数量", KEPT, ""),
    ("2022", "开展节能诊断企业数", "2023", "节能诊断企业家数", RAISED, ""),
    ("2022", "绿色工厂产值", "2023", "绿色工厂产值增长率", MEASURE, ""),
    ("2022", "服务对象满意度", "2023", "服务对象满意度", KEPT, ""),
    ("2022", "创建智能工厂数量", "2023", "创建智能工厂数量", KEPT, ""),
    ("2022", "展位面积", "2023", "展位面积", RESTATED, ""),
}
NUMBER_OF_LINKS = 8 + 8 + 7
"""With the second 服务对象满意度: in 2021, from 2021 to 2022, from 2022 to 2023."""
