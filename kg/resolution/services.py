"""Public services of a place, which a document calls in short: «تعليم نجران», «صحة عسير».

«الإدارة العامة للتعليم بمنطقة نجران» and «تعليم نجران» are one body: both name the same service
(``data/resolution/services.tsv``) of the same place. The place stands in the name, or a claim says
where the body is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arabic import name_key
from kg.model import Claim, EntityType, Mention, Relation
from kg.resolution.aliases import services
from kg.resolution.things import Thing

_UNITS = frozenset({"اداره", "الاداره", "مديريه", "المديريه", "العامه", "عام", "جهاز"})
"""Nouns of a unit that directs a service, with their adjective."""

_REGIONS = frozenset({"منطقه", "محافظه", "مدينه", "اماره"})
MOST_OF_PLACE = 3
"""Longest name of a place, in words."""

_SITES = frozenset({EntityType.CITY, EntityType.PLACE})


def pairs(
    things: Sequence[Thing], mentions: Sequence[Mention], claims: Sequence[Claim]
) -> Iterator[tuple[Thing, Thing]]:
    """Bodies that are one service of one place: the one with the fullest name, and another."""
    where = _places(mentions, claims)
    known: dict[tuple[str, str], Thing] = {}
    for thing in sorted(things, key=_fullness):
        if thing.type is not EntityType.ORGANIZATION:
            continue
        alike = [known.setdefault(service, thing) for service in sorted(_services(thing, where))]
        yield from ((first, thing) for first in dict.fromkeys(alike) if first is not thing)


def _fullness(thing: Thing) -> tuple[int, int]:
    return -max((len(key.split()) for key in thing.keys), default=0), thing.mentions[0]


def _places(mentions: Sequence[Mention], claims: Sequence[Claim]) -> dict[int, set[str]]:
    """The places at which claims say that mentions are."""
    found: dict[int, set[str]] = {}
    for claim in claims:
        if claim.relation is Relation.LOCATION and claim.object is not None:
            place = mentions[claim.object]
            if place.type in _SITES and not place.is_reference:
                found.setdefault(claim.subject, set()).add(
                    _bare_place(name_key(place.name).split())
                )
    return found


def _services(thing: Thing, where: dict[int, set[str]]) -> set[tuple[str, str]]:
    """The service that each name of a thing names, with its place."""
    found = set()
    for key in thing.keys:
        service, place = _read(key.split())
        if not service:
            continue
        sites = {place, place.removeprefix("ب")}  # «بجدة»; «بريدة» stays among them
        if not place:
            sites = {site for index in thing.mentions for site in where.get(index, ())}
        found |= {(service, site) for site in sites}
    return found


def _read(words: Sequence[str]) -> tuple[str, str]:
    """The service and the place of a name's words, «» for what they do not tell.

    «التعليم» alone is no body's name; «الدفاع المدني», «إدارة التعليم» are.
    """
    for order in (*_with_place_last(words), words):
        service, place = _read_in_order(order)
        if service:
            return service, place
    return "", ""


def _with_place_last(words: Sequence[str]) -> Iterator[list[str]]:
    """«نادي جدة الأدبي», «غرفة الرياض التجارية» as «النادي الأدبي جدة»."""
    for at in range(2, min(len(words), MOST_OF_PLACE + 2)):
        if all(word.startswith("ال") for word in words[at:]):
            yield [f"ال{words[0]}", *words[at:], *words[1:at]]


def _read_in_order(words: Sequence[str]) -> tuple[str, str]:
    at = 0
    while at < len(words) and words[at] in _UNITS:
        at += 1
    rest = [_without_for(word) if index == 0 else word for index, word in enumerate(words[at:])]
    for length in range(len(rest), 0, -1):
        service = services().get(tuple(rest[:length]), "")
        place = rest[length:]
        if service and len(place) <= MOST_OF_PLACE + 1 and (place or at + length > 1):
            return service, _bare_place(place)
    return "", ""


def _without_for(word: str) -> str:
    """«للتعليم» as «التعليم»."""
    return f"ال{word[2:]}" if word.startswith("لل") else word


def _bare_place(words: Sequence[str]) -> str:
    """«بمنطقة نجران», «في نجران», «محافظة الطائف»: the place's own name."""
    words = list(words)
    if words and words[0] == "في":
        words = words[1:]
    elif len(words) > 1 and words[0].startswith("ب") and words[0][1:] in _REGIONS:
        words = [words[0][1:], *words[1:]]
    if len(words) > 1 and words[0] in _REGIONS:
        words = words[1:]
    return " ".join(words)
