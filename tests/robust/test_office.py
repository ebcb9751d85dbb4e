"""Word and old Excel files: what a person sees in them, and what nobody should have to open."""

import io
import zipfile

import pytest
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kgbuild.errors import UnreadableInput
from kgbuild.readers import read
from tests.robust.documents import graves, indicators, names, record
from tests.robust.formats import old_workbook, patched, word, workbook
from tests.robust.test_formats import COLUMNS, FIRST, GOAL, HEADING, PROJECT, SECOND, TRAINED

BODY = "word/document.xml"


def table_of(document, rows):
    table = document.add_table(0, max(map(len, rows)))
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=False):
            cell.text = value
    return table


def plan(document, project=PROJECT):
    for (line,) in HEADING:
        document.add_paragraph(line)
    return table_of(document, [COLUMNS, project])


def only(read_record):
    (project,) = read_record["projects"]
    assert (project["name"], project["goal"]) == ("甲经费", GOAL)
    assert project["amounts"]["total"] == "80.00"
    assert indicators(project) == TRAINED
    assert graves(read_record) == []


def cells(data, name="表.docx"):
    return [
        (table.number, cell.row, cell.column, text.string, cell.row_span, cell.column_span)
        for table in read(data, name).tables
        for row in table.rows
        for cell, text in zip(row.cells, row.texts, strict=True)
    ]


# --- Word -------------------------------------------------------------------------------------------


def test_merged_cells_stand_once_with_their_spans():
    def fill(document):
        table = table_of(document, [["甲", "乙", "丙"], ["1", "2", "3"], ["4", "5", "6"]])
        table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
        table.cell(2, 1).merge(table.cell(2, 2)).text = "并"

    assert cells(word(fill)) == [
        (1, 1, 1, "甲", 2, 1), (1, 1, 2, "乙", 1, 1), (1, 1, 3, "丙", 1, 1),
        (1, 2, 2, "2", 1, 1), (1, 2, 3, "3", 1, 1),
        (1, 3, 1, "4", 1, 1), (1, 3, 2, "并", 1, 2),
    ]  # fmt: skip


def test_lines_stand_above_the_table_that_follows():
    def fill(document):
        document.add_paragraph("前言")
        table_of(document, [["一", "二"]])
        document.add_paragraph("说明")

    assert [one[:4] for one in cells(word(fill))] == [
        (1, 1, 1, "前言"), (1, 2, 1, "一"), (1, 2, 2, "二"), (2, 1, 1, "说明"),
    ]  # fmt: skip


def test_a_table_in_a_cell_follows_it():
    def fill(document):
        plan(document.add_table(1, 1).cell(0, 0), PROJECT)

    def in_frame(document):
        cell = document.add_table(1, 1).cell(0, 0)
        for (line,) in HEADING:
            cell.add_paragraph(line)
        inner = cell.add_table(2, 4)
        for at, row in enumerate([COLUMNS, PROJECT]):
            for one, value in zip(inner.rows[at].cells, row, strict=True):
                one.text = value

    only(record(word(in_frame), "表.docx"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (">甲经费<", "><![CDATA[甲]]>经费<"),
        ("<w:r><w:t>甲经费</w:t></w:r>", '<w:ins w:id="1" w:author="a"><w:r><w:t>甲经费</w:t></w:r></w:ins>'),
        ("<w:r><w:t>甲经费", '<w:del w:id="1" w:author="a"><w:r><w:t>旧</w:t></w:r></w:del><w:r><w:t>甲经费'),
        ("<w:r><w:t>甲经费", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:t>甲经费"),
        ("<w:r><w:t>甲经费</w:t></w:r>", "<w:sdt><w:sdtContent><w:r><w:t>甲经费</w:t></w:r></w:sdtContent></w:sdt>"),
        ("<w:r><w:t>甲经费", "<w:r><w:t>甲</w:t></w:r><w:r><w:t>经费"),
        ("<w:r><w:t>甲经费", "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>甲经费"),
    ],
)  # fmt: skip
def test_what_is_seen_is_read(before, after):
    only(record(patched(word(plan), before.encode(), after.encode(), BODY), "表.docx"))


def test_automatic_numbers_are_printed():
    numbering = (
        '<w:abstractNum {0} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>',
        '<w:num {0} w:numId="77"><w:abstractNumId w:val="77"/></w:num>',
    )

    def item(paragraph, level=0):
        mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(mark))

    def fill(document):
        for one in numbering:
            document.part.numbering_part.element.append(parse_xml(one.format(nsdecls("w"))))
        cell = plan(document).cell(1, 3)
        cell.text = FIRST.removeprefix("1、")
        cell.add_paragraph(SECOND.removeprefix("2、"))
        for paragraph in cell.paragraphs:
            item(paragraph)
        for level in (1, 1, 0, 1):
            item(document.add_paragraph("款"), level)

    data = word(fill)
    only(record(data, "表.docx"))
    assert [text for *_, text, _, _ in cells(data)[-4:]] == ["（一）款", "（二）款", "3、款", "（一）款"]


