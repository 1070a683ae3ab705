"""Sources → documents, with what is known about them and where they lie."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.documents import contents, encodings, files, manifest, readers
from kg.documents.articles import KEYS, Article, Entry, Omission, join_places, merge
from kg.documents.contents import Content
from kg.documents.fields import Fields
from kg.errors import ReadError
from kg.language import foreign
from kg.model import Document, Problem

IDENTIFIER_LENGTH = 16
DEFAULT_LANGUAGE = "ar"
_MOST_PATHS = 5

_log = logging.getLogger(__name__)


About = Callable[[str], Entry]
"""Says what a text tells about itself (its byline, its headline)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document was read.

    ``path`` is the file (or the address) as found, ``place`` where in it the article stands if
    it holds several, ``document`` the document's identifier, ``encoding`` what it was in.
    ``entry`` is what is known about the document there; for ``reliability`` see
    :class:`~kg.documents.articles.Article`.
    """

    path: str
    document: str
    encoding: str
    entry: Entry = field(default_factory=Entry)
    place: str = ""
    reliability: float = 1.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read.

    ``documents`` are distinct and in the order of their identifiers; ``sources`` has one
    row for each article, in the order of paths (two rows where two files hold the same text).
    ``problems`` are failures; ``notes`` are none, but should be seen.
    """

    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def told(self) -> tuple[Problem, ...]:
        """Problems and notes."""
        return (*self.problems, *self.notes)


def read(
    sources: Iterable[str | Path], *, fields: Fields | None = None, about: About | None = None
) -> Corpus:
    """Read files, folders (see :func:`kg.documents.files.find`) and addresses.

    Nothing stops at what is wrong: an empty, binary, damaged or unreadable file, a folder
    without texts, a path that does not exist, a text in another language and every fault of a
    manifest is a :class:`~kg.model.Problem`, and the rest is read. The same text twice is one
    document; where its sources differ, the smallest value counts and a note says so, but
    for publishers: a document has as many as published it. What a manifest says of an article
    counts before what its file says, and that before what ``about`` finds in the text.
    ``fields`` says which fields of tables hold what. A string that begins with ``https://`` or
    ``http://`` is an address: it alone makes network calls.
    """
    found = _Found(fields or Fields(), about or _say_nothing)
    addresses, paths = _part(sources)
    for address in addresses:
        found.fetch(address)
    for path in found.find(paths):
        found.add_file(path)
    return found.corpus()


def gather(articles: Iterable[tuple[str, Article]], about: About | None = None) -> Corpus:
    """The corpus of articles that were read already, each with the path of its file.

    What is read elsewhere may be gathered text by text: the documents of all are those of each.
    """
    found = _Found(Fields(), about or _say_nothing)
    for path, article in articles:
        found.add_article(path, article, article.entry)
    return found.corpus()


def make_document(text: str, entry: Entry | None = None) -> Document:
    """A document of a decoded text; a byte-order mark is dropped and CRLF becomes LF."""
    text = encodings.clean(text)
    return _make(text, [Source("", _identifier(text), encodings.UTF_8, entry or Entry())])


def describe(sources: Sequence[Source]) -> Document:
    """What the sources of one document together say about it; its text is left empty."""
    entry = merge(source.entry for source in sources)
    publishers = sorted({name for source in sources if (name := _publisher(source.entry))})
    return Document(
        text="",
        identifier=sources[0].document,
        sha256="",
        title=entry.title,
        source=next(iter(publishers), None),
        date=entry.date,
        language=entry.language or DEFAULT_LANGUAGE,
        author=entry.author,
        address=entry.address,
        other_sources=tuple(publishers[1:]),
        reliability=max(source.reliability for source in sources),
    )


