"""From sources to a graph: :mod:`kg.extraction` reads one document, :func:`assemble` joins all.

::

    sources ─read→ documents ─extract→ extractions ─resolve→ entities, facts ─describe→ quads
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg import archive, copies, documents, workers
from kg.documents import Corpus, Fields
from kg.errors import ReadError
from kg.extraction import about, extract, extract_or_tell
from kg.model import Document, Extraction, Problem
from kg.reports import BuildReport, make_report
from kg.resolution.profiles import profiles
from kg.resources import Resources
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.collection import Change, State
    from kg.corrections import Corrected, Correction
    from kg.graph.store import Graph
    from kg.graph.terms import Quad

__all__ = [
    "Build",
    "Progress",
    "Sources",
    "about",
    "assemble",
    "build",
    "change",
    "extract",
    "parted",
    "read",
    "run",
]

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number of all."""

Sources = Iterable[str | Path] | str | Path
"""Files, folders and addresses; one of them is what was meant, and its letters are none."""

_WORTHWHILE = 20
"""Documents a worker that are worth the second in which it starts."""

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Build:
    """A graph, and the report of its building."""

    graph: Graph
    report: BuildReport


def build(
    sources: Sources,
    *,
    store: str | Path | None = None,
    output: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Graph:
    """The graph of the sources; what was wrong goes to the log.

    See :func:`run`, which gives the report as well.
    """
    done = run(sources, store=store, output=output, settings=settings, progress=progress)
    for problem in done.report.problems:
        _log.warning("%s", problem)
    return done.graph


def run(
    sources: Sources,
    *,
    store: str | Path | None = None,
    output: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Build:
    """Read, extract, resolve, describe, and keep the graph where it is asked for.

    With ``store`` the graph becomes the content of that store, without it the graph is held in
    memory; of what a store has kept only what is new or changed is extracted. With ``output`` it is
    also written to that file, as N-Quads or what the suffix says. The same sources give the same
    quads, in any order of sources and with any number of ``settings.workers``; a script that asks
    for several keeps its code under ``if __name__ == "__main__"``, since each worker imports it.

    What is wrong with a source or a document is a problem of the report. Raises ReadError,
    and leaves the store as it was, where no document at all could be read; SettingsError
    (an unknown suffix of the output too), LexiconError, PatternError or LinkError for wrong
    settings and data; StoreError where the store or the output cannot be written.
    """
    settings = settings or Settings()
    format = _choose_format(output)
    resources = Resources.load(settings)
    corpus, texts = parted(read(sources, resources, settings))
    if store is None:
        done = _build_in_memory(corpus, texts, resources, settings, progress)
    else:
        what = _holding(corpus, texts)
        done = change(store, what, corpus, resources, settings, progress)
    if output is not None:
        try:
            done.graph.export(output, format=format, dataset=settings.dataset)
        except BaseException:
            done.graph.close()
            raise
    return done


def read(
    sources: Sources, resources: Resources, settings: Settings, *, allow_none: bool = False
) -> Corpus:
    """The documents of sources, with what manifests, files and texts say about them.

    Raises ReadError where no document could be read, unless ``allow_none``.
    """
    corpus = documents.read(
        [sources] if isinstance(sources, str | Path) else sources,
        fields=Fields(settings.fields),
        about=functools.partial(about, resources),
    )
    if not corpus.documents and not allow_none:
        raise ReadError("\n".join(["no document could be read", *map(str, corpus.problems)]))
    return corpus


def parted(corpus: Corpus) -> tuple[Corpus, list[Document]]:
    """A corpus without its documents, and these, so that nothing else holds their texts."""
    return replace(corpus, documents=()), list(corpus.documents)


def change(
    store: str | Path,
    what: Change,
    corpus: Corpus,
    resources: Resources,
    settings: Settings,
    progress: Progress | None = None,
) -> Build:
    """Change what a store holds; ``corpus`` has the problems and notes of what was read for it."""
    from kg.graph.store import Graph

    state = change_state(store, what, resources, settings, progress)
    return Build(Graph.open(store), report_of(state, corpus))


def change_state(
    store: str | Path,
    what: Change,
    resources: Resources,
    settings: Settings,
    progress: Progress | None = None,
) -> State:
    """Change what a store holds, and tell all about it."""
    from kg import collection

    return collection.change(
        Path(store),
        what,
        resources=resources,
        base=settings.base,
        extract=functools.partial(_extract_and_encode, resources, settings, progress),
    )


def report_of(state: State, corpus: Corpus) -> BuildReport:
    """The report of a change, for which ``corpus`` was read."""
    problems, notes = _parted_by_failure(state.problems)
    return make_report(
        state.corrected.resolution,
        documents=state.documents,
        extracted=state.extracted,
        sentences=state.sentences,
        problems=(*corpus.problems, *problems),
        notes=(*corpus.notes, *notes),
    )


def _holding(corpus: Corpus, texts: list[Document]) -> Change:
    """That a store is to hold a corpus and nothing else."""
    from kg.collection import Change

    return Change(lambda old: old.holding(corpus.sources, corpus.told), texts, renew=True)


def _build_in_memory(
    corpus: Corpus,
    texts: Sequence[Document],
    resources: Resources,
    settings: Settings,
    progress: Progress | None,
) -> Build:
    from kg.corrections import problems as problems_of
    from kg.graph.catalogue import Catalogue
    from kg.graph.store import Graph

    entries = _corrections(settings)
    extractions = tuple(_each(texts, len(texts), _as_it_is, resources, settings, progress))
    corrected = _correct(extractions, entries, settings.base, resources)
    catalogue = (
        Catalogue(base=settings.base, extractor=resources.digest)
        .holding(corpus.sources, corpus.told)
        .telling(problem for extraction in extractions for problem in extraction.problems)
        .telling_also(problems_of(corrected, str(settings.corrections)))
    )
    quads = _describe(corrected, extractions, settings.base, resources)
    graph = Graph.of(quads, catalogue=catalogue)
    problems, notes = _parted_by_failure(catalogue.failures)
    report = make_report(
        corrected.resolution,
        documents=len(extractions),
        extracted=len(extractions),
        sentences=sum(len(extraction.sentences) for extraction in extractions),
        problems=(*corpus.problems, *problems),
        notes=(*corpus.notes, *notes),
    )
    return Build(graph, report)


def _corrections(settings: Settings) -> tuple[Correction, ...]:
    """The corrections of a build that keeps no store, whose own they would be."""
    from kg.corrections import Book

    return Book.open(settings.corrections).entries if settings.corrections else ()


def _correct(
    extractions: Sequence[Extraction],
    entries: Sequence[Correction],
    base: str,
    resources: Resources,
) -> Corrected:
    from kg.corrections import Documents, correct
    from kg.graph.corrections import naming

    by_document = {extraction.document.identifier: extraction for extraction in extractions}
    found = [p for one in by_document.values() for p in profiles(one, resources.gazetteer)]
    documents = Documents(found, tuple(by_document.values()), resources.gazetteer)
    return correct(documents, entries, naming(base))


def _parted_by_failure(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """What failed, and what is only worth knowing."""
    every = list(problems)
    return [p for p in every if p.failed], [p for p in every if not p.failed]


def assemble(
    extractions: Sequence[Extraction], resources: Resources, *, base: str | None = None
) -> Graph:
    """The graph of a set of extractions, in memory; ``base`` begins the IRIs."""
    from kg.graph.catalogue import Catalogue
    from kg.graph.store import Graph

    base = base or Settings().base
    corrected = _correct(extractions, (), base, resources)
    catalogue = Catalogue(base=base, extractor=resources.digest)
    return Graph.of(_describe(corrected, extractions, base, resources), catalogue=catalogue)


def _extract_and_encode(
    resources: Resources,
    settings: Settings,
    progress: Progress | None,
    read: Sequence[Document],
    texts: Iterator[Document],
) -> Iterator[tuple[bytes, bool]]:
    return _each(texts, len(read), _encode, resources, settings, progress)


def _encode(extraction: Extraction) -> tuple[bytes, bool]:
    return archive.encode(extraction), bool(extraction.problems)


def _as_it_is(extraction: Extraction) -> Extraction:
    return extraction


def _each(
    read: Iterable[Document],
    count: int,
    finish: Callable[[Extraction], _T],
    resources: Resources,
    settings: Settings,
    progress: Progress | None,
) -> Iterator[_T]:
    """The finished extractions in the order of the documents, by this process or by several."""
    processes = min(settings.workers or 1, count // _WORTHWHILE)
    if processes > 1:
        function = functools.partial(_extract_in_worker, settings, finish)
        found = workers.map_in_workers(function, read, workers=processes)
    else:
        found = (finish(extract_or_tell(document, resources)) for document in read)
    for done, each in enumerate(found, 1):
        yield each
        if progress:
            progress(done, count)


def _extract_in_worker(
    settings: Settings, finish: Callable[[Extraction], _T], document: Document
) -> _T:
    return finish(extract_or_tell(document, _worker_resources(settings)))


@functools.cache
def _worker_resources(settings: Settings) -> Resources:
    return Resources.load(settings)


def _choose_format(output: str | Path | None) -> str | None:
    """Told before the work begins and not after it; N-Quads where there is no suffix."""
    from kg.export import choose_format

    if output is None:
        return None
    return choose_format(output) if Path(output).suffix else "nq"


def _describe(
    corrected: Corrected, extractions: Sequence[Extraction], base: str, resources: Resources
) -> Iterator[Quad]:
    from kg.graph.mapping import describe

    by_document = {extraction.document.identifier: extraction for extraction in extractions}
    originals = copies.originals(
        copies.Print(each.identifier, each.date, copies.shingles(each.text))
        for each in (extraction.document for extraction in extractions)
    )
    return describe(
        corrected.resolution,
        by_document,
        base,
        gazetteer=resources.gazetteer.version,
        originals=originals,
        outcomes=corrected.outcomes,
    )
