"""``kg export``: a graph in a file of a format that others read.

Formats of RDF hold the graph as it is. The others hold its network: things with their names,
and the relations between them (see :mod:`kg.export.tables`).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import SettingsError, StoreError
from kg.export import cytoscape, gexf, graphml, neo4j, rdf
from kg.export.files import replacing
from kg.export.tables import Tables
from kg.graph import serialization
from kg.graph.vocabulary import ONTOLOGY_GRAPH, REDIRECTS_GRAPH

if TYPE_CHECKING:
    from kg.graph.store import Graph
    from kg.settings import Publication

_NETWORKS = {
    "graphml": graphml.write,
    "gexf": gexf.write,
    "neo4j": neo4j.write,
    "cyjs": cytoscape.write,
}
FORMATS = (*serialization.FORMATS, *_NETWORKS)
"""The formats by name. The name is the suffix of their files, but for Neo4j's, a ZIP."""

_SUFFIXES = {"zip" if name == "neo4j" else name: name for name in FORMATS}


def export(
    graph: Graph,
    path: Path | str | None = None,
    *,
    format: str | None = None,
    ontology: bool = False,
    redirects: bool = False,
    dataset: Publication | None = None,
) -> bytes | None:
    """Write ``graph`` to the file ``path``, or give its bytes where there is no path.

    ``format`` is one of :data:`FORMATS`; without it the suffix of the path decides. N-Quads
    (``nq``) and TriG hold all graphs, and a description (see :func:`export_metadata`) with what
    ``dataset`` says; N-Triples, Turtle, JSON-LD and RDF/XML the default
    graph; the ontology comes along only with ``ontology``, and what IRIs of earlier generations
    became (the graph ``rw:redirects``) only with ``redirects``. GraphML, GEXF, Neo4j's lists
    (``neo4j``, a ZIP of two CSV files) and Cytoscape's JSON (``cyjs``) hold the network. The same
    graph gives the same bytes. Raises SettingsError for an unknown format, and for an ontology
    or redirects where there is no place for them; StoreError where the file cannot be written, and
    what it held before then stays.
    """
    chosen = choose_format(path, format)
    flags = ((REDIRECTS_GRAPH, redirects), (ONTOLOGY_GRAPH, ontology))
    asked = [name for name, is_asked in flags if is_asked]
    if asked and chosen in _NETWORKS:
        raise SettingsError(
            f"found ontology or redirects with the format {chosen!r}; expected them with one of "
            f"{', '.join(serialization.FORMATS)}"
        )
    if chosen in _NETWORKS:
        return _output(path, lambda file: _NETWORKS[chosen](Tables.of(graph), file))
    return _output(
        path,
        lambda file: rdf.write(graph, file, format=chosen, asked=asked, dataset=dataset),
    )


def export_metadata(
    graph: Graph,
    path: Path | str | None = None,
    *,
    format: str | None = None,
    dataset: Publication | None = None,
) -> bytes | None:
    """Write what an export of ``graph`` says of itself to a file, or give its bytes.

    The description is in VoID and DCAT: what the graph holds and how much, from which sources
    and days, the version that made it, and what ``dataset`` says (name, title, licence). The
    format is one of RDF. Raises what :func:`export` raises.
    """
    chosen = choose_format(path, format)
    if chosen in _NETWORKS:
        raise SettingsError(
            f"found the format {chosen!r} for metadata; expected one of "
            f"{', '.join(serialization.FORMATS)}"
        )
    return _output(
        path, lambda file: rdf.write_metadata(graph, file, format=chosen, dataset=dataset)
    )


def choose_format(path: Path | str | None, format: str | None = None) -> str:
    """The format that is named, or that the path's suffix names. Raises SettingsError."""
    if format is not None or path is None:
        if (chosen := (format or "").lower()) in FORMATS:
            return chosen
        raise SettingsError(f"found the format {format!r}; expected one of {', '.join(FORMATS)}")
    suffix = Path(path).suffix.removeprefix(".")
    if suffix.lower() in _SUFFIXES:
        return _SUFFIXES[suffix.lower()]
    expected = ", ".join(_SUFFIXES)
    raise SettingsError(f"{path}: found the suffix {suffix!r}; expected one of {expected}")


def _output(path: Path | str | None, write: Callable[[IO[bytes]], None]) -> bytes | None:
    if path is None:
        buffer = io.BytesIO()
        write(buffer)
        return buffer.getvalue()
    try:
        with replacing(Path(path)) as file:
            write(file)
    except OSError as error:
        raise StoreError(f"{path}: the export cannot be written: {error}") from error
    return None
