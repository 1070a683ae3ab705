"""What somebody who asks is told: an answer, a question back, or that nothing was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.lookup import Match
from kg.questions.templates import Template


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row as it is read, and its IRI where it is a thing with one."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that states a row, and the document it stands in."""

    iri: str
    text: str
    document: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer: its cells, the number of sentences that state it, one of these, and the
    digest by which ``kg why`` tells all of it. What no sentence states has the latter two not."""

    cells: tuple[Cell, ...]
    sentences: int
    evidence: Evidence | None
    fact: str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer, and whether there are more."""

    rows: tuple[Row, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that is understood, in full words."""

    template: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph says. It may be nothing: then there are no rows.

    ``understood`` says in words what was asked, ``bound`` tells the thing in each slot, and
    ``sparql`` is the query, with what was bound as VALUES. ``others`` are, by slot, things
    that its words mean as well, and of which the graph says nothing that was asked.
    """

    question: str
    language: str
    template: Template
    understood: str
    bound: Mapping[str, Match]
    sparql: str
    rows: tuple[Row, ...]
    is_cut: bool = False
    others: Mapping[str, tuple[Match, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Which:
    """Words of a question mean several things, and there is something to say of each.

    ``slot`` and the IRI of one of ``candidates`` are what to ask again with; ``total`` is how many
    there are.
    """

    question: str
    language: str
    template: Template
    slot: str
    text: str
    candidates: tuple[Match, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question that was not understood.

    ``missing`` are the words that should be a name, and are none that the graph knows; empty
    where the question has no form that is understood.
    """

    question: str
    language: str
    missing: str
    suggestions: tuple[Suggestion, ...]


Reply = Answer | Which | Unknown
