"""Corrections as values: what a person says of a graph, who, when and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from kg.model import EntityType, Relation


class Action(StrEnum):
    """What a correction does."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    RETYPE = "retype"
    REJECT = "reject"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Witness:
    """A mention of a thing, by which it is found again whatever its IRI has become.

    ``document`` is the document's identifier, ``offset`` that of the thing's first mention there,
    ``name`` the fullest name that the document has for it.
    """

    document: str
    offset: int
    name: str

    def __str__(self) -> str:
        return f"{self.document}:{self.offset} {self.name}"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a correction names: by mentions, or where there are none by its IRI.

    ``iri`` is one of the graph's, whole or without its base (``person/خالد_الأحمد``).
    """

    iri: str
    mentions: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two things are one."""

    thing: Thing
    other: Thing


@dataclass(frozen=True, slots=True)
class Split:
    """A thing is two: the other is what these documents mean by it, or mention by this name."""

    thing: Thing
    documents: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """A thing's preferred name is another."""

    thing: Thing
    name: str


@dataclass(frozen=True, slots=True)
class Retype:
    """A thing is of another type."""

    thing: Thing
    type: EntityType


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact in terms that outlive its digest.

    ``value`` is the literal; of the end of an event ``../2017-03-11``.
    """

    relation: Relation
    subject: Thing
    object: Thing | None = None
    value: str | int | None = None
    title: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fact is right or wrong. ``fact`` is its digest, ``stated`` may be left out by hand."""

    fact: str
    is_right: bool
    stated: Stated | None = None


Act = Merge | Split | Rename | Retype | Judgement


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file."""

    act: Act
    author: str
    date: datetime.date
    reason: str

    @property
    def action(self) -> Action:
        """What the correction does."""
        match self.act:
            case Merge():
                return Action.MERGE
            case Split():
                return Action.SPLIT
            case Rename():
                return Action.RENAME
            case Retype():
                return Action.RETYPE
            case Judgement(is_right=is_right):
                return Action.ACCEPT if is_right else Action.REJECT