def test_external_entities_are_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    data = word(plan)
    document = zipfile.ZipFile(io.BytesIO(data)).read(BODY).decode()
    head = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'
    hostile = patched(data, b"<w:document", head.encode(), BODY)
    assert document.count("<w:document") == 1
    assert "geheim" not in str(record(patched(hostile, ">甲经费".encode(), ">&x;甲经费".encode(), BODY), "表.docx"))


# --- Excel 97 ---------------------------------------------------------------------------------------


def test_old_workbooks_are_read_as_shown():
    def fill(sheet, book):
        percent = xlwt.easyxf(num_format_str="0.0%")
        sheet.write_merge(0, 1, 0, 0, "甲")
        sheet.write(0, 1, 0.258, percent)
        sheet.write(1, 1, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
        sheet.write(2, 0, 46347, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write(2, 1, True)
        hidden = book.add_sheet("藏")
        hidden.write(0, 0, "暗")
        hidden.visibility = 1

    assert cells(old_workbook(fill), "表.xls") == [
        (1, 1, 1, "甲", 2, 1), (1, 1, 2, "25.8%", 1, 1), (1, 2, 2, "1,234.50", 1, 1),
        (1, 3, 1, "2026-11-21", 1, 1), (1, 3, 2, "是", 1, 1),
    ]  # fmt: skip


# --- what nobody should have to open ----------------------------------------------------------------


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BODY, b" " * (64 << 20))
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("坏.docx", b"PK\x03\x04" + bytes(100)),
        ("坏.docx", bomb()),
        ("坏.docx", word(plan)[:-200]),
        ("坏.docx", patched(word(plan), b"<w:body>", b"<w:body><w:p>", BODY)),
        ("坏.docx", OLD + bytes(512)),
        ("坏.xls", OLD + bytes(512)),
        ("坏.xls", b"no workbook"),
        ("坏.xls", old_workbook(lambda sheet, _: sheet.write(0, 0, "甲"))[:900]),
    ],
)
def test_what_cannot_be_read_is_refused(name, data):
    with pytest.raises(UnreadableInput, match=name):
        read(data, name)


def test_a_document_without_a_table_says_so():
    read_record = record(word(lambda document: document.add_paragraph("通知")), "表.docx")
    assert names(read_record) == []
    assert graves(read_record) == ["L002"]


# --- other tables beside the plan -------------------------------------------------------------------

BUYING = [["采购项目", "数量", "金额", "备注"], ["台式计算机", "12", "6.00", "办公"]]


def budget(document):
    """A department's budget: accounts before the plan, purchases and prose after it."""
    document.add_paragraph("表1 收支总表")
    table_of(document, [["收入", "金额", "支出", "金额"], ["财政拨款", "80.00", "项目支出", "80.00"]])
    plan(document)
    document.add_paragraph("表3 政府采购预算表")
    document.add_paragraph("单位：元")
    table_of(document, BUYING)
    document.add_paragraph("名词解释")
    document.add_paragraph("财政拨款：同级财政拨付的资金。")


def test_a_budget_with_other_tables_gives_its_plan():
    read_record = record(word(budget), "预算.docx")
    only(read_record)
    assert (read_record["document"]["title"], read_record["document"]["money_unit"]) == (HEADING[0][0], "万元")
    assert read_record["issues"] == []


def test_a_workbook_with_other_sheets_gives_its_plan():
    def fill(sheet, book):
        for row in [*HEADING, COLUMNS, PROJECT]:
            sheet.append(row)
        other = book.create_sheet("采购")
        for row in [["2024年政府采购预算表"], ["单位：元"], *BUYING]:
            other.append(row)

    read_record = record(workbook(fill), "预算.xlsx")
    only(read_record)
    assert read_record["issues"] == []
