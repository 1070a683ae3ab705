"""What was read of the documents of a store that two things have to do with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import archive
from kg.archive import Archive
from kg.errors import StoreError
from kg.graph.identifiers import sentence_iri
from kg.graph.names import GEONAMES
from kg.graph.store import Graph
from kg.graph.vocabulary import OWL, SDO
from kg.lookup import Likeness, Match
from kg.lookup.matches import LABELS, read_labels, read_type
from kg.lookup.names import Name
from kg.model import Cluster, Document, Extraction, Member, Mention

_DEFAULT = ox.DefaultGraph()
_MENTIONS = ox.NamedNode(str(SDO.mentions))
_SAME_AS = ox.NamedNode(str(OWL.sameAs))
_SAME = (Likeness.SPELLING, Likeness.NAME)


@dataclass(frozen=True, slots=True)
class Reading:
    """A cluster of a document: the mentions there that stand for one thing."""

    extraction: Extraction
    number: int

    @property
    def member(self) -> Member:
        """The cluster as resolution names it."""
        return Member(self.extraction.document.identifier, self.number)

    @property
    def cluster(self) -> Cluster:
        """The cluster itself."""
        return self.extraction.clusters[self.number]

    @property
    def mentions(self) -> list[Mention]:
        """Its mentions, in the order of the text."""
        return [self.extraction.mentions[index] for index in self.cluster.mentions]

    @property
    def claims(self) -> int:
        """How many claims of the document are about it."""
        own = set(self.cluster.mentions)
        return sum(not own.isdisjoint({c.subject, c.object}) for c in self.extraction.claims)

    def is_named(self, wanted: Name) -> bool:
        """Whether the document gives it this name, in any spelling."""
        return any(wanted.likeness(Name.of(name)) in _SAME for name in self.cluster.names)


class Library:
    """A store's graph with the archive of what was read for it."""

    def __init__(self, graph: Graph, kept: Archive) -> None:
        self.graph = graph
        self._kept = kept
        self._documents = {each.identifier: each for each in graph.catalogue.described()}

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Library]:
        """The published graph of a store, and its archive. Raises StoreError without them."""
        with Graph.open(folder) as graph:
            file = folder / archive.FILE
            if not file.exists():
                raise StoreError(f"{file}: found no archive; build the store from its sources")
            with Archive.reading(file, extractor=graph.catalogue.extractor) as kept:
                yield cls(graph, kept)

    def __len__(self) -> int:
        """The number of documents."""
        return len(self._documents)

    def documents(self, iris: Iterable[str]) -> frozenset[str]:
        """The identifiers of the documents that mention any of these things."""
        store = self.graph.store
        return frozenset(
            quad.subject.value.rpartition("/")[2]  # type: ignore[union-attr]
            for iri in iris
            for quad in store.quads_for_pattern(None, _MENTIONS, ox.NamedNode(iri), _DEFAULT)
        )

    def rivals(self, things: Iterable[Match]) -> frozenset[str]:
        """The things of the same types that have a longer or shorter form of one of their names.

        What is decided about names depends on such others as well.
        """
        store, things = self.graph.store, tuple(things)
        kinds = {match.type for match in things}
        names = [
            set(Name.of(quad.object.value).words)  # type: ignore[union-attr]
            for match in things
            for property in LABELS
            for quad in store.quads_for_pattern(ox.NamedNode(match.iri), property, None, _DEFAULT)
        ]
        alike = set()
        for iri, label in read_labels(store):
            words = set(Name.of(label).words)
            if words and any(words <= own or own <= words for own in names):
                alike.add(iri)
        return frozenset(iri for iri in alike if read_type(store, iri) in kinds)

    def extractions(self, identifiers: Iterable[str] | None = None) -> list[Extraction]:
        """What was read of documents, of all where none are named, with their texts.

        Raises StoreError where something is not kept.
        """
        wanted = sorted(self._documents if identifiers is None else identifiers)
        found = list(
            self._kept.extractions(self._kept.with_text(self._documents[each]) for each in wanted)
        )
        if len(found) < len(wanted):
            raise StoreError(
                f"the archive lacks {len(wanted) - len(found)} of {len(wanted)} documents; "
                "build the store again from its sources"
            )
        return found

    def text(self, document: Document) -> str:
        """The text of a document. Raises StoreError where it is not kept."""
        return self._kept.with_text(document).text

    def place(self, geonames: int) -> str | None:
        """The name of the place with a GeoNames id; None where the graph has none."""
        store = self.graph.store
        same = ox.NamedNode(GEONAMES.format(geonames))
        for quad in store.quads_for_pattern(None, _SAME_AS, same, _DEFAULT):
            for name in store.quads_for_pattern(quad.subject, LABELS[0], None, _DEFAULT):
                return str(name.object.value)  # type: ignore[union-attr]
        return None

    def readings(self, match: Match, extractions: Iterable[Extraction]) -> list[Reading]:
        """The clusters that stand for a thing, of documents that mention it."""
        spelled = self._spellings(match)
        by_document = self._sentences(match)
        return [
            Reading(extraction, number)
            for extraction in extractions
            if extraction.document.identifier in by_document
            for number, cluster in enumerate(extraction.clusters)
            if cluster.type is match.type
            and not spelled.isdisjoint(map(_spelling, cluster.names or (cluster.name,)))
            and self._spoken(extraction, cluster) <= by_document[extraction.document.identifier]
        ]

    def _spellings(self, match: Match) -> frozenset[str]:
        node = ox.NamedNode(match.iri)
        return frozenset(
            _spelling(quad.object.value)  # type: ignore[union-attr]
            for property in LABELS
            for quad in self.graph.store.quads_for_pattern(node, property, None, _DEFAULT)
        )

    def _sentences(self, match: Match) -> Mapping[str, set[str]]:
        """The IRIs of the sentences that speak of a thing, by document."""
        found: dict[str, set[str]] = {}
        node = ox.NamedNode(match.iri)
        for quad in self.graph.store.quads_for_pattern(None, _MENTIONS, node, None):
            if quad.graph_name != _DEFAULT:
                identifier = quad.subject.value.rpartition("/")[2]  # type: ignore[union-attr]
                found.setdefault(identifier, set()).add(quad.graph_name.value)  # type: ignore[union-attr]
        return found

    def _spoken(self, extraction: Extraction, cluster: Cluster) -> set[str]:
        base, identifier = self.graph.catalogue.base, extraction.document.identifier
        sentences = {extraction.mentions[index].sentence for index in cluster.mentions}
        spans = [extraction.sentences[number] for number in sentences]
        return {
            str(sentence_iri(f"{base}document/{identifier}", span.start, span.end))
            for span in spans
        }


def telling(readings: Iterable[Reading], most: int) -> list[Reading]:
    """At most so many clusters: one of each name first, then those that most is said about."""
    ordered = sorted(readings, key=lambda each: (-each.claims, each.member))
    seen: Counter[str] = Counter()
    ranks = {}
    for each in ordered:
        spelling = _spelling(each.cluster.name)
        ranks[each.member] = seen[spelling]
        seen[spelling] += 1
    return sorted(ordered, key=lambda each: ranks[each.member])[:most]


def _spelling(name: str) -> str:
    return Name.of(name).spelling or name
