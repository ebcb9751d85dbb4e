"""One comparable form of Chinese text. Width, compatibility and punctuation folding happen here only.

Text that is shown is kept as printed; text that is compared, looked up or parsed goes through here.
"""

from __future__ import annotations

import re
import unicodedata

# One mark for each family that scanners and typists mix; applied after NFKC.
_MARKS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "〝": '"', "〞": '"', "「": '"', "」": '"',
        "‘": "'", "’": "'", "`": "'",
        "〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")",
        "—": "-", "–": "-", "―": "-", "‐": "-", "‑": "-", "−": "-", "－": "-", "─": "-",
        "～": "~", "〜": "~", "∼": "~",
        "。": ".", "、": ",", "·": ".", "•": ".", "・": ".",
        "﹥": ">", "﹤": "<", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤",
    }
)  # fmt: skip
PAGE_NUMBER = re.compile(
    r"\s*(?:第?\s*\d{1,4}\s*页?\s*(?:[,/，]?\s*共?\s*\d{1,4}\s*页?)?|[-—–]\s*\d{1,4}\s*[-—–]|\d{4}-\d\d?-\d\d?)\s*"
)
"""A line that holds nothing but the number of a page, or the date of its print."""

_SPACE = re.compile(r"\s+")
_SPACED_OUT = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_FINAL_MARKS = "。．.；;，,、 \t\r\n\u3000"


# Fonts that draw a radical and a character with one glyph make a PDF say the radical: ⽀ for 支, ⻓ for 长. NFKC knows
# those of Kangxi (U+2F00 …) and two of the supplement; here are the others.
_SUPPLEMENT = dict(
    zip(
        "⺁⺇⺎⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂几兀民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
_RADICALS = str.maketrans(
    _SUPPLEMENT
    | {
        radical: folded
        for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
        if (folded := unicodedata.normalize("NFKC", radical := chr(code))) != radical
    }
)


def characters_of_radicals(text: str) -> str:
    """Text with the characters that are meant where a PDF gives radicals; same length."""
    return text.translate(_RADICALS)


def width_folded(text: str) -> str:
    """NFKC, character for character where that is possible; same length for the usual text.

    Full-width digits, letters, `％ ： ； （ ）` become their ASCII forms; 、 and 。 stay.
    """
    return unicodedata.normalize("NFKC", text)


def same_length_folded(text: str) -> str:
    """Width folding that never changes the length, so that offsets into it are offsets into `text`."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    if len(folded) == len(text):
        return folded
    return "".join(form if len(form := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)


def closed_up(text: str) -> str:
    """Width folded, without spaces between Chinese characters: titles are spaced out (项 目 支 出 绩 效 目 标 表)."""
    return _SPACED_OUT.sub("", width_folded(text))


def comparable(text: str) -> str:
    """The form in which two printings of the same words are equal: no spaces, one width, one case."""
    compact = _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_MARKS))
    # once more, since case folding takes letters apart and what stood apart may combine without the spaces
    return unicodedata.normalize("NFKC", compact.casefold())


def without_final_marks(text: str) -> str:
    """Text without the marks that end a sentence or an item."""
    return text.rstrip(_FINAL_MARKS)