def identify(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _identifier(text: str) -> str:
    return identify(text)[:IDENTIFIER_LENGTH]


class _Found:
    """What is found while sources are read."""

    def __init__(self, fields: Fields, about: About) -> None:
        self.fields = fields
        self.about = about
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.manifests: dict[Path, manifest.Manifest] = {}
        self.copies: dict[str, list[Source]] = {}

    def find(self, sources: Iterable[Path]) -> tuple[Path, ...]:
        paths, problems, notes = files.find(sources)
        self.problems += problems
        self.notes += notes
        return paths

    def fetch(self, address: str) -> None:
        from kg.documents import web

        try:
            content = web.fetch(address)
        except ReadError as error:
            self.problems.append(Problem(address, str(error)))
        else:
            self.add(address, content, Entry())

    def add_file(self, path: Path) -> None:
        folder = path.parent
        if folder not in self.manifests:
            self.manifests[folder] = manifest.load(folder)
            self.problems += self.manifests[folder].problems
        try:
            content = contents.of_file(path)
        except ReadError as error:
            self.problems.append(Problem(str(path), str(error)))
        else:
            self.add(str(path), content, self.manifests[folder].find(path.name))

    def add(self, path: str, content: Content, entry: Entry) -> None:
        for one in readers.read(content, self.fields):
            if isinstance(one, Omission):
                told = self.problems if one.failed else self.notes
                told.append(Problem(path, one.message, one.place, one.failed))
            else:
                self.add_article(path, one, entry.over(one.entry))

    def add_article(self, path: str, article: Article, entry: Entry) -> None:
        try:
            for note in _check_language(article.text, entry):
                self.notes.append(_note(path, note, article.place))
        except ReadError as error:
            self.problems.append(Problem(path, str(error), article.place))
            return
        _log.debug("%s: read as %s", join_places(path, article.place), article.encoding)
        source = Source(
            path,
            _identifier(article.text),
            article.encoding,
            entry.over(self.about(article.text)),
            article.place,
            article.reliability,
        )
        self.copies.setdefault(article.text, []).append(source)

    def corpus(self) -> Corpus:
        documents = [_make(text, same) for text, same in self.copies.items()]
        rows = [source for same in self.copies.values() for source in same]
        return Corpus(
            documents=tuple(sorted(documents, key=lambda document: document.sha256)),
            sources=tuple(sorted(rows, key=lambda row: (row.path, row.place, row.document))),
            problems=tuple(self.problems),
            notes=(*self.notes, *_conflicts(self.copies.values())),
        )


def _say_nothing(text: str) -> Entry:
    return Entry()


def _part(sources: Iterable[str | Path]) -> tuple[list[str], list[Path]]:
    addresses: list[str] = []
    paths: list[Path] = []
    for source in sources:
        if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
            addresses.append(source)
        else:
            paths.append(Path(source))
    return sorted(set(addresses)), paths


def _check_language(text: str, entry: Entry) -> Iterator[str]:
    """Notes on passages in other languages. Raises ReadError where all is in another."""
    if entry.language and entry.language.split("-")[0] != DEFAULT_LANGUAGE:
        raise ReadError(f"language {entry.language!r}; expected Arabic (ar)")
    passages = foreign.passages(text)
    if foreign.is_all(text, passages):
        raise ReadError(f"the text is in another language ({passages[0].name}); expected Arabic")
    for passage in passages:
        yield f"characters {passage.start}–{passage.end} left out: {passage.name}, not Arabic"


def _make(text: str, sources: Sequence[Source]) -> Document:
    return replace(describe(sources), text=text, sha256=identify(text))


def _publisher(entry: Entry) -> str | None:
    """Who published it; the address where that is all that is known."""
    return entry.source or entry.address


def _conflicts(copies: Iterable[Sequence[Source]]) -> Iterator[Problem]:
    for same in copies:
        merged = merge(source.entry for source in same)
        for key in KEYS:
            values = {getattr(source.entry, key) for source in same} - {None}
            # Several papers print the same text, each at its address.
            if key not in {"source", "address"} and len(values) > 1:
                paths = sorted({source.path for source in same})
                yield _note(
                    paths[0],
                    f"one text with several values of {key} ({_shortened(paths)}); "
                    f"kept {getattr(merged, key)!s}",
                )


def _shortened(paths: Sequence[str]) -> str:
    more = len(paths) - _MOST_PATHS
    return ", ".join(paths[:_MOST_PATHS]) + (f" and {more} more" if more > 0 else "")


def _note(source: str, message: str, place: str = "") -> Problem:
    return Problem(source, message, place, failed=False)
