"""Files of RDF, and the quads in them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import ReadError
from kg.export import partitions
from kg.graph.vocabulary import ONTOLOGY_GRAPH

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
"""The formats by the suffix of their files, behind which ``.gz`` may stand."""

_ONTOLOGY = ox.NamedNode(str(ONTOLOGY_GRAPH))


def find_files(source: Path) -> list[Path]:
    """The file itself, or all files of RDF in a folder and below it, in order.

    Raises ReadError where there is none, and where a folder has a manifest that they do not fit
    (:mod:`kg.export.partitions`).
    """
    expected = f"expected {', '.join(FORMATS)}, each also with .gz"
    if source.is_dir() and partitions.is_partitioned(source):
        return partitions.whole_files(source)
    if source.is_dir():
        found = sorted(path for path in source.rglob("*") if path.is_file() and _format(path))
        if not found:
            raise ReadError(f"{source}: found no file of RDF in the folder; {expected}")
        return found
    if not source.exists():
        raise ReadError(f"{source}: no such file or folder")
    if _format(source) is None:
        raise ReadError(f"{source}: found the suffix {source.suffix!r}; {expected}")
    return [source]


def read_quads(files: Iterable[Path]) -> Iterator[ox.Quad]:
    """The quads of files, without those of the ontology's graph, in the order of the files.

    Raises ReadError, which names file and line, for what cannot be read, is no RDF 1.1, or has
    blank nodes: a name that holds in one file alone cannot be sent in pieces or added to.
    """
    for file in files:
        for quad in _parse(file):
            if quad.graph_name == _ONTOLOGY:
                continue
            if not is_named(quad):
                raise ReadError(f"{file}: found {quad}; expected IRIs, and no blank nodes")
            yield quad


def is_named(quad: ox.Quad) -> bool:
    """Whether it holds IRIs and texts alone: neither blank nodes nor triples."""
    return (
        isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode | ox.Literal)
        and isinstance(quad.graph_name, ox.NamedNode | ox.DefaultGraph)
    )


def _parse(file: Path) -> Iterator[ox.Quad]:
    try:
        with _open(file) as content:
            yield from ox.parse(content, format=_format(file))
    except SyntaxError as error:
        place = f", line {error.lineno}" if error.lineno else ""
        raise ReadError(f"{file}{place}: {error.msg}") from error
    except (OSError, EOFError, ValueError) as error:
        raise ReadError(f"{file}: cannot be read: {error}") from error


def _open(file: Path) -> IO[bytes]:
    return gzip.open(file) if file.suffix.lower() == ".gz" else file.open("rb")  # type: ignore[return-value]


def _format(file: Path) -> ox.RdfFormat | None:
    suffixes: Sequence[str] = [suffix.lower() for suffix in file.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes = suffixes[:-1]
    return FORMATS.get(suffixes[-1]) if suffixes else None
