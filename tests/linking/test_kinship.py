"""Names of undertakings that belong together, and names that only look so. Written by hand, before the rules were."""

from itertools import count

import pytest

from kgbuild.linking.digest import Event, Undertaking
from kgbuild.linking.events import editions
from kgbuild.linking.projects import links

HERE, THERE = "云州市工业和信息化局", "云州市江北区科技工业和信息化局"
SERIES, CONTINUES, FACILITY = "SameSeries", "Continues", "SameFacility"

ALIKE = [
    # editions of an event
    (SERIES, ("支持举办第二十三届云州国际灯光节", 2022), ("支持举办第24届云州国际灯光节", 2023)),
    (SERIES, ("第23届中国集成电路制造年会", 2020), ("中国集成电路制造年会（第25届）", 2023)),
    (SERIES, ("首届云州算法应用大赛", 2022), ("第二届云州算法应用大赛经费", 2023)),
    (SERIES, ("第五届“绽放杯”5G应用征集大赛", 2022), ("第6届「绽放杯」5G应用征集大赛", 2023, THERE)),
    (SERIES, ("2022年世界显示产业大会", 2022), ("2023世界显示产业大会参展经费", 2023)),
    (SERIES, ("支持2022年中国工业文化发展大会", 2022), ("中国工业文化发展大会(2024年)", 2024)),
    (SERIES, ("第十一届云州市职工技能竞赛", 2021), ("云州市第十二届职工技能竞赛", 2022)),
    (SERIES, ("第3届云州马拉松赛保障经费", 2021), ("第四届云州马拉松赛保障经费", 2022, THERE)),
    (SERIES, ("第七届中国（云州）国际家具博览会", 2021), ("第8届中国(云州)国际家具博览会", 2022)),
    (SERIES, ("第一百三十届云州进出口商品交易会", 2021), ("第131届云州进出口商品交易会", 2022)),
    # programmes that go on
    (CONTINUES, ("信息化运维服务项目2022-2023年", 2023), ("信息化运维项目2023-2024年", 2023)),
    (CONTINUES, ("2022-2023年度办公系统运维服务", 2022), ("办公系统运维服务（2023-2024年度）", 2023)),
    (CONTINUES, ("中小企业发展专项资金", 2022), ("2023年中小企业发展专项资金", 2023)),
    (CONTINUES, ("云州市2022年绿色制造体系建设补助", 2022), ("绿色制造体系建设补助资金（2023年度）", 2023)),
    (CONTINUES, ("智慧口岸公共平台建设项目（一期）", 2021), ("智慧口岸公共平台建设项目（二期）", 2022)),
    (CONTINUES, ("江北工业大数据中心二期工程", 2023), ("江北工业大数据中心三期工程", 2023)),
    (CONTINUES, ("无线电专用设备运行维护费（云财工【2021】88号）", 2022),
     ("无线电专用设备运行维护费（云财工【2022】122号）", 2023)),
    (CONTINUES, ("招商引资工作经费", 2023), ("招商引资工作专项经费", 2024)),
    (CONTINUES, ("第二批专精特新企业奖励资金", 2022), ("第三批专精特新企业奖励资金", 2023)),
    (CONTINUES, ("(2021年结转)技术改造奖励", 2022), ("技术改造奖励", 2023)),
    (CONTINUES, ("市工信局无线电监测站2022-2023年信息化运行维护项目", 2022),
     ("无线电监测站信息化运维项目2023-2024年", 2023)),
    # a facility under two budget lines
    (FACILITY, ("支持发展第8.6代显示器件生产项目", 2023), ("(人才奖励)第8.6代显示器件生产项目", 2023)),
    (FACILITY, ("云芯12英寸芯片生产线设备补助", 2023), ("支持云芯12英寸芯片生产线", 2023)),
    (FACILITY, ("支持云芯12英寸芯片生产线项目", 2023), ("云芯12英寸芯片生产线项目扶持资金", 2023, THERE)),
    (FACILITY, ("江北氢能产业园建设项目", 2023), ("江北氢能产业园贷款贴息", 2023)),
    (FACILITY, ("云州科技馆运行经费", 2023), ("云州科技馆设备购置", 2023)),
]  # fmt: skip

