"""Answers of SELECT and ASK in the formats of the W3C, line by line.

pyoxigraph writes them too, but only whole answers and with language tags in lower case; here
an answer can be cut, and tags get the case of the graph's other exports (``und-Latn``).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeGuard
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.terms import recommended_case

Row = Sequence[Any]
"""The terms of a solution, None where a variable is unbound."""


class Limited:
    """The first rows of an answer; ``is_cut`` tells, once they are read, whether there were more.

    JSON then says so in ``results.limited`` (the number of rows) and XML in a comment;
    CSV and TSV have no place for it.
    """

    def __init__(self, rows: Iterable[Row], limit: int) -> None:
        self._rows = iter(rows)
        self.limit = limit
        self.is_cut = False

    def __iter__(self) -> Iterator[Row]:
        yield from islice(self._rows, self.limit)
        self.is_cut = next(self._rows, None) is not None


_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XML_ROOT = '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def json_lines(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results JSON, a line for each solution."""
    head = json.dumps({"vars": list(variables)}, ensure_ascii=False)
    yield f'{{"head": {head}, "results": {{"bindings": ['
    separator = "\n"
    for row in rows:
        binding = {
            name: _json_term(term)
            for name, term in zip(variables, row, strict=True)
            if term is not None
        }
        yield separator + json.dumps(binding, ensure_ascii=False)
        separator = ",\n"
    limited = f', "limited": {rows.limit}' if _is_cut(rows) else ""
    yield f"\n]{limited}}}}}\n"


def xml_lines(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL Query Results XML; characters that XML cannot hold become U+FFFD."""
    yield _XML_HEAD + _XML_ROOT
    names = [quoteattr(name) for name in variables]
    yield f"<head>{''.join(f'<variable name={name}/>' for name in names)}</head>\n<results>\n"
    for row in rows:
        bindings = "".join(
            f"<binding name={name}>{_xml_term(term)}</binding>"
            for name, term in zip(names, row, strict=True)
            if term is not None
        )
        yield f"<result>{bindings}</result>\n"
    limited = f"<!-- limited: {rows.limit} -->\n" if _is_cut(rows) else ""
    yield f"</results>\n{limited}</sparql>\n"


def csv_lines(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results CSV: values without types, lines end in CRLF."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(variables)
    for row in rows:
        yield line.getvalue()
        line.seek(0)
        line.truncate()
        writer.writerow("" if term is None else term.value for term in row)
    yield line.getvalue()


def tsv_lines(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """SPARQL 1.1 Query Results TSV: terms as in Turtle."""
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else _tsv_term(term) for term in row) + "\n"


LINES: Mapping[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = MappingProxyType(
    {"json": json_lines, "xml": xml_lines, "csv": csv_lines, "tsv": tsv_lines}
)
"""What writes solutions, by format."""


def truth(format: str, value: bool) -> str:
    """The answer of ASK in a format of :data:`LINES`; CSV and TSV have no form of their own."""
    word = "true" if value else "false"
    if format == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if format == "xml":
        return f"{_XML_HEAD}{_XML_ROOT}<head/>\n<boolean>{word}</boolean>\n</sparql>\n"
    return f"{word}\n"


def _is_cut(rows: Iterable[Row]) -> TypeGuard[Limited]:
    return isinstance(rows, Limited) and rows.is_cut


def _json_term(term: Any) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    literal = _literal(term)
    found = {"type": "literal", "value": literal.value}
    if literal.language:
        found["xml:lang"] = recommended_case(literal.language)
    elif literal.datatype.value != _STRING:
        found["datatype"] = literal.datatype.value
    return found


def _xml_term(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    literal = _literal(term)
    about = ""
    if literal.language:
        about = f" xml:lang={quoteattr(recommended_case(literal.language))}"
    elif literal.datatype.value != _STRING:
        about = f" datatype={quoteattr(literal.datatype.value)}"
    # A reader of XML takes a bare carriage return for a line end.
    text = escape(_NO_XML.sub("\ufffd", literal.value), {"\r": "&#13;"})
    return f"<literal{about}>{text}</literal>"


def _tsv_term(term: Any) -> str:
    # A term's own text is N-Triples, which escapes tabs and line ends.
    text = str(term)
    if isinstance(term, ox.Literal) and term.language:
        return text.removesuffix(term.language) + recommended_case(term.language)
    return text


def _literal(term: Any) -> ox.Literal:
    if not isinstance(term, ox.Literal):
        raise QueryError(f"found {term} in the answer; expected IRIs, literals and blank nodes")
    return term
