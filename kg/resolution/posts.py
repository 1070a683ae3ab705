"""Posts of which more is known than stands at the name.

An article names a post again in short («الوزير سالم» after «وزير الصحة يونس سالم»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import Claim, Cluster, Relation
from kg.resolution.bare_words import title_key


def with_full_posts(claims: Sequence[Claim], clusters: Sequence[Cluster]) -> tuple[Claim, ...]:
    """The claims, each role without body as the fuller role of the same person that it repeats.

    Fuller is one at a body, or with more words behind the same ones («الوزير», «وزير الصحة»). Of
    several one at a body counts, then the one that the text states first.
    """
    thing = {mention: index for index, each in enumerate(clusters) for mention in each.mentions}
    held: dict[int, dict[tuple[str | None, int | None], Claim]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda each: (each.start, each.end)):
        if claim.relation is Relation.ROLE and claim.subject in thing:
            body = None if claim.object is None else thing.get(claim.object)
            held[thing[claim.subject]].setdefault((claim.title, body), claim)
    return tuple(
        _full(claim, held[thing[claim.subject]].values()) if _is_short(claim, thing) else claim
        for claim in claims
    )


def _is_short(claim: Claim, thing: dict[int, int]) -> bool:
    """Whether a claim is a role of which nothing is said but its title."""
    said = claim.object is not None or claim.standing or claim.since or claim.until
    return claim.relation is Relation.ROLE and claim.subject in thing and not said


def _full(claim: Claim, held: Iterable[Claim]) -> Claim:
    fuller = [each for each in held if _is_fuller(each, claim)]
    if not fuller:
        return claim
    chosen = min(fuller, key=lambda each: each.object is None)
    return replace(claim, title=chosen.title, object=chosen.object, standing=chosen.standing)


def _is_fuller(other: Claim, claim: Claim) -> bool:
    long, short = title_key(other.title or ""), title_key(claim.title or "")
    begins = bool(short) and long[: len(short)] == short
    return begins and (len(long) > len(short) or other.object is not None)
