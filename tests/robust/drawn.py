"""PDF pages drawn cell by cell, as word processors and browsers print them."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HIGH, SIZE, PADDING, LEADING = 800, 10, 6, 14


def pages(*drawn, titles=()):
    """The bytes of a PDF. A page is a list of rows, a row a list of cells (left, right, lines, rows taken = 1).

    A row is as high as its longest cell of one row; `titles` are lines above the table of each page.
    """
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas("", pagesize=(600, HIGH))
    for number, rows in enumerate(drawn, 1):
        canvas.setFont("STSong-Light", SIZE)
        top = HIGH - 40
        for title in titles:
            canvas.drawString(60, top, title)
            top -= 20
        draw(canvas, rows, top)
        canvas.drawCentredString(300, 14, f"第 {number} 页")
        canvas.showPage()
    return canvas.getpdfdata()


def draw(canvas, rows, top):
    heights = [max((len(cell[2]) for cell in row if len(cell) == 3), default=1) * LEADING + 2 * PADDING for row in rows]
    edges = [top - sum(heights[:at]) for at in range(len(heights) + 1)]
    for at, row in enumerate(rows):
        for left, right, lines, *taken in row:
            down = taken[0] if taken else 1
            canvas.rect(left, edges[at + down], right - left, edges[at] - edges[at + down])
            for line, text in enumerate(lines):
                canvas.drawString(left + PADDING, edges[at] - PADDING - SIZE - line * LEADING, text)
