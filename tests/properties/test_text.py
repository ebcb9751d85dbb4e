"""What holds for every text: folding, slices, spans, decoding, masking, IRIs."""

import codecs
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Syntax, Text, clean, joined
from kgbuild.privacy import redacted
from kgbuild.rdf.iris import Minter
from kgbuild.readers import READERS, read
from kgbuild.readers.decode import decode
from kgbuild.reading import read_document
from kgbuild.text import comparable, same_length_folded, without_final_marks

HAN = "项目支出绩效目标表部门名称年度指标值产出效益满意度一二三十百万亿元家次人"
MARKS = "，。；：、（）《》“”—·％≥≤<>=&;#\t\n \u3000\xa0\u200b０１２9,.-"
MARKUP = ["<p>", "</p>", "<br/>", "<b>", "&gt;", "&amp;", "&nbsp;", "&#x738B;", "&#1;", "&lt", "<!-- x -->", '""']
words = st.text(HAN + MARKS + string.ascii_letters + string.digits, max_size=40)
printed = st.lists(st.one_of(words, st.sampled_from(MARKUP)), max_size=8).map("".join)
anything = st.text(max_size=60)


@given(words)
def test_comparable_is_idempotent(text):
    assert comparable(comparable(text)) == comparable(text)


def test_comparable_is_idempotent_for_spacing_accents():
    assert comparable(comparable("A´")) == comparable("A´")


@given(words)
def test_comparable_ignores_width_and_space(text):
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert comparable(wide) == comparable(text) == comparable(" ".join(text))


@given(anything)
def test_folding_keeps_the_length(text):
    assert len(same_length_folded(text)) == len(text)


@given(anything)
def test_final_marks_are_dropped_once_and_for_all(text):
    assert without_final_marks(without_final_marks(text)) == without_final_marks(text)


# --- texts and their places -------------------------------------------------------------------------


def cleaned(raw, syntax=Syntax.MARKUP, before="前"):
    """The clean text of a cell that stands behind some other text, and that whole source."""
    return clean(Cell(1, 1, 1, raw, len(before)), syntax), before + raw


def holds(text, source):
    """Each span's characters stand at its place in the source."""
    for span in text.spans():
        assert source[span.start : span.end] == span.exact
    assert bool(text) == bool(text.spans())
    assert sum(run.length for run in text.runs) == len(text)


@given(printed, st.sampled_from(Syntax))
def test_clean_text_knows_its_places(raw, syntax):
    text, source = cleaned(raw, syntax)
    holds(text, source)
    assert text.string == text.string.strip()


@given(printed, st.integers(0, 60), st.integers(0, 60))
def test_slices_know_their_places(raw, begin, end):
    text, source = cleaned(raw)
    part = text[begin:end]
    assert part.string == text.string[begin:end]
    for span in part.spans():
        assert source[span.start : span.end] == span.exact
    assert bool(part) == bool(part.spans())
    assert part[:].spans() == part.spans()


@given(words, st.integers(0, 40))
def test_a_plain_slice_covers_exactly_its_characters(raw, cut):
    text, _ = cleaned(raw, Syntax.PLAIN)
    assume(not any(char.isspace() or char == "\u200b" for char in raw.strip()))
    assert "".join("".join(span.exact.split()) for span in text[cut:].spans()) == text.string[cut:]


@given(st.lists(printed, max_size=5), st.integers(0, 80))
def test_joined_texts_keep_their_places(raws, cut):
    parts = [clean(Cell(1, row, 1, raw, row * 1000), Syntax.MARKUP) for row, raw in enumerate(raws, 1)]
    whole = joined(parts)
    assert whole.string == "".join(part.string for part in parts)
    assert whole.spans() == [span for part in parts for span in part.spans()]
    again = whole[:cut] + whole[cut:]
    assert again.string == whole.string
    assert {(span.row, span.start) for span in again.spans()} >= {(span.row, span.start) for span in whole.spans()}


@given(printed)
def test_stripping_is_slicing(raw):
    text, source = cleaned(raw)
    stripped = text.stripped("。，；0")
    assert stripped.string == text.string.strip("。，；0")
    for span in stripped.spans():
        assert source[span.start : span.end] == span.exact


