"""Indicators over the years: what a careful reader links, and nothing else; whatever the order of the documents."""

import hashlib
import random

import pytest
from pyoxigraph import NamedNode

from kgbuild.linking import across
from kgbuild.linking.across import indicator_links_of, linked, undertakings_of
from kgbuild.linking.digest import digest
from kgbuild.linking.projects import links
from kgbuild.linking.years import OVER_YEARS as YEAR_LINK
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import state
from kgbuild.reading import read_document
from kgbuild.vocab import iri
from tests.linking import city

MINTER = Minter()


def stored(folder, documents):
    """The digests of the documents, as a build stores them."""
    digests = {}
    for text in documents:
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        digests[sha256] = folder / sha256
        digests[sha256].write_text(digest(state(read_document(data, "表.txt"), MINTER), sha256), "utf-8")
    return digests


def found(folder, documents):
    digests = stored(folder, documents)
    undertakings, of_department = undertakings_of(digests)
    return list(indicator_links_of(digests, of_department, links(undertakings, frozenset()), MINTER.base))


def shown(link):
    return (
        link.one.undertaking.year,
        link.one.measure.name,
        link.other.undertaking.year,
        link.other.measure.name,
        link.change.value.removeprefix("kgb:"),
        link.standing.value.removeprefix("kgb:") if link.standing else "",
    )


@pytest.fixture(scope="module")
def city_links(tmp_path_factory):
    return found(tmp_path_factory.mktemp("city"), city.DOCUMENTS)


def test_from_plan_to_report(city_links):
    assert {shown(link) for link in city_links if link.kind != YEAR_LINK} == city.IN_ONE_YEAR


def test_over_the_years(city_links):
    assert {shown(link) for link in city_links if link.kind == YEAR_LINK} == city.OVER_YEARS


def test_there_are_no_other_links(city_links):
    assert len(city_links) == city.NUMBER_OF_LINKS


def test_an_indicator_has_one_earlier_and_one_later_partner(city_links):
    over_years = [link for link in city_links if link.kind == YEAR_LINK]
    assert len({link.one.measure.iri for link in over_years}) == len(over_years)
    assert len({link.other.measure.iri for link in over_years}) == len(over_years)


def test_satisfaction_stays_inside_its_project(city_links):
    for link in city_links:
        if "满意" in link.one.measure.name:
            assert link.within
            assert link.one.undertaking.name[:4] == link.other.undertaking.name[:4]


def test_a_new_name_is_half_as_sure(city_links):
    [link] = [one for one in city_links if one.other.measure.name == "档案整理入库卷数"]
    assert link.renamed
    assert link.score <= 0.5


@pytest.mark.parametrize("seed", range(3))
def test_order_does_not_matter(tmp_path, city_links, seed):
    shuffled = random.Random(seed).sample(city.DOCUMENTS, len(city.DOCUMENTS))  # noqa: S311
    assert found(tmp_path, shuffled) == city_links


def test_two_scans_of_one_table_make_no_more_links(tmp_path, city_links):
    scan = city.DOCUMENTS[0].replace("做好2021年工作。", "做好 2021 年工作。")
    again = found(tmp_path, [*city.DOCUMENTS, scan])
    assert [shown(link) for link in again] == [shown(link) for link in city_links]


def test_one_node_with_two_targets_is_linked_to_itself(tmp_path):
    plan = city.report(2021, city.HERE, {"甲专项": [(city.OUTPUT, "巡检次数", "50次", "")]})
    plan = plan.replace("绩效自评表", "绩效目标表").replace("\t全年完成值\t偏差原因分析", "").replace("\t\t\n", "\n")
    report = city.report(2021, city.HERE, {"甲专项": [(city.OUTPUT, "巡检次数", "40次", "41次")]})
    [link] = found(tmp_path, [plan, report])
    assert link.one.measure.iri == link.other.measure.iri
    assert shown(link) == ("2021", "巡检次数", "2021", "巡检次数", city.LOWERED, "")


def test_links_are_whole_however_many_at_once(tmp_path, monkeypatch):
    digests = stored(tmp_path, city.DOCUMENTS)
    [whole] = linked(digests, frozenset(), MINTER)
    monkeypatch.setattr(across, "_LINKS_AT_ONCE", 1)
    pieces = list(linked(digests, frozenset(), MINTER))
    assert [quad for piece in pieces for quad in piece] == whole
    assert {sum(quad.object == iri("kgb:Link") for quad in piece) for piece in pieces} == {1}


def test_a_document_of_many_departments_is_read_once(tmp_path, monkeypatch):
    digests = stored(tmp_path, city.DOCUMENTS)
    undertakings, _ = undertakings_of(digests)
    of_department = {f"局{number}": sorted(digests) for number in range(50)}
    read = []
    real = across.read_measures
    monkeypatch.setattr(across, "_DOCUMENTS_AT_HAND", len(digests))
    monkeypatch.setattr(across, "read_measures", lambda *one: [read.append(one[1]), *real(*one)][1:])
    list(indicator_links_of(digests, of_department, links(undertakings, frozenset()), MINTER.base))
    assert sorted(read) == sorted(digests)


def test_every_link_says_on_which_cells_it_rests(tmp_path):
    digests = stored(tmp_path, city.DOCUMENTS)
    quads = [quad for some in linked(digests, frozenset(), MINTER) for quad in some]
    made = {quad.subject for quad in quads if quad.object == iri("kgb:Link")}
    cells = {
        node: {q.object for q in quads if q.subject == node and q.predicate == iri("kgb:evidence")} for node in made
    }
    assert made
    assert all(len(found) >= 2 for found in cells.values())
    known = set()
    for text in city.DOCUMENTS:
        known |= {q.subject for q in state(read_document(text.encode(), "表.txt"), MINTER).quads}
    values = {
        q.object for q in quads if q.predicate in {iri(f"kgb:{p}") for p in ("fromTarget", "toTarget", "reached")}
    }
    assert all(isinstance(one, NamedNode) and one in known for one in values | set().union(*cells.values()))
