"""Decisions: which full name each name joins, from candidates and from what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from kg.model import EntityType
from kg.resolution.candidates import Candidate, Candidates
from kg.resolution.groups import Grouping
from kg.resolution.names import Key, fullness
from kg.resolution.profiles import Profile
from kg.resolution.rules import DOMINANCE, EVIDENCE, THRESHOLD, UNIQUE

_T = TypeVar("_T")
_ROUNDING = 1e-9

Evidence = Mapping[str, frozenset[str]]
"""The values of each feature that clusters of one full name have."""


def choose_heads(
    type: EntityType, names: Counter[Key], found: Candidates
) -> tuple[dict[Key, Key], dict[Key, dict[Key, Candidate]]]:
    """The full name that each name joins (itself where none), and the names that need evidence.

    ``names`` counts clusters by name. Only full names that join no other themselves are chosen.
    """
    heads: dict[Key, Key] = {}
    ambiguous: dict[Key, dict[Key, Candidate]] = {}
    for name in sorted(names, key=fullness, reverse=True):
        options = {
            full: candidate
            for full, candidate in found.get(name, {}).items()
            if heads[full] == full and full not in ambiguous
        }
        heads[name] = name
        # Rare long names, some of them errors, do not make a well-known name ambiguous.
        strong = {full for full in options if names[full] * DOMINANCE > names[name]}
        best = dominant({full: names[full] for full in (strong or options)})
        if best is not None and options[best].score + UNIQUE >= THRESHOLD - _ROUNDING:
            heads[name] = best
        elif options and (strong or type is EntityType.PERSON):
            ambiguous[name] = options
    return heads, ambiguous


def hub(
    profile: Profile,
    names: Counter[Key],
    heads: Mapping[Key, Key],
    ambiguous: Mapping[Key, object],
    found: Candidates,
) -> Key | None:
    """The well-known short name that a cluster has beside a rare long one; None for most.

    It stands for the thing where only such clusters have the long name.
    """
    full = profile.key
    if heads[full] != full:
        return None
    hubs = [
        short
        for short in profile.keys
        if heads.get(short) == short != full
        and short not in ambiguous
        and full in found.get(short, ())
        and names[short] >= DOMINANCE * names[full]
    ]
    return hubs[0] if len(hubs) == 1 else None


def dominant(counts: Mapping[_T, int]) -> _T | None:
    """The only one, or the one that counts for far more than all others together."""
    ranked = sorted(counts, key=lambda each: counts[each], reverse=True)
    others = sum(counts[each] for each in ranked[1:])
    return ranked[0] if ranked and counts[ranked[0]] >= DOMINANCE * others else None


def decide(
    profile: Profile,
    scores: Mapping[Key, float],
    evidence: Mapping[Key, Evidence],
    grouping: Grouping,
) -> Key | None:
    """The full name that the evidence speaks for; None where it is too little or undecided.

    ``scores`` are the full names that the cluster may have, with what the names say for each.
    """
    only = UNIQUE if len(scores) == 1 and len(profile.key) > 1 else 0.0
    weighed = sorted(
        (
            (score + only + weigh(profile, evidence[full], grouping), full)
            for full, score in scores.items()
        ),
        reverse=True,
    )
    if not weighed or weighed[0][0] < THRESHOLD - _ROUNDING:
        return None
    if len(weighed) > 1 and weighed[1][0] >= weighed[0][0] - _ROUNDING:
        return None
    return weighed[0][1]


def weigh(profile: Profile, evidence: Evidence, grouping: Grouping) -> float:
    """The sum of the weights of the features that a cluster shares with a class."""
    return sum(
        weight
        for feature, weight in EVIDENCE.get(profile.type, {}).items()
        if grouping.values(profile, feature) & evidence.get(feature, frozenset())
    )


def evidence_of(type: EntityType, members: Sequence[Profile], grouping: Grouping) -> Evidence:
    """What documents say around the clusters of one full name."""
    return {
        feature: frozenset[str]().union(*(grouping.values(each, feature) for each in members))
        for feature in EVIDENCE.get(type, ())
    }
