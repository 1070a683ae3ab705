"""Closure: what must be looked at together, so that the rest can be grouped somewhere else.

Clusters and names are nodes. Where every two nodes that are linked here end in one set, the groups
of :func:`kg.resolution.grouping.groups_of_type` in each set are those of all sets together. More
than needed may be linked: blocks (:mod:`kg.resolution.blocking`) are made anew inside a set.

A node is a text. Links come from single names (:func:`partners`), from single clusters
(:func:`other_names`, :func:`roles`) and from names of one sound
(:func:`kg.resolution.spelling.spelling_variants`); a name that no cluster has as its fullest one
links nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.candidates import is_telling, other_heads
from kg.resolution.features import place_identity
from kg.resolution.groups import Grouping, text_of
from kg.resolution.names import fullness
from kg.resolution.profiles import Profile
from kg.resolution.short_forms import short_forms
from kg.resolution.weakness import is_weak

_PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY})
_PART, _WORD = "\x1e", "\x1f"

POINTING = frozenset({EntityType.PERSON, EntityType.INITIATIVE, EntityType.SESSION})
"""Types that are told apart by what their clusters point to, which is to be grouped before."""


def node(profile: Profile) -> str:
    """The node of a cluster: its place, or its name; what has neither is alone."""
    if profile.type in _PLACES or profile.place is not None:
        return _PART.join((profile.type, "place", place_identity(profile.cluster, profile.place)))
    if not profile.cluster.is_named:
        return _PART.join((profile.type, "cluster", text_of(profile.member)))
    if is_weak(profile):
        return _PART.join((profile.type, "weak", name_text(profile.key)))
    return node_of_name(profile.type, profile.key)


def is_strong(profile: Profile) -> bool:
    """Whether the node of a cluster is its name, to which other names may be linked."""
    is_place = profile.type in _PLACES or profile.place is not None
    return not is_place and profile.cluster.is_named and not is_weak(profile)


def node_of_name(type: EntityType, name: Key) -> str:
    """The node of a name."""
    return _PART.join((type, "name", name_text(name)))


def name_text(name: Key) -> str:
    """A name as a text, of which :func:`name_of_text` makes the name again."""
    return _WORD.join(name)


def name_of_text(text: str) -> Key:
    """The name that :func:`name_text` made a text of."""
    return tuple(text.split(_WORD))


def partners(type: EntityType, name: Key, gazetteer: Gazetteer) -> frozenset[Key]:
    """The names to which a name is linked for itself: its short forms, and other head nouns."""
    short = (key for key, _ in short_forms(type, name, gazetteer))
    return frozenset(itertools.chain(short, other_heads(type, name))) - {name}


def other_names(profile: Profile, gazetteer: Gazetteer) -> frozenset[Key]:
    """The other names of a cluster to which its fullest one is linked."""
    told: set[Key] = set()
    for other in profile.keys:
        short, full = sorted((other, profile.key), key=fullness)
        if is_telling(profile.type, short, full, gazetteer):
            told.add(other)
    return frozenset(told | profile.of_father) - {profile.key}


def roles(profile: Profile, grouping: Grouping) -> Iterator[str]:
    """The nodes by which people with a role at one body are linked."""
    if profile.type is EntityType.PERSON:
        for body in grouping.values(profile, "body"):
            for name in {profile.key[0], profile.key[-1]}:
                yield _PART.join((profile.type, "role", name, body))
