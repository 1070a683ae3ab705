"""Outlines: what the graph as a whole needs of an extraction, which is little of it.

A graph is described document by document (:mod:`kg.graph.mapping`), so that only outlines of all
documents are in memory at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from kg.model import Extraction

Spoken = tuple[str, bool]
"""A mention's name, and whether it is a reference."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An extraction without text, sentences and mentions.

    ``spoken`` has for each cluster what its mentions call the thing, each once, sorted;
    ``sentences`` is the number of sentences. ``offsets`` has for each cluster where its mentions
    begin, packed (:func:`kg.graph.whereabouts.unpack`), since these are many.
    """

    extraction: Extraction
    spoken: tuple[tuple[Spoken, ...], ...]
    sentences: int
    offsets: bytes

    @classmethod
    def of(cls, extraction: Extraction) -> Outline:
        """The outline of an extraction."""
        mentions = extraction.mentions
        offsets = [[mentions[m].start for m in cluster.mentions] for cluster in extraction.clusters]
        document = replace(extraction.document, text="")
        slim = replace(extraction, document=document, sentences=(), mentions=())
        return cls(
            slim, spoken_of(extraction), len(extraction.sentences), msgspec.msgpack.encode(offsets)
        )


def spoken_of(extraction: Extraction) -> tuple[tuple[Spoken, ...], ...]:
    """What the mentions of each cluster call the thing, each once, sorted."""
    mentions = extraction.mentions
    return tuple(
        tuple(sorted({(mentions[m].name, mentions[m].is_reference) for m in cluster.mentions}))
        for cluster in extraction.clusters
    )
