"""The data of an IRI: what the graph says of it, and enough of its neighbours to read that."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.serialization import serialize
from kg.graph.vocabulary import ORG, PREFIXES, SDO, SKOS, TIME
from kg.serving.things import DEFAULT, TYPE, Things

_WHOLE = frozenset(ox.NamedNode(str(each)) for each in (ORG.Membership, SDO.Quotation))
_PARTS = frozenset(
    ox.NamedNode(str(each)) for each in (ORG.memberDuring, TIME.hasBeginning, TIME.hasEnd)
)
_LABEL = ox.NamedNode(str(SKOS.prefLabel))


def describe(things: Things, iri: str, format: str) -> bytes:
    """The triples that an IRI is an end of, with whole memberships, their times and quotations.

    The other ends have their names.
    """
    quads = set(_quads(things, ox.NamedNode(iri)))
    ends = {end for quad in quads for end in (quad.subject, quad.object)}
    for end in ends:
        if isinstance(end, ox.NamedNode):
            quads.update(things.store.quads_for_pattern(end, _LABEL, None, DEFAULT))
    output = io.BytesIO()
    serialize([quads], output, format=format, prefixes=PREFIXES)
    return output.getvalue()


def _quads(things: Things, node: ox.NamedNode) -> Iterator[ox.Quad]:
    yield from _about(things, node)
    for quad in things.store.quads_for_pattern(None, None, node, DEFAULT):
        yield quad
        if isinstance(quad.subject, ox.NamedNode) and _WHOLE & set(
            things.objects(quad.subject.value, TYPE)
        ):
            yield from _about(things, quad.subject)


def _about(things: Things, node: ox.NamedNode) -> Iterator[ox.Quad]:
    """What is said of something, and of its time, which is a thing of its own."""
    for quad in things.store.quads_for_pattern(node, None, None, DEFAULT):
        yield quad
        if quad.predicate in _PARTS and isinstance(quad.object, ox.NamedNode):
            yield from _about(things, quad.object)
