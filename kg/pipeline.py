"""From sources to a graph: :func:`extract` reads one document, :func:`assemble` joins all.

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

from kg import archive, documents, language, workers
from kg.documents import Corpus, Fields
from kg.documents.articles import Entry
from kg.errors import ReadError
from kg.language import structure
from kg.mentions import recognise
from kg.model import (
    Claim,
    Document,
    Extraction,
    Problem,
    Resolution,
    Sentence,
)
from kg.recognizers import Scan
from kg.relations import relate, weigh
from kg.reports import BuildReport, failures, make_report
from kg.resolution import resolve
from kg.resolution.coreference import cluster
from kg.resolution.signatures import consistent
from kg.resources import Resources
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.collection import Change
    from kg.graph.mapping import Quad
    from kg.graph.store import Graph

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number of all."""

Sources = Iterable[str | Path] | str | Path
"""Files and folders; one path is what was meant, and its letters are no sources."""

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
    """The graph of the sources (files and folders); what was wrong goes to the log.

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

    With ``store`` the graph becomes the content of that store, without it the graph is
    held in memory; of what a store has kept only what is new or changed is extracted. With
    ``output`` it is also written to that file, as N-Quads or what the suffix says. The same sources
    give the same quads, in any order of sources and with any number of
    ``settings.workers``; a script that asks for several keeps its own code under
    ``if __name__ == "__main__"``, since each worker imports it.

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
        from kg.collection import Change

        told = (*corpus.problems, *corpus.notes)
        what = Change(lambda old: old.holding(corpus.sources, told), texts, renew=True)
        done = change(store, what, corpus, resources, settings, progress)
    if output is not None:
        try:
            done.graph.export(output, format=format)
        except BaseException:
            done.graph.close()
            raise
    return done


def read(sources: Sources, resources: Resources, settings: Settings) -> Corpus:
    """The documents of sources. Raises ReadError where no document could be read."""
    corpus = read_any(
        [sources] if isinstance(sources, str | Path) else sources, resources, settings
    )
    if not corpus.documents:
        raise ReadError("\n".join(["no document could be read", *map(str, corpus.problems)]))
    return corpus


def read_any(sources: Iterable[str | Path], resources: Resources, settings: Settings) -> Corpus:
    """The documents of sources, even if there is none."""
    return documents.read(
        sources, fields=Fields(settings.fields), about=functools.partial(about, resources)
    )


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
    from kg import collection
    from kg.graph.store import Graph

    state = collection.change(
        Path(store),
        what,
        resources=resources,
        base=settings.base,
        extract=functools.partial(_extract_and_encode, resources, settings, progress),
    )
    report = make_report(
        state.resolution,
        documents=state.documents,
        extracted=state.extracted,
        sentences=state.sentences,
        problems=(*corpus.problems, *state.catalogue.failures),
        notes=corpus.notes,
    )
    return Build(Graph.open(store), report)


def _build_in_memory(
    corpus: Corpus,
    texts: Sequence[Document],
    resources: Resources,
    settings: Settings,
    progress: Progress | None,
) -> Build:
    from kg.graph.catalogue import Catalogue
    from kg.graph.store import Graph

    # To replace nothing leaves an extraction as it is.
    extractions = tuple(_each(texts, len(texts), replace, resources, settings, progress))
    resolution = resolve(extractions, resources.gazetteer)
    catalogue = Catalogue(base=settings.base, extractor=resources.digest)
    graph = Graph.of(
        _describe(resolution, extractions, settings.base, resources),
        catalogue=catalogue.holding(corpus.sources, (*corpus.problems, *corpus.notes)),
    )
    problems = failures(extractions, catalogue.holding(corpus.sources, ()).paths)
    report = make_report(
        resolution,
        documents=len(extractions),
        extracted=len(extractions),
        sentences=sum(len(extraction.sentences) for extraction in extractions),
        problems=(*corpus.problems, *problems),
        notes=corpus.notes,
    )
    return Build(graph, report)


def extract(document: Document, resources: Resources) -> Extraction:
    """All that one document says. Depends on nothing but the document and the resources."""
    sentences = _body(document, resources)
    scan = _scan(sentences, resources)
    recognition = recognise(
        document,
        sentences,
        resources.lexicons,
        resources.gazetteer,
        scan,
    )
    mentions, claims = relate(document, recognition, resources.rules)
    clusters = cluster(document, mentions, claims)
    if scan:
        groups = [each.mentions for each in clusters]
        claims = weigh(sentences, recognition, mentions, claims, groups, scan)
    return Extraction(
        document=document,
        sentences=tuple(Sentence(sentence.start, sentence.end) for sentence in sentences),
        mentions=mentions,
        clusters=clusters,
        claims=_weighed(consistent(claims, clusters, mentions), document),
    )


def _body(document: Document, resources: Resources) -> tuple[Sentence, ...]:
    """The sentences that tell something: no bylines, datelines, passages in other languages."""
    parts = structure.find(document.text, resources.lexicons, resources.gazetteer)
    return structure.body(document.text, language.analyse(document), parts)


def about(resources: Resources, text: str) -> Entry:
    """What a text says about itself: headline, reporter, agency and day of the dateline."""
    found = structure.find(text, resources.lexicons, resources.gazetteer)
    return Entry(title=found.title, source=found.agency, date=found.date, author=found.author)


def _weighed(claims: tuple[Claim, ...], document: Document) -> tuple[Claim, ...]:
    """The claims, less sure where the document's letters are."""
    if document.reliability == 1.0:
        return claims
    return tuple(
        replace(claim, confidence=round(claim.confidence * document.reliability, 4))
        for claim in claims
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
        found = (finish(_extract_or_tell(document, resources)) for document in read)
    for done, each in enumerate(found, 1):
        yield each
        if progress:
            progress(done, count)


def _extract_in_worker(
    settings: Settings, finish: Callable[[Extraction], _T], document: Document
) -> _T:
    return finish(_extract_or_tell(document, _worker_resources(settings)))


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
