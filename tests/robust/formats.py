"""One table in every format that is read: rows of strings in, bytes out."""

import csv
import html
import io
import re
import zipfile

from openpyxl import Workbook


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


def workbook(fill):
    """The bytes of a workbook; `fill` gets its first sheet and the book."""
    book = Workbook()
    fill(book.active, book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
