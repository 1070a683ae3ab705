"""Formats of RDF, written in an order that the graph's content decides.

Oxigraph serializes; here the quads are put in order, and language tags get the case that
is recommended for them. A graph may be larger than memory.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import IO

import pyoxigraph as ox

from kg.graph.jsonld import json_ld
from kg.graph.sorting import sorted_lines, with_recommended_tags
from kg.graph.terms import recommended_case

_log = logging.getLogger(__name__)

FORMATS = ("nt", "nq", "ttl", "trig", "jsonld", "rdf")
"""N-Triples, N-Quads, Turtle, TriG, JSON-LD and RDF/XML, by the suffix of their files."""
DATASET_FORMATS = frozenset({"nq", "trig"})
"""The formats that hold named graphs."""

_OXIGRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
}
_BATCH = 5_000
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_LANGUAGE = re.compile(rb'(<[^<>]*? xml:lang=")([^"]+)')


def serialize(
    graphs: Iterable[Iterable[ox.Quad]],
    output: IO[bytes],
    *,
    format: str,
    prefixes: Mapping[str, str],
) -> None:
    """Write the quads of ``graphs``, each in its turn, in one of :data:`FORMATS`.

    A format that holds no named graphs gets all quads as triples. Raises OSError.
    """
    if format == "nq":
        output.writelines(sorted_lines(chain.from_iterable(graphs)))
        return
    if format not in DATASET_FORMATS:
        graphs = [_without_graphs(chain.from_iterable(graphs))]
    lines = chain.from_iterable(map(sorted_lines, graphs))
    if format == "nt":
        output.writelines(lines)
    elif format == "jsonld":
        output.writelines(json_ld(_parsed(lines)))
    else:
        quads: Iterable[ox.Quad] = _parsed(lines)
        if format == "rdf":
            quads = _fit_for_xml(quads)
        _write(quads, output, format=format, prefixes=prefixes)


def replace_controls(text: str) -> str:
    """``text`` with the control characters that XML cannot hold as the replacement character."""
    return _NO_XML.sub("\ufffd", text)


def _write(
    quads: Iterable[ox.Quad], output: IO[bytes], *, format: str, prefixes: Mapping[str, str]
) -> None:
    corrected = _LineFilter(output, _corrected_xml if format == "rdf" else with_recommended_tags)
    items = quads if format in DATASET_FORMATS else (quad.triple for quad in quads)
    ox.serialize(items, corrected, _OXIGRAPH_FORMATS[format], prefixes=dict(prefixes))  # type: ignore[arg-type]
    corrected.finish()


class _LineFilter:
    """A file that corrects whole lines before it writes them on."""

    def __init__(self, output: IO[bytes], correct: Callable[[bytes], bytes]) -> None:
        self._output = output
        self._correct = correct
        self._rest = b""

    def write(self, data: bytes) -> int:
        """Take bytes, of which those up to the last line end are written on."""
        lines, line_end, self._rest = (self._rest + data).rpartition(b"\n")
        self._output.write(self._correct(lines + line_end))
        return len(data)

    def flush(self) -> None:
        """Nothing: an unfinished line waits for its end."""

    def finish(self) -> None:
        """Write what is left."""
        self._output.write(self._correct(self._rest))


def _corrected_xml(lines: bytes) -> bytes:
    # A reader of XML takes a bare carriage return for a line end.
    return _XML_LANGUAGE.sub(_with_recommended_tag, lines.replace(b"\r", b"&#13;"))


def _with_recommended_tag(found: re.Match[bytes]) -> bytes:
    return found[1] + recommended_case(found[2].decode()).encode()


def _without_graphs(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    return (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def _parsed(lines: Iterator[bytes]) -> Iterator[ox.Quad]:
    while batch := b"".join(islice(lines, _BATCH)):
        yield from ox.parse(batch, format=ox.RdfFormat.N_QUADS)


def _fit_for_xml(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Control characters, which XML cannot hold, as the replacement character."""
    for quad in quads:
        if isinstance(quad.object, ox.Literal) and _NO_XML.search(quad.object.value):
            _log.warning("%s: a character that RDF/XML cannot hold became U+FFFD", quad.subject)
            yield ox.Quad(quad.subject, quad.predicate, _replaced(quad.object))
        else:
            yield quad


def _replaced(literal: ox.Literal) -> ox.Literal:
    text = replace_controls(literal.value)
    if literal.language:
        return ox.Literal(text, language=literal.language)
    return ox.Literal(text, datatype=literal.datatype)
