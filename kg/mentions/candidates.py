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


RULES = ("rank", "length", "place", "kind", "order")
"""What decides between two candidates that share a word, the first that tells them apart.

The higher rank; the greater length; the earlier place; the kind that comes first in the alphabet;
of two that are alike, the one proposed first.
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a candidate: it stands, or lost to ``winner`` by ``rule``, one of RULES.

    Of several winners that it shares words with, ``winner`` is the strongest.
    """

    candidate: Candidate
    winner: Candidate | None = None
    rule: str = ""


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that stand, in order of the text, none overlapping another.

    Where two overlap, :data:`RULES` decide. What loses is dropped whole, not cut.
    """
    chosen = [each.candidate for each in decide(candidates) if each.winner is None]
    return sorted(chosen, key=lambda each: each.first)


def decide(candidates: Sequence[Candidate]) -> list[Decision]:
    """The decision on each candidate, the strongest first."""
    taken: dict[int, int] = {}
    decisions: list[Decision] = []
    for number, candidate in enumerate(sorted(candidates, key=_strength)):
        span = range(candidate.first, candidate.last)
        strongest = min((taken[index] for index in span if index in taken), default=None)
        if strongest is None:
            taken.update(dict.fromkeys(span, number))
            decisions.append(Decision(candidate))
        else:
            winner = decisions[strongest].candidate
            decisions.append(Decision(candidate, winner, _rule(winner, candidate)))
    return decisions


def _strength(candidate: Candidate) -> tuple[int, int, int, str]:
    """What RULES compare, smallest first; the order of proposals is kept by sorting."""
    length = candidate.last - candidate.first
    return -candidate.rank, -length, candidate.first, candidate.kind


def _rule(winner: Candidate, loser: Candidate) -> str:
    pairs = zip(RULES, _strength(winner), _strength(loser), strict=False)
    return next((rule for rule, one, other in pairs if one != other), RULES[-1])


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
