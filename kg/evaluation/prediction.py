"""What a system says of one document, in a neutral form that scoring works on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PredictedEntity:
    """A node: its ``labels``, the preferred one first, and the ``sentences`` that name it."""

    id: str
    type: str
    labels: tuple[str, ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PredictedClaim:
    """One statement of a fact, with its confidence and the pattern or model it comes from."""

    confidence: float
    pattern: str


@dataclass(frozen=True, slots=True)
class PredictedFact:
    """A fact: ``o`` is an entity's id, a literal (dates, editions, themes, attendances), or None.

    ``titles`` are the labels of a role, ``evidence`` the sentences that state the fact,
    ``confidence`` the highest of its claims and ``pattern`` the pattern of that claim. ``claims``
    are all of them, for a system that tells how sure it is.
    """

    rel: str
    s: str
    o: str | int | None
    titles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    confidence: float = 1.0
    pattern: str = ""
    claims: tuple[PredictedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """All entities and facts that a system found in one document."""

    entities: tuple[PredictedEntity, ...]
    facts: tuple[PredictedFact, ...]
