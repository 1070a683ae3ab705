"""A small writer of graphs that follow the contract, independent of the code that builds them.

Tests of what reads a graph (queries, evaluation, statistics) write by hand what the
contract says that a graph holds, so that they notice where the reading is wrong.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.store import Graph

BASE = "https://example.org/id/"

PREFIXES = {
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "time": "http://www.w3.org/2006/time#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rw": "https://w3id.org/rawabit#",
}

CLASSES = {
    "Person": ("schema:Person",),
    "Organization": ("org:Organization", "schema:Organization"),
    "City": ("schema:City", "schema:Place"),
    "Country": ("schema:Country", "schema:Place"),
    "Place": ("schema:Place",),
    "Conference": ("rw:Conference", "schema:Event"),
    "Session": ("rw:Session", "schema:Event"),
    "Meeting": ("rw:Meeting", "schema:Event"),
    "Initiative": ("rw:Initiative",),
}

PREDICATES = {
    "speaker": "rw:speaker",
    "moderator": "rw:moderator",
    "participant": "schema:attendee",
    "organizer": "schema:organizer",
    "host": "rw:host",
    "sponsor": "schema:sponsor",
    "opener": "rw:opener",
    "partner": "rw:partner",
    "location": "schema:location",
    "edition": "rw:edition",
    "theme": "rw:theme",
    "attendance": "rw:attendance",
    "runs": "rw:runs",
}

CLAIMS = ox.NamedNode("https://w3id.org/rawabit#claims")


def term(name: str) -> ox.NamedNode:
    """The term with a prefixed name."""
    prefix, local = name.split(":", 1)
    return ox.NamedNode(PREFIXES[prefix] + local)


def date(value: str) -> ox.Literal:
    """A date literal by its precision."""
    kind = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[len(value)]
    return ox.Literal(value, datatype=term(kind))


@dataclass
class Writer:
    """Collects quads; ``write`` gives the graph."""

    store: ox.Store = field(default_factory=ox.Store)
    types: dict[ox.NamedNode, str] = field(default_factory=dict)

    def document(
        self,
        text: str,
        *,
        title: str | None = None,
        date: str | None = None,
        copy_of: ox.NamedNode | None = None,
    ) -> ox.NamedNode:
        digest = hashlib.sha256(text.encode()).hexdigest()
        document = ox.NamedNode(f"{BASE}document/{digest[:16]}")
        self._add(document, "rdf:type", term("schema:NewsArticle"))
        self._add(document, "rdf:type", term("nif:Context"))
        self._add(document, "rw:sha256", ox.Literal(digest))
        if title:
            self._add(document, "dcterms:title", ox.Literal(title, language="ar"))
        if date:
            self._add(document, "schema:datePublished", ox.Literal(date, datatype=term("xsd:date")))
        if copy_of:
            graph = term("rw:resolution")
            self._add(document, "rw:nearCopyOf", copy_of, graph)
        return document

    def sentence(self, document: ox.NamedNode, start: int, text: str) -> ox.NamedNode:
        sentence = ox.NamedNode(f"{document.value}#char={start},{start + len(text)}")
        self._add(sentence, "rdf:type", term("nif:Sentence"))
        self._add(sentence, "nif:referenceContext", document)
        self._add(sentence, "nif:anchorOf", ox.Literal(text, language="ar"))
        return sentence

    def thing(
        self, kind: str, *names: str, at: ox.NamedNode | None = None, iri: str | None = None
    ) -> ox.NamedNode:
        """A thing named in sentence ``at``; one of no sentence is the gazetteer's."""
        thing = ox.NamedNode(BASE + (iri or f"{kind.lower()}/{names[0].replace(' ', '_')}"))
        self.types[thing] = kind
        for name in CLASSES[kind]:
            self._add(thing, "rdf:type", term(name), at)
        for number, name in enumerate(names):
            predicate = "skos:altLabel" if number else "skos:prefLabel"
            self._add(thing, predicate, ox.Literal(name, language="ar"), at)
        if at is not None:
            self._add(ox.NamedNode(at.value.split("#")[0]), "schema:mentions", thing, at)
        return thing

    def fact(
        self,
        subject: ox.NamedNode,
        relation: str,
        object: ox.NamedNode | str | int,
        at: ox.NamedNode,
        *,
        pattern: str = "by.hand",
    ) -> str:
        """A fact that a sentence states; returns the digest that names it."""
        if relation == "part_of":
            is_session = self.types[subject] == "Session"
            predicate = "schema:superEvent" if is_session else "org:subOrganizationOf"
        elif relation == "date":
            start, _, end = str(object).partition("/")
            if end:
                self._state(subject, "schema:endDate", date(end), at)
            return self._state(subject, "schema:startDate", date(start), at)
        else:
            predicate = PREDICATES[relation]
        if isinstance(object, str):
            object = ox.Literal(object, language="ar")
        elif isinstance(object, int):
            object = ox.Literal(object)
        if relation == "speaker":
            self._add(subject, "schema:performer", object, at)
        return self._state(subject, predicate, object, at, pattern)

    def role(
        self,
        person: ox.NamedNode,
        title: str,
        body: ox.NamedNode | None,
        at: ox.NamedNode,
        *,
        standing: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> str:
        parts = f"{person} {title} {body} {since} {until}".encode()
        membership = ox.NamedNode(f"{BASE}membership/{hashlib.sha256(parts).hexdigest()[:16]}")
        role = ox.NamedNode(f"{BASE}role/{title.replace(' ', '_')}")
        self._add(membership, "rdf:type", term("org:Membership"), at)
        self._add(membership, "org:role", role, at)
        self._add(role, "rdf:type", term("org:Role"), at)
        self._add(role, "skos:prefLabel", ox.Literal(title, language="ar"), at)
        if standing:
            self._add(membership, "rw:standing", term(f"rw:{standing}"), at)
        for name, day in (("hasBeginning", since), ("hasEnd", until)):
            if day:
                interval = ox.NamedNode(f"{membership.value}/time")
                instant = ox.NamedNode(f"{membership.value}/{name}")
                self._add(membership, "org:memberDuring", interval, at)
                self._add(interval, f"time:{name}", instant, at)
                self._add(instant, "time:inXSDDate", date(day), at)
        if body is not None:
            is_body = self.types[body] == "Organization"
            self._add(membership, "org:organization" if is_body else "rw:jurisdiction", body, at)
        return self._state(membership, "org:member", person, at)

    def known_place(self, city: ox.NamedNode, country: ox.NamedNode) -> None:
        """What only the gazetteer knows."""
        self._add(city, "schema:containedInPlace", country)

    def write(self) -> Graph:
        return Graph(self.store)

    def _state(
        self,
        subject: ox.NamedNode,
        predicate: str,
        object: ox.NamedNode | ox.Literal,
        at: ox.NamedNode,
        pattern: str = "by.hand",
    ) -> str:
        self._add(subject, predicate, object, at)
        digest = hashlib.sha256(f"{subject} {predicate} {object}".encode()).hexdigest()[:10]
        claim = ox.NamedNode(f"{at.value}&claim={digest}")
        for name, value in (
            ("rdf:type", term("rw:Claim")),
            ("rdf:type", term("rdf:Statement")),
            ("rdf:subject", subject),
            ("rdf:predicate", term(predicate)),
            ("rdf:object", object),
            ("prov:wasQuotedFrom", at),
            ("rw:confidence", ox.Literal("0.9", datatype=term("xsd:decimal"))),
            ("rw:pattern", ox.Literal(pattern)),
        ):
            self.store.add(ox.Quad(claim, term(name), value, CLAIMS))
        return digest

    def _add(
        self,
        subject: ox.NamedNode,
        predicate: str,
        object: ox.NamedNode | ox.Literal,
        graph: ox.NamedNode | None = None,
    ) -> None:
        self.store.add(ox.Quad(subject, term(predicate), object))
        if graph is not None:
            self.store.add(ox.Quad(subject, term(predicate), object, graph))
