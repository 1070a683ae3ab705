"""Two places, dates or editions of one event, two countries of a city, two bodies of a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from kg.arabic import name_key
from kg.conflicts.known import Conflict, Known, Side, are_of_one_time
from kg.graph.claims import Attributes
from kg.model import EntityType, Relation

_EVENTS = frozenset({EntityType.CONFERENCE, EntityType.SESSION, EntityType.MEETING})
_BELONGING = frozenset({"part_of.belongs_to", "part_of.under"})
"""Patterns of «التابع لـ»: it names the one body to which a unit belongs; others say less."""

_TELLING = 3
"""Words of a name that is hardly given to two conferences at a time, at least."""

_Values = dict[str, dict[str, list[Attributes]]]
"""The facts by the thing and by the value."""


def find_places(known: Known, within: int) -> Iterator[Conflict]:
    """Events in two cities, or in two countries where one is not known more closely.

    A conference of which no edition is known is held again elsewhere, so two of its places must
    have been told of by articles at most ``within`` days apart.
    """
    editions = _editions(known)

    def exclude(event: str, one: Side, other: Side) -> bool:
        if not _are_apart(known, one.value, other.value):
            return False
        is_series = known.kinds[event] is EntityType.CONFERENCE and event not in editions
        return not is_series or are_of_one_time(one, other, within)

    found = _of_one_name(_relations(known, Relation.LOCATION, _EVENTS), known, editions)
    yield from _pairs("place", known, found, exclude)


def find_countries(known: Known) -> Iterator[Conflict]:
    """Cities in two countries."""
    found = _relations(known, Relation.LOCATION, {EntityType.CITY})
    countries = {
        city: {v: facts for v, facts in by.items() if known.kinds.get(v) is EntityType.COUNTRY}
        for city, by in found.items()
    }
    yield from _pairs("country", known, countries, lambda *_: True)


def find_parents(known: Known) -> Iterator[Conflict]:
    """Units that are said to belong to two bodies, neither of which belongs to the other."""
    found = _relations(known, Relation.PART_OF, {EntityType.ORGANIZATION})
    stated = {
        unit: {
            value: facts
            for value, facts in by.items()
            if any(c["pattern"] in _BELONGING for fact in facts for c in fact["claims"])
        }
        for unit, by in found.items()
    }

    def exclude(unit: str, one: Side, other: Side) -> bool:
        return not _is_within(known.parents, one.value, other.value)

    yield from _pairs("parent", known, stated, exclude)


def find_editions(known: Known) -> Iterator[Conflict]:
    """Events with two numbers of an edition."""
    yield from _pairs("edition", known, _editions(known), lambda *_: True)


def find_dates(known: Known) -> Iterator[Conflict]:
    """Events with two beginnings or two ends, neither of which is a part or a day of the other."""
    starts: _Values = defaultdict(lambda: defaultdict(list))
    ends: _Values = defaultdict(lambda: defaultdict(list))
    for event, fact in known.reader.dates():
        start, _, end = str(fact["value"]).partition("/")
        if start == "..":
            ends[event][end].append(fact)
        else:
            starts[event][start].append(fact)

    def exclude(event: str, one: Side, other: Side) -> bool:
        first, last = sorted((one.value, other.value))
        is_day_of = any(first <= last <= end for end in ends.get(event, ()))
        return not is_day_of and not _says_the_same(first, last)

    yield from _pairs("date", known, starts, exclude)
    yield from _pairs("date", known, ends, lambda _, a, b: not _says_the_same(a.value, b.value))


def _relations(known: Known, relation: Relation, kinds: Iterable[EntityType]) -> _Values:
    wanted = frozenset(kinds)
    found: _Values = defaultdict(lambda: defaultdict(list))
    for subject, object_, fact in known.reader.relations():
        if fact["relation"] == relation.value and known.kinds.get(subject) in wanted:
            found[subject][object_].append(fact)
    return found


def _editions(known: Known) -> _Values:
    found: _Values = defaultdict(lambda: defaultdict(list))
    for event, fact in known.reader.literals():
        if fact["relation"] == Relation.EDITION.value:
            found[event][str(fact["value"])].append(fact)
    return found


def _of_one_name(found: _Values, known: Known, editions: _Values) -> _Values:
    """The same with the facts of conferences of one telling name and edition put together.

    Where two cities are told of, resolution may have taken them for two conferences.
    """
    joined: _Values = defaultdict(lambda: defaultdict(list))
    first: dict[tuple[str, ...], str] = {}
    for event, by_value in sorted(found.items()):
        name = name_key(known.name(event))
        if known.kinds[event] is EntityType.CONFERENCE and len(name.split()) >= _TELLING:
            event = first.setdefault((name, *sorted(editions.get(event, ()))), event)
        for value, facts in by_value.items():
            joined[event][value] += facts
    return joined


def _pairs(
    kind: str, known: Known, found: _Values, exclude: Callable[[str, Side, Side], bool]
) -> Iterator[Conflict]:
    for thing, by_value in found.items():
        sides = [known.side(v, known.name(v), facts) for v, facts in sorted(by_value.items())]
        for one, other in combinations(sides, 2):
            if exclude(thing, one, other):
                yield Conflict.between(kind, thing, known.name(thing), (one, other))


def _are_apart(known: Known, one: str, other: str) -> bool:
    """Whether two places are in different cities, or else in different countries."""
    if _is_within(known.places, one, other):
        return False
    for kind in (EntityType.CITY, EntityType.COUNTRY):
        first, second = _in(known, one, kind), _in(known, other, kind)
        if first and second:
            return first.isdisjoint(second)
    return False


def _in(known: Known, place: str, kind: EntityType) -> frozenset[str]:
    """The cities or countries in which a place lies, or which it is."""
    around = {place, *known.places.get(place, ())}
    return frozenset(each for each in around if known.kinds.get(each) is kind)


def _is_within(above: Mapping[str, frozenset[str]], one: str, other: str) -> bool:
    """Whether one of two is a part of the other."""
    return one in above.get(other, ()) or other in above.get(one, ())


def _says_the_same(one: str, other: str) -> bool:
    """Whether one date contains the other (2017 and 2017-03)."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter)
