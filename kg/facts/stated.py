"""Stated facts: what a user sees of a fact, in words and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import Relation
from kg.results import Result


@dataclass(frozen=True, slots=True)
class End:
    """An end of a fact: a thing with its IRI and name, or a literal, which has no IRI."""

    label: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Stating:
    """A sentence that states a fact, and how it was read; what is not known is None."""

    iri: str
    text: str
    document: str
    title: str | None
    source: str | None
    date: str | None
    pattern: str
    confidence: float


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact with the sentences that state it, in the order of documents and text.

    A role has the person as subject, the body or place as object (None where none is named),
    and a title. ``standing``, ``since`` and ``until`` are those of a role.
    """

    digest: str
    relation: Relation
    subject: End
    object: End | None
    sentences: tuple[Stating, ...]
    title: str | None = None
    standing: str | None = None
    since: str | None = None
    until: str | None = None
    origin: str | None = None

    @property
    def confidence(self) -> float | None:
        """That of the surest sentence; None where no sentence states the fact."""
        return max((each.confidence for each in self.sentences), default=None)

    def __str__(self) -> str:
        """The fact in a line: relation, subject, object, and what is said of a role."""
        target = f" → {self.object.label}" if self.object else ""
        period = "–".join((self.since or "", self.until or "")) if self.since or self.until else ""
        more = [each for each in (self.title, self.standing, period) if each]
        return " · ".join((f"{self.relation}: {self.subject.label}{target}", *more))


def tabulate(facts: Iterable[StatedFact]) -> Result:
    """Facts as rows of a table; ends with an IRI are shown by their names."""
    columns = ("fact", "relation", "subject", "title", "object", "sentences", "confidence")
    rows = (
        (
            fact.digest,
            fact.relation.value,
            fact.subject.label,
            fact.title,
            fact.object.label if fact.object else None,
            len(fact.sentences),
            fact.confidence,
        )
        for fact in facts
    )
    terms = (tuple(None if each is None else ox.Literal(each) for each in row) for row in rows)
    return Result("select", columns, tuple(terms))
