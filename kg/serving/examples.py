"""Examples of the ontology's terms: what the served graph has of each."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.terms import recommended_case
from kg.graph.vocabulary import ONTOLOGY_GRAPH, SDO
from kg.results import shorten as in_short
from kg.serving.addresses import address_of
from kg.serving.terms import Term
from kg.serving.things import DEFAULT, TYPE, Things

_ONTOLOGY = ox.NamedNode(str(ONTOLOGY_GRAPH))
_MENTIONS = ox.NamedNode(str(SDO.mentions))
_READ = 100
"""Uses of a term of which examples are chosen; the graph may have millions."""
_SHOWN = 2
_KNOWN = 50
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class End:
    """A thing as an example shows it: its name, or where it has none its short IRI."""

    label: str
    address: str | None
    is_named: bool
    iri: str


@dataclass(frozen=True, slots=True)
class Example:
    """An instance of a class, or what has a property, which an ``object`` or a ``value`` is of.

    Both are missing for a class, and for an individual, which the subject refers to.
    """

    subject: End
    object: End | None = None
    value: str = ""
    language: str = ""


def read_examples(
    things: Things, terms: Mapping[str, Sequence[Term]]
) -> Mapping[str, Sequence[Example]]:
    """Up to two examples of each term by its IRI, those first of which texts speak most."""
    return {
        term.iri: _best(things, _examples(things, kind, term.iri))
        for kind, found in terms.items()
        for term in found
    }


def _examples(things: Things, kind: str, iri: str) -> Iterator[Example]:
    for quad in itertools.islice(_uses(things, kind, ox.NamedNode(iri)), _READ):
        subject = _end(things, quad.subject.value)  # type: ignore[union-attr]
        if kind in ("classes", "individuals"):
            yield Example(subject)
        elif isinstance(quad.object, ox.Literal):
            text, language = quad.object.value, recommended_case(quad.object.language or "")
            yield Example(subject, value=_short(text), language=language)
        else:
            yield Example(subject, _end(things, quad.object.value))  # type: ignore[union-attr]


def _uses(things: Things, kind: str, term: ox.NamedNode) -> Iterator[ox.Quad]:
    if kind == "individuals":
        return iter(things.store.quads_for_pattern(None, None, term, DEFAULT))
    predicate, object_ = (TYPE, term) if kind == "classes" else (term, None)
    quads = things.store.quads_for_pattern(None, predicate, object_, None)
    return (quad for quad in quads if quad.graph_name != _ONTOLOGY)


def _end(things: Things, iri: str) -> End:
    names = things.names(iri)
    label = _short(names[0].text) if names else in_short(iri)
    return End(label, address_of(iri, things.base), bool(names), iri)


def _short(text: str) -> str:
    return textwrap.shorten(text, _LONGEST, placeholder=" …")


def _best(things: Things, examples: Iterable[Example]) -> Sequence[Example]:
    by_subject = {example.subject.iri: example for example in examples}
    return sorted(by_subject.values(), key=lambda each: _rank(things, each))[:_SHOWN]


def _rank(things: Things, example: Example) -> tuple[int, str, str]:
    ends = [example.subject, *([example.object] if example.object else ())]
    mentioned = sum(_mentioned(things, end.iri) for end in ends)
    return -mentioned, example.subject.label, example.value


def _mentioned(things: Things, iri: str) -> int:
    """How many sentences speak of a thing, as far as one counts."""
    quads = things.store.quads_for_pattern(None, _MENTIONS, ox.NamedNode(iri), None)
    return sum(1 for _ in itertools.islice(quads, _KNOWN))