def test_the_empty_text():
    assert not Text("")
    assert (Text("") + Text("")).spans() == Text("")[3:].spans() == []


# --- bytes ------------------------------------------------------------------------------------------

BUDGET = "项目支出绩效目标表\n部门名称：甲市乙局\n单位：万元\n"
ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "gb18030": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=words)
def test_decoding_gives_back_what_was_encoded(encoding, text):
    text = BUDGET + text
    assert decode(ENCODINGS[encoding] + text.encode(encoding), "表.txt") == text


@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused(data, ending):
    try:
        document = read(data, f"表{ending}")
    except UnreadableInput as error:
        assert str(error).startswith(f"表{ending}: ")
    else:
        assert document.tables


@given(st.lists(printed, max_size=12), st.sampled_from([".txt", ".csv", ".tsv", ".html", ".md"]))
def test_any_text_is_read_and_every_cell_has_its_place(lines, ending):
    text = BUDGET + "项目名称\t绩效目标\t绩效指标\n" + "\n".join(lines)
    document = read(text.encode(), f"表{ending}")
    for table in document.tables:
        for row in table.rows:
            assert any(row.texts)
            for cell, own in zip(row.cells, row.texts, strict=True):
                assert text[cell.origin : cell.origin + len(cell.raw)] == cell.raw
                holds(own, text)


rows = st.lists(
    st.lists(printed.map(lambda text: text.replace("\n", "").replace("\t", "")), min_size=1, max_size=8), max_size=8
)
HEADERS = [
    "项目名称\t绩效目标\t绩效指标",
    "项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标",
    "\t部门整体支出目标\t关键指标\t预期实现值\t年度完成值\t具体完成情况",
    "一级指标\t二级指标\t三级指标\t指标值\t完成值",
]
ITEMS = [
    "1、产出指标：次数，年度指标值：5次。",
    "2、1-产出指标;11-数量指标;名;实施周期指标值:5;年度指标值:5。",
    "1、产出指",
    "合计",
    "甲市乙局",
    "其中：率 98%",
    "1.抓产业",
    "80.00",
]


@given(
    st.sampled_from(HEADERS),
    rows,
    st.lists(st.lists(st.sampled_from([*ITEMS, ""]), min_size=1, max_size=8), max_size=8),
)
def test_any_table_is_interpreted_and_every_cell_accounted_for(header, first, second):
    lines = ["\t".join(row) for row in [*first, *second]]
    reading = read_document((BUDGET + header + "\n" + "\n".join(lines)).encode(), "表.txt")
    left = [issue for issue in reading.issues if issue.code == "L001"]
    assert len(left) == reading.coverage.unexplained


@given(words, words)
def test_masking_keeps_every_length(before, after):
    text = f"{before}支付王小明同志医疗费{after}"
    document = read(text.encode(), "表.txt")
    masked, _ = redacted(document)
    for table, other in zip(document.tables, masked.tables, strict=True):
        for row, own in zip(table.rows, other.rows, strict=True):
            assert [len(cell.raw) for cell in row.cells] == [len(cell.raw) for cell in own.cells]
            assert [len(one) for one in row.texts] == [len(one) for one in own.texts]
            assert not any("王小明" in string for string in own.strings)


# --- IRIs -------------------------------------------------------------------------------------------

MINTER = Minter()


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4))
def test_iris_are_equal_only_for_equal_fields(one, other):
    same = [comparable(field) for field in one] == [comparable(field) for field in other]
    assert (MINTER.thing("project", *one) == MINTER.thing("project", *other)) == same
    owner = MINTER.thing("project", *one)
    assert (MINTER.part("goal", owner, *one) == MINTER.part("goal", owner, *other)) == same


@given(st.lists(anything, min_size=1, max_size=4))
def test_iris_are_ascii_and_depend_on_neither_width_nor_space(fields):
    iri = MINTER.thing("project", *fields)
    assert iri.value.isascii()
    assert iri == MINTER.thing("project", *(f" {field}\u3000" for field in fields))
    assert iri != MINTER.thing("task", *fields)
