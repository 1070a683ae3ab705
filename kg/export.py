"""``kg export``: a graph in a file of a format that others read."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import SettingsError, StoreError
from kg.graph.serialization import DATASET_FORMATS, FORMATS, serialize
from kg.graph.vocabulary import ONTOLOGY_GRAPH, PREFIXES, REDIRECTS_GRAPH
from kg.model import EntityType

if TYPE_CHECKING:
    from kg.graph.store import Graph

_PREFIXED_TYPES = (*(kind.lower() for kind in EntityType), "role", "membership")
_ONTOLOGY = ox.NamedNode(str(ONTOLOGY_GRAPH))
_REDIRECTS = ox.NamedNode(str(REDIRECTS_GRAPH))
_DEFAULT = ox.DefaultGraph()


def export(
    graph: Graph,
    path: Path | str | None = None,
    *,
    format: str | None = None,
    ontology: bool = False,
    redirects: bool = False,
) -> bytes | None:
    """Write ``graph`` to the file ``path``, or give its bytes where there is no path.

    ``format`` is one of ``nt``, ``nq``, ``ttl``, ``trig``, ``jsonld`` and ``rdf``; without it the
    suffix of the path decides. N-Quads and TriG hold all graphs, the others the default
    graph; the ontology comes along only with ``ontology``, and what IRIs of earlier generations
    became (the graph ``rw:redirects``) only with ``redirects``. The same graph gives the same
    bytes. Raises SettingsError for an unknown format, and StoreError where the file cannot
    be written; what it held before then stays.
    """
    chosen = choose_format(path, format)
    prefixes = _prefixes(graph.catalogue.base) if chosen in {"ttl", "trig"} else PREFIXES
    asked = [
        name for name, is_asked in ((_REDIRECTS, redirects), (_ONTOLOGY, ontology)) if is_asked
    ]
    graphs = _graphs(graph.store, chosen in DATASET_FORMATS, asked)
    if path is None:
        buffer = io.BytesIO()
        serialize(graphs, buffer, format=chosen, prefixes=prefixes)
        return buffer.getvalue()
    try:
        with _replacing(Path(path)) as file:
            serialize(graphs, file, format=chosen, prefixes=prefixes)
    except OSError as error:
        raise StoreError(f"{path}: the export cannot be written: {error}") from error
    return None


def choose_format(path: Path | str | None, format: str | None = None) -> str:
    """The format that is named, or that the path's suffix names. Raises SettingsError."""
    chosen = format or ("" if path is None else Path(path).suffix.removeprefix("."))
    if chosen.lower() in FORMATS:
        return chosen.lower()
    expected = ", ".join(FORMATS)
    if format is None and path is not None:
        raise SettingsError(f"{path}: found the suffix {chosen!r}; expected one of {expected}")
    raise SettingsError(f"found the format {chosen!r}; expected one of {expected}")


def _prefixes(base: str) -> dict[str, str]:
    """The prefixes of the vocabulary, and one for each type of thing where the base is known."""
    types = {kind: f"{base}{kind}/" for kind in _PREFIXED_TYPES} if base else {}
    return {**types, **PREFIXES}


def _graphs(
    store: ox.Store, all_graphs: bool, asked: Sequence[ox.NamedNode]
) -> Iterator[Iterator[ox.Quad]]:
    """The quads of the default graph, then of each named graph of it, then of those asked for."""
    yield store.quads_for_pattern(None, None, None, _DEFAULT)
    names = sorted(store.named_graphs(), key=str) if all_graphs else []
    for name in names:
        if name not in (_ONTOLOGY, _REDIRECTS):
            yield store.quads_for_pattern(None, None, None, name)
    for name in asked:
        yield store.quads_for_pattern(None, None, None, name)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` once it is whole."""
    if path.exists() and not path.is_file():
        with path.open("wb") as device:  # such as /dev/stdout
            yield device
        return
    draft = path.with_name(f"{path.name}.new")
    try:
        with draft.open("wb") as file:
            yield file
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
