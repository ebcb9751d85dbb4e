"""`kgbuild query`: a named query, a file, or standard input; the answer on stdout."""

from __future__ import annotations

import argparse
import csv
import io
import sys

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
)

from kgbuild.cli import CLEAN
from kgbuild.errors import UsageError
from kgbuild.queries import find_query, named_queries, parse_query
from kgbuild.rdf.notation import turtle
from kgbuild.spreadsheets import harmless
from kgbuild.store import KnowledgeGraph, Result
from kgbuild.vocab import DEFAULT_BASE, curie

_FORMATS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}


def run(options: argparse.Namespace) -> int:
    """Ask, and print the answer in the format that was asked for."""
    if options.list:
        _list()
        return CLEAN
    _print(_remote(options) if options.endpoint else _local(options), options.format)
    return CLEAN


def _local(options: argparse.Namespace) -> Result:
    if not options.graph or not options.query:
        raise UsageError("usage: kgbuild query KG NAME|FILE.rq|- (kgbuild query --list shows the names)")
    graph = KnowledgeGraph(options.graph)
    return graph.query(_text(options.query, options))


def _remote(options: argparse.Namespace) -> Result:
    from kgbuild.commands.stores import endpoint_of, warn
    from kgbuild.remote import RemoteGraph
    from kgbuild.remote.asking import PAGE

    if not options.graph or options.query:
        raise UsageError("usage: kgbuild query --endpoint URL NAME|FILE.rq|-; a graph folder is not needed")
    if options.page is not None and options.page < 1:
        raise UsageError(f"--page {options.page}: at least one row at a time")
    text = _text(options.graph, options)
    base, page = options.base or DEFAULT_BASE, options.page or PAGE
    with RemoteGraph(endpoint_of(options), base=base, page=page, warn=warn) as graph:
        return graph.query(text)


def _text(name: str, options: argparse.Namespace) -> str:
    query = parse_query("query", sys.stdin.read()) if name == "-" else find_query(name)
    return query.bound(_given(options.param))


def _given(pairs: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark:
            raise UsageError(f"--param takes K=V, not '{pair}'")
        given[name] = value
    return given


def _list() -> None:
    for query in named_queries().values():
        parameters = " ".join(
            f"{one.name}={one.default if one.default is not None else '…'}" for one in query.parameters
        )
        print(f"{query.name:32} {query.summary_zh} · {query.summary}")
        if parameters:
            print(f"{'':32} --param {parameters}")


def _print(result: Result, name: str) -> None:
    if isinstance(result, QueryTriples):
        if name not in ("turtle", "table"):
            raise UsageError("this query constructs a graph; use --format turtle")
        sys.stdout.write(turtle(result).decode())
    elif name == "turtle":
        raise UsageError("this query gives rows; use --format table, csv, json or xml")
    elif name in _FORMATS:
        sys.stdout.write((result.serialize(format=_FORMATS[name]) or b"").decode() + "\n")
    elif isinstance(result, QueryBoolean):
        print("true" if result else "false")
    elif name == "csv":
        sys.stdout.write(_csv(result))
    else:
        _table(result)


def _rows(result: QuerySolutions) -> tuple[list[str], list[list[str]]]:
    variables = [variable.value for variable in result.variables]
    return variables, [[_cell(row[name]) for name in variables] for row in result]


def _cell(term: object) -> str:
    if isinstance(term, Literal):
        return term.value
    return curie(term) if isinstance(term, NamedNode) else ""


def _csv(result: QuerySolutions) -> str:
    variables, rows = _rows(result)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(variables)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _table(result: QuerySolutions) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    variables, rows = _rows(result)
    table = Table(*variables, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)
