"""The command line: verbs, options, exit codes. Each verb's work is in `kgbuild.commands`, loaded when it runs.

Exit codes: 0 clean · 1 findings at or above --fail-on · 2 wrong usage · 3 unreadable input or store.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from kgbuild import __version__
from kgbuild.errors import KgbuildError, UsageError

CLEAN, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3

_LEVELS = ("info", "warning", "violation", "never")
_REPORTS = ("text", "json", "csv", "sarif", "turtle", "html")
_EXPORTS = ("turtle", "trig", "nquads", "jsonld", "rdfxml", "csv", "xlsx", "parquet", "graphml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors of ours are one line on stderr, never a traceback."""
    options = _parser().parse_args(arguments)
    try:
        code: int = import_module(f"kgbuild.commands.{options.verb}").run(options)
        sys.stdout.flush()
    except UsageError as error:
        return _complain(error, USAGE)
    except KgbuildError as error:
        return _complain(error, UNREADABLE)
    except BrokenPipeError:  # the reader of our pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        return _complain("stopped", 130)
    return code


def _complain(error: object, code: int) -> int:
    print(f"kgbuild: {error}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kgbuild",
        description="Chinese budget-performance documents as one validated RDF knowledge graph.\n"
        "把预算绩效目标表、完成情况表读成一张可校验、可查询、可溯源的知识图谱。",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kgbuild {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    _build(verbs)
    _inspect(verbs)
    _check(verbs)
    _validate(verbs)
    _query(verbs)
    _push(verbs)
    _export(verbs)
    _serve(verbs)
    _evaluate(verbs)
    return parser


if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def _fail_on(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--fail-on", choices=_LEVELS, default=default, metavar="LEVEL",
        help=f"exit with 1 at findings of this level or above: {', '.join(_LEVELS)} (default {default})",
    )  # fmt: skip


def _profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", default="default", metavar="NAME|FILE",
        help="audit profile: the numbers by which the rules judge (docs/rules.md; default: default) · 审核参数集",
    )  # fmt: skip


def _build(verbs: Verbs) -> None:
    verb = verbs.add_parser("build", help="read files and folders into a graph folder · 建图")
    verb.add_argument("paths", nargs="+", metavar="PATH", help="files, or folders with files")
    verb.add_argument("--out", required=True, metavar="KG", help="the graph folder to write")
    verb.add_argument("--base", metavar="IRI", help="base of the IRIs of things")
    verb.add_argument("--jobs", type=int, metavar="N", help="worker processes (default: by number of files)")
    _profile(verb)
    _fail_on(verb, "never")


def _inspect(verbs: Verbs) -> None:
    verb = verbs.add_parser("inspect", help="show one stage of one file · 查看读取过程")
    verb.add_argument("file", metavar="FILE")
    verb.add_argument("--stage", choices=("table", "records", "tags", "quads"), default="records")


def _check(verbs: Verbs) -> None:
    verb = verbs.add_parser("check", help="read and validate files, show findings at their cells · 检查表格")
    verb.add_argument("files", nargs="*", metavar="FILE")
    _profile(verb)
    _report(verb)


def _validate(verbs: Verbs) -> None:
    verb = verbs.add_parser("validate", help="the SHACL report of a built graph · 校验报告")
    verb.add_argument("graph", nargs="?", metavar="KG")
    _report(verb)


def _report(verb: argparse.ArgumentParser) -> None:
    """The options of a report (docs/report.md)."""
    verb.add_argument("--format", choices=_REPORTS, default="text")
    verb.add_argument("--lang", choices=("zh", "en", "both"), help="language of text, html and sarif")
    verb.add_argument("--rules", default="", metavar="R19,…", help="only these rules: ids, shape names, reading codes")
    verb.add_argument(
        "--severity", choices=_LEVELS[:3], default="info", metavar="LEVEL", help="only this level and above"
    )
    verb.add_argument(
        "--suppressions", metavar="TOML", help="findings that are accepted; they are listed but not counted"
    )
    verb.add_argument("--baseline", metavar="OLD", help="an older graph folder or JSON report; only new findings count")
    verb.add_argument("--explain", metavar="RULE", help="what a rule asks for, what it rests on, what to do")
    _fail_on(verb, "violation")


def _query(verbs: Verbs) -> None:
    verb = verbs.add_parser("query", help="ask the graph in SPARQL · 查询")
    verb.add_argument("graph", nargs="?", metavar="KG")
    verb.add_argument("query", nargs="?", metavar="NAME|FILE.rq|-")
    verb.add_argument("--param", action="append", default=[], metavar="K=V", help="a parameter of the query")
    verb.add_argument("--format", choices=("table", "csv", "json", "xml", "turtle"), default="table")
    verb.add_argument("--list", action="store_true", help="the named queries and their parameters")
    verb.add_argument("--endpoint", metavar="URL", help="ask this SPARQL store in place of a graph folder")
    verb.add_argument("--base", metavar="IRI", help="base of the IRIs in that store")
    verb.add_argument("--page", type=int, metavar="N", help="rows to ask that store for at a time (default 10000)")
    _store_options(verb)


def _push(verbs: Verbs) -> None:
    verb = verbs.add_parser("push", help="load a graph into a remote SPARQL store · 推送到远程图数据库")
    verb.add_argument("graph", metavar="KG")
    verb.add_argument("--endpoint", required=True, metavar="URL", help="where the store is asked")
    verb.add_argument("--update", metavar="URL", help="where it takes SPARQL Update (default: the endpoint)")
    verb.add_argument("--graph-store", metavar="URL", help="where it speaks the Graph Store Protocol (then no Update)")
    verb.add_argument("--again", action="store_true", help="write graphs too that are complete and equal")
    verb.add_argument("--no-verify", action="store_true", help="compare numbers only, do not read values back")
    _store_options(verb)


def _store_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--auth", metavar="USER", help="password: KGBUILD_PASSWORD, ~/.netrc, or a prompt")
    verb.add_argument("--timeout", type=float, default=60, metavar="S", help="seconds for one answer (default 60)")


def _export(verbs: Verbs) -> None:
    verb = verbs.add_parser("export", help="the graph in another format, or as flat tables · 导出")
    verb.add_argument("graph", metavar="KG")
    verb.add_argument("--format", choices=_EXPORTS, required=True)
    verb.add_argument(
        "-o", "--output", metavar="PATH",
        help="a file; for csv and parquet also a folder or a .zip (default: standard output)",
    )  # fmt: skip
    verb.add_argument("--table", action="append", metavar="NAME", help="only this table (csv, xlsx, parquet)")
    verb.add_argument(
        "--headings", choices=("name", "zh", "en"),
        help="headings of columns (default: name in csv, zh in xlsx; parquet has names)",
    )  # fmt: skip
    verb.add_argument("--page-base", default="", metavar="URL", help="link rows of xlsx to the pages of kgbuild serve")


def _serve(verbs: Verbs) -> None:
    verb = verbs.add_parser("serve", help="SPARQL endpoint and pages, read-only · 查询服务与网页")
    verb.add_argument("graph", metavar="KG")
    verb.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    verb.add_argument("--port", type=int, default=8000, help="0 takes a free one (default 8000)")
    verb.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name by which this server is called"
    )
    verb.add_argument(
        "--cors", action="append", default=[], metavar="ORIGIN", help="web origin whose scripts may read answers, or *"
    )
    verb.add_argument("--time-limit", type=float, default=30, metavar="S", help="seconds for a query (default 30)")
    verb.add_argument("--result-limit", type=float, default=32, metavar="MIB", help="size of an answer (default 32)")
    verb.add_argument("--memory-limit", type=float, default=2048, metavar="MIB", help="of a worker (default 2048)")
    verb.add_argument("--workers", type=int, default=4, metavar="N", help="queries that run at a time (default 4)")
    verb.add_argument("--queue", type=int, default=128, metavar="N", help="queries that wait (default 128)")
    verb.add_argument(
        "--keep", type=float, default=16, metavar="MIB", help="answers kept for the same question (default 16)"
    )


def _evaluate(verbs: Verbs) -> None:
    verb = verbs.add_parser("evaluate", help="the industry tagger against a labelled set · 评测行业标注")
    verb.add_argument("labelled", metavar="LABELLED.jsonl")
    verb.add_argument("--format", choices=("text", "json"), default="text", help="of the figures (default text)")


if __name__ == "__main__":
    sys.exit(main())
