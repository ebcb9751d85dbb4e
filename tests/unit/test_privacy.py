"""Private names are masked in what is printed and in what was printed, with as many characters."""

import pytest

from kgbuild.privacy import private_names, redacted
from kgbuild.readers import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支付王小明同志医疗费用", {"王小明"}),
        ("关于张三报销医药费的请示", {"张三"}),
        ("李四先生住院补助，赵小六女士工伤赔偿", {"李四", "赵小六"}),
        ("欧阳小明同志抚恤金", {"欧阳小明"}),
        ("报销退休职工方敏住院医疗费", {"方敏"}),
        ("处理韩梅的医药费", {"韩梅"}),
        ("办结退休职工钱桂芬脑卒中住院自付医疗费", {"钱桂芬"}),
        ("为村民高血压患者发放药品", set()),
        ("村民鲁大山因患尿毒症申请救助", {"鲁大山"}),
        ("承担护工孙桂兰透析自付费用", {"孙桂兰"}),
        ("帮助林晓梅确诊白血病后的治疗", {"林晓梅"}),
        ("低收入家庭因患癌症救助", set()),
        ("环卫工人因工伤治疗", set()),
        ("康复师水平提升与治疗规范", set()),
        ("医院信息系统建设工程升级医疗服务", set()),
        ("低保户向前程困难补助", {"向前程"}),
        ("残疾人康复治疗、职工大病医疗费、患者白内障手术", set()),
        ("支付高额医疗费和单位住院医疗费", set()),
        ("居民生活补助、残疾人危房补助、老人高龄补助", set()),
        ("支付质保中心职工医疗费用", set()),
        ("为农村老人、空巢老人提供医疗救助", set()),
        ("高血压患者、白血病患者家属的医疗补助", set()),
        ("党员同志和相关同志的医疗保障", set()),
        ("广大同志的医疗保障", set()),
        ("全局同志、公司同志的医疗保障", set()),
        ("王小明同志主持会议", set()),
    ],
)
def test_names_of_private_persons(text, names):
    assert private_names(text) == names


@pytest.mark.parametrize("printed", ["王小明", "王<b>小</b>明", "王小\n明", "&#x738B;小明", "王小</p><p>明"])
def test_a_name_is_masked_however_it_is_printed(printed):
    page = f"<table><tr><td>支付{printed}同志医疗费</td><td>王小明的补助</td></tr></table>"
    document = read(page.encode(), "表.html")
    masked, places = redacted(document)
    cells = [cell for table in masked.tables for row in table.rows for cell in row.cells]
    texts = [text for table in masked.tables for row in table.rows for text in row.texts]
    assert [place.column for place in places] == [1, 2]
    assert [one.string for one in texts] == ["支付某某某同志医疗费", "某某某的补助"]
    assert not any(set("王小明") & set(cell.raw) or "738B" in cell.raw for cell in cells)
    assert [len(cell.raw) for cell in cells] == [
        len(cell.raw) for table in document.tables for row in table.rows for cell in row.cells
    ]
    assert not any(set("王小明") & set(span.exact) for one in texts for span in one.spans())


@pytest.mark.parametrize(
    ("upper", "lower"), [("支付王", "小明同志医疗费"), ("支付王小", "明同志医疗费"), ("支付王小明", "同志医疗费")]
)
@pytest.mark.parametrize("between", ["", "<tr><td>- 3 -</td></tr>", "<tr><td>名称</td><td>目标</td></tr>"])
def test_a_name_that_a_page_end_cuts_is_masked_on_both_pages(upper, lower, between):
    page = f"<table><tr><td>项目</td><td>{upper}</td></tr>{between}<tr><td></td><td>{lower}</td></tr></table>"
    masked, places = redacted(read(page.encode(), "表.html"))
    (table,) = masked.tables
    assert "".join(row.strings[1] for row in (table.rows[0], table.rows[-1])) == "支付某某某同志医疗费"
    assert not any(set("王小明") & set(cell.raw) for row in table.rows for cell in row.cells)
    assert places
