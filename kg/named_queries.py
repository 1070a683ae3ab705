"""Named queries: ``.rq`` files that say in a header what they answer and what they take.

A file is plain SPARQL 1.1. Its header stands in comments, in both languages::

    # title-ar: من يشغل أي منصب
    # title-en: Who holds which role
    # description-ar: …
    # description-en: …
    # parameter: person | name | "" | شرح | explanation

A parameter is a variable of the query, with its kind, its default (``""`` for an empty
one, ``required`` for none) and an explanation in Arabic and in English. Its value is bound as an
RDF term and never becomes part of the query's text; for this the variable must be
projected, and its column is left out of the result. Kinds:

==========  ==================================================================================
iri         an absolute IRI
text        a text, as it is
name        words of a name, bound in a normal form (see :func:`name_words`), for
            which the query looks among the words of labels in the same form
date        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``
integer     a whole number
==========  ==================================================================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.headers import read_header

if TYPE_CHECKING:
    import pyoxigraph

FOLDER = Path(__file__).parent / "data" / "queries"
"""The folder of the queries that come with kg."""

KINDS = ("iri", "text", "name", "date", "integer")

_SELECT = re.compile(r"\bSELECT\b([^{]*)\{")
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
"""A year, a month or a day, as users write them and graphs hold them."""

_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_INTEGER = re.compile(r"[+-]?\d+")

_SPELLINGS = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه"})
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; ``default`` is None where a value is required."""

    name: str
    kind: str
    default: str | None
    help_ar: str
    help_en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its name (the file's, without ``.rq``), its explanations and its parameters."""

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    title_ar: str
    title_en: str
    description_ar: str
    description_en: str


@cache
def shipped() -> Mapping[str, NamedQuery]:
    """The queries that come with kg, by name, in alphabetical order."""
    return {file.stem: read_query(file) for file in sorted(FOLDER.glob("*.rq"))}


def read_query(file: Path, *, is_explained: bool = True) -> NamedQuery:
    """The query of a file, which must have a header where ``is_explained``.

    Raises QueryError where it cannot be read or its header is wrong.
    """
    header = read_header(file, others=("parameter",), is_required=is_explained)
    parameters = tuple(_parameter(value, place) for _, value, place in header.others)
    return NamedQuery(file.stem, header.text, parameters, **header.explained)


def _parameter(value: str, place: str) -> Parameter:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 5 or not all(parts):
        raise QueryError(
            f"{place}: found {value!r}; expected 'name | kind | default | Arabic | English'"
        )
    name, kind, default, help_ar, help_en = parts
    if not _VARIABLE.fullmatch(name):
        raise QueryError(f"{place}: found the name {name!r}; expected a variable without '?'")
    if kind not in KINDS:
        raise QueryError(f"{place}: found the kind {kind!r}; expected one of {', '.join(KINDS)}")
    parameter = Parameter(
        name, kind, None if default == "required" else default.strip('"'), help_ar, help_en
    )
    if parameter.default is not None:
        to_term(parameter, parameter.default, place=place)
    return parameter


def terms(
    query: NamedQuery, bindings: Mapping[str, str]
) -> dict[str, pyoxigraph.NamedNode | pyoxigraph.Literal]:
    """A term for each parameter, from ``bindings`` or the defaults.

    Raises QueryError for a name that is no parameter, a required one that is missing and a value
    that is not of its kind.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in bindings:
        if name not in known:
            expected = ", ".join(known) or "none: the query takes no parameter"
            raise QueryError(
                f"query {query.name!r}: unknown parameter {name!r}; expected {expected}"
            )
    found = {}
    for name, parameter in known.items():
        value = bindings.get(name, parameter.default)
        if value is None:
            raise QueryError(
                f"query {query.name!r}: parameter {name!r} is missing; expected a value of kind "
                f"{parameter.kind} ({parameter.help_en})"
            )
        found[name] = to_term(parameter, value, place=f"query {query.name!r}")
    return found


def as_sparql(
    query: NamedQuery, values: Mapping[str, pyoxigraph.NamedNode | pyoxigraph.Literal]
) -> str:
    """The query by itself, with the values of its parameters in it as VALUES.

    Nested queries have a parameter too, where they select it.
    """

    def with_values(match: re.Match[str]) -> str:
        selected = set(re.findall(r"\?(\w+)", match[1]))
        lines = (f"\n  VALUES ?{name} {{ {values[name]} }}" for name in values if name in selected)
        return match[0] + "".join(lines)

    return _SELECT.sub(with_values, query.text)


def to_term(
    parameter: Parameter, value: str, *, place: str
) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """``value`` as the RDF term that a parameter of its kind takes. Raises QueryError."""
    import pyoxigraph

    def wrong(expected: str) -> QueryError:
        return QueryError(
            f"{place}: parameter {parameter.name!r}: found {value!r}; expected {expected}"
        )

    match parameter.kind:
        case "iri":
            try:
                return pyoxigraph.NamedNode(value.strip().removeprefix("<").removesuffix(">"))
            except ValueError as error:
                raise wrong("an absolute IRI") from error
        case "name":
            return pyoxigraph.Literal(name_words(value))
        case "date":
            if not DATE.fullmatch(value):
                raise wrong("a date as YYYY, YYYY-MM or YYYY-MM-DD")
            return pyoxigraph.Literal(value)
        case "integer":
            if not _INTEGER.fullmatch(value):
                raise wrong("a whole number")
            return pyoxigraph.Literal(int(value))
        case _:
            return pyoxigraph.Literal(value)


def name_words(name: str) -> str:
    """``name`` as queries compare it with labels: words with a space around each; or nothing.

    Lower case without diacritics and punctuation, with one alef, ya and ta marbuta: what the
    queries make of a label in SPARQL, letter for letter, so that what is written alike is
    found alike.

    >>> name_words("د. إِيمان")
    ' د ايمان '
    """
    bare = _MARKS.sub("", name.lower())
    words = "".join(letter if _is_kept(letter) else " " for letter in bare).split()
    return f" {' '.join(words).translate(_SPELLINGS)} " if words else ""


def _is_kept(letter: str) -> bool:
    # What \w means in the query engine.
    category = unicodedata.category(letter)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or letter in "\u200c\u200d"
