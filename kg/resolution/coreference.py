"""Coreference inside a document: which mentions stand for one thing.

Two passes. Names of several words first, the fullest first: two mentions of one type are one thing
where one's words are the other's, or a short form of them. Then the text is read in order, for
what only its place explains: a person's single name («الحربي»), a reference («المكتب», «القمة») or
an unnamed event stands for the fitting thing that was mentioned last. Each mention looks its
candidates up by their words, so that the time grows with the text and not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence

from kg.arabic import name_key
from kg.chunks import OF_SEVERAL
from kg.model import Claim, Cluster, Document, EntityType, Mention, Relation
from kg.resolution import event_names, services
from kg.resolution.meetings import guests, is_description
from kg.resolution.references import Reading
from kg.resolution.short_names import (
    EVENTS,
    PLACES,
    body_words,
    compared_words,
    is_short,
    ordinals,
    person_words,
)
from kg.resolution.things import BODIES, Thing, is_of_others

_NAMED_TWICE = frozenset({EntityType.ORGANIZATION, EntityType.CONFERENCE, EntityType.INITIATIVE})


_PARENTHESIS = re.compile(r"[»”\"]?[^\S\n]{0,3}\(([^()\d\n]{2,44})\)")
_FEAST = re.compile(r" (?=ب(?:ال)?عيد\b)")
"""«احتفال أهالي الوادي | بعيد الفطر»: an event is also called without its feast."""
_LATIN = re.compile(r"^[ء-ي]+ ([A-Za-z][^ء-ي]+[A-Za-z])$")
_CALLED = re.compile(r"[^\S\n]{0,2}[«“\"]([ء-ي]{3,12})[»”\"]")
"""«الاتحاد الدولي لكرة القدم “فيفا”»: one word in quotation marks is what it is called."""
_QUOTATIONS = (("«", "»"), ("“", "”"), ('"', '"'))


def cluster(
    document: Document, mentions: Sequence[Mention], claims: Sequence[Claim] = ()
) -> tuple[Cluster, ...]:
    """The things of a document, each with its mentions, in order of their first mention.

    A reference without antecedent belongs to no cluster, unless it describes an event. What
    ``claims`` say of editions and organizers keeps events apart.
    """
    organizers = event_names.organizers(document, mentions, claims)
    names = _Names(document, mentions, _editions(claims), organizers)
    for index in _by_fullness(mentions):
        names.add(index)
    for full, short in event_names.pairs(names.things, mentions, claims):
        names.join(full, short)
    for full, short in services.pairs(names.things, mentions, claims):
        names.join(full, short)
    headed = event_names.of_headline(document, names.things, mentions)
    if headed:
        names.join(*headed)
    reading = Reading(document, mentions, names.owners, organizers, guests(mentions, claims))
    for index in range(len(mentions)):
        reading.read(index)
    things = [*names.things, *reading.things]
    things.sort(key=lambda thing: thing.mentions[0])
    return tuple(_finish(thing, mentions) for thing in things)


def _editions(claims: Sequence[Claim]) -> dict[int, int]:
    """The edition of each event that is told where it is mentioned."""
    return {
        claim.subject: claim.literal
        for claim in claims
        if claim.relation is Relation.EDITION and isinstance(claim.literal, int)
    }


def _by_fullness(mentions: Sequence[Mention]) -> list[int]:
    """Named mentions, those with most words first, so that short forms meet their full names.

    Events with an ordinal come last: they are of the event named without one, or of another year.
    """
    named = [
        index
        for index, mention in enumerate(mentions)
        if not (mention.is_reference or _is_single_name(mention) or is_description(mention))
    ]
    return sorted(
        named,
        key=lambda index: (
            mentions[index].type in EVENTS and _has_ordinal(mentions[index].name),
            -len(mentions[index].name.split()),
            index,
        ),
    )


def _has_ordinal(name: str) -> bool:
    return not ordinals().isdisjoint(body_words(name_key(name)))


def _is_single_name(mention: Mention) -> bool:
    return (
        mention.type is EntityType.PERSON
        and not mention.is_reference
        and len(person_words(name_key(mention.name))) == 1
    )


def _finish(thing: Thing, mentions: Sequence[Mention]) -> Cluster:
    described = mentions[thing.mentions[0]].name
    keys = thing.keys or {described: described}
    names = sorted(keys.values(), key=lambda name: (-len(name.split()), -len(name), name))
    return Cluster(
        type=thing.type,
        mentions=tuple(thing.mentions),
        name=names[0],
        names=tuple(names),
        is_named=thing.named and not _is_plain(thing),
    )


def _is_plain(thing: Thing) -> bool:
    """Whether a celebration has no name: what it is called may be any other one's too."""
    plain = thing.type is EntityType.CONFERENCE and bool(thing.keys)
    return plain and all(event_names.is_plain(key) for key in thing.keys)


# --- Names of several words -----------------------------------------------------------------


