"""Upkeep: a store to which documents are added, and from which they are removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.collection import Change, State
from kg.corrections import Amendment, Book, Correction, Outcome
from kg.documents import Corpus, Source
from kg.errors import ReadError, StoreError
from kg.graph import generations
from kg.graph.catalogue import Catalogue, absolute
from kg.graph.store import Graph
from kg.model import Problem
from kg.pipeline import Build, Progress, Sources, change, change_state, parted, read, report_of
from kg.reports import BuildReport
from kg.resources import Resources
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Correcting:
    """What came of a change of corrections: of the new one, if any, and of the store."""

    outcome: Outcome | None
    state: State
    report: BuildReport


def add(
    sources: Sources,
    *,
    store: str | Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Build:
    """Add sources to a store, which is made where there is none.

    What the store has read before is read again. The graph is the one that a build of all
    sources together gives. Raises what :func:`kg.pipeline.run` raises.
    """
    settings = settings or Settings()
    resources = Resources.load(settings)
    corpus, texts = parted(read(sources, resources, settings))

    def edit(old: Catalogue) -> Catalogue:
        _refuse_loaded(old, store)
        return old.adding(corpus.sources, corpus.told)

    return change(store, Change(edit, texts), corpus, resources, settings, progress)


def remove(names: Iterable[str], *, store: str | Path, settings: Settings | None = None) -> Build:
    """Remove documents from a store: by the path of a source, by IRI, identifier or SHA-256.

    A path removes what was read there; a document that another file holds too stays. The
    others remove the document. What the store has kept of a removed document is forgotten. A
    name that means nothing is a problem of the report; ReadError is raised where no name
    means anything, StoreError where there is no store.
    """
    generations.check_format(Path(store))
    meant: dict[str, frozenset[Source]] = {}

    def edit(old: Catalogue) -> Catalogue:
        _refuse_loaded(old, store)
        meant.update({name: old.find(name) for name in names})
        found = frozenset[Source]().union(*meant.values())
        if not found:
            raise ReadError("\n".join(map(str, _unknown(meant))))
        return old.without(found)

    settings = settings or Settings()
    resources = Resources.load(settings)
    what = Change(edit, forget=True)
    done = change(store, what, Corpus((), ()), resources, settings)
    problems = (*_unknown(meant), *done.report.problems)
    return replace(done, report=replace(done.report, problems=problems))


def _refuse_loaded(old: Catalogue, store: str | Path) -> None:
    """Raise StoreError for a graph that came from an export: resolution needs all extractions."""
    if old.is_loaded:
        raise StoreError(
            f"{store}: found a store that was loaded from an export, which holds no articles; "
            "expected one that was built: 'kg build SOURCE…' with all articles makes one"
        )


def _unknown(meant: Mapping[str, frozenset[Source]]) -> Iterator[Problem]:
    for name, sources in meant.items():
        if not sources:
            yield Problem(
                name, "not in the store; expected the path, IRI or digest of a document in it"
            )


def correct(
    amendment: Amendment, *, store: str | Path, settings: Settings | None = None
) -> Correcting:
    """Add a correction to those of a store, or take one out, and make the graph anew.

    No source is read for it. Raises CorrectionError, and leaves everything as it was, where the
    file of corrections is broken, a new one does not apply or would change nothing, or there is
    none to take out; StoreError where there is no store, or one that was loaded from an export.
    """
    folder = Path(store)
    generations.check_format(folder)
    settings = settings or Settings()
    resources = Resources.load(settings)

    def edit(old: Catalogue) -> Catalogue:
        _refuse_loaded(old, store)
        return old

    state = change_state(folder, Change(edit, amendment=amendment), resources, settings)
    outcome = state.corrected.outcomes[-1] if amendment.add is not None else None
    return Correcting(outcome, state, report_of(state, Corpus((), ())))


def check_correctable(store: str | Path) -> None:
    """Raise StoreError where no correction could apply: there is no store, or one that was loaded
    from an export or written by an earlier version."""
    generations.check_format(Path(store))
    with Graph.open(store) as graph:
        _refuse_loaded(graph.catalogue, store)


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction in the file of a store: its number there, and why it does not apply, if so."""

    number: int
    correction: Correction
    problem: str | None


def list_corrections(store: str | Path) -> tuple[Listed, ...]:
    """The corrections of a store in their order.

    Raises CorrectionError where their file is broken, StoreError where there is no store.
    """
    with Graph.open(store) as graph:
        failures = {
            each.place: each.message
            for each in graph.catalogue.failures
            if each.source == generations.CORRECTIONS and each.failed
        }
    entries = Book.open(Path(store) / generations.CORRECTIONS).entries
    return tuple(
        Listed(number, each, failures.get(f"correction {number}"))
        for number, each in enumerate(entries, 1)
    )


def synchronise(
    changed: Iterable[Path],
    gone: Iterable[str],
    *,
    store: str | Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Build:
    """Add ``changed`` files to a store and remove what was read at the paths ``gone``, at once."""
    settings = settings or Settings()
    resources = Resources.load(settings)
    corpus, texts = parted(read(changed, resources, settings, allow_none=True))
    paths = frozenset(map(absolute, gone))

    def edit(old: Catalogue) -> Catalogue:
        _refuse_loaded(old, store)
        left = old.without({source for source in old.sources if source.path in paths})
        return left.adding(corpus.sources, corpus.told)

    what = Change(edit, texts, forget=True)
    return change(store, what, corpus, resources, settings, progress)
