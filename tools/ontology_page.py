"""Write the ontology as one bilingual HTML page: `python tools/ontology_page.py OUT.html`.

The page asks nothing of the network, and the same Turtle gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, Graph, Literal, Namespace, URIRef

BASE: Final = "https://w3id.org/kgbuild/"
HERE: Final = Path(__file__).resolve().parent
ONTOLOGY: Final = HERE.parent / "ontology"
FILES: Final = ("kgbuild", "categories", "units", "departments", "alignments")

KGB: Final = Namespace("https://w3id.org/kgbuild/ontology#")
KGB_ONTOLOGY: Final = URIRef("https://w3id.org/kgbuild/ontology")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
QUDT: Final = Namespace("http://qudt.org/schema/qudt/")

RELATIONS: Final = (
    (RDFS.subClassOf, "⊂"),
    (RDFS.subPropertyOf, "⊂"),
    (SKOS.exactMatch, "="),
    (SKOS.closeMatch, "≈"),
    (SKOS.broadMatch, "<"),
    (SKOS.narrowMatch, ">"),
    (SKOS.relatedMatch, "~"),
)
VOCABULARIES: Final = {
    "PROV-O": "http://www.w3.org/ns/prov#",
    "ORG": "http://www.w3.org/ns/org#",
    "Dublin Core": "http://purl.org/dc/terms/",
    "FOAF": "http://xmlns.com/foaf/0.1/",
    "SPDX": "http://spdx.org/rdf/terms#",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "Web Annotation": "http://www.w3.org/ns/oa#",
    "SHACL": "http://www.w3.org/ns/shacl#",
    "schema.org": "https://schema.org/",
    "QUDT": "http://qudt.org/schema/qudt/",
    "CIDS": "https://ontology.commonapproach.org/cids#",
    "OpenBudgets.eu": "http://data.openbudgets.eu/",
    "ePO": "http://data.europa.eu/a4g/ontology#",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Link:
    """A name to show, and where it leads."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One class, property, individual, concept or department, as the template shows it."""

    iri: str
    anchor: str
    name: str
    label: Words
    text: Words
    note: Words
    history: Words
    facts: Mapping[str, tuple[Link, ...]]
    plain: Mapping[str, str]
    children: tuple[Entry, ...] = ()


