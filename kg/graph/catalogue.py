"""What a store knows about its sources beside the graph, which holds no path and no problem."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.model import Problem


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a document was read: its identifier and the path (or address) of the file."""

    document: str
    path: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources of a build with their problems, and what was left out of them for good reason.

    A text that two files hold is one document with two sources. ``base`` is the base of
    the graph's IRIs, ``extractor`` names the version of the extractor and its lexicons.
    """

    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    base: str = ""
    extractor: str = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The identifiers of all documents, sorted."""
        return tuple(sorted({source.document for source in self.sources}))

    def save(self, file: Path) -> None:
        """Write the catalogue as JSON, in an order that its content decides. Raises OSError."""
        content = asdict(self)
        content["sources"] = [asdict(source) for source in sorted(self.sources)]
        problems = sorted(self.problems, key=lambda p: (p.source, p.place, p.message))
        content["problems"] = [asdict(problem) for problem in problems]
        # A path may hold bytes that are no UTF-8; they survive as escaped surrogates.
        file.write_text(json.dumps(content, indent=1) + "\n", encoding="ascii")

    @classmethod
    def load(cls, file: Path) -> Catalogue:
        """Read what :meth:`save` wrote. Raises StoreError where it cannot be read."""
        try:
            content: dict[str, Any] = json.loads(file.read_bytes())
            return cls(
                sources=tuple(Source(**source) for source in content["sources"]),
                problems=tuple(Problem(**problem) for problem in content["problems"]),
                base=content["base"],
                extractor=content["extractor"],
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{file}: the catalogue cannot be read: {error!r}") from error
