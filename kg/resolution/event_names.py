"""Which names of events in a document are of one event, though none is a short form of the other.

«ملتقى الكتاب» is «الملتقى الأول للكتاب العرب», «قمة المدن 2017» is «قمة البحرين للمدن», and
«معرض روما» the exhibition that is held there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kg.arabic import name_key
from kg.model import Claim, Document, EntityType, Mention, Relation
from kg.resolution.meetings import headline_end
from kg.resolution.short_names import body_words, is_short, ordinals
from kg.resolution.things import Thing
from kg.resolution.words import shipped

MOST_ALIKE = 12
"""Events of one head in a document beyond which names alone tell too little."""

MOST_BEFORE_LEAD = 2
"""Sentences from a headline to the one that tells of its event, a dateline between them."""

MOST_OF_HEADLINE = 160

_CELEBRATIONS = frozenset({"حفل", "احتفال", "لقاء"})

_HOLDING = frozenset({"organizer.verb_first", "organizer.subject_first"})
"""Patterns of clauses that tell of an event by who holds it."""

_GENERAL = frozenset({"عام"})
"""Stems that names of bodies share which have nothing to do with each other."""

_SITES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.PLACE})


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in parts: what the event is about, where it is, and which of several, all as stems."""

    subject: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    ordinals: frozenset[str]

    def contradicts(self, other: _Name) -> bool:
        """Whether the names tell two events apart."""
        return any(
            one and another and one != another
            for one, another in (
                (self.places, other.places),
                (self.numbers, other.numbers),
                (self.ordinals, other.ordinals),
            )
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """The stems of the places of a document, and by mention of an event those of where it is."""

    places: frozenset[str]
    sites: Mapping[int, frozenset[str]]

    def parts(self, key: str) -> _Name:
        """The parts of a normal name behind its head."""
        words = set(body_words(key)[1:])
        numbers = {word for word in words if word.isdecimal()}
        found = words & self.places
        counted = words & ordinals()
        return _Name(
            frozenset(words - numbers - found - counted),
            frozenset(found),
            frozenset(numbers),
            frozenset(counted),
        )

    def held_there(self, thing: Thing, others: Sequence[Thing]) -> list[Thing]:
        """The others that are said to be where a thing is named after, and after nothing else."""
        name = self.parts(max(thing.keys, key=lambda key: (len(key.split()), key)))
        if name.subject or name.numbers or name.ordinals or not name.places:
            return []
        return [each for each in others if each is not thing and name.places <= self._held(each)]

    def _held(self, thing: Thing) -> frozenset[str]:
        sites = (self.sites.get(index, frozenset()) for index in thing.mentions)
        return frozenset[str]().union(*sites)


def pairs(
    things: Sequence[Thing], mentions: Sequence[Mention], claims: Sequence[Claim]
) -> Iterator[tuple[Thing, Thing]]:
    """Pairs of conferences that are one; the first has the fuller name."""
    known = _Known(_places(mentions), _sites(mentions, claims))
    by_head: dict[str, list[Thing]] = {}
    for thing in things:
        for head in sorted(thing.heads) if thing.type is EntityType.CONFERENCE else ():
            by_head.setdefault(head, []).append(thing)
    for alike in by_head.values():
        if len(alike) > MOST_ALIKE:
            continue
        for some in combinations(alike, 2):
            full, short = sorted(some, key=_fullness, reverse=True)
            if _is_same(full, short, known) or known.held_there(short, alike) == [full]:
                yield full, short


def of_headline(
    document: Document, things: Sequence[Thing], mentions: Sequence[Mention]
) -> tuple[Thing, Thing] | None:
    """The conference of a headline and the one that the article begins with, where they are two.

    «مهرجان الوادي» above «اختتم مهرجان عيد الفطر …»: an article tells of its headline's event
    first. Not where the headline names several, or the beginning names that one too. In 112
    annotated newspaper articles and 272 invented ones 12 of 12 such pairs were of one event.
    """
    end = beginning_end(document)
    named = sorted(
        (index, number)
        for number, thing in enumerate(things)
        if thing.type is EntityType.CONFERENCE
        for index in thing.mentions
    )
    headed = {number for index, number in named if mentions[index].start < end}
    later = [(index, number) for index, number in named if mentions[index].start >= end]
    if len(headed) != 1 or not later:
        return None
    (first, other), (one,) = later[0], headed
    lead = mentions[first].sentence
    near = lead - mentions[named[0][0]].sentence <= MOST_BEFORE_LEAD
    again = any(number == one and mentions[index].sentence <= lead for index, number in later)
    if not near or again or _tells_apart(things[one], things[other], _places(mentions)):
        return None
    return things[one], things[other]


def is_plain(key: str) -> bool:
    """Whether a normal name of a celebration tells only its kind, or for whom of its house it is.

    «حفل المعايدة السنوي», «حفل تكريم لمنسوبيها»: many bodies hold such, and none has a name.
    """
    head, *rest = body_words(key)
    return head in _CELEBRATIONS and bool(rest) and _plain().issuperset(rest)


@cache
def _plain() -> frozenset[str]:
    return frozenset(stem for word in shipped().plain_event for stem in body_words(word))


def organizers(
    document: Document, mentions: Sequence[Mention], claims: Sequence[Claim]
) -> Mapping[int, frozenset[str]]:
    """By mention of an event, the stems of the bodies that clauses below the headline say hold it.

    «أقامت بلدية الوادي حفل معايدة … كما أقامت جامعة النور حفل معايدة»: these are two. Of 3,700
    newspaper articles one had such a pair that was one event, told of by a learned relation.
    """
    end = beginning_end(document)
    found: dict[int, frozenset[str]] = {}
    for claim in claims:
        if claim.pattern not in _HOLDING or claim.object is None:
            continue
        body = mentions[claim.object]
        if mentions[claim.subject].start >= end and not body.is_reference:
            words = body_words(name_key(body.name))
            stems = frozenset(words[1:] or words) - _GENERAL
            found[claim.subject] = found.get(claim.subject, frozenset()) | stems
    return found


def beginning_end(document: Document) -> int:
    """Where the headline ends, or else the first line, if it may be one; else 0."""
    end = document.text.strip().find("\n")
    return headline_end(document) or (end if 0 < end <= MOST_OF_HEADLINE else 0)


def _tells_apart(one: Thing, other: Thing, places: frozenset[str]) -> bool:
    """Whether names of two events hold other places or other ordinals."""
    known = _Known(places, {})
    return any(
        mine and its and mine != its
        for key in one.keys
        for name in other.keys
        for mine, its in (
            (known.parts(key).places, known.parts(name).places),
            (known.parts(key).ordinals, known.parts(name).ordinals),
        )
    )


def _is_same(full: Thing, short: Thing, known: _Known) -> bool:
    if full.edition and short.edition and full.edition != short.edition:
        return False
    if _tells_apart(full, short, known.places):
        # One of them is also called «مهرجان السينما», as the other might be.
        return False
    return any(
        _is_name_of(name, key, known, ordered=short.edition is None)
        for name in full.keys
        for key in short.keys
    )


def _is_name_of(name: str, key: str, known: _Known, *, ordered: bool) -> bool:
    """Whether two names are of one event; ``ordered`` allows an ordinal in the first alone."""
    one, other = known.parts(name), known.parts(key)
    if not other.subject or one.contradicts(other):
        return False
    return one.subject == other.subject or (ordered and _is_in(key, name))


def _is_in(key: str, name: str) -> bool:
    """Whether a name is a short form of another but for its ordinal."""
    stems = ordinals()
    rest = " ".join(word for word in name.split() if stems.isdisjoint(body_words(word)))
    return is_short(key, rest, EntityType.CONFERENCE)


def _fullness(thing: Thing) -> tuple[int, int]:
    return max(len(key.split()) for key in thing.keys), -thing.mentions[0]


def _places(mentions: Sequence[Mention]) -> frozenset[str]:
    """The stems of the words of places that the document names."""
    return frozenset(
        word
        for mention in mentions
        if mention.type in _SITES and not mention.is_reference
        for word in body_words(name_key(mention.name))
    )


def _sites(mentions: Sequence[Mention], claims: Sequence[Claim]) -> Mapping[int, frozenset[str]]:
    """By mention of an event the stems of the places where it is said to be."""
    found: dict[int, frozenset[str]] = {}
    for claim in claims:
        if claim.relation is Relation.LOCATION and claim.object is not None:
            stems = frozenset(body_words(name_key(mentions[claim.object].name)))
            found[claim.subject] = found.get(claim.subject, frozenset()) | stems
    return found
