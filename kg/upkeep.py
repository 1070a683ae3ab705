"""Upkeep: a store to which documents are added, and from which they are removed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg import documents
from kg.collection import Change
from kg.documents import Corpus
from kg.errors import ReadError
from kg.graph.catalogue import Catalogue, absolute
from kg.graph.store import Graph
from kg.model import Problem
from kg.pipeline import Build, Progress, Sources, change, read
from kg.settings import Settings


def add(
    sources: Sources,
    *,
    store: str | Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Build:
    """Add sources to a store, which is made where there is none.

    A file that the store has read before is read again. The graph is the one that a build of all
    sources together gives. Raises what :func:`kg.pipeline.run` raises.
    """
    corpus = read(sources)

    def edit(old: Catalogue) -> Catalogue:
        return old.adding(corpus.sources, corpus.problems)

    return change(store, Change(edit, corpus.documents), corpus, settings or Settings(), progress)


def remove(names: Iterable[str], *, store: str | Path, settings: Settings | None = None) -> Build:
    """Remove documents from a store: by the path of a source, by IRI, identifier or SHA-256.

    A path removes what was read there; a document that another file holds too stays. The
    others remove the document. What the store has kept of a removed document is forgotten. A
    name that means nothing is a problem of the report; ReadError is raised where no name
    means anything, StoreError where there is no store.
    """
    with Graph.open(store) as graph:
        found = {name: graph.catalogue.find(name) for name in dict.fromkeys(names)}
    paths = frozenset().union(*found.values())
    problems = tuple(
        Problem(name, "not in the store; expected the path, IRI or digest of a document in it")
        for name, meant in found.items()
        if not meant
    )
    if not paths:
        raise ReadError("\n".join(map(str, problems)))
    what = Change(lambda old: old.without(paths), forget=True)
    return change(store, what, Corpus((), (), problems), settings or Settings())


def synchronise(
    changed: Iterable[Path],
    gone: Iterable[str],
    *,
    store: str | Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Build:
    """Add ``changed`` files to a store and remove what was read at the paths ``gone``, at once."""
    corpus = documents.read(changed)
    paths = frozenset(map(absolute, gone))

    def edit(old: Catalogue) -> Catalogue:
        return old.without(paths).adding(corpus.sources, corpus.problems)

    what = Change(edit, corpus.documents, forget=True)
    return change(store, what, corpus, settings or Settings(), progress)
