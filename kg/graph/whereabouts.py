"""Whereabouts: where things are mentioned, by which a thing is known again under another IRI.

A generation keeps in the file ``whereabouts`` the offsets of all mentions, by document and
cluster, with the IRI of the thing that each cluster stands for. IRIs stand without their base.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import msgspec

from kg.graph import packing
from kg.graph.mapping import Description

FILE = "whereabouts"

_NOTHING = -1

Clusters = tuple[bytes, bytes]
"""Of a document's clusters, packed: the offsets of each one's mentions, and its thing or -1."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the things of a graph are mentioned.

    ``iris`` are those of all things, sorted; things are named by their index there. ``places``
    has the things that the gazetteer knows by their GeoNames id, since some of them
    are mentioned nowhere.
    """

    iris: tuple[str, ...] = ()
    documents: Mapping[str, Clusters] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, description: Description) -> Whereabouts:
        """Where the things of a description are mentioned."""
        paths = [iri.removeprefix(description.base) for iri in description.iris]
        iris = tuple(sorted(paths))
        numbers = {path: number for number, path in enumerate(iris)}
        things = {
            identifier: [_NOTHING] * len(outline.spoken)
            for identifier, outline in description.outlines.items()
        }
        places = {}
        for entity, path in zip(description.entities, paths, strict=True):
            for member in entity.members:
                things[member.document][member.cluster] = numbers[path]
            if entity.place is not None and entity.place.geonames:
                places[entity.place.geonames] = numbers[path]
        documents = {
            identifier: (description.outlines[identifier].offsets, _pack(numbered))
            for identifier, numbered in things.items()
        }
        return cls(iris, documents, places)

    def save(self, file: Path) -> None:
        """Write the whereabouts. Raises OSError."""
        packing.save(self, file)

    @classmethod
    def load(cls, file: Path) -> Whereabouts:
        """Read what :meth:`save` wrote; no whereabouts at all for what is missing or damaged."""
        return packing.load(file, cls) or cls()


def successors(old: Whereabouts, new: Whereabouts) -> dict[str, frozenset[str]]:
    """For each IRI that only ``old`` has, those of the things that its mentions are of now.

    Where an IRI is missing, no mention of its thing is in a document of ``new``.
    """
    present = frozenset(new.iris)
    gone = {number for number, iri in enumerate(old.iris) if iri not in present}
    found: dict[int, set[int]] = defaultdict(set)
    mentioned: set[int] = set()
    for identifier, clusters in old.documents.items() if gone else ():
        here = gone.intersection(_unpack_things(clusters))
        mentioned |= here
        if here and identifier in new.documents:
            for before, now in _found_again(clusters, new.documents[identifier]):
                if before in here and now != _NOTHING:
                    found[before].add(now)
    for geonames, number in old.places.items():
        # Of a place that a document mentions, its mentions tell.
        if number in gone - mentioned and geonames in new.places:
            found[number].add(new.places[geonames])
    return {
        old.iris[number]: frozenset(new.iris[now] for now in things)
        for number, things in found.items()
    }


def _found_again(old: Clusters, new: Clusters) -> Iterator[tuple[int, int]]:
    """For each cluster of a document the thing that it stood for, and the one of today."""
    if old[0] == new[0]:
        yield from zip(_unpack_things(old), _unpack_things(new), strict=True)
        return
    # Another version of the extractor read the document.
    by_offset: dict[int, list[int]] = defaultdict(list)
    for offsets, thing in zip(_unpack_offsets(new), _unpack_things(new), strict=True):
        for offset in offsets:
            by_offset[offset].append(thing)
    for offsets, thing in zip(_unpack_offsets(old), _unpack_things(old), strict=True):
        votes = Counter(chain.from_iterable(by_offset[offset] for offset in offsets))
        del votes[_NOTHING]
        if votes:
            yield thing, min(votes, key=lambda each: (-votes[each], each))


def _pack(things: list[int]) -> bytes:
    return msgspec.msgpack.encode(things)


def _unpack_offsets(clusters: Clusters) -> list[list[int]]:
    return msgspec.msgpack.decode(clusters[0], type=list[list[int]])


def _unpack_things(clusters: Clusters) -> list[int]:
    return msgspec.msgpack.decode(clusters[1], type=list[int])
