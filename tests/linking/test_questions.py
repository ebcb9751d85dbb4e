"""The queries over links, asked of the invented city: what became of plans in reports and in later years."""

import pytest

import kgbuild
from kgbuild.queries import named_queries
from tests.linking import city


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    for number, text in enumerate(city.DOCUMENTS):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return kgbuild.build([folder], folder / "kg", jobs=1)


def rows(graph, name, *columns):
    result = graph.query(named_queries()[name].bound({}))
    return [tuple(row[column].value if row[column] else "" for column in columns) for row in result]


def test_what_a_report_changed(graph):
    assert rows(graph, "plan-against-report", "indicator", "what", "reported_as", "planned", "in_report") == [
        ("签约项目数量", "Vanished", "", "30个", ""),
        ("整理档案数量", "Renamed", "档案整理入库卷数", "500卷", "500卷"),
        ("开展节能诊断企业数", "TargetLowered", "开展节能诊断企业数", "50家", "40家"),
        ("绿色工厂产值", "Renamed", "绿色工厂总体产值", "≥100亿元", "≥100亿元"),
    ]


def test_what_was_planned_below_what_had_been_reached(graph):
    found = rows(graph, "reached-before-planned", "indicator", "year", "target", "reached", "standing")
    assert found == [
        ("举办招商推介活动", "2022", "4场", "4场", city.AT),
        ("全年创建绿色工厂数量", "2022", "≥25家", "35家", city.BELOW),
        ("服务对象满意度", "2022", "≥85%", "90%", city.BELOW),
        ("服务对象满意度", "2022", "≥90%", "95%", city.BELOW),
        ("绿色工厂产值", "2022", "≥100亿元", "120亿元", city.BELOW),
    ]


def test_what_stayed_the_same_for_three_years(graph):
    found = rows(graph, "targets-kept-three-years", "indicator", "first_year", "third_year", "target", "first_actual")
    assert found == [("服务对象满意度", "2021", "2023", "≥90%", "95%")]


def test_a_target_below_what_was_reached_is_a_finding_at_its_cells(graph):
    found = [one for one in graph.validate() if one.shape.endswith("year-link-standing")]
    assert len(found) == 4
    assert all(one.cells for one in found)
