"""Grouping: the decisions. Which clusters of one type stand for one thing.

1. *Names*. A name joins the fullest name that it is a candidate of, where there is one such name
   only, or one that is far better known than the others; every name of a group is thereby a
   candidate of the group's full name itself, and no chain of likenesses joins what was never
   compared.
2. *Evidence*. A name that fits several full names, or says too little by itself, is decided
   cluster by cluster, by what its document says around it.
3. *Conflicts*. Things of one name are told apart where documents place them in different
   cities, countries, years or editions.

A decision looks at clusters that share a name or a short form of one, and at nothing else.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.gazetteer import Gazetteer
from kg.model import EntityType, Member
from kg.resolution.candidates import Candidate, candidates
from kg.resolution.connection import connect
from kg.resolution.features import Value, place_identity
from kg.resolution.names import Key, fullness
from kg.resolution.profiles import Profile
from kg.resolution.rules import (
    DOMINANCE,
    EVIDENCE,
    LONE_NAME,
    LONG_NAME,
    ORDER,
    SPLITS,
    THRESHOLD,
    UNIQUE,
    WEAK_BY,
    Split,
)

Group = tuple[Profile, ...]
_T = TypeVar("_T")


@dataclass(slots=True)
class Grouping:
    """Groups while they are made, type by type."""

    gazetteer: Gazetteer
    group_of: dict[Member, str]

    def values(self, profile: Profile, feature: str) -> frozenset[str]:
        """The values of a feature, with other clusters replaced by the thing they stand for."""
        return frozenset(map(self._name, profile.values(feature)))

    def _name(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        return self.group_of.get(value) or f"{value.document}#{value.cluster}"

    def add(self, group: Group) -> None:
        """Remembers a group under its first member."""
        first = min(profile.member for profile in group)
        for profile in group:
            self.group_of[profile.member] = f"{first.document}#{first.cluster}"


def group(profiles: Iterable[Profile], gazetteer: Gazetteer) -> list[Group]:
    """All profiles in groups, one for each thing; in no promised order."""
    by_type: dict[EntityType, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_type[profile.type].append(profile)
    grouping = Grouping(gazetteer, {})
    groups: list[Group] = []
    for type in ORDER:
        for members in _groups_of_type(type, by_type[type], grouping):
            # At once: groups of weak names look at those of strong ones of their own type.
            grouping.add(tuple(members))
            groups.append(tuple(members))
    return groups


def _groups_of_type(
    type: EntityType, profiles: Sequence[Profile], grouping: Grouping
) -> Iterator[Iterable[Profile]]:
    by_place: dict[str, list[Profile]] = defaultdict(list)
    strong: list[Profile] = []
    weak: list[Profile] = []
    for profile in profiles:
        if type in {EntityType.CITY, EntityType.COUNTRY} or profile.place is not None:
            by_place[place_identity(profile.cluster, profile.place)].append(profile)
        elif not profile.cluster.is_named:
            yield (profile,)
        else:
            (weak if is_weak(profile) else strong).append(profile)
    yield from by_place.values()
    classes, weak = _classes(type, strong, weak, grouping)
    for members in classes.values():
        yield from split(type, members, grouping)
    yield from _weak_groups(type, weak, grouping)


def is_weak(profile: Profile) -> bool:
    """Whether the name alone says too little for it to mean the same in another document."""
    if profile.type in {EntityType.SESSION, EntityType.MEETING}:
        return True
    is_lone = profile.type is EntityType.PERSON and len(profile.key) == 1
    return is_lone or profile.is_relational


def _classes(
    type: EntityType, strong: Sequence[Profile], weak: Sequence[Profile], grouping: Grouping
) -> tuple[dict[Key, list[Profile]], list[Profile]]:
    """Clusters by full name, and the weak ones that stay outside."""
    found = candidates(type, strong, grouping.gazetteer)
    names = Counter(profile.key for profile in strong)
    heads, ambiguous = choose_heads(type, names, found)
    classes: dict[Key, list[Profile]] = defaultdict(list)
    pending: list[tuple[Profile, dict[Key, float]]] = []
    for profile in strong:
        if profile.key in ambiguous:
            scores = {full: each.score for full, each in ambiguous[profile.key].items()}
            pending.append((profile, scores))
        else:
            hub = _hub(profile, names, heads, ambiguous, found)
            classes[hub or heads[profile.key]].append(profile)
    left: list[Profile] = []
    if type is EntityType.PERSON:
        index = _index_of_roles(classes, grouping)
        pending += [
            (each, dict.fromkeys(_namesakes(each, index, grouping), LONE_NAME)) for each in weak
        ]
    else:
        left = list(weak)
    needed = {full for _, scores in pending for full in scores}
    evidence = {full: _evidence(type, classes.get(full, ()), grouping) for full in needed}
    for profile, scores in pending:
        full = decide(type, profile, scores, evidence, grouping)
        if full is not None:
            classes[full].append(profile)
        elif is_weak(profile):
            left.append(profile)
        else:
            classes[profile.key].append(profile)
    return classes, left


def choose_heads(
    type: EntityType, names: Counter[Key], found: Mapping[Key, Mapping[Key, Candidate]]
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
        best = _dominant({full: names[full] for full in (strong or options)})
        if best is not None and options[best].score + UNIQUE >= THRESHOLD:
            heads[name] = best
        elif options and (strong or type is EntityType.PERSON):
            ambiguous[name] = options
    return heads, ambiguous


def _hub(
    profile: Profile,
    names: Counter[Key],
    heads: Mapping[Key, Key],
    ambiguous: Mapping[Key, object],
    found: Mapping[Key, Mapping[Key, Candidate]],
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


def _dominant(counts: Mapping[_T, int]) -> _T | None:
    """The only one, or the one that counts for far more than all others together."""
    ranked = sorted(counts, key=lambda each: counts[each], reverse=True)
    others = sum(counts[each] for each in ranked[1:])
    return ranked[0] if ranked and counts[ranked[0]] >= DOMINANCE * others else None


def decide(
    type: EntityType,
    profile: Profile,
    scores: Mapping[Key, float],
    evidence: Mapping[Key, Mapping[str, frozenset[str]]],
    grouping: Grouping,
) -> Key | None:
    """The full name that the evidence speaks for; None where it is too little or undecided."""
    weighed = sorted(
        (
            (score + weigh(type, profile, evidence[full], grouping), full)
            for full, score in scores.items()
        ),
        reverse=True,
    )
    if not weighed or weighed[0][0] < THRESHOLD - 1e-9:
        return None
    if len(weighed) > 1 and weighed[1][0] >= weighed[0][0] - 1e-9:
        return None
    return weighed[0][1]


def weigh(
    type: EntityType,
    profile: Profile,
    evidence: Mapping[str, frozenset[str]],
    grouping: Grouping,
) -> float:
    """The sum of the weights of the features that a cluster shares with a class."""
    return sum(
        weight
        for feature, weight in EVIDENCE[type].items()
        if grouping.values(profile, feature) & evidence.get(feature, frozenset())
    )


def _evidence(
    type: EntityType, members: Sequence[Profile], grouping: Grouping
) -> dict[str, frozenset[str]]:
    return {
        feature: frozenset().union(*(grouping.values(each, feature) for each in members))
        for feature in EVIDENCE.get(type, ())
    }


_Roles = Mapping[tuple[str, str], frozenset[Key]]


def _index_of_roles(classes: Mapping[Key, Sequence[Profile]], grouping: Grouping) -> _Roles:
    """Full names of people by one of their outer names and the body of a role of theirs."""
    index: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for full, members in classes.items():
        for profile in members:
            for body in grouping.values(profile, "body"):
                index[profile.key[0], body].add(full)
                index[profile.key[-1], body].add(full)
    return {role: frozenset(names) for role, names in index.items()}


def _namesakes(profile: Profile, index: _Roles, grouping: Grouping) -> set[Key]:
    """Full names that a lone name may stand for: of people with a role at the same body."""
    found: set[Key] = set()
    for body in grouping.values(profile, "body"):
        found |= index.get((profile.key[0], body), frozenset())
    return found


def _weak_groups(
    type: EntityType, profiles: Sequence[Profile], grouping: Grouping
) -> Iterator[list[Profile]]:
    features = WEAK_BY[type] if profiles else ()
    shared = [
        frozenset(
            (profile.key, *values)
            for values in itertools.product(*(grouping.values(profile, f) for f in features))
        )
        if features
        else frozenset()
        for profile in profiles
    ]
    yield from connect(profiles, shared)


def split(
    type: EntityType, members: Sequence[Profile], grouping: Grouping
) -> Iterator[Sequence[Profile]]:
    """The things of one full name: told apart where documents say what cannot be of one."""
    parts: list[Sequence[Profile]] = [members]
    is_long = type is EntityType.PERSON and max(len(each.key) for each in members) >= LONG_NAME
    for rule in () if is_long else SPLITS.get(type, ()):
        parts = [piece for part in parts for piece in _split_by(rule, part, grouping)]
    yield from parts


def _split_by(
    rule: Split, members: Sequence[Profile], grouping: Grouping
) -> Iterator[Sequence[Profile]]:
    known = [bool(profile.values(rule.feature)) for profile in members]
    if sum(known) < 2 or (rule.unless and any(each.values(rule.unless) for each in members)):
        yield members
        return
    shared = [
        frozenset().union(
            *(grouping.values(profile, feature) for feature in (rule.feature, *rule.links))
        )
        for profile in members
    ]
    telling: list[list[Profile]] = []
    silent: list[Profile] = []
    for part in connect(members, shared):
        if any(profile.values(rule.feature) for profile in part):
            telling.append(part)
        else:
            silent += part
    if len(telling) < 2:
        yield members
        return
    # What nothing is known of may be any of them. It joins the one that is far better known
    # than the others, and else is kept by itself rather than guessed.
    best = _dominant({index: len(part) for index, part in enumerate(telling)})
    if best is not None:
        telling[best] += silent
    elif silent:
        telling.append(silent)
    yield from telling
