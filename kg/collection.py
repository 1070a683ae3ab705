"""The documents of a store as they change: what was read before is used, and only the rest is read.

:func:`change` is the one way from a catalogue of sources to a published graph. By which steps the
catalogue came about makes no difference to the graph.
"""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from kg import archive, copies, corrections
from kg.archive import Archive
from kg.corrections import Amendment, Book, Corrected, Documents, Naming
from kg.graph import generations, inference, ledger, rules, store, updates
from kg.graph.catalogue import Catalogue
from kg.graph.corrections import naming
from kg.graph.ledger import Ledger
from kg.graph.mapping import Description
from kg.graph.ontology import ontology_digest
from kg.graph.outlines import Outline
from kg.graph.redirects import History
from kg.graph.rules import Rule
from kg.graph.updates import Difference
from kg.model import Document, Extraction, Problem
from kg.resolution.profiles import Profile, profiles
from kg.resources import Resources
from kg.version import DESCRIBING, code_digest

Extract = Callable[[Sequence[Document], Iterator[Document]], Iterator[tuple[bytes, bool]]]
"""Reads documents: given them without and, one after the other, with their texts, it gives each
extraction as :func:`kg.archive.encode` does, and whether it failed."""

Edit = Callable[[Catalogue], Catalogue]

UPDATED_PART = 0.2
"""Where more of the documents change, the graph is loaded anew, which is then quicker."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done with a store.

    ``edit`` makes the new catalogue of the old one. ``read`` are the documents that were read for
    it; they leave the list, and with it memory, as their texts are kept. ``renew``: sources that
    the store holds are read anew, so it may be of any format, and documents whose extraction
    failed are tried again. ``forget``: what is kept of documents that the store no longer
    holds goes with them. ``amendment``: corrections change too.
    """

    edit: Edit
    read: list[Document] = field(default_factory=list)
    renew: bool = False
    forget: bool = False
    amendment: Amendment | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a store holds after a change.

    ``extracted`` documents were read for it; ``problems`` are those of all documents that
    could not be read as they should, and of corrections that do not apply. ``iris`` are those of
    the entities of ``corrected``.
    """

    catalogue: Catalogue
    documents: int
    sentences: int
    extracted: int
    problems: tuple[Problem, ...]
    corrected: Corrected
    iris: tuple[str, ...]


def change(
    folder: Path,
    what: Change,
    *,
    resources: Resources,
    base: str,
    extract: Extract,
    updated_part: float = UPDATED_PART,
) -> State:
    """Change the documents of the store in ``folder``, and publish the graph of what it holds then.

    Readers go on undisturbed. What is read is kept at once, so that a run that was killed does
    not read it again. Raises StoreError where the store cannot be written or is of a
    format that cannot be changed, CorrectionError where the file of corrections is broken or a new
    one does not apply; the published graph then stays as it was.
    """
    with generations.writing(folder) as writer, _published(writer) as published:
        if published.generation is not None and not what.renew:
            generations.check_format(folder)
        book = Book.open(folder / generations.CORRECTIONS, what.amendment)
        catalogue = replace(what.edit(published.catalogue), base=base, extractor=resources.digest)
        with Archive.open(folder / archive.FILE, extractor=resources.digest) as kept:
            library = _Library(kept, catalogue.described(), extract)
            library.read(what)
            with without_collector():
                outlines, found = library.resolve(resources, book, naming(base))
                description = Description(
                    found.resolution,
                    outlines,
                    base,
                    gazetteer=resources.gazetteer.version,
                    outcomes=found.outcomes,
                    originals=library.originals(),
                )
                catalogue = catalogue.telling(
                    problem
                    for outline in outlines.values()
                    for problem in outline.extraction.problems
                ).telling_also(corrections.problems(found, generations.CORRECTIONS))
                followed = rules.present(catalogue.rules)
                catalogue = replace(catalogue, rules=tuple(rule.version for rule in followed))
                # A run that is killed now has kept what was said, and the next one does it.
                book.save(found)
                if what.amendment is None or what.amendment.apply:
                    new = ledger.fingerprints(description, _version(resources, base))
                    publication = _Publication(published, catalogue, new, followed, updated_part)
                    publication.publish(writer, description, library.whole)
            if what.forget:
                kept.forget(set(published.catalogue.documents) - outlines.keys())
    return State(
        catalogue,
        documents=len(outlines),
        sentences=sum(outline.sentences for outline in outlines.values()),
        extracted=library.extracted,
        problems=catalogue.failures,
        corrected=found,
        iris=tuple(map(str, description.iris)),
    )


@dataclass(frozen=True, slots=True)
class _Published:
    """The published generation, or nothing."""

    catalogue: Catalogue
    ledger: Ledger
    generation: generations.HeldGeneration | None = None

    @property
    def history(self) -> History:
        """What it knows of the IRIs that things have and had."""
        if self.generation is None:
            return History()
        return History.load(self.generation.folder, self.catalogue.base)


@contextmanager
def _published(writer: generations.Writer) -> Iterator[_Published]:
    generation = writer.hold_published()
    if generation is None:
        yield _Published(Catalogue(), Ledger())
        return
    try:
        catalogue = Catalogue.load(generation.folder / generations.CATALOGUE)
        yield _Published(catalogue, Ledger.load(generation.folder / ledger.FILE), generation)
    finally:
        generation.release()


class _Library:
    """The documents of a catalogue and what is kept of them."""

    def __init__(self, kept: Archive, documents: Sequence[Document], extract: Extract) -> None:
        self._kept = kept
        self._documents = {document.identifier: document for document in documents}
        self._extract = extract
        self.extracted = 0

    def read(self, what: Change) -> None:
        """Read what is not kept."""
        self._kept.keep_texts(what.read.pop() for _ in range(len(what.read)))
        self._read(self._kept.missing(self._documents.values(), retry=what.renew))

    def _read(self, documents: Sequence[Document]) -> None:
        texts = map(self._kept.with_text, documents)
        for document, (content, failed) in zip(
            documents, self._extract(documents, texts), strict=True
        ):
            self._kept.keep(document, content, failed=failed)
            self.extracted += 1

    def resolve(
        self, resources: Resources, book: Book, naming: Naming
    ) -> tuple[dict[str, Outline], Corrected]:
        """The outlines of all documents by identifier, and what they say together, corrected."""
        outlines: dict[str, Outline] = {}
        found: list[Profile] = []
        for extraction in self._all():
            outlines[extraction.document.identifier] = Outline.of(extraction)
            found += profiles(extraction, resources.gazetteer)
        slim = [outline.extraction for outline in outlines.values()]
        documents = Documents(found, slim, resources.gazetteer)
        return outlines, corrections.correct(documents, book.entries, naming, new=book.new)

    def originals(self) -> dict[str, str]:
        """The near-copies among the documents; see :func:`kg.copies.originals`."""
        return copies.originals(self._kept.prints(self._documents.values()))

    def _all(self) -> Iterator[Extraction]:
        """All extractions with their texts; what is kept damaged is read once more."""
        seen = set()
        for extraction in self.whole(self._documents):
            seen.add(extraction.document.identifier)
            yield extraction
        damaged = [each for name, each in self._documents.items() if name not in seen]
        self._read(damaged)
        yield from self.whole(each.identifier for each in damaged)

    def whole(self, identifiers: Iterable[str]) -> Iterator[Extraction]:
        """The extractions of documents with their texts."""
        documents = (self._kept.with_text(self._documents[name]) for name in identifiers)
        return self._kept.extractions(documents)


@dataclass(frozen=True, slots=True)
class _Publication:
    """The next generation of a store."""

    published: _Published
    catalogue: Catalogue
    ledger: Ledger
    rules: tuple[Rule, ...]
    updated_part: float

    def publish(
        self, writer: generations.Writer, description: Description, read: updates.Read
    ) -> None:
        """Write and publish the graph, as an update where that is quicker."""
        old = self.published
        difference = Difference.between(old.ledger, self.ledger)
        is_fit = old.generation is not None and old.ledger.version == self.ledger.version
        if is_fit and difference.is_empty and old.catalogue == self.catalogue:
            _log.info("nothing changed")
            return

        history = old.history.next(description, read)

        def fill(generation: Path) -> None:
            few = self.updated_part * len(self.ledger.documents)
            if is_fit and len(difference.documents) <= few:
                assert old.generation is not None
                quads = store.copy(old.generation.folder, generation)
                inference.withdraw(quads)
                updates.update(quads, difference, description, read)
                history.update(quads)
            else:
                every = map(description.document, read(self.ledger.documents))
                parts = chain(description.whole(), history.quads(), chain.from_iterable(every))
                quads = store.load(generation, parts)
            inference.infer(quads, self.rules)
            quads.flush()
            self.catalogue.save(generation / generations.CATALOGUE)
            self.ledger.save(generation / ledger.FILE)
            history.save(generation)

        writer.publish(fill)


def _version(resources: Resources, base: str) -> str:
    """All that a graph depends on beside its documents and what they say together."""
    # Of what the extractor's version decides, only names and claims are in the fingerprints.
    parts = (code_digest(DESCRIBING), ontology_digest(), resources.digest, base)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@contextmanager
def without_collector() -> Iterator[None]:
    """Python's collector of cycles walks over all objects, again and again, and finds none here."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
