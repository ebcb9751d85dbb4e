"""Goals against indicators, repeats, money."""

import pytest

from kgbuild.auditing.goals import is_specific
from tests.auditing.documents import Audit, goals_table, project

GOAL = "完成2024年校舍改造3所。"


@pytest.mark.parametrize(
    ("goal", "specific"),
    [
        ("保障机关正常运转，提高工作效率。", False),
        ("维护办公秩序，提供有力后勤服务。", False),
        ("支付以前年度应付账款", False),
        ("完成2024年校舍改造3所。", True),
        ("举办第五届校园文化节。", True),
        ("开展校园安全专项整治。", True),
        ("为低收入家庭学生提供营养餐补助。", True),
        ("全年进校园不少于一百场", True),
        ("覆盖八成渔船", True),
        ("疏通全镇四条河道", True),
        ("用于日常业务所需的差旅费、培训费", False),
        ("加强有害生物监测工作。", False),
    ],
)
def test_specific_goals(goal, specific):
    assert is_specific(goal) is specific


def test_promises_without_an_indicator():
    goal = "培训教师500人次，新建校舍3所，改造厕所20座，购置电脑600台，举办讲座12场。"
    carried = ("产出", "培训教师人次", "≥500人次")
    audit = Audit(goals_table(project("甲经费", goal, carried), project("乙经费", "培训教师500人次。", carried)))
    assert audit.found("promises") == ["甲经费"]
    assert audit.message("promises").endswith("：4个")


def test_an_indicator_about_something_else():
    goal = "1、改造农村中小学校舍，消除危房。2、为寄宿学校配备厨房设备。3、开展校车安全检查。"
    other = ("效益", "营造良好氛围", "加快推进森林公园提质扩容，带动沿线民宿旅游与林下经济协同联动增长")
    own = ("效益", "学校条件", "消除农村中小学危房，寄宿学校厨房设备齐全，校车安全检查常态开展")
    audit = Audit(goals_table(project("甲经费", goal, other, own)))
    assert audit.found("related") == ["营造良好氛围"]


@pytest.mark.parametrize(
    ("name", "spending"),
    [
        ("补贴资金发放及时率", True),
        ("预算执行率", True),
        ("资金使用合规率", True),
        ("工资及时发放率", True),
        ("免费发放教材数量", False),
        ("移动支付覆盖率", False),
        ("教师培训及时率", False),
        ("专款专用率", True),
        ("补助足额发放率", True),
        ("工程款付款进度", True),
    ],
)
def test_spending_is_no_outcome(name, spending):
    audit = Audit(goals_table(project("甲经费", GOAL, ("产出", name, "100%"))))
    assert (audit.found("spending") != []) is spending


@pytest.mark.parametrize(
    ("name", "again", "repeats"),
    [
        ("举办宣传周活动", "宣传周活动场次", True),
        ("发放资料数量", "资料发放数量", True),
        ("鉴定房屋栋数", "房屋鉴定数量", True),
        ("改造校舍数量", "改造厕所数量", False),
    ],
)
def test_one_thing_under_two_names(name, again, repeats):
    audit = Audit(goals_table(project("甲经费", GOAL, ("产出", name, "≥4场"), ("产出", again, "≥4场"))))
    assert (audit.found("repeated-indicator") != []) is repeats


def test_repeats_inside_one_project():
    audit = Audit(
        goals_table(
            project(
                "甲经费", GOAL,
                ("产出", "教师培训场次", "5场"), ("产出", "教师培训场次", "5场"),
                ("产出", "教师培训场次", "8场"), ("产出", "讲座场次", "5场"),
            )
        )
    )  # fmt: skip
    assert audit.found("repeated-indicator") == ["教师培训场次"]
    assert audit.found("repeated-name") == ["教师培训场次"]


def test_names_goals_and_outcomes_that_projects_share():
    def one(name, words):
        return project(name, "改善全市农村中小学办学条件，促进教育公平。", ("效益", "优化教育环境", words))

    audit = Audit(goals_table(one("甲经费", "家校协同"), one("乙经费", "师生和谐"), one("丙经费", "设施齐全")))
    assert audit.found("pasted-name") == ["优化教育环境"] * 3
    assert audit.found("copied-goal") == ["目标：丙经费", "目标：乙经费"]


def test_an_outcome_that_two_projects_claim():
    school = ("产出", "实验中学建设完成投资", "2亿元")
    twice = goals_table(
        project("临江市实验中学新校区建设项目", GOAL, school),
        project("临江市实验中学新校区建设项目贴息", GOAL, school),
        project("少年宫建设项目", GOAL, school),
    )
    assert len(Audit(twice).found("claimed-twice")) == 3


@pytest.mark.parametrize(("text", "groups"), [("1、产出指标：场次，年度指标值：5场。", 1), (
    "1、产出指标：场次，年度指标值：5场。2、产出指标：人次，年度指标值：9人次。"
    "1、产出指标：份数，年度指标值：5份。2、产出指标：册数，年度指标值：9册。", 2)])  # fmt: skip
