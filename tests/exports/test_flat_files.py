"""CSV, Excel and Parquet read back: the same values, nothing that a program runs, the same bytes twice."""

import csv
import io
import json
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow.parquet
import pytest

import kgbuild
from kgbuild.export import EXPORTS, FLAT, delimited, workbook
from kgbuild.export.choice import Choice
from kgbuild.flat import TABLES
from kgbuild.flat.schema import Column, Table, Type
from kgbuild.flat.things import Things
from tests.robust.documents import lines, row

FORMULA = re.compile(r"^'(?=[=+\-@\t\r])")
TOTALS = {"002": Decimal("1327358100"), "003": Decimal("22880900")}
"""The printed totals, 132,735.81 and 2,288.09 万元, in 元."""


def exported(graph, name, **chosen):
    out = io.BytesIO()
    EXPORTS[name](graph, out, Choice(**chosen))
    return out.getvalue()


@pytest.fixture(scope="module")
def records(seed_graph):
    """Name of a table → its records."""
    return {name: list(table.records(Things(seed_graph))) for name, table in TABLES.items()}


# --- reading back ---


def from_csv(data, table):
    """The records of a CSV file by the types of its columns."""
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == [column.name for column in table.columns]
    return [tuple(_read(column, text) for column, text in zip(table.columns, line, strict=True)) for line in lines]


def _read(column, text):
    if column.type is Type.LIST:
        return tuple(text.split(" | ")) if text else ()
    if not text:
        return None
    read = {Type.INTEGER: int, Type.DECIMAL: Decimal, Type.DATE: date.fromisoformat}
    return read.get(column.type, lambda text: FORMULA.sub("", text))(text)


def from_xlsx(sheet, table):
    """The records of a sheet by the types of its columns."""
    [_, *found] = sheet.iter_rows(values_only=True)
    return [tuple(_seen(column, cell) for column, cell in zip(table.columns, line, strict=True)) for line in found]


def _seen(column, cell):
    if column.type is Type.LIST:
        return tuple(cell.split(" | ")) if cell else ()
    if isinstance(cell, datetime):
        return cell.date()
    return Decimal(str(cell)) if column.type is Type.DECIMAL and cell is not None else cell


def from_parquet(data, _):
    found = pyarrow.parquet.read_table(io.BytesIO(data))
    return [
        tuple(tuple(cell) if isinstance(cell, list) else cell for cell in one.values()) for one in found.to_pylist()
    ]


def same(table, found, expected):
    """Equal but for `None` and the empty list, which no file tells apart."""
    plain = [tuple(cell if cell != () else None for cell in one) for one in expected]
    assert [tuple(cell if cell != () else None for cell in one) for one in found] == plain


@pytest.fixture(scope="module")
def book(seed_graph):
    return openpyxl.load_workbook(io.BytesIO(exported(seed_graph, "xlsx", page_base="http://127.0.0.1:8000/")))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_csv_is_the_table(seed_graph, records, table):
    data = exported(seed_graph, "csv", tables=(table,))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") >= data.count(b"\n")
    same(table, from_csv(data, table), records[table.name])


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_sheet_is_the_table(records, book, table):
    sheet = book[table.name]
    assert [cell.value for cell in sheet[1]] == [Choice().heading(column, "zh") for column in table.columns]
    same(table, from_xlsx(sheet, table), records[table.name])


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_parquet_is_the_table(seed_graph, records, table):
    data = exported(seed_graph, "parquet", tables=(table,))
    same(table, from_parquet(data, table), records[table.name])


@pytest.mark.parametrize("name", sorted(FLAT))
def test_files_hold_the_sums_of_the_graph(seed_graph, name):
    table = TABLES["projects"]
    data = exported(seed_graph, name, tables=(table,))
    if name == "xlsx":
        found = from_xlsx(openpyxl.load_workbook(io.BytesIO(data))["projects"], table)
    else:
        found = {"csv": from_csv, "parquet": from_parquet}[name](data, table)
    names = [column.name for column in table.columns]
    amount, file = names.index("amount_total"), names.index("source_file")
    sums = {short: sum(one[amount] for one in found if one[file].startswith(short)) for short in TOTALS}
    assert (len(found), sums) == (88, TOTALS)


