"""From entities and facts to quads: the contract of the vocabulary, to the letter.

:func:`describe` yields rdflib 4-tuples ``(subject, predicate, object, graph)``; ``graph`` is
None for the default graph. Every quad comes once, in no promised order; nothing is entailed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from types import MappingProxyType

from rdflib import Literal, URIRef

from kg.corrections import Outcome
from kg.graph import identifiers
from kg.graph.corrections import describe_corrections
from kg.graph.evidence import FactWriter, Stated, describe_evidence
from kg.graph.names import Thing, describe_mentions, describe_thing
from kg.graph.outlines import Outline, Spoken
from kg.graph.passages import Passages
from kg.graph.roles import Roles
from kg.graph.statements import Statement, state
from kg.graph.terms import Quad, Triple
from kg.graph.vocabulary import (
    GAZETTEER_GRAPH,
    PROV,
    RDFS,
    RESOLUTION_GRAPH,
    ROMANIZATION_GRAPH,
    RW,
)
from kg.model import Claim, Entity, Evidence, Extraction, Label, Resolution

_GEONAMES = URIRef("https://www.geonames.org/")


def describe(
    resolution: Resolution,
    extractions: Mapping[str, Extraction],
    base: str,
    *,
    gazetteer: str = "GeoNames",
    originals: Mapping[str, str] = MappingProxyType({}),
    outcomes: Sequence[Outcome] = (),
) -> Iterator[Quad]:
    """All quads of a graph.

    ``extractions`` are by document identifier; ``base`` begins every IRI; ``gazetteer`` is
    the name and version of the gazetteer that places were linked to; ``outcomes`` are those
    of the corrections that were applied; ``originals`` has for each near-copy the document that
    it is a copy of (:func:`kg.copies.originals`). Raises SettingsError for a base that cannot
    begin an IRI, KgError for a status of an event that is unknown.
    """
    outlines = {identifier: Outline.of(each) for identifier, each in extractions.items()}
    description = Description(
        resolution,
        outlines,
        base,
        gazetteer=gazetteer,
        originals=originals,
        outcomes=outcomes,
    )
    yield from description.whole()
    for extraction in extractions.values():
        yield from description.document(extraction)


class Description:
    """The graph of a resolution in two parts that share no quad.

    :meth:`whole` is what all documents say together: the default graph's triples of things, facts
    and roles, the graphs of what no sentence states, and the corrections. :meth:`document` is all
    about one document: itself, what it is a copy of, its sentences, their graphs and their claims.
    The subject of each quad tells its part: a document, a sentence or a claim, or else a thing of
    the whole.
    """

    def __init__(
        self,
        resolution: Resolution,
        outlines: Mapping[str, Outline],
        base: str,
        *,
        gazetteer: str = "GeoNames",
        originals: Mapping[str, str] = MappingProxyType({}),
        outcomes: Sequence[Outcome] = (),
    ) -> None:
        """Bring together what the parts need. Raises as :func:`describe` does."""
        identifiers.check_base(base)
        self.base = base
        self.gazetteer = gazetteer
        self.originals = originals
        self.entities = resolution.entities
        self.outlines = outlines
        extractions = {identifier: each.extraction for identifier, each in outlines.items()}
        self.iris = identifiers.entity_iris(resolution.entities, base)
        self.roles = Roles.collect(resolution, self._claim, base)
        self.renamed = tuple(
            (self.iris[old], RW.renamedTo, self.iris[new]) for old, new in resolution.renamed
        )
        self.facts = tuple(state(resolution, self._claim, self.iris, self.roles, base))
        self.corrections = tuple(describe_corrections(outcomes, resolution, self.iris, base))
        self._entities_of = _entities_by_document(resolution.entities, extractions)
        self._stated = _stated_by_document(self.facts)

    def whole(self, subjects: Set[str] | None = None) -> Iterator[Quad]:
        """What no single document decides; only of ``subjects`` (IRIs) where they are given."""
        graphs: set[URIRef] = set()
        for quad in chain(
            self._things(subjects),
            self._renamed(subjects),
            self._facts(subjects),
            self._corrections(subjects),
        ):
            if quad[3] is not None:
                graphs.add(quad[3])
            yield quad
        if self.originals:
            graphs.add(RESOLUTION_GRAPH)
        if subjects is None:
            yield from origins(graphs, self.gazetteer)

    def document(self, extraction: Extraction) -> Iterator[Quad]:
        """What one document says. Its extraction is whole, with text and mentions."""
        identifier = extraction.document.identifier
        things = [
            None if index is None else self.thing(index) for index in self._entities_of[identifier]
        ]
        stated, original = self.stated(identifier), self.originals.get(identifier)
        yield from describe_document(extraction, things, stated, original, self.roles, self.base)

    def thing(self, index: int) -> Thing:
        """The entity of this index as a thing of the graph."""
        return Thing(self.entities[index], self.iris[index])

    def used(self, thing: Thing) -> set[Label]:
        """The names of a thing that sentences use."""
        found: set[Label] = set()
        for member in thing.entity.members:
            found.update(used(thing, self.outlines[member.document].spoken[member.cluster]))
        return found

    def stated(self, document: str) -> dict[Triple, list[Stated]]:
        """What a document states of each fact, by the triple that claims point to."""
        return by_triple(self._stated.get(document, ()))

    def _claim(self, evidence: Evidence) -> Claim:
        return self.outlines[evidence.document].extraction.claims[evidence.claim]

    def _things(self, subjects: Set[str] | None) -> Iterator[Quad]:
        for index, iri in enumerate(self.iris):
            # rdflib's IRIs are not equal to their text.
            if subjects is None or str(iri) in subjects:
                thing = self.thing(index)
                yield from describe_thing(thing, self.used(thing))

    def _renamed(self, subjects: Set[str] | None) -> Iterator[Quad]:
        for triple in self.renamed:
            if subjects is None or str(triple[0]) in subjects:
                yield *triple, None
                yield *triple, RESOLUTION_GRAPH

    def _corrections(self, subjects: Set[str] | None) -> Iterator[Quad]:
        for quad in self.corrections:
            if subjects is None or str(quad[0]) in subjects:
                yield quad

    def _facts(self, subjects: Set[str] | None) -> Iterator[Quad]:
        writer = FactWriter(self.roles)
        for statements in self.facts:
            if subjects is None or not subjects.isdisjoint(_subjects(statements)):
                for quad in writer.describe(statements):
                    if subjects is None or str(quad[0]) in subjects:
                        yield quad


def describe_document(
    extraction: Extraction,
    things: Sequence[Thing | None],
    stated: Mapping[Triple, Sequence[Stated]],
    original: str | None,
    roles: Roles,
    base: str,
) -> Iterator[Quad]:
    """What one document says.

    ``things`` are those that its clusters stand for, in their order; ``stated`` is what it states
    of each fact, by the triple that claims point to; ``original`` the document that it is a near
    copy of; ``roles`` need be those of ``stated`` only.
    """
    passages = Passages(extraction, base)
    yield from describe_mentions(extraction, things, passages)
    yield from describe_evidence(stated, extraction, passages, roles, base)
    for triple in passages.describe():
        yield *triple, None
    if original is not None:
        copied = identifiers.document_iri(original, base)
        for graph in (None, RESOLUTION_GRAPH):
            yield passages.document, RW.nearCopyOf, copied, graph


def used(thing: Thing, spoken: Iterable[Spoken]) -> Iterator[Label]:
    """The names of a thing that are used where it is spoken of."""
    for name, is_reference in spoken:
        label = thing.find(name, is_reference)
        if label is not None:
            yield label


def by_triple(stated: Iterable[Stated]) -> dict[Triple, list[Stated]]:
    """What is stated of each fact, by the triple that claims point to."""
    found: dict[Triple, list[Stated]] = defaultdict(list)
    for each in stated:
        found[each.statement.triple].append(each)
    return found


def _subjects(statements: Sequence[Statement]) -> Iterator[str]:
    for statement in statements:
        yield str(statement.triple[0])
        yield from (str(triple[0]) for triple in statement.more)
        if statement.role is not None:
            yield str(statement.role)


def _entities_by_document(
    entities: Sequence[Entity], extractions: Mapping[str, Extraction]
) -> dict[str, list[int | None]]:
    """For each document the entity that each of its clusters stands for, if any."""
    found: dict[str, list[int | None]] = {
        identifier: [None] * len(each.clusters) for identifier, each in extractions.items()
    }
    for index, entity in enumerate(entities):
        for member in entity.members:
            found[member.document][member.cluster] = index
    return found


def _stated_by_document(facts: Iterable[Sequence[Statement]]) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = defaultdict(list)
    for statements in facts:
        for statement in statements:
            for evidence in statement.evidence:
                found[evidence.document].append(Stated(statement, evidence.claim))
    return found


def origins(graphs: Set[URIRef], gazetteer: str) -> Iterator[Quad]:
    """Where the graphs come from that hold what no sentence states, as far as they are used."""
    if GAZETTEER_GRAPH in graphs:
        yield GAZETTEER_GRAPH, PROV.wasAttributedTo, _GEONAMES, None
        yield _GEONAMES, RDFS.label, Literal(gazetteer), None
    if ROMANIZATION_GRAPH in graphs:
        yield ROMANIZATION_GRAPH, PROV.wasGeneratedBy, RW.Romanization, None
    if RESOLUTION_GRAPH in graphs:
        yield RESOLUTION_GRAPH, PROV.wasGeneratedBy, RW.Resolution, None
