"""The named queries as an API: typed parameters, formats, what is wrong with a request, and its description."""

import csv
import io
import json
import re

import pytest

from kgbuild.queries import named_queries

NEEDING = [query for query in named_queries().values() if any(one.default is None for one in query.parameters)]
READY = [query for query in named_queries().values() if query not in NEEDING]
INTEGER = next(
    (query.name, one.name) for query in named_queries().values() for one in query.parameters if one.type == "integer"
)


def test_list(client):
    listed = client.get("/queries", headers={"Accept": "application/json"}).json()["queries"]
    assert [one["name"] for one in listed] == [*named_queries()]
    assert all(one["summary"] and one["summary_zh"] for one in listed)


def test_page_has_every_query_once_under_its_topic(client):
    found = client.get("/queries", headers={"Accept": "text/html"}).text
    assert sorted(re.findall(r"<code>/queries/([a-z-]+)", found)) == sorted(named_queries())
    assert found.index("产业</h2>") < found.index("industry-trend") < found.index("依据</h2>")


@pytest.mark.parametrize("query", READY, ids=lambda query: query.name)
def test_same_rows_as_on_the_command_line(client, seed_graph, query):
    rows = client.get(f"/queries/{query.name}").json()["results"]["bindings"]
    assert len(rows) == len(list(seed_graph.query(query.bound({}))))


def test_parameter_is_bound_as_a_term(client):
    name, parameter = INTEGER
    rows = client.get(f"/queries/{name}", params={parameter: "1"}).json()["results"]["bindings"]
    assert len(rows) <= 1 or parameter != "n"


def test_csv_is_for_spreadsheets(client):
    for response in (
        client.get("/queries/departments-projects", headers={"Accept": "text/csv"}),
        client.get("/queries/departments-projects?format=csv"),
    ):
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert response.text.startswith("\ufeffdepartment,")
        assert len(list(csv.reader(io.StringIO(response.text)))) == 4


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({INTEGER[1]: "ten"}, "ten"),
        ({INTEGER[1]: "1 } #"}, "integer"),
        ({INTEGER[1]: ""}, "integer"),
        ({"unknown": "1"}, "unknown"),
        ({INTEGER[1]: ["1", "2"]}, "twice"),
    ],
)
def test_wrong_parameter(client, parameters, said):
    response = client.get(f"/queries/{INTEGER[0]}", params=parameters, headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert said in response.text


@pytest.mark.parametrize("query", NEEDING, ids=lambda query: query.name)
def test_missing_parameter(client, query):
    response = client.get(f"/queries/{query.name}")
    missing = next(one.name for one in query.parameters if one.default is None)
    assert response.status_code == 400
    assert missing in response.text


def test_unknown_query(client):
    assert client.get("/queries/nothing").status_code == 404
    assert client.get("/queries/..%2F..%2Fsecret").status_code == 404


def test_no_parameter_has_a_name_of_ours():
    from kgbuild.server.named import _OWN

    assert not {one.name for query in named_queries().values() for one in query.parameters} & {*_OWN}


def test_openapi(client):
    said = client.get("/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    assert {f"/queries/{name}" for name in named_queries()} < {*said["paths"]}
    for query in named_queries().values():
        described = said["paths"][f"/queries/{query.name}"]["get"]["parameters"]
        assert [(one["name"], one["required"]) for one in described] == [
            (one.name, one.default is None) for one in query.parameters
        ]
    for reference in _references(said):
        place = said
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
    operations = [way["operationId"] for path in said["paths"].values() for way in path.values()]
    assert len(operations) == len({*operations})


def _references(said):
    return [part.split('"')[0] for part in json.dumps(said).split('"$ref": "')[1:]]


def test_form_keeps_what_was_typed(client):
    nasty = '"><script>alert(1)</script>'
    for field in (INTEGER[1], "x"):
        page = client.get(f"/queries/{INTEGER[0]}", params={field: nasty, "run": 1}, headers={"Accept": "text/html"})
        assert page.status_code == 400
        assert "<script" not in page.text
