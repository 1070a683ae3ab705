"""Candidates: what a finder proposes before overlaps are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.chunks import Word
from kg.model import Standing

QUOTES = frozenset({"«", "»", '"', "“", "”", "‘", "’", "'", "(", ")"})
"""Marks that are no part of a clean name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``[first, last)`` of a sentence that a finder takes for one thing.

    ``kind`` is an entity type or Title, Date, Number, Quote; ``name`` the clean name.
    ``rank`` orders the finders (see :func:`choose`); ``head`` is the normal form of the head noun
    without article. The other fields are those of a :class:`kg.model.Mention` or a
    :class:`kg.chunks.Chunk`.
    """

    kind: str
    first: int
    last: int
    name: str
    pattern: str
    confidence: float
    rank: int
    is_reference: bool = False
    head: str = ""
    gender: str = ""
    standing: Standing | None = None
    tags: frozenset[str] = frozenset()
    geonames: int = 0


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that stand, in order of the text, none overlapping another.

    Where two overlap, the one of higher rank stands; of equal rank the longer; then the earlier;
    then the one whose kind comes first in the alphabet. What loses is dropped whole, not cut.
    """
    taken: set[int] = set()
    chosen = []
    for candidate in sorted(
        candidates, key=lambda each: (-each.rank, each.first - each.last, each.first, each.kind)
    ):
        span = range(candidate.first, candidate.last)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(candidate)
    return sorted(chosen, key=lambda each: each.first)


def positions(candidates: Sequence[Candidate]) -> frozenset[int]:
    """The indices of the words that candidates cover."""
    return frozenset(index for each in candidates for index in range(each.first, each.last))


def join(words: Sequence[Word]) -> str:
    """The text of words: as it stands where they touch, else one space between them."""
    parts: list[str] = []
    for index, word in enumerate(words):
        if index and word.token_start != words[index - 1].end:
            parts.append(" ")
        parts.append(word.full if index else word.text)
    return "".join(parts)


def join_name(words: Sequence[Word]) -> str:
    """The text of words without quotation marks and outer spaces."""
    return join([word for word in words if word.text not in QUOTES]).strip()
