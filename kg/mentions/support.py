"""What the rules found where the recognizer sees nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.chunks import Word
from kg.mentions.bodies import RANK_ROYAL
from kg.mentions.candidates import Candidate, positions
from kg.mentions.learned import BODIES_OR_PLACES, CLOSED

DOUBTFUL = frozenset(
    {
        *("conference.head", "meeting.head", "organization.head", "place.head"),
        *("organization.quoted", "organization.repeated", "place.listed"),
        *("person.given_name", "person.honorific", "person.repeated"),
    }
)
"""Patterns of candidates that are mostly wrong where the recognizer sees no name: of 63 such things
on the development articles 6 were right."""

OF_KIND = frozenset({"conference.head", "place.head"})
"""Patterns of candidates that are mostly wrong where the recognizer sees names of other kinds only:
of 37 such things on annotated articles 6 were right."""


def supported(
    words: Sequence[Word], candidates: Sequence[Candidate], learned: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates but for those of doubtful finders where the recognizer saw nothing at all.

    Only for a recognizer that knows all kinds of names.
    """
    seen = positions(learned)
    kinds = {
        kind: positions([each for each in learned if each.kind == kind])
        for kind in {each.kind for each in learned}
    }
    titles = positions([each for each in learned if each.kind == "Title"])
    return [
        each
        for each in candidates
        if not _is_doubtful(words, each, titles)
        or not _seen(each, seen, kinds).isdisjoint(range(each.first, each.last))
    ]


def _seen(
    candidate: Candidate, seen: frozenset[int], kinds: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    """The words in which the recognizer must see something for a doubtful candidate to count."""
    if candidate.pattern not in OF_KIND:
        return seen
    # A hospital is a place and a body, and the recognizer may see the other.
    either = candidate.kind in BODIES_OR_PLACES and candidate.rank == RANK_ROYAL
    alike = BODIES_OR_PLACES if either else {candidate.kind}
    return frozenset[int]().union(*(kinds.get(kind, frozenset()) for kind in alike))


def _is_doubtful(words: Sequence[Word], candidate: Candidate, titles: frozenset[int]) -> bool:
    if candidate.pattern == "person.context":
        # A name that a title gives away counts where the recognizer sees the title.
        return titles.isdisjoint(range(candidate.first - 2, candidate.last + 2))
    if candidate.head == "مدينه" and words[candidate.last - 1].has("c:city_kind"):
        return False  # «مدينة الوادي الصناعية»: the recognizer sees the city alone.
    # «المرأة السعودية»: an adjective that is a country's name elsewhere.
    adjective = candidate.kind in CLOSED and words[candidate.last - 1].has("c:nationality")
    return candidate.pattern in DOUBTFUL or adjective
