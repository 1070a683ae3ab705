"""Things as pages show them in passing: a name, a type, a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.store import Graph
from kg.graph.terms import recommended_case
from kg.graph.vocabulary import DCTERMS, ORG, RDF, SDO, SKOS
from kg.lookup.matches import KINDS
from kg.serving.addresses import address_of

DEFAULT = ox.DefaultGraph()
TYPE = ox.NamedNode(str(RDF.type))
LABELS = tuple(ox.NamedNode(str(each)) for each in (SKOS.prefLabel, SKOS.altLabel, DCTERMS.title))
_DOCUMENT = ox.NamedNode(str(SDO.NewsArticle))
_OTHERS = {
    _DOCUMENT: "Document",
    ox.NamedNode(str(ORG.Membership)): "Membership",
    ox.NamedNode(str(ORG.Role)): "Role",
    ox.NamedNode(str(SDO.Quotation)): "Quotation",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing with its language tag."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What an IRI stands for. ``address`` is its page, None for an IRI of others.

    ``type`` is an entity type (``Person``), ``Document``, ``Membership``, ``Role`` or
    ``Quotation``, and empty for anything else. ``label`` is the IRI's last part where there is
    no name.
    """

    iri: str
    label: str
    type: str
    address: str | None


class Things:
    """Reads things of a graph, each from a few patterns, so that a page costs what it shows.

    It remembers what it has read, and is made for one page.
    """

    def __init__(self, graph: Graph) -> None:
        self.store = graph.store
        self.base = graph.catalogue.base
        self._known: dict[str, Thing] = {}
        self._named: dict[str, list[Name]] = {}

    def thing(self, iri: str) -> Thing:
        """What an IRI stands for."""
        if iri not in self._known:
            names = self.names(iri)
            label = names[0].text if names else iri.rstrip("/").rpartition("/")[2]
            self._known[iri] = Thing(iri, label, self.type(iri), address_of(iri, self.base))
        return self._known[iri]

    def type(self, iri: str) -> str:
        """The type of a thing; empty where it has none that is known here."""
        classes = set(self.objects(iri, TYPE))
        for class_, kind in KINDS:
            if class_ in classes:
                return kind.value
        return next((name for class_, name in _OTHERS.items() if class_ in classes), "")

    def names(self, iri: str) -> list[Name]:
        """All names of a thing, the preferred one first, then by language and text."""
        if iri not in self._named:
            self._named[iri] = self._read_names(iri)
        return self._named[iri]

    def _read_names(self, iri: str) -> list[Name]:
        found: list[Name] = []
        for predicate in LABELS:
            terms = [term for term in self.objects(iri, predicate) if isinstance(term, ox.Literal)]
            names = [Name(term.value, recommended_case(term.language or "")) for term in terms]
            found += sorted(names, key=lambda name: (name.language, name.text))
        return list(dict.fromkeys(found))

    def objects(
        self, iri: str, predicate: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph = DEFAULT
    ) -> Iterator[ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple]:
        """The objects of a thing's property."""
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), predicate, None, graph):
            yield quad.object

    def value(self, iri: str, predicate: ox.NamedNode) -> str:
        """The value of a property, the least of several, or nothing."""
        found = (getattr(term, "value", "") for term in self.objects(iri, predicate))
        return min(found, default="")

    def subjects(self, predicate: ox.NamedNode, iri: str) -> Iterator[str]:
        """The IRIs of what has a thing as its property."""
        quads = self.store.quads_for_pattern(None, predicate, ox.NamedNode(iri), DEFAULT)
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def holds(self, iri: str) -> bool:
        """Whether the graph says anything of an IRI. What is no IRI is nothing."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        return any(True for _ in self.store.quads_for_pattern(node, None, None, DEFAULT))
