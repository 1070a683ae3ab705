"""JSON-LD 1.1, compact under the project's context, one line for each node.

General serializers either leave every IRI and value in full or hold the whole graph as
objects; this one writes a stream. The context's file decides what the terms are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import pyoxigraph as ox

from kg.assets import folder
from kg.errors import KgError
from kg.graph.ontology import CONTEXT_FILE
from kg.graph.terms import recommended_case
from kg.graph.vocabulary import PREFIXES, RDF, XSD

_TYPE = str(RDF.type)
_STRING, _INTEGER = str(XSD.string), str(XSD.integer)

Json = Any
"""What the json module writes."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A predicate's name in the context, and how its values are written."""

    name: str
    coercion: str = ""
    by_language: bool = False
    always_list: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    source: Json
    terms: Mapping[str, _Term]
    classes: Mapping[str, str]


def json_ld(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """The document in pieces. ``quads`` are of one graph, in the order of their subjects.

    Raises KgError where the context's file is missing or broken.
    """
    context = _context()
    yield f'{{"@context":{_dump(context.source)},"@graph":['.encode()
    separator = "\n"
    for subject, group in groupby(quads, key=attrgetter("subject")):
        node = _node(subject, group, context)
        yield f"{separator}{_dump(node)}".encode()
        separator = ",\n"
    yield b"\n]}\n"


def _node(subject: Any, quads: Iterable[ox.Quad], context: _Context) -> dict[str, Json]:
    node: dict[str, Json] = {"id": _id(subject)}
    for predicate, group in groupby(quads, key=lambda quad: quad.predicate.value):
        values: list[Any] = [quad.object for quad in group]
        if predicate == _TYPE:
            node["type"] = [context.classes.get(v.value, _compact(v.value)) for v in values]
        else:
            node.update(_property(predicate, values, context))
    return node


def _property(
    predicate: str, values: Sequence[Any], context: _Context
) -> Iterator[tuple[str, Json]]:
    """The values under the predicate's term, and what the term cannot hold under its IRI."""
    term = context.terms.get(predicate) or _Term(_compact(predicate))
    others = values
    if term.by_language:
        tagged = [v for v in values if isinstance(v, ox.Literal) and v.language]
        others = [v for v in values if not (isinstance(v, ox.Literal) and v.language)]
        if tagged:
            yield term.name, _language_map(tagged, term.always_list)
        term = _Term(_compact(predicate))
    if others:
        encoded = [_value(value, term) for value in others]
        yield term.name, encoded if term.always_list or len(encoded) > 1 else encoded[0]


def _language_map(values: Iterable[ox.Literal], always_list: bool) -> dict[str, Json]:
    texts: dict[str, list[str]] = {}
    for value in values:
        texts.setdefault(recommended_case(value.language or ""), []).append(value.value)
    return {
        language: found if always_list or len(found) > 1 else found[0]
        for language, found in sorted(texts.items())
    }


def _value(value: Any, term: _Term) -> Json:
    if not isinstance(value, ox.Literal):
        return _id(value) if term.coercion == "@id" else {"id": _id(value)}
    if value.language:
        return {"@language": recommended_case(value.language), "@value": value.value}
    datatype = value.datatype.value
    if datatype == term.coercion:
        return value.value
    if datatype == _INTEGER and not term.coercion and str(_integer(value.value)) == value.value:
        return _integer(value.value)
    if datatype == _STRING:
        return {"@value": value.value} if term.coercion else value.value
    return {"@type": _compact(datatype), "@value": value.value}


def _integer(text: str) -> int | None:
    """The number, where every reader of JSON keeps it whole."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) < 1 << 53 else None


def _id(node: Any) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


@lru_cache(maxsize=1)
def _context() -> _Context:
    file = folder("ontology") / CONTEXT_FILE
    try:
        source = json.loads(file.read_bytes())["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{file}: the JSON-LD context cannot be read: {error!r}") from error
    terms, classes = {}, {}
    for name, definition in source.items():
        if isinstance(definition, dict):
            container = definition.get("@container", [])
            containers = [container] if isinstance(container, str) else container
            terms[_expand(definition["@id"])] = _Term(
                name,
                coercion=_expand(definition.get("@type", "")),
                by_language="@language" in containers,
                always_list="@set" in containers,
            )
        elif name not in PREFIXES and not name.startswith("@"):
            classes[_expand(str(definition))] = name
    return _Context(source, terms, classes)


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
