"""Links between undertakings: linear in number, independent of order, never between parts of one plan and year."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from kgbuild.linking.digest import Undertaking
from kgbuild.linking.industries import STRONGEST, Industries, rarity
from kgbuild.linking.projects import links


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


def weighed_one_by_one(one, others, weight):
    """What `Industries.partners` promises, found by weighing all."""
    strength = {}
    for other in others:
        shared = [
            (min(mine[1], its[1]) * weight[mine[0]], mine[0])
            for mine in one.focus
            for its in other.focus
            if mine[0] == its[0]
        ]
        if shared and (one.department, one.year) != (other.department, other.year):
            strength[other.iri] = (sum(score for score, _ in shared), tuple(sorted(name for _, name in shared)))
    ranked = sorted(strength, key=lambda iri: (-round(strength[iri][0], 6), iri))
    return [(iri, *strength[iri]) for iri in ranked[:STRONGEST] if strength[iri][0] > 0]


@pytest.mark.parametrize("seed", range(20))
def test_the_strongest_are_those_of_weighing_all(seed):
    picked = random.Random(seed)  # noqa: S311
    names = [f"i{n}" for n in range(12)]
    few = [
        replace(
            undertaking(n, department=f"局{picked.randrange(6)}", year=str(2020 + picked.randrange(3))),
            focus=tuple(
                (name, picked.choice((0.35, 0.5, 0.65, 0.8, 1.0)), (name,))
                for name in sorted(picked.sample(names, picked.randint(1, 5)))
            ),
        )
        for n in range(150)
    ]
    members = Counter(name for one in few for name, _, _ in one.focus)
    weight = {name: rarity(count, len(few)) for name, count in members.items()}
    industries = Industries(few, frozenset())
    assert max(members.values()) <= 60
    for one in few:
        found = [(partner.undertaking.iri, partner.strength, partner.via) for partner in industries.partners(one)]
        expected = weighed_one_by_one(one, few, weight)
        assert [(iri, via) for iri, _, via in found] == [(iri, via) for iri, _, via in expected]
        assert [strength for _, strength, _ in found] == pytest.approx([strength for _, strength, _ in expected])


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
