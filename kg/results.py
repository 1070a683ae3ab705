"""Answers to queries, and their formats: table, JSON, XML, CSV, TSV and Turtle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import QueryError
from kg.settings import DEFAULT_BASE

FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle")

OWN_PREFIX = "id"
"""The prefix that tables show for IRIs of the default base."""

# Keeps the columns of a right-to-left row in their order on terminals that reorder text.
_LEFT_TO_RIGHT = "\u200e"
_SPACE = re.compile(r"\s+")
_OVERRIDES = frozenset({"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"})


@dataclass(frozen=True, slots=True)
class Result:
    """What a query found.

    ``kind`` is ``select`` (``variables`` and ``rows`` of pyoxigraph terms, None where
    unbound), ``graph`` (the same, with the columns subject, predicate and object, sorted) or
    ``ask`` (``truth``).
    """

    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    truth: bool | None = None

    @classmethod
    def collect(cls, answer: Any) -> Result:
        """The whole answer of a pyoxigraph query."""
        import pyoxigraph

        if isinstance(answer, pyoxigraph.QueryBoolean):
            return cls("ask", truth=bool(answer))
        if isinstance(answer, pyoxigraph.QueryTriples):
            return cls.of_triples(answer)
        names = tuple(variable.value for variable in answer.variables)
        return cls("select", names, tuple(map(tuple, answer)))

    @classmethod
    def of_triples(cls, answer: Iterable[Any]) -> Result:
        """The graph of pyoxigraph's triples."""
        triples = {(triple.subject, triple.predicate, triple.object) for triple in answer}
        rows = tuple(sorted(triples, key=lambda triple: tuple(map(str, triple))))
        return cls("graph", ("subject", "predicate", "object"), rows)

    def without(self, hidden: Collection[str]) -> Result:
        """The same without the columns of some variables of SELECT."""
        if self.kind != "select":
            return self
        shown = [index for index, name in enumerate(self.variables) if name not in hidden]
        return replace(
            self,
            variables=tuple(self.variables[index] for index in shown),
            rows=tuple(tuple(row[index] for index in shown) for row in self.rows),
        )

    def records(self) -> list[dict[str, str | None]]:
        """The rows as dictionaries: variable → IRI or text of the literal, None where unbound."""
        return [
            {
                name: None if term is None else str(term.value)
                for name, term in zip(self.variables, row, strict=True)
            }
            for row in self.rows
        ]

    def iris(self) -> tuple[str, ...]:
        """The IRIs in the rows, each once, in their order; of a graph no predicates."""
        import pyoxigraph

        columns = (0, 2) if self.kind == "graph" else range(len(self.variables))
        terms = (row[column] for row in self.rows for column in columns)
        named = (term.value for term in terms if isinstance(term, pyoxigraph.NamedNode))
        return tuple(dict.fromkeys(named))

    def text(self, format: str = "table", *, width: int | None = None) -> str:
        """The answer in one of :data:`FORMATS`, with a final newline.

        ``width`` is the greatest width of a table's cell; longer ones are cut. Raises QueryError
        for a format that the kind of answer does not have: Turtle is for CONSTRUCT and
        DESCRIBE; JSON, XML, CSV and TSV are for SELECT and ASK.
        """
        if format not in FORMATS:
            raise QueryError(f"format: found {format!r}; expected one of {', '.join(FORMATS)}")
        if self.kind == "graph" and format not in ("table", "turtle"):
            raise QueryError(
                f"format: found {format!r}; expected table or turtle: the answer is a graph"
            )
        if self.kind != "graph" and format == "turtle":
            raise QueryError(
                "format: found 'turtle'; expected table, json, xml, csv or tsv: the answer is "
                "no graph (CONSTRUCT and DESCRIBE give one)"
            )
        from kg.graph import solutions

        if format == "turtle":
            return _turtle(self.rows)
        if self.kind == "ask":
            return solutions.truth(format, bool(self.truth))
        if format == "table":
            return _table(self.variables, self.rows, width=width)
        return "".join(solutions.LINES[format](self.variables, self.rows))


def _turtle(rows: Iterable[tuple[Any, ...]]) -> str:
    import pyoxigraph

    from kg.graph.vocabulary import PREFIXES

    data = pyoxigraph.serialize(
        (pyoxigraph.Triple(*row) for row in rows),
        format=pyoxigraph.RdfFormat.TURTLE,
        prefixes=dict(PREFIXES),
    )
    return (data or b"").decode("utf-8")


def shorten(iri: str) -> str:
    """An IRI as tables show it: with a prefix (``id:`` for the default base), or in ``<>``."""
    from kg.graph.vocabulary import PREFIXES

    for prefix, namespace in (*PREFIXES.items(), (OWN_PREFIX, DEFAULT_BASE)):
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def in_one_line(text: str) -> str:
    """Text of unknown origin for a terminal: it can neither move the cursor nor turn lines round.

    Control characters and directional overrides are made visible.
    """
    return "".join(map(_visible, _SPACE.sub(" ", text)))


def _visible(letter: str) -> str:
    is_override = unicodedata.bidirectional(letter) in _OVERRIDES
    if is_override or unicodedata.category(letter) in ("Cc", "Cs"):
        return f"\\u{ord(letter):04x}"
    return letter


def _table(header: Sequence[str], rows: Sequence[tuple[Any, ...]], *, width: int | None) -> str:
    cells = [list(header), *([_cell(term) for term in row] for row in rows)]
    if width is not None:
        cells = [[_cut(cell, width) for cell in row] for row in cells]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, ["─" * size for size in widths])
    return "".join(_line(row, widths) for row in cells)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    gap = "  "
    if any("\u0590" <= letter <= "\u08ff" for cell in cells for letter in cell):
        gap += _LEFT_TO_RIGHT
    padded = [cell + " " * (size - _width(cell)) for cell, size in zip(cells, widths, strict=True)]
    return gap[2:] + gap.join(padded).rstrip() + "\n"


def _cell(term: Any) -> str:
    import pyoxigraph

    if term is None:
        return ""
    value = str(term.value)
    return shorten(value) if isinstance(term, pyoxigraph.NamedNode) else " ".join(value.split())


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    end = len(text)
    while end and _width(text[:end]) >= width:
        end -= 1
    return text[:end].rstrip() + "…"