class Page:
    """Looks the graph up for the template."""

    def __init__(self, graph: Graph) -> None:
        """Keep the graph, and the prefixes that its files declare, longest namespace first."""
        self.graph = graph
        spaces = ((str(space), prefix) for prefix, space in graph.namespaces() if prefix)
        self.prefixes = sorted(spaces, key=lambda pair: (-len(pair[0]), pair))

    def curie(self, iri: str) -> str:
        """The short form of an IRI, or the IRI itself."""
        for space, prefix in self.prefixes:
            if iri.startswith(space) and "/" not in iri[len(space) :]:
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def anchor(self, iri: str) -> str:
        """The fragment under which our own things stand on this page."""
        if iri.startswith(KGB):
            return iri.removeprefix(KGB)
        return iri.removeprefix(BASE).replace("/", "-")

    def link(self, iri: str) -> Link:
        """A link inside the page for our things, outward for others."""
        ours = iri.startswith(BASE) and (URIRef(iri), None, None) in self.graph
        return Link(self.curie(iri), "#" + self.anchor(iri) if ours else iri)

    def words(self, subject: URIRef, *predicates: URIRef) -> Words:
        """The first of the predicates that has text, in both languages."""
        for predicate in predicates:
            found = {
                literal.language: str(literal)
                for literal in self.graph.objects(subject, predicate)
                if isinstance(literal, Literal)
            }
            if found:
                return Words(found.get("zh", ""), found.get("en", ""))
        return Words()

    def links(self, subject: URIRef, *predicates: URIRef) -> tuple[Link, ...]:
        """The IRIs that a subject points to, in order of their names."""
        iris = {str(o) for p in predicates for o in self.graph.objects(subject, p)}
        return tuple(self.link(iri) for iri in sorted(iris, key=lambda iri: (self.curie(iri), iri)))

    def concepts(self, subject: URIRef, predicate: URIRef) -> tuple[Entry, ...]:
        """The concepts that a concept or scheme points to, each with its branch."""
        found = (o for o in self.graph.objects(subject, predicate) if isinstance(o, URIRef))
        return tuple(self.concept(o) for o in sorted(found))

    def literals(self, subject: URIRef, predicate: URIRef) -> str:
        """All literals of a predicate in one line."""
        return " · ".join(sorted(map(str, self.graph.objects(subject, predicate))))

    def subjects(self, *types: URIRef) -> list[URIRef]:
        """Everything of ours that has one of the types, in order of its IRI."""
        found = {s for t in types for s in self.graph.subjects(RDF.type, t)}
        return sorted(s for s in found if isinstance(s, URIRef) and s.startswith(BASE))

    def entry(
        self,
        subject: URIRef,
        facts: Mapping[str, tuple[Link, ...]] | None = None,
        plain: Mapping[str, str] | None = None,
        children: tuple[Entry, ...] = (),
    ) -> Entry:
        """What all things have in common: name, label, definition, note."""
        return Entry(
            iri=str(subject),
            anchor=self.anchor(str(subject)),
            name=self.curie(str(subject)),
            label=self.words(subject, SKOS.prefLabel, RDFS.label),
            text=self.words(subject, SKOS.definition),
            note=self.words(subject, SKOS.scopeNote, SKOS.note),
            history=self.words(subject, SKOS.historyNote),
            facts={key: value for key, value in (facts or {}).items() if value},
            plain={key: value for key, value in (plain or {}).items() if value},
            children=children,
        )

    def individuals(self, of: URIRef) -> tuple[Entry, ...]:
        """The members of a closed list."""
        members = (s for s in self.subjects(OWL.NamedIndividual) if (s, RDF.type, of) in self.graph)
        return tuple(self.entry(s, plain={"notation": self.literals(s, SKOS.notation)}) for s in members)

    def classes(self) -> list[Entry]:
        """All classes; those with individuals are the closed lists."""
        return [
            self.entry(
                subject,
                {"sub": self.links(subject, RDFS.subClassOf), "props": self.properties_of(subject)},
                children=self.individuals(subject),
            )
            for subject in self.subjects(OWL.Class)
        ]

    def properties_of(self, subject: URIRef) -> tuple[Link, ...]:
        """The properties that a class is a domain of."""
        found = {p for d in (RDFS.domain, SDO.domainIncludes) for p in self.graph.subjects(d, subject)}
        return tuple(self.link(iri) for iri in sorted(map(str, found)))

    def properties(self) -> list[Entry]:
        """All properties with domain and range."""
        return [
            self.entry(
                subject,
                {
                    "domain": self.links(subject, RDFS.domain, SDO.domainIncludes),
                    "range": self.links(subject, RDFS.range, SDO.rangeIncludes),
                },
            )
            for subject in self.subjects(OWL.ObjectProperty, OWL.DatatypeProperty)
        ]

    def matches(self, subject: URIRef) -> tuple[Link, ...]:
        """Mappings of a concept, each with the sign of its kind."""
        pairs = ((sign, link) for relation, sign in RELATIONS[2:] for link in self.links(subject, relation))
        return tuple(Link(f"{sign} {link.name}", link.href) for sign, link in pairs)

    def concept(self, subject: URIRef) -> Entry:
        """A concept with what is narrower than it."""
        return self.entry(
            subject,
            {"match": self.matches(subject)},
            {
                "notation": self.literals(subject, SKOS.notation),
                "alt": self.literals(subject, SKOS.altLabel),
                "ucum": self.literals(subject, QUDT.ucumCode),
                "count": self.literals(subject, KGB.countOf),
            },
            self.concepts(subject, SKOS.narrower),
        )

    def trees(self) -> list[Entry]:
        """The category schemes, the older one (three) before the newer one (four)."""
        schemes = (s for s in reversed(self.subjects(SKOS.ConceptScheme)) if "/category/" in s)
        return [self.entry(scheme, children=self.concepts(scheme, SKOS.hasTopConcept)) for scheme in schemes]

    def units(self) -> list[tuple[Words, list[Entry]]]:
        """Units in three groups: counting words, measures, and what is one unit per another."""
        groups = {
            "count": Words("量词", "Counting words"),
            "measure": Words("度量", "Measures"),
            "rate": Words("每单位之量与频度", "Amounts per unit, and frequencies"),
        }
        found: dict[str, list[Entry]] = {key: [] for key in groups}
        for unit in map(self.concept, self.subjects(KGB.Unit)):
            rate = "rate" if "/" in unit.label.zh else "measure"
            found["count" if unit.plain.get("ucum") == "{#}" else rate].append(unit)
        return [(words, found[key]) for key, words in groups.items()]

    def departments(self) -> list[Entry]:
        """Departments with their codes and what they belong to."""
        return [
            self.entry(
                subject,
                {"part": self.links(subject, ORG.subOrganizationOf)},
                {
                    "alt": self.literals(subject, SKOS.altLabel),
                    "area": self.literals(subject, KGB.areaCode),
                },
            )
            for subject in self.subjects(KGB.Department)
        ]

    def alignments(self) -> list[tuple[str, list[tuple[Link, str, Link]]]]:
        """Our terms against those of others, by vocabulary."""
        rows = [
            (self.link(str(s)), f"{sign} {self.curie(str(relation))}", self.link(str(o)))
            for relation, sign in RELATIONS
            for s, o in self.graph.subject_objects(relation)
            if str(s).startswith(KGB) and not str(o).startswith(BASE)
        ]
        rows.sort(key=lambda row: (row[0].name, row[2].name, row[1]))
        grouped = (
            (name, [row for row in rows if row[2].href.startswith(space)]) for name, space in VOCABULARIES.items()
        )
        return [(name, members) for name, members in grouped if members]


def load(files: Iterable[Path]) -> Graph:
    """All files in one graph that knows only the prefixes the files declare."""
    graph = Graph(bind_namespaces="none")
    for file in files:
        graph.parse(file, format="turtle")
    return graph


def render(graph: Graph) -> str:
    """The page."""
    page = Page(graph)
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    classes = page.classes()
    return environment.get_template("ontology_page.html.jinja").render(
        title=page.words(KGB_ONTOLOGY, DCTERMS.title),
        description=page.words(KGB_ONTOLOGY, DCTERMS.description),
        iri=str(KGB_ONTOLOGY),
        version=page.literals(KGB_ONTOLOGY, OWL.versionInfo),
        licence=page.links(KGB_ONTOLOGY, DCTERMS.license)[0].href,
        classes=[entry for entry in classes if not entry.children],
        lists=[entry for entry in classes if entry.children],
        properties=page.properties(),
        trees=page.trees(),
        units=page.units(),
        departments=page.departments(),
        alignments=page.alignments(),
    )


def main() -> None:
    """Read the ontology folder and write the page."""
    parser = argparse.ArgumentParser(description="Write the ontology as one HTML page.")
    parser.add_argument("out", type=Path, help="the HTML file to write")
    out: Path = parser.parse_args().out
    page = render(load(ONTOLOGY / f"{name}.ttl" for name in FILES))
    out.write_text(page.rstrip() + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
