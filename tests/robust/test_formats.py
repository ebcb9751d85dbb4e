"""The same table in text, CSV, HTML and Excel gives the same records; and what is special in each of them."""

from decimal import Decimal

import pytest

from kgbuild.errors import UnreadableInput
from kgbuild.readers import numbers, read
from tests.conftest import SEEDS
from tests.robust.documents import WIDE, Indicator, graves, indicators, issues, names, record
from tests.robust.formats import as_csv, as_html, as_tsv, as_xlsx, patched, rows_of, workbook

GOAL = "做好2024年各项工作。"
FIRST, SECOND = "1、产出指标：培训次数，年度指标值：5次。", "2、效益指标：满意率，年度指标值：≥90%。"
TRAINING = FIRST + SECOND
TRAINED = [Indicator(1, "产出指标", "培训次数", "5次"), Indicator(2, "效益指标", "满意率", "≥90%")]
HEADING = [["项目支出绩效目标表"], ["部门名称：甲市乙局"], ["单位：万元"]]
COLUMNS = ["项目名称", "总计", "绩效目标", "绩效指标"]
PROJECT = ["甲经费", "80.00", GOAL, TRAINING]


def seed(start):
    return next(path for path in SEEDS if path.stem.startswith(start)).read_text("utf-8")


def essence(read_record):
    """What a table says, without its places."""
    return (
        {key: value for key, value in read_record["document"].items() if key not in ("name", "sha256")},
        [
            {key: project[key] for key in ("name", "spending_unit", "amounts", "goal", "goal_items")}
            | {"indicators": [(*one, *targets(project, at)) for at, one in enumerate(indicators(project))]}
            for project in read_record["projects"]
        ],
        read_record["totals"],
        issues(read_record),
    )


def targets(project, at):
    one = project["indicators"][at]
    return str(one["target"]), one["level1_code"], one["level2_code"]


