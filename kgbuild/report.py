"""The report as one self-contained HTML page: findings by document, Chinese with English beside it."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import Any

from kgbuild.model.issues import Severity
from kgbuild.validate import Finding

_NAMES = {Severity.VIOLATION: "确定 Violation", Severity.WARNING: "疑似 Warning", Severity.INFO: "提示 Info"}
_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--violation:#b3261e;--warning:#a15c00;--info:#1a63b8}
body{font:16px/1.6 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{padding:.35rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.violation{color:var(--violation)}.warning{color:var(--warning)}.info{color:var(--info)}
blockquote{margin:.2rem 0;padding:.2rem .6rem;background:var(--soft);border-left:3px solid var(--line);overflow-wrap:anywhere}
small{opacity:.75}@media(max-width:40rem){body{padding:.5rem}td,th{display:block;border:0}tr{display:block;border-bottom:1px solid var(--line)}thead{display:none}}
"""


def html_report(manifest: dict[str, Any], findings: list[Finding]) -> str:
    """The page. It asks nothing of the network."""
    by_document: dict[str, list[Finding]] = defaultdict(list)
    for one in sorted(findings):
        by_document[one.document].append(one)
    counts = "，".join(
        f"<span class={severity.value}>{_NAMES[severity]} {manifest['findings'].get(severity.value, 0)}</span>"
        for severity in reversed(Severity)
    )
    sections = [
        _section(entry["name"], _facts(entry), by_document.get(entry["sha256"], [])) for entry in manifest["documents"]
    ]
    if by_document.get(""):
        sections.append(_section("文件之间 Across documents", "", by_document[""]))
    unreadable = "".join(
        f"<li><b>{escape(one['name'])}</b>: {escape(one['reason'])}</li>" for one in manifest["unreadable"]
    )
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>kgbuild 校验报告</title><style>{_STYLE}</style></head>\n<body>"
        f"<h1>校验报告 <small>Validation report</small></h1><p>{counts}</p>\n"
        + (f"<h2>无法读取 Unreadable</h2><ul>{unreadable}</ul>\n" if unreadable else "")
        + "\n".join(sections)
        + "</body></html>\n"
    )


def _facts(entry: dict[str, Any]) -> str:
    cells = entry["cells"]
    return (
        f"{escape(entry['department'] or '—')} · {entry['fiscal_year'] or '—'} · "
        f"单元格 cells: 已用 used {cells['used']}，忽略 ignored {cells['ignored']}，"
        f"未解释 unexplained {cells['unexplained']}"
    )


def _section(name: str, facts: str, findings: list[Finding]) -> str:
    rows = "\n".join(
        f"<tr><td class={one.severity.value}>{_NAMES[one.severity]}</td>"
        f"<td>{escape(one.zh)}<br><small lang=en>{escape(one.en)}</small>"
        + (f"<blockquote>{escape(one.value)}</blockquote>" if one.value and not one.value_is_thing else "")
        + f"</td><td><small>{escape(one.shape.rpartition('/')[2])}</small></td></tr>"
        for one in findings
    )
    body = f"<table>{rows}</table>" if rows else "<p>无问题 No findings</p>"
    return f"<h2>{escape(name)}</h2><p><small>{facts}</small></p>{body}"