# --- how each is made ---


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_all_tables_are_a_zip(hostile, name):
    with zipfile.ZipFile(io.BytesIO(exported(hostile, name))) as archive:
        beside = ["csv-metadata.json"] if name == "csv" else []
        assert archive.namelist() == [*(f"{table}.{name}" for table in TABLES), *beside]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_metadata_describe_the_files(hostile):
    with zipfile.ZipFile(io.BytesIO(exported(hostile, "csv"))) as archive:
        described = json.loads(archive.read("csv-metadata.json"))
        for table in described["tables"]:
            head = next(csv.reader(io.StringIO(archive.read(table["url"]).decode("utf-8-sig"))))
            assert [column["titles"] for column in table["tableSchema"]["columns"]] == head
    datatypes = {column["datatype"] for table in described["tables"] for column in table["tableSchema"]["columns"]}
    assert datatypes == {"string", "integer", "decimal", "date", "anyURI"}


def test_parquet_is_typed_and_described(seed_graph):
    data = exported(seed_graph, "parquet", tables=(TABLES["projects"],))
    schema = pyarrow.parquet.read_schema(io.BytesIO(data))
    amount = schema.field("amount_total")
    assert str(amount.type) == "decimal128(38, 10)"
    assert amount.metadata[b"zh"].decode() == "预算总额"
    assert amount.metadata[b"unit"].decode() == "元"
    assert (str(schema.field("fiscal_year").type), str(schema.field("industries").type)[:4]) == ("int64", "list")


@pytest.mark.parametrize(
    ("headings", "expected"), [("zh", "预算总额（元）"), ("en", "amount total"), ("name", "amount_total")]
)
def test_headings_can_be_chosen(seed_graph, headings, expected):
    table = TABLES["projects"]
    text = exported(seed_graph, "csv", tables=(table,), headings=headings).decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(seed_graph, "xlsx", tables=(table,), headings=headings)))[
        "projects"
    ]
    assert expected in text.partition("\r\n")[0].split(",")
    assert expected in [cell.value for cell in sheet[1]]


def test_sheets_are_ready_to_work_with(book):
    assert book.sheetnames == [*TABLES, "columns"]
    for name in TABLES:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    assert len(list(book["columns"].iter_rows())) == 1 + sum(len(table.columns) for table in TABLES.values())
    assert book["projects"].column_dimensions["C"].width == 24


def test_rows_link_to_their_pages(seed_graph, book):
    base = seed_graph.manifest["base"]
    for [cell, *_] in book["projects"].iter_rows(min_row=2):
        assert cell.hyperlink.target == f"http://127.0.0.1:8000/id/{cell.value.removeprefix(base)}"


@pytest.mark.parametrize("name", sorted(FLAT))
def test_bytes_are_the_same_twice(hostile, name):
    assert exported(hostile, name) == exported(hostile, name)


def test_workbook_does_not_know_the_clock(hostile):
    with zipfile.ZipFile(io.BytesIO(exported(hostile, "xlsx"))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"\d{4}-\d\d-\d\d", core) == ["1980-01-01"]
    assert "modified" not in core


# --- what could do harm, and what does not fit ---

ODD = ("=1+1", "@cmd", "-2", "+3", "\t=x", "a\x01b", "_x0041_", 'a,b"c\nd', "😀")
LONG = "长" * 40_000
COLUMNS = (
    Column("iri", Type.IRI, "标识", "its name"),
    Column("text", Type.TEXT, "文本", "a text"),
    Column("number", Type.DECIMAL, "数", "a number"),
    Column("whole", Type.INTEGER, "整数", "a whole number"),
    Column("day", Type.DATE, "日", "a day"),
)  # fmt: skip


def table_of(*rows):
    names = [column.name for column in COLUMNS]
    return Table("odd", "怪", "odd", COLUMNS, lambda _: iter([dict(zip(names, one, strict=True)) for one in rows]))


def sheet_of(graph, *rows, **chosen):
    book = openpyxl.load_workbook(io.BytesIO(exported(graph, "xlsx", tables=(table_of(*rows),), **chosen)))
    return book, [list(line) for line in book["odd"].iter_rows(min_row=2)]


