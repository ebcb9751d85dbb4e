"""PDF files: rows cut by page ends, tables without outer rules, pages that are pictures, and files that are traps."""

import zlib

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kgbuild.errors import UnreadableInput
from kgbuild.printed import printed_of
from kgbuild.readers import read
from kgbuild.text import characters_of_radicals
from tests.robust.documents import WIDE, issues, names, record
from tests.robust.formats import as_pdf, rows_of
from tests.robust.test_formats import COLUMNS, HEADING, PROJECT, essence, seed

OPEN = (
    ("INNERGRID", (0, 0), (-1, -1), 0.5, "black"),
    ("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"),
    ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black"),
)
PLAN = [*HEADING, COLUMNS, PROJECT]


def unspaced(said):
    """Records without white space: where a PDF breaks a line, nobody knows whether a space was meant."""
    if isinstance(said, str):
        return "".join(said.split())
    if isinstance(said, dict):
        return {key: unspaced(value) for key, value in said.items()}
    return [unspaced(one) for one in said] if isinstance(said, list | tuple) else said


def as_text(rows):
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize("start", ["000", "001", "002", "003"])
def test_tables_of_many_pages(start):
    rows = rows_of(seed(start).replace("·", ""))  # a sign that the font of the test lacks
    *facts, found = unspaced(essence(record(as_pdf(rows), "表.pdf")))
    *expected, told = unspaced(essence(record(as_text(rows))))
    assert facts == expected
    assert set(found) ^ set(told) <= {"L013"}  # a page end may leave a last word alone


@pytest.mark.parametrize("headings", [0, 1])
def test_a_table_open_at_its_sides(headings):
    rows = rows_of(seed("001").replace("·", ""))
    pages = record(as_pdf(rows, OPEN, headings=headings), "表.pdf")
    assert unspaced(essence(pages)) == unspaced(essence(record(as_text(rows))))


def test_places_are_page_row_and_column():
    (page,) = read(as_pdf(PLAN), "表.pdf").tables
    assert (page.number, page.name) == (1, "第1页")
    rows = [(row.number, row.strings) for row in page.rows]
    assert rows[:4] == [(1, (HEADING[0][0],)), (2, (HEADING[1][0],)), (3, (HEADING[2][0],)), (4, tuple(COLUMNS))]
    assert rows[4][0] == 5
    assert rows[4][1][:2] == ("甲经费", "80.00")
    assert rows[5] == (6, ("第 1 页",))


def test_the_heading_of_the_first_page_holds_for_the_next():
    rows = rows_of(seed("001").replace("·", ""))
    printed = printed_of(read(as_pdf(rows, headings=0), "表.pdf"), (), ())
    last = [row for row in printed.rows.values() if len(row.cells) > 1][-1]
    assert last.table > 1
    assert printed.headings_of(last)[1] == rows[2][0]


def test_numbers_that_a_narrow_column_breaks():
    rows = [
        *HEADING,
        WIDE.split("\t"),
        ["甲经费", "1234567890123456.78", "1234567890123456.78", "", "", "目标", PROJECT[-1]],
    ]
    (project,) = record(as_pdf(rows), "表.pdf")["projects"]
    assert project["amounts"]["total"] == "1234567890123456.78"


def test_radicals_are_characters():
    assert characters_of_radicals("⽀持⻓江⻋间") == "支持长江车间"


# --- pages that are pictures --------------------------------------------------------------------------


def drawn(draw, **options):
    out = Canvas("", **options)
    draw(out)
    return out.getpdfdata()


def picture(canvas):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 0, 0, 500, 700)
    canvas.showPage()


def test_scanned_pages_are_refused():
    with pytest.raises(UnreadableInput, match="pictures without text"):
        read(drawn(picture), "扫描.pdf")


def test_one_scanned_page_is_reported():
    def draw(canvas):
        picture(canvas)
        canvas.drawString(50, 700, "Annex")
        canvas.showPage()

    read_record = record(drawn(draw), "表.pdf")
    assert names(read_record) == []
    assert issues(read_record) == ["L002", "L004"]
    assert "第1页" in next(one["message_zh"] for one in read_record["issues"] if one["code"] == "L004")


# --- traps --------------------------------------------------------------------------------------------


def stream(data):
    return b"%PDF-1.4\n1 0 obj\n<< /Length " + str(len(data)).encode() + b" /Filter /FlateDecode >>\nstream\n" + data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no pdf at all", "not a PDF"),
        (b"%PDF-1.7\n1 0 obj\n", "not a readable PDF"),
        (as_pdf(PLAN)[:900], "not a readable PDF|pictures without text"),
        (stream(zlib.compress(bytes(300 << 20), 9)), "refused: unpacks"),
        (stream(zlib.compress(zlib.compress(bytes(300 << 20), 9), 9)), "refused: unpacks"),
        (drawn(lambda canvas: [canvas.showPage() for _ in range(1001)]), "more than 1000"),
        (as_pdf(PLAN, encrypt=StandardEncryption("geheim")), "password"),
    ],
)
def test_what_cannot_be_read_is_refused(data, reason):
    with pytest.raises(UnreadableInput, match=reason):
        read(data, "坏.pdf")
