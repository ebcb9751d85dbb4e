"""The description of the data set, in VoID (https://www.w3.org/TR/void/) and DCAT (https://www.w3.org/TR/vocab-dcat-3/).

Counts come from the store, sizes and checksums from the files beside it. Nothing in it depends on the clock: the same
graph has the same description. Files are named relative to the description, wherever it is published.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, serialize

import kgbuild
from kgbuild.knowledge import vocabulary
from kgbuild.rdf.graphs import integer
from kgbuild.rdf.iris import Minter
from kgbuild.terms import Value, statements
from kgbuild.vocab import CC_BY, FORMATS, LANGUAGES, MEDIA_TYPES, PREFIXES, iri, prefixes_of

NAME: Final = "void.ttl"
DUMPS: Final = {
    "kg.ttl": (
        "text/turtle",
        "Turtle",
        "图谱（Turtle，各命名图之并）",
        "the graph as Turtle, the union of its named graphs",
    ),
    "kg.nq": (
        "application/n-quads",
        "N-Quads",
        "图谱（N-Quads，含命名图）",
        "the graph as N-Quads, with its named graphs",
    ),
}
"""File → media type, name of the format at the W3C, title in Chinese and English."""
_HERE: Final = "x-kgbuild://here/"
"""Stands for the place of the description until it is written: what begins with it is written relative."""
_RIGHTS: Final = (
    "文件内容由发布机关公开，权利归发布机关，kgbuild 未见其许可声明，也不主张权利；本体与词表以 CC BY 4.0 提供。",
    "What the documents say was published by public bodies and stays theirs: kgbuild knows of no licence for it and "
    "claims no right in it. The ontology and the vocabularies in the graph are under CC BY 4.0.",
)

_OURS: Final = PREFIXES["kgb"].removesuffix("ontology#")
"""What the IRIs of our own vocabularies begin with."""

Said = Iterator[tuple[str, Value]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many triples of the union have each property, and how many things are of each class."""

    properties: dict[NamedNode, int]
    classes: dict[NamedNode, int]

    @classmethod
    def of(cls, store: Store) -> Self:
        """Counted in a store."""
        properties = "SELECT ?name (COUNT(*) AS ?n) { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"
        classes = "SELECT ?name (COUNT(*) AS ?n) { ?s a ?name } GROUP BY ?name ORDER BY ?name"
        return cls(*({name: int(n.value) for name, n in _ask(store, query)} for query in (properties, classes)))


def description(folder: Path, manifest: dict[str, Any], minter: Minter, counts: Counts) -> bytes:
    """The description of the graph in a folder, as Turtle."""
    triples = _Description(folder, manifest, minter, counts).triples()
    written = serialize(triples, format=RdfFormat.TURTLE, base_iri=_HERE, prefixes=prefixes_of(minter.base))
    lines = (written or b"").splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"@base "))


