"""Links between undertakings: linear in number, independent of order, never between parts of one plan and year."""

import random
from dataclasses import replace

import pytest

from kgbuild.linking.digest import Undertaking
from kgbuild.linking.projects import STRONGEST, links, rarity


def undertaking(number, name="项目", department="甲局", year="2024", focus=("ic",), series=()):
    return Undertaking(
        iri=f"https://example.org/{number:05}",
        name=f"{name}{number}",
        department=department,
        year=year,
        focus=tuple((industry, 1.0, (industry,)) for industry in focus),
        series=tuple(series),
    )


@pytest.fixture
def corpus():
    picked = random.Random(7)  # noqa: S311
    industries = [f"i{n}" for n in range(40)]
    return [
        undertaking(n, department=f"局{n % 30}", year=str(2020 + n % 5), focus=picked.sample(industries, 2))
        for n in range(600)
    ]


def test_order_does_not_matter(corpus):
    shuffled = random.Random(1).sample(corpus, len(corpus))  # noqa: S311
    assert links(corpus, frozenset()) == links(shuffled, frozenset())


def test_links_grow_linearly(corpus):
    by_industry = [link for link in links(corpus, frozenset()) if link.kind == "kgb:SharedIndustry"]
    assert len(by_industry) <= STRONGEST * len(corpus)


def test_rare_industries_weigh_more():
    assert rarity(2, 1000) > rarity(20, 1000) > rarity(500, 1000) > rarity(1000, 1000) == 0


def test_one_department_in_one_year_is_not_linked_to_itself():
    assert links([undertaking(1), undertaking(2, name="别的事")], frozenset()) == []


def test_aggregates_link_nothing():
    pair = [undertaking(1), undertaking(2, department="乙局"), undertaking(3, department="丙局", focus=())]
    assert links(pair, frozenset({"ic"})) == []
    assert [link.via for link in links(pair, frozenset())] == [("ic",)]


def test_editions_of_an_event_are_one_series():
    event = "中国集成电路制造年会"
    pair = [
        undertaking(1, year="2020", focus=(), series=[(event, "23")]),
        undertaking(2, name="年会", year="2023", focus=(), series=[(event, "25")]),
    ]
    (link,) = links(pair, frozenset())
    assert (link.kind, link.terms) == ("kgb:SameSeries", (event,))


def test_a_programme_goes_on_and_a_facility_has_two_lines():
    base = undertaking(1, focus=())
    older = replace(base, name="信息化运维服务项目2022-2023年")
    newer = replace(base, iri=base.iri + "a", name="信息化运维项目2023-2024年")
    assert [link.kind for link in links([older, newer], frozenset())] == ["kgb:Continues"]
    plant = replace(base, name="支持发展第8.6代显示器件生产项目")
    award = replace(base, iri=base.iri + "a", name="(人才奖励)第8.6代显示器件生产项目")
    assert [link.kind for link in links([plant, award], frozenset())] == ["kgb:SameFacility"]