def test_no_text_is_a_formula_in_csv(seed_graph):
    table = table_of(*((f"x:{place}", text, None, None, None) for place, text in enumerate(ODD)))
    data = exported(seed_graph, "csv", tables=(table,))
    cells = [line[1] for line in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [one[1] for one in from_csv(data, table)] == [*ODD]


def test_no_text_is_a_formula_in_excel(seed_graph):
    _, lines = sheet_of(seed_graph, *((f"x:{place}", text, None, None, None) for place, text in enumerate(ODD)))
    assert [line[1].data_type for line in lines] == ["s"] * len(ODD)
    assert [line[1].value for line in lines][:5] == [*ODD[:5]]
    assert lines[-1][1].value == "😀"


def test_excel_escapes_are_kept_from_being_read(seed_graph):
    """Excel reads _x0041_ as A, and writes U+0001 as _x0001_."""
    data = exported(
        seed_graph,
        "xlsx",
        tables=(table_of(("x:1", "_x0041_", None, None, None), ("x:2", "a\x01b", None, None, None)),),
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "_x005F_x0041_" in sheet
    assert "a_x0001_b" in sheet


def test_numbers_that_excel_would_round_are_texts(seed_graph):
    exact, rounded = Decimal("123456789012345"), Decimal("1234567890123456.7")
    _, lines = sheet_of(seed_graph, ("x:1", "", exact, 10**20, None), ("x:2", "", rounded, 7, date(1899, 1, 2)))
    assert [cell.value for cell in lines[0][2:]] == [exact, 10**20, None]
    assert [cell.value for cell in lines[1][2:]] == [str(rounded), 7, "1899-01-02"]


def test_long_texts_are_cut_in_sight(seed_graph):
    notes = []
    _, [line, other] = sheet_of(
        seed_graph, ("x:1", LONG, None, None, None), ("x:2", "😀" * 20_000, None, None, None), note=notes.append
    )
    for cell in (line[1], other[1]):
        assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767
    assert line[1].value.endswith("〔未完，原文共 40000 字；cut, 40000 characters in all〕")
    assert [note for note in notes if "x:1: text has 40000 characters" in note]
    assert len(notes) == 2


def test_long_tables_go_on_in_another_sheet(seed_graph, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    notes = []
    rows = [(f"x:{number}", "", None, number, None) for number in range(7)]
    book, _ = sheet_of(seed_graph, *rows, note=notes.append)
    sheets = [name for name in book.sheetnames if name.startswith("odd")]
    assert sheets == ["odd", "odd (2)", "odd (3)"]
    assert [line[3] for name in sheets for line in book[name].iter_rows(min_row=2, values_only=True)] == [*range(7)]
    assert "goes on in the sheet 'odd (2)'" in notes[0]


def test_links_end_where_excel_has_no_more(seed_graph, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_LINKS", 2)
    notes, base = [], seed_graph.manifest["base"]
    rows = [(f"{base}x-{number}", "", None, number, None) for number in range(3)]
    _, lines = sheet_of(seed_graph, *rows, note=notes.append, page_base="https://example.org")
    assert [bool(line[0].hyperlink) for line in lines] == [True, True, False]
    assert len(notes) == 1


def test_numbers_that_parquet_cannot_hold_are_named(seed_graph):
    notes = []
    rows = [("x:1", "as printed", Decimal("1e30"), 10**20, None), ("x:2", "", Decimal("0.5"), 1, None)]
    data = exported(seed_graph, "parquet", tables=(table_of(*rows),), note=notes.append)
    assert [one[2:4] for one in from_parquet(data, None)] == [(None, None), (Decimal("0.5"), 1)]
    assert len(notes) == 2
    assert all("x:1" in note for note in notes)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A document whose words are formulas, tags and lists."""
    folder = tmp_path_factory.mktemp("hostile")
    indicator = "1、产出指标：=HYPERLINK(1)&<b>，年度指标值：-5次。"
    (folder / "=1+1.txt").write_text(lines(row("=cmd|'/C calc'!A0 & <x>", "@SUM(A1) | -1", indicator)), "utf-8")
    return kgbuild.build([folder], folder / "kg", jobs=1)


@pytest.mark.parametrize("name", sorted(FLAT))
def test_hostile_document_stays_text(hostile, name):
    table = TABLES["projects"]
    data = exported(hostile, name, tables=(table,))
    if name == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data))["projects"]
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
        found = from_xlsx(sheet, table)
    else:
        found = {"csv": from_csv, "parquet": from_parquet}[name](data, table)
    same(table, found, list(table.records(Things(hostile))))
    assert [one[2][:4] for one in found] == ["=cmd"]


def test_list_mark_is_the_documented_one():
    assert delimited.BETWEEN == " | "
