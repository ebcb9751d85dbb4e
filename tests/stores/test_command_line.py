"""`kgbuild push` and `kgbuild query --endpoint`, as they are typed."""

import pytest

from kgbuild import cli
from tests.stores.test_failures import EMPTY, fake


def addresses(server):
    return ["--endpoint", server.query, "--update", server.update, *(["--auth", server.user] if server.user else [])]


@pytest.fixture
def pushed(request, server, monkeypatch):
    """A server that holds the seeds, and its password in the environment."""
    request.getfixturevalue(f"{server.name}_seeds")
    monkeypatch.setenv("KGBUILD_PASSWORD", server.password or "-")
    return server


def test_second_push_says_that_nothing_was_to_do(capsys, pushed, seed_graph):
    assert cli.main(["push", str(seed_graph.path), *addresses(pushed)]) == cli.CLEAN
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("pushed 0 graphs (0 triples); 24 unchanged, 0 removed\n")


@pytest.mark.parametrize("form", ["table", "csv", "json", "xml"])
@pytest.mark.parametrize("name", ["disagreements", "exceeded-targets", "where-from"])
def test_answer_is_that_of_the_folder(capsys, pushed, seed_graph, name, form):
    assert cli.main(["query", str(seed_graph.path), name, "--format", form]) == cli.CLEAN
    here = capsys.readouterr().out
    assert cli.main(["query", "--endpoint", pushed.query, name, "--format", form]) == cli.CLEAN
    assert capsys.readouterr() == (here, "")


def test_construct_as_turtle(capsys, pushed, seed_graph, tmp_path):
    query = tmp_path / "q.rq"
    query.write_text("CONSTRUCT { ?d rdfs:label ?n } { ?d a kgb:Document ; dcterms:title ?n }", encoding="utf-8")
    outputs = []
    for source in ([str(seed_graph.path)], ["--endpoint", pushed.query]):
        assert cli.main(["query", *source, str(query), "--format", "turtle"]) == cli.CLEAN
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] != ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "--endpoint", "http://127.0.0.1:9/"],
        ["query", "--endpoint", "http://127.0.0.1:9/", "kg", "vague-targets"],
        ["query", "--endpoint", "http://127.0.0.1:9/", "vague-targets", "--page", "0"],
        ["query", "--endpoint", "http://127.0.0.1:9/", "vague-targets", "--timeout", "0"],
        ["query", "--endpoint", "http://127.0.0.1:9/", "vague-targets", "--base", "no base"],
        ["query", "--endpoint", "ftp://127.0.0.1/", "vague-targets"],
        ["query", "--endpoint", "http://127.0.0.1:9/", "no-such-query"],
    ],
    ids=lambda arguments: " ".join(arguments[3:]) or "no query",
)
def test_wrong_usage(capsys, arguments):
    assert cli.main(arguments) == cli.USAGE
    assert capsys.readouterr().err.startswith("kgbuild: ")


def test_query_that_the_store_does_not_take(capsys, tmp_path):
    query = tmp_path / "q.rq"
    query.write_text("SELECT ?x { ?x", encoding="utf-8")
    with fake((200, {}, EMPTY), (200, {}, EMPTY), (400, {}, "syntax error at line 1")) as (url, _):
        assert cli.main(["query", "--endpoint", url, str(query)]) == cli.USAGE
    assert "syntax error at line 1" in capsys.readouterr().err
