"""One form in every shape that it is met in: as a file of an office program, and as pages flatten it to text."""

from __future__ import annotations

import csv
import html
import io

from tests.gold.plan_forms import Cell, Form, cells_of


def as_xlsx(form: Form) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for number, rows in enumerate(form.sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        for cell in (cell for row in cells_of(rows) for cell in row):
            row, column = cell.row + 1, cell.column + 1
            sheet.cell(row, column, cell.text or None).data_type = "s"  # a sign alone is no formula
            if (cell.row_span, cell.column_span) != (1, 1):
                sheet.merge_cells(None, row, column, row + cell.row_span - 1, column + cell.column_span - 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(form: Form) -> bytes:
    def cell(one: Cell) -> str:
        return f'<td rowspan="{one.row_span}" colspan="{one.column_span}"><p>{html.escape(one.text)}</p></td>'

    tables = (
        "<table>" + "".join("<tr>" + "".join(map(cell, row)) + "</tr>\n" for row in cells_of(rows)) + "</table>"
        for rows in form.sheets
    )
    return f"<!doctype html><html><body>{''.join(tables)}</body></html>".encode()


def as_docx(form: Form) -> bytes:
    from docx import Document

    page = Document()
    for rows in form.sheets:
        grid = cells_of(rows)
        titles = 0
        while len(grid[titles]) == 1 and len(grid[titles][0].text) <= 40:
            page.add_paragraph(grid[titles][0].text)
            titles += 1
        table = page.add_table(len(rows) - titles, max(map(len, rows)))
        for cell in (cell for row in grid[titles:] for cell in row):
            row = cell.row - titles
            first = table.cell(row, cell.column)
            first.merge(table.cell(row + cell.row_span - 1, cell.column + cell.column_span - 1))
            first.text = cell.text
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def as_pdf(form: Form) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, wordWrap="CJK")
    story = []
    for rows in form.sheets:
        width = max(map(len, rows))
        body = [[""] * width for _ in rows]
        looks = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
        for cell in (cell for row in cells_of(rows) for cell in row):
            body[cell.row][cell.column] = Paragraph(html.escape(cell.text), style)
            end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
            looks.append(("SPAN", (cell.column, cell.row), end))
        story += [Table(body, colWidths=[1100 / width] * width, style=TableStyle(looks)), PageBreak()]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A3), leftMargin=20, rightMargin=20, invariant=1).build(story)
    return out.getvalue()


def as_csv(form: Form) -> bytes:
    out = io.StringIO()
    for rows in form.sheets:
        csv.writer(out).writerows([["" if cell in ("<", "^") else cell for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _flat(form: Form) -> list[list[Cell]]:
    return [row for rows in form.sheets for row in cells_of(rows)]


def as_piped(form: Form) -> bytes:
    """Rows between bars; what is merged is left out, and the bars are made up at the end of the row."""
    lines = []
    for rows in form.sheets:
        width = max(map(len, rows))
        lines += [
            "| " + " | ".join(cell.text for cell in row) + " |" + "|" * (width - len(row)) for row in cells_of(rows)
        ]
    return "\n".join(lines).encode()


def as_barred(form: Form) -> bytes:
    """One cell a line, closed by a bar; an empty cell is a bar alone."""
    return "\n".join(f"{cell.text} |".strip() for row in _flat(form) for cell in row).encode()


def as_lines(form: Form) -> bytes:
    """One cell a line, empty cells left out, blank lines between."""
    return "\n\n".join(cell.text for row in _flat(form) for cell in row if cell.text).encode()


def as_rows(form: Form) -> bytes:
    """One row a line, its cells between spaces."""
    return "\n".join(" ".join(cell.text for cell in row if cell.text) for row in _flat(form) if row).encode()


def as_paragraph(form: Form) -> bytes:
    """One paragraph with spaces between the cells."""
    return " ".join(cell.text for row in _flat(form) for cell in row if cell.text).encode()


def as_glued(form: Form) -> bytes:
    """One row a line, its cells run together."""
    return "\n".join("".join(cell.text for cell in row) for row in _flat(form) if row).encode()


FILES = {".xlsx": as_xlsx, ".html": as_html, ".docx": as_docx, ".pdf": as_pdf, ".csv": as_csv}
FLAT = {
    "piped.txt": as_piped, "barred.txt": as_barred, "lines.txt": as_lines, "rows.txt": as_rows,
    "paragraph.txt": as_paragraph, "glued.txt": as_glued,
}  # fmt: skip
