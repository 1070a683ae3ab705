"""What a store knows about its sources beside the graph, which holds no path and no problem."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from kg import documents
from kg.documents import Source
from kg.errors import StoreError
from kg.model import Document, Problem

_DIGEST = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources of a graph, with their problems and what was left out of them for good reason.

    A text that two files hold is one document with two sources; the paths of files are absolute.
    ``failures`` are documents whose extraction failed. ``base`` is the base of the graph's
    IRIs, ``extractor`` names the version of the extractor and its lexicons.
    """

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    base: str = ""
    extractor: str = ""
    failures: tuple[Problem, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The identifiers of all documents, sorted."""
        return tuple(sorted({source.document for source in self.sources}))

    @property
    def paths(self) -> dict[str, list[str]]:
        """The paths of each document's sources, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for source in self.sources:
            found[source.document].append(source.path)
        return {document: sorted(paths) for document, paths in sorted(found.items())}

    def described(self) -> list[Document]:
        """All documents without their texts, in the order of their identifiers."""
        by_document: dict[str, list[Source]] = defaultdict(list)
        for source in self.sources:
            by_document[source.document].append(source)
        return [documents.describe(by_document[identifier]) for identifier in self.documents]

    def holding(self, sources: Iterable[Source], problems: Iterable[Problem]) -> Catalogue:
        """A catalogue of these sources and no others."""
        return replace(
            self,
            sources=_sorted(replace(source, path=absolute(source.path)) for source in sources),
            problems=tuple(problems),
        )

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
    return tuple(sorted(sources, key=lambda source: (source.path, source.document)))