class _Names:
    """The things that names make, with what is needed to look them up."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        editions: Mapping[int, int],
        organizers: Mapping[int, frozenset[str]],
    ) -> None:
        self.things: list[Thing] = []
        self.owners: dict[int, Thing] = {}
        self._document = document
        self._mentions = mentions
        self._editions = editions
        self._organizers = organizers
        self._by_key: dict[tuple[EntityType, str], list[Thing]] = {}
        self._by_word: dict[tuple[EntityType, str], list[Thing]] = {}
        self._by_head: dict[tuple[EntityType, str], list[Thing]] = {}
        self._by_geonames: dict[tuple[EntityType, int], list[Thing]] = {}

    def add(self, index: int) -> None:
        """Give a named mention to the thing that it names, or make it one."""
        mention = self._mentions[index]
        key = name_key(mention.name)
        keys = {key: mention.name}
        for alias in _aliases(self._document, mention):
            keys.setdefault(name_key(alias), alias)
        edition = self._editions.get(index)
        organizers = self._organizers.get(index, frozenset())
        found = self._by_key.get((mention.type, key)) or [
            thing
            for thing in self._matching(mention, keys)
            if edition is None or thing.edition in (None, edition)
        ]
        if not found and _is_described(mention):
            alike = self._by_head.get((mention.type, mention.head), [])
            found = [thing for thing in alike if not _is_another(key, thing)]
            keys = keys if not found else {}
        found = [thing for thing in found if not is_of_others(thing, organizers)]
        if found:
            # Where a short form fits several things, the one named last before it is meant.
            thing = max(found, key=lambda each: _nearness(each, index))
        else:
            thing = Thing(mention.type)
            self.things.append(thing)
        insort(thing.mentions, index)
        self.owners[index] = thing
        thing.edition = thing.edition or edition
        thing.organizers |= organizers
        self._describe(thing, mention, keys)

    def join(self, thing: Thing, other: Thing) -> None:
        """Give what names one thing to another, where both are still there and may be one."""
        if thing is other or thing not in self.things or other not in self.things:
            return
        if is_of_others(thing, other.organizers):
            return
        self.things.remove(other)
        for index in other.mentions:
            insort(thing.mentions, index)
            self.owners[index] = thing
        for key, name in other.keys.items():
            thing.keys.setdefault(key, name)
        thing.heads |= other.heads
        thing.edition = thing.edition or other.edition
        thing.organizers |= other.organizers

    def _describe(self, thing: Thing, mention: Mention, keys: dict[str, str]) -> None:
        for key, name in keys.items():
            if key not in thing.keys:
                thing.keys[key] = name
                self._by_key.setdefault((thing.type, key), []).append(thing)
                for word in set(compared_words(thing.type, key)):
                    sharing = self._by_word.setdefault((thing.type, word), [])
                    sharing.extend([thing] if thing not in sharing[-1:] else [])
        if mention.head and mention.head not in thing.heads:
            thing.heads.add(mention.head)
            self._by_head.setdefault((thing.type, mention.head), []).append(thing)
        thing.gender = thing.gender or mention.gender
        if mention.geonames and not thing.geonames:
            thing.geonames = mention.geonames
            self._by_geonames.setdefault((thing.type, mention.geonames), []).append(thing)

    def _matching(self, mention: Mention, keys: Iterable[str]) -> list[Thing]:
        """The things of which a name is a short form, or that have one of its other names."""
        found: list[Thing] = []
        if mention.geonames:
            found.extend(self._by_geonames.get((mention.type, mention.geonames), ()))
        for key in keys:
            found.extend(self._by_key.get((mention.type, key), ()))
            found.extend(
                thing
                for thing in self._sharing(mention.type, key)
                if any(is_short(key, full, mention.type) for full in thing.keys)
                and not (mention.gender and thing.gender and mention.gender != thing.gender)
            )
        return found

    def _sharing(self, type: EntityType, key: str) -> list[Thing]:
        """The things that share the name's rarest word; a short form shares all but its head."""
        words = compared_words(type, key)
        if type not in PLACES and type is not EntityType.PERSON and len(words) > 1:
            words = words[1:]
        if type in EVENTS:
            words = [word for word in words if word not in ordinals()] or words
        lists = [self._by_word.get((type, word), []) for word in words]
        return min(lists, key=len, default=[])


def _nearness(thing: Thing, index: int) -> int:
    """The thing's last mention before ``index``; without one the sooner it comes the nearer."""
    at = bisect_left(thing.mentions, index)
    return thing.mentions[at - 1] if at else -thing.mentions[0]


def _is_described(mention: Mention) -> bool:
    """«الجامعة الدولية» after «جامعة نايف»: a head and an adjective, which name nothing new."""
    words = mention.name.split()
    return (
        mention.type in BODIES and len(words) == 2 and all(word.startswith("ال") for word in words)
    )


def _is_another(key: str, thing: Thing) -> bool:
    """«الاتحاد الأوروبي» after «الاتحاد الدولي لكرة القدم»: another adjective, another body."""
    adjective = key.split()[1]
    firsts = [words[1] for words in map(str.split, thing.keys) if len(words) > 1]
    return bool(firsts) and all(first.startswith("ال") and first != adjective for first in firsts)


def _aliases(document: Document, mention: Mention) -> list[str]:
    """Other names that the mention carries, in its quotation marks or in parentheses behind it."""
    if mention.type is EntityType.PERSON:
        return []
    text = document.text[mention.start : mention.end]
    found = []
    for opening, closing in _QUOTATIONS:
        start = text.find(opening)
        end = text.find(closing, start + 1)
        if 0 <= start < end:
            found.append(text[start + 1 : end].strip())
    if mention.type in _NAMED_TWICE:
        # «شركة البحرين للاستثمار العقاري (إدامة)»
        other = _PARENTHESIS.match(document.text, mention.end)
        found.extend([other[1].strip(' «»"“”')] if other else [])
    if mention.type in _NAMED_TWICE and (latin := _LATIN.search(mention.name)):
        found.append(latin[1])  # «تظاهرة Smart City Africa»
    if mention.type is EntityType.CONFERENCE and _FEAST.search(mention.name):
        found.append(_FEAST.split(mention.name)[0])
    if mention.pattern == OF_SEVERAL:
        found.append(text)  # «(وزارتي) الدفاع»
    if mention.type is EntityType.ORGANIZATION:
        called = _CALLED.match(document.text, mention.end)
        found.extend([called[1], f"{mention.name.split()[0]} {called[1]}"] if called else [])
    return [alias for alias in found if name_key(alias)]
