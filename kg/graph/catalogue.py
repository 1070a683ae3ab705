"""What a store knows about its sources beside the graph, which holds no path and no problem."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from kg import documents
from kg.documents import Source
from kg.errors import StoreError
from kg.graph.rules import Version
from kg.model import Document, Problem

_DIGEST = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources of a graph with their problems, and what was left out of them for good reason.

    A text that two files hold is one document with two sources; the paths of files are absolute.
    ``base`` is the base of the graph's IRIs, ``extractor`` names the version of the
    extractor and its lexicons. ``failures`` are problems of documents, each told of the first
    source, and of corrections. ``rules`` are the versions of those by which facts are inferred.
    ``is_loaded``: the graph came from an export, so nothing is known of its sources.
    """

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    base: str = ""
    extractor: str = ""
    failures: tuple[Problem, ...] = ()
    rules: tuple[Version, ...] = ()
    is_loaded: bool = False

    @property
    def documents(self) -> tuple[str, ...]:
        """The identifiers of all documents, sorted."""
        return tuple(sorted({source.document for source in self.sources}))

    @property
    def by_document(self) -> dict[str, list[Source]]:
        """The sources of each document by its identifier, all in order."""
        found: dict[str, list[Source]] = {identifier: [] for identifier in self.documents}
        for source in _sorted(self.sources):
            found[source.document].append(source)
        return found

    def described(self) -> list[Document]:
        """All documents without their texts, in the order of their identifiers."""
        return [documents.describe(sources) for sources in self.by_document.values()]

    def holding(self, sources: Iterable[Source], problems: Iterable[Problem]) -> Catalogue:
        """A catalogue of these sources and no others."""
        return replace(
            self,
            sources=_sorted(replace(source, path=absolute(source.path)) for source in sources),
            problems=tuple(problems),
        )

    def telling(self, failures: Iterable[Problem]) -> Catalogue:
        """This catalogue with the problems of its documents, which are named by identifier."""
        sources = self.by_document
        return replace(
            self, failures=tuple(_of_source(sources[each.source][0], each) for each in failures)
        )

    def telling_also(self, problems: Iterable[Problem]) -> Catalogue:
        """This catalogue with more problems, of what is no document."""
        return replace(self, failures=(*self.failures, *problems))

    def adding(self, sources: Collection[Source], problems: Collection[Problem]) -> Catalogue:
        """This catalogue with sources that were read, once more or for the first time."""
        read = {absolute(source.path) for source in sources}
        told = {problem.source for problem in problems}
        return self.holding(
            [*(source for source in self.sources if source.path not in read), *sources],
            [
                *(
                    p
                    for p in self.problems
                    if p.source not in told and absolute(p.source) not in read
                ),
                *problems,
            ],
        )

    def without(self, sources: Set[Source]) -> Catalogue:
        """This catalogue without some of its sources."""
        left = [source for source in self.sources if source not in sources]
        gone = {source.path for source in sources} - {source.path for source in left}
        return self.holding(left, [p for p in self.problems if absolute(p.source) not in gone])

    def find(self, name: str) -> frozenset[Source]:
        """The sources that ``name`` means; none where it means nothing here.

        A path means itself; a document's IRI, identifier or SHA-256 all sources of the document.
        """
        by_path = frozenset(s for s in self.sources if s.path == absolute(name))
        if by_path:
            return by_path
        digest = name.removeprefix(f"{self.base}document/").lower()
        if not _DIGEST.fullmatch(digest):
            return frozenset()
        identifier = digest[: documents.IDENTIFIER_LENGTH]
        return frozenset(s for s in self.sources if s.document == identifier)

    def save(self, file: Path) -> None:
        """Write the catalogue as JSON, in an order that its content decides. Raises OSError."""
        problems = sorted(self.problems, key=lambda p: (p.source, p.place, p.message))
        content = replace(self, sources=_sorted(self.sources), problems=tuple(problems))
        # A path may hold bytes that are no UTF-8; they survive as escaped surrogates.
        text = json.dumps(msgspec.to_builtins(content), indent=1)
        file.write_text(text + "\n", encoding="ascii")

    @classmethod
    def load(cls, file: Path) -> Catalogue:
        """Read what :meth:`save` wrote. Raises StoreError where it cannot be read."""
        try:
            content: dict[str, Any] = json.loads(file.read_bytes())
            for source in content["sources"]:
                source.setdefault("encoding", "")  # of the first format
            return msgspec.convert(content, cls)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{file}: the catalogue cannot be read: {error!r}") from error


def absolute(path: str) -> str:
    """The path of a file as an absolute one; an address as it is."""
    return path if "://" in path else os.path.abspath(path)


def _sorted(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(sorted(sources, key=lambda each: (each.path, each.place, each.document)))


def _of_source(source: Source, problem: Problem) -> Problem:
    place = documents.join_places(source.place, problem.place)
    return replace(problem, source=source.path, place=place)
