"""Bytes to characters: UTF-8, UTF-16 and GB18030 just work, other encodings are recognised."""

from __future__ import annotations

import codecs
import re
from typing import Final

from kgbuild.errors import UnreadableInput

_SAMPLE: Final = 64 * 1024
_LONG_SAMPLE: Final = 4 * 1024 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The characters that a Chinese budget text cannot do without; they tell a right decoding from a lucky one.
_EXPECTED: Final = re.compile("[的项目指标绩效单位名称年度金额部门表預算預標項績]")
_SURE: Final = 10
"""So many of them in a text are no accident, however much markup stands around them."""
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes, name: str) -> str:
    """The text of a file, without a byte order mark; line ends as they are, but a lone CR is a line end too.

    Raises:
        UnreadableInput: the bytes are text in no encoding we can tell.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], marked, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        utf8_fault = error
    if (encoding := _utf16_without_mark(data)) is not None:
        return _strict(data, encoding, name)
    if (encoding := _legacy_encoding(data)) is not None:
        return _strict(data, encoding, name)
    if _mostly_utf8(data, utf8_fault):
        raise UnreadableInput(
            name,
            f"broken UTF-8 at byte {utf8_fault.start}; save the file again as UTF-8 or GB18030",
        )
    raise UnreadableInput(name, "binary data, or text in an unknown encoding; save it as UTF-8")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return _checked(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise UnreadableInput(name, f"broken {encoding} at byte {error.start}") from None


def _checked(text: str, name: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 100 > len(sample):
        raise UnreadableInput(name, "binary data under a text name")
    return text if "\n" in text else text.replace("\r", "\n")


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows itself by the zero high bytes of its ASCII marks, digits and line ends."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data[: len(sample) & ~1].decode(encoding)
        except UnicodeDecodeError:
            continue
        if _EXPECTED.search(text) and not _CONTROL.search(text):
            return encoding
    return None


def _legacy_encoding(data: bytes) -> str | None:
    """GB18030 when it decodes and reads like a budget text, else what charset-normalizer finds."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample and _reads_like_a_budget(sample.decode("gb18030", errors="ignore")):
        return "gb18030"
    long = data[:_LONG_SAMPLE]
    if b"\x00" not in long and _reads_like_a_budget(long.decode("gb18030", errors="ignore")):
        return "gb18030"  # a page may begin with more than a sample of styles
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["gb18030", "big5", "big5hkscs", "utf_16"]).best()
    if best is None or len(_EXPECTED.findall(str(best))) * 200 < len(str(best)):
        return None
    return best.encoding


def _reads_like_a_budget(text: str) -> bool:
    """Judged by what is Chinese in it: a page that an office program saved holds twenty times as much markup."""
    found = len(_EXPECTED.findall(text))
    return found * 100 > len(text) or (found >= _SURE and found * 20 > len(text) - len(text.encode("ascii", "ignore")))


def _mostly_utf8(data: bytes, fault: UnicodeDecodeError) -> bool:
    return fault.start > 0 and bool(_EXPECTED.search(data[: fault.start].decode("utf-8", "ignore")))
