"""A PDF as a real browser prints it: embedded fonts, rules as thin boxes, radicals for characters."""

import html

import pytest

from tests.robust.documents import record
from tests.robust.formats import rows_of, typed
from tests.robust.test_formats import essence, seed
from tests.robust.test_pdf import as_text, unspaced


def test_a_printed_page_gives_the_records_of_the_text(browser):
    rows = rows_of(seed("003"))
    above = "".join(f"<p>{html.escape(row[0])}</p>" for row in rows if len(row) == 1)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(typed(value))}</td>" for value in row) + "</tr>"
        for row in rows
        if len(row) > 1
    )
    style = "td { border: 1px solid; font-size: 9px } table { border-collapse: collapse }"
    page = browser.new_page()
    page.set_content(f"<meta charset=utf-8><style>{style}</style>{above}<table>{body}</table>")
    data = page.pdf(format="A4", landscape=True)
    page.close()
    assert unspaced(essence(record(data, "表.pdf"))) == unspaced(essence(record(as_text(rows))))


def sheet(count):
    """A self-evaluation of many rows: labels merged over page ends, names and reasons that page ends cut."""
    head = "<tr><td>项目名称<td colspan=6>农村公路养护"
    head += "<tr><td>主管部门<td colspan=2>甲县交通运输局<td>实施单位<td colspan=3>甲县公路段"
    head += "<tr><td>年度目标<td colspan=6>完成年度养护任务。"
    words = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "偏差原因分析及改进措施")
    rows = ["".join(f"<td>{word}" for word in words)]
    for at in range(count):
        level = f"<td rowspan={count}>产出指标" if at == 0 else ""
        if at % (count // 2) == 0:
            level += f"<td rowspan={count // 2}>{'质量' if at else '数量'}指标"
        name = f"第{at}标段路面病害处治及安全防护设施完善里程占年度任务的比例情况，含水毁修复、边坡防护与标志标线" * (
            1 + at % 3
        )
        reason = "受雨季施工影响部分路段工期顺延，下一步倒排工期" * (at % 4)
        rows.append(f"{level}<td>{name}<td>≥{90 + at % 9}%<td>{91 + at % 9}%<td>2<td>{reason}")
    return f"<p>项目支出绩效自评表</p><p>（2024年度）</p><table>{head}<tr>{'<tr>'.join(rows)}</table>"


@pytest.mark.parametrize(("size", "width"), [(11, 640), (14, 900), (9, 500)])
def test_a_sheet_over_many_pages_gives_the_records_of_its_page(browser, size, width):
    style = f"td {{ border: 1px solid; font-size: {size}px }} table {{ border-collapse: collapse; width: {width}px }}"
    body = sheet(36)
    page = browser.new_page()
    page.set_content(f"<meta charset=utf-8><style>{style}</style>{body}")
    data = page.pdf(format="A4")
    page.close()
    (printed,), (written,) = (
        record(one, name)["projects"] for one, name in ((data, "表.pdf"), (body.encode(), "表.html"))
    )
    assert unspaced(essential(printed)) == unspaced(essential(written))


def essential(project):
    keys = ("level1", "level2", "name", "annual_value", "actual", "weight", "explanation")
    return [project["name"], project["goal"], [[one[key] for key in keys] for one in project["indicators"]]]
