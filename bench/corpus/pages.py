"""Lines on pages: rows, rulers, repeated headers, page numbers, and the bytes of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.corpus.draw import Draw
from bench.corpus.printing import tagged


@dataclass(slots=True)
class Page:
    """The text of one file in the making. `tags` is how often cells come in `<p>` tags."""

    draw: Draw
    columns: tuple[str, ...]
    tags: float
    repeats_header: bool
    numbers_pages: bool
    money_unit: str | None = None
    lines: list[str] = field(default_factory=list)
    pages: int = 1

    @classmethod
    def drawn(cls, draw: Draw, columns: tuple[str, ...]) -> Page:
        """A file whose habits are drawn: tags, repeated headers, page numbers."""
        if draw.random() < 0.2:
            columns = tuple(column.replace("（", "(").replace("）", ")") for column in columns)
        return cls(
            draw, columns, tags=draw.choice((0.0, 0.3, 1.0)), repeats_header=draw.random() < 0.3,
            numbers_pages=draw.trap("a page number between rows", 0.15),
        )  # fmt: skip

    def line(self, text: str) -> None:
        """A line of prose and a blank one."""
        self.lines += [text, ""]

    def header(self) -> None:
        """The column headings."""
        self.lines.append("\t".join(self.columns))

    def row(self, cells: list[str]) -> None:
        """A row, in `<p>` tags or bare."""
        paragraphs, last = self.draw.random() < self.tags, len(cells) - 1
        printed = [tagged(self.draw, cell, paragraphs=paragraphs, last=at == last) for at, cell in enumerate(cells)]
        self.lines.append("\t".join(printed))

    def ruler(self, cells: int) -> None:
        """A row of dashes, as converters leave it."""
        self.lines.append("\t".join("-" * self.draw.randint(2, 20) for _ in range(cells)))

    def turn(self, *, cut: bool) -> None:
        """A page ends here: a blank line, and what pages print at their ends."""
        self.pages += 1
        if cut and self.draw.random() < 0.1:
            self.ruler(len(self.columns))
        if self.numbers_pages:
            self.line(f"— {self.pages - 1} —")
        else:
            self.lines.append("")
        if self.repeats_header:
            self.header()

    def maybe_turn(self) -> None:
        """A page may end between two rows."""
        if self.draw.random() < 0.15:
            self.turn(cut=False)

    def text(self) -> str:
        """The whole file."""
        return "\n\n" + "\n".join(self.lines) + "\n"


def encoded(draw: Draw, text: str) -> bytes:
    """UTF-8 as a rule, sometimes with a byte order mark or Windows line ends, sometimes GB18030."""
    chance = draw.random()
    if chance < 0.05:
        return text.encode("utf-8-sig")
    if chance < 0.1:
        return text.replace("\n", "\r\n").encode()
    return text.encode("gb18030" if chance < 0.15 else "utf-8")
