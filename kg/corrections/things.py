"""Things while corrections are applied to them: groups of clusters, found by mention or by IRI."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.arabic import name_key
from kg.corrections.entries import Thing, Witness
from kg.gazetteer import Gazetteer
from kg.model import Entity, EntityType, Member, Resolution
from kg.resolution.entities import entity
from kg.resolution.groups import Group
from kg.resolution.profiles import Profile

WITNESSES = 10
"""Mentions that a command writes of a thing at most, each of a document of its own."""

_PREFIX = "id:"
"""What results write for the base of IRIs."""


class Inapplicable(Exception):
    """A correction does not apply to these documents; the message tells why."""


Value = str | int | None


@dataclass(frozen=True, slots=True)
class Naming:
    """How a graph names things and facts: what the RDF part knows and this one needs.

    ``base`` begins the IRIs. ``path`` is the IRI of an entity without the base, as long as no
    other thing shares it, and ``suffix`` what sets it apart where one does. ``iris`` are those of
    all entities. ``facts`` gives for each fact its digests: the digest, the fact's index and its
    value, which for an event's end is ``../2017-03-11``.
    """

    base: str
    path: Callable[[Entity], str]
    suffix: Callable[[Entity], str]
    iris: Callable[[Sequence[Entity]], Sequence[str]]
    facts: Callable[[Resolution], Iterable[tuple[str, int, Value]]]

    def relative(self, iri: str) -> str:
        """An IRI without the base, or the prefix that results show for it."""
        return iri.removeprefix(self.base).removeprefix(_PREFIX)


class Things:
    """The groups of a resolution, each with a number, under change.

    A change costs time in proportion to the things that it changes. ``documents`` are those of
    which mentions will be looked for.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        gazetteer: Gazetteer,
        naming: Naming,
        documents: Set[str],
    ) -> None:
        self.members: dict[int, Group] = dict(enumerate(groups))
        self.names: dict[int, str] = {}
        self.retyped: dict[int, EntityType] = {}
        self._original = groups
        self._gazetteer = gazetteer
        self._naming = naming
        self._next = itertools.count(len(groups))
        self._merged: dict[int, int] = {}
        self._owner: dict[Member, int] = {}
        self._profiles: dict[str, list[Profile]] = defaultdict(list)
        for number, group in self.members.items():
            for profile in group:
                if profile.member.document in documents:
                    self._owner[profile.member] = number
                    self._profiles[profile.member.document].append(profile)
        self._now: _Index | None = None
        self._before: _Index | None = None

    def find(self, thing: Thing) -> int:
        """The number of a thing. Raises Inapplicable where it is not there, or not one only."""
        if not thing.mentions:
            return self._named(self._naming.relative(thing.iri))
        held = Counter(
            self._owner[profile.member]
            for profile in map(self._mentioned, thing.mentions)
            if profile is not None
        )
        if not held:
            raise Inapplicable(f"none of the mentions of {thing.iri} is in the store any more")
        # Where the documents now mean several things, the one that most of the mentions mean.
        return held.most_common(1)[0][0]

    def current(self, number: int) -> int:
        """The number under which a thing is held that may have been merged since."""
        while number in self._merged:
            number = self._merged[number]
        return number

    def described(self, number: int, iri: str, without: Set[Member] = frozenset()) -> Thing:
        """A thing as a command writes it: with its IRI and some of its mentions.

        Clusters ``without`` are none of them, unless there are no others.
        """
        group = self.members[number]
        told = [each for each in group if each.member not in without] or group
        firsts: dict[str, Profile] = {}
        for profile in _in_order(told):
            firsts.setdefault(profile.member.document, profile)
        mentions = (
            Witness(document, profile.offset, _one_line(profile.cluster.name))
            for document, profile in itertools.islice(firsts.items(), WITNESSES)
        )
        return Thing(self._naming.relative(iri), tuple(mentions))

    def entity(self, number: int) -> Entity:
        """The entity that a thing is now."""
        return entity(self.members[number], self._gazetteer, self.names.get(number))

    def type(self, number: int) -> EntityType:
        """The type of a thing."""
        return self.members[number][0].type

    def named_in(self, document: str, keys: Set[str]) -> bool:
        """Whether a document has a thing under one of the names, which are in normal form."""
        return any(not keys.isdisjoint(name_keys(each)) for each in self._profiles[document])

    def holds(self, document: str) -> bool:
        """Whether a document that a correction names is in the store."""
        return document in self._profiles

    def merge(self, number: int, other: int) -> None:
        """Make two things one, under the first number."""
        self.members[number] = _in_order((*self.members[number], *self.members.pop(other)))
        self._merged[other] = number
        for profile in self.members[number]:
            if profile.member in self._owner:
                self._owner[profile.member] = number
        name, type = self.names.pop(other, None), self.retyped.pop(other, None)
        if name is not None:
            self.names.setdefault(number, name)
        if type is not None:
            self.retyped.setdefault(number, type)
        self._update(number, other)

    def split(self, number: int, leaving: Set[Member]) -> int:
        """Make a thing of its own of some of a thing's clusters; its number."""
        group, new = self.members[number], next(self._next)
        self.members[number] = tuple(each for each in group if each.member not in leaving)
        self.members[new] = _in_order(each for each in group if each.member in leaving)
        for member in leaving & self._owner.keys():
            self._owner[member] = new
        if number in self.retyped:
            self.retyped[new] = self.retyped[number]
        self._update(number, new)
        return new

    def rename(self, number: int, name: str) -> None:
        """Prefer another name."""
        self.names[number] = name
        self._update(number)

    def retype(self, number: int, type: EntityType) -> None:
        """Take a thing for one of another type, which the gazetteer does not know."""
        self.members[number] = tuple(
            replace(each, cluster=replace(each.cluster, type=type), place=None)
            for each in self.members[number]
        )
        self.retyped[number] = type
        self._update(number)

    def _mentioned(self, witness: Witness) -> Profile | None:
        """The cluster that a mention is of; where its offset fits none, by its name."""
        here = self._profiles.get(witness.document, ())
        key = name_key(witness.name)
        called = [each for each in here if key in name_keys(each)]
        at = [each for each in here if each.offset == witness.offset]
        for found in ([each for each in called if each in at], at, called):
            if len(found) == 1:
                return found[0]
        return None

    def _named(self, path: str) -> int:
        if self._now is None:
            entities = ((number, self.entity(number)) for number in self.members)
            self._now = _Index(entities, self._naming)
        found = self._now.find(path)
        if not found:
            found = self._named_before(path)
        if len(found) > 1:
            known = ", ".join(
                sorted(
                    self._naming.path(each) + self._naming.suffix(each)
                    for each in map(self.entity, found)
                )
            )
            raise Inapplicable(f"{path} is several things; expected one of {known}")
        if not found:
            raise Inapplicable(f"there is no {path}")
        return next(iter(found))

    def _named_before(self, path: str) -> set[int]:
        """By the IRI that a thing has without corrections."""
        if self._before is None:
            entities = (
                (number, entity(group, self._gazetteer))
                for number, group in enumerate(self._original)
            )
            self._before = _Index(entities, self._naming)
        return {self.current(number) for number in self._before.find(path)}

    def _update(self, *numbers: int) -> None:
        if self._now is not None:
            for number in numbers:
                here = number in self.members
                self._now.update(number, self.entity(number) if here else None)


