"""One report with everything in it, in every format, byte by byte. `KGBUILD_GOLD=write` (make gold) rewrites them."""

import os
import re
from pathlib import Path

import pytest

from kgbuild.reporting.formats import FORMATS, Style
from tests.reporting.made import audited, whole

FOLDER = Path(__file__).parent / "golden"
CASES = {
    "text-zh.txt": ("text", "zh"),
    "text-en.txt": ("text", "en"),
    "text-both.txt": ("text", None),
    "report.json": ("json", None),
    "report.csv": ("csv", None),
    "report.sarif": ("sarif", "en"),
    "report.ttl": ("turtle", None),
}


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_reviewed(name, clerk, monkeypatch):
    monkeypatch.setattr("kgbuild.__version__", "0.0.0")
    form, language = CASES[name]
    shown = whole(clerk if form == "turtle" else audited(clerk))
    written = FORMATS[form](shown, Style(language))
    if form == "turtle":  # the list of prefixes grows with the vocabulary
        written = re.sub(r"^@prefix .*\n", "", written, flags=re.MULTILINE)
    golden = FOLDER / name
    if os.environ.get("KGBUILD_GOLD") == "write":
        golden.write_bytes(written.encode())
    assert written.encode() == golden.read_bytes()


def test_every_format_has_its_golden():
    assert {form for form, _ in CASES.values()} == FORMATS.keys() - {"html"}  # the page: test_page.py, tests/browser/
