"""Tables drawn in text, as an office publishes them and as web pages flatten them.

A drawing is lines above the table, `---`, rows of cells between ` | `, `---`, lines below. `<` goes on with the cell on
its left, `^` with the cell above (merged cells).
"""

import csv
import html
import io
from dataclasses import dataclass
from pathlib import Path

from docx import Document as WordDocument
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as GridTable

FOLDER = Path(__file__).parent / "forms"
NAMES = sorted(path.stem for path in FOLDER.glob("*.grid"))


@dataclass(frozen=True)
class Drawn:
    """One cell where it begins."""

    row: int
    column: int
    text: str
    rows: int
    columns: int


@dataclass(frozen=True)
class Drawing:
    """The lines above, the cells row by row (merged ones once), the lines below."""

    above: list[str]
    rows: list[list[Drawn]]
    below: list[str]
    width: int


def drawing(name):
    """The drawing of one form."""
    parts = (FOLDER / f"{name}.grid").read_text("utf-8").strip("\n").split("---\n")
    lines = [part.rstrip("\n").split("\n") if part.strip() else [] for part in parts]
    above, body, below = [*lines, [], []][:3]
    grid = [[cell.strip() for cell in line.split("|")] for line in body]
    width = max(map(len, grid))
    grid = [row + ["<"] * (width - len(row)) for row in grid]  # the last cell of a short row goes on to the edge
    rows = [[_drawn(grid, at, column) for column in range(len(grid[0])) if grid[at][column] not in ("<", "^")]
            for at in range(len(grid))]  # fmt: skip
    return Drawing(above, rows, below, width)


def _drawn(grid, row, column):
    columns = rows = 1
    while column + columns < len(grid[row]) and grid[row][column + columns] == "<":
        columns += 1
    while row + rows < len(grid) and grid[row + rows][column] == "^":
        rows += 1
    return Drawn(row, column, grid[row][column], rows, columns)


def as_xlsx(form):
    book = Workbook()
    sheet = book.active
    for at, line in enumerate(form.above, 1):
        for column, piece in enumerate(line.split(" | ")):
            sheet.cell(at, 1 + column * 4, piece)
    for row in form.rows:
        for cell in row:
            at, column = cell.row + 1 + len(form.above), cell.column + 1
            sheet.cell(at, column, cell.text or None)
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_cells(None, at, column, at + cell.rows - 1, column + cell.columns - 1)
    for at, line in enumerate(form.below, 1 + len(form.above) + len(form.rows)):
        sheet.cell(at, 1, line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(form):
    def spans(cell):
        return (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
            f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        )

    body = "".join(
        "<tr>" + "".join(f"<td{spans(cell)}><p>{html.escape(cell.text)}</p></td>" for cell in row) + "</tr>\n"
        for row in form.rows
    )
    above = "".join(f"<p>{html.escape(line.replace(' | ', '　　'))}</p>" for line in form.above)
    below = "".join(f"<p>{html.escape(line)}</p>" for line in form.below)
    return f"<html><body>{above}<table>{body}</table>{below}</body></html>".encode()


def as_docx(form):
    """A Word document whose cells are merged as drawn."""
    document = WordDocument()
    for line in form.above:
        document.add_paragraph(line.replace(" | ", "　　"))
    table = document.add_table(len(form.rows), form.width)
    for row in form.rows:
        for cell in row:
            first = table.cell(cell.row, cell.column)
            if cell.rows > 1 or cell.columns > 1:
                first = first.merge(table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
            first.text = cell.text
    for line in form.below:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(form):
    """A printed page with lines around all cells."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plain = ParagraphStyle("plain", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    body = [[Paragraph(html.escape(cell), plain) if cell else "" for cell in cells] for cells in _full(form)]
    spans = [
        ("SPAN", (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1))
        for row in form.rows
        for cell in row
        if cell.rows > 1 or cell.columns > 1
    ]
    room = landscape(A4)[0] - 40
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans])
    table = GridTable(body, colWidths=[room / form.width] * form.width, style=style)
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=20, rightMargin=20, topMargin=20, bottomMargin=20)
    above, below = ([Paragraph(html.escape(line.replace(" | ", "　　")), plain) for line in lines]
                    for lines in (form.above, form.below))  # fmt: skip
    page.build([*above, table, *below])
    return out.getvalue()


def _full(form):
    """Each row in all its columns: a merged cell stands in the first of its own."""
    for row in form.rows:
        cells = [""] * form.width
        for cell in row:
            cells[cell.column] = cell.text
        yield cells


def as_csv(form):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([line.split(" | ") for line in form.above])
    writer.writerows(_full(form))
    writer.writerows([[line] for line in form.below])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_tabs(form):
    rows = ["\t".join(cells) for cells in _full(form)]
    return "\n".join([*(line.replace(" | ", "\t") for line in form.above), *rows, *form.below]).encode()


def as_pipes(form):
    """A row a line, `|` behind each cell; merged cells are printed once, and bars fill up the line."""
    lines = [line.replace(" | ", "　　") + " | " + "|" * (form.width - 1) for line in form.above]
    for row in form.rows:
        line = "".join(f"{cell.text} | " for cell in row)
        lines.append(line + "|" * (form.width - len(row)))
    return "\n".join([*lines, *form.below]).encode()


def as_cells(form):
    """A cell a line, `|` behind it, also behind an empty one."""
    lines = [f"{line} |" for line in form.above]
    lines += [f"{cell.text} |".strip() for row in form.rows for cell in row]
    return "\n".join([*lines, *form.below]).encode()


def as_lines(form):
    """A cell a line, empty ones lost."""
    cells = [cell.text for row in form.rows for cell in row]
    return "\n\n".join(text or " " for text in [*form.above, *cells, *form.below]).encode()


def as_paragraph(form):
    """All of it in one line, a space between the cells, empty ones lost."""
    cells = [cell.text for row in form.rows for cell in row if cell.text]
    return " ".join([*(line.replace(" | ", " ") for line in form.above), *cells, *form.below]).encode()


def as_glued(form):
    """All of it in one line, nothing between the cells."""
    return as_paragraph(form).replace(b" ", b"")


WHOLE = {"xlsx": as_xlsx, "html": as_html, "csv": as_csv, "txt": as_tabs, "docx": as_docx, "pdf": as_pdf}
"""Formats in which a row is a row."""

FLATTENED = {"pipes": as_pipes, "cells": as_cells, "lines": as_lines, "paragraph": as_paragraph}
"""How pages print the same table in text."""
