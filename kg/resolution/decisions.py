"""Decisions: which full name each name joins, from candidates and from what stands around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.candidates import Candidate, Candidates
from kg.resolution.groups import Grouping
from kg.resolution.names import fullness
from kg.resolution.profiles import Profile
from kg.resolution.rules import DOMINANCE, EVIDENCE, THRESHOLD, UNIQUE

_T = TypeVar("_T")
_ROUNDING = 1e-9

Evidence = Mapping[str, frozenset[str]]
"""The values of each feature that clusters of one full name have."""


Options = dict[Key, dict[Key, Candidate]]
"""Names, each with those that it may stand for and why."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What is decided of names by the names alone.

    ``of`` has the full name that each name joins, itself where it joins none. Of the names in
    ``ambiguous`` evidence decides which of several full names is meant; of those in ``rare`` it
    decides whether the well-known short name is.
    """

    of: dict[Key, Key]
    ambiguous: Options
    rare: Options


def choose_heads(names: Counter[Key], found: Candidates) -> Heads:
    """The full name that each name joins, and the names that need evidence.

    ``names`` counts clusters by name. Only full names that join no other themselves are chosen.
    """
    heads: dict[Key, Key] = {}
    ambiguous: Options = {}
    rare: Options = defaultdict(dict)
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
        elif strong:
            ambiguous[name] = options
        else:
            for full, candidate in options.items():
                rare[full][name] = candidate
    return Heads(heads, ambiguous, dict(rare))


def hub(profile: Profile, names: Counter[Key], heads: Heads, found: Candidates) -> Key | None:
    """The well-known short name that a cluster has beside a rare long one; None for most.

    It stands for the thing where only such clusters have the long name.
    """
    full = profile.key
    if heads.of[full] != full:
        return None
    hubs = [
        short
        for short in profile.keys
        if heads.of.get(short) == short != full
        and short not in heads.ambiguous
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
