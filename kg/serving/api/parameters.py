"""What requests for JSON may ask: one class for the parameters of each address.

The types are read by :mod:`kg.serving.api.reading`, which refuses all else, and described by
:mod:`kg.serving.api.description`. A title says what is expected, in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from kg.model import EntityType, Relation
from kg.questions import LONGEST
from kg.serving.network import Choice

_FEW, _MOST = 50, 1000
"""Neighbours in one answer: at first, and at most."""
_LARGEST = 10_000
"""Things in a part of the graph."""
_LONGEST_IRI = 2000
_SEARCHED = 200

_Language = Literal["ar", "en"]
_Iri = Annotated[str, Meta(min_length=1, max_length=_LONGEST_IRI)]
# Python's $ stands before a last line break too; that of other engines does not.
_Day = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(?!\n)$",
        title="a date as 2017-03-12, 2017-03 or 2017",
    ),
]
_Chosen = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=_LONGEST_IRI,
        description="What the words in this slot mean: one of the candidates of a reply.",
    ),
]
_Iris = Annotated[
    tuple[Annotated[str, Meta(max_length=_LONGEST_IRI)], ...], Meta(max_length=_LARGEST)
]
_Digest = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{10}(?!\n)$", title="the digest of a fact: 10 hex digits")
]


class Searched(Struct, frozen=True, forbid_unknown_fields=True):
    """What is searched for."""

    q: Annotated[
        str,
        Meta(
            max_length=_SEARCHED,
            description="A name in any spelling, or some of its words; an IRI; all things without.",
        ),
    ] = ""
    type: Annotated[EntityType, Meta(description="Things of this type alone.")] | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=100, description="Things at most.")] = 10
    lang: (
        Annotated[_Language, Meta(description="The language of labels; else that of the browser.")]
        | UnsetType
    ) = UNSET


class Thing(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing."""

    iri: Annotated[_Iri, Meta(description="The IRI of a thing of the graph.")]


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A document."""

    iri: Annotated[_Iri, Meta(description="The IRI of a document.")]


class Filters(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which things and facts are asked for; a fact fits where one telling fits in all respects."""

    type: Annotated[tuple[EntityType, ...], Meta(description="Things of these types alone.")] = ()
    relation: Annotated[
        tuple[Relation, ...], Meta(description="Facts of these relations alone.")
    ] = ()
    source: Annotated[
        tuple[str, ...],
        Meta(description="Facts from these publishers alone; an empty one: from a text without."),
    ] = ()
    since: Annotated[_Day, Meta(description="Facts of texts of this day or later.")] | UnsetType = (
        UNSET
    )
    until: (
        Annotated[_Day, Meta(description="Facts of texts of this day or earlier.")] | UnsetType
    ) = UNSET
    confidence: Annotated[
        float, Meta(ge=0, le=1, description="Facts that are read at least as surely.")
    ] = 0.0

    @property
    def choice(self) -> Choice:
        """The same as the network takes it."""
        return Choice(
            types=frozenset(map(str, self.type)),
            relations=frozenset(map(str, self.relation)),
            sources=frozenset(self.source),
            since=self.since or "",
            until=self.until or "",
            confidence=self.confidence,
        )


class Neighbours(Filters, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A thing, and some of those that facts join with it."""

    iri: Annotated[_Iri, Meta(description="The IRI of a thing of the graph.")]
    limit: Annotated[int, Meta(ge=1, le=_MOST, description="Neighbours at most.")] = _FEW
    offset: Annotated[
        int, Meta(ge=0, le=10**9, description="Neighbours that are passed over, in their order.")
    ] = 0


class Overview(Filters, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The most connected things."""

    limit: Annotated[int, Meta(ge=1, le=_LARGEST, description="Things at most.")] = _MOST


class Path(Filters, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Two things; ``types`` are those of what stands between."""

    start: Annotated[_Iri, Meta(description="The IRI of the thing to begin at.")] = field(
        name="from"
    )
    end: Annotated[_Iri, Meta(description="The IRI of the thing to arrive at.")] = field(name="to")


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact."""

    fact: Annotated[_Digest, Meta(description="The digest of a fact, as edges have it.")]
    limit: Annotated[int, Meta(ge=1, le=100, description="Sentences at most.")] = 10


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A question, and IRIs that were chosen for what its words may mean, by slot."""

    q: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST,
            description="A question in plain Arabic or English.",
        ),
    ]
    lang: (
        Annotated[_Language, Meta(description="The language of the reply; else the question's.")]
        | UnsetType
    ) = UNSET
    a: _Chosen | UnsetType = UNSET
    b: _Chosen | UnsetType = UNSET
    body: _Chosen | UnsetType = UNSET
    event: _Chosen | UnsetType = UNSET
    initiative: _Chosen | UnsetType = UNSET
    person: _Chosen | UnsetType = UNSET
    place: _Chosen | UnsetType = UNSET
    thing: _Chosen | UnsetType = UNSET

    @property
    def chosen(self) -> Mapping[str, str]:
        """The IRIs by slot."""
        slots = {name: getattr(self, name) for name in SLOTS}
        return {name: iri for name, iri in slots.items() if iri is not UNSET}


SLOTS = tuple(name for name in Asked.__struct_fields__ if name not in ("q", "lang"))
"""The slots of questions that hold things."""


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """Things by their IRIs, and others whose facts with these are wanted too."""

    iris: _Iris
    beside: _Iris = ()
