"""From sources to a graph: :func:`extract` reads one document, :func:`assemble` joins all.

::

    sources ─read→ documents ─extract→ extractions ─resolve→ entities, facts ─describe→ quads
"""

from __future__ import annotations

import functools
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import documents, language
from kg.confidence import keep_sure
from kg.documents import Corpus
from kg.errors import KgError, ReadError
from kg.mentions import Considered, deliberate, recognise
from kg.model import (
    Document,
    EntityType,
    Extraction,
    Problem,
    Relation,
    Resolution,
    Sentence,
)
from kg.recognizers import Scan
from kg.relations import relate, weigh
from kg.resolution import resolve
from kg.resolution.coreference import cluster
from kg.resolution.signatures import consistent
from kg.resources import Resources
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.graph.catalogue import Catalogue
    from kg.graph.mapping import Quad
    from kg.graph.store import Graph

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number of all."""

_CHUNK = 16
"""Documents handed to a worker at once at most: few enough to keep all workers busy to the end."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and found. ``problems`` failed; ``notes`` did not, but should be seen."""

    documents: int
    sentences: int
    entities: Mapping[EntityType, int]
    facts: Mapping[Relation, int]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """A graph, and the report of its building."""

    graph: Graph
    report: BuildReport


def build(
    sources: Iterable[str | Path] | str | Path,
    *,
    store: str | Path | None = None,
    output: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Graph:
    """The graph of the sources (files and folders); what was wrong goes to the log.

    See :func:`run`, which gives the report as well.
    """
    done = run(sources, store=store, output=output, settings=settings, progress=progress)
    for problem in done.report.problems:
        _log.warning("%s", problem)
    return done.graph


def run(
    sources: Iterable[str | Path] | str | Path,
    *,
    store: str | Path | None = None,
    output: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Build:
    """Read, extract, resolve, describe, and keep the graph where it is asked for.

    With ``store`` the graph becomes the content of that store, without it the graph is
    held in memory. With ``output`` it is also written to that file, as N-Quads or what the
    suffix says. The same sources give the same quads, in any order of sources and with
    any number of ``settings.workers``; a script that asks for several keeps its own code under
    ``if __name__ == "__main__"``, since each worker imports it.

    What is wrong with a source or a document is a problem of the report. Raises ReadError,
    and leaves the store as it was, where no document at all could be read; SettingsError
    (an unknown suffix of the output too), LexiconError, PatternError or LinkError for wrong
    settings and data; StoreError where the store or the output cannot be written.
    """
    settings = settings or Settings()
    format = _choose_format(output)
    # One path is what was meant; its letters are no sources.
    sources = [sources] if isinstance(sources, str | Path) else sources
    corpus = documents.read(sources)
    if not corpus.documents:
        raise ReadError("\n".join(["no document could be read", *map(str, corpus.problems)]))
    resources = Resources.load(settings)
    extractions = tuple(_extract_all(corpus.documents, resources, settings, progress))
    resolution = resolve(extractions, resources.gazetteer)
    quads = _describe(resolution, extractions, settings.base, resources)
    report = _report(corpus, extractions, resolution)
    graph = _keep(quads, _catalogue(corpus, report, resources, settings), store)
    if output is not None:
        try:
            graph.export(output, format=format)
        except BaseException:
            graph.close()
            raise
    return Build(graph, report)


def extract(document: Document, resources: Resources) -> Extraction:
    """All that one document says. Depends on nothing but the document and the resources."""
    sentences = language.analyse(document)
    scan = _scan(sentences, resources)
    recognition = recognise(
        document,
        sentences,
        resources.lexicons,
        resources.gazetteer,
        scan.spans if scan else (),
    )
    mentions, claims = relate(document, recognition, resources.rules)
    clusters = cluster(document, mentions, claims)
    if scan:
        groups = [each.mentions for each in clusters]
        claims = weigh(sentences, recognition, mentions, claims, groups, scan)
    extraction = Extraction(
        document=document,
        sentences=tuple(Sentence(sentence.start, sentence.end) for sentence in sentences),
        mentions=mentions,
        clusters=clusters,
        claims=resources.calibration.apply(consistent(claims, clusters, mentions)),
    )
    return keep_sure(extraction, resources.min_confidence)


def consider(document: Document, resources: Resources) -> Considered:
    """What the mention stage of :func:`extract` decides on every candidate, by sentence."""
    sentences = language.analyse(document)
    scan = _scan(sentences, resources)
    return deliberate(
        document,
        sentences,
        resources.lexicons,
        resources.gazetteer,
        scan.spans if scan else (),
    )


def _scan(sentences: Sequence[Sentence], resources: Resources) -> Scan | None:
    if resources.recognizer is None:
        return None
    texts = [[token.text for token in sentence.tokens] for sentence in sentences]
    return resources.recognizer.scan(texts)


def assemble(
    extractions: Sequence[Extraction], resources: Resources, *, base: str | None = None
) -> Graph:
    """The graph of a set of extractions, in memory; ``base`` begins the IRIs."""
    from kg.graph.store import Graph

    resolution = resolve(extractions, resources.gazetteer)
    return Graph.of(_describe(resolution, extractions, base or Settings().base, resources))


def _extract_all(
    read: Sequence[Document],
    resources: Resources,
    settings: Settings,
    progress: Progress | None,
) -> Iterator[Extraction]:
    """The extractions in the order of the documents, by this process or by several."""
    workers = min(settings.workers, len(read))
    if workers > 1:
        extractions = _extract_in_workers(read, settings, workers)
    else:
        extractions = (_extract_or_tell(document, resources) for document in read)
    for done, extraction in enumerate(extractions, 1):
        yield extraction
        if progress:
            progress(done, len(read))


def _extract_in_workers(
    read: Sequence[Document], settings: Settings, workers: int
) -> Iterator[Extraction]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked process may hold locks of threads that it does not have; a new one never does.
    context = multiprocessing.get_context("spawn")
    chunk = max(1, min(_CHUNK, len(read) // workers))
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield from pool.map(
                functools.partial(_extract_in_worker, settings), read, chunksize=chunk
            )
        except BrokenProcessPool as error:
            raise KgError(
                "a worker process ended before its time (perhaps for want of memory); "
                "expected it to last: try fewer workers"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _extract_in_worker(settings: Settings, document: Document) -> Extraction:
    return _extract_or_tell(document, _worker_resources(settings))


@functools.cache
def _worker_resources(settings: Settings) -> Resources:
    return Resources.load(settings)


def _extract_or_tell(document: Document, resources: Resources) -> Extraction:
    """The extraction; an empty one with a problem where the extractor itself fails.

    One article that nobody thought of must not cost the others.
    """
    try:
        return extract(document, resources)
    except Exception as error:
        _log.debug("extraction of %s failed", document.identifier, exc_info=True)
        problem = Problem(document.identifier, f"extraction failed: {error!r}")
        return Extraction(document, (), (), (), (), (problem,))


def _choose_format(output: str | Path | None) -> str | None:
    """Told before the work begins and not after it; N-Quads where there is no suffix."""
    from kg.export import choose_format

    if output is None:
        return None
    return choose_format(output) if Path(output).suffix else "nq"


def _describe(
    resolution: Resolution, extractions: Sequence[Extraction], base: str, resources: Resources
) -> Iterator[Quad]:
    from kg.graph.mapping import describe

    by_document = {extraction.document.identifier: extraction for extraction in extractions}
    version = f"GeoNames {resources.gazetteer.digest[:12]}"
    return describe(resolution, by_document, base, gazetteer=version)


def _keep(quads: Iterable[Quad], catalogue: Catalogue, store: str | Path | None) -> Graph:
    from kg.graph.store import Graph, write

    if store is None:
        return Graph.of(quads, catalogue=catalogue)
    write(store, quads, catalogue=catalogue)
    return Graph.open(store)


def _catalogue(
    corpus: Corpus, report: BuildReport, resources: Resources, settings: Settings
) -> Catalogue:
    from kg.graph.catalogue import Catalogue, Source

    return Catalogue(
        sources=tuple(Source(source.document, source.path) for source in corpus.sources),
        problems=report.problems,
        base=settings.base,
        extractor=resources.digest,
    )


def _report(
    corpus: Corpus, extractions: Sequence[Extraction], resolution: Resolution
) -> BuildReport:
    paths = {source.document: source.path for source in corpus.sources}
    problems = [
        Problem(paths[problem.source], problem.message, problem.place)
        for extraction in extractions
        for problem in extraction.problems
    ]
    # What only the gazetteer adds (a city's country) was not found in the texts.
    entities = Counter(entity.type for entity in resolution.entities if entity.members)
    facts = Counter(fact.relation for fact in resolution.facts if fact.evidence)
    return BuildReport(
        documents=len(corpus.documents),
        sentences=sum(len(extraction.sentences) for extraction in extractions),
        entities={kind: entities[kind] for kind in EntityType if entities[kind]},
        facts={relation: facts[relation] for relation in Relation if facts[relation]},
        problems=(*corpus.problems, *problems),
        notes=corpus.notes,
    )