APART = [
    # other lines, other generations, other numbers
    ("支持发展第8.6代显示器件生产项目", 2023), ("支持发展第10.5代显示器件生产项目", 2023),
    ("第6代柔性AMOLED模组生产线项目", 2022), ("第8.6代柔性AMOLED模组生产线项目", 2023),
    ("G6高速沿线光缆迁改项目", 2022), ("G60高速沿线光缆迁改项目", 2023),
    ("5G基站建设补助", 2022), ("6G基站建设补助", 2023),
    ("云芯12英寸芯片生产线项目", 2023), ("云芯8英寸芯片生产线项目", 2023),
    ("S2号线沿线充电桩建设", 2022), ("S12号线沿线充电桩建设", 2023),
    # other events with like names
    ("第25届中国集成电路制造年会", 2022), ("第26届中国集成电路设计年会", 2023),
    ("第六届中国工业文化高峰论坛", 2022), ("第七届中国工业设计高峰论坛", 2023),
    ("第七届中国（云州）国际家具博览会", 2022), ("第8届中国（海州）国际家具博览会", 2023),
    ("2022世界超高清视频产业发展大会", 2022), ("2023世界汽车电子产业发展大会", 2023),
    ("第三届云州算法应用大赛", 2022), ("第四届云州软件应用大赛", 2023),
    # other phases of other things
    ("智慧口岸平台（一期）", 2022), ("智慧水务平台（二期）", 2023),
    ("工业大数据中心一期", 2023), ("工业设计中心二期", 2023),
    ("国家集成电路产业投资二期基金", 2022), ("国家制造业转型升级二期基金", 2023),
    # like words, other object
    ("工业工作经费", 2022), ("信息化工作经费", 2023),
    ("人工智能产业发展专项资金", 2022), ("集成电路产业发展专项资金", 2023),
    ("中小企业发展专题", 2022), ("民营企业发展专题", 2023),
    ("绿色制造体系建设补助", 2022), ("智能制造体系建设补助", 2023),
    ("档案整理服务项目", 2022), ("档案数字化服务项目", 2023),
    ("市级工业设计中心奖励", 2022), ("省级工业设计中心奖励", 2023),
    ("因公出国（境）经费（云州市投资促进中心）", 2022), ("因公出国（境）经费（云州市节能监察中心）", 2023),
    ("办公设备购置经费", 2023), ("办公家具购置经费", 2024),
    ("市供电局线路改造项目", 2022), ("市邮政局线路改造项目", 2023),
    # what every department has is nobody's continuation, and no facility
    ("信息化运维项目", 2022), ("信息化运维项目", 2023, THERE),
    ("综合工作经费", 2023), ("综合工作经费", 2023, THERE),
    ("办公用房租赁费", 2023), ("办公用房物业费", 2023),
    ("江北氢能产业园建设项目", 2023), ("江南氢能产业园建设项目", 2023),
]  # fmt: skip
APART = list(zip(APART[::2], APART[1::2], strict=True))

_NUMBER = count()


def undertaking(name, year, department=HERE):
    return Undertaking(
        iri=f"https://example.org/{next(_NUMBER):05}",
        name=name,
        department=department,
        year=str(year),
        owner=department,
        series=tuple(sorted({Event(one.event, one.number) for one in editions(name)})),
    )


def kinds(one, other):
    return {link.kind.removeprefix("kgb:") for link in links([undertaking(*one), undertaking(*other)], frozenset())}


@pytest.mark.parametrize(("kind", "one", "other"), ALIKE, ids=lambda part: part[0] if isinstance(part, tuple) else part)
def test_what_belongs_together_is_linked(kind, one, other):
    assert kinds(one, other) == {kind}
    assert kinds(other, one) == {kind}


@pytest.mark.parametrize(("one", "other"), APART, ids=lambda part: part[0])
def test_what_only_looks_alike_is_not(one, other):
    assert kinds(one, other) == set()
    assert kinds(other, one) == set()


def test_half_of_the_pairs_are_traps():
    assert len(APART) >= 20
    assert len(ALIKE) >= 20