class _Index:
    """Things by their IRIs without the base."""

    def __init__(self, entities: Iterable[tuple[int, Entity]], naming: Naming) -> None:
        self._naming = naming
        self._by_path: dict[str, dict[int, Entity]] = defaultdict(dict)
        self._paths: dict[int, str] = {}
        for number, each in entities:
            self.update(number, each)

    def update(self, number: int, entity: Entity | None) -> None:
        """Note what a thing has become, or that it is no more."""
        if number in self._paths:
            del self._by_path[self._paths.pop(number)][number]
        if entity is not None:
            path = self._paths[number] = self._naming.path(entity)
            self._by_path[path][number] = entity

    def find(self, path: str) -> set[int]:
        """The numbers of the things that may be meant."""
        found = {n for n, each in self._by_path.get(path, {}).items() if each.is_named}
        begins, dash, suffix = path.rpartition("-")
        if not found and dash:
            found = {
                number
                for number, each in self._by_path.get(begins, {}).items()
                if self._naming.suffix(each) == dash + suffix
            }
        return found


def name_keys(profile: Profile) -> Iterator[str]:
    """The names of a cluster in normal form."""
    return map(name_key, profile.cluster.names or (profile.cluster.name,))


def numbers_by_member(members: Mapping[int, Group]) -> dict[Member, int]:
    """The number of each thing by the first of its clusters, as entities list them."""
    return {min(each.member for each in group): n for n, group in members.items()}


def _in_order(profiles: Iterable[Profile]) -> Group:
    return tuple(sorted(profiles, key=lambda each: each.member))


def _one_line(name: str) -> str:
    return " ".join(name.split())
