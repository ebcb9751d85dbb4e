"""A row put together again from its pieces."""

from kgbuild.server.excerpt import Column, Piece, Run, columns


def shown(column):
    return "".join(f"[{run.text}]" if run.marked else run.text or "…" for run in column.runs)


def test_pieces_overlap_and_are_nested():
    whole, part, inside = Piece(3, 10, 20, "0123456789"), Piece(3, 18, 24, "89abcd"), Piece(3, 12, 14, "23")
    [column] = columns([part, whole, inside], [inside])
    assert shown(column) == "01[23]456789abcd"


def test_what_was_not_read_is_a_gap():
    [column] = columns([Piece(1, 0, 2, "ab"), Piece(1, 5, 7, "cd")], [])
    assert column == Column(1, (Run("ab"), Run(""), Run("cd")))


def test_columns_stand_left_to_right():
    assert [one.number for one in columns([Piece(7, 0, 1, "c"), Piece(2, 9, 10, "a")], [])] == [2, 7]


def test_long_text_is_cut_around_the_mark():
    text = "".join(chr(0x4E00 + place) for place in range(2000))
    mark = Piece(1, 1000, 1003, text[1000:1003])
    [column] = columns([Piece(1, 0, 2000, text)], [mark])
    assert shown(column).startswith("…")
    assert f"[{text[1000:1003]}]" in shown(column)
    assert len(shown(column)) < 300


def test_marks_alone_make_a_row():
    mark = Piece(1, 0, 3, "abc")
    assert shown(columns([], [mark])[0]) == "[abc]"
