"""Names of indicators that say the same, and names that do not."""

import pytest

from kgbuild.linking.wording import likeness, measure_wording

OWNER = "云州市江北区工业和信息化局"

SAME = [
    ("运行监测样本数量", "运行监测工作企业样本数据采集"),
    ("创建绿色工厂数量", "全年创建绿色工厂数量（家）"),
    ("2022年新增专精特新企业数", "2023年度新增专精特新企业数量"),
    ("全区规上工业增加值", "规模以上工业增加值"),
    ("软件和信息技术服务业营业收入", "云州市软件和信息服务业营收"),
    ("服务对象满意度", "服务对象满意度（%）"),
    ("充电设施验收合格率(%)", "充电设施验收合格率"),
    ("市级工业设计中心新增数量", "市级工业设计中心新增数"),
    ("“十三五”期间单位能耗下降率", "“十四五”期间单位能耗下降率"),
    ("第25届年会参会人数", "第二十六届年会参会人数"),
]
APART = [
    ("省级绿色工厂数量", "市级绿色工厂数量"),
    ("绿色工厂数量", "国家级绿色工厂数量"),
    ("绿色石化和新材料产业链相关专题调研", "现代高端装备产业链相关专题调研"),
    ("集群新增投资总额", "重大项目新增投资额"),
    ("工业投资", "工业技术改造投资"),
    ("5G基站建设数量", "4G基站建设数量"),
    ("编制集成电路行业分析报告", "扶持集成电路企业数量"),
    ("集成电路项目数", "集成电路专题调研"),
    ("纪检监察开展次数", "纪检监察问题整改率"),
    ("规上工业总产值", "工业总产值"),
    ("第8.6代线投资", "第10.5代线投资"),
    ("设备正常运行率", "网络平台正常运行率"),
]


def names(pair):
    return [measure_wording(name, OWNER) for name in pair]


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: pair[0])
def test_the_same(pair):
    one, other = names(pair)
    assert likeness(one, other).same
    assert likeness(one, other).score == likeness(other, one).score
    assert one.aspect == other.aspect


@pytest.mark.parametrize("pair", APART, ids=lambda pair: pair[0])
def test_not_the_same(pair):
    assert not likeness(*names(pair)).same
    assert not likeness(*reversed(names(pair))).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("软件业营收", "软件业营收增长率"),
        ("光纤用户数量", "光纤用户新增数量"),
        ("预算完成率", "预算执行率"),
        ("企业满意度", "企业数"),
    ],
)
def test_another_aspect(one, other):
    assert measure_wording(one, OWNER).aspect != measure_wording(other, OWNER).aspect
