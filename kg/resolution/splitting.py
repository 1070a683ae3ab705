"""Splitting: things of one name, told apart where documents say what cannot be of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import EntityType
from kg.resolution.bare_words import Key
from kg.resolution.decisions import dominant
from kg.resolution.groups import Grouping
from kg.resolution.names import fullness, is_common
from kg.resolution.profiles import Profile
from kg.resolution.rules import DOMINANCE, LONG_NAME, SPLITS, Split
from kg.resolution.stars import stars
from kg.resolution.words import shipped


def split(
    type: EntityType, members: Sequence[Profile], grouping: Grouping
) -> Iterator[Sequence[Profile]]:
    """The things of one full name: told apart where documents say what cannot be of one.

    Of a person's name this depends on how many are likely to bear it: a long name, or one with
    a rare given name, is of one person whatever documents say; a name of thousands is of as many
    as they say; of all others what few documents say against many counts as an error.
    """
    full = max((profile.key for profile in members), key=fullness)
    parts: list[Sequence[Profile]] = [members]
    for rule in SPLITS.get(type, ()) if _may_be_several(type, full) else ():
        is_strict = type is not EntityType.PERSON or is_common(type, full)
        parts = [
            piece
            for part in parts
            for piece in _split_by(rule, part, grouping, is_strict=is_strict)
        ]
    yield from parts


def _may_be_several(type: EntityType, full: Key) -> bool:
    if type is not EntityType.PERSON:
        return True
    return len(full) < LONG_NAME and full[0] in shipped().common_given


def _split_by(
    rule: Split, members: Sequence[Profile], grouping: Grouping, *, is_strict: bool
) -> Iterator[Sequence[Profile]]:
    telling = [profile for profile in members if profile.values(rule.feature)]
    silent = [profile for profile in members if not profile.values(rule.feature)]
    if len(telling) < 2 or (rule.unless and any(each.values(rule.unless) for each in members)):
        yield members
        return
    parts = stars(telling, [grouping.values(each, rule.feature) for each in telling])
    things = _join_linked(parts, rule, grouping)
    if not is_strict:
        things = _without_errors(things)
    left = [each for each in silent if not _add_linked(each, things, rule, grouping)]
    if len(things) < 2:
        yield members
        return
    # What nothing is known of may be any of them. It joins the one that is far better known
    # than the others, and else is kept by itself rather than guessed.
    found = [thing.members for thing in things]
    best = dominant({index: len(part) for index, part in enumerate(found)})
    if best is not None:
        found[best] += left
    elif left:
        found.append(left)
    yield from found


@dataclass(slots=True)
class _Thing:
    """A part, with what was added to it since; ``links`` are what its first members have."""

    members: list[Profile]
    links: frozenset[str]


def _join_linked(parts: Sequence[list[Profile]], rule: Split, grouping: Grouping) -> list[_Thing]:
    """Each part with the largest one before it that it shares a link with, or by itself.

    A part is compared with what a thing had at first, never with what joined it, so that
    no chain of links grows.
    """
    things: list[_Thing] = []
    for part in parts:
        # The value that makes it a part too: a document's year speaks for the event so dated.
        shared = frozenset.intersection(*(grouping.values(each, rule.feature) for each in part))
        links = shared.union(*(_links(each, rule, grouping) for each in part))
        thing = next((each for each in things if each.links & links), None)
        if thing is None:
            things.append(_Thing(list(part), links))
        else:
            thing.members += part
    return things


def _without_errors(things: Sequence[_Thing]) -> list[_Thing]:
    """Things with those that few documents speak of in the one that most do."""
    most = max(things, key=lambda thing: len(thing.members))
    left = [most]
    for thing in things:
        if thing is not most and DOMINANCE * len(thing.members) <= len(most.members):
            most.members += thing.members
        elif thing is not most:
            left.append(thing)
    return left


def _add_linked(
    profile: Profile, things: Sequence[_Thing], rule: Split, grouping: Grouping
) -> bool:
    """Add a silent cluster to the only thing that it shares a link with."""
    links = _links(profile, rule, grouping)
    found = [thing for thing in things if thing.links & links]
    if len(found) == 1:
        found[0].members.append(profile)
    return len(found) == 1


def _links(profile: Profile, rule: Split, grouping: Grouping) -> frozenset[str]:
    return frozenset[str]().union(*(grouping.values(profile, link) for link in rule.links))