def test_numbering_that_starts_again(text, groups):
    audit = Audit(goals_table(f"甲经费\t{GOAL}\t{text}\n"))
    assert audit.found("numbering") == (["甲经费"] if groups > 1 else [])


def test_money_without_targets():
    header = "项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n"
    listed = "1、产出指标：改造校舍，年度指标值：3所。2、产出指标：培训，年度指标值：5场。"
    rows = "".join(
        f"{name}经费\t{total}\t{total}\t{GOAL}\t{listed}\n"
        for name, total in zip("甲乙丙丁戊", (9000, 20, 30, 20, 30), strict=True)
    )
    text = f"项目支出绩效目标表\n部门名称：临江市教育局\n年度：2024年\n单位：万元\n{header}{rows}"
    audit = Audit(text)
    assert audit.found("money-fit") == ["甲经费"]
    assert audit.tallies["R33"].passed == 4


def test_a_single_promise_is_shown_at_its_words():
    goal = "为全市教师开展培训，购置校车12辆，培训教师500人次。"
    audit = Audit(goals_table(project("甲经费", goal, ("产出", "培训教师人次", "≥500人次"))))
    assert audit.found("promises") == ["甲经费"]
    assert audit.printed("promises") == ["购置校车12辆"]


@pytest.mark.parametrize(
    ("goal", "carried"),
    [
        ("现有学校45所，改造厕所20座。", ("产出", "改造厕所数量", "≥20座")),
        ("改造厕所20座。", ("产出", "厕所改造完成数", "≥18座")),
        ("改造厕所1,200座。", ("产出", "改造数", "≥1200座")),
        ("安排资金300万元用于改造厕所。", ("产出", "改造数", "≥5座")),
    ],
)
def test_promises_that_are_carried(goal, carried):
    assert Audit(goals_table(project("甲经费", goal, carried))).found("promises") == []


def test_an_indicator_of_another_field_of_policy():
    goal = "2024年新建幼儿园2所，增加学位600个，方便居民就近入园。"
    own = ("产出", "新建幼儿园数量", "≥2所")
    audit = Audit(goals_table(project("幼儿园建设", goal, own, ("效益", "河道水质达标率", "≥90%"))))
    assert audit.found("related") == ["河道水质达标率"]
    near = Audit(goals_table(project("幼儿园建设", goal, own, ("效益", "带动就业人数", "≥30人"))))
    assert near.found("related") == []


def test_an_outcome_in_two_projects_of_unlike_names():
    jobs, meetings = ("效益", "带动就业人数", "≥260人"), ("产出", "举办培训场次", "≥12场")
    audit = Audit(goals_table(project("夜校经费", GOAL, jobs, meetings), project("校车运营", GOAL, jobs, meetings)))
    assert audit.found("claimed-twice") == ["带动就业人数"] * 2


def test_a_benefit_in_the_same_words():
    same = ("效益", "区域教育协同发展能力", "稳步提升")
    audit = Audit(goals_table(project("甲经费", GOAL, same), project("乙经费", GOAL, same)))
    assert len(audit.found("claimed-twice")) == 2


@pytest.mark.parametrize(
    ("name", "goal", "belated"),
    [
        ("2022年校园文化节", GOAL, True),
        ("2022年校园文化节尾款", GOAL, False),
        ("2023-2024年校舍维护", GOAL, False),
        ("校舍维护", "计划2022年改造校舍3所。", True),
        ("校舍维护", "根据2022年会议纪要，改造校舍3所。", False),
    ],
)
def test_years_behind_the_budget(name, goal, belated):
    audit = Audit(goals_table(project(name, goal, ("产出", "改造校舍", "≥3所"))))
    assert (audit.found("year-behind") != []) is belated


@pytest.mark.parametrize(("cost", "over"), [("≤90万元", False), ("≤130万元", True)])
def test_a_cost_above_the_money_of_the_project(cost, over):
    columns = "项目名称\t总计\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
    row = f"校舍改造工程\t120.00\t{GOAL}\t产出指标\t成本指标\t改造总成本\t{cost}\n"
    title = "项目支出绩效目标表\n部门名称：临江市教育局\n年度：2024年\n单位：万元\n"
    assert (Audit(title + columns + row).found("cost-over-budget") != []) is over


def test_money_that_a_small_project_promises():
    table = (
        "项目支出绩效目标表\n部门名称：临江市教育局\n年度：2024年\n单位：万元\n"
        "项目名称（资金使用单位）\t总计\t财政拨款\t绩效目标\t绩效指标\n"
        "校企合作\t5.00\t5.00\t改造校舍3所。\t1、产出指标：走访企业家数，年度指标值：≥9家。2、效益指标：带动投资额，年度指标值：≥30亿元。\n"
        "校企交流\t500.00\t500.00\t改造校舍3所。\t1、产出指标：走访企业家数，年度指标值：≥8家。2、效益指标：带动投资额，年度指标值：≥2亿元。\n"
    )
    audit = Audit(table)
    assert audit.found("money-promised") == ["带动投资额"]
    assert audit.message("money-promised").endswith("60,000倍")
