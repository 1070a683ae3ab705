"""An export as a store: what can be asked of a graph, without the articles that it is of."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph import generations, ledger, store
from kg.graph.catalogue import Catalogue
from kg.graph.ledger import Ledger
from kg.graph.ontology import ontology_quads
from kg.graph.terms import to_ox_quads
from kg.graph.vocabulary import METADATA_GRAPH, RW, VOID
from kg.loading.files import find_files, read_quads

_METADATA = ox.NamedNode(str(METADATA_GRAPH))
_URI_SPACE = ox.NamedNode(str(VOID.uriSpace))
_SHA256 = ox.NamedNode(str(RW.sha256))
_DOCUMENT = "document/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: how many files, and how many quads as they stand in them."""

    files: int
    quads: int


def load_into_store(source: Path | str, folder: Path | str) -> Loaded:
    """Make the RDF in ``source``, a file or a folder, the graph of the store in ``folder``.

    Every reading verb works on such a store as on one that was built. It holds no articles and
    nothing that was read of them, so documents can neither be added to it nor removed.
    The ontology comes from this version of kg. Raises ReadError for what is no RDF; StoreError
    where the folder holds something else, or a store that was built of articles. What the
    store held before then stays.
    """
    folder = Path(folder)
    files = find_files(Path(source))
    _check(folder)
    counter = itertools.count()
    publish(folder, _counted(read_quads(files), counter))
    return Loaded(len(files), next(counter))


def publish(
    folder: Path,
    quads: Iterable[ox.Quad],
    *,
    check: Callable[[int], None] = lambda number: None,
    base: str = "",
    extractor: str = "",
) -> None:
    """Make ``quads``, without those of an ontology, the graph of the store in ``folder``.

    ``check`` is told how many different ones there were, before they are published. The ``base`` of
    IRIs, where it is not known, is what the graph says. Raises StoreError where the store cannot be
    written, and whatever the quads and the check raise; what was published then stays.
    """

    def fill(generation: Path) -> None:
        filled = store.fill(generation, quads)
        check(len(filled))
        filled.bulk_extend(to_ox_quads(ontology_quads()))
        filled.flush()
        Ledger().save(generation / ledger.FILE)
        catalogue = Catalogue(base=base or _base(filled), extractor=extractor, is_loaded=True)
        catalogue.save(generation / generations.CATALOGUE)

    generations.publish(folder, fill)


def _check(folder: Path) -> None:
    """Refuse to take the place of a store that knows its articles."""
    if not (folder / generations.POINTER).exists():
        return
    held = generations.hold_published(folder)
    try:
        catalogue = Catalogue.load(held.folder / generations.CATALOGUE)
    finally:
        held.release()
    if not catalogue.is_loaded:
        raise StoreError(
            f"{folder}: found a store that was built of {len(catalogue.documents)} documents; "
            "expected a new folder, or a store that was loaded"
        )


def _counted(quads: Iterable[ox.Quad], counter: Iterator[int]) -> Iterator[ox.Quad]:
    for quad in quads:
        next(counter)
        yield quad


def _base(filled: ox.Store) -> str:
    """The beginning of the graph's IRIs: what the export says, or else as documents have it."""
    for quad in filled.quads_for_pattern(None, _URI_SPACE, None, _METADATA):
        return str(quad.object.value)  # type: ignore[union-attr]
    for quad in filled.quads_for_pattern(None, _SHA256, None, ox.DefaultGraph()):
        document = str(quad.subject.value)  # type: ignore[union-attr]
        return document.rpartition(_DOCUMENT)[0]
    return ""
