"""One table in every format that is read: rows of strings in, bytes out."""

import csv
import html
import io
import re
import zipfile

import xlwt
from docx import Document as WordDocument
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as GridTable


def rows_of(text):
    """The rows of a tab-separated seed; its blank lines and heading marks are text syntax."""
    return [line.removeprefix("## ").split("\t") for line in text.split("\n") if line.strip()]


def as_csv(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_tsv(rows):
    return "\n".join("\t".join(row) for row in rows).encode()


def as_html(rows):
    """A page; what a cell holds is escaped unless it is markup already."""

    def cell(value):
        return value if "<p>" in value else html.escape(value)

    above = "".join(f"<p>{cell(row[0])}</p>" for row in rows if len(row) == 1)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell(value)}</td>" for value in row) + "</tr>\n" for row in rows if len(row) > 1
    )
    return f"<!doctype html><html><body>{above}<table>{body}</table></body></html>".encode()


def as_xlsx(rows):
    return workbook(lambda sheet, _: [sheet.append([typed(value) for value in row]) for row in rows])


def typed(value):
    """What a clerk types for a cell that markup describes: lines instead of paragraphs, no entities."""
    paragraphs = value.replace("</p> <p>", "\n").replace("<p>", "").replace("</p>", "").replace("<br>", "\n")
    return html.unescape(paragraphs)


def as_xls(rows):
    return old_workbook(
        lambda sheet, _: [
            sheet.write(at, column, typed(value)) for at, row in enumerate(rows) for column, value in enumerate(row)
        ]
    )


def old_workbook(fill):
    """The bytes of an Excel 97 workbook; `fill` gets its first sheet and the book."""
    book = xlwt.Workbook()
    fill(book.add_sheet("表"), book)
    return saved(book)


def as_docx(rows):
    """Lines as paragraphs, all rows in one table."""

    def fill(document):
        for row in rows:
            if len(row) == 1:
                document.add_paragraph(typed(row[0]))
        table = document.add_table(0, max(map(len, rows)))
        for row in rows:
            if len(row) > 1:
                for cell, value in zip(table.add_row().cells, row, strict=False):
                    cell.text = typed(value)

    return word(fill)


def word(fill):
    """The bytes of a Word document; `fill` gets it empty."""
    document = WordDocument()
    fill(document)
    return saved(document)


def as_pdf(rows, style=(("GRID", (0, 0), (-1, -1), 0.5, "black"),), *, headings=1, **options):
    """Pages with a number below; rows go on over page ends, below the heading printed again."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle("plain", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    paragraphs = [[Paragraph(html.escape(typed(value)).replace("\n", "<br/>"), plain) for value in row] for row in rows]
    width = max(map(len, rows))
    body = [row + [""] * (width - len(row)) for row in paragraphs if len(row) > 1]
    room = landscape(A4)[0] - 60
    last = [0.2 * room] * (width - 4) + [0.3 * room, 0.5 * room] if width <= 4 else [0.3 * room, 0.4 * room]
    columns = [(room - sum(last)) / (width - len(last))] * (width - len(last)) + last

    def number(canvas, page):
        canvas.setFont("STSong-Light", 8)
        canvas.drawCentredString(400, 14, f"第 {page.page} 页")

    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=landscape(A4), leftMargin=30, rightMargin=30, topMargin=30, bottomMargin=30, **options
    )
    table = GridTable(body, colWidths=columns, repeatRows=headings, splitInRow=1, style=TableStyle(style))
    document.build([row[0] for row in paragraphs if len(row) == 1] + [table], onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def saved(book):
    """The bytes of what saves itself to a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(fill):
    """The bytes of a workbook; `fill` gets its first sheet and the book."""
    book = Workbook()
    fill(book.active, book)
    return saved(book)


def patched(data, pattern, after, member="xl/worksheets/sheet1.xml"):
    """A workbook with what the pattern finds in one member replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                content, count = re.subn(pattern, after, content)
                assert count == 1
            target.writestr(name, content)
    return out.getvalue()
