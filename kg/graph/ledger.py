"""The ledger of a generation: fingerprints, by which the next one sees what changed.

A graph is made of parts that share no quad: for each subject of the whole its quads, and for each
document what the graph says of it (see :class:`kg.graph.mapping.Description`). A part whose
fingerprint is the same has the same quads.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from kg.graph import packing
from kg.graph.mapping import Description
from kg.graph.names import Thing, coordinates
from kg.graph.statements import Statement
from kg.model import Document

FILE = "ledger"

_DIGEST_BYTES = 16
_MODULUS = 1 << (8 * _DIGEST_BYTES)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Fingerprints of a graph's parts.

    ``version`` names all else that quads depend on: the code, the data, the base of IRIs.
    ``subjects`` are by IRI, ``documents`` by identifier.
    """

    version: str = ""
    subjects: Mapping[str, bytes] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict)

    def save(self, file: Path) -> None:
        """Write the ledger. Raises OSError."""
        packing.save(self, file)

    @classmethod
    def load(cls, file: Path) -> Ledger:
        """Read what :meth:`save` wrote; an empty ledger, which fits nothing, for all else."""
        return packing.load(file, cls) or cls()


def fingerprints(description: Description, version: str) -> Ledger:
    """The ledger of a graph."""
    subjects: dict[str, int] = defaultdict(int)
    documents: dict[str, list[bytes]] = {
        identifier: [
            _of_document(outline.extraction.document),
            _digest(description.originals.get(identifier, "")),
        ]
        for identifier, outline in description.outlines.items()
    }
    for index in range(len(description.entities)):
        thing = description.thing(index)
        subjects[str(thing.iri)] += _number(_of_thing(thing, description, documents))
    for statements in description.facts:
        for subject, fingerprint in _of_fact(statements, description, documents):
            # Facts of one subject come in an order that says nothing.
            subjects[subject] += fingerprint
    for old, _, new in description.renamed:
        subjects[str(old)] += _number(_digest("renamed", new))
    for quad in description.corrections:
        # The name that a correction gave a thing is told of the thing.
        subjects[str(quad[0])] += _number(_digest(*(term.n3() for term in quad[:3])))
    for role in description.roles.iris.values():
        subjects[str(role)] += _number(_digest(role, *description.roles.titles(role)))
    return Ledger(
        version,
        {
            subject: (number % _MODULUS).to_bytes(_DIGEST_BYTES, "big")
            for subject, number in subjects.items()
        },
        {name: _of_bytes(b"".join(sorted(parts))) for name, parts in documents.items()},
    )


def _of_document(document: Document) -> bytes:
    return _of_bytes(msgspec.msgpack.encode(replace(document, text="", sha256="")))


def _of_thing(
    thing: Thing, description: Description, documents: Mapping[str, list[bytes]]
) -> bytes:
    """The fingerprint of a thing; what its documents say of it is added to theirs."""
    entity = thing.entity
    used = set()
    for member in entity.members:
        found = []
        for spoken in description.outlines[member.document].spoken[member.cluster]:
            label = thing.find(*spoken)
            if label is not None:
                used.add(label)
                is_preferred = "1" if label == entity.label else ""
                found += [*map(str, spoken), label.text, label.language, is_preferred]
        documents[member.document].append(
            _digest(str(member.cluster), thing.iri, entity.type, *found)
        )
    place = entity.place
    known = () if place is None else (place.geonames, place.wikidata, *coordinates(place))
    names = [(label.text, label.language, str(label in used)) for label in entity.labels]
    return _digest(
        entity.type,
        entity.label.text,
        entity.label.language,
        str(entity.label in used),
        str(bool(entity.members)),
        str(entity.is_renamed),
        *(part for name in names for part in name),
        "",
        *map(str, known),
    )


def _of_fact(
    statements: tuple[Statement, ...],
    description: Description,
    documents: Mapping[str, list[bytes]],
) -> Iterator[tuple[str, int]]:
    """The fingerprints of a fact by subject; that it is stated is added to its documents."""
    is_stated = any(statement.evidence for statement in statements)
    for statement in statements:
        triples = (statement.triple, *statement.more)
        titles = () if statement.role is None else description.roles.titles(statement.role)
        said = _digest(*(term.n3() for triple in triples for term in triple), "", *titles)
        for evidence in statement.evidence:
            documents[evidence.document].append(_digest(str(evidence.claim), said.hex()))
        number = _number(_digest(said.hex(), str(is_stated)))
        for subject in {str(triple[0]) for triple in triples}:
            yield subject, number
        if statement.role is not None and not is_stated:
            yield str(statement.role), number


def _digest(*parts: str) -> bytes:
    # Lengths are encoded too, so that no text can be mistaken for several.
    return _of_bytes(msgspec.msgpack.encode([str(part) for part in parts]))


def _of_bytes(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big")
