"""Redirects: from the IRIs that things had in earlier generations of a store to those of today.

What the documents say decides an IRI, so a change of a store may change some. Each generation
keeps the graph ``rw:redirects``, in which ``<old> dcterms:isReplacedBy <new>`` for every IRI that
was replaced, and where things are mentioned (:mod:`kg.graph.whereabouts`), by which the next
generation finds what it replaces.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from kg.graph import generations, whereabouts
from kg.graph.identifiers import slug
from kg.graph.mapping import Description
from kg.graph.terms import Quad, to_ox_quads
from kg.graph.updates import Read
from kg.graph.vocabulary import DCTERMS, REDIRECTS_GRAPH
from kg.graph.whereabouts import Whereabouts
from kg.model import Entity

_REPLACED = ox.NamedNode(str(DCTERMS.isReplacedBy))
_GRAPH = ox.NamedNode(str(REDIRECTS_GRAPH))

_log = logging.getLogger(__name__)

Replaced = Mapping[str, frozenset[str]]
"""Former IRIs, each with those that took its place then; one of these may be replaced too."""


@dataclass(frozen=True, slots=True)
class History:
    """What a generation knows of IRIs: which were replaced by which, and where its things are.

    IRIs stand without ``base``, so that another base changes none. No IRI of a thing is replaced,
    which is why none can lead back to itself; and each leads to things in the end.
    """

    base: str = ""
    where: Whereabouts = field(default_factory=Whereabouts)
    replaced: Replaced = field(default_factory=dict)

    @classmethod
    def load(cls, generation: Path, base: str) -> History:
        """The history of a generation; of what is missing or damaged nothing is known."""
        where = Whereabouts.load(generation / whereabouts.FILE)
        try:
            store = ox.Store.read_only(str(generation / generations.QUADS))
            return cls(base, where, _replaced(store, base))
        except (OSError, RuntimeError) as error:  # the latter for damaged files
            _log.warning("the redirects of earlier changes are lost: %s", error)
            return cls(base, where)

    def next(self, description: Description, read: Read) -> History:
        """The history of the generation that follows.

        An IRI that a thing has again is replaced no longer. Of documents that left, no name stays:
        where nothing else leads to a thing, or says the old name, there is no redirect.
        """
        where = Whereabouts.of(description)
        living = frozenset(where.iris)
        replaced: Replaced = {
            **{old: new for old, new in self.replaced.items() if old not in living},
            **whereabouts.successors(self.where, where),
        }
        replaced = _leading_on(replaced, living)
        if not self.where.documents or self.where.documents.keys() - where.documents.keys():
            replaced = _without(replaced, _unsaid(replaced, description, read))
        return History(description.base, where, replaced)

    def quads(self) -> Iterator[Quad]:
        """The graph of redirects."""
        for old, successors in self.replaced.items():
            for new in successors:
                yield self._iri(old), DCTERMS.isReplacedBy, self._iri(new), REDIRECTS_GRAPH

    def update(self, store: ox.Store) -> None:
        """Make a store that holds other redirects hold these."""
        old = set(store.quads_for_pattern(None, None, None, _GRAPH))
        new = set(to_ox_quads(self.quads()))
        for quad in old - new:
            store.remove(quad)
        store.extend(new - old)
        if not new:
            # A graph that has lost all its quads would still be named.
            store.remove_graph(_GRAPH)

    def save(self, generation: Path) -> None:
        """Write what is not in the generation's quads. Raises OSError."""
        self.where.save(generation / whereabouts.FILE)

    def faults(self) -> Iterator[str]:
        """What is wrong with the redirects, if anything."""
        living = frozenset(self.where.iris)
        if alive := living & self.replaced.keys():
            yield f"{len(alive)} IRIs of things are redirected, as {self.base}{min(alive)}"
        leading = _leading_on(self.replaced, living)
        if lost := self.replaced.keys() - leading.keys():
            yield f"{len(lost)} redirects lead to no thing, as that of {self.base}{min(lost)}"

    def _iri(self, path: str) -> URIRef:
        return URIRef(self.base + path)


def successors(store: ox.Store, iri: str) -> tuple[str, ...]:
    """The IRIs to which the redirects from ``iri`` lead in the end, sorted; most often one."""

    def following(iri: str) -> list[str]:
        node = ox.NamedNode(iri)
        return [_value(q) for q in store.quads_for_pattern(node, _REPLACED, None, _GRAPH)]

    try:
        return tuple(sorted(_follow(iri, following)))
    except ValueError:  # text that is no IRI
        return ()


def _replaced(store: ox.Store, base: str) -> Replaced:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, _REPLACED, None, _GRAPH):
        assert isinstance(quad.subject, ox.NamedNode)
        found[quad.subject.value.removeprefix(base)].add(_value(quad).removeprefix(base))
    return {old: frozenset(new) for old, new in found.items()}


def _value(quad: ox.Quad) -> str:
    assert isinstance(quad.object, ox.NamedNode)
    return quad.object.value


def _follow(iri: str, following: Callable[[str], Collection[str]]) -> frozenset[str]:
    """The IRIs after ``iri`` that none follows."""
    found, seen, waiting = set(), {iri}, [iri]
    while waiting:
        for new in following(waiting.pop()):
            if not following(new):
                found.add(new)
            elif new not in seen:
                seen.add(new)
                waiting.append(new)
    return frozenset(found)


def _leading_on(replaced: Replaced, living: Set[str]) -> Replaced:
    """Redirects without those that lead to no thing."""
    while True:
        left = {
            old: frozenset(new for new in successors if new in living or new in replaced)
            for old, successors in replaced.items()
        }
        left = {old: successors for old, successors in left.items() if successors}
        if left == replaced:
            return left
        replaced = left


def _without(replaced: Replaced, dropped: Set[str]) -> Replaced:
    """Redirects without those from some IRIs; what led to these leads past them."""

    def past(old: str) -> frozenset[str]:
        return _follow(old, lambda iri: replaced[iri] if iri == old or iri in dropped else ())

    return {old: past(old) for old in replaced if old not in dropped} if dropped else replaced


def _unsaid(replaced: Replaced, description: Description, read: Read) -> set[str]:
    """The former IRIs made of a name that no document has which mentions what they lead to."""
    things = dict(zip(description.iris, description.entities, strict=True)) if replaced else {}
    unsaid: set[str] = set()
    by_document: dict[str, set[str]] = defaultdict(set)
    for old in replaced:
        ends = _follow(old, lambda iri: replaced.get(iri, ()))
        entities = [things[URIRef(description.base + end)] for end in ends]
        if not any(_is_name_of(old, entity, description) for entity in entities):
            unsaid.add(old)
            for member in (member for entity in entities for member in entity.members):
                by_document[member.document].add(old)
    # What another version of the extractor took for a name may stand in a text nevertheless.
    doubtful = (name for name in sorted(by_document) if by_document[name] & unsaid)
    for extraction in read(doubtful):
        text = slug(extraction.document.text)
        said = by_document[extraction.document.identifier]
        unsaid -= {old for old in said if _name(old) in text}
    return unsaid


def _is_name_of(old: str, entity: Entity, description: Description) -> bool:
    spoken = (
        name
        for member in entity.members
        for name, _ in description.outlines[member.document].spoken[member.cluster]
    )
    labels = (label.text for label in (entity.label, *entity.labels))
    name = _name(old)
    return any(name in slug(text) for texts in (labels, spoken) for text in texts)


def _name(path: str) -> str:
    """The name that an IRI is made of, without the digest that sets it apart."""
    return path.partition("/")[2].partition("-")[0]
