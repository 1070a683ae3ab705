"""What is answered as JSON: one class for the answer of each address.

Handlers make these, and :mod:`kg.serving.api.description` describes them. The replies to questions
are those of :func:`kg.questions.report.as_values`, and are only described here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, field

from kg.model import EntityType, Relation

_Count = Annotated[int, Meta(ge=0)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Address = Annotated[
    str | None, Meta(description="The page of the IRI on this server; null for an IRI of others.")
]


class Linked(Struct, frozen=True):
    """A thing in passing."""

    iri: str
    address: _Address
    type: str
    label: str


class Found(Struct, frozen=True):
    """A thing that is found.

    ``matched`` is the name that was meant, ``facts`` counts the stated facts that it is an end of,
    ``mentions`` the sentences that speak of it.
    """

    iri: str
    address: _Address
    type: EntityType
    label: str
    matched: str
    facts: _Count
    mentions: _Count
    type_label: str
    facts_label: str


class Results(Struct, frozen=True):
    """What a name means: ``total`` things, of which the first are listed."""

    query: str
    total: _Count
    summary: str
    results: Sequence[Found]


class Node(Struct, frozen=True):
    """A thing of the network; ``degree`` is the number of its neighbours in the whole graph."""

    iri: str
    address: _Address
    type: EntityType
    label: str
    degree: _Count


class Placed(Node, frozen=True):
    """A thing with a place in a picture of all."""

    x: float
    y: float


class Name(Struct, frozen=True):
    """A name with its language tag."""

    text: str
    language: str


class Entity(Node, frozen=True):
    """A thing with its names, and the numbers of its facts by relation and neighbours by type."""

    names: Sequence[Name]
    relations: Mapping[str, int]
    neighbours: Mapping[str, int]


class Telling(Struct, frozen=True):
    """A date, source and confidence with which texts state a fact; what is not known is null."""

    date: str | None
    source: str | None
    confidence: _Share | None


class Edge(Struct, frozen=True):
    """A fact that joins two things; a role has a ``title``, and what is known of its time."""

    fact: Annotated[str, Meta(description="The fact's digest.")]
    relation: Relation
    subject: str
    object: str
    title: str
    sentences: _Count
    told: Sequence[Telling]
    standing: str | UnsetType = UNSET
    since: str | UnsetType = UNSET
    until: str | UnsetType = UNSET


class Neighbourhood(Struct, frozen=True):
    """A thing, then some of its neighbours, with the facts that join it with them.

    ``total`` neighbours fit the filters, of ``all``.
    """

    iri: str
    all: _Count
    total: _Count
    offset: _Count
    nodes: Sequence[Node]
    edges: Sequence[Edge]


class Subgraph(Struct, frozen=True):
    """The things that were asked for, all facts between them, and the IRIs of no thing."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    unknown: Sequence[str]


class Picture(Struct, frozen=True):
    """The most connected things; ``total`` fit the filters, of ``all``."""

    all: _Count
    total: _Count
    nodes: Sequence[Placed]
    edges: Sequence[Edge]


class ShortestPath(Struct, frozen=True):
    """A shortest path, its things in order; ``length`` is null where there is none.

    ``paths`` counts those of this length.
    """

    start: str = field(name="from")
    end: str = field(name="to")
    length: _Count | None
    paths: _Count
    nodes: Sequence[Node]
    edges: Sequence[Edge]


class Article(Struct, frozen=True):
    """A document as it is named beside a sentence."""

    iri: str
    address: _Address
    title: str | None
    source: str | None
    date: str | None


class MarkedText(Struct, frozen=True):
    """A piece of a sentence, and whether it names an end of the fact."""

    text: str
    marked: bool


class Passage(Struct, frozen=True):
    """A sentence that states a fact."""

    iri: str
    address: _Address
    parts: Sequence[MarkedText]
    confidence: _Share
    document: Article


class Passages(Struct, frozen=True):
    """The surest sentences of a fact, of ``total``; ``origin`` says who states it otherwise."""

    fact: str
    origin: str | None
    total: _Count
    sentences: Sequence[Passage]


class Sentence(Struct, frozen=True):
    """A sentence, in code points of the text, and the digests of the facts that it states."""

    iri: str
    start: _Count
    end: _Count
    text: str
    facts: Sequence[str]


class Mention(Struct, frozen=True):
    """A place in the text that names or refers to a thing, in code points.

    ``name`` is the fullest that the document has for it, ``thing`` null where the graph has none.
    """

    start: _Count
    end: _Count
    sentence: _Count
    type: EntityType
    name: str
    is_reference: bool
    thing: Linked | None


class Stated(Struct, frozen=True):
    """A relation as a sentence states it: between two mentions, or from one to a ``value``.

    Mentions and sentences are told by their places in the lists of the document.
    """

    relation: Relation
    subject: _Count
    object: _Count | None
    value: str | None
    sentence: _Count
    confidence: _Share
    pattern: str
    title: str | UnsetType = UNSET
    standing: str | UnsetType = UNSET
    since: str | UnsetType = UNSET
    until: str | UnsetType = UNSET


class Reading(Article, frozen=True):
    """A document: its text, sentences, mentions and the relations that are read in it.

    Where the store has not kept the text it is null, and there are sentences alone.
    """

    sha256: str | None
    text: str | None
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    relations: Sequence[Stated]


class Candidate(Struct, frozen=True):
    """A thing that words of a question mean."""

    iri: str
    type: EntityType
    label: str


_CELL = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "iri": {"type": ["string", "null"]}},
    "required": ["text", "iri"],
}
_Row = Annotated[
    dict[str, Any],
    Meta(
        description="A cell for each column, and the sentences that state the row.",
        extra_json_schema={
            "properties": {
                "sentences": {"type": "integer", "minimum": 0},
                "fact": {"type": ["string", "null"]},
                "evidence": {
                    "type": ["object", "null"],
                    "properties": {"iri": {"type": "string"}, "text": {"type": "string"}},
                    "required": ["iri", "text"],
                },
            },
            "required": ["sentences", "fact", "evidence"],
            "additionalProperties": _CELL,
        },
    ),
]


class Answer(Struct, frozen=True, tag_field="reply", tag="answer"):
    """What the graph says; it may be nothing."""

    question: str
    language: str
    template: str
    understood: str
    bound: Mapping[str, Candidate]
    others: Mapping[str, Sequence[Candidate]]
    columns: Sequence[str]
    rows: Sequence[_Row]
    is_cut: bool
    sparql: str


class Which(Struct, frozen=True, tag_field="reply", tag="which"):
    """Words mean several things: ask again with the IRI of one as the parameter ``slot``."""

    question: str
    language: str
    template: str
    slot: str
    text: str
    candidates: Sequence[Candidate]
    total: _Count


class Unknown(Struct, frozen=True, tag_field="reply", tag="unknown"):
    """What was not understood, and questions that are."""

    question: str
    language: str
    missing: str
    suggestions: Sequence[str]
