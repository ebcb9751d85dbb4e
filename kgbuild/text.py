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
_FINAL_MARKS = "。．.；;，,、 \t\r\n\u3000"


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


def comparable(text: str) -> str:
    """The form in which two printings of the same words are equal: no spaces, one width, one case."""
    compact = _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_MARKS))
    # once more, since case folding takes letters apart and what stood apart may combine without the spaces
    return unicodedata.normalize("NFKC", compact.casefold())


def without_final_marks(text: str) -> str:
    """Text without the marks that end a sentence or an item."""
    return text.rstrip(_FINAL_MARKS)
