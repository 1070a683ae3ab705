"""An index of the names of a graph, for those who look up often or while somebody types."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.vocabulary import CLAIMS_GRAPH, RDF, SDO
from kg.lookup.matches import BODIES, KINDS, LABELS, Match, best, find_iris, ranked, read_labels
from kg.lookup.names import Likeness, Name
from kg.model import EntityType

if TYPE_CHECKING:
    from kg.graph.store import Graph

_DEFAULT = ox.DefaultGraph()
_CLAIMS = ox.NamedNode(str(CLAIMS_GRAPH))
_TYPE = ox.NamedNode(str(RDF.type))
_MENTIONS = ox.NamedNode(str(SDO.mentions))
_ENDS = (ox.NamedNode(str(RDF.subject)), ox.NamedNode(str(RDF.object)))


@dataclass(frozen=True, slots=True)
class _Label:
    iri: str
    text: str
    name: Name


class Index:
    """The names of a graph in memory; it may be read by several threads at once.

    It is that of the graph from which it was made and knows nothing of later changes.
    """

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store, self._base = store, base
        self._things = _read_things(store)
        self._labels = [
            _Label(iri, text, Name.of(text))
            for iri, text in read_labels(store)
            if iri in self._things
        ]
        postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, label in enumerate(self._labels):
            for word in {*label.name.words, *_marked(label.name.sounds)}:
                postings[word].append(number)
        self._words = sorted(postings)
        self._postings = [postings[word] for word in self._words]

    @classmethod
    def of(cls, graph: Graph) -> Index:
        """The index of all things of a graph, which stays open as long as the index is used."""
        return cls(graph.store, graph.catalogue.base)

    @property
    def things(self) -> Mapping[str, Match]:
        """All things of the graph by IRI, as matches of their preferred names."""
        return MappingProxyType(self._things)

    def find(
        self, text: str, *, type: EntityType | None = None, limit: int | None = None
    ) -> tuple[Match, ...]:
        """What :func:`kg.lookup.find` gives, of which the first ``limit``, if there is one."""
        iris = find_iris(self._store, self._base, text)
        if iris:
            found: Mapping[str, tuple[Likeness, str]] = dict.fromkeys(iris, (Likeness.IRI, ""))
        else:
            wanted = Name.of(text)
            labels = (self._labels[number] for number in self._likely(wanted))
            found = best((each.iri, each.text, wanted.likeness(each.name)) for each in labels)
        matches = (
            replace(
                self._things[iri], likeness=likeness, matched=matched or self._things[iri].label
            )
            for iri, (likeness, matched) in found.items()
            if iri in self._things
        )
        return ranked(match for match in matches if type in (None, match.type))[:limit]

    def _likely(self, wanted: Name) -> Sequence[int]:
        """The numbers of labels with a word, or a sound, that begins as the rarest wanted one."""
        found: set[int] = set()
        for words in (wanted.words, _marked(wanted.sounds)):
            choices = [list(self._begun(word)) for word in words]
            rarest = min(choices, key=lambda postings: sum(map(len, postings)), default=[])
            found.update(number for posting in rarest for number in posting)
        return sorted(found)

    def _begun(self, word: str) -> Iterator[array[int]]:
        """The postings of all words that begin with ``word``."""
        for place in range(bisect_left(self._words, word), len(self._words)):
            if not self._words[place].startswith(word):
                return
            yield self._postings[place]


def _marked(sounds: Iterable[str]) -> list[str]:
    """Sounds as they stand among the words of the index, apart from words."""
    return [f"~{sound}" for sound in sounds]


def _read_things(store: ox.Store) -> dict[str, Match]:
    """All things as matches of their preferred names, by IRI."""
    kinds: dict[str, EntityType] = {}
    for class_, kind in KINDS:
        for iri in _subjects(store, _TYPE, class_, _DEFAULT):
            kinds.setdefault(iri, kind)
    preferred = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(None, LABELS[0], None, _DEFAULT)
    }
    facts = _count_facts(store)
    mentions = Counter(
        quad.object.value  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(None, _MENTIONS, None, None)
        if quad.graph_name != _DEFAULT
    )
    return {
        iri: Match(
            iri=iri,
            type=kind,
            label=preferred.get(iri, iri),
            matched=preferred.get(iri, iri),
            likeness=Likeness.IRI,
            facts=facts[iri],
            mentions=mentions[iri],
        )
        for iri, kind in kinds.items()
    }


def _count_facts(store: ox.Store) -> Counter[str]:
    """The number of stated facts of each thing, by IRI."""
    bodies = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]
        for property in BODIES
        for quad in store.quads_for_pattern(None, property, None, _DEFAULT)
    }
    ends: set[tuple[str, str]] = set()
    for property in _ENDS:
        for quad in store.quads_for_pattern(None, property, None, _CLAIMS):
            digest = quad.subject.value.rpartition("&claim=")[2]  # type: ignore[union-attr]
            iri = quad.object.value  # type: ignore[union-attr]
            ends.add((iri, digest))
            if iri in bodies:
                ends.add((bodies[iri], digest))
    return Counter(iri for iri, _ in ends)


def _subjects(
    store: ox.Store, property: ox.NamedNode, value: ox.NamedNode, graph: ox.DefaultGraph
) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, property, value, graph):
        yield quad.subject.value  # type: ignore[union-attr]