FORMATS = {
    "表.csv": as_csv,
    "表;.csv": lambda rows: as_csv(rows, ";"),
    "表.tsv": as_tsv,
    "表.html": as_html,
    "表.xlsx": as_xlsx,
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("start", ["000", "001", "002", "003"])
def test_every_format_gives_the_records_of_the_text(start, name):
    text = seed(start)
    rows = rows_of(text)
    expected = essence(record("\n".join("\t".join(row) for row in rows)))
    assert essence(record(FORMATS[name](rows), name)) == expected


# --- CSV --------------------------------------------------------------------------------------------


def test_csv_with_quotes_line_ends_and_semicolons():
    data = (
        "项目名称;总计;绩效目标;绩效指标\r\n"
        '"专精特新""小巨人""经费";80.00;"做好2024年\r\n各项工作。";"1、1-产出指标;11-数量指标;培训;年度指标值:5次。"\r\n'
    )
    (project,) = record(data, "表.csv")["projects"]
    assert (project["name"], project["goal"]) == ('专精特新"小巨人"经费', GOAL)
    assert indicators(project) == [Indicator(1, "产出指标", "培训", "5次", level2="数量指标")]


def test_csv_where_a_quotation_mark_opens_a_field_that_is_not_quoted():
    data = f'项目名称,总计,绩效目标,绩效指标\n"专精特新"企业扶持,80.00,{GOAL},{TRAINING}\n'
    (project,) = record(data, "表.csv")["projects"]
    assert project["name"] == '"专精特新"企业扶持'


def test_csv_with_a_quotation_mark_that_never_closes():
    data = f'项目名称,总计,绩效目标,绩效指标\n甲经费,80.00,"{GOAL},{TRAINING}\n乙经费,1.00,{GOAL},{TRAINING}\n'
    assert names(record(data, "表.csv")) == ["甲经费", "乙经费"]


# --- HTML -------------------------------------------------------------------------------------------


def table(*rows):
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


ABOVE = "<h2>项目支出绩效目标表</h2><p>部门名称：甲市乙局</p><p>单位：万元</p>"
SIMPLE = table(COLUMNS, PROJECT)


def web(body):
    return record(f"<html><head><title>公开</title></head><body>{body}</body></html>", "表.html")


def only(read_record):
    """The one project of the record, which must be the one above."""
    assert names(read_record) == ["甲经费"]
    (project,) = read_record["projects"]
    assert (project["amounts"]["total"], project["goal"]) == ("80.00", GOAL)
    assert indicators(project) == TRAINED
    assert graves(read_record) == []
    return read_record


@pytest.mark.parametrize(
    "body",
    [
        ABOVE + SIMPLE.replace("<td>", '<td rowspan="x" colspan="-5">'),
        ABOVE + SIMPLE.replace("<td>", '<td colspan="0" rowspan="">'),
        ABOVE + SIMPLE.replace("<td>甲", f'<td rowspan="{"9" * 5000}">甲'),
        ABOVE + SIMPLE.replace("</td>", "").replace("</tr>", "").replace("</table>", ""),
        ABOVE + SIMPLE.replace("<td>", "<TD\n class=x>").replace("</td>", "</TD >"),
        ABOVE + SIMPLE.replace("甲经费", "&#x7532;&#32463;&#36153;&nbsp;"),
        ABOVE + SIMPLE.replace("甲经费", "<b>甲</b><font color='red'>经</font><span>费</span>"),
        ABOVE + SIMPLE.replace("<tr>", "<tr><!-- 行 -->").replace("</tr>", "</tr><tr></tr>"),
        ABOVE + SIMPLE.replace("</tr>", "</tr><tr><td>&nbsp;</td><td>&nbsp;</td></tr>"),
        ABOVE + "<script>document.write('<table><tr><td>假</td></tr></table>')</script>" + SIMPLE,
        ABOVE + SIMPLE.replace("甲经费", "甲经费<script>var a = '<td>1</td>';</script>"),
        ABOVE + "<noscript>请启用 &nbsp; 脚本</noscript><template><p>模板</p></template>" + SIMPLE,
        "<style>td{color:red}</style>" + ABOVE + SIMPLE,
        ABOVE + SIMPLE.replace(GOAL, f"<table><tr><td>{GOAL}</td></tr></table>"),
        table([ABOVE], [SIMPLE]),
        table([f"{ABOVE}{SIMPLE}"]),
        table([table(["首页", "政务公开"])], [f"{ABOVE}{SIMPLE}"]),
        "<table><tr><td>" * 60 + ABOVE + SIMPLE + "</table>" * 60,
        ABOVE.replace("</h2>", "").replace("</p>", "") + SIMPLE,
        "<![if !supportEmptyParas]>" + ABOVE + "<?xml:namespace prefix=o />" + SIMPLE + "<![endif]>",
    ],
)
def test_pages_that_browsers_show_alike(body):
    only(web(body))


def test_what_the_head_of_a_page_says_is_no_line_of_it():
    head = "<head>\n<title>2024年绩效目标表_甲市人民政府</title>\n</head>"
    page = f"<!DOCTYPE html>\n<html>{head}<body>{ABOVE}{SIMPLE}</body></html>"
    assert only(record(page, "表.html"))["document"]["title"] == "项目支出绩效目标表"


@pytest.mark.parametrize(
    "cell",
    ["甲<!-- 注 -->经费", "甲<!--[if gte mso 9]><xml>x</xml><![endif]-->经费", "甲<script>var a = 1;</script>经费"],
)
def test_comments_and_scripts_print_nothing(cell):
    only(web(ABOVE + SIMPLE.replace("甲经费", cell)))


def test_a_page_without_an_end_of_its_head():
    only(record("<head><meta charset=utf-8><title>公开</title><body>" + ABOVE + SIMPLE, "表.html"))


def test_a_caption_is_the_title():
    read_record = web(SIMPLE.replace("<table>", "<table><caption>2026年项目支出绩效目标表</caption>"))
    assert read_record["document"]["title"] == "2026年项目支出绩效目标表"


def test_rows_that_hang_down():
    body = (
        "<tr><td rowspan=2>甲经费</td><td rowspan=2>80.00</td><td rowspan=2>" + GOAL + "</td>"
        f"<td>{FIRST}</td></tr><tr><td>{SECOND}</td></tr>"
    )
    only(web(ABOVE + SIMPLE.replace("".join(["<tr>", *(f"<td>{cell}</td>" for cell in PROJECT), "</tr>"]), body)))


def test_external_entities_are_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    page = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + ABOVE + SIMPLE
    assert "geheim" not in str(record(page.replace("甲经费", "甲&x;经费"), "表.html"))


@pytest.mark.parametrize("page", ["<![foo[ x ]]>", "<table><tr><td>" * 5000])
def test_pages_that_are_refused(page):
    with pytest.raises(UnreadableInput, match="broken HTML at line 1"):
        read((page + ABOVE + SIMPLE).encode(), "表.html")


@pytest.mark.parametrize("foot", ["<p>打印本页 关闭窗口</p>", "<div>版权所有</div>", "<p>2024-03-01</p>"])
def test_what_stands_below_the_table_is_no_project(foot):
    only(web(ABOVE + SIMPLE + foot))


# --- Excel ------------------------------------------------------------------------------------------


def sheet_with(*changes):
    """A workbook of the simple table, after some changes to its sheet."""

    def fill(sheet, book):
        for row in [*HEADING, COLUMNS, PROJECT]:
            sheet.append(row)
        for change in changes:
            change(sheet, book)

    return workbook(fill)


def put(place, value, number_format="General"):
    def change(sheet, _):
        sheet[place] = value
        sheet[place].number_format = number_format

    return change


def merge(*ranges):
    return lambda sheet, _: [sheet.merge_cells(one) for one in ranges]


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (put("B5", 80, "0.00"),),
        (put("B5", 80, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),),
        (put("B5", 80, "_-* #,##0.00_-"),),
        (put("B5", 80, '0.00"万元"'),),
        (merge("A1:D1", "A2:D2"),),
        (put("D5", FIRST), put("D6", SECOND), merge("A5:A6", "B5:B6", "C5:C6")),
        (put("XFD1048576", None, "0.00"),),
        (put("A3000", " "),),
    ],
)  # fmt: skip
def test_sheets_that_people_see_alike(changes):
    only(record(sheet_with(*changes), "表.xlsx"))


