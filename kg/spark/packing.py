"""Values of kg in columns of Spark: as MessagePack, and terms of RDF as short rows."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.graph.terms import Triple

_T = TypeVar("_T")

PackedTerm = tuple[str, str | None, str | None]
"""The text of a term, and of a literal its language and datatype; an IRI has "iri" for both."""
PackedTriple = tuple[PackedTerm, PackedTerm, PackedTerm]

_IRI = "iri"

_encode = msgspec.msgpack.Encoder().encode


def pack(value: Any) -> bytes:
    """A value of kg's types as bytes."""
    return _encode(value)


def unpack(data: bytes, kind: type[_T]) -> _T:
    """The value of the type ``kind`` that :func:`pack` made bytes of."""
    return msgspec.msgpack.decode(data, type=kind)


def pack_term(term: Node) -> PackedTerm:
    """A term of RDF as a row."""
    if isinstance(term, Literal):
        return str(term), term.language, None if term.datatype is None else str(term.datatype)
    return str(term), _IRI, _IRI


def unpack_term(packed: PackedTerm) -> URIRef | Literal:
    """The term that :func:`pack_term` made a row of."""
    text, language, datatype = packed
    if language == _IRI and datatype == _IRI:
        return URIRef(text)
    if datatype is None:
        return Literal(text, lang=language)
    return Literal(text, datatype=URIRef(datatype), normalize=False)


def pack_triple(triple: Triple) -> PackedTriple:
    """A triple as rows of its terms."""
    subject, predicate, object_ = triple
    return pack_term(subject), pack_term(predicate), pack_term(object_)


def unpack_triple(packed: PackedTriple) -> Triple:
    """The triple that :func:`pack_triple` made rows of."""
    subject, predicate, object_ = map(unpack_term, packed)
    assert isinstance(predicate, URIRef)
    return subject, predicate, object_
