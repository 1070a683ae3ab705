"""The store on disk, and the graph that one reads.

:func:`write` makes a new generation of a store and publishes it; :class:`Graph` reads the
published generation, or quads held in memory.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib.term import Node

from kg.errors import StoreError
from kg.graph import generations
from kg.graph.catalogue import Catalogue
from kg.graph.ontology import ontology_quads
from kg.graph.queries import Dataset, Results, run_query
from kg.graph.terms import OxTerm, Quad, from_ox_quad, to_ox_quads
from kg.graph.vocabulary import ONTOLOGY_GRAPH, REDIRECTS_GRAPH

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.settings import Publication

_BATCH = 2_000_000
"""Quads that are loaded at once: each time costs work on what is there, and memory grows with them.
5.8 million took 98 to 101 CPU seconds so, 105 to 114 by half a million, and 0.3 GB more."""

_log = logging.getLogger(__name__)


def write(folder: Path | str, quads: Iterable[Quad], *, catalogue: Catalogue) -> None:
    """Make ``quads`` and the ontology the content of the store in ``folder``, and publish them.

    Readers of the store go on undisturbed with what they opened. Raises StoreError where the store
    cannot be written (another writer, a full disk, something else in the folder, a store
    of a later version) or a quad is no valid RDF; the published graph then stays as it was.
    """
    folder = Path(folder)

    def fill(generation: Path) -> None:
        load(generation, quads).flush()
        catalogue.save(generation / generations.CATALOGUE)

    generations.publish(folder, fill)


def load(generation: Path, quads: Iterable[Quad]) -> ox.Store:
    """Fill a new generation with quads and the ontology, in bulk. Raises OSError, StoreError.

    What is done with the store afterwards is to be flushed.
    """
    return fill(generation, to_ox_quads(chain(quads, ontology_quads())))


def fill(generation: Path, quads: Iterable[ox.Quad]) -> ox.Store:
    """Fill a new generation with quads, in bulk. Raises OSError.

    What is done with the store afterwards is to be flushed.
    """
    store = ox.Store(generation / generations.QUADS)
    quads = iter(quads)
    # Handed over as they are made: Oxigraph keeps them in less room than Python would.
    for first in quads:
        store.bulk_extend(chain((first,), islice(quads, _BATCH - 1)))
    return store


def copy(published: Path, generation: Path) -> ox.Store:
    """Fill a new generation with the quads of another, to be changed there. Raises OSError.

    The two share their files on disk, which are never written again.
    """
    quads = str(generation / generations.QUADS)
    ox.Store.read_only(str(published / generations.QUADS)).backup(quads)
    return ox.Store(quads)


class Graph:
    """A graph to be read: the published generation of a store, or quads in memory.

    It is a context manager; closing it lets writers remove the generation that it reads.
    """

    def __init__(
        self,
        store: ox.Store,
        *,
        catalogue: Catalogue | None = None,
        generation: generations.HeldGeneration | None = None,
    ) -> None:
        self._store: ox.Store | None = store
        self._generation = generation
        self.catalogue = catalogue or Catalogue()

    @classmethod
    def open(cls, folder: Path | str) -> Graph:
        """The published graph of a store, read-only and unchanged while it is open.

        Raises StoreError where there is no store, or one that is broken or of a later version.
        """
        generation = generations.hold_published(Path(folder))
        try:
            catalogue = Catalogue.load(generation.folder / generations.CATALOGUE)
            store = ox.Store.read_only(str(generation.folder / generations.QUADS))
        except (OSError, RuntimeError) as error:  # the latter for damaged files
            generation.release()
            raise StoreError(f"{folder}: the store cannot be read: {error}") from error
        except StoreError:
            generation.release()
            raise
        return cls(store, catalogue=catalogue, generation=generation)

    @classmethod
    def of(cls, quads: Iterable[Quad], *, catalogue: Catalogue | None = None) -> Graph:
        """A graph in memory, without the ontology. Raises StoreError for invalid RDF."""
        store = ox.Store()
        store.bulk_extend(to_ox_quads(quads))
        return cls(store, catalogue=catalogue)

    @property
    def store(self) -> ox.Store:
        """The pyoxigraph store behind the graph. Raises StoreError once the graph is closed."""
        if self._store is None:
            raise StoreError("the graph is closed")
        return self._store

    def query(
        self,
        sparql: str,
        bindings: Mapping[str, Node | OxTerm] | None = None,
        *,
        dataset: Dataset | None = None,
    ) -> Results:
        """Run a SPARQL 1.1 query; the prefixes of the vocabulary need not be declared.

        ``bindings`` gives variables (without ``?``) their terms; ``dataset`` chooses among the
        graphs of the store, as FROM and FROM NAMED do, and nothing is fetched. Returns
        pyoxigraph's solutions of SELECT, triples of CONSTRUCT and DESCRIBE, or boolean of
        ASK. Raises QueryError for a syntax error (with line and column), an update, or
        SERVICE, which would ask another server.
        """
        return run_query(self.store, sparql, bindings or {}, dataset)

    def quads(self, *, ontology: bool = False, redirects: bool = False) -> Iterator[Quad]:
        """All quads as rdflib terms, in no promised order; the default graph is None.

        Those of the ontology and of the graph of redirects come only when asked for.
        """
        left_out = {
            graph for graph, asked in ((_ONTOLOGY, ontology), (_REDIRECTS, redirects)) if not asked
        }
        for quad in self.store:
            if quad.graph_name not in left_out:
                yield from_ox_quad(quad)

    def successors(self, iri: str) -> tuple[str, ...]:
        """What the thing that once had this IRI has now: most often one IRI, sorted.

        There are several where it turned out to be several things, and none where the IRI is that
        of a thing today, never was one, or all documents that mention it have left the store.
        """
        from kg.graph.redirects import successors

        return successors(self.store, iri)

    def dataset(self) -> rdflib.Dataset:
        """An rdflib Dataset over the store, for reading: facts are in its default graph."""
        from kg.graph.adapter import dataset_over

        return dataset_over(self.store)

    def export(
        self,
        path: Path | str | None = None,
        *,
        format: str | None = None,
        ontology: bool = False,
        redirects: bool = False,
        dataset: Publication | None = None,
    ) -> bytes | None:
        """Write the graph to a file, or give its bytes; see :func:`kg.export.export`."""
        from kg.export import export

        return export(
            self, path, format=format, ontology=ontology, redirects=redirects, dataset=dataset
        )

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The graph as a network; see :func:`kg.graph.network.to_networkx`."""
        from kg.graph.network import to_networkx

        return to_networkx(self)

    def close(self) -> None:
        """Give the store back. Results that are still being read keep working."""
        self._store = None
        if self._generation is not None:
            self._generation.release()

    def __len__(self) -> int:
        """The number of quads, those of the ontology and of redirects left out."""
        apart = (self.store.quads_for_pattern(None, None, None, graph) for graph in _APART)
        return len(self.store) - sum(1 for _ in chain.from_iterable(apart))

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


_ONTOLOGY = ox.NamedNode(str(ONTOLOGY_GRAPH))
_REDIRECTS = ox.NamedNode(str(REDIRECTS_GRAPH))
_APART = (_ONTOLOGY, _REDIRECTS)
