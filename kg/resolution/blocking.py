"""Blocking: the clusters of one type in blocks, outside of which no decision looks.

A block is a connected component over blocking keys: names and the names that they may stand for
(:mod:`kg.resolution.candidates`), and for a lone name of a person the bodies of his roles. So each
block can be decided by itself, on another machine too, and a new document concerns the blocks of
its own names only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.candidates import Candidates
from kg.resolution.connection import connect
from kg.resolution.groups import Grouping
from kg.resolution.profiles import Profile
from kg.resolution.weakness import is_weak

BlockingKeys = frozenset[Hashable]


def blocks(
    profiles: Sequence[Profile], found: Candidates, grouping: Grouping
) -> Iterator[list[Profile]]:
    """The blocks of named clusters of one type, each in the order of the clusters.

    ``found`` are the candidates among the names of those that are not weak.
    """
    partners: dict[Key, set[Key]] = defaultdict(set)
    for short, options in found.items():
        partners[short].add(short)
        for full in options:
            partners[full].add(short)
    keys = [_keys(profile, partners, grouping) for profile in profiles]
    yield from connect(profiles, keys)


def _keys(profile: Profile, partners: dict[Key, set[Key]], grouping: Grouping) -> BlockingKeys:
    own: set[Hashable] = set()
    if is_weak(profile):
        own.add(("weak", profile.key))
    else:
        own.add(("name", profile.key))
        own |= {("name", short) for short in partners.get(profile.key, ())}
    if profile.type is EntityType.PERSON:
        outer = {profile.key[0], profile.key[-1]}
        bodies = grouping.values(profile, "body")
        own |= {("role", name, body) for name in outer for body in bodies}
    return frozenset(own)