class _Description:
    def __init__(self, folder: Path, manifest: dict[str, Any], minter: Minter, counts: Counts) -> None:
        self._folder, self._manifest, self._mint = folder, manifest, minter
        self._store = Store.read_only(str(folder / "store"))
        self._digests = {name: _sha256(folder / name) for name in DUMPS}
        self.dataset = minter.thing("dataset", self._digests["kg.nq"])
        self._properties, self._classes = counts.properties, counts.classes

    def triples(self) -> list[Triple]:
        """Everything that is said."""
        said = {
            NamedNode(_HERE + NAME): list(_itself(self.dataset)),
            self.dataset: [*self._terms(), *self._counts(), *self._vocabularies()],
        }
        for name in DUMPS:
            said |= self._distribution(name)
        for held in (self._rights(), self._origin(), self._period(), self._partitions(), self._linksets()):
            said |= held
        return [Triple(node, iri(name), value) for node, pairs in said.items() for name, value in pairs]

    def _part(self, kind: str, *fields: str) -> NamedNode:
        return self._mint.part(kind, self.dataset, *fields)

    # --- what it is ---

    def _terms(self) -> Said:
        documents = self._manifest["documents"]
        years = _years(documents)
        when = {
            "zh": f"，{'—'.join(years)} 年度" if years else "",
            "en": f", fiscal years {' to '.join(years)}" if years else "",
        }
        yield "rdf:type", iri("void:Dataset")
        yield "rdf:type", iri("dcat:Dataset")
        yield "dcterms:title", _zh(f"预算绩效知识图谱（{len(documents)} 份文件{when['zh']}）")
        yield "dcterms:title", _en(f"Knowledge graph of budget performance ({len(documents)} documents{when['en']})")
        yield "dcterms:description", _zh("从预算绩效目标表和完成情况表读出的项目、目标、指标、金额、产业与来源单元格。")
        read = (
            "Projects, goals, indicators, money and industries, read from budget-performance tables with their cells."
        )
        yield "dcterms:description", _en(read)
        yield from (("dcterms:language", NamedNode(LANGUAGES + language)) for language in ("zh", "en"))
        yield "dcterms:rights", self._part("rights")
        yield "dcterms:conformsTo", _ontology_version()
        yield "prov:wasGeneratedBy", self._part("build")
        yield from (("prov:wasDerivedFrom", self._mint.document(one["sha256"])) for one in documents)
        if years:
            yield "dcterms:temporal", self._part("period")

    def _period(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        years = _years(self._manifest["documents"])
        if not years:
            return {}
        first, last = (Literal(year, datatype=iri("xsd:gYear")) for year in (years[0], years[-1]))
        said: list[tuple[str, Value]] = [
            ("rdf:type", iri("dcterms:PeriodOfTime")), ("dcat:startDate", first), ("dcat:endDate", last),
        ]  # fmt: skip
        return {self._part("period"): said}

    def _rights(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        zh, en = _RIGHTS
        return {
            self._part("rights"): [
                ("rdf:type", iri("dcterms:RightsStatement")), ("rdfs:label", _zh(zh)), ("rdfs:label", _en(en)),
            ]
        }  # fmt: skip

    def _origin(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        """The build that made it, without a time."""
        software = self._mint.thing("software", "kgbuild", kgbuild.__version__)
        return {
            self._part("build"): [("rdf:type", iri("prov:Activity")), ("prov:wasAssociatedWith", software)],
            software: [
                ("rdf:type", iri("prov:SoftwareAgent")),
                ("rdfs:label", Literal(f"kgbuild {kgbuild.__version__}")),
                ("owl:versionInfo", Literal(kgbuild.__version__)),
            ],
        }

    # --- where it is ---

    def _distribution(self, name: str) -> dict[NamedNode, list[tuple[str, Value]]]:
        media_type, _, zh, en = DUMPS[name]
        checksum = self._part("checksum", name)
        size = (self._folder / name).stat().st_size
        return {
            self._part("distribution", name): [
                ("rdf:type", iri("dcat:Distribution")),
                ("dcterms:title", _zh(zh)),
                ("dcterms:title", _en(en)),
                ("dcat:downloadURL", NamedNode(_HERE + name)),
                ("dcat:mediaType", NamedNode(MEDIA_TYPES + media_type)),
                ("dcat:byteSize", Literal(str(size), datatype=iri("xsd:nonNegativeInteger"))),
                ("spdx:checksum", checksum),
                ("dcterms:rights", self._part("rights")),
            ],
            checksum: [
                ("rdf:type", iri("spdx:Checksum")),
                ("spdx:algorithm", iri("spdx:checksumAlgorithm_sha256")),
                ("spdx:checksumValue", Literal(self._digests[name], datatype=iri("xsd:hexBinary"))),
            ],
        }

    # --- what it holds ---

    def _counts(self) -> Said:
        yield "void:uriSpace", Literal(self._mint.base)
        yield "void:triples", integer(sum(self._properties.values()))
        yield "void:classes", integer(len(self._classes))
        yield "void:properties", integer(len(self._properties))
        first = "SELECT (MIN(STR(?s)) AS ?n) { ?s a kgb:Project }"
        yield from (("void:exampleResource", NamedNode(row[0].value)) for row in _ask(self._store, first) if row[0])
        for name, (_, format_name, *_) in DUMPS.items():
            yield "void:dataDump", NamedNode(_HERE + name)
            yield "void:feature", NamedNode(FORMATS + format_name)
            yield "dcat:distribution", self._part("distribution", name)

    def _vocabularies(self) -> Said:
        used = self._properties | self._classes
        spaces = {space for space in PREFIXES.values() for name in used if name.value.startswith(space)}
        yield from (("void:vocabulary", NamedNode(space)) for space in sorted(spaces))
        yield from (("void:classPartition", node) for node in self._class_partitions())
        yield from (("void:propertyPartition", node) for node in self._property_partitions())
        yield from (("void:subset", self._linkset(*key)) for key in _links_out())

    def _partitions(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        return self._class_partitions() | self._property_partitions()

    def _class_partitions(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        return {
            self._part("partition", "class", kind.value): [
                ("rdf:type", iri("void:Dataset")), ("void:class", kind), ("void:entities", integer(count)),
            ]
            for kind, count in self._classes.items()
        }  # fmt: skip

    def _property_partitions(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        return {
            self._part("partition", "property", name.value): [
                ("rdf:type", iri("void:Dataset")), ("void:property", name), ("void:triples", integer(count)),
            ]
            for name, count in self._properties.items()
        }  # fmt: skip

    def _linksets(self) -> dict[NamedNode, list[tuple[str, Value]]]:
        """The matches of our vocabularies with those of others, by property and site."""
        said: dict[NamedNode, list[tuple[str, Value]]] = {}
        for (predicate, space), count in _links_out().items():
            target = self._part("target", space)
            said[self._linkset(predicate, space)] = [
                ("rdf:type", iri("void:Linkset")),
                ("void:linkPredicate", predicate),
                ("void:subjectsTarget", self.dataset),
                ("void:objectsTarget", target),
                ("void:triples", integer(count)),
            ]
            said[target] = [("rdf:type", iri("void:Dataset")), ("void:uriSpace", Literal(space))]
        return said

    def _linkset(self, predicate: NamedNode, space: str) -> NamedNode:
        return self._part("linkset", predicate.value, space)


def _ask(store: Store, query: str) -> list[Any]:
    found = store.query(query, prefixes=PREFIXES)
    return list(found) if isinstance(found, QuerySolutions) else []


def _itself(dataset: NamedNode) -> Said:
    """What the description is, and under which licence."""
    yield "rdf:type", iri("void:DatasetDescription")
    yield "dcterms:title", _zh("数据集说明")
    yield "dcterms:title", _en("description of the data set")
    yield "dcterms:license", NamedNode(CC_BY)
    yield "foaf:primaryTopic", dataset


def _ontology_version() -> NamedNode:
    """The version of the ontology that the graph is written in."""
    found = (value for _, predicate, value in statements(vocabulary()) if predicate == iri("owl:versionIRI"))
    return next(value for value in found if isinstance(value, NamedNode))


def _links_out() -> dict[tuple[NamedNode, str], int]:
    """How many concepts of ours match things of another site: (property, site) → count."""
    found: Counter[tuple[NamedNode, str]] = Counter()
    for _, predicate, value in statements(vocabulary()):
        if isinstance(value, NamedNode) and predicate.value.endswith("Match") and not value.value.startswith(_OURS):
            site = urlsplit(value.value)
            found[predicate, f"{site.scheme}://{site.netloc}/"] += 1
    return dict(sorted(found.items(), key=str))


def _years(documents: Iterable[dict[str, Any]]) -> list[str]:
    """The first and the last fiscal year; one if they are the same."""
    years = sorted({one["fiscal_year"] for one in documents if one["fiscal_year"]})
    return [str(year) for year in dict.fromkeys((*years[:1], *years[-1:]))]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _zh(text: str) -> Literal:
    return Literal(text, language="zh")


def _en(text: str) -> Literal:
    return Literal(text, language="en")
