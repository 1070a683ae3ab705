"""Grouping: which clusters of one type stand for one thing.

1. *Blocks*. Clusters whose names may stand for one another are looked at together, and no others
   (:mod:`kg.resolution.blocking`).
2. *Names*. A name joins the fullest name that it is a candidate of, where there is one such name
   only, or one that is far better known than the others; every name of a group is thereby a
   candidate of the group's full name itself, and no chain of likenesses joins what was never
   compared (:mod:`kg.resolution.decisions`).
3. *Evidence*. A name that fits several full names, or says too little by itself, is decided
   cluster by cluster, by what its document says around it.
4. *Conflicts*. Things of one name are told apart where documents place them in different
   cities, countries, years or editions (:mod:`kg.resolution.splitting`).
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.blocking import blocks
from kg.resolution.candidates import Candidates, candidates
from kg.resolution.decisions import choose_heads, decide, evidence_of, hub
from kg.resolution.features import place_identity
from kg.resolution.groups import Group, Grouping
from kg.resolution.profiles import Profile
from kg.resolution.rules import LONE_NAME, ORDER, WEAK_BY
from kg.resolution.splitting import split
from kg.resolution.stars import stars
from kg.resolution.weakness import is_weak

Scores = Mapping[Key, float]
"""Full names that a cluster may have, with what the names say for each."""


def group(profiles: Iterable[Profile], gazetteer: Gazetteer) -> list[Group]:
    """All profiles in groups, one for each thing; in no promised order.

    Types are grouped one after the other, so that a person's body, say, is a thing already.
    """
    by_type: dict[EntityType, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_type[profile.type].append(profile)
    grouping = Grouping()
    groups: list[Group] = []
    for type in ORDER:
        of_type = [
            tuple(found) for found in groups_of_type(type, by_type[type], grouping, gazetteer)
        ]
        for found in of_type:
            grouping.add(found)
        groups += of_type
    return groups


def groups_of_type(
    type: EntityType,
    profiles: Sequence[Profile],
    grouping: Grouping,
    gazetteer: Gazetteer,
    common: Set[str] = frozenset(),
) -> Iterator[Iterable[Profile]]:
    """The groups of the clusters of one type; ``grouping`` has those that they point to.

    Where a set of clusters is closed, its groups are some of those of all clusters: any two that
    :mod:`kg.resolution.closure` links are both in it or neither is. ``common`` are sounds that
    too many names have, outside this set too, for names to be compared by them.
    """
    by_place: dict[str, list[Profile]] = defaultdict(list)
    named: list[Profile] = []
    for profile in profiles:
        if type in {EntityType.CITY, EntityType.COUNTRY} or profile.place is not None:
            by_place[place_identity(profile.cluster, profile.place)].append(profile)
        elif profile.cluster.is_named:
            named.append(profile)
        else:
            yield (profile,)
    yield from by_place.values()
    strong = [each for each in named if not is_weak(each)]
    found = candidates(type, strong, gazetteer, common)
    for block in blocks(named, found, grouping):
        yield from _decide_block(type, block, found, grouping)


def _decide_block(
    type: EntityType, block: Sequence[Profile], found: Candidates, grouping: Grouping
) -> Iterator[Sequence[Profile]]:
    """The groups of one block, from what its clusters say and nothing else."""
    strong = [profile for profile in block if not is_weak(profile)]
    weak = [profile for profile in block if is_weak(profile)]
    classes, pending = _by_name(strong, found)
    left: list[Profile] = list(weak)
    if type is EntityType.PERSON:
        left = []
        index = _index_of_roles(classes, grouping)
        pending += [(each, _namesakes(each, index, grouping)) for each in weak]
    needed = {full for _, scores in pending for full in scores}
    evidence = {full: evidence_of(type, classes.get(full, ()), grouping) for full in needed}
    for profile, scores in pending:
        full = decide(profile, scores, evidence, grouping)
        if full is not None:
            classes[full].append(profile)
        elif is_weak(profile):
            left.append(profile)
        else:
            classes[profile.key].append(profile)
    for members in classes.values():
        yield from split(type, members, grouping)
    yield from _weak_groups(type, left, grouping)


def _by_name(
    strong: Sequence[Profile], found: Candidates
) -> tuple[dict[Key, list[Profile]], list[tuple[Profile, Scores]]]:
    """Clusters by full name, and those that need evidence."""
    names = Counter(profile.key for profile in strong)
    heads = choose_heads(names, found)
    classes: dict[Key, list[Profile]] = defaultdict(list)
    pending: list[tuple[Profile, Scores]] = []
    for profile in strong:
        known = hub(profile, names, heads, found)
        options = heads.ambiguous.get(profile.key) or heads.rare.get(profile.key)
        if options and known is None:
            pending.append((profile, {name: each.score for name, each in options.items()}))
        else:
            classes[known or heads.of[profile.key]].append(profile)
    return classes, pending


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


def _namesakes(profile: Profile, index: _Roles, grouping: Grouping) -> Scores:
    """Full names that a lone name may stand for: of people with a role at the same body."""
    found: set[Key] = set()
    for body in grouping.values(profile, "body"):
        found |= index.get((profile.key[0], body), frozenset())
    return dict.fromkeys(found, LONE_NAME)


def _weak_groups(
    type: EntityType, profiles: Sequence[Profile], grouping: Grouping
) -> Iterator[list[Profile]]:
    """Weak names stand for one thing where all features that could tell them apart are shared."""
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
    yield from stars(profiles, shared)
