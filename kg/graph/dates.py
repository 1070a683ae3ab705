"""Which of the dates that documents give for an event stand in the graph.

From one document an event has one start and one end: the most precise. A date that only says less
(March 2017 beside 10 March 2017) is dropped; documents that contradict each other are
all heard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Claim, Evidence, Fact

ClaimOf = Callable[[Evidence], Claim]
"""Finds the claim that a piece of evidence is."""

DatesWithEvidence = dict[str, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date fact as one document states it; ``end`` is empty where it does not span."""

    start: str
    end: str
    evidence: tuple[Evidence, ...]
    confidence: float
    offset: int


def choose_dates(
    facts: Sequence[Fact], claim_of: ClaimOf
) -> tuple[DatesWithEvidence, DatesWithEvidence]:
    """The starts and the ends of one event, each with the claims that state it."""
    starts: dict[str, set[Evidence]] = defaultdict(set)
    ends: dict[str, set[Evidence]] = defaultdict(set)
    for candidates in _candidates(facts, claim_of).values():
        start = min(candidates, key=lambda c: _rank(c, c.start)).start
        spans = [c for c in candidates if c.end and _says_the_same(c.start, start)]
        spans = [c for c in spans if start[: len(c.end)] <= c.end]
        end = min(spans, key=lambda c: _rank(c, c.end)).end if spans else ""
        for candidate in candidates:
            if candidate.start == start:
                starts[start].update(candidate.evidence)
            if end and end != start and candidate.end == end:
                ends[end].update(candidate.evidence)
    return _most_precise(starts), _most_precise(ends)


def _candidates(facts: Sequence[Fact], claim_of: ClaimOf) -> dict[str, list[_Candidate]]:
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for fact in facts:
        start, _, end = str(fact.literal).partition("/")
        by_document: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in fact.evidence:
            by_document[evidence.document].append(evidence)
        for document, evidences in by_document.items():
            claims = [claim_of(evidence) for evidence in evidences]
            confidence = max(claim.confidence for claim in claims)
            offset = min(claim.start for claim in claims)
            found[document].append(_Candidate(start, end, tuple(evidences), confidence, offset))
    return found


def _rank(candidate: _Candidate, date: str) -> tuple[int, int, float, int, str, str]:
    """Smallest first: precise, often stated, sure, early in the text."""
    return (
        -len(date),
        -len(candidate.evidence),
        -candidate.confidence,
        candidate.offset,
        date,
        candidate.end,
    )


def _says_the_same(coarse: str, fine: str) -> bool:
    return fine == coarse or fine.startswith(coarse + "-")


def _most_precise(dates: Mapping[str, set[Evidence]]) -> DatesWithEvidence:
    return {
        date: tuple(sorted(dates[date]))
        for date in sorted(dates)
        if not any(other != date and _says_the_same(date, other) for other in dates)
    }
