"""A PDF as a real browser prints it: embedded fonts, rules as thin boxes, radicals for characters."""

import html

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