def test_hidden_sheets_are_not_read():
    def hidden(_, book):
        other = book.create_sheet("底稿")
        other.append(COLUMNS)
        other.append(["乙经费", *PROJECT[1:]])
        other.sheet_state = "hidden"

    only(record(sheet_with(hidden), "表.xlsx"))


def test_every_visible_sheet_is_a_table():
    def second(_, book):
        sheet = book.create_sheet("二")
        for row in [*HEADING, COLUMNS, ["乙经费", *PROJECT[1:]]]:
            sheet.append(row)

    read_record = record(sheet_with(second), "表.xlsx")
    (other,) = read_record["sections"]
    assert (names(read_record), names(other)) == (["甲经费"], ["乙经费"])
    assert other["projects"][0]["cell"]["table"] == 2


def test_a_percentage_is_read_as_it_is_shown():
    def fill(sheet, _):
        sheet.append(["甲市乙局2022年部门整体绩效指标完成情况表"])
        sheet.append(["", "部门整体支出目标", "关键指标", "预期实现值", "年度完成值", "具体完成情况"])
        sheet.append(["年度绩效目标", "办好实事。", "完成率", 0.9, 0.975, "完成"])
        sheet["D3"].number_format, sheet["E3"].number_format = "0%", "0.0%"

    (one,) = record(workbook(fill), "表.xlsx")["plan"]["indicators"]
    assert (one["annual_value"], one["actual"], one["achievement"]) == ("90%", "97.5%", "exceeded")


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        ("0.258", "0.0%", "25.8%"),
        ("0.125", "0.00", "0.13"),
        ("2288.09", "#,##0.00", "2,288.09"),
        ("2288.09", "#,##0.00_);(#,##0.00)", "2,288.09"),
        ("25", '0"家"', "25家"),
        ("25", r"0\%", "25%"),
        ("5", "0.##", "5"),
        ("5.126", "0.##", "5.13"),
        ("0.5", "# ?/?", "0.5"),
        ("123456", '0!.0,"万"', "123456"),
        ("1E+30", "0.00", "1" + "0" * 30),
        ("1E-7", "General", "0.0000001"),
        ("-3.5", "0.0_);(0.0)", "-3.5"),
        ("1234567", "[$¥-804]#,##0.00", "1,234,567.00"),
        ("100000", "0.00E+00", "100000"),
        ("1000", "General", "1000"),
        ("-0.4", "0", "0"),
        ("95.50", "@", "95.5"),
    ],
)
def test_numbers_under_their_formats(value, number_format, shown):
    assert numbers.shown(Decimal(value), number_format) == shown


@pytest.mark.parametrize("formula", ["=SUM(B1:B2)", "=40*2", "=B4", "='甲'!B2"])
def test_a_formula_without_its_value_is_reported_at_its_cell(formula):
    found = record(sheet_with(put("B5", formula)), "表.xlsx")
    (issue,) = (one for one in found["issues"] if one["code"] == "L005")
    assert (issue["cell"]["row"], issue["cell"]["column"], issue["text"]) == (5, 2, formula)
    assert found["projects"][0]["amounts"] is None


@pytest.mark.parametrize("words", ["=80.00", "=80"])
def test_words_that_a_program_put_as_a_formula(words):
    found = record(sheet_with(put("B5", words)), "表.xlsx")
    assert "L005" not in issues(found)
    (cell,) = (
        cell for table in read(sheet_with(put("B5", words)), "表.xlsx").tables for row in table.rows
        for cell in row.cells if (cell.row, cell.column) == (5, 2)
    )  # fmt: skip
    assert cell.raw == words


def test_a_formula_with_its_value_is_read():
    data = patched(sheet_with(put("B5", "=SUM(B1:B2)")), rb"<v\s*(?:/>|></v>)", b"<v>80.00</v>")
    assert record(data, "表.xlsx")["projects"][0]["amounts"]["total"] == "80"


@pytest.mark.parametrize(
    "data",
    [
        patched(sheet_with(), b"<sheetData>", b"<sheetData>" + b'<row r="9"></row>' * 4_000_000),
        patched(sheet_with(merge("A1:D1")), b'"A1:D1"', b'"A1:XFD1048576"'),
        patched(sheet_with(), b"<sheetData>", b"<sheetData"),
        sheet_with()[:-100],
    ],
    ids=["bomb", "merged whole sheet", "broken XML", "cut off"],
)
def test_workbooks_that_are_refused(data):
    with pytest.raises(UnreadableInput, match=r"^表\.xlsx: "):
        read(data, "表.xlsx")


def test_the_wide_table_in_excel_keeps_its_columns():
    rows = [*HEADING, WIDE.split("\t"), ["甲经费", 80, 80, None, None, GOAL, TRAINING]]
    data = workbook(lambda sheet, _: [sheet.append(row) for row in rows])
    (project,) = record(data, "表.xlsx")["projects"]
    assert project["amounts"] == {"total": "80", "fiscal": "80", "special_account": None, "other": None}
